"""Thresholds taken from data: so that the tiers hold given shares of the customers, or so that the
contacts they ask for fit the week.

They are proposals for a draft. Once published a threshold is a fixed number, so that a tier
stays a matter of the customer alone (invariant 8). It must not know models or the book.
"""

from collections.abc import Mapping, Sequence
from math import floor
from typing import Protocol

import numpy as np

from tierdesk.errors import Invalid
from tierdesk.i18n.message import say
from tierdesk.scoring.soundness import TIERS
from tierdesk.scoring.whole.facts import Floats
from tierdesk.scoring.whole.load import Paced, load

Thresholds = tuple[tuple[str, float], ...]
"""(tier, least score), best first, as a `Scheme` wants them."""

_STEP = 0.01
"""Between two thresholds there is at least so much room."""
_DECIMALS = 6
_DIGITS = 9
_NOISE = 1e-9
_HALVINGS = 60


class Portioned(Paced, Protocol):
    """A tier's policy: its pace and its share of the slots in percent."""

    @property
    def share(self) -> float:
        """Percent of the slots."""
        ...


def by_shares(scores: Floats, shares: Mapping[str, float]) -> Thresholds:
    """Thresholds so that each tier holds its share (percent) of the customers, the last one the
    rest: {"A": 20} is the 80/20 rule. `scores` (n) in points; who is level stays together, in the
    better tier. Raises Invalid without scores, or for shares that are none."""
    if not all(0 <= share <= 100 for share in shares.values()) or sum(shares.values()) > 100:
        raise Invalid(
            say("The shares of the tiers must be zero or more and together at most 100 percent.")
        )
    sizes = {tier: share / 100.0 * len(scores) for tier, share in shares.items()}
    return _thresholds(scores, sizes, kind=True)


def by_capacity(
    scores: Floats,
    policies: Mapping[str, Portioned],
    slots_per_week: float,
    tiers: Sequence[str] = TIERS,
) -> Thresholds:
    """Thresholds so that the contacts of all tiers fit the week: every tier but the last gets
    places in proportion to its share of the slots and the days between its contacts, as many as
    fit beside what the last tier asks for; who is level stays together, in the worse tier, but
    for a score of 100, which no threshold can keep out. Raises Invalid when not even the last
    tier alone fits."""
    everybody, (*upper, last) = len(scores), tiers
    if load({last: everybody}, policies)[last] > slots_per_week:
        raise Invalid(
            say("%(customers)s customers ask for more than %(slots)s contacts a week even when all "
                "stand in tier %(tier)s; raise the capacity or the days between its contacts.",
                customers=everybody, slots=f"{slots_per_week:g}", tier=last)
        )  # fmt: skip

    def sizes(portion: float) -> dict[str, float]:
        return {t: portion * policies[t].share * policies[t].ideal_days for t in upper}

    def fits(portion: float) -> bool:
        counts, left = dict[str, int](), everybody
        for tier, size in sizes(portion).items():
            counts[tier] = min(left, floor(size))
            left -= counts[tier]
        return sum(load(counts | {last: left}, policies).values()) <= slots_per_week

    little, much = 0.0, float(everybody)
    for _ in range(_HALVINGS):
        middle = (little + much) / 2.0
        little, much = (middle, much) if fits(middle) else (little, middle)
    return _thresholds(
        scores, {tier: float(floor(n)) for tier, n in sizes(little).items()}, kind=False
    )


def _thresholds(scores: Floats, sizes: Mapping[str, float], *, kind: bool) -> Thresholds:
    """Thresholds under which the best so many customers have each tier; those who are level at
    the end of a tier all get it when `kind`, else none of them does."""
    if not len(scores):
        raise Invalid(say("There is no customer to take thresholds from."))
    rising = np.sort(np.round(scores, _DIGITS))
    found: list[tuple[str, float]] = []
    inside, before = 0.0, 100.0 + _STEP
    for tier, size in sizes.items():
        inside += size
        least = _threshold(rising, len(rising) - min(len(rising), floor(inside + 0.5)), kind)
        lowest = _STEP * (len(sizes) - len(found))
        before = round(max(lowest, min(least, before - _STEP)), _DIGITS)
        found.append((tier, before))
    return tuple(found)


def _threshold(rising: Floats, first: int, kind: bool) -> float:
    """The shortest number that divides the scores before their place `first`."""
    if 0 < first < len(rising) and rising[first] == rising[first - 1]:
        first = int(np.searchsorted(rising, rising[first], side="left" if kind else "right"))
    if first == len(rising):
        return 100.0
    reached, outside = float(rising[first]), float(rising[first - 1]) if first else 0.0
    numbers = (floor(reached * 10**n + _NOISE) / 10**n for n in range(_DECIMALS + 1))
    return next((n for n in numbers if n > outside), reached)
