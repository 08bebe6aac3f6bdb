"""How the slots of a day are shared among the tiers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Book
from tierdesk.triage.capacity import capacity_of, filled, left_over, quotas
from tierdesk.triage.policy import TIERS

SHARES = {"A": 50, "B": 30, "C": 15, "D": 5}


@pytest.mark.parametrize(
    "slots, expected",
    [(12, [6, 4, 2, 0]), (20, [10, 6, 3, 1]), (0, [0, 0, 0, 0]), (1, [1, 0, 0, 0])],
)
def test_quotas_share_the_slots(slots, expected):
    assert list(quotas(slots, SHARES).values()) == expected


demands = st.fixed_dictionaries({tier: st.integers(0, 30) for tier in TIERS})


@given(st.integers(0, 60), demands)
def test_no_slot_stays_empty_while_somebody_waits(slots, demand):
    quota = quotas(slots, SHARES)
    taken = filled(quota, demand)
    assert sum(quota.values()) == slots
    assert all(taken[tier] <= demand[tier] for tier in TIERS)
    assert sum(taken.values()) == min(slots, sum(demand.values()))


def test_unused_quota_spills_to_the_next_better_tier():
    quota = {"A": 6, "B": 4, "C": 2, "D": 1}
    assert filled(quota, {"A": 20, "B": 20, "C": 0, "D": 0}) == {"A": 6, "B": 7, "C": 0, "D": 0}
    assert filled(quota, {"A": 20, "B": 2, "C": 9, "D": 0}) == {"A": 8, "B": 2, "C": 3, "D": 0}
    assert filled(quota, {"A": 0, "B": 0, "C": 9, "D": 9}) == {"A": 0, "B": 0, "C": 9, "D": 4}


@given(st.integers(0, 60), demands, demands)
def test_slots_that_are_gone_leave_the_others_filled(slots, demand, done):
    left = left_over(slots, SHARES, demand, done)
    free = max(0, slots - sum(done.values()))
    assert sum(left.values()) == min(free, sum(demand.values()))
    assert all(0 <= left[tier] <= demand[tier] for tier in TIERS)
    assert left_over(slots, SHARES, demand, {}) == filled(quotas(slots, SHARES), demand)


@given(st.integers(0, 60), demands, st.data())
def test_working_off_the_plan_leaves_the_rest_of_it(slots, demand, data):
    """Whoever is done leaves the demand of its tier and nothing else changes."""
    morning = filled(quotas(slots, SHARES), demand)
    done = {tier: data.draw(st.integers(0, morning[tier])) for tier in TIERS}
    rest = {tier: demand[tier] - done[tier] for tier in TIERS}
    expected = {tier: morning[tier] - done[tier] for tier in TIERS}
    assert left_over(slots, SHARES, rest, done) == expected


def test_a_book_says_how_many_slots_a_day_has():
    assert capacity_of(Book({})) == 12
    assert capacity_of(Book({"settings": {"1": {"capacity": 0}}})) == 0
