"""Month arithmetic, with the calendar part of invariant 14."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.months import add_months, end_of_month, month_day

DAYS = st.dates(date(1000, 1, 1), date(9000, 12, 31))
MONTHS = st.integers(-1200, 1200)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
    ],
)
def test_a_month_later_is_clipped_to_the_end_of_a_short_month(day, n, expected):
    """Invariant 14."""
    assert add_months(day, n) == expected


@given(DAYS, MONTHS)
def test_months_move_the_month_and_keep_or_clip_the_day(day, n):
    moved = add_months(day, n)
    assert (moved.year - day.year) * 12 + moved.month - day.month == n
    assert moved.day == min(day.day, monthrange(moved.year, moved.month)[1])


@given(DAYS, MONTHS, MONTHS)
def test_more_months_never_lead_to_an_earlier_day(day, n, m):
    less, more = sorted((n, m))
    assert add_months(day, less) <= add_months(day, more)


@given(DAYS)
def test_the_end_of_a_month_is_followed_by_a_first(day):
    last = end_of_month(day)
    assert (last.year, last.month) == (day.year, day.month)
    assert date.fromordinal(last.toordinal() + 1).day == 1


@pytest.mark.parametrize(("year", "day"), [(2023, 28), (2024, 29), (2025, 28), (2100, 28)])
def test_a_29_february_is_the_28th_in_common_years(year, day):
    """Invariant 14."""
    assert month_day(year, 2, 29) == date(year, 2, day)


def test_months_outside_the_calendar_are_value_errors():
    with pytest.raises(ValueError):
        add_months(date(9999, 12, 1), 1)
    with pytest.raises(ValueError):
        month_day(2026, 13, 1)
