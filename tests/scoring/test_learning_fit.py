"""Weights learned near those set by hand: the optimum, its signs, and that it does no harm."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierdesk.scoring.learning.fit import PENALTY, _solved, fitted, line_through, points
from tierdesk.scoring.learning.ranking import auc
from tierdesk.scoring.learning.watch import Stopped


def sample(seed, n, slopes, base=0.0):
    noise = np.random.default_rng(seed)
    values = noise.random((n, len(slopes)))
    odds = base + (values - 0.5) @ np.array(slopes)
    return values, noise.random(n) < 1 / (1 + np.exp(-odds))


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(12, 200), st.integers(1, 6), st.booleans())
def test_no_step_from_the_optimum_lowers_the_loss(seed, n, m, bounded):
    """Karush–Kuhn–Tucker: the slope of the loss is zero, or points into the bound."""
    noise = np.random.default_rng(seed)
    values, won = sample(seed, n, noise.normal(0, 3, m))
    centre = noise.random(m)
    found = _solved(values, won, centre, PENALTY, bounded=bounded)
    off = 1 / (1 + np.exp(-(found[0] + values @ found[1:]))) - won
    slope = values.T @ off + PENALTY * (found[1:] - centre)
    assert abs(off.sum()) < 1e-3
    free = (found[1:] > 0) if bounded else np.ones(m, dtype=bool)
    assert np.all(np.abs(slope[free]) < 1e-3)
    assert np.all(slope[~free] > -1e-3)
    assert not bounded or np.all(found[1:] >= 0)


def test_few_outcomes_leave_the_weights_many_move_them():
    hand, true = np.array([10.0, 10, 10, 10]), [8.0, 0, 4, 0]
    few = points(fitted(*sample(1, 20, true), hand).slopes)
    many = points(fitted(*sample(1, 5000, true), hand).slopes)
    assert np.abs(few - 25).max() < np.abs(many - 25).max()
    assert many == pytest.approx([66.7, 0, 33.3, 0], abs=6)


def test_what_is_never_known_keeps_its_share():
    values, won = sample(2, 400, [3, 3, 3])
    values[:, 2] = 0.5
    hand = np.array([20.0, 20, 60])
    found = fitted(values, won, hand)
    assert found.slopes[2] > 0
    assert points(found.slopes)[2] > 20


def test_a_sign_that_the_data_disagree_with_is_told_and_never_negative():
    values, won = sample(3, 2000, [4, -4, 0])
    found = fitted(values, won, np.array([1.0, 1, 1]))
    assert found.slopes[1] == 0 and np.all(found.slopes >= 0)
    assert found.against.tolist() == [False, True, False]


def test_the_same_outcomes_give_the_same_weights():
    values, won = sample(4, 300, [2, 1, 0, 3])
    hand = np.array([4.0, 3, 2, 1])
    first = fitted(values, won, hand)
    assert all(np.array_equal(first.slopes, fitted(values, won, hand).slopes) for _ in range(3))


@pytest.mark.parametrize("won", [[True] * 19 + [False], [True] + [False] * 19])
def test_one_outcome_of_a_kind_and_perfect_separation_stay_finite(won):
    won = np.array(won)
    values = np.column_stack((won.astype(float), np.full(20, 0.5)))
    found = fitted(values, won, np.array([1.0, 0.0]))
    assert np.isfinite(found.slopes).all() and np.isfinite(found.base)


def test_points_add_up_to_100_and_nothing_gives_nothing():
    assert points(np.array([3.0, -1, 1])).tolist() == [75, 0, 25]
    assert points(np.array([-1.0, 0])).tolist() == [0, 0]


def test_in_a_simulation_it_is_never_worse_than_the_hand_set_weights():
    """As in the specification: held near the hand-set weights, twenty outcomes do no harm, where
    plain maximum likelihood does; three hundred and twenty help."""
    mean = {20: [], 320: []}
    for seed in range(60):
        noise = np.random.default_rng(seed)
        true = noise.gamma(1, 1, 10)
        hand = true * np.exp(noise.normal(0, 1, 10))
        for n, found in mean.items():
            values = noise.beta(1.5, 1.5, (n + 1000, 10))
            score = values @ (true / true.sum())
            odds = (score - 0.5) / score.std() * 1.1
            won = noise.random(n + 1000) < 1 / (1 + np.exp(-odds))
            if not 1 < won[:n].sum() < n - 1:
                continue
            plain = _solved(values[:n], won[:n], np.zeros(10), 1e-3, bounded=False)[1:]
            held = fitted(values[:n], won[:n], hand).slopes
            found.append([auc(values[n:] @ w, won[n:]).value for w in (hand, held, plain)])
    for n, least in ((20, 0.0), (320, 0.02)):
        by_hand, held, plain = np.mean(mean[n], axis=0)
        assert held >= by_hand + least
        assert held > plain
    assert np.mean(mean[20], axis=0)[2] < np.mean(mean[20], axis=0)[0] - 0.03


def test_a_line_promises_what_comes():
    noise = np.random.default_rng(6)
    scores = noise.uniform(0, 100, 4000)
    won = noise.random(4000) < 1 / (1 + np.exp(-(-3 + 6 * scores / 100)))
    line = line_through(scores, won)
    assert (line.base, line.slope) == (pytest.approx(-3, abs=0.4), pytest.approx(6, abs=0.6))
    assert line_through(-scores, won).slope == 0


def test_a_watcher_may_stop_it():
    values, won = sample(7, 50, [1, 1])
    with pytest.raises(Stopped, match="nothing was changed"):
        fitted(values, won, np.ones(2), lambda _: False)
