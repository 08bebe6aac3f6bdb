"""Log a contact with a customer: channel, result, text, and when to be in touch next."""

from datetime import date

from tierdesk.commands.doing.customer_ref import find_customer
from tierdesk.commands.doing.entries import entry_of
from tierdesk.commands.spec import (
    Front,
    Outcome,
    Values,
    changed,
    text_of,
    texts_of,
)
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change
from tierdesk.domain.dates import parse_when
from tierdesk.domain.document import text
from tierdesk.domain.moment import Moment
from tierdesk.domain.vocabulary import CHANNELS, DIRECTIONS, LABELS, RESULTS, choose
from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.triage.contact import NEW_TOUCH, Contact, log


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    customer_id = find_customer(desk.book, text_of(values, "customer"), desk.moment)
    contact = _contact(values, desk.moment)
    result = str(contact.fields.get("result", ""))

    def rule(book: Book) -> Change:
        case = book.case(customer_id)
        args = {"name": text(case.customer, "name"), "result": result}
        return Change("touch.log", args, tuple(log(case, contact, desk.moment, desk.by)))

    receipt = desk.perform(rule)
    entry = entry_of(desk.book, customer_id, desk.moment)
    said = [_said(entry.name, contact, contact.next_.day if contact.next_ else entry.due, front)]
    if contact.next_ and entry.due < contact.next_.day:
        said.append(say("What was promised for %(day)s stays.", day=entry.due))
    return changed(receipt, *said, touch_id=receipt.ids[NEW_TOUCH], customer_id=customer_id,
                   next_due=entry.due)  # fmt: skip


def _contact(values: Values, moment: Moment) -> Contact:
    now = moment.now.astimezone(moment.zone)
    result = text_of(values, "result")
    fields: dict[str, object] = {
        "channel": choose(CHANNELS, text_of(values, "channel") or "phone", "channel"),
        "direction": choose(DIRECTIONS, "in" if values.get("in_") else "out", "direction"),
        "content": " ".join(texts_of(values, "text")) or None,
        "result": choose(RESULTS, result, "result") if result else None,
    }
    at, next_ = text_of(values, "at"), text_of(values, "next")
    happened = (
        parse_when(at, now, date_order=moment.date_order, past=True).at(moment.zone, now.time())
        if at
        else now
    )
    if happened > now:
        raise Invalid(
            say("A contact cannot be logged before it happens; --at is %(at)s.", at=happened)
        )
    planned = parse_when(next_, now, date_order=moment.date_order) if next_ else None
    if planned and planned.day < moment.today:
        raise Invalid(
            say("The next contact cannot lie in the past; --next is %(day)s.", day=planned.day)
        )
    promised = bool(values.get("promised")) or fields["result"] == "promised"
    return Contact({k: v for k, v in fields.items() if v}, happened, planned, promised)


def _said(name: str, contact: Contact, due: date | None, front: Front) -> Message:
    zone = front.moment.zone
    shown = contact.next_.at(zone) if contact.next_ and contact.next_.time else due
    result = str(contact.fields.get("result", ""))
    if contact.next_ is None and due is not None and due < front.moment.today:
        return say("Logged for %(name)s; still due since %(due)s.", name=name, due=due)
    if not result:
        return say("Logged for %(name)s; next contact %(due)s.", name=name, due=shown)
    return say("Logged for %(name)s (%(result)s); next contact %(due)s.",
               name=name, result=Message(LABELS[result]), due=shown)  # fmt: skip
