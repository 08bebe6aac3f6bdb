"""What counts as contact, read from the log: last contact, rhythm, corrections.

Instants are compared as the text they are stored as (UTC, `YYYY-MM-DDTHH:MM:SSZ`), since a
book holds fifty thousand of them. A Case holds the entries in force, corrected ones left out.
`now` is such a text: `document.stamp(moment.now)`. Knows no tiers and no cadence.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from operator import sub

from tierdesk.domain.book import Case
from tierdesk.domain.document import Doc, stamp
from tierdesk.domain.moment import Moment

FEWEST_CONTACT_DAYS = 3
"""Below this a customer has no rhythm of its own."""


def counted(touch: Doc, now: str) -> bool:
    """Contact was made by then: an unanswered call is an attempt, not contact."""
    at = touch.get("at")
    return isinstance(at, str) and "" < at <= now and touch.get("result") != "no_answer"


def last_contact(case: Case, now: str) -> str | None:
    """The stamp of the latest counted touch."""
    return max((str(touch["at"]) for _, touch in case.touches if counted(touch, now)), default=None)


def last_contact_day(case: Case, moment: Moment) -> date | None:
    """The reader's date of the latest counted touch."""
    at = last_contact(case, stamp(moment.now))
    return _local_day(at, moment.zone) if at else None


def median_gap(contact_days: Iterable[int]) -> float | None:
    """A customer's own rhythm: the median gap between its days with contact, given by number
    in any order and as often as they come (0: a day that is not known); None with fewer than
    three days."""
    days = sorted(set(contact_days) - {0})
    if len(days) < FEWEST_CONTACT_DAYS:
        return None
    gaps = sorted(map(sub, days[1:], days))
    middle = len(gaps) // 2
    return float(gaps[middle]) if len(gaps) % 2 else (gaps[middle - 1] + gaps[middle]) / 2


def corrected(touch_id: int, old: Doc, fields: Doc) -> dict[str, object]:
    """The entry that takes the place of an old one, which itself stays as it is (invariant 7):
    the old fields, the new ones over them (None takes a field away), and a pointer back."""
    entry = {**old, **fields, "corrects": touch_id}
    return {key: value for key, value in entry.items() if value is not None and key != "rev"}


@lru_cache(maxsize=128)
def day_bounds(day: date, zone: tzinfo) -> tuple[str, str]:
    """First stamp of a day in a zone, and first stamp after it."""
    first = datetime.combine(day, time(0), zone)
    return stamp(first), stamp(datetime.combine(day + timedelta(days=1), time(0), zone))


def _local_day(at: str, zone: tzinfo) -> date | None:
    try:
        instant = datetime.fromisoformat(at)
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(zone).date()
    except (ValueError, OverflowError):
        return None
