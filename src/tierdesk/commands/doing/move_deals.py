"""Deals as they were seen on a board, moved to one stage as one Change; whoever moves a deal that somebody
else has moved meanwhile is told, and nothing happens to it.

A deal may belong to nobody: a file of another system often has such deals.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tierdesk.commands.doing.deal_outcome import Won, won_already
from tierdesk.commands.doing.move import Loss
from tierdesk.commands.doing.parts import deal_name
from tierdesk.commands.shown.stage_names import labels_of
from tierdesk.domain.book import Book, Case
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.contracts import why_not_signed
from tierdesk.domain.deals import status
from tierdesk.domain.document import EMPTY, Doc, integer, items, text
from tierdesk.domain.moment import Moment
from tierdesk.errors import Refused
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.pipeline import lost_reasons
from tierdesk.pipeline.moves import UnmetCriteria, move_deal, still_there
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stages import stage_by_key, stage_guard, stages_of
from tierdesk.triage.needs_reason import NeedsReason


class Seen(NamedTuple):
    """A deal, and the stage and the status that somebody saw it in."""

    deal_id: int
    stage: str
    status: str


def seen(deal_id: int, deal: Doc) -> Seen:
    """A deal as its document states it."""
    return Seen(deal_id, text(deal, "stage"), status(deal))


def change(
    book: Book, deals: Sequence[Seen], target: Stage, moment: Moment, by: str, *, reason: str = "",
    loss: Loss = Loss(),  # noqa: B008  # a value
    anyway: bool = False,
) -> Change:  # fmt: skip
    """All of them in their new stage. What several of them lack is asked for once, together; `loss` tells
    more of one that is lost for `reason`. Raises Refused where one is not as it was seen, UnmetCriteria
    as `move_deal` does, Won for the loss of one that is won unless it is to be lost `anyway`, and NeedsReason
    for a loss without a reason. Of several those are left alone that stand there already."""
    stages = stages_of(book)
    target = still_there(target, stages)
    kind = loss.kind
    if target.kind == "lost":
        won = None if anyway else won_among(book, deals, moment)
        if won is not None:
            raise Won(won)
        if not reason.strip():
            raise NeedsReason(say("A lost deal needs a reason; say why it was lost."))
        reason, kind = lost_reasons.stated(book, reason, loss.kind)
    edits: list[Edit] = []
    missing: dict[str, None] = {}
    for one in deals:
        doc = as_seen(book, one, stages)
        if len(deals) > 1 and text(doc, "stage") == target.key:
            continue
        try:
            edits.append(
                move_deal(one.deal_id, doc, _case(book, doc), target, moment, stages=stages,
                          reason=reason, by=by, kind=kind, cause=loss.cause)
            )  # fmt: skip
        except UnmetCriteria as refusal:
            if refusal.hard:
                raise _named(refusal, book, one.deal_id, doc, len(deals)) from None
            missing |= dict.fromkeys(refusal.unmet)
        except Refused as refusal:
            raise _named(refusal, book, one.deal_id, doc, len(deals)) from None
    if missing:
        raise UnmetCriteria(target, tuple(missing), False)
    guards = (stage_guard(book, target.key),)
    if len(deals) != 1:
        args = {"n": len(edits), "target": target.key, **labels_of((target.key,), stages)}
        return Change("deals.move", args, tuple(edits), guards)
    source = deals[0].stage
    args = {"name": name_of(book, deals[0].deal_id), "source": source, "target": target.key}
    args |= labels_of((source, target.key), stages)
    return Change("deal.move", args, tuple(edits), guards)


def won_among(book: Book, deals: Sequence[Seen], moment: Moment) -> Message | None:
    """That deals which somebody is about to lose are won; None where none is."""
    docs = [(one.deal_id, book.get("deals", one.deal_id) or EMPTY) for one in deals]
    won = [(deal_id, doc) for deal_id, doc in docs if status(doc) == "won"]
    if not won:
        return None
    if len(won) > 1:
        return say("%(n)s of the deals are won.", n=len(won))
    deal_id, doc = won[0]
    return won_already(_case(book, doc), deal_id, doc, moment)


def told(book: Book, deals: Sequence[Seen], target: Stage, moment: Moment) -> tuple[Message, ...]:
    """What came of it; of a deal that is won but not signed, what is short."""
    stage = target.title
    if len(deals) != 1:
        return (say_n("%(n)s deal is in %(stage)s now.", "%(n)s deals are in %(stage)s now.",
                      len(deals), stage=stage),)  # fmt: skip
    deal_id = deals[0].deal_id
    said = [say("%(name)s is in %(stage)s now.", name=name_of(book, deal_id), stage=stage)]
    if target.kind == "won":
        case = _case(book, book.get("deals", deal_id) or EMPTY)
        short = why_not_signed(case, deal_id, moment.today, moment.rates)
        said += [short] if short else []
    return tuple(said)


def name_of(book: Book, deal_id: int) -> str:
    """The customer's name, else how the deal itself is called, with its code: many are about the same."""
    doc = book.get("deals", deal_id) or EMPTY
    customer = book.get("customers", integer(doc, "customer_id") or 0) or EMPTY
    name, code = deal_name(doc), text(doc, "code")
    own = f"{name} {code}" if code and code not in name else name
    return text(customer, "name") or own or f"#{deal_id}"


def _case(book: Book, deal: Doc) -> Case:
    owner = integer(deal, "customer_id")
    return book.case(owner) if owner else Case(0, EMPTY)


def as_seen(book: Book, one: Seen, stages: Sequence[Stage]) -> Doc:
    """The deal's document. Raises Refused when it is gone, or stands elsewhere by now."""
    doc = book.get("deals", one.deal_id)
    if doc is None:
        raise Refused(say("The deal is not there any more; look at the history."))
    if seen(one.deal_id, doc) == one:
        return doc
    entries = items(doc, "history")
    who = text(entries[-1], "by") if entries else ""
    stage = stage_by_key(text(doc, "stage"), stages)
    name = name_of(book, one.deal_id)
    title = stage.title if stage else Message("%(text)s", {"text": text(doc, "stage")})
    if who:
        raise Refused(say("%(name)s was moved to %(stage)s by %(who)s meanwhile; nothing else was moved.",
                          name=name, stage=title, who=who))  # fmt: skip
    raise Refused(say("%(name)s was moved to %(stage)s meanwhile; nothing else was moved.",
                      name=name, stage=title))  # fmt: skip


def _named(refusal: Refused, book: Book, deal_id: int, doc: Doc, deals: int) -> Refused:
    if deals == 1:
        return refusal
    name = name_of(book, deal_id)
    return Refused(say("%(name)s: %(why)s", name=name, why=refusal.message))
