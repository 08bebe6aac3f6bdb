"""Dates and times as people write them, in both languages, to a day of the calendar.

The rules stand in tables of pattern and function: digits (`dates_numeric`), English
(`dates_en`), Chinese (`dates_zh`), times of day (`dates_clock`). What no rule reads whole is
refused, never guessed at. Nothing here knows the clock: `today` and `now` are arguments.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta, tzinfo
from datetime import time as clock
from typing import NamedTuple

from tierdesk.domain import dates_en, dates_numeric, dates_zh
from tierdesk.domain.dates_clock import cuts
from tierdesk.domain.dates_frame import Frame, Order, read
from tierdesk.domain.dates_numeric import guess_order
from tierdesk.domain.document import stamp
from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say

__all__ = ["Order", "When", "guess_order", "parse_day", "parse_when", "why_not_planned"]

LONGEST = 60
"""Characters: no date is written in more, so that no pattern meets a whole novel."""
_ISO_INSTANT = (
    r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: ?(?:z|utc|gmt|[+-]\d\d:?\d\d))?"
)
_FIRST_STORED_YEAR, _LAST_STORED_YEAR = 1000, 9998
"""An instant is kept as text in UTC: four digits of year, a day of room for the zones."""


class When(NamedTuple):
    """A day and perhaps a time of day, both the reader's."""

    day: date
    time: clock | None = None

    def at(self, zone: tzinfo, default: clock = clock(0)) -> datetime:
        """The instant in `zone`; `default` where no time was given."""
        return datetime.combine(self.day, self.time or default, zone)

    def stored(self, zone: tzinfo) -> str:
        """How a due date is kept: `YYYY-MM-DD`, or the instant in UTC where a time was given."""
        return self.day.isoformat() if self.time is None else stamp(self.at(zone))


_FARTHEST = timedelta(days=3653)
"""Ten years: a day beyond that is a slip of the finger, and a customer put off to it is lost."""


def why_not_planned(when: When, now: datetime) -> Message | None:
    """Why nothing can be planned for that day and time, on the reader's clock; None when it can."""
    if when.day < now.date():
        return say("%(day)s is past; give a day from today on.", day=when.day)
    if when.time is not None and now.tzinfo is not None and when.at(now.tzinfo) <= now:
        return say("%(at)s is past; give a later time.", at=when.at(now.tzinfo))
    if when.day > now.date() + _FARTHEST:
        return say("%(day)s is more than ten years away; give an earlier day.", day=when.day)
    return None


def parse_day(written: str, today: date, *, date_order: Order = "ymd", past: bool = False) -> date:
    """The day that the text names, measured from `today`.

    Without a year it is the next such day from today on, with `past` (history that is being
    imported, birthdays) the last one up to today. A time of day is read and left out; of an
    instant with an offset the written date counts. Raises Invalid: nothing written, not a
    date, or a day that does not exist."""
    plain = _plain(written)
    if plain is not None:
        return plain.date()
    return _read(written, Frame(today, date_order, past), None)[0]


def parse_when(
    written: str, now: datetime, *, date_order: Order = "ymd", past: bool = False
) -> When:
    """The day and, where one is given, the time that the text names; `now` is the reader's local
    time. A time alone is the next one from now on (`past`: the last one). An instant with an
    offset is turned into now's zone. Raises Invalid as `parse_day` does."""
    plain = _plain(written)
    if plain is not None:
        return _local(plain, now.tzinfo, written, len(written) > 10)
    day, at = _read(written, Frame(now.date(), date_order, past), now)
    if isinstance(day, datetime):
        return _local(day, now.tzinfo, written, True)
    return _storable(When(day, at), written)


def _plain(written: str) -> datetime | None:
    """The fast path of imports: an ISO date, or one with a time; None for anything else."""
    if len(written) < 10 or written[4] != "-" or written[7] != "-":
        return None
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


def _local(at: datetime, zone: tzinfo | None, written: str, timed: bool) -> When:
    if at.tzinfo and zone:
        _storable(When(at.date(), at.time()), written)
        at = at.astimezone(zone)
    return _storable(When(at.date(), at.time() if timed else None), written)


def _storable(when: When, written: str) -> When:
    if when.time is not None and not _FIRST_STORED_YEAR <= when.day.year <= _LAST_STORED_YEAR:
        raise _no_such_day(written)
    return when


def _read(written: str, frame: Frame, now: datetime | None) -> tuple[date, clock | None]:
    """Day and time; the day is a datetime when the text was an instant."""
    if not written or written.isspace():
        raise Invalid(say("The date is empty; write it like 2026-12-01, +3d, fri or 下周三."))
    if len(written) > LONGEST:
        raise _no_date(written)
    text = " ".join(unicodedata.normalize("NFKC", written).lower().split())
    try:
        instant = _instant(text)
        found = (instant, instant.time()) if instant else _cut(text, frame, now)
    except (ValueError, OverflowError):
        raise _no_such_day(written) from None
    if found is None:
        raise _no_date(written)
    return found


def _instant(text: str) -> datetime | None:
    if not re.fullmatch(_ISO_INSTANT, text):
        return None
    zoned = re.sub(r" ?(z|utc|gmt)$", "+00:00", text)
    return datetime.fromisoformat(re.sub(r" (?=[+-]\d\d:?\d\d$)", "", zoned))


def _cut(text: str, frame: Frame, now: datetime | None) -> tuple[date, clock | None] | None:
    day = _day(text, frame)
    if day:
        return day, None
    for rest, at in cuts(text.translate(dates_zh.SIMPLIFIED)):
        if not rest:
            return _day_of_time(at, frame, now), at
        day = _day(rest, frame)
        if day:
            return day, at
    return None


def _day(text: str, frame: Frame) -> date | None:
    if text.isascii():
        found = read(dates_numeric.GRAMMAR, text, frame)
        return found or read(dates_en.GRAMMAR, text, frame)
    plain = text.translate(dates_zh.SIMPLIFIED).replace(" ", "")
    return read(dates_zh.GRAMMAR, plain, frame)


def _day_of_time(at: clock, frame: Frame, now: datetime | None) -> date:
    """The day on which a time that stands alone comes next, or was last."""
    if now is None or at == now.time():
        return frame.today
    over = at < now.time()
    if over and not frame.past:
        return frame.today + timedelta(days=1)
    return frame.today - timedelta(days=1) if not over and frame.past else frame.today


def _no_date(written: str) -> Invalid:
    return Invalid(
        say("“%(text)s” is not a date; write it like 2026-12-01, 12/1, +3d, fri or 下周三.",
            text=_shown(written))
    )  # fmt: skip


def _no_such_day(written: str) -> Invalid:
    return Invalid(
        say("“%(text)s” names a day that does not exist; check its day, month and year.",
            text=_shown(written))
    )  # fmt: skip


def _shown(written: str) -> str:
    return written if len(written) <= LONGEST else written[:LONGEST] + "…"
