"""How far a weight can go: every flip happens where it is said, and none before."""

from dataclasses import replace
from math import isclose
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_models import NOW, book, dice_of, model

from tierdesk.domain.book import Book, Case
from tierdesk.domain.vantage import Vantage
from tierdesk.errors import Invalid
from tierdesk.scoring.default_model import open_model
from tierdesk.scoring.explain import levers
from tierdesk.scoring.grade import Grader
from tierdesk.scoring.model import Condition, Criterion, Gate, Group, Scheme, ScoringModel
from tierdesk.scoring.valuemap import Flag, Linear
from tierdesk.scoring.whole.crossing import Curve, crossing
from tierdesk.scoring.whole.panel import panel_of
from tierdesk.scoring.whole.reach import Flip, Reach, reach_of, reach_of_groups

MODELS = 10_000
SEEDS = st.integers(0, 2**32)


def weighing(weights, **fields):
    criteria = tuple(
        Criterion(f"c{k}", "", w, f"custom.c{k}", Linear(0, 1)) for k, w in enumerate(weights)
    )
    group = Group("g", "G", criteria, fields.pop("weight", None), fields.pop("cap", None))
    return ScoringModel("open", "t", (group,), **fields)


def customers(*rows, **fields):
    docs = {str(i): {"custom": {f"c{k}": v for k, v in enumerate(row)}, **fields} for i, row in enumerate(rows, 1)}  # fmt: skip
    return Book({"customers": docs})


def reaches(found, one, customer=None):
    return reach_of(panel_of(found, Vantage(NOW), one), one, customer)


def with_own(one, key, weight):
    """The model with another own weight of a criterion."""
    groups = tuple(
        g._replace(
            criteria=tuple(c._replace(weight=weight) if c.key == key else c for c in g.criteria)
        )
        for g in one.groups
    )
    return replace(one, groups=groups)


def with_group(one, key, weight):
    groups = tuple(g._replace(weight=weight) if g.key == key else g for g in one.groups)
    return replace(one, groups=groups)


def test_the_published_example():
    """w = (40, 30, 20, 10), v = (.9, .6, .3, .5): A needs Δw₁ = +66.7; the other weights make an
    A only by falling, and none of them can fall that far."""
    one = weighing((40, 30, 20, 10), scheme=Scheme((("A", 75.0),), "B"))
    first, second, third, fourth = reaches(customers((0.9, 0.6, 0.3, 0.5)), one, 1)
    assert first == Reach("c0", None, Flip(pytest.approx(66.6666667), 1, "B", "A"))
    assert (first.down, first.up, first.first) == (None, pytest.approx(66.6666667), 1)
    assert second.fall is None and second.rise is None
    assert third.rise is None and fourth.rise is None


def random_models(size, seed=1):
    """(weights, values, one criterion's place, threshold, W, S) of so many random models."""
    dice = np.random.default_rng(seed)
    wide = 12
    weights = np.where(dice.random((size, wide)) < 0.3, 0.0, dice.uniform(0, 30, (size, wide)))
    weights[:, 0] = dice.uniform(0.5, 30, size)
    values = np.round(dice.random((size, wide)), dice.integers(1, 6))
    places = dice.integers(0, wide, size)
    total = weights.sum(axis=1)
    return (
        weights,
        values,
        places,
        dice.uniform(1, 99, size),
        total,
        100 * (weights * values).sum(axis=1) / total,
    )


def score(weights, values):
    return 100 * (weights * values).sum(axis=1) / weights.sum(axis=1)


def test_flip_formulas_hold_on_ten_thousand_random_models():
    """Δw = W(θ−S)/(100v−θ) and Δv = W(θ−S)/(100w) bring S to θ exactly, a little less does not
    and a little more goes past it."""
    weights, values, places, goal, total, now = random_models(MODELS)
    rows = np.arange(MODELS)
    own, felt = weights[rows, places], values[rows, places]
    change = total * (goal - now) / (100 * felt - goal)
    feasible = np.isfinite(change) & (own + change >= 0) & (total + change > 1e-3)
    assert feasible.sum() > MODELS / 5
    for part, sign in ((1.0, 0), (1 - 1e-6, -1), (1 + 1e-6, 1)):
        moved = weights.copy()
        moved[rows, places] += part * change
        gone = (score(moved, values) - goal) * np.sign(goal - now)
        assert np.all(np.abs(gone[feasible]) < 1e-6 * (1 + np.abs(change[feasible])))
        if sign:
            clear = feasible & (np.abs(goal - now) > 1e-3) & (own + change > 1e-3)
            assert np.all(sign * gone[clear] > -1e-9)
    by_value = total * (goal - now) / (100 * np.where(own > 0, own, np.nan))
    possible = (felt + by_value >= 0) & (felt + by_value <= 1)
    assert possible.sum() > MODELS / 20
    told = values.copy()
    told[rows, places] += by_value
    assert score(weights, told)[possible] == pytest.approx(goal[possible], abs=1e-7)


def test_crossings_are_the_formula_on_ten_thousand_random_models():
    """The walk along a curve finds the same Δw, for a fall and for a rise, and no other."""
    weights, values, places, goal, total, now = random_models(MODELS, seed=2)
    rows = np.arange(MODELS)
    own, felt = weights[rows, places], values[rows, places]
    change = total * (goal - now) / (100 * felt - goal)
    feasible = np.isfinite(change) & (own + change >= 0) & (total + change > 1e-6)
    below = now < goal
    lower, upper = np.where(below, -np.inf, goal), np.where(below, goal, np.inf)
    gained = (weights * values).sum(axis=1)
    curve = Curve(own, gained - own * felt, felt, total - own, np.ones(MODELS))
    for ahead in (False, True):
        found = crossing(curve, lower, upper, ahead=ahead)
        expected = feasible & ((change > 0) == ahead)
        assert expected.sum() > MODELS / 100
        assert np.array_equal(~np.isnan(found.at), expected)
        by = (found.at - own)[expected]
        assert by == pytest.approx(change[expected], rel=1e-6, abs=1e-6)
        assert np.array_equal(found.rises[expected], below[expected])


def test_levers_agree_with_reach_on_random_models():
    """The formula that explains one customer is the one that moves the whole book."""
    dice = Random(3)
    for _ in range(300):
        weights = [dice.choice((0, 1, dice.uniform(0, 30))) for _ in range(dice.randint(2, 8))]
        if sum(w > 0 for w in weights) < 2:
            continue  # the only weight cannot go, whatever the formula says
        row = [dice.random() for _ in weights]
        goal = dice.uniform(5, 95)
        one = weighing(weights, scheme=Scheme((("A", goal),), "B"))
        case = Case(1, {"custom": {f"c{k}": v for k, v in enumerate(row)}})
        found = levers(Grader(one, Vantage(NOW)).grade(case), goal)
        for lever, reach in zip(found, reaches(customers(row), one, 1), strict=bool(found)):
            told = reach.rise or reach.fall
            assert (lever.dw is None) == (told is None)
            if told is not None:
                assert (told.before, told.after) == ("B", "A")
                assert told.by == pytest.approx(lever.dw, rel=1e-6, abs=1e-6)


def tier_of(case, one):
    return Grader(one, Vantage(NOW)).grade(case).tier


def assert_holds(case, one, start, reach, changed):
    """The customer keeps its tier up to each flip and has the other one behind it."""
    before = tier_of(case, one)
    for flip, far in ((reach.fall, -start), (reach.rise, 1000.0)):
        end = far if flip is None else flip.by
        assert np.isfinite(end) and end * far >= 0
        for part in (0.001, 0.3, 0.7, 0.999):
            if not isclose(end * part, 0, abs_tol=1e-6):
                assert tier(case, changed, start + end * part) in (before, None)
        if flip is None:
            continue
        assert (flip.id, flip.before) == (case.id, before)
        past = end + np.copysign(1e-6 * (1 + abs(end)), end if end else far)
        if start + past > 1e-6:
            assert tier(case, changed, start + past) in (flip.after, None)


def tier(case, changed, weight):
    """None for a weight that no model may have."""
    try:
        return tier_of(case, changed(weight))
    except Invalid:
        return None


@settings(max_examples=100, deadline=None)
@given(SEEDS)
def test_flips_of_any_model_are_where_they_are_said_to_be(seed):
    """Groups with weights and caps, conditions, gates, unknown answers, overrides."""
    dice = dice_of(seed)
    one, found = model(dice), book(dice, 6)
    panel = panel_of(found, Vantage(NOW), one)
    for customer in panel.ids.tolist():
        case = found.case(customer)
        for reach, criterion in zip(reach_of(panel, one, customer), one.criteria, strict=True):
            assert reach.key == criterion.key
            assert_holds(case, one, criterion.weight, reach,
                         lambda w, key=criterion.key: with_own(one, key, w))  # fmt: skip
        for reach in reach_of_groups(panel, one, customer):
            weight = next(g.weight for g in one.groups if g.key == reach.key)
            assert_holds(case, one, weight, reach,
                         lambda w, key=reach.key: with_group(one, key, w))  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_anybodys_first_flip_is_the_nearest_of_all(seed):
    dice = dice_of(seed)
    one = model(dice)
    panel = panel_of(book(dice, 12), Vantage(NOW), one)
    alone = [reach_of(panel, one, customer) for customer in panel.ids.tolist()]
    for place, reach in enumerate(reach_of(panel, one)):
        for side in ("down", "up"):
            each = [getattr(own[place], side) for own in alone]
            nearest = min((by for by in each if by is not None), default=None)
            got = getattr(reach, side)
            assert (got is None) == (nearest is None)
            assert got is None or got == pytest.approx(nearest, rel=1e-9, abs=1e-9)


def test_nobody_flips_in_an_empty_panel():
    one = open_model()
    assert all(reach[1:] == (None, None) for reach in reaches(Book({}), one))


def test_a_stranger_has_no_reach():
    with pytest.raises(KeyError):
        reaches(customers((1,)), weighing((1,)), 2)


def test_a_tier_that_is_held_does_not_flip():
    one = weighing((1, 1))
    held = customers((0.75, 0.74), tier_override={"tier": "B"})
    assert all(reach[1:] == (None, None) for reach in reaches(held, one, 1))
    gates = (Gate("v", "", "veto", "D", "customer.bad_debt"),)
    vetoed = customers((0.75, 0.74), bad_debt=True)
    assert all(r[1:] == (None, None) for r in reaches(vetoed, replace(one, gates=gates), 1))


def test_a_floor_stops_the_fall_and_a_cap_the_rise():
    gates = (Gate("f", "", "floor", "B", "customer.key_account"),)
    falling = weighing((10, 10), gates=gates)
    floored = customers((0.5, 0.7), key_account=True)
    assert reaches(floored, falling, 1)[0].rise is None
    assert reaches(customers((0.5, 0.7)), falling, 1)[0].rise.after == "C"
    capped = replace(falling, gates=(gates[0]._replace(effect="cap"),))
    rising = reaches(customers((1, 0.4), key_account=True), capped, 1)[0]
    assert rising.rise is None


def test_someone_on_the_threshold_falls_at_once():
    one = weighing((50, 50))
    first, second = reaches(customers((1, 0.5)), one, 1)
    assert first.down == pytest.approx(0, abs=1e-6) and first.fall.after == "B"
    assert second.up == pytest.approx(0, abs=1e-6) and second.rise.after == "B"


def test_in_a_group_with_a_weight_the_others_give_way():
    """Only the shares inside the group move: S = 100·(x·1 + 10·0)/(x + 10) reaches 55 at 12.2, 75 at 30."""
    one = weighing((10, 10), weight=40)
    assert reaches(customers((1, 0)), one, 1)[0].rise == Flip(pytest.approx(2.2222222), 1, "C", "B")
    two = weighing((20, 10), weight=40)
    assert reaches(customers((1, 0)), two, 1)[0].up == pytest.approx(10)


def test_past_its_cap_a_group_gives_no_more():
    """The rise stops helping at the cap, and then dilutes the other group."""
    capped = Group("a", "A", (Criterion("x", "", 10, "custom.c0", Linear(0, 1)),), cap=60)
    free = Group("b", "B", (Criterion("y", "", 10, "custom.c1", Linear(0, 1)),))
    one = ScoringModel("open", "t", (capped, free), scheme=Scheme((("A", 90.0), ("B", 70.0)), "C"))
    reach = reaches(customers((1, 0.5)), one, 1)[0]
    # 60 + 100·5/(x+10) falls under 70 at x = 40; it never gets to 90
    assert reach.rise == Flip(pytest.approx(30), 1, "B", "C")


def test_a_first_weight_for_somebody_to_whom_nothing_applied():
    """Until then every criterion counts; the smallest weight that applies takes over."""
    only = Condition("customer.kind", ("company",))
    group = Group("g", "G", (
        Criterion("a", "", 3, "custom.c0", Linear(0, 1), applies_if=only),
        Criterion("b", "", 0, "custom.f", Flag()),
    ))  # fmt: skip
    one = ScoringModel("open", "t", (group,))
    found = customers((0.8,), kind="person")
    found.get("customers", 1)["custom"]["f"] = False
    assert reaches(found, one, 1)[1].rise == Flip(0.0, 1, "A", "D")
