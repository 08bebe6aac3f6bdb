"""Log a contact with a customer: channel, result, text, and when to be in touch next."""

from collections.abc import Sequence
from datetime import date, datetime

from tierdesk.commands.doing.dates_given import local_now, next_contact
from tierdesk.commands.doing.entries import entry_of
from tierdesk.commands.doing.selection import Selection, chosen, dry, named
from tierdesk.commands.spec import Front, Outcome, Values, changed, text_of, texts_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.dates import parse_when
from tierdesk.domain.moment import Moment
from tierdesk.domain.vocabulary import CHANNELS, DIRECTIONS, LABELS, RESULTS, choose
from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.triage.contact import NEW_TOUCH, Contact, contacted, log
from tierdesk.triage.overview import Overview

_PER_CUSTOMER = 2
"""Placeholders that one customer's contact takes: the touch and the next plan."""


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    words, selection = _selected(front, values)
    made = contact(
        desk.moment, result=text_of(values, "result"), text=" ".join(words),
        channel=text_of(values, "channel"), next_=text_of(values, "next"),
        promised=bool(values.get("promised")), inbound=bool(values.get("in_")),
        at=text_of(values, "at"),
    )  # fmt: skip

    def rule(book: Book) -> Change:
        return change(book, selection.ids, made, desk.moment, desk.by)

    if values.get("dry_run"):
        return dry(desk.book, rule(desk.book), selection)
    receipt = desk.perform(rule)
    said = told(desk.book, selection.ids, made, desk.moment)
    if selection.several:
        return changed(receipt, *said, **selection.document())
    entry = entry_of(desk.book, selection.ids[0], desk.moment)
    return changed(receipt, *said, touch_id=receipt.ids[NEW_TOUCH], **selection.document(),
                   next_due=entry.due)  # fmt: skip


def _selected(front: Front, values: Values) -> tuple[list[str], Selection]:
    """The words of the text, and whom it is about: with --where no word names a customer."""
    first, words = text_of(values, "customer"), texts_of(values, "text")
    where = text_of(values, "where")
    if values.get("where") is not None:
        return ([first, *words] if first else words), chosen(front, (), where, values)
    named_ = [first] if first else []
    return words, chosen(front, [*named_, *texts_of(values, "also")], where, values)


def contact(
    moment: Moment,
    *,
    result: str = "",
    text: str = "",
    channel: str = "",
    next_: str = "",
    promised: bool = False,
    inbound: bool = False,
    at: str = "",
) -> Contact:
    """A contact from words as they are typed. Raises Invalid for a word or day that cannot be."""
    fields: dict[str, object] = {
        "channel": choose(CHANNELS, channel or "phone", "channel"),
        "direction": choose(DIRECTIONS, "in" if inbound else "out", "direction"),
        "content": text or None,
        "result": choose(RESULTS, result, "result") if result else None,
    }
    happened = _happened(at, moment)
    planned = next_contact(next_, moment)
    kept = {k: v for k, v in fields.items() if v}
    return Contact(kept, happened, planned, promised or fields["result"] == "promised")


def _happened(at: str, moment: Moment) -> datetime:
    now = local_now(moment)
    if not at:
        return now
    read = parse_when(at, now, date_order=moment.date_order, past=True)
    happened = read.at(moment.zone, now.time())
    if happened > now:
        raise Invalid(
            say("A contact cannot be logged before it happens; --at is %(at)s.", at=happened)
        )
    return happened


def change(book: Book, ids: Sequence[int], made: Contact, moment: Moment, by: str) -> Change:
    """The same contact with each of the customers, as one Change."""
    args = {**named(book, ids), "result": str(made.fields.get("result", ""))}
    edits: list[Edit] = []
    for place, customer_id in enumerate(ids):
        edits += numbered(log(book.case(customer_id), made, moment, by), place)
    return Change("touch.log", args, tuple(edits))


def expected(book: Book, customer_id: int, made: Contact, moment: Moment, by: str) -> date:
    """The day that the contact would leave the customer due on, by the rule that logs it: it may
    lift the tier, end plans or leave them."""
    case = book.case(customer_id)
    after = contacted(case, log(case, made, moment, by))
    return Overview(book, moment).entry(after).due


def numbered(edits: Sequence[Edit], place: int) -> list[Edit]:
    """The edits of the customer at that place of many: its new documents get placeholders of
    their own."""
    shift = place * _PER_CUSTOMER
    return [e._replace(id=e.id - shift) if e.before is None and e.id < 0 else e for e in edits]


def told(book: Book, ids: Sequence[int], made: Contact, moment: Moment) -> tuple[Message, ...]:
    """What came of it: the next date of one, the number of several."""
    if len(ids) != 1:
        return (say_n("Logged for %(n)s customer.", "Logged for %(n)s customers.", len(ids)),)
    entry = entry_of(book, ids[0], moment)
    due = made.next_.day if made.next_ else entry.due
    said = [_said(entry.name, made, due, moment)]
    if made.next_ and entry.due < made.next_.day:
        said.append(say("What was promised for %(day)s stays.", day=entry.due))
    return tuple(said)


def _said(name: str, made: Contact, due: date | None, moment: Moment) -> Message:
    shown = made.next_.at(moment.zone) if made.next_ and made.next_.time else due
    result = str(made.fields.get("result", ""))
    if made.next_ is None and due is not None and due < moment.today:
        return say("Logged for %(name)s; still due since %(due)s.", name=name, due=due)
    if not result:
        return say("Logged for %(name)s; next contact %(due)s.", name=name, due=shown)
    return say("Logged for %(name)s (%(result)s); next contact %(due)s.",
               name=name, result=Message(LABELS[result]), due=shown)  # fmt: skip
