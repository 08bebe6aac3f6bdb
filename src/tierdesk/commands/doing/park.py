"""Put customers aside, or take them back."""

from collections.abc import Sequence

from tierdesk.commands.doing.selection import make, named, selected
from tierdesk.commands.doing.sentences import sentence_of
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.document import stamp
from tierdesk.domain.moment import Moment
from tierdesk.i18n.message import Message, say
from tierdesk.triage.parking import parked, taken_back


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    selection = selected(front, values)
    back, reason = bool(values.get("back")), text_of(values, "reason")

    def rule(book: Book) -> Change:
        return change(book, selection.ids, desk.moment, reason, back=back)

    return make(front, values, selection, rule,
                told=lambda book: told(book, selection.ids, back=back, reason=reason))  # fmt: skip


def change(
    book: Book, ids: Sequence[int], moment: Moment, reason: str = "", *, back: bool = False
) -> Change:
    """The customers parked, or taken back, as one Change. Raises Refused for a signed customer,
    NeedsReason without a reason."""
    args, edits = named(book, ids), []
    for customer_id in ids:
        case = book.case(customer_id)
        before = case.customer
        after = taken_back(before) if back else parked(case, before, moment, reason)
        if after != dict(before):
            after["updated_at"] = stamp(moment.now)
            edits.append(Edit("customers", customer_id, before, after))
    if back:
        return Change("customer.unpark", args, tuple(edits))
    return Change("customer.park", {**args, "reason": reason.strip()}, tuple(edits))


def told(
    book: Book, ids: Sequence[int], *, back: bool = False, reason: str = ""
) -> tuple[Message, ...]:
    """What came of it."""
    verb = "customer.unpark" if back else "customer.park"
    made = Change(verb, {**named(book, ids), "reason": reason.strip()})
    return (say("Saved: %(what)s.", what=sentence_of(made)),)
