"""Names for the 125 cells of RFM: the first segment of a fixed order whose ranges hold a cell.

The order and the ranges are those of the specification. It must not know customers.
"""

from functools import cache
from typing import NamedTuple

from tierdesk.i18n.message import N_
from tierdesk.scoring.buying.rfm import Rating


class Segment(NamedTuple):
    """A name and the scores that it takes, each (from, to)."""

    key: str
    label: str
    recency: tuple[int, int]
    frequency: tuple[int, int]
    monetary: tuple[int, int]

    def holds(self, rating: Rating) -> bool:
        """Whether all three scores lie in the ranges."""
        ranges = (self.recency, self.frequency, self.monetary)
        return all(low <= score <= high for score, (low, high) in zip(rating, ranges, strict=True))


OTHER = Segment("other", N_("Other"), (1, 5), (1, 5), (1, 5))
SEGMENTS = (
    Segment("champions", N_("Champions"), (5, 5), (5, 5), (5, 5)),
    Segment("potential_loyalist", N_("Potential loyalist"), (3, 5), (3, 5), (2, 5)),
    Segment("loyal", N_("Loyal"), (2, 4), (2, 4), (2, 4)),
    Segment("promising", N_("Promising"), (3, 4), (1, 3), (3, 5)),
    Segment("new", N_("New buyer"), (4, 5), (1, 3), (1, 5)),
    Segment("cant_lose", N_("Can't lose"), (1, 2), (3, 4), (4, 5)),
    Segment("at_risk", N_("At risk"), (1, 2), (2, 5), (4, 5)),
    Segment("need_attention", N_("Need attention"), (1, 3), (3, 5), (3, 5)),
    Segment("about_to_sleep", N_("About to sleep"), (2, 3), (1, 3), (1, 4)),
    Segment("lost", N_("Lost buyer"), (1, 1), (1, 5), (1, 5)),
    OTHER,
)


@cache
def segment_of(rating: Rating) -> Segment:
    """The first segment that holds the rating; OTHER takes whatever none of them does."""
    return next(segment for segment in SEGMENTS if segment.holds(rating))
