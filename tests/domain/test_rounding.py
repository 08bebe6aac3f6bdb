"""Short numbers that say nothing false."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.rounding import enough, in_same_digits, on_its_side, told_apart

LIMITS = (35, 55, 75)


@pytest.mark.parametrize("value, shown", [
    (74.98, 74.98), (74.94, 74.9), (74.999, 74.99), (75.0, 75.0), (75.04, 75.0), (54.96, 54.96), (60.06, 60.1),
])  # fmt: skip
def test_a_score_stays_on_its_side_of_a_threshold(value, shown):
    assert on_its_side(value, LIMITS) == shown


def test_a_whole_number_gets_digits_only_where_it_would_cross():
    assert [on_its_side(v, LIMITS, 0) for v in (74.4, 74.6, 74.98, 75.3)] == [74, 74.6, 74.98, 75]


def test_a_threshold_between_two_tenths_is_not_crossed_downwards():
    assert on_its_side(74.04, (74.03,)) == 74.04
    assert on_its_side(74.0312, (74.0311,)) == 74.04


@pytest.mark.parametrize("pair, digits, shown", [
    ((75.1, 74.96), 0, ("75.10", "74.96")), ((75.1, 74.96), 1, ("75.10", "74.96")),
    ((73.2, 76.4), 0, ("73", "76")), ((60.13, 60.21), 0, ("60.1", "60.2")), ((73.2, 76.4), 1, ("73.2", "76.4")),
])  # fmt: skip
def test_a_step_over_a_threshold_is_seen_to_cross_it(pair, digits, shown):
    assert told_apart(*pair, LIMITS, digits) == shown


def test_rounded_values_beside_each_other_have_the_same_digits():
    assert in_same_digits(75.1, 74.96) == ("75.10", "74.96")
    assert in_same_digits(75.0, 73.2) == ("75.0", "73.2")


@given(st.floats(0, 100), st.lists(st.integers(1, 99), max_size=4), st.integers(0, 2))
def test_no_rounding_crosses(value, limits, digits):
    shown = on_its_side(value, limits, digits)
    assert all((value < limit) == (shown < limit) for limit in limits)
    assert abs(shown - value) <= 0.5


@pytest.mark.parametrize("amount, shown", [
    (0.02, 0.1), (0.1, 0.1), (1.0, 1.0), (2.34, 2.4), (12.3, 13), (-0.02, -0.1), (-12.3, -13), (0.0, 0.0),
])  # fmt: skip
def test_an_amount_suffices_as_it_is_read(amount, shown):
    assert enough(amount) == shown
