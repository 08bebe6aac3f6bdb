"""Recency, frequency and amount of all buyers as scores of 1 to 5.

Quintiles compare buyers with each other and serve reports alone; what they find can be kept as
fixed cut points (`rfm_cuts`), the only way into a grade. It must not know segments or screens.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from tierdesk.scoring.buying.cuts import (
    BEST,
    DEFAULT_CUTS,
    Cuts,
    by_recency,
    by_size,
    proposed_recency,
    proposed_sizes,
)
from tierdesk.scoring.buying.history import Figures

LEAST_BUYERS = 20
"""With fewer buyers a fifth of them is an accident: fixed cut points are used instead."""
Method = Literal["quintiles", "cut_points"]


class Rating(NamedTuple):
    """Scores of 1 (worst) to 5 (best)."""

    recency: int
    frequency: int
    monetary: int

    @property
    def total(self) -> int:
        """The RFM sum, 3 to 15."""
        return self.recency + self.frequency + self.monetary


class Rated(NamedTuple):
    """The rating of each buyer in the order given, how it was found, the fixed cut points that
    give the same ratings, and how many bought nothing in the window."""

    ratings: tuple[Rating, ...]
    method: Method
    cuts: Cuts
    silent: int


SILENT = Rating(1, 1, 1)
"""Of who bought once, but nothing in the window; among those who did they have no rank."""


def rated(buyers: Sequence[Figures], cuts: Cuts = DEFAULT_CUTS) -> Rated:
    """All buyers: those with a purchase in the window by quintiles among themselves, by `cuts`
    when they are fewer than LEAST_BUYERS, the others as SILENT."""
    active = [buyer for buyer in buyers if buyer.frequency]
    silent = len(buyers) - len(active)
    if len(active) < LEAST_BUYERS:
        return Rated(tuple(_by_cuts(buyer, cuts) for buyer in buyers), "cut_points", cuts, silent)
    found, ratings = _ranked(active)
    following = iter(ratings)
    placed = tuple(next(following) if buyer.frequency else SILENT for buyer in buyers)
    return Rated(placed, "quintiles", found, silent)


def _ranked(active: Sequence[Figures]) -> tuple[Cuts, list[Rating]]:
    days = [float(buyer.recency) for buyer in active]
    orders = [float(buyer.frequency) for buyer in active]
    amounts = [buyer.monetary for buyer in active]
    newest, often, large = quintiles([-d for d in days]), quintiles(orders), quintiles(amounts)
    cuts = Cuts(
        proposed_recency(days, newest),
        proposed_sizes(orders, often),
        proposed_sizes(amounts, large),
    )
    return cuts, list(map(Rating, newest, often, large))


def _by_cuts(buyer: Figures, cuts: Cuts) -> Rating:
    return by_cuts(buyer, cuts) if buyer.frequency else SILENT


def by_cuts(buyer: Figures, cuts: Cuts) -> Rating:
    """The rating of one buyer, whoever else there is. Without a purchase in the window frequency
    and amount are 1; recency looks as far back as its cut points do."""
    newest = by_recency(buyer.recency, cuts.recency)
    if not buyer.frequency:
        return Rating(newest, SILENT.frequency, SILENT.monetary)
    large = by_size(buyer.monetary, cuts.monetary)
    return Rating(newest, by_size(buyer.frequency, cuts.frequency), large)


def quintiles(values: Sequence[float]) -> list[int]:
    """1 for the lowest fifth up to 5, by mid-rank: equal values share the mean of their ranks
    and so the score ⌈5·rank/n⌉."""
    count, below, score = len(values), 0, dict[float, int]()
    for value, times in sorted(Counter(values).items()):
        twice = 2 * below + times + 1  # first rank + last rank: twice the mid-rank, exactly
        score[value] = -(-BEST * twice // (2 * count))
        below += times
    return [score[value] for value in values]
