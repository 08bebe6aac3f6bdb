"""What a written date is measured from, and how a part that was left out is filled in.

The grammars of the two languages (`dates_en`, `dates_zh`) and of plain digits (`dates_numeric`)
share it; it knows no words.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from tierdesk.domain.months import add_months

Order = Literal["ymd", "dmy", "mdy"]
"""How a person writes a date in digits; without a year, ymd and mdy both put the month first."""

_LEAP_CYCLE = 9
"""Years to look for a day that exists: 29 February may be eight years away (1896 to 1904)."""


class Frame(NamedTuple):
    """The reader's date, order of digits, and whether the text speaks of what has been
    (`past`) or of what is planned."""

    today: date
    order: Order = "ymd"
    past: bool = False

    def shifted(self, n: int, unit: str) -> date:
        """Today plus n days (d), weeks (w), months (m) or years (y)."""
        if unit == "m":
            return add_months(self.today, n)
        if unit == "y":
            return add_months(self.today, 12 * n)
        return self.today + timedelta(days=7 * n if unit == "w" else n)

    def of_week(self, weekday: int, weeks: int) -> date:
        """A day (Monday = 0) of the week that is `weeks` after this one; weeks begin on Monday."""
        return self.today + timedelta(days=weekday - self.today.weekday() + 7 * weeks)

    def weekday(self, weekday: int) -> date:
        """The coming day of that name, or the latest one of the past; never today."""
        ahead = (weekday - self.today.weekday() - 1) % 7 + 1
        return self.today + timedelta(days=ahead if not self.past else ahead - 7 or -7)

    def month_day(self, month: int, day: int) -> date:
        """That day of this year or, when it is over, of the next year that has it; looking back
        in the past. ValueError for a day that no year has."""
        step = -1 if self.past else 1
        years = range(self.today.year, self.today.year + step * _LEAP_CYCLE, step)
        return self._nearest([(year, month, day) for year in years])

    def day_of_month(self, day: int) -> date:
        """The next such day (the last one in the past): the 31st waits for a month that has it."""
        first = self.today.replace(day=1)
        step = -1 if self.past else 1
        months = [add_months(first, step * n) for n in range(4)]
        return self._nearest([(month.year, month.month, day) for month in months])

    def month_from_now(self, months: int) -> date:
        """The first day of the month that is `months` after this one."""
        return add_months(self.today.replace(day=1), months)

    def year_of(self, digits: str) -> int:
        """The year that was written; of two digits, the one between 89 years ago and ten ahead."""
        if len(digits) > 2:
            return int(digits)
        century = self.today.year // 100 * 100
        year = century + int(digits)
        if year > self.today.year + 10:
            return year - 100
        return year if year > self.today.year - 90 else year + 100

    def _nearest(self, days: Sequence[tuple[int, int, int]]) -> date:
        """The first of the days that exists and lies on the right side of today."""
        for year, month, day in days:
            try:
                found = date(year, month, day)
            except ValueError:
                continue
            if found == self.today or (found < self.today) is self.past:
                return found
        raise ValueError(days[0])


Reading = Callable[[Frame, re.Match[str]], date | None]
"""Gives the day that a match names; None when it is not a date after all; ValueError or
OverflowError for one that does not exist."""

Grammar = Sequence[tuple[str, Reading]]
"""Patterns as text: `re` compiles and keeps the few that a run meets, importing costs nothing."""


def read(grammar: Grammar, written: str, frame: Frame) -> date | None:
    """The day by the first rule that fits the whole text, None when none does."""
    for pattern, reading in grammar:
        match = re.fullmatch(pattern, written)
        if match and (found := reading(frame, match)):
            return found
    return None
