"""How well scores told who would come: AUC with mid-ranks, lift with its ties, no claims on little."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.scoring.buying.holdout import auc, measured


def test_a_tie_counts_half():
    assert auc([3, 2, 1, 1], [True, False, True, False]) == (2 + 0.5) / 4
    assert auc([1, 1, 1], [True, False, True]) == 0.5
    assert auc([2, 1], [True, False]) == 1
    assert auc([1, 2], [True, False]) == 0


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2))
def test_auc_is_the_share_of_pairs_in_the_right_order(rows):
    yes = [s for s, hit in rows if hit]
    no = [s for s, hit in rows if not hit]
    if yes and no:
        pairs = sum((a > b) + (a == b) / 2 for a in yes for b in no)
        assert auc([s for s, _ in rows], [hit for _, hit in rows]) == pytest.approx(
            pairs / len(yes) / len(no)
        )


def test_the_top_tenth_is_rounded_up_and_ties_go_to_the_lower_id():
    scores = [9.0, 8.0, 8.0, 8.0] + [1.0] * 37  # a tenth of 41 is 5: 9, three times 8, one of 1
    orders = [4, 2, 0, 0, 6] + [1] * 8 + [0] * 28
    found = measured(scores, orders)
    assert found.top_share == 12 / 20
    assert found.lift == pytest.approx(12 / 20 / (5 / 41))
    assert found.lift_shared == pytest.approx((6 + 14 / 37) / 20 / (5 / 41))


def test_few_who_came_or_few_who_did_not_prove_nothing():
    scores = [float(i) for i in range(30)]
    assert measured(scores, [1] * 9 + [0] * 21) is None
    assert measured(scores, [1] * 21 + [0] * 9) is None
    assert measured(scores, [1] * 10 + [0] * 20) is not None
    assert measured([], []) is None


def test_a_score_that_never_changes_has_no_correlation():
    found = measured([1.0] * 40, [1] * 20 + [0] * 20)
    assert (found.auc, found.correlation) == (0.5, None)
    assert found.lift_shared == pytest.approx(1)
