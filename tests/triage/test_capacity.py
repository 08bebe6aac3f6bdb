"""How the slots of a day are shared among the tiers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.triage.capacity import filled, quotas
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
