"""How well scores rank: against counting all pairs, and published figures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.scoring.learning.ranking import (
    _hanley,
    auc,
    gain,
    lift,
    mid_ranks,
    share_won_of_top,
)

outcomes = st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=4, max_size=40).filter(
    lambda rows: 2 <= sum(won for _, won in rows) <= len(rows) - 2
)


def arrays(rows):
    return np.array([float(s) for s, _ in rows]), np.array([won for _, won in rows])


def beats(one, other):
    return 1.0 if one > other else 0.5 if one == other else 0.0


@given(outcomes)
def test_auc_and_its_variance_are_those_of_all_pairs(rows):
    scores, won = arrays(rows)
    pairs = np.array([[beats(g, b) for b in scores[~won]] for g in scores[won]])
    found = auc(scores, won)
    assert found.value == pytest.approx(pairs.mean())
    good, bad = pairs.mean(axis=1), pairs.mean(axis=0)
    variance = good.var(ddof=1) / good.size + bad.var(ddof=1) / bad.size
    if variance > 1e-12:
        assert found.low == pytest.approx(max(0, found.value - 1.959964 * variance**0.5))
        assert found.high == pytest.approx(min(1, found.value + 1.959964 * variance**0.5))
    assert 0 <= found.low <= found.value <= found.high <= 1


@given(outcomes, st.randoms())
def test_the_order_of_outcomes_does_not_matter_and_turning_scores_turns_the_auc(rows, random):
    scores, won = arrays(rows)
    shuffled = rows[:]
    random.shuffle(shuffled)
    assert auc(*arrays(shuffled)).value == pytest.approx(auc(scores, won).value)
    assert auc(-scores, won).value == pytest.approx(1 - auc(scores, won).value)


def test_hanley_and_mcneils_own_example():
    assert _hanley(0.893, 51, 58) == pytest.approx(0.0325, abs=5e-5)


def test_a_perfect_order_of_a_few_is_not_certain():
    found = auc(np.arange(6.0), np.arange(6) >= 3)
    assert found.value == found.high == 1
    assert 0.5 < found.low < 0.99


def test_equal_scores_share_the_middle_rank():
    assert mid_ranks(np.array([3.0, 1.0, 3.0, 9.0])).tolist() == [2.5, 1, 2.5, 4]


def test_scores_that_all_agree_tell_nothing():
    found = auc(np.zeros(20), np.arange(20) % 2 == 0)
    assert found.value == 0.5 and not found.tells


@given(outcomes)
def test_a_gain_over_oneself_is_nothing(rows):
    scores, won = arrays(rows)
    assert gain(scores, scores, won) == (0, 0, 0)


def test_a_paired_gain_is_surer_than_two_intervals():
    noise = np.random.default_rng(5)
    won = noise.random(400) < 0.5
    base = won + noise.normal(0, 2, 400)
    better = base + 0.6 * won
    found = gain(better, base, won)
    assert found.low > 0
    assert found.high - found.low < auc(base, won).high - auc(base, won).low


def test_of_equals_at_the_edge_an_even_part_is_taken():
    scores, won = np.array([9.0, 5, 5, 5, 5]), np.array([True, True, False, False, False])
    assert share_won_of_top(scores, won, 1) == 1
    assert share_won_of_top(scores, won, 3) == pytest.approx((1 + 2 * 0.25) / 3)
    assert share_won_of_top(scores, won, 99) == pytest.approx(0.4)


def test_the_lift_of_a_perfect_order_is_the_whole_base():
    won = np.arange(100) >= 80
    assert lift(np.arange(100.0), won) == pytest.approx(5)
    assert lift(-np.arange(100.0), won) == 0
    assert lift(np.zeros(100), won) == pytest.approx(1)
