"""Ways to a threshold: what is not known counts among them, and what nothing alone brings is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_explain import EXAMPLE, answers, graded

from tierdesk.scoring.ways import findings, lacking_in_words, ways


def test_what_is_unknown_can_bring_the_threshold_and_stands_first():
    score = graded((0.9, None, 0.3, 0.5))  # 36 + 15 + 6 + 5
    assert score.value == pytest.approx(62)
    first, *others = ways(score, 75)
    assert (first.key, first.unknown, first.now) == ("c1", True, 0.5)
    assert first.dv == pytest.approx(13 / 30)
    assert findings(score)[0].points == pytest.approx(15)
    assert all(not one.unknown for one in others)


def test_the_best_answer_is_enough_when_it_brings_the_threshold_exactly():
    [way] = [one for one in ways(graded((0.9, None, 0.3, 0.5)), 77) if one.unknown]
    assert way.dv == pytest.approx(0.5)


def test_better_answers_come_by_how_little_they_must_change_and_weights_last():
    found = ways(graded(EXAMPLE), 75)
    assert [(one.key, one.dv is None) for one in found] == [("c1", False), ("c2", False)]
    found = ways(graded((0.9, 0.6, 0.4, 0.5)), 68)
    assert next(one.key for one in found if one.dv is not None) == "c0"
    assert all(one.dv is None for one in found[len([o for o in found if o.dv is not None]) :])


def test_where_nothing_alone_is_enough_what_is_to_be_found_out_is_named():
    score = graded((0, 0, 0, None), weights=(25, 12, 13, 50))
    assert ways(score, 80) == ()
    said = str(lacking_in_words("55 points to A", findings(score)[0]))
    assert said == (
        "55 points to A; nothing alone would bring them, so first find out C3: up to +25 points."
    )
    known = graded((0, 0, 0, 0))
    assert findings(known) == ()
    assert "find out" not in str(lacking_in_words("75 points to A", None))


def test_a_full_group_has_nothing_to_find_out():
    assert findings(graded((1, None, 1, 1), cap=20)) == ()


@given(answers, st.floats(1, 100))
def test_all_that_is_unknown_reaches_the_top_of_the_interval(values, threshold):
    score = graded(values)
    assert sum(one.points for one in findings(score)) == pytest.approx(score.high - score.value)
    for way in ways(score, threshold):
        assert way.dv is None or -1e-9 <= way.now + way.dv <= 1.0
