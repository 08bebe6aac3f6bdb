"""Ways to come to weights: totals that hold, published figures of ranking and comparing in pairs."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tierdesk.errors import Invalid
from tierdesk.scoring.weighting import allocate, pairwise, rank_order_centroid, rank_sum

points = st.integers(0, 10_000).map(lambda n: n / 100)
shares = st.dictionaries(st.sampled_from("abcdefgh"), points | st.floats(0, 500), min_size=2)


def exact(weights):
    return sum((Decimal(repr(w)) for w in weights.values()), Decimal(0))


@given(shares, st.data())
def test_points_are_shared_anew_and_their_total_is_exactly_the_same(weights, data):
    key = data.draw(st.sampled_from(sorted(weights)))
    total = exact(weights)
    wanted = data.draw(st.floats(0, float(total)) | st.just(weights[key]))
    assume(Decimal(repr(wanted)) <= total)
    shared = allocate(weights, key, wanted)
    assert exact(shared) == total or abs(exact(shared) - total) < Decimal("1e-12") * max(total, 1)
    assert shared[key] == wanted
    assert list(shared) == list(weights)
    assert all(w >= 0 for w in shared.values())


@given(st.dictionaries(st.sampled_from("abcdefgh"), points, min_size=2), st.data())
def test_points_of_two_digits_keep_their_total_to_the_last_digit(weights, data):
    key = data.draw(st.sampled_from(sorted(weights)))
    total = exact(weights)
    wanted = data.draw(st.integers(0, int(total * 100)).map(lambda n: n / 100))
    assert exact(allocate(weights, key, wanted)) == total


@given(st.dictionaries(st.sampled_from("abcdefgh"), points, min_size=3), st.data())
def test_the_others_keep_their_proportions_but_for_rounding(weights, data):
    key = data.draw(st.sampled_from(sorted(weights)))
    others = {k: w for k, w in weights.items() if k != key}
    assume(sum(others.values()) > 0)
    total = exact(weights)
    wanted = data.draw(st.integers(0, int(total * 100)).map(lambda n: n / 100))
    shared = allocate(weights, key, wanted)
    scale = (Fraction(total) - Fraction(repr(wanted))) / Fraction(exact(others))
    for name, weight in others.items():
        assert abs(Fraction(repr(shared[name])) - Fraction(repr(weight)) * scale) <= Fraction(
            2, 100
        )


def test_where_all_others_are_zero_they_share_evenly():
    assert allocate({"a": 10, "b": 0, "c": 0}, "a", 4) == {"a": 4, "b": 3, "c": 3}


def test_nothing_moves_when_a_weight_is_set_to_what_it_is():
    weights = {"a": 1 / 3, "b": 0.1, "c": 12.345678}
    assert allocate(weights, "a", 1 / 3) == weights


@pytest.mark.parametrize("key, weight, fault", [
    ("z", 1, "no criterion “z”"), ("a", -1, "between 0 and 10"), ("a", 11, "between 0 and 10"),
    ("a", float("nan"), "between 0 and 10"), ("a", float("inf"), "between 0 and 10"),
])  # fmt: skip
def test_a_weight_that_cannot_be_is_refused(key, weight, fault):
    with pytest.raises(Invalid, match=fault):
        allocate({"a": 4, "b": 6}, key, weight)


def test_the_only_criterion_keeps_its_points():
    with pytest.raises(Invalid, match="only criterion"):
        allocate({"a": 4}, "a", 3)


def test_rank_sum_of_four_is_as_published():
    assert [f"{w:.1f}" for w in rank_sum(4)] == ["0.4", "0.3", "0.2", "0.1"]


def test_rank_order_centroid_of_four_is_as_published():
    """Edwards and Barron 1994: .521 .271 .146 .063 (.0625 by the formula)."""
    assert [f"{w + 1e-9:.3f}" for w in rank_order_centroid(4)] == [
        "0.521",
        "0.271",
        "0.146",
        "0.063",
    ]


@given(st.integers(1, 60))
def test_ranked_weights_fall_and_add_up_to_one(n):
    for weights in (rank_sum(n), rank_order_centroid(n)):
        assert sum(weights) == pytest.approx(1)
        assert list(weights) == sorted(weights, reverse=True)
        assert min(weights) > 0


def test_nothing_cannot_be_ranked():
    for rule in (rank_sum, rank_order_centroid):
        with pytest.raises(Invalid, match="nothing to rank"):
            rule(0)


@given(st.lists(st.floats(0.1, 9), min_size=1, max_size=9))
def test_consistent_comparisons_give_their_weights_back_with_ratio_zero(weights):
    matrix = [[a / b for b in weights] for a in weights]
    found, ratio = pairwise(matrix)
    assert found == pytest.approx([w / sum(weights) for w in weights])
    assert ratio == pytest.approx(0, abs=1e-9)


def test_three_criteria_of_a_well_known_example():
    """λ = 3.0649, CR = .056 with RI .58; for three criteria the row geometric mean is the
    eigenvector: .279 .649 .072."""
    weights, ratio = pairwise([[1, 1 / 3, 5], [3, 1, 7], [1 / 5, 1 / 7, 1]])
    assert [f"{w:.3f}" for w in weights] == ["0.279", "0.649", "0.072"]
    assert f"{ratio:.3f}" == "0.056"


DRINKS = [
    [1, 9, 5, 2, 1, 1, 1 / 2],
    [1 / 9, 1, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
    [1 / 5, 3, 1, 1 / 3, 1 / 4, 1 / 3, 1 / 9],
    [1 / 2, 9, 3, 1, 1 / 2, 1, 1 / 3],
    [1, 9, 4, 2, 1, 2, 1 / 2],
    [1, 9, 3, 1, 1 / 2, 1, 1 / 3],
    [2, 9, 9, 3, 2, 3, 1],
]
"""Saaty 2008, which drink is consumed more in the USA: coffee, wine, tea, beer, sodas, milk, water."""


def test_saatys_drinks_come_out_as_published():
    """Published by eigenvector: .177 .019 .042 .116 .190 .129 .327, CR .022."""
    weights, ratio = pairwise(DRINKS)
    assert weights == pytest.approx((0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327), abs=0.006)
    assert ratio == pytest.approx(0.022, abs=0.002)


def test_two_criteria_cannot_contradict_themselves():
    weights, ratio = pairwise([[1, 4], [1 / 4, 1]])
    assert weights == pytest.approx((0.8, 0.2))
    assert ratio == 0


def test_a_third_written_with_two_digits_is_a_third():
    assert pairwise([[1, 3, 9], [0.33, 1, 3], [0.11, 0.33, 1]])[1] < 0.01


@pytest.mark.parametrize("matrix, fault", [
    ([], "as many answers"), ([[1, 2]], "as many answers"), ([[1] * 16] * 16, "at most 15"),
    ([[1, 0], [1, 1]], "above zero"), ([[1, -2], [-0.5, 1]], "above zero"),
    ([[1, float("nan")], [1, 1]], "above zero"), ([[1, 3], [3, 1]], "contradicts"),
    ([[2, 1], [1, 1]], "contradicts"),
])  # fmt: skip
def test_answers_that_are_no_comparisons_are_refused(matrix, fault):
    with pytest.raises(Invalid, match=fault):
        pairwise(matrix)
