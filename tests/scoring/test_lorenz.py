"""Lorenz figures: what the largest few hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.scoring.buying.lorenz import top_share


@pytest.mark.parametrize("amounts, share, held", [
    ([1, 1, 1, 1, 1], 0.2, 0.2), ([8, 1, 1, 0, 0], 0.2, 0.8), ([1, 0, 8, 0, 1], 0.4, 0.9),
    ([6, 4], 0.25, 0.3), ([6, 4], 0.75, 0.8), ([5], 1.0, 1.0), ([5, -3], 0.5, 1.0),
])  # fmt: skip
def test_the_largest_hold_their_share(amounts, share, held):
    assert top_share(amounts, share) == pytest.approx(held)


@pytest.mark.parametrize("amounts", [[], [0, 0], [-1]])
def test_where_nothing_was_paid_nobody_holds_anything(amounts):
    assert top_share(amounts, 0.2) is None


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 1), st.floats(0, 1))
def test_the_curve_rises_and_lies_over_the_even_share(amounts, one, other):
    low, high = sorted((one, other))
    if sum(amounts) > 1e-6:
        first, second = top_share(amounts, low), top_share(amounts, high)
        assert low - 1e-9 <= first <= second + 1e-9 <= 1 + 2e-9
