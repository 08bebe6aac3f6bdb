"""Opens, clicks and visits as a mail tool or a site exports them: each row becomes an event of the customer
whose name, code or mail address it gives.

No customer is made of an event: whoever opened a mail was written to, so that an address which nobody
has is a row of somebody else's. Importing twice creates nothing twice.
"""

from tierdesk.desk.intake_events import nth_like
from tierdesk.desk.intake_row import Intake, Row
from tierdesk.desk.intake_workspace import FieldInvalid
from tierdesk.domain.document import EMPTY, Doc, integer, text, texts
from tierdesk.domain.folding import fold
from tierdesk.exchange.sheet import shown
from tierdesk.i18n.message import say

_Owner = tuple[int, int]
"""Customer and contact."""


def place_behaviour(intake: Intake, row: Row) -> bool:
    """True when an event was made. Raises Invalid for a row that says not what, when or whose."""
    fields = row.part("events")
    if "type" not in fields or "at" not in fields:
        raise FieldInvalid(
            say("The row does not say what happened and when; say which columns do with "
                "--map COLUMN=event.type and --map COLUMN=event.at."), "",
        )  # fmt: skip
    if str(fields["at"]) > intake.stamp:
        raise FieldInvalid(
            say(
                "What was seen to happen cannot lie in the future (%(day)s).",
                day=str(fields["at"])[:10],
            ),
            intake.headers.get("event.at", "event.at"),
        )
    customer_id, contact_id = _owner(intake, row)
    row.customer_id = customer_id
    if nth_like(intake, "events", customer_id, fields, _key) is not None:
        return False
    whom = {} if contact_id is None else {"contact_id": contact_id}
    intake.work.add("events", {**fields, **whom, "customer_id": customer_id})
    return True


def _owner(intake: Intake, row: Row) -> tuple[int, int | None]:
    """By number, code or name, else by mail address."""
    customer, addresses = row.part("customers"), texts(row.part("contacts"), "emails")
    name, code = text(customer, "name"), text(customer, "code")
    by_address = [one for address in addresses for one in _holders(intake, address)]
    if name or code:
        found = intake.customers.find(name, code, integer(customer, "tierdesk_id"))
        if found is None:
            raise FieldInvalid(
                say("There is no customer “%(name)s”, and none is made of an event; import the customer "
                    "first.", name=shown(name or code)), intake.headers.get("name", ""),
            )  # fmt: skip
        return found, next((contact for owner, contact in by_address if owner == found), None)
    owners = dict.fromkeys(owner for owner, _ in by_address)
    if len(owners) == 1:
        return by_address[0]
    field = intake.headers.get("contact.emails", "")
    if not addresses:
        raise FieldInvalid(say("The row gives neither a mail address nor a customer."), field)
    if not owners:
        raise FieldInvalid(
            say("No contact has the mail address “%(address)s”; add it to a contact first.",
                address=shown(addresses[0])), field,
        )  # fmt: skip
    raise FieldInvalid(
        say("Several customers have the mail address “%(address)s” (%(ids)s); give the name of the one "
            "that is meant.", address=shown(addresses[0]), ids=[str(one) for one in owners]), field,
    )  # fmt: skip


def _holders(intake: Intake, address: str) -> list[_Owner]:
    """Whose mail address it is."""
    index = intake.index("addresses of contacts", lambda: _addresses(intake))
    found = []
    for contact_id in index.get(fold(address), ()):
        owner = integer(intake.work.doc("contacts", contact_id) or EMPTY, "customer_id")
        if owner is not None:
            found.append((owner, contact_id))
    return found


def _addresses(intake: Intake) -> dict[object, list[int]]:
    """The contacts of the book by their mail addresses."""
    found: dict[object, list[int]] = {}
    for contact_id, doc in intake.work.book.holding("contacts", "emails"):
        for address in texts(doc, "emails"):
            found.setdefault(fold(address), []).append(contact_id)
    return found


def _key(doc: Doc) -> tuple[object, ...]:
    return tuple(text(doc, name) for name in ("at", "type", "source", "subject"))
