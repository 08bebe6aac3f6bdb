"""The search for the top of a function: it finds known tops and says when it did not."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.scoring.buying.ascent import highest


@given(st.floats(-20, 20), st.floats(-20, 20), st.floats(0.1, 10), st.floats(-0.9, 0.9))
def test_the_top_of_a_hill_is_found(x, y, steep, skew):
    def hill(point):
        a, b = point[0] - x, point[1] - y
        value = -(steep * a * a + b * b + 2 * skew * steep**0.5 * a * b)
        return value, (
            -2 * steep * a - 2 * skew * steep**0.5 * b,
            -2 * b - 2 * skew * steep**0.5 * a,
        )

    peak = highest(hill, (0.0, 0.0))
    assert peak.settled
    assert peak.point == pytest.approx((x, y), abs=1e-5)


def test_rosenbrocks_valley_is_walked_to_its_end():
    def valley(point):
        x, y = point
        value = -((1 - x) ** 2 + 100 * (y - x * x) ** 2)
        return value, (2 * (1 - x) + 400 * x * (y - x * x), -200 * (y - x * x))

    peak = highest(valley, (-1.2, 1.0))
    assert peak.settled
    assert peak.point == pytest.approx((1, 1), abs=1e-6)


def test_a_slope_without_a_top_is_not_settled():
    def slope(point):
        return (point[0] if point[0] < 30 else -inf), (1.0,)

    peak = highest(slope, (0.0,))
    assert not peak.settled
    assert 29 < peak.point[0] < 30
