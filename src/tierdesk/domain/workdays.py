"""Moving a date to a working day. Which days work is a question to the `IsWorking` that the
caller brings (`desk.holiday_cache` knows holidays, `moment.weekdays_only` weekends); nothing
here knows a country.
"""

from datetime import date, timedelta

from tierdesk.domain.moment import IsWorking

_LONGEST_REST = 60
"""Days. No country rests longer: a calendar that says so is taken as knowing nothing."""
_ONE = timedelta(days=1)


def next_working(day: date, country: str, is_working: IsWorking) -> date:
    """The day itself when it is a working day there, else the first one after it."""
    return _nearest(day, country, is_working, _ONE)


def add_working_days(day: date, n: int, country: str, is_working: IsWorking) -> date:
    """The n-th working day after `day` (before it for a negative n); with 0 the day itself or
    the first working day after it."""
    if n == 0:
        return next_working(day, country, is_working)
    step = _ONE if n > 0 else -_ONE
    for _ in range(abs(n)):
        day = _nearest(day + step, country, is_working, step)
    return day


def _nearest(day: date, country: str, is_working: IsWorking, step: timedelta) -> date:
    found = day
    for _ in range(_LONGEST_REST):
        if is_working(found, country):
            return found
        found += step
    return day
