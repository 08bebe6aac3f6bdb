"""Add, set or remove one of a customer's deals; win it, lose it, open it again."""

from collections.abc import Callable, Mapping

from tierdesk.commands.doing import deal_outcome, move
from tierdesk.commands.doing.customer_ref import find_customer
from tierdesk.commands.doing.deal_ref import NOBODY, find_deal
from tierdesk.commands.doing.part_verbs import meant, parted, perform
from tierdesk.commands.doing.sentences import sentence_of
from tierdesk.commands.spec import Front, Outcome, Values, changed, text_of, texts_of
from tierdesk.domain.book import Book, Row
from tierdesk.domain.change import Change
from tierdesk.domain.deals import Status, status
from tierdesk.domain.document import integer
from tierdesk.errors import Usage
from tierdesk.i18n.message import say
from tierdesk.pipeline import lost_reasons

_AMONG: Mapping[str, tuple[Status, ...]] = {
    "won": ("open",), "lost": ("open",), "reopen": ("won", "lost"),
}  # fmt: skip
"""Of which deals one is meant where none is named."""


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    action = text_of(values, "action")
    if action not in _AMONG:
        if text_of(values, "customer") == NOBODY:
            raise Usage(say("“-” stands for the customer with won, lost and reopen alone."))
        return perform("deal", front, values)
    desk = front.desk
    lead, pairs = parted("loss", texts_of(values, "words"))
    if pairs and action != "lost":
        raise Usage(say("Only a lost deal has such fields; change the others with deal set."))
    if text_of(values, "customer") == NOBODY:
        row = find_deal(desk.book, lead)
        owner = integer(row[1], "customer_id")
        if owner is None:
            return _of_nobody(front, values, row, action, pairs)
        customer_id, deal_id = owner, row[0]
    else:
        customer_id = find_customer(desk.book, text_of(values, "customer"), desk.moment)
        deal_id, _ = _meant(desk.book, customer_id, lead, action, front)
    if values.get("anyway") and action != "lost":
        raise Usage(say("Only a loss takes --anyway."))
    reason, anyway = text_of(values, "reason"), bool(values.get("anyway"))
    rule = _rule(action, customer_id, deal_id, pairs, reason, anyway=anyway)
    made: list[Change] = []

    def kept(book: Book) -> Change:
        made.append(rule(book, front))
        return made[-1]

    receipt = desk.perform(kept)
    told = deal_outcome.told(desk.book, customer_id, deal_id, desk.moment)
    said = (say("Saved: %(what)s.", what=sentence_of(made[-1])), *told)
    return changed(receipt, *said, customer_id=customer_id, deal_id=deal_id,
                   status=status(desk.book.get("deals", deal_id) or {}))  # fmt: skip


def _of_nobody(
    front: Front, values: Values, row: Row, action: str, pairs: Mapping[str, str]
) -> Outcome:
    from tierdesk.commands.doing import deals_of_nobody

    if values.get("anyway") and action != "lost":
        raise Usage(say("Only a loss takes --anyway."))
    reason = pairs.get("lost_reason") or text_of(values, "reason")
    loss = move.Loss(
        lost_reasons.kind_in(pairs.get("lost_kind", "")), pairs.get("lost_cause", "").strip()
    )
    return deals_of_nobody.end(front, values, row, action, reason=reason, loss=loss,
                               anyway=bool(values.get("anyway")))  # fmt: skip


def _meant(book: Book, customer_id: int, written: str, action: str, front: Front) -> Row:
    """The deal that is named, else the only one to which this can happen."""
    own = book.having("deals", "customer_id", customer_id)
    among = [row for row in own if status(row[1]) in _AMONG[action]]
    if not written and len(among) == 1:
        return among[0]
    return meant("deal", book, customer_id, written, front.desk.moment)


def _rule(
    action: str, customer_id: int, deal_id: int, pairs: Mapping[str, str], reason: str, *,
    anyway: bool,
) -> Callable[[Book, Front], Change]:  # fmt: skip
    if action == "lost":
        wanted = {**({"lost_reason": reason} if reason else {}), **pairs}

        def loss(book: Book, front: Front) -> Change:
            moment, by = front.desk.moment, front.desk.by
            return deal_outcome.lose(
                book, customer_id, deal_id, wanted, moment, by, anyway=anyway
            )  # fmt: skip

        return loss
    make = deal_outcome.win if action == "won" else deal_outcome.reopen

    def rule(book: Book, front: Front) -> Change:
        return make(book, customer_id, deal_id, front.desk.moment, front.desk.by, reason)

    return rule
