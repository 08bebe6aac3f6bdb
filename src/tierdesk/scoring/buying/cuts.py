"""Fixed cut points that turn days, orders and amounts into scores of 1 to 5.

A criterion may read RFM scores only through cut points: quintiles move when somebody else is
added, and a score must not. It must not know any customer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

from tierdesk.domain.document import Doc
from tierdesk.errors import Invalid
from tierdesk.i18n.message import say

PARTS = ("recency", "frequency", "monetary")
BEST = 5
Points = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Cuts:
    """Four numbers a part, none below the one before (equal ones leave a score out).

    `recency`: days since the last order; up to the first 5, up to the second 4, … beyond the
    last 1. `frequency`: days with an order, `monetary`: amount in the base currency, both
    within the window; from the first on 2, from the second on 3, … below the first 1.
    Anything else raises Invalid."""

    recency: Points = (30.0, 90.0, 180.0, 365.0)
    frequency: Points = (2.0, 3.0, 6.0, 12.0)
    monetary: Points = (10_000.0, 50_000.0, 200_000.0, 1_000_000.0)

    def __post_init__(self) -> None:
        for part in PARTS:
            _ensure_rising(part, getattr(self, part))


def by_recency(days: float, cuts: Points) -> int:
    """5 for the newest down to 1."""
    return BEST - sum(days > cut for cut in cuts)


def by_size(value: float, cuts: Points) -> int:
    """1 for the least up to 5; for frequency and monetary."""
    return 1 + sum(value >= cut for cut in cuts)


def proposed_sizes(values: Iterable[float], scores: Iterable[int]) -> Points:
    """The cut points by which `by_size` gives every value the score that it has here. Scores
    must not fall while values rise; a score that nobody reached begins one above the largest."""
    pairs = list(zip(values, scores, strict=True))
    beyond = max(value for value, _ in pairs) + 1.0
    return tuple(
        min((value for value, score in pairs if score >= least), default=beyond)
        for least in range(2, BEST + 1)
    )


def proposed_recency(days: Iterable[float], scores: Iterable[int]) -> Points:
    """The cut points by which `by_recency` gives every number of days the score that it has
    here; a score that nobody reached ends one below the smallest."""
    pairs = list(zip(days, scores, strict=True))
    beyond = min(value for value, _ in pairs) - 1.0
    return tuple(
        max((value for value, score in pairs if score >= least), default=beyond)
        for least in range(BEST, 1, -1)
    )


def read_cuts(doc: Doc) -> Cuts:
    """The cut points of a document {"recency": [4 numbers], …}; a part that is not there keeps
    its default. Raises Invalid naming the fault."""
    return Cuts(**{part: _points(part, doc[part]) for part in PARTS if part in doc})


def write_cuts(cuts: Cuts) -> dict[str, list[float]]:
    """The document that `read_cuts` reads."""
    return {part: list(getattr(cuts, part)) for part in PARTS}


def _points(part: str, stored: object) -> Points:
    if not isinstance(stored, list):
        raise _unfit(part)
    numbers = [n for n in stored if isinstance(n, int | float) and not isinstance(n, bool)]
    if len(numbers) != len(stored):
        raise _unfit(part)
    try:
        return tuple(float(n) for n in numbers)
    except OverflowError:
        raise _unfit(part) from None


def _ensure_rising(part: str, points: Points) -> None:
    if len(points) != BEST - 1 or not all(isfinite(point) for point in points):
        raise _unfit(part)
    if any(low > high for low, high in pairwise(points)):
        raise _unfit(part)


def _unfit(part: str) -> Invalid:
    return Invalid(
        say("The cut points of “%(part)s” must be four numbers, none below the one before.",
            part=part)
    )  # fmt: skip


DEFAULT_CUTS = Cuts()
"""For who sells to companies: a month, a quarter, half a year, a year; amounts as the default
models weigh them."""
