"""Deals that name no customer, as files of other systems have them: moved, won, lost and opened again by
the words of the verbs for a customer's deals, and by the rule of the board.
"""

from collections.abc import Callable

from tierdesk.commands.doing import move_deals
from tierdesk.commands.doing.making import would_be
from tierdesk.commands.doing.move import Loss
from tierdesk.commands.spec import Front, Outcome, Values, changed
from tierdesk.domain.book import Book, Row
from tierdesk.domain.change import Change
from tierdesk.domain.deals import status
from tierdesk.domain.document import EMPTY, Doc
from tierdesk.errors import Refused
from tierdesk.i18n.message import say
from tierdesk.pipeline.outcomes import stage_of_before
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stages import of_kind, stages_of

Target = Callable[[Book, Doc], Stage]


def move(
    front: Front, values: Values, row: Row, target: Target, *, reason: str = "",
    loss: Loss = Loss(),  # noqa: B008  # a value
    anyway: bool = False,
) -> Outcome:  # fmt: skip
    """The deal in another stage; with --dry-run only what would be. Raises Refused where somebody else
    has moved it meanwhile, and what a move on the board raises."""
    desk, (deal_id, doc) = front.desk, row
    seen = [move_deals.seen(deal_id, doc)]
    stage = target(desk.book, doc)

    def rule(book: Book) -> Change:
        return move_deals.change(book, seen, stage, desk.moment, desk.by, reason=reason, loss=loss,
                                 anyway=anyway)  # fmt: skip

    named = {"customer_id": None, "deal_id": deal_id, "stage": stage.key}
    if values.get("dry_run"):
        return would_be(rule(desk.book), named)
    receipt = desk.perform(rule)
    now = desk.book.get("deals", deal_id) or EMPTY
    told = move_deals.told(desk.book, seen, stage, desk.moment)
    return changed(receipt, *told, **named, status=status(now))


def end(
    front: Front, values: Values, row: Row, action: str, *, reason: str = "",
    loss: Loss = Loss(),  # noqa: B008  # a value
    anyway: bool = False,
) -> Outcome:  # fmt: skip
    """Won, lost or opened again where it stood. Raises Refused for one that is open already."""
    if action == "reopen" and status(row[1]) == "open":
        raise Refused(say("The deal is open already; nothing is to be reopened."))

    def target(book: Book, doc: Doc) -> Stage:
        stages = stages_of(book)
        if action == "reopen":
            return stage_of_before(doc, stages)
        return of_kind("won" if action == "won" else "lost", stages)

    return move(front, values, row, target, reason=reason, loss=loss, anyway=anyway)
