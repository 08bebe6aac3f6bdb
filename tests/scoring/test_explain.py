"""Explanations: Shapley values, levers, the next question."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Case
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage
from tierdesk.errors import Invalid
from tierdesk.scoring import explain
from tierdesk.scoring.drafting import with_counting
from tierdesk.scoring.grade import Grader
from tierdesk.scoring.model import Condition, Criterion, Group, ScoringModel
from tierdesk.scoring.valuemap import Linear

NOW = Moment(datetime(2026, 11, 22, tzinfo=UTC))
WEIGHTS = (40, 30, 20, 10)


def graded(values, weights=WEIGHTS, cap=None):
    criteria = tuple(
        Criterion(f"c{i}", f"C{i}", w, f"custom.c{i}", Linear(0, 1)) for i, w in enumerate(weights)
    )
    model = ScoringModel("open", "t", (Group("g", "G", criteria, cap=cap),))
    custom = {f"c{i}": v for i, v in enumerate(values) if v is not None}
    return Grader(model, Vantage(NOW)).grade(Case(1, {"custom": custom}))


EXAMPLE = (0.9, 0.6, 0.3, 0.5)
answers = st.lists(st.none() | st.floats(0, 1), min_size=4, max_size=4)


def test_the_published_example_of_what_makes_it_an_a():
    found = explain.levers(graded(EXAMPLE), 75)
    assert [lever.dw and round(lever.dw, 1) for lever in found] == [66.7, None, None, None]
    assert [lever.dv and round(lever.dv, 2) for lever in found] == [None, 0.33, 0.5, None]


def test_no_lever_takes_the_last_weight_away():
    [lever] = explain.levers(graded((0.4,), weights=(10,)), 75)
    assert lever.dw is None


def test_a_score_that_has_reached_the_threshold_needs_no_lever():
    assert explain.levers(graded(EXAMPLE), 65) == ()


@given(answers, st.floats(1, 100))
def test_a_lever_that_is_pulled_reaches_the_threshold(values, threshold):
    score = graded(values)
    for at, lever in enumerate(explain.levers(score, threshold)):
        felt = [0.5 if v is None else v for v in values]
        if lever.dv is not None:
            better = [v + lever.dv * (i == at) for i, v in enumerate(felt)]
            assert graded(better).value == pytest.approx(threshold, abs=1e-6)
        if lever.dw is not None and abs(100 * felt[at] - threshold) > 1e-3:
            weights = [w + lever.dw * (i == at) for i, w in enumerate(WEIGHTS)]
            if sum(weights) > 1e-6:
                assert graded(felt, weights).value == pytest.approx(threshold, abs=1e-3)


@given(answers, st.floats(1, 100), st.floats(0.5, 60), st.booleans())
def test_a_lever_in_a_group_with_a_weight_is_told_in_the_points_that_are_typed(
    values, threshold, whole, absent
):
    """Put in as the editor puts it in, it reaches the threshold; also where a neighbour does not
    apply to the customer and keeps its part of the group."""
    firms = Condition("customer.kind", ("company",))
    criteria = tuple(
        Criterion(f"c{i}", f"C{i}", w, f"custom.c{i}", Linear(0, 1),
                  applies_if=firms if i == 1 else None)
        for i, w in enumerate(WEIGHTS)
    )  # fmt: skip
    model = ScoringModel(
        "open", "t", (Group("g", "G", criteria[:3], weight=whole), Group("h", "H", criteria[3:]))
    )
    custom = {f"c{i}": v for i, v in enumerate(values) if v is not None}
    case = Case(1, {"kind": "person" if absent else "company", "custom": custom})
    score = Grader(model, Vantage(NOW)).grade(case)
    for lever in explain.levers(score, threshold):
        if lever.dw is None:
            continue
        points = model.weights()[lever.key] + lever.dw
        if lever.key != "c3":
            assert points < whole
        try:
            pulled = with_counting(model, lever.key, points)
        except Invalid as fault:
            assert "too large" in str(fault.message)
            continue
        assert Grader(pulled, Vantage(NOW)).grade(case).value == pytest.approx(threshold, abs=1e-3)


def test_a_lever_that_no_weight_below_the_group_pulls_is_left_out():
    """Beside a neighbour that is no better, a criterion of 10 of 20 cannot bring 25 points."""
    pair = tuple(Criterion(f"c{i}", "", 10, f"custom.c{i}", Linear(0, 1)) for i in range(2))
    rest = Criterion("c2", "", 80, "custom.c2", Linear(0, 1))
    model = ScoringModel("open", "t", (Group("g", "G", pair, weight=20), Group("h", "H", (rest,))))
    custom = {"c0": 1, "c1": 0, "c2": 0.5}
    score = Grader(model, Vantage(NOW)).grade(Case(1, {"custom": custom}))
    assert score.value == pytest.approx(50)
    assert [lever.dw for lever in explain.levers(score, 75)] == [None] * 3
    assert [lever.dw and round(lever.dw, 6) for lever in explain.levers(score, 55)] == [5, -5, None]


def test_a_capped_group_cannot_be_levered_beyond_its_cap():
    free, capped = graded(EXAMPLE), graded(EXAMPLE, cap=70)
    assert any(lever.dv for lever in explain.levers(free, 75))
    assert not any(lever.dv or lever.dw for lever in explain.levers(capped, 75))


@given(st.lists(answers, min_size=1, max_size=6))
def test_differences_to_the_average_add_up_to_the_difference_of_the_scores(book):
    scores = [graded(values) for values in book]
    means = explain.average(scores)
    mean = sum(score.value for score in scores) / len(scores)
    for score in scores:
        total = sum(d.phi for d in explain.against_average(score, means))
        assert total == pytest.approx(score.value - mean, abs=1e-6)


def test_the_strongest_and_weakest_are_named():
    scores = [graded((0.5, 0.5, 0.5, 0.5)), graded((1, 0.9, 0, 0.5))]
    means = explain.average(scores)
    assert [d.key for d in explain.strongest(scores[1], means)] == ["c0", "c1"]
    assert [d.key for d in explain.weakest(scores[1], means)] == ["c2"]
    assert [d.key for d in explain.strongest(scores[1], means, 1)] == ["c0"]
    assert explain.strongest(scores[1], means)[0].phi == pytest.approx(10)


def test_the_next_question_is_the_heaviest_unknown():
    assert explain.next_question(graded((0.9, None, None, None))).key == "c1"
    assert explain.next_question(graded((0.1, 0.2, None, None), (5, 5, 1, 1))).key == "c2"
    assert explain.next_question(graded(EXAMPLE)) is None
