"""Evidence out of sample: where the cut lies, and what is measured behind it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.scoring.learning.evidence import FEWEST, Split, measured, split_of


def test_seven_tenths_teach_the_rest_tests():
    won = np.arange(100) % 2 == 0
    split = split_of(won)
    assert split.cut == 70
    assert (split.counts(split.earlier), split.counts(split.later)) == ((35, 35), (15, 15))


@given(st.lists(st.booleans(), min_size=1, max_size=160))
def test_both_parts_hold_ten_of_each_or_there_is_no_cut(rows):
    won = np.array(rows)
    split = split_of(won)
    cuts = range(int(won.size * 0.5), int(won.size * 0.85) + 1)
    good = [c for c in cuts if min(_least(won[:c]), _least(won[c:])) >= FEWEST]
    assert (split is None) == (not good)
    if split is not None:
        assert split.cut in good


def _least(part):
    return min(part.sum(), (~part).sum())


def test_all_won_first_and_lost_later_cannot_be_tested():
    assert split_of(np.arange(40) < 20) is None


def test_probabilities_come_from_earlier_outcomes_and_are_judged_by_later_ones():
    noise = np.random.default_rng(1)
    scores = noise.uniform(0, 100, 4000)
    won = noise.random(4000) < scores / 100
    found = measured(scores, Split(won, 2000), 12)
    assert found.auc.value == pytest.approx(5 / 6, abs=0.02)
    assert found.brier == pytest.approx(1 / 6, abs=0.01)
    assert found.lift10 == pytest.approx(1.9, abs=0.1)
    assert found.at_capacity > 0.9
    assert len(found.calibration) == 10 and sum(b.n for b in found.calibration) == 2000
    assert all(abs(b.promised - b.won) < 0.1 for b in found.calibration)
    promised = [b.promised for b in found.calibration]
    assert promised == sorted(promised)


def test_worthless_scores_promise_the_overall_share():
    won = np.arange(400) % 4 == 0
    found = measured(np.zeros(400), Split(won, 200), 12)
    assert (found.auc.value, found.lift10, found.at_capacity) == (0.5, 1, 0.25)
    assert found.brier == pytest.approx(0.25 * 0.75, abs=1e-3)
    assert [b.n for b in found.calibration] == [200]


def test_without_earlier_outcomes_there_is_an_order_but_no_promise():
    won = np.arange(40) % 2 == 0
    found = measured(np.arange(40.0), Split(won, 0), 12)
    assert found.brier is None and found.calibration == ()
    assert found.document()["brier"] is None and 0 < found.document()["auc"] < 1
