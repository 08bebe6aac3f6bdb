"""Move a customer's deal to another stage; what the stage wants first is asked for once."""

from tierdesk.commands.doing.customer_ref import find_customer
from tierdesk.commands.spec import Front, Outcome, Values, changed, text_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change
from tierdesk.domain.contracts import why_not_signed
from tierdesk.domain.deals import status
from tierdesk.domain.document import text
from tierdesk.errors import Refused
from tierdesk.i18n.message import Message, say
from tierdesk.pipeline.moves import move_deal
from tierdesk.pipeline.stages import find_stage, stages_of
from tierdesk.pipeline.standing import standing


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    stages = stages_of(desk.book)
    target = find_stage(text_of(values, "stage"), stages)
    customer_id = find_customer(desk.book, text_of(values, "customer"), desk.moment)

    def rule(book: Book) -> Change:
        case = book.case(customer_id)
        deal_id = _deal(book, customer_id, text_of(values, "deal"), front)
        deal = book.get("deals", deal_id) or {}
        edit = move_deal(
            deal_id, deal, case, target, desk.moment, reason=text_of(values, "reason"),
            by=desk.by, stages=stages,
        )  # fmt: skip
        args = {
            "name": text(case.customer, "name"),
            "source": text(deal, "stage"),
            "target": target.key,
        }
        return Change("deal.move", args, (edit,))

    receipt = desk.perform(rule)
    case = desk.book.case(customer_id)
    now_in = standing(case, stages, desk.moment)
    name, stage = text(case.customer, "name"), Message(target.label)
    said = [say("%(name)s is in %(stage)s now.", name=name, stage=stage)]
    if now_in.stage.key != target.key:
        said = [say("The deal of %(name)s is in %(stage)s; without an open deal the customer stands in "
                    "%(standing)s.", name=name, stage=stage,
                    standing=Message(now_in.stage.label))]  # fmt: skip
    if target.kind == "won" and now_in.deal_id is not None:
        short = why_not_signed(case, now_in.deal_id, desk.moment.today, desk.moment.rates)
        said += [short] if short else []
    return changed(receipt, *said, customer_id=customer_id, stage=target.key)


def _deal(book: Book, customer_id: int, written: str, front: Front) -> int:
    own = book.having("deals", "customer_id", customer_id)
    if written:
        named = [i for i, doc in own if str(i) == written or text(doc, "code") == written]
        if not named:
            raise Refused(
                say("The customer has no deal %(deal)s; see tierdesk show.", deal=written)
            )
        return named[0]
    open_ = [i for i, doc in own if status(doc) == "open"]
    if len(open_) == 1 or (not open_ and own):
        return (open_ or [i for i, _ in own])[-1]
    if not own:
        raise Refused(say("The customer has no deal that could move; see tierdesk show."))
    raise Refused(
        say("The customer has %(n)s open deals (%(deals)s); name one with --deal.",
            n=len(open_), deals=[str(i) for i in open_])
    )  # fmt: skip
