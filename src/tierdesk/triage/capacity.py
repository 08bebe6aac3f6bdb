"""Which of the candidates fit the day: slots by tier, sleepers behind those awake.

It must not know urgency; candidates come in the order of the queue.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tierdesk.triage.policy import TIERS, Policies

if TYPE_CHECKING:
    from tierdesk.triage.queue import Candidate


def quotas(slots: int, shares: Mapping[str, float]) -> dict[str, int]:
    """Whole slots by tier, adding up to `slots`: the share rounded down, what is left by the
    largest remainder, ties to the better tier."""
    total = sum(shares.values())
    if not total > 0:
        return {tier: slots if tier == TIERS[0] else 0 for tier in TIERS}
    exact = {tier: slots * shares[tier] / total for tier in TIERS}
    out = {tier: int(exact[tier]) for tier in TIERS}
    by_remainder = sorted(TIERS, key=lambda tier: (out[tier] - exact[tier], tier))
    for tier in by_remainder[: slots - sum(out.values())]:
        out[tier] += 1
    return out


def filled(quota: Mapping[str, int], demand: Mapping[str, int]) -> dict[str, int]:
    """How many of each tier are taken. A quota that its tier does not use spills to the next
    better one; what A leaves over goes to B, then C, then D, so that no slot stays empty while
    somebody waits."""
    taken: dict[str, int] = {}
    spilled = 0
    for tier in reversed(TIERS):
        room = quota[tier] + spilled
        taken[tier] = min(room, demand[tier])
        spilled = room - taken[tier]
    for tier in TIERS:
        more = min(spilled, demand[tier] - taken[tier])
        taken[tier] += more
        spilled -= more
    return taken


def chosen(
    candidates: Sequence["Candidate"],
    capacity: int | None,
    lane: Sequence["Candidate"],
    policies: Policies,
) -> tuple[list["Candidate"], list["Candidate"]]:
    """(planned, waiting), each in the order of the queue with sleepers sunk inside their tier.
    Those in the lane use slots of the day; `capacity` None takes everybody."""
    ordered = sunk(candidates)
    if capacity is None:
        return ordered, []
    demand = Counter(c.tier for c in ordered)
    shares = {tier: policies.open[tier].share for tier in TIERS}
    left = filled(quotas(max(0, capacity - len(lane)), shares), demand)
    planned, waiting = [], []
    for candidate in ordered:
        if left[candidate.tier] > 0:
            left[candidate.tier] -= 1
            planned.append(candidate)
        else:
            waiting.append(candidate)
    return planned, waiting


def sunk(candidates: Sequence["Candidate"]) -> list["Candidate"]:
    """The places that a tier has in the order go to its members who are awake first, then to
    those asleep; between tiers nothing changes."""
    if not any(c.asleep for c in candidates) or all(c.asleep for c in candidates):
        return list(candidates)
    by_tier = {
        tier: iter(sorted((c for c in candidates if c.tier == tier), key=lambda c: c.asleep))
        for tier in TIERS
    }
    return [next(by_tier[c.tier]) for c in candidates]
