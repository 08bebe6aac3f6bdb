"""Birthdays by the solar and the lunar calendar, and the day on which one is kept in a year
that lacks it.

The lunar calendar is borax's (imported when the first lunar birthday is asked for), 1900 to
2100. Against the tables of the Hong Kong Observatory it is one day off during one month each
of 2057, 2089 and 2097. Nothing here knows a clock or a customer.
"""

from datetime import date
from functools import lru_cache

from tierdesk.domain.document import Doc, flag, integer, text
from tierdesk.domain.months import month_day

FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR = 1900, 2100


def birthday_in(birthday: Doc, year: int) -> date | None:
    """The day on which a birthday `{month, day, year?, calendar?, leap?}` is kept in `year`.

    Solar: 29 February is kept on the 28th in common years. Lunar: `year` is the lunar year, so
    its last months lie in January or February of the next; day 30 is kept on the 29th of a
    short month, a leap month's birthday (`leap`) in the ordinary month where the year has no
    such leap month. The year of birth is not needed. None for a document without a month and
    day, and for a lunar year outside 1900..2100."""
    month, day = integer(birthday, "month"), integer(birthday, "day")
    if month is None or day is None or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    if text(birthday, "calendar") == "lunar":
        return _lunar(year, month, day, flag(birthday, "leap"))
    return month_day(year, month, day) if 1 <= year <= 9999 else None


def next_birthday(birthday: Doc, today: date) -> date | None:
    """The first day from `today` on that a birthday is kept on; None as `birthday_in` says."""
    for year in (today.year - 1, today.year, today.year + 1):
        found = birthday_in(birthday, year)
        if found is not None and found >= today:
            return found
    return None


@lru_cache(maxsize=8192)
def _lunar(year: int, month: int, day: int, leap: bool) -> date | None:
    if not FIRST_LUNAR_YEAR <= year <= LAST_LUNAR_YEAR:
        return None
    from borax.calendars.lunardate import LCalendars, LunarDate

    in_leap = leap and LCalendars.leap_month(year) == month
    last = LCalendars.ndays(year, month, int(in_leap))
    solar = LunarDate(year, month, min(day, last), int(in_leap)).to_solar_date()
    return date(solar.year, solar.month, solar.day)
