"""What counts as contact, read from the log: last contact, attempts, who waits for an answer.

Instants are compared as the text they are stored as (UTC, `YYYY-MM-DDTHH:MM:SSZ`), since a
book holds fifty thousand of them. A Case holds the entries in force, corrected ones left out.
`now` is such a text: `document.stamp(moment.now)`. Knows no tiers and no cadence.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import pairwise

from tierdesk.domain.book import Case, Row
from tierdesk.domain.document import Doc, integer, stamp
from tierdesk.domain.moment import Moment

FEWEST_CONTACT_DAYS = 3
"""Below this a customer has no rhythm of its own."""


def counted(touch: Doc, now: str) -> bool:
    """Contact was made by then: an unanswered call is an attempt, not contact."""
    at = touch.get("at")
    return isinstance(at, str) and "" < at <= now and touch.get("result") != "no_answer"


def last_contact(case: Case, now: str) -> str | None:
    """The stamp of the latest counted touch."""
    last = ""
    for _, touch in case.touches:
        at = touch.get("at")
        if isinstance(at, str) and last < at <= now and touch.get("result") != "no_answer":
            last = at
    return last or None


def last_contact_day(case: Case, moment: Moment) -> date | None:
    """The reader's date of the latest counted touch."""
    at = last_contact(case, stamp(moment.now))
    return _local_day(at, moment.zone) if at else None


def attempts_on(case: Case, day: date, moment: Moment) -> int:
    """How often we tried to reach the customer on a day of the reader's, up to now: outgoing
    touches, answered or not."""
    start, end = _until_now(day, moment)
    return sum(
        start <= at < end and touch.get("direction") != "in"
        for _, touch in case.touches
        if isinstance(at := touch.get("at"), str)
    )


def contacts_on(case: Case, day: date, moment: Moment) -> int:
    """How many counted touches, in and out, a day of the reader's holds, up to now."""
    start, end = _until_now(day, moment)
    return sum(
        start <= at < end and touch.get("result") != "no_answer"
        for _, touch in case.touches
        if isinstance(at := touch.get("at"), str)
    )


def unanswered_inbound(case: Case, now: str) -> Row | None:
    """The customer's latest message or call after which nothing of ours reached it."""
    answered = _last_answer(case, now)
    found: Row | None = None
    latest = answered
    for row in case.touches:
        at = row[1].get("at")
        if isinstance(at, str) and latest < at <= now and row[1].get("direction") == "in":
            latest, found = at, row
    return found


def waiting_since(case: Case, now: str) -> str | None:
    """When the customer first wrote or called after our last answer: whoever asks twice has
    waited since the first time."""
    answered = _last_answer(case, now)
    waiting = [
        at
        for _, touch in case.touches
        if touch.get("direction") == "in"
        and isinstance(at := touch.get("at"), str)
        and answered < at <= now
    ]
    return min(waiting, default=None)


def rhythm(case: Case, now: str) -> float | None:
    """The customer's own rhythm: the median of the gaps in days between the days (UTC) with
    contact; None with fewer than three such days."""
    days = sorted(
        {found for _, touch in case.touches if counted(touch, now) and (found := _ordinal(touch))}
    )
    if len(days) < FEWEST_CONTACT_DAYS:
        return None
    gaps = sorted(later - earlier for earlier, later in pairwise(days))
    middle = len(gaps) // 2
    return float(gaps[middle]) if len(gaps) % 2 else (gaps[middle - 1] + gaps[middle]) / 2


def corrected(touch_id: int, old: Doc, fields: Doc) -> dict[str, object]:
    """The entry that takes the place of an old one, which itself stays as it is (invariant 7):
    the old fields, the new ones over them (None takes a field away), and a pointer back."""
    entry = {**old, **fields, "corrects": touch_id}
    return {key: value for key, value in entry.items() if value is not None and key != "rev"}


def in_force(touches: Iterable[Row]) -> list[Row]:
    """The entries that no other entry corrects, in their order."""
    found = list(touches)
    replaced = {old for _, touch in found if (old := integer(touch, "corrects")) is not None}
    return [row for row in found if row[0] not in replaced]


@lru_cache(maxsize=128)
def day_bounds(day: date, zone: tzinfo) -> tuple[str, str]:
    """First stamp of a day in a zone, and first stamp after it."""
    first = datetime.combine(day, time(0), zone)
    return stamp(first), stamp(datetime.combine(day + timedelta(days=1), time(0), zone))


def _until_now(day: date, moment: Moment) -> tuple[str, str]:
    start, end = day_bounds(day, moment.zone)
    return start, min(end, _just_after(moment.now))


@lru_cache(maxsize=16)
def _just_after(now: datetime) -> str:
    """The first stamp that has not come yet."""
    return stamp(now + timedelta(seconds=1))


def _last_answer(case: Case, now: str) -> str:
    """The stamp of our latest touch that reached the customer, "" for none."""
    last = ""
    for _, touch in case.touches:
        at = touch.get("at")
        if (
            isinstance(at, str)
            and last < at <= now
            and touch.get("direction") != "in"
            and touch.get("result") != "no_answer"
        ):
            last = at
    return last


def _ordinal(touch: Doc) -> int | None:
    at = touch.get("at")
    try:
        return date.fromisoformat(str(at)[:10]).toordinal()
    except ValueError:
        return None


def _local_day(at: str, zone: tzinfo) -> date | None:
    try:
        instant = datetime.fromisoformat(at)
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(zone).date()
    except (ValueError, OverflowError):
        return None
