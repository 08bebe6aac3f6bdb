"""All buyers on one day: their RFM scores and segments, and how unevenly the amount is spread.

Histories may reach beyond that day, which then counts as unknown; so a day of the past is seen
as it was. It must not know how a report is asked for or shown.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tierdesk.scoring.buying.bgnbd import Repeat, repeat_of
from tierdesk.scoring.buying.cuts import BEST, DEFAULT_CUTS, Cuts
from tierdesk.scoring.buying.history import Figures, History, amount_of, days_of, figures
from tierdesk.scoring.buying.lorenz import top_share
from tierdesk.scoring.buying.rfm import Method, Rating, rated
from tierdesk.scoring.buying.segments import SEGMENTS, Segment, segment_of


class Buyer(NamedTuple):
    """One buyer on the day: `amount` is all that was ever bought, `figures` those of the window."""

    customer_id: int
    name: str
    figures: Figures
    rating: Rating
    segment: Segment
    repeat: Repeat
    amount: float


class Share(NamedTuple):
    """A segment with its buyers and what they brought in the window."""

    segment: Segment
    customers: int
    amount: float


class Overview(NamedTuple):
    """`buyers` in the order of ids, `silent` of them without a purchase in the window;
    `grid[i][j]` counts those with recency 5 − i and frequency j + 1; `top10` and `top20` are what
    the best tenth and fifth of the buyers hold of everything ever bought (None when nothing was
    paid)."""

    buyers: tuple[Buyer, ...]
    silent: int
    method: Method
    cuts: Cuts
    grid: tuple[tuple[int, ...], ...]
    segments: tuple[Share, ...]
    top10: float | None
    top20: float | None


def overview_of(
    histories: Iterable[History], until: int, window: int, cuts: Cuts = DEFAULT_CUTS
) -> Overview:
    """Everybody who bought up to the day `until`; frequency and amount of `window` days back.
    `cuts` are used while the buyers are too few for quintiles."""
    found = [
        (history, seen)
        for history in histories
        if (seen := figures(history.bought, until, window)) is not None
    ]
    judged = rated([seen for _, seen in found], cuts)
    buyers = tuple(
        _buyer(history, seen, rating, until)
        for (history, seen), rating in zip(found, judged.ratings, strict=True)
    )
    amounts = [buyer.amount for buyer in buyers]
    return Overview(
        buyers, judged.silent, judged.method, judged.cuts, _grid(judged.ratings), _segments(buyers),
        top_share(amounts, 0.1), top_share(amounts, 0.2),
    )  # fmt: skip


def _buyer(history: History, seen: Figures, rating: Rating, until: int) -> Buyer:
    return Buyer(
        history.customer_id, history.name, seen, rating, segment_of(rating),
        repeat_of(days_of(history.bought, until), until), amount_of(history.bought, until),
    )  # fmt: skip


def _grid(ratings: Sequence[Rating]) -> tuple[tuple[int, ...], ...]:
    counts = Counter((rating.recency, rating.frequency) for rating in ratings)
    scores = range(1, BEST + 1)
    return tuple(tuple(counts[newest, often] for often in scores) for newest in reversed(scores))


def _segments(buyers: Sequence[Buyer]) -> tuple[Share, ...]:
    """Every segment, empty ones too, in the order in which they are tried."""
    counts = Counter(buyer.segment.key for buyer in buyers)
    amounts: dict[str, float] = {}
    for buyer in buyers:
        key = buyer.segment.key
        amounts[key] = amounts.get(key, 0.0) + buyer.figures.monetary
    return tuple(Share(s, counts[s.key], round(amounts.get(s.key, 0.0), 4)) for s in SEGMENTS)
