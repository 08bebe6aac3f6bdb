"""Who may be contacted at all: the one rule of the queue, of every list, and of the load of a week.

It asks nothing about a tier, so that it holds whatever a model says. It must not know a grade.
"""

from collections.abc import Iterable, Iterator

from tierdesk.domain.book import Book
from tierdesk.domain.deals import status
from tierdesk.domain.document import EMPTY, Doc, integer, text
from tierdesk.domain.lazy_table import OWNER
from tierdesk.domain.lifecycle import is_parked
from tierdesk.domain.vantage import Vantage
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stages import of_kind, stages_of
from tierdesk.pipeline.standing import Standings


def may_be_contacted(customer: Doc, stage: Stage, *, signed: bool) -> bool:
    """Not parked (a signed one never is, invariant 10), not to be left alone, not lost."""
    if customer.get("do_not_contact") is True or stage.kind == "lost":
        return False
    return "parked" not in customer or not is_parked(customer, signed)


def contactable(
    book: Book, vantage: Vantage, customer_ids: Iterable[int], *, signed: bool
) -> Iterator[bool]:
    """For each of these customers, who are signed or are not, whether it may be contacted. Only who
    has a lost deal can be lost, so that all its deals are looked at for nobody else."""
    stages = stages_of(book)
    standings, first = Standings(stages, vantage), of_kind("open", stages)
    over = {stage.key for stage in stages if stage.kind == "lost"}
    doubtful = {
        integer(deal, OWNER) for _, deal in book.rows("deals")
        if status(deal) == "lost" or text(deal, "stage") in over
    }  # fmt: skip
    for customer_id in customer_ids:
        customer = book.get("customers", customer_id) or EMPTY
        stage = first
        if customer_id in doubtful:
            stage = standings.of(book.case(customer_id)).stage
        yield may_be_contacted(customer, stage, signed=signed)
