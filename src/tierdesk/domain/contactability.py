"""How and at what hour a customer can be contacted.

Hours are local: the customer's own time zone, else the only one of its country, else the
reader's. Time zones come from the interpreter's database; nothing here knows the queue.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from tierdesk.domain.book import Case
from tierdesk.domain.countries import zone_of
from tierdesk.domain.document import Doc, text, texts
from tierdesk.domain.moment import Moment

OPENING_HOUR, CLOSING_HOUR = 9, 18
_CHANNEL_FIELDS: Mapping[str, str] = {"phone": "phones", "email": "emails"}


class LocalHours(NamedTuple):
    """The customer's local time; `open` between 09:00 and 18:00 of a working day there."""

    at: datetime
    open: bool


def channels(case: Case) -> tuple[str, ...]:
    """The channels for which an address, a number or a name is known, in a fixed order."""
    people = [contact for _, contact in case.contacts]
    found = [c for c, field in _CHANNEL_FIELDS.items() if any(_said(p, field) for p in people)]
    if any(text(person, "wechat").strip() for person in people):
        found.append("wechat")
    if any(text(doc, "address").strip() for doc in (case.customer, *people)):
        found.append("letter")
    return tuple(found)


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo | None:
    """The time zone of an IANA name, None for a text that names none."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_name(written: str) -> str:
    """The IANA name that a text means, however its letters are written; "" for none."""
    if zone(written) is not None:
        return written
    return _by_folded().get(written.strip().casefold().replace(" ", "_"), "")


@cache
def _by_folded() -> Mapping[str, str]:
    """Looking the names up on the disk takes longer than the next key."""
    return {name.casefold(): name for name in available_timezones()}


def customer_zone(customer: Doc) -> ZoneInfo | None:
    """The customer's own zone, else the only one of its country, None when neither is known."""
    return zone(text(customer, "timezone")) or zone(zone_of(text(customer, "country")) or "")


def local_hours(customer: Doc, moment: Moment) -> LocalHours:
    """Whether somebody is likely to answer now. Without a country the reader's holidays count."""
    at = moment.now.astimezone(customer_zone(customer) or moment.zone)
    working = moment.is_working(at.date(), text(customer, "country") or moment.country)
    return LocalHours(at, working and OPENING_HOUR <= at.hour < CLOSING_HOUR)


def _said(person: Doc, field: str) -> bool:
    return any(value.strip() for value in texts(person, field))
