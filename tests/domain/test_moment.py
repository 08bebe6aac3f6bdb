"""Dated rates (invariant 13), the reader's day, and weekends."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.moment import Moment, Rates, weekdays_only
from tierdesk.domain.money import Money

DAY = date(2026, 3, 1)


def rate(currency, base, on, value):
    return {"currency": currency, "base": base, "on": on, "rate": value}


USD = [rate("USD", "CNY", "2026-01-01", "7"), rate("USD", "CNY", "2026-02-01", "7.5")]


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2025, 12, 31), None), (date(2026, 1, 1), 70_000), (date(2026, 1, 31), 70_000),
     (date(2026, 2, 1), 75_000), (date(2030, 1, 1), 75_000)],
)  # fmt: skip
def test_the_newest_rate_not_after_the_day_counts(on, expected):
    """Invariant 13."""
    for rates in (Rates(USD), Rates(reversed(USD))):
        found = rates.convert(Money(10_000, "USD"), "CNY", on)
        assert found == (expected and Money(expected, "CNY"))


def test_a_rate_is_used_in_both_directions_and_never_for_another_currency():
    """Invariant 13: a missing rate is None, not a guess."""
    rates = Rates(USD)
    assert rates.convert(Money(75_000, "CNY"), "USD", DAY) == Money(10_000, "USD")
    assert rates.convert(Money(1, "EUR"), "CNY", DAY) is None
    assert Rates().convert(Money(1, "EUR"), "CNY", DAY) is None
    assert Rates().convert(Money(1, "EUR"), "EUR", DAY) == Money(1, "EUR")


def test_minor_units_follow_the_target_currency():
    rates = Rates([rate("CNY", "JPY", "2026-01-01", "20"), rate("KWD", "CNY", "2026-01-01", "23")])
    assert rates.convert(Money(150, "CNY"), "JPY", DAY) == Money(30, "JPY")
    assert rates.convert(Money(1000, "KWD"), "CNY", DAY) == Money(2300, "CNY")


@given(st.lists(st.integers(0, 10**9), max_size=6), st.integers(1, 10**6))
def test_converting_keeps_the_order_of_amounts(minors, value):
    rates = Rates([rate("USD", "CNY", "2026-01-01", str(value / 1000))])
    found = [rates.convert(Money(minor, "USD"), "CNY", DAY) for minor in sorted(minors)]
    assert found == sorted(found)


@pytest.mark.parametrize("value", ["abc", "", 7.1, None, "-1", "NaN"])
def test_an_unreadable_rate_reads_as_absent(value):
    assert (
        Rates([rate("USD", "CNY", "2026-01-01", value)]).convert(Money(1, "USD"), "CNY", DAY)
        is None
    )


def test_a_rate_of_nothing_reads_as_absent():
    assert (
        Rates([rate("USD", "CNY", "2026-01-01", "0")]).convert(Money(1, "USD"), "CNY", DAY) is None
    )


def test_the_newest_rate_counts_in_whichever_direction_it_was_entered():
    rates = Rates(
        [rate("USD", "CNY", "2020-01-01", "6"), rate("CNY", "USD", "2026-01-01", "0.125")]
    )
    assert rates.convert(Money(100, "USD"), "CNY", DAY) == Money(800, "CNY")


@given(st.datetimes(timezones=st.just(UTC), min_value=datetime(1992, 1, 1)))
def test_today_is_the_readers_day(now):
    here = Moment(now, ZoneInfo("Asia/Shanghai"))
    assert here.today == (now + timedelta(hours=8)).date()
    assert here.local_day(now) == here.today
    assert Moment(now).today == now.date()


def test_money_in_the_base_currency_uses_todays_rate():
    moment = Moment(datetime(2026, 1, 15, tzinfo=UTC), rates=Rates(USD))
    assert moment.in_base(Money(100, "USD")) == Money(700, "CNY")
    assert moment.in_base(Money(100, "EUR")) is None
    assert moment.in_base(None) is None


@pytest.mark.parametrize(("country", "free"), [("CN", {5, 6}), ("SA", {4, 5}), ("", {5, 6})])
def test_a_week_has_the_weekend_of_its_country(country, free):
    week = [date(2026, 11, 23) + timedelta(days=n) for n in range(7)]
    assert {day.weekday() for day in week if not weekdays_only(day, country)} == free
