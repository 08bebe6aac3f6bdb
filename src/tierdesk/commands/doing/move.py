"""Move customers' deals to another stage; what the stage wants first is asked for once."""

from collections.abc import Sequence

from tierdesk.commands.doing.selection import make, named, naming, selected
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.contracts import why_not_signed
from tierdesk.domain.deals import status
from tierdesk.domain.document import text
from tierdesk.domain.moment import Moment
from tierdesk.errors import Refused
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.pipeline.moves import move_deal
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stages import find_stage, stages_of
from tierdesk.pipeline.standing import standing
from tierdesk.triage.needs_reason import NeedsReason


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    target = find_stage(text_of(values, "stage"), stages_of(desk.book))
    selection = selected(front, values)
    reason, deal = text_of(values, "reason"), text_of(values, "deal")

    def rule(book: Book) -> Change:
        return change(
            book, selection.ids, target, desk.moment, desk.by, reason=reason, deal=deal
        )  # fmt: skip

    return make(front, values, selection, rule,
                told=lambda book: told(book, selection.ids, target, desk.moment),
                more=lambda _: {"stage": target.key})  # fmt: skip


def change(
    book: Book,
    ids: Sequence[int],
    target: Stage,
    moment: Moment,
    by: str,
    *,
    reason: str = "",
    deal: str = "",
) -> Change:
    """The customers' deals in their new stage, as one Change. `deal` names one by its number or
    code where a customer has several. Of several customers those are left alone who stand there
    already. Raises Refused and UnmetCriteria as `move_deal` does, and NeedsReason for a loss
    without a reason; a refusal among several names the customer."""
    if target.kind == "lost" and not reason.strip():
        raise NeedsReason(say("A lost deal needs a reason; say why it was lost."))
    args, source, stages = named(book, ids), "", stages_of(book)
    edits: list[Edit] = []
    for customer_id in ids:
        case = book.case(customer_id)
        try:
            deal_id = _deal(book, customer_id, deal)
            doc = book.get("deals", deal_id) or {}
            source = text(doc, "stage")
            if len(ids) > 1 and source == target.key:
                continue
            edits.append(
                move_deal(deal_id, doc, case, target, moment, reason=reason, by=by, stages=stages)
            )
        except Refused as refusal:
            raise naming(refusal, book, customer_id, len(ids)) from None
    return Change("deal.move", {**args, "source": source, "target": target.key}, tuple(edits))


def told(book: Book, ids: Sequence[int], target: Stage, moment: Moment) -> tuple[Message, ...]:
    """What came of it; of a deal that is won but not signed, what is short."""
    stage = Message(target.label)
    if len(ids) != 1:
        return (
            say_n("%(n)s customer is in %(stage)s now.", "%(n)s customers are in %(stage)s now.",
                  len(ids), stage=stage),
        )  # fmt: skip
    case = book.case(ids[0])
    now_in = standing(case, stages_of(book), moment)
    name = text(case.customer, "name")
    said = [say("%(name)s is in %(stage)s now.", name=name, stage=stage)]
    if now_in.stage.key != target.key:
        said = [say("The deal of %(name)s is in %(stage)s; without an open deal the customer stands in "
                    "%(standing)s.", name=name, stage=stage,
                    standing=Message(now_in.stage.label))]  # fmt: skip
    if target.kind == "won" and now_in.deal_id is not None:
        short = why_not_signed(case, now_in.deal_id, moment.today, moment.rates)
        said += [short] if short else []
    return tuple(said)


def _deal(book: Book, customer_id: int, written: str) -> int:
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
            n=len(open_), deals=[str(i) for i in open_])
    )  # fmt: skip
