"""Scores from what was read once: those of a grade, for any weights."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from learning_cases import MOMENT, Shelf

from tierdesk.scoring.grade import Grader
from tierdesk.scoring.learning.outcomes import outcomes_of
from tierdesk.scoring.learning.readings import read
from tierdesk.scoring.model import Condition, Criterion, Group, ScoringModel
from tierdesk.scoring.valuemap import Linear

values = st.none() | st.floats(0, 1)
STEEL = Condition("customer.industry", ("steel",))


@st.composite
def models(draw):
    groups, at = [], 0
    for name in ("g", "h"):
        criteria = []
        for _ in range(draw(st.integers(1, 3))):
            criteria.append(Criterion(
                f"c{at}", "", draw(st.floats(0.5, 20)), f"custom.c{at}", Linear(0, 1),
                unknown=draw(st.sampled_from((0.5, 0.2))),
                applies_if=draw(st.sampled_from((None, STEEL))),
            ))  # fmt: skip
            at += 1
        cap = draw(st.none() | st.floats(5, 100))
        groups.append(Group(name, "", tuple(criteria), draw(st.none() | st.just(30.0)), cap))
    return ScoringModel("open", "t", tuple(groups))


@settings(deadline=None)
@given(models(), st.lists(st.tuples(st.booleans(), st.lists(values, min_size=6, max_size=6)),
                          min_size=1, max_size=8))  # fmt: skip
def test_scores_are_those_of_a_grade(model, rows):
    shelf = Shelf()
    for steel, answers in rows:
        known = {f"c{i}": v for i, v in enumerate(answers) if v is not None}
        shelf.ended(True, "2026-05-01", custom=known, industry="steel" if steel else "retail")
    outcomes = outcomes_of(shelf.book, MOMENT)
    readings = read(outcomes, model)
    weights = np.array(list(model.weights().values()))
    graded = [Grader(model, d.vantage).grade(d.case).value for d in outcomes.decided]
    assert readings.scores(weights) == pytest.approx(graded, abs=1e-9)
    if all(group.cap is None for group in model.groups):
        plain = readings.features() @ (weights / weights.sum()) * 100
        applied = (readings.applies * weights).sum(axis=1) > 0
        assert plain[applied] == pytest.approx(np.array(graded)[applied], abs=1e-9)
