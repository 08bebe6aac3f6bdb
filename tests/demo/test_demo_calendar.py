"""Offsets turned into dates: weekends, midnight, the lunar calendar, leap years."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.demo.calendar import Calendar
from tierdesk.domain.document import stamp
from tierdesk.domain.lunar import next_birthday

SHANGHAI, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")
instants = st.datetimes(datetime(2024, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))
zones = st.sampled_from([SHANGHAI, NEW_YORK, UTC, ZoneInfo("Pacific/Auckland")])


def calendar(written: str, zone=SHANGHAI) -> Calendar:
    return Calendar(datetime.fromisoformat(written).replace(tzinfo=zone), zone)


@given(instants, zones, st.integers(-900, 400))
def test_work_is_done_on_weekdays_and_never_on_the_wrong_side_of_today(now, zone, offset):
    made = Calendar(now, zone)
    day = made.workday(offset)
    if offset:
        assert day.weekday() < 5
        assert (day < made.today) == (offset < 0)
    else:
        assert day == made.today
    assert abs((day - made.today).days - offset) <= 2


@given(instants, zones, st.integers(-900, -1), st.integers(-900, -1))
def test_what_came_first_stays_first(now, zone, one, other):
    made = Calendar(now, zone)
    first, last = sorted((one, other))
    assert made.workday(first) <= made.workday(last)


@given(instants, zones, st.integers(-30, 0), st.sampled_from([SHANGHAI, NEW_YORK]), st.times())
def test_what_happened_is_over_whatever_the_clock_there(now, zone, offset, place, clock):
    at = Calendar(now, zone).past(f"{offset} {clock:%H:%M}", place, "CN")
    assert at < now


@given(instants, zones, st.integers(-23, 23))
def test_an_hour_beside_now_never_leaves_today(now, zone, hours):
    made = Calendar(now, zone)
    planned = made.planned(f"now{hours:+d}h")
    local = datetime.fromisoformat(planned).astimezone(zone)
    assert local.date() == made.today
    assert local.minute % 5 == 0


def test_a_promise_in_the_last_minutes_of_a_day_is_still_of_that_day():
    made = calendar("2026-11-22T23:58")
    assert made.planned("now+35m") == stamp(datetime(2026, 11, 22, 23, 55, tzinfo=SHANGHAI))
    assert calendar("2026-11-23T00:03").planned("now-25m") == "2026-11-22T16:00:00Z"


def test_a_plan_ahead_moves_on_from_a_weekend_and_keeps_its_hour():
    friday = calendar("2026-11-27T09:10")
    assert friday.planned("1") == "2026-11-30"
    assert friday.planned("1 10:30") == "2026-11-30T02:30:00Z"


def test_a_touch_has_the_hour_of_the_place_where_it_happened():
    at = calendar("2026-11-24T09:10").past("-4 10:30", NEW_YORK, "US")
    assert at.astimezone(NEW_YORK) == datetime(2026, 11, 20, 10, 30, tzinfo=NEW_YORK)


@given(st.dates(date(1901, 3, 1), date(2099, 12, 1)), st.integers(0, 30))
def test_a_lunar_birthday_in_some_days_is_kept_on_that_day(today, days):
    made = Calendar(datetime(today.year, today.month, today.day, 12, tzinfo=UTC), UTC)
    birthday = made.birthday(f"lunar +{days} 1966")
    assert birthday["calendar"] == "lunar"
    assert next_birthday(birthday, today) == today + timedelta(days=days)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_a_birthday_today_is_today_in_every_year(today):
    made = Calendar(datetime(today.year, today.month, today.day, 12, tzinfo=UTC), UTC)
    assert next_birthday(made.birthday("+0 1978"), today) == today


def test_a_year_of_birth_without_29_february_is_left_out():
    leap = calendar("2028-02-29T09:10")
    assert leap.birthday("+0 1978") == {"month": 2, "day": 29}
    assert leap.birthday("+0 1976") == {"month": 2, "day": 29, "year": 1976}


@pytest.mark.parametrize(("written", "stored"), [
    ("1969-10-12", {"month": 10, "day": 12, "year": 1969}), ("05-12", {"month": 5, "day": 12}),
    ("lunar 1975-08-15", {"month": 8, "day": 15, "year": 1975, "calendar": "lunar"}),
])  # fmt: skip
def test_birthdays_are_stored_as_they_are_told(written, stored):
    assert calendar("2026-11-24T09:10").birthday(written) == stored


def test_beyond_the_lunar_tables_a_birthday_is_kept_by_the_sun():
    assert calendar("2150-05-05T12:00").birthday("lunar +1 1966") == {
        "month": 5,
        "day": 6,
        "year": 1966,
    }
