"""Move customers' deals to another stage; what the stage wants first is asked for once."""

from collections.abc import Sequence
from typing import NamedTuple

from tierdesk.commands.doing.deal_outcome import must_not_be_won
from tierdesk.commands.doing.deal_ref import NOBODY, find_deal
from tierdesk.commands.doing.parts import deal_name
from tierdesk.commands.doing.selection import Selection, make, named, naming, selected
from tierdesk.commands.shown.stage_names import labels_of
from tierdesk.commands.spec import Front, Outcome, Values, text_of, texts_of
from tierdesk.domain.book import Book, Case, Row
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.contracts import why_not_signed
from tierdesk.domain.deals import status
from tierdesk.domain.document import Doc, integer, items, text
from tierdesk.domain.moment import Moment
from tierdesk.errors import EXIT_CONFLICT, Invalid, Refused, Usage
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.pipeline import lost_reasons
from tierdesk.pipeline.moves import move_deal, still_there
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stages import find_stage, stage_by_key, stage_guard, stages_of
from tierdesk.pipeline.standing import standing
from tierdesk.triage.needs_reason import NeedsReason


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    target = find_stage(text_of(values, "stage"), stages_of(desk.book))
    reason, deal = text_of(values, "reason"), text_of(values, "deal")
    loss = loss_of(text_of(values, "kind"), text_of(values, "cause"), target)
    anyway = bool(values.get("anyway"))
    if anyway and target.kind != "lost":
        raise Usage(say("Only a loss takes --anyway."))
    alone = texts_of(values, "customers") == [NOBODY] or (
        deal and not texts_of(values, "customers") and values.get("where") is None
    )
    if alone:
        row = find_deal(desk.book, deal)
        owner = integer(row[1], "customer_id")
        if owner is None:
            from tierdesk.commands.doing import deals_of_nobody

            return deals_of_nobody.move(
                front, values, row, lambda *_: target, reason=reason, loss=loss, anyway=anyway
            )
        selection, deal = Selection((owner,), False), str(row[0])
    else:
        selection = selected(front, values)
    seen: dict[int, str] = {}

    def rule(book: Book) -> Change:
        return change(
            book, selection.ids, target, desk.moment, desk.by, reason=reason, deal=deal, loss=loss,
            seen=seen, anyway=anyway,
        )  # fmt: skip

    return make(front, values, selection, rule,
                told=lambda book: told(book, selection.ids, target, desk.moment),
                more=lambda _: {"stage": target.key})  # fmt: skip


class Loss(NamedTuple):
    """What is told of a loss beside its reason: its kind (of lost_reasons.KINDS) and root cause."""

    kind: str = ""
    cause: str = ""


class MovedMeanwhile(Refused):
    """Somebody else moved the deal after it was looked at; nothing was moved."""

    exit_code = EXIT_CONFLICT


def loss_of(kind: str, cause: str, target: Stage) -> Loss:
    """The options of a loss. Raises Usage for a kind that is none, and where nothing is lost."""
    if (kind or cause) and target.kind != "lost":
        raise Usage(say("--kind and --cause tell of a loss; leave them out here."))
    try:
        return Loss(lost_reasons.kind_in(kind), cause.strip())
    except Invalid as fault:
        raise Usage(fault.message) from None


def change(
    book: Book,
    ids: Sequence[int],
    target: Stage,
    moment: Moment,
    by: str,
    *,
    reason: str = "",
    deal: str = "",
    loss: Loss = Loss(),  # noqa: B008  # a value
    seen: dict[int, str] | None = None,
    anyway: bool = False,
) -> Change:
    """The customers' deals in their new stage, as one Change. `deal` names one by its number or
    code where a customer has several. `seen` holds the stage of each customer's deal as the mover
    saw it; what it lacks is filled in at the first look. Of several customers those are left alone
    who stand there already. Raises Refused and UnmetCriteria as `move_deal` does, MovedMeanwhile
    where a deal stands elsewhere than it was seen, Won for the loss of one that is won unless it is to be
    lost `anyway`, and NeedsReason for a loss without a reason; a refusal among several names the
    customer."""
    args, source, stages = named(book, ids), "", stages_of(book)
    now = still_there(target, stages)
    kind = loss.kind
    if now.kind == "lost":
        if not anyway:
            _none_won(book, ids, deal, moment)
        if not reason.strip():
            raise NeedsReason(say("A lost deal needs a reason; say why it was lost."))
        reason, kind = lost_reasons.stated(book, reason, loss.kind)
    edits: list[Edit] = []
    for customer_id in ids:
        case = book.case(customer_id)
        try:
            deal_id = deal_of(book, customer_id, deal)
            doc = book.get("deals", deal_id) or {}
            source = text(doc, "stage")
            if seen is not None and seen.setdefault(customer_id, source) != source:
                raise _moved_meanwhile(case, doc, stages)
            if len(ids) > 1 and source == now.key:
                continue
            edits.append(
                move_deal(deal_id, doc, case, now, moment, stages=stages, reason=reason, by=by,
                          kind=kind, cause=loss.cause)
            )  # fmt: skip
        except MovedMeanwhile:
            raise
        except Refused as refusal:
            raise naming(refusal, book, customer_id, len(ids)) from None
    args |= {"source": source, "target": now.key}
    args |= labels_of((source, now.key), stages)
    return Change("deal.move", args, tuple(edits), (stage_guard(book, now.key),))


def _none_won(book: Book, ids: Sequence[int], deal: str, moment: Moment) -> None:
    for customer_id in ids:
        case = book.case(customer_id)
        try:
            deal_id = deal_of(book, customer_id, deal)
            must_not_be_won(case, deal_id, book.get("deals", deal_id) or {}, moment)
        except Refused as refusal:
            raise naming(refusal, book, customer_id, len(ids)) from None


def _moved_meanwhile(case: Case, deal: Doc, stages: Sequence[Stage]) -> MovedMeanwhile:
    here = stage_by_key(text(deal, "stage"), stages)
    last = next(reversed(items(deal, "history")), {})
    stage = here.title if here else Message("%(text)s", {"text": text(deal, "stage")})
    return MovedMeanwhile(
        say("%(name)s was moved to %(stage)s by %(who)s a moment ago; look again before you move it.",
            name=text(case.customer, "name"), stage=stage, who=text(last, "by") or "–")
    )  # fmt: skip


def told(book: Book, ids: Sequence[int], target: Stage, moment: Moment) -> tuple[Message, ...]:
    """What came of it; of a deal that is won but not signed, what is short."""
    stage = target.title
    if len(ids) != 1:
        return (
            say_n("%(n)s customer is in %(stage)s now.", "%(n)s customers are in %(stage)s now.",
                  len(ids), stage=stage),
        )  # fmt: skip
    case = book.case(ids[0])
    now_in = standing(case, stages_of(book), moment)
    name = text(case.customer, "name")
    said = [say("%(name)s is in %(stage)s now.", name=name, stage=stage)]
    if now_in.stage.key != target.key and not now_in.closed:
        said = [say("The deal of %(name)s is in %(stage)s; by another open deal the customer stands in "
                    "%(standing)s.", name=name, stage=stage,
                    standing=now_in.stage.title)]  # fmt: skip
    elif now_in.stage.key != target.key:
        said = [say("The deal of %(name)s is in %(stage)s; without an open deal the customer stands in "
                    "%(standing)s.", name=name, stage=stage,
                    standing=now_in.stage.title)]  # fmt: skip
    if target.kind == "won" and now_in.deal_id is not None:
        short = why_not_signed(case, now_in.deal_id, moment.today, moment.rates)
        said += [short] if short else []
    return tuple(said)


def meant(book: Book, ids: Sequence[int]) -> list[Row]:
    """The deals of those customers for whom it is clear which one would move."""
    rows: list[Row] = []
    for customer_id in ids:
        try:
            deal_id = deal_of(book, customer_id, "")
        except Refused:
            continue  # the move itself says so
        rows.append((deal_id, book.get("deals", deal_id) or {}))
    return rows


def deal_of(book: Book, customer_id: int, written: str) -> int:
    """The deal that a verb means: by number or code, else the only open one, else the newest. Raises
    Refused."""
    own = book.having("deals", "customer_id", customer_id)
    if written:
        found = [i for i, doc in own if str(i) == written or text(doc, "code") == written]
        if not found:
            raise Refused(
                say("The customer has no deal %(deal)s; see tierdesk show.", deal=written)
            )
        return found[0]
    open_ = [i for i, doc in own if status(doc) == "open"]
    if len(open_) == 1 or (not open_ and own):
        return (open_ or [i for i, _ in own])[-1]
    if not own:
        raise Refused(say("The customer has no deal that could move; see tierdesk show."))
    raise Refused(
        say("The customer has %(n)s open deals (%(deals)s); name one with --deal.",
            n=len(open_), deals=[f"{i} {deal_name(doc)}".strip() for i, doc in own if i in open_])
    )  # fmt: skip
