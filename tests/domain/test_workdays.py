"""Moving dates to working days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.moment import weekdays_only
from tierdesk.domain.workdays import next_working

DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))
COUNTRIES = st.sampled_from(["CN", "SA", "DE"])


@given(DAYS, COUNTRIES)
def test_the_next_working_day_works_and_skips_no_other(day, country):
    found = next_working(day, country, weekdays_only)
    assert weekdays_only(found, country)
    between = [day + timedelta(days=n) for n in range((found - day).days)]
    assert not any(weekdays_only(one, country) for one in between)


def test_a_working_day_stays_where_it_is():
    assert next_working(date(2026, 11, 24), "CN", weekdays_only) == date(2026, 11, 24)
    assert next_working(date(2026, 11, 28), "CN", weekdays_only) == date(2026, 11, 30)
    assert next_working(date(2026, 11, 27), "SA", weekdays_only) == date(2026, 11, 29)


def test_a_calendar_without_working_days_moves_nothing():
    day = date(2026, 11, 28)
    assert next_working(day, "CN", lambda _day, _country: False) == day
