"""Where a tier is kept: the sentence, the thresholds that hold, and what would make the next tier."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_models import NOW, book, dice_of, model

from tierdesk.domain.book import Case
from tierdesk.domain.vantage import Vantage
from tierdesk.i18n.catalog import Catalog
from tierdesk.scoring.explain import levers
from tierdesk.scoring.grade import Grader
from tierdesk.scoring.kept import better, kept, kept_in_words
from tierdesk.scoring.model import Criterion, Gate, Group, Scheme, ScoringModel
from tierdesk.scoring.valuemap import Linear
from tierdesk.scoring.whole.panel import panel_of
from tierdesk.scoring.whole.reach import reach_of

VETO = Gate("bad_debt", "", "veto", "D", "customer.bad_debt")
TIERS = "DCBA"


def graded(points, tier=None, days=30, scheme=None, gates=(), **fields):
    """Somebody of one criterion who stood in a tier for so many days."""
    one = Criterion("c", "C", 1, "custom.c", Linear(0, 1))
    made = ScoringModel("open", "t", (Group("g", "G", (one,)),), gates, scheme or Scheme())
    record = {"tier": tier, "since": (NOW.today - timedelta(days=days)).isoformat()}
    customer = {"custom": {"c": points / 100}, **({"stood": record} if tier else {}), **fields}
    return Grader(made, Vantage(NOW)).grade(Case(1, customer))


@pytest.mark.parametrize("score, said", [
    (graded(73.2, "A"), "kept at A: 73.2 points, 75 is the threshold, demoted below 72"),
    (graded(73.2, "A", 1), "kept at A: 73.2 points, 75 is the threshold, demoted below 72"),
    (graded(60, "A", 1), "kept at A until Fri 2026-11-27: 60 points, 75 is the threshold"),
    (graded(71.96, "A", 6), "kept at A until Sun 2026-11-22: 72 points, 75 is the threshold"),
    (graded(53, "A"), "kept at B: 53 points, 55 is the threshold, demoted below 52"),
    (graded(74.98, "A"), "kept at A: 74.98 points, 75 is the threshold, demoted below 72"),
])  # fmt: skip
def test_a_kept_tier_is_told_in_one_sentence(score, said):
    found = kept(score)
    assert (found.tier, found.tier) == (score.tier, score.earned)
    assert Catalog("en").text(kept_in_words(found)) == said
    chinese = Catalog("zh").text(kept_in_words(found))
    assert chinese.startswith(f"保留 {score.tier} 级") and "分数线" in chinese


@pytest.mark.parametrize("score", [
    graded(80), graded(60), graded(80, "A"), graded(71.9, "A"), graded(60, "D", 1),
    graded(10, "A", 1, gates=(VETO,), bad_debt=True),
    graded(10, "A", 1, tier_override={"tier": "A", "reason": "x"}),
    graded(10, "C", 1, scheme=Scheme((("A", 75.0),), "B")),
])  # fmt: skip
def test_a_tier_by_points_by_a_gate_or_by_hand_is_not_kept(score):
    assert kept(score) is None


def test_the_hold_ends_on_the_day_that_was_told():
    last = kept(graded(10, "A", 0)).until
    assert last == NOW.today + timedelta(days=6)
    ages = [graded(10, "A", days).tier for days in range(9)]
    assert ages == ["A"] * 7 + ["D"] * 2


def test_who_sank_has_the_tier_again_from_the_lower_threshold():
    sunk = graded(70, "A")
    assert (sunk.tier, better(sunk)) == ("B", ("A", pytest.approx(72)))
    assert better(graded(70)) == ("A", 75)
    assert better(graded(73, "A")) == ("", 0.0)
    assert better(graded(60, "B")) == ("A", 75)


def test_a_gate_holds_down_who_is_held_up():
    assert better(graded(10, "A", 1, gates=(VETO,), bad_debt=True))[1] == -np.inf


points = st.floats(0, 100)


@given(points, st.sampled_from("ABCD"), st.integers(0, 12), st.floats(0, 40), st.integers(0, 10))
def test_the_rule_as_it_is_written(value, tier, days, margin, hold):
    """Against the words of the specification, step by step and without the ladder."""
    scheme = Scheme(margin=margin, hold_days=hold)
    score = graded(value, tier, days, scheme)
    floor = dict(scheme.thresholds)
    plain = next((t for t, least in scheme.thresholds if score.value >= least - 1e-9), "D")
    if plain <= tier:
        expected = plain
    elif days < hold:
        expected = tier
    else:
        expected = next((t for t in "ABC"[("ABCD".index(tier)):] if score.value >= floor[t] - margin - 1e-9), "D")  # fmt: skip
    assert score.tier == score.earned == expected
    assert (kept(score) is not None) == (expected < plain)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32))
def test_what_alone_would_bring_the_next_tier_brings_it(seed):
    """Δv and Δw of random customers who stood somewhere, put in and graded again."""
    dice = dice_of(seed)
    weights = [dice.randint(1, 20) for _ in range(4)]
    values = [dice.random() for _ in weights]
    scheme = Scheme(margin=dice.choice((0.0, 3.0, 20.0)), hold_days=dice.choice((0, 7)))
    record = {"tier": dice.choice("ABCD"), "since": (NOW.today - timedelta(days=dice.randint(0, 9))).isoformat()}  # fmt: skip

    def grade(weights, values):
        criteria = tuple(Criterion(f"c{i}", "", w, f"custom.c{i}", Linear(0, 1)) for i, w in enumerate(weights))  # fmt: skip
        one = ScoringModel("open", "t", (Group("g", "G", criteria),), (), scheme)
        custom = {f"c{i}": v for i, v in enumerate(values)}
        return Grader(one, Vantage(NOW)).grade(Case(1, {"custom": custom, "stood": record}))

    score = grade(weights, values)
    tier, threshold = better(score)
    if not tier:
        return
    assert score.value < threshold
    for at, lever in enumerate(levers(score, threshold)):
        for key, step in (("dv", lever.dv), ("dw", lever.dw)):
            if step is None:
                continue
            near, far = (
                grade(
                    [w + (part * step if key == "dw" and i == at else 0) for i, w in enumerate(weights)],
                    [v + (part * step if key == "dv" and i == at else 0) for i, v in enumerate(values)],
                )
                for part in (1 - 1e-6, 1.0)
            )  # fmt: skip
            assert far.tier <= tier
            assert near.tier == score.tier or threshold - near.value < 1e-8


def test_flips_are_where_they_are_said_for_who_is_kept():
    """Just before it every kept customer has its tier, just behind it the one that was told."""
    flips = 0
    for seed in range(150):
        dice = dice_of(seed)
        one, found = model(dice, caps=False), book(dice, 40)
        panel, grader = panel_of(found, Vantage(NOW), one), Grader(one, Vantage(NOW))
        cases = {case.id: case for case in found.cases()}
        held = [i for i in panel.ids.tolist() if kept(grader.grade(cases[i]))]
        for case in (cases[i] for i in held[:4]):
            for key, flip in _flips(panel, one, case.id):
                sides = [_weighing(one, key, flip.by * part) for part in (1 - 1e-6, 1 + 1e-6)]
                before, after = (Grader(m, Vantage(NOW)).grade(case).tier for m in sides)
                assert before == grader.grade(case).tier == flip.before
                assert after == flip.after
                flips += 1
    assert flips > 100


def _flips(panel, one, customer):
    """Every flip that is not at the weight's own place or its end."""
    weights = {c.key: c.weight for c in one.criteria}
    for reach in reach_of(panel, one, customer):
        for flip in (reach.fall, reach.rise):
            if flip and abs(flip.by) > 1e-6 and weights[reach.key] + flip.by > 1e-3:
                yield reach.key, flip


def _weighing(one, key, by):
    groups = tuple(
        g._replace(criteria=tuple(c._replace(weight=c.weight + by) if c.key == key else c for c in g.criteria))
        for g in one.groups
    )  # fmt: skip
    return ScoringModel(one.kind, one.name, groups, one.gates, one.scheme)
