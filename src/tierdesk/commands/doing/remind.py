"""What is to come: plans, next contacts, instalments, birthdays; as a list or as a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from tierdesk.commands.doing import subjects
from tierdesk.commands.doing.numbers import whole
from tierdesk.commands.doing.own_files import refuse_own_file
from tierdesk.commands.spec import Front, Outcome, Values, text_of, texts_of
from tierdesk.desk.tier_names import tier_names
from tierdesk.domain.book import Case
from tierdesk.domain.document import text, texts
from tierdesk.exchange.cells import money_text
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.search.query import parse
from tierdesk.triage.reminders import Reminder, reminders

if TYPE_CHECKING:
    from tierdesk.exchange.calendar_out import CalendarEntry

_DAYS, _MOST_DAYS, _ALARM, _MOST_MINUTES = 7, 36_500, 15, 10_080
_NO_ALARM = ("none", "无", "不")
_MOST_PEOPLE = 3


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    file = text_of(values, "ics")
    query = parse(" ".join(texts_of(values, "query")), desk.moment, tier_names(desk.book))
    entries = list(subjects.found(desk.book, query, desk.moment))
    found = sorted(reminders(entries, desk.moment), key=lambda r: (r.on, r.key))
    given = text_of(values, "days")
    if given or not file:
        until = desk.moment.today + timedelta(days=min(whole(given, "--days", _DAYS), _MOST_DAYS))
        found = [reminder for reminder in found if reminder.on <= until]
    document: dict[str, object] = {
        "schema": 1, "file": file or None, "found": len(found),
        "reminders": [_shown(reminder) for reminder in found],
    }  # fmt: skip
    if not file:
        said = () if found else (say("Nothing is to come in these days."),)
        return Outcome(document, said, view="remind")
    path = Path(file)
    _write(front, path, found, {entry.customer_id: entry.case for entry in entries}, values)
    told = say_n("%(n)s reminder written to %(path)s.", "%(n)s reminders written to %(path)s.",
                 len(found), path=file)  # fmt: skip
    del document["reminders"]
    return Outcome(document, (told,))


def summary(reminder: Reminder) -> Message:
    """A reminder in one line."""
    name = reminder.name
    if reminder.kind == "instalment":
        return say("Payment due: %(amount)s from %(name)s", amount=reminder.amount, name=name)
    if reminder.kind == "birthday":
        if reminder.person in ("", name):
            return say("Birthday: %(name)s", name=name)
        return say("Birthday: %(person)s (%(name)s)", person=reminder.person, name=name)
    if reminder.kind == "next_contact":
        return say("Next contact: %(name)s", name=name)
    if reminder.promised:
        return say("Promised: %(name)s", name=name)
    return say("Follow-up: %(name)s", name=name)


def _shown(reminder: Reminder) -> dict[str, object]:
    return {
        "kind": reminder.kind, "key": reminder.key, "customer_id": reminder.customer_id,
        "name": reminder.name, "on": reminder.on, "at": reminder.at, "summary": summary(reminder),
        "note": reminder.note, "amount": reminder.amount,
    }  # fmt: skip


def _write(
    front: Front, path: Path, found: Sequence[Reminder], cases: dict[int, Case], values: Values
) -> None:
    from tierdesk.exchange.calendar_out import calendar, is_own
    from tierdesk.exchange.opened import read_bytes
    from tierdesk.exchange.written import write_file

    refuse_own_file(front, path)
    written = text_of(values, "alarm")
    minutes = None if written in _NO_ALARM else whole(written, "--alarm", _ALARM)
    entries = [_entry(front, one, cases[one.customer_id]) for one in found]
    book = front.places["data"].resolve()
    data = calendar(
        entries, name=f"tierdesk {book.stem}", identity=str(uuid5(NAMESPACE_URL, f"tierdesk:{book}")),
        alarm=None if minutes is None else timedelta(minutes=min(minutes, _MOST_MINUTES)),
    )  # fmt: skip
    own = path.is_file() and is_own(read_bytes(path, 1_000))
    write_file(path, data, overwrite=own or bool(values.get("force")))


def _entry(front: Front, reminder: Reminder, case: Case) -> CalendarEntry:
    from tierdesk.exchange.calendar_out import CalendarEntry

    birthday = reminder.kind == "birthday"
    return CalendarEntry(
        reminder.key, reminder.first or reminder.at or reminder.on, front.sentence(summary(reminder)),
        "\n".join(part for part in _told(reminder, case) if part),
        category=reminder.kind, yearly=birthday and not reminder.days,
        last_of_february=reminder.last_of_february, days=reminder.days, sequence=reminder.revision,
        stamp=datetime.fromisoformat(reminder.changed) if reminder.changed else None,
    )  # fmt: skip


def _told(reminder: Reminder, case: Case) -> list[str]:
    """The note, the amount to the last cent, and whom to call with the first number of each."""
    amount = [money_text(reminder.amount)] if reminder.amount else []
    named = [
        (text(doc, "name"), texts(doc, "phones"))
        for _, doc in case.contacts
        if not reminder.person or text(doc, "name") == reminder.person
    ]
    people = [" ".join((name, *phones[:1])) for name, phones in named if name or phones]
    return [reminder.note, *amount, *people[:_MOST_PEOPLE]]
