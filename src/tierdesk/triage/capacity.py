"""Which of the candidates fit the day: slots by tier, sleepers behind those awake.

It must not know urgency; candidates come in the order of the queue.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tierdesk.domain.book import Book
from tierdesk.domain.document import integer
from tierdesk.triage.policy import TIERS, Policies

if TYPE_CHECKING:
    from tierdesk.triage.candidates import Candidate

CAPACITY = 12
"""Slots a day where the book's settings do not say."""


def capacity_of(book: Book) -> int:
    """The book's slots a day."""
    stated = integer(book.settings(), "capacity")
    return CAPACITY if stated is None else stated


def shares_of(policies: Policies) -> dict[str, float]:
    """Each tier's share of the slots, in percent."""
    return {tier: policies.open[tier].share for tier in TIERS}


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


def left_over(
    slots: int, shares: Mapping[str, float], demand: Mapping[str, int], done: Mapping[str, int]
) -> dict[str, int]:
    """Slots by tier that are still free when `done` customers have used theirs already: the
    morning's plan without them, so that a plan does not refill while one works. More done in a
    tier than planned for it comes off the others, the lowest tier first."""
    both = {tier: demand.get(tier, 0) + done.get(tier, 0) for tier in TIERS}
    planned = filled(quotas(slots, shares), both)
    left = {tier: max(0, planned[tier] - done.get(tier, 0)) for tier in TIERS}
    excess = sum(left.values()) - max(0, slots - sum(done.values()))
    for tier in reversed(TIERS):
        cut = max(0, min(excess, left[tier]))
        left[tier] -= cut
        excess -= cut
    return left


def chosen(
    ordered: Sequence["Candidate"], left: Mapping[str, int]
) -> tuple[list["Candidate"], list["Candidate"]]:
    """(planned, waiting), each in the order given; `left` are the free slots by tier."""
    planned: list[Candidate] = []
    waiting: list[Candidate] = []
    free, slots = dict(left), sum(left.values())
    for at, candidate in enumerate(ordered):
        if not slots:
            return planned, waiting + list(ordered[at:])
        if free[candidate.tier]:
            free[candidate.tier] -= 1
            slots -= 1
            planned.append(candidate)
        else:
            waiting.append(candidate)
    return planned, waiting


def sunk(candidates: Sequence["Candidate"]) -> list["Candidate"]:
    """The places that a tier has in the order go to its members who are awake first, then to
    those asleep; between tiers nothing changes."""
    awake: dict[str, list[Candidate]] = {tier: [] for tier in TIERS}
    asleep: dict[str, list[Candidate]] = {tier: [] for tier in TIERS}
    for candidate in candidates:
        (asleep if candidate.asleep else awake)[candidate.tier].append(candidate)
    if not any(asleep.values()) or not any(awake.values()):
        return list(candidates)
    following = {tier: iter(awake[tier] + asleep[tier]) for tier in TIERS}
    return [next(following[candidate.tier]) for candidate in candidates]
