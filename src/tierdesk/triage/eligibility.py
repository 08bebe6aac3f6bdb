"""Who may be contacted at all: the one rule of the queue, of every list, and of the load of a week.

It asks nothing about a tier, so that it holds whatever a model says. It must not know a grade.
"""

from collections.abc import Iterable, Iterator

from tierdesk.domain.book import Book
from tierdesk.domain.document import Doc
from tierdesk.domain.lifecycle import is_parked
from tierdesk.domain.vantage import Vantage
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stages import stages_of
from tierdesk.pipeline.standing import Standings


def may_be_contacted(customer: Doc, stage: Stage, *, signed: bool) -> bool:
    """Not parked (a signed one never is, invariant 10), not to be left alone, not lost."""
    if customer.get("do_not_contact") is True or stage.kind == "lost":
        return False
    return "parked" not in customer or not is_parked(customer, signed)


def contactable(
    book: Book, vantage: Vantage, customer_ids: Iterable[int], *, signed: bool
) -> Iterator[bool]:
    """For each of these customers, who are signed or are not, whether it may be contacted."""
    standings = Standings(stages_of(book), vantage)
    for case in map(book.case, customer_ids):
        yield may_be_contacted(case.customer, standings.of(case).stage, signed=signed)
