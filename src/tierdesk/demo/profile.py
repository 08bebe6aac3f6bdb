"""Who a customer of the demo is: its own record and the people there.

Fields come in the order of the records, as a document is stored. Nothing here knows deals.
"""

from tierdesk.demo.calendar import Calendar
from tierdesk.demo.story_files import lists
from tierdesk.demo.telling import Telling, amount
from tierdesk.domain.document import Doc, items, mapping, text, texts

_PLAIN = (
    "name", "code", "aliases", "kind", "industry", "company_nature", "founded_on",
    "main_business", "employees", "annual_revenue", "market_share", "industry_position",
    "country", "city", "address", "timezone", "language", "currency", "source", "source_id",
    "referrer_id", "owner", "tags", "group_ids", "key_account", "needs", "habits",
    "decision_structure", "purchase_traits", "regional_notes", "interest", "budget",
    "decision_by", "willingness", "preferred_channel", "do_not_contact", "out_of_market",
    "bad_debt", "credit_limit", "tier_override", "parked", "notes", "custom", "created_at",
    "updated_at", "verified_on",
)  # fmt: skip
_MONEY = frozenset(("annual_revenue", "budget", "credit_limit"))
_DAYS = frozenset(("founded_on", "decision_by", "verified_on"))
_USUAL = ("timezone", "language", "currency")
_FIRST_CODE = 1000


def customer(telling: Telling, story: Doc, number: int, places: Doc) -> dict[str, object]:
    """The record of the customer with that id; its times are still to come."""
    place = texts(places, text(story, "country"))
    made = dict(zip(_USUAL, place, strict=False)) | {
        "code": f"C-{_FIRST_CODE + number}",
        "source_id": telling.named("sources", text(story, "source")),
        "referrer_id": telling.named("customers", text(story, "referrer")),
        "group_ids": [telling.named("groups", name) for name in texts(story, "groups")],
        "needs": [_need(row) for row in lists(story, "needs")],
        "tier_override": _dated(telling.calendar, mapping(story, "tier_override"), "until"),
        "parked": _dated(telling.calendar, mapping(story, "parked"), "since"),
    }
    known: dict[str, object] = {**dict(story), **made}
    known |= {name: text(story, name) for name in _USUAL if text(story, name)}
    known["owner"] = telling.person(text(story, "owner"))
    return {name: _stored(name, known[name], telling.calendar) for name in _PLAIN if name in known}


def contacts(telling: Telling, story: Doc, customer_id: int) -> dict[str, int]:
    """Keep the people of a customer; their ids by name."""
    found: dict[str, int] = {}
    for person in items(story, "contacts"):
        born = text(person, "birthday")
        fields = {
            "customer_id": customer_id, "name": text(person, "name"),
            "title": text(person, "title"), "role": text(person, "role"),
            "phones": texts(person, "phones"), "emails": texts(person, "emails"),
            "wechat": text(person, "wechat"),
            "birthday": telling.calendar.birthday(born) if born else None,
            "address": text(person, "address"), "notes": text(person, "notes"),
        }  # fmt: skip
        found[text(person, "name")] = telling.add("contacts", fields)
    return found


def _stored(name: str, value: object, calendar: Calendar) -> object:
    if name in _MONEY:
        return amount(value)
    return calendar.day(value) if name in _DAYS else value


def _need(row: list[object]) -> dict[str, object]:
    said, strength, product = row
    return {"text": said, "strength": strength} | ({"matched_product": product} if product else {})


def _dated(calendar: Calendar, doc: Doc, name: str) -> dict[str, object]:
    return {key: calendar.day(value) if key == name else value for key, value in doc.items()}
