"""Edits of a model: what they change, what stays, what is refused."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from model_samples import models, weights

from tierdesk.errors import Invalid
from tierdesk.scoring import drafting as draft
from tierdesk.scoring.default_model import open_model
from tierdesk.scoring.model import Criterion, Gate, Group, from_document, to_document
from tierdesk.scoring.schemes import PRESETS, preset_name, preset_of, tier_label
from tierdesk.scoring.valuemap import Bands, Linear

OPEN = open_model()
SHOE = Criterion("shoe", "Shoe size", 5, "custom.shoe", Linear(36, 48))


def criterion(model, key):
    return next(c for c in model.criteria if c.key == key)


def group(model, key):
    return next(g for g in model.groups if g.key == key)


@given(weights)
def test_a_weight_counts_against_its_neighbours_and_nothing_else_moves(weight):
    changed = draft.with_weight(OPEN, "interest", weight)
    assert criterion(changed, "interest").weight == weight
    assert draft.with_weight(changed, "interest", 12) == OPEN
    others = {
        k: w
        for k, w in OPEN.weights().items()
        if k not in ("interest", "decision_time", "willingness")
    }
    assert {k: changed.weights()[k] for k in others} == others


@given(st.data())
def test_points_typed_are_the_points_that_count(data):
    """In a group with a weight and in one without; the total of the group and what its neighbours
    weigh of their own stay."""
    one = data.draw(models())
    key = data.draw(st.sampled_from([c.key for c in one.criteria]))
    home = next(g for g in one.groups if any(c.key == key for c in g.criteria))
    if home.weight is not None:
        assume(home.weight > 0 and sum(c.weight for c in home.criteria if c.key != key) > 1e-6)
    points = data.draw(st.floats(0, 0.999)) * (home.weight or 100)
    try:
        changed = draft.with_counting(one, key, points)
    except Invalid as fault:
        assert any(s in str(fault.message) for s in ("All weights are zero", "too large"))
        return
    assert changed.weights()[key] == pytest.approx(points, rel=1e-6, abs=1e-6)
    for before, after in zip(one.criteria, changed.criteria, strict=True):
        assert before.key == key or before == after
    for before, after in zip(one.groups, changed.groups, strict=True):
        assert before.weight == after.weight


def test_several_weights_are_set_at_once_where_one_after_the_other_would_fail():
    alone = draft.without_group(
        draft.without_group(draft.without_group(OPEN, "need"), "engagement"), "potential"
    )
    alone = draft.with_weights(alone, {"interest": 0, "decision_time": 0})
    with pytest.raises(Invalid):
        draft.with_weight(alone, "willingness", 0)
    assert draft.with_weights(alone, {"interest": 1, "willingness": 0}).weights()["interest"] == 30


@given(models())
def test_points_become_the_weights_that_grade(model):
    wanted = {c.key: float(n) for n, c in enumerate(model.criteria, 1)}
    assert draft.with_points(model, wanted).weights() == wanted


@given(models())
def test_points_that_are_not_named_stay(model):
    first = model.criteria[0].key
    before, after = model.weights(), draft.with_points(model, {first: 7.0}).weights()
    assert after == {**before, first: 7.0}


def test_each_edit_changes_its_field():
    bands = Bands(((1, 0.2),), 1)
    assert criterion(draft.with_map(OPEN, "interest", bands), "interest").map == bands
    assert criterion(draft.with_unknown(OPEN, "interest", 0.2), "interest").unknown == 0.2
    assert criterion(draft.with_half_life(OPEN, "touches", 60), "touches").half_life == 60
    assert group(draft.with_cap(OPEN, "intent", 25), "intent").cap == 25
    assert (
        group(draft.with_cap(draft.with_cap(OPEN, "intent", 25), "intent", None), "intent").cap
        is None
    )
    assert group(draft.with_group_weight(OPEN, "intent", 50), "intent").weight == 50
    scheme = draft.with_hysteresis(draft.with_thresholds(OPEN, {"B": 50}), 5, 14).scheme
    assert scheme.thresholds == (("A", 75), ("B", 50), ("C", 35))
    assert (scheme.margin, scheme.hold_days) == (5, 14)


def test_criteria_come_move_and_go():
    added = draft.with_criterion(OPEN, "need", SHOE)
    assert [c.key for c in group(added, "need").criteria][-1] == "shoe"
    moved = draft.with_criterion(added, "intent", SHOE._replace(weight=9))
    assert criterion(moved, "shoe").weight == 9
    assert "shoe" not in [c.key for c in group(moved, "need").criteria]
    assert draft.without_criterion(moved, "shoe") == OPEN


def test_a_group_whose_last_criterion_goes_gives_its_weight_up():
    emptied = OPEN
    for key in ("need_strength", "product_match"):
        emptied = draft.without_criterion(emptied, key)
    assert group(emptied, "need").weight is None
    assert sum(emptied.weights().values()) == 90


def test_groups_and_gates_come_and_go():
    extra = Group("extra", "Extra", (SHOE,))
    assert draft.without_group(draft.with_group(OPEN, extra), "extra") == OPEN


def test_a_group_takes_the_criteria_that_it_brings_out_of_others():
    need, strength = OPEN.groups[-1], OPEN.groups[-1].criteria
    made = draft.with_group(OPEN, Group("fit", "Fit", strength, 25))
    assert made.groups[-1].criteria == strength and sum(
        made.weights()[c.key] for c in strength
    ) == pytest.approx(25)
    emptied = next(group for group in made.groups if group.key == need.key)
    assert (emptied.criteria, emptied.weight) == ((), None)
    assert len(made.criteria) == len(OPEN.criteria)
    with pytest.raises(Invalid):
        draft.with_group(OPEN, Group("fit", "Fit", (), 25))
    gate = Gate("big", "Big", "floor", "B", "orders.amount", 1_000_000)
    assert draft.without_gate(draft.with_gate(OPEN, gate), "big") == OPEN
    assert draft.with_gate(OPEN, OPEN.gates[0]) == OPEN


@pytest.mark.parametrize("edit, fault", [
    (lambda m: draft.with_weight(m, "nobody", 1), "no criterion “nobody”"),
    (lambda m: draft.with_weight(m, "interest", -1), "is negative"),
    (lambda m: draft.with_weight(m, "interest", float("nan")), "must be a number"),
    (lambda m: draft.with_weight(m, "interest", 2e6), "too large"),
    (lambda m: draft.with_weights(m, dict.fromkeys(m.weights(), 0)), "All weights are zero"),
    (lambda m: draft.with_weights(m, {"interest": 0, "decision_time": 0, "willingness": 0}), "none of its criteria takes"),
    (lambda m: draft.with_counting(m, "interest", 30), "“intent” has 30 points"),
    (lambda m: draft.with_counting(m, "interest", float("nan")), "must be a number"),
    (lambda m: draft.with_counting(m, "interest", -2), "is negative"),
    (lambda m: draft.with_counting(draft.without_criterion(m, "touches"), "response_rate", 5), "Nothing else weighs"),
    (lambda m: draft.with_points(m, dict.fromkeys(m.weights(), 0)), "All weights are zero"),
    (lambda m: draft.with_group_weight(m, "nobody", 1), "no group “nobody”"),
    (lambda m: draft.with_group_weight(m, "intent", -1), "is negative"),
    (lambda m: draft.with_cap(m, "intent", 0), "above 0 and up to 100"),
    (lambda m: draft.with_thresholds(m, {"B": 80}), "threshold of A must lie above"),
    (lambda m: draft.with_thresholds(m, {"D": 10}), "has no threshold"),
    (lambda m: draft.with_hysteresis(m, -1, 7), "zero or more"),
    (lambda m: draft.with_unknown(m, "interest", 2), "between 0 and 1"),
    (lambda m: draft.with_half_life(m, "touches", 0), "half-life"),
    (lambda m: draft.with_map(m, "size", OPEN.criteria[1].map), "cannot read the source"),
    (lambda m: draft.without_gate(m, "nobody"), "no gate “nobody”"),
    (lambda m: draft.without_group(m, "nobody"), "no group “nobody”"),
    (lambda m: draft.without_criterion(m, "nobody"), "no criterion “nobody”"),
    (lambda m: draft.with_criterion(m, "nobody", SHOE), "no group “nobody”"),
    (lambda m: draft.with_scheme_preset(m, "nobody"), "is no tier scheme"),
    (lambda m: draft.with_gate(m, Gate("x", "", "veto", "E", "customer.bad_debt")), "“E” is no tier"),
])  # fmt: skip
def test_an_edit_that_leaves_no_model_that_can_grade_is_refused(edit, fault):
    with pytest.raises(Invalid, match=fault):
        edit(OPEN)


def test_a_model_is_never_changed_in_place():
    before = to_document(OPEN)
    draft.with_points(draft.with_scheme_preset(OPEN, "abc"), {"interest": 3})
    assert to_document(OPEN) == before


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_grades_and_is_known_again(name):
    changed = draft.with_scheme_preset(draft.with_hysteresis(OPEN, 4, 9), name)
    assert preset_name(changed.scheme) == name
    assert (changed.scheme.margin, changed.scheme.hold_days) == (4, 9)
    assert {gate.tier for gate in changed.gates} <= set(changed.scheme.tiers)
    assert from_document(to_document(changed)) == changed


def test_there_are_the_five_schemes_of_the_specification():
    named = {n: [label for _, label in p.scheme.labels] for n, p in PRESETS.items()}
    assert [len(p.scheme.tiers) for p in PRESETS.values()] == [4, 3, 3, 3, 4, 3]
    assert named["potential"] == [
        "high value",
        "potential customer",
        "ordinary customer",
        "low value",
    ]
    assert str(tier_label(preset_of("level").scheme, "A")) == "high level"
    assert str(tier_label(preset_of("abcd").scheme, "A")) == "A"


def test_a_veto_stays_a_veto_when_there_are_fewer_tiers_and_when_they_come_back():
    three = draft.with_scheme_preset(OPEN, "abc")
    assert [g.tier for g in three.gates] == ["C", "C", "C", "B", "B"]
    assert draft.with_scheme_preset(three, "abcd") == OPEN


def test_a_scheme_of_ones_own_is_no_preset():
    assert preset_name(replace(OPEN.scheme, labels=(("A", "gold"),))) == ""
