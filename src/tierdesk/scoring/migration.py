"""Who moves to which tier when other models grade: the book graded twice at one moment.

The reference that a preview of the whole book at once is held to. It must not know how models
are kept.
"""

from collections.abc import Callable

from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.grade import bound_graders
from tierdesk.scoring.models import Models

_AT_ONCE = 32


def _nothing() -> None:
    """Whoever has no other thread to let in."""


def migration_of(
    book: Book,
    moment: Moment,
    before: Models,
    after: Models,
    *,
    yield_: Callable[[], None] = _nothing,
) -> dict[tuple[str, str], int]:
    """Customers by (tier before, tier after), those who stay included; pairs that nobody makes
    are left out. `yield_` is called after some dozens of customers."""
    vantage, found = Vantage(moment), dict[tuple[str, str], int]()
    old, new = bound_graders(before, vantage), bound_graders(after, vantage)
    for count, case in enumerate(book.cases(), 1):
        pair = (old.grade(case).tier, new.grade(case).tier)
        found[pair] = found.get(pair, 0) + 1
        if not count % _AT_ONCE:
            yield_()
    return dict(sorted(found.items()))
