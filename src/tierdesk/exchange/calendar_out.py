"""Reminders as an iCalendar file for any calendar to subscribe to or import: what is the same is written as
the same bytes, so that a folder which is synchronised is quiet when nothing changed.

Nothing is known here of what an entry is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tierdesk.terminal.clean import clean

if TYPE_CHECKING:
    from icalendar import Alarm, Event

PRODUCT = "-//tierdesk//reminders//EN"
LENGTH = timedelta(minutes=30)
"""How long an entry with a time of day takes."""
MORNING = timedelta(hours=9)
"""When an entry of a whole day rings."""
_REFRESH = timedelta(hours=1)
_LONGEST = 2_000
_SINCE_EVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """`start` is a date for a whole day, else an aware instant. `yearly`: again every year, with
    `last_of_february` on that day; `days`: again on these. `stamp` is when it was last changed (None:
    not known), `sequence` grows with every change."""

    key: str
    start: date
    summary: str
    description: str = ""
    category: str = ""
    yearly: bool = False
    last_of_february: bool = False
    days: tuple[date, ...] = ()
    sequence: int = 0
    stamp: datetime | None = None


def calendar(
    entries: Iterable[CalendarEntry], *, name: str, identity: str, alarm: timedelta | None
) -> bytes:
    """The file. `identity` tells this book from others and is part of every UID; `alarm` is how long
    before a time of day it rings (None: nothing rings; whole days ring in the morning)."""
    from icalendar import Calendar

    found = Calendar.new(name=clean(name), prodid=PRODUCT, uid=identity, refresh_interval=_REFRESH)
    found["REFRESH-INTERVAL"].params["VALUE"] = (
        "DURATION"  # left out by the library, asked for by RFC 7986
    )
    found.add("X-PUBLISHED-TTL", "PT1H")
    for entry in sorted(entries, key=lambda e: e.key):
        found.add_component(_event(entry, identity, alarm))
    found.add_missing_timezones()
    return bytes(found.to_ical())


def is_own(data: bytes) -> bool:
    """Was the file written here, so that it may be written anew?"""
    return data.startswith(b"BEGIN:VCALENDAR") and PRODUCT.encode() in data[:1_000]


def _event(entry: CalendarEntry, identity: str, alarm: timedelta | None) -> Event:
    from icalendar import Event

    whole = not isinstance(entry.start, datetime)
    start = entry.start if not isinstance(entry.start, datetime) else _zoned(entry.start)
    event = Event.new(
        start=start, end=start + (timedelta(days=1) if whole else LENGTH),
        summary=clean(entry.summary), uid=f"{entry.key}@{identity}",
        sequence=entry.sequence, stamp=entry.stamp or _SINCE_EVER,
    )  # fmt: skip
    if lines := [clean(line) for line in entry.description[:_LONGEST].splitlines()]:
        event.add("description", "\n".join(lines))
    if entry.category:
        event.add("categories", [entry.category])
    if whole:
        event.add("transp", "TRANSPARENT")
    if entry.yearly:
        rule: dict[str, object] = {"freq": "yearly"}
        event.add(
            "rrule", rule | {"bymonth": 2, "bymonthday": -1} if entry.last_of_february else rule
        )
    if entry.days:
        event.add("rdate", list(entry.days), parameters={"VALUE": "DATE"})
    if alarm is not None:
        event.add_component(_alarm(MORNING if whole else -alarm, clean(entry.summary)))
    return event


def _alarm(trigger: timedelta, text: str) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", trigger)
    return alarm


def _zoned(at: datetime) -> datetime:
    """In a zone that has a name, else in UTC."""
    zone: tzinfo | None = at.tzinfo
    return at if isinstance(zone, ZoneInfo) and zone.key != "UTC" else at.astimezone(UTC)
