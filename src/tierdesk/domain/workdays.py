"""Moving a date to a working day. Which days work is a question to the `IsWorking` that the
caller brings (`desk.holiday_cache` knows holidays, `moment.weekdays_only` weekends); nothing
here knows a country.
"""

from datetime import date, timedelta

from tierdesk.domain.moment import IsWorking

_LONGEST_REST = 60
"""Days. No country rests longer: a calendar that says so is taken as knowing nothing."""


def next_working(day: date, country: str, is_working: IsWorking) -> date:
    """The day itself when it is a working day there, else the first one after it."""
    found = day
    for _ in range(_LONGEST_REST):
        if is_working(found, country):
            return found
        found += timedelta(days=1)
    return day
