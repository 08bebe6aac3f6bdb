"""Moments at which the demo is looked at, and the book it is then."""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tierdesk.demo.book import tables
from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.triage.overview import Entry, Overview
from tierdesk.triage.queue import Queue, build_queue

READER = "li"


class Seen(NamedTuple):
    """The demo made at a moment and looked at then."""

    moment: Moment
    tables: dict
    book: Book
    overview: Overview
    entries: list[Entry]
    queue: Queue


def at(written: str, zone: str = "Asia/Shanghai") -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone))


TUESDAY = at("2026-11-24T09:10")
MOMENTS = (
    at("2026-11-23T09:10"),  # a Monday
    TUESDAY,
    at("2026-11-22T23:40"),  # Sunday night
    at("2028-02-29T09:10", "Europe/Berlin"),
    at("2026-12-31T23:58", "America/New_York"),
    at("2027-01-01T00:03", "Pacific/Auckland"),
    at("2026-07-04T13:00", "UTC"),
)
WEEKDAY_MORNINGS = tuple(
    at(f"{day}T09:10", zone)
    for day, zone in (
        ("2026-11-23", "Asia/Shanghai"), ("2026-11-24", "Asia/Shanghai"),
        ("2026-11-27", "Asia/Shanghai"), ("2028-02-29", "Europe/Berlin"),
        ("2026-12-31", "America/New_York"), ("2027-03-18", "Australia/Sydney"),
    )
)  # fmt: skip


@lru_cache(maxsize=16)
def seen(now: datetime, capacity: int | None = 12) -> Seen:
    zone = now.tzinfo
    made = tables(now, zone, READER)
    book = Book(made)
    moment = Moment(now, zone, "CNY", "CN", rates=book.rates())
    overview = Overview(book, moment)
    entries = overview.entries()
    return Seen(moment, made, book, overview, entries, build_queue(overview, entries, capacity))
