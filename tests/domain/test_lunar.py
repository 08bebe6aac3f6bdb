"""Birthdays by both calendars: invariant 14."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.lunar import birthday_in, next_birthday

BIRTHDAYS = st.fixed_dictionaries(
    {"month": st.integers(1, 12), "day": st.integers(1, 31)},
    optional={
        "year": st.integers(1900, 2026),
        "calendar": st.sampled_from(["solar", "lunar"]),
        "leap": st.booleans(),
    },
)


def lunar(month, day, **more):
    return {"month": month, "day": day, "calendar": "lunar", **more}


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2024, date(2024, 2, 29)), (2025, date(2025, 2, 28)), (2100, date(2100, 2, 28))],
)
def test_a_29_february_birthday_shows_on_28_february_in_common_years(year, expected):
    """Invariant 14."""
    assert birthday_in({"month": 2, "day": 29, "year": 1996}, year) == expected


def test_birthdays_without_a_year_are_allowed():
    """Invariant 14."""
    assert birthday_in({"month": 5, "day": 20}, 2027) == date(2027, 5, 20)
    assert next_birthday({"month": 5, "day": 20}, date(2026, 11, 24)) == date(2027, 5, 20)


# Hong Kong Observatory's conversion tables: Spring Festival, mid-autumn, last day of the year.
@pytest.mark.parametrize(
    ("birthday", "year", "expected"),
    [
        (lunar(1, 1), 2024, date(2024, 2, 10)), (lunar(1, 1), 2025, date(2025, 1, 29)),
        (lunar(1, 1), 2026, date(2026, 2, 17)), (lunar(1, 1), 2033, date(2033, 1, 31)),
        (lunar(1, 1), 2034, date(2034, 2, 19)), (lunar(8, 15), 2025, date(2025, 10, 6)),
        (lunar(8, 15), 2026, date(2026, 9, 25)), (lunar(5, 5), 2026, date(2026, 6, 19)),
    ],
)  # fmt: skip
def test_lunar_dates_are_the_observatorys(birthday, year, expected):
    assert birthday_in(birthday, year) == expected


def test_a_lunar_day_30_falls_back_to_the_last_day_of_a_short_month():
    """Invariant 14: the twelfth month of 2024 has 29 days, so New Year's Eve is kept."""
    assert birthday_in(lunar(12, 30), 2024) == date(2025, 1, 28)
    assert birthday_in(lunar(12, 30), 2023) == date(2024, 2, 9)


def test_a_leap_month_birthday_falls_back_to_the_ordinary_month():
    """Invariant 14: 2025 has a leap sixth month, 2026 has none."""
    assert birthday_in(lunar(6, 15, leap=True), 2025) == date(2025, 8, 8)
    assert birthday_in(lunar(6, 15), 2025) == date(2025, 7, 9)
    assert birthday_in(lunar(6, 15, leap=True), 2026) == birthday_in(lunar(6, 15), 2026)


@given(BIRTHDAYS, st.integers(1900, 2100))
def test_every_birthday_is_kept_once_in_every_year(birthday, year):
    found = birthday_in(birthday, year)
    assert found is not None
    assert found == birthday_in(dict(birthday), year)
    if birthday.get("calendar") != "lunar":
        assert (found.year, found.month) == (year, birthday["month"])
    else:
        assert date(year, 1, 20) <= found <= date(year + 1, 2, 20)


@given(BIRTHDAYS, st.dates(date(1902, 1, 1), date(2098, 12, 31)))
def test_the_next_birthday_is_at_most_thirteen_months_away(birthday, today):
    found = next_birthday(birthday, today)
    assert found is not None
    assert timedelta() <= found - today <= timedelta(days=385 + 30)


@given(BIRTHDAYS, st.dates(date(1902, 1, 1), date(2098, 12, 31)))
def test_on_a_birthday_the_next_one_is_today(birthday, today):
    found = next_birthday(birthday, today)
    assert next_birthday(birthday, found) == found


@pytest.mark.parametrize(
    "birthday",
    [{}, {"month": 13, "day": 1}, {"month": 1}, {"month": "1", "day": 1}, {"month": 0, "day": 0},
     {"month": True, "day": 1}, {"month": 1, "day": 99}],
)  # fmt: skip
def test_a_malformed_birthday_is_no_birthday(birthday):
    assert birthday_in(birthday, 2026) is None
    assert next_birthday(birthday, date(2026, 11, 24)) is None


def test_lunar_years_outside_the_tables_are_unknown():
    assert birthday_in(lunar(1, 1), 1899) is None
    assert birthday_in(lunar(1, 1), 2101) is None


def test_the_days_on_which_the_calendar_is_known_to_be_one_off_are_these():
    """Documented gap: the Observatory begins the ninth month of 2057 on 28 September, the
    eighth of 2089 on 4 September, the seventh of 2097 on 7 August; borax is a day later."""
    assert birthday_in(lunar(9, 1), 2057) == date(2057, 9, 29)
    assert birthday_in(lunar(8, 1), 2089) == date(2089, 9, 5)
    assert birthday_in(lunar(7, 1), 2097) == date(2097, 8, 8)
