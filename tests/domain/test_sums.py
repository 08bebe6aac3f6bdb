"""Sums never cross currencies without a rate, and what has none is shown (invariant 13)."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.moment import Moment, Rates
from tierdesk.domain.money import Money
from tierdesk.domain.sums import summed, together

RATES = Rates([{"currency": "USD", "base": "CNY", "on": "2026-01-01", "rate": "7.2"}])
NOW = Moment(datetime(2026, 11, 24, tzinfo=UTC), rates=RATES)
SUMS = st.dictionaries(
    st.sampled_from(("CNY", "USD", "EUR", "JPY")), st.integers(-(10**9), 10**12), max_size=4
)


def test_a_sum_is_told_by_the_rate_of_the_day():
    found = summed({"CNY": 100, "USD": 100}, NOW)
    assert found.total == Money(820, "CNY")
    assert found.parts == (Money(100, "CNY"), Money(100, "USD"))
    assert found.unrated == ()


def test_a_currency_without_a_rate_stands_apart():
    found = summed({"CNY": 100, "EUR": 100}, NOW)
    assert (found.total, found.unrated) == (Money(100, "CNY"), (Money(100, "EUR"),))
    before = replace(NOW, now=datetime(2025, 6, 1, tzinfo=UTC))
    assert summed({"USD": 100}, before).unrated == (Money(100, "USD"),)


def test_nothing_is_a_sum_too():
    assert summed({}, NOW) == summed({"EUR": 0}, NOW) == together((), NOW)


@given(st.lists(SUMS, max_size=6))
def test_a_sum_of_sums_is_the_sum_of_its_parts(each):
    sums = [summed(minors, NOW) for minors in each]
    whole = together(sums, NOW)
    assert whole.total.minor == sum(one.total.minor for one in sums)
    for currency in ("CNY", "USD", "EUR", "JPY"):
        asked = sum(minors.get(currency, 0) for minors in each)
        assert sum(part.minor for part in whole.parts if part.currency == currency) == asked
    assert {part.currency for part in whole.unrated} <= {"EUR", "JPY"}
    assert set(whole.unrated) <= set(whole.parts)
