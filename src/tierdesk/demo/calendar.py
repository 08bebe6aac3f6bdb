"""When things happen in the demo: stories say "12 days ago at 10:30", this says on which date.

Everything is counted from one moment, so that the demo is as alive on a Sunday night as on a
Monday morning. It knows dates and time zones, no story and no record.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from tierdesk.domain.document import stamp
from tierdesk.domain.lunar import birthday_in
from tierdesk.domain.moment import weekdays_only

_STEP = 5
_UNITS = {"m": 60, "h": 3600}
_LATEST = time(23, 55)


class Calendar:
    """Dates around `now`, an aware instant, as somebody in `zone` counts days."""

    def __init__(self, now: datetime, zone: tzinfo) -> None:
        self.now = now.astimezone(UTC)
        self.zone = zone
        self.today: date = now.astimezone(zone).date()

    def day(self, written: object) -> str:
        """ISO date of an offset in days, exactly that day; a text is a date already."""
        return self._days(written).isoformat() if isinstance(written, int) else str(written)

    def workday(self, offset: int, country: str = "CN") -> date:
        """The day of an offset, moved off a weekend: back in the past, on in the future. Today
        stays today."""
        day, step = self._days(offset), 1 if offset > 0 else -1
        while offset and not weekdays_only(day, country):
            day += timedelta(days=step)
        return day

    def past(self, written: str, place: tzinfo, country: str) -> datetime:
        """An instant that is over: `-12 14:30` on a working day's clock of a place, or `now-3h`."""
        if written.startswith("now"):
            return self._beside_now(written)
        offset, _, clock = written.partition(" ")
        day = self.workday(int(offset), country)
        at = datetime.combine(day, time.fromisoformat(clock), place).astimezone(UTC)
        while at > self.now - timedelta(minutes=_STEP):
            at -= timedelta(days=1)
        return at

    def planned(self, written: str) -> str:
        """What a plan stores: a date (`-3`), or an instant by the reader's clock (`1 10:00`). An
        hour beside now (`now+35m`) never leaves today."""
        if written.startswith("now"):
            return stamp(self._within_today(self._beside_now(written)))
        offset, _, clock = written.partition(" ")
        day = self.workday(int(offset))
        if not clock:
            return day.isoformat()
        return stamp(datetime.combine(day, time.fromisoformat(clock), self.zone))

    def birthday(self, written: str) -> dict[str, object]:
        """A birthday: `1969-10-12`, `05-12`, `+3 1966` (kept in three days), each also after
        `lunar`. A year of birth that lacks the day is left out."""
        said, lunar = written.removeprefix("lunar "), written.startswith("lunar ")
        if not said.startswith("+"):
            *year, month, day = (int(part) for part in said.split("-"))
            return _birthday(month, day, year[0] if year else None, lunar=lunar)
        offset, _, born = said.partition(" ")
        kept = self._days(int(offset))
        found = _lunar(kept) if lunar else None
        if found:
            return {**_birthday(*found[:2], int(born) if born else None, lunar=True)} | (
                {"leap": True} if found[2] else {}
            )
        return _birthday(kept.month, kept.day, int(born) if born else None, lunar=False)

    def _days(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def _beside_now(self, written: str) -> datetime:
        sign, number, unit = written[3], int(written[4:-1]), written[-1]
        away = timedelta(seconds=number * _UNITS[unit])
        return self.now + away if sign == "+" else self.now - away

    def _within_today(self, at: datetime) -> datetime:
        first = datetime.combine(self.today, time(0), self.zone)
        last = datetime.combine(self.today, _LATEST, self.zone)
        local = min(max(at.astimezone(self.zone), first), last)
        return local.replace(minute=local.minute - local.minute % _STEP, second=0, microsecond=0)


def _birthday(month: int, day: int, year: int | None, *, lunar: bool) -> dict[str, object]:
    found: dict[str, object] = {"month": month, "day": day}
    if year is not None and (lunar or _exists(year, month, day)):
        found["year"] = year
    return found | ({"calendar": "lunar"} if lunar else {})


def _exists(year: int, month: int, day: int) -> bool:
    return (month, day) != (2, 29) or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))


def _lunar(day: date) -> tuple[int, int, bool] | None:
    """Month, day and "leap month" of a date by the lunar calendar; None beyond its tables."""
    firsts = sorted((*_months(day.year - 1), *_months(day.year), *_months(day.year + 1)))
    for (first, month, leap), (following, _, _) in pairwise(firsts):
        if first <= day < following:
            return month, (day - first).days + 1, leap
    return None


def _months(year: int) -> Iterator[tuple[date, int, bool]]:
    """(first day, month, leap) of every month of a lunar year."""
    for month in range(1, 13):
        first = birthday_in({"month": month, "day": 1, "calendar": "lunar"}, year)
        in_leap = birthday_in({"month": month, "day": 1, "calendar": "lunar", "leap": True}, year)
        if first is not None:
            yield first, month, False
        if in_leap is not None and in_leap != first:
            yield in_leap, month, True
