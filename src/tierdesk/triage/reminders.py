"""What a calendar should remind of: plans, next contacts by the cadence, instalments that are still to come
in, birthdays. Which of them, and when, is said here; how a calendar writes it is not known.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal, NamedTuple

from tierdesk.domain.book import Case, Row
from tierdesk.domain.document import Doc, integer, mapping, text
from tierdesk.domain.instalments import open_items
from tierdesk.domain.lunar import birthday_in, next_birthday
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import Money
from tierdesk.domain.vantage import Vantage
from tierdesk.pipeline.standing import planned_ordinal
from tierdesk.triage.overview import Entry
from tierdesk.triage.queue import eligible

Kind = Literal["follow_up", "next_contact", "instalment", "birthday"]
LUNAR_YEARS = 10
"""For how many years ahead the days of a lunar birthday are told; no calendar can reckon them."""
_LEAP_DAY = (2, 29)
_ANY_LEAP_YEAR = 2000


class Reminder(NamedTuple):
    """`key` is the same whenever it is told again. `on` is the reader's date, `at` the instant where one
    was set. A birthday comes back every year: `first` is where that begins, `last_of_february` on the
    last day of that month, `days` instead of a rule. `revision` grows with every change; `changed` is
    when the customer was last written, "" where that is not known."""

    kind: Kind
    key: str
    customer_id: int
    name: str
    on: date
    at: datetime | None = None
    person: str = ""
    note: str = ""
    promised: bool = False
    amount: Money | None = None
    first: date | None = None
    last_of_february: bool = False
    days: tuple[date, ...] = ()
    revision: int = 0
    changed: str = ""


def reminders(entries: Iterable[Entry], moment: Moment) -> Iterator[Reminder]:
    """Of every customer, in the order of the entries. Plans and cadence of those alone who may be
    contacted, money of everybody, birthdays of all but those who are to be left alone."""
    vantage = Vantage(moment)
    for entry in entries:
        case = entry.case
        if eligible(entry):
            yield from _plans(entry, vantage, moment)
        yield from _instalments(case, moment)
        if case.customer.get("do_not_contact") is not True:
            yield from _birthdays(case, moment.today)


def _plans(entry: Entry, vantage: Vantage, moment: Moment) -> Iterator[Reminder]:
    case = entry.case
    told = False
    for doc_id, doc in case.follow_ups:
        ordinal = planned_ordinal(doc, vantage)
        if ordinal is None:
            continue
        told = True
        on = date.fromordinal(ordinal)
        at = _instant(text(doc, "due_at"), moment)
        yield _about(
            case, "follow_up", f"follow-up-{doc_id}", on, doc,
            at=at if at is not None and at.date() == on else None, promised=doc.get("promised") is True,
            note="\n".join(part for part in (text(doc, "kind"), text(doc, "note")) if part),
        )  # fmt: skip
    if not told:
        yield _about(case, "next_contact", f"next-contact-{case.id}", entry.due, case.customer,
                     more=len(case.touches))  # fmt: skip


def _instant(due_at: str, moment: Moment) -> datetime | None:
    """The instant of a plan in the reader's zone; None for a plan of a day."""
    return datetime.fromisoformat(due_at).astimezone(moment.zone) if "T" in due_at else None


def _instalments(case: Case, moment: Moment) -> Iterator[Reminder]:
    for doc_id, doc in case.contracts:
        own: list[Row] = [row for row in case.payments if row[1].get("contract_id") == doc_id]
        same_day: dict[date, int] = {}
        for item in open_items(doc, own, moment.today, moment.rates):
            if item.on is None:
                continue
            n = same_day[item.on] = same_day.get(item.on, 0) + 1
            key = f"instalment-{doc_id}-{item.on.isoformat()}" + (f"-{n}" if n > 1 else "")
            yield _about(case, "instalment", key, item.on, doc, amount=item.amount, more=len(own),
                         note=text(doc, "code"))  # fmt: skip


def _birthdays(case: Case, today: date) -> Iterator[Reminder]:
    for doc_id, doc in case.contacts:
        birthday = mapping(doc, "birthday")
        on = next_birthday(birthday, today) if birthday else None
        if on is None:
            continue
        told = _about(case, "birthday", f"birthday-{doc_id}", on, doc, person=text(doc, "name"))
        if text(birthday, "calendar") == "lunar":
            found = [birthday_in(birthday, today.year + n) for n in range(-1, LUNAR_YEARS + 1)]
            days = tuple(day for day in found if day is not None and day.year >= today.year)
            yield told._replace(first=days[0], days=days[1:])
            continue
        leap = (integer(birthday, "month"), integer(birthday, "day")) == _LEAP_DAY
        year = integer(birthday, "year")
        first = birthday_in(birthday, year or _ANY_LEAP_YEAR)
        yield told._replace(first=first or on, last_of_february=leap)


def _about(
    case: Case, kind: Kind, key: str, on: date, doc: Doc, *, more: int = 0, at: datetime | None = None,
    person: str = "", note: str = "", promised: bool = False, amount: Money | None = None,
) -> Reminder:  # fmt: skip
    customer = case.customer
    return Reminder(
        kind, key, case.id, text(customer, "name"), on, at, person, note, promised, amount,
        revision=(integer(doc, "rev") or 0) + more,
        changed=text(customer, "updated_at") or text(customer, "created_at"),
    )  # fmt: skip
