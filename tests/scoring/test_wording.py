"""The difference of two models in words: complete, in a fixed order, empty for the same rules."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from model_samples import models

from tierdesk.scoring import drafting as draft
from tierdesk.scoring.default_model import open_model, signed_model
from tierdesk.scoring.model import Condition, Criterion, Gate, Group, Scheme, ScoringModel
from tierdesk.scoring.part_wording import map_in_words
from tierdesk.scoring.valuemap import Bands, DecaySum, Enum, Flag, Inverse, Linear, Log
from tierdesk.scoring.wording import difference

OPEN = open_model()
HEAD = {"version": 2, "status": "draft", "parent": None, "note": "", "author": ""}
RULES = {"kind", "name", "groups", "gates", "scheme", "industries", "inherits"}


def rules(model):
    return replace(model, **HEAD)


def said(old, new):
    return [str(message) for message in difference(old, new)]


@given(models(), models())
@settings(max_examples=200)
def test_sentences_are_there_exactly_when_the_rules_differ(one, other):
    assert bool(difference(one, other)) == (rules(one) != rules(other))


@given(models())
def test_a_model_does_not_differ_from_itself_whatever_its_number_and_note(model):
    later = replace(model, version=99, status="archived", parent=3, note="x", author="y")
    assert difference(model, later) == ()


@given(models(), models())
def test_the_same_question_gets_the_same_answer(one, other):
    assert difference(one, other) == difference(one, other)


def test_every_field_of_a_model_is_a_rule_or_belongs_to_the_version():
    """A new field must be told of here, or be left out on purpose."""
    assert {f.name for f in fields(ScoringModel)} == RULES | set(HEAD)
    assert Criterion._fields == (
        "key",
        "label",
        "weight",
        "source",
        "map",
        "half_life",
        "unknown",
        "applies_if",
    )
    assert Group._fields == ("key", "label", "criteria", "weight", "cap")
    assert Gate._fields == ("key", "label", "effect", "tier", "source", "above")
    assert {f.name for f in fields(Scheme)} == {
        "thresholds",
        "lowest",
        "margin",
        "hold_days",
        "labels",
    }


def turned(edit):
    """The default model with its first criterion edited."""
    group = OPEN.groups[0]
    criteria = (edit(group.criteria[0]), *group.criteria[1:])
    return replace(OPEN, groups=(group._replace(criteria=criteria), *OPEN.groups[1:]))


@pytest.mark.parametrize("new, sentence", [
    (draft.with_weight(OPEN, "interest", 20), "Degree of interest, points of the total: 12 → 15.79"),
    (draft.with_counting(OPEN, "interest", 20), "Degree of interest, points of the total: 12 → 20"),
    (draft.with_counting(OPEN, "interest", 20), "Decision time, points of the total: 12 → 6.67"),
    (draft.with_weight(OPEN, "interest", 12.0000001),
     "Degree of interest, own weight in its group: 12 → 12.0000001"),
    (draft.with_weights(OPEN, {c.key: 2 * c.weight for c in OPEN.groups[1].criteria}),
     "Degree of interest, own weight in its group: 12 → 24"),
    (draft.with_group_weight(OPEN, "intent", 40), "Intent, points of the total: 30 → 40 of 110"),
    (draft.with_group_weight(OPEN, "intent", None),
     "Intent, points of the total: 30 → 30, the sum of its criteria"),
    (draft.with_cap(OPEN, "intent", 25), "Intent, cap: none → 25"),
    (draft.with_half_life(OPEN, "touches", 60), "Interaction, half-life in days: 30 → 60"),
    (draft.with_unknown(OPEN, "interest", 0.2), "Degree of interest, value of an unknown answer: 0.5 → 0.2"),
    (draft.with_thresholds(OPEN, {"A": 70}), "tier A, from how many points: 75 → 70"),
    (draft.with_hysteresis(OPEN, 5, 7), "demotion, points under the threshold: 3 → 5"),
    (draft.with_hysteresis(OPEN, 3, 9), "demotion, days in the tier: 7 → 9"),
    (draft.with_map(OPEN, "interest", Linear(1, 5)),
     "Degree of interest, values: straight from 0 at 0 to 1 at 5 → straight from 0 at 1 to 1 at 5"),
    (draft.with_map(OPEN, "industry_position", Enum({"leader": 0.9, "major": 0.75, "average": 0.45})),
     "Industry position, value of “leader”: 1 → 0.9"),
    (draft.without_gate(OPEN, "bad_debt"), "removed the gate Bad debt"),
    (draft.with_gate(OPEN, OPEN.gates[3]._replace(above=60)),
     "An instalment is over 30 days late, gate: lowers the tier to B when “Days the oldest instalment "
     "is late” is above 30 → lowers the tier to B when “Days the oldest instalment is late” is above 60"),
    (draft.without_criterion(OPEN, "interest"), "removed Degree of interest from Intent"),
    (draft.without_group(OPEN, "need"), "removed the group Need"),
    (replace(OPEN, name="Mine"), "the model, name: Open deals → Mine"),
    (replace(OPEN, kind="signed"), "the model, kind: open deals → signed customers"),
    (replace(OPEN, industries=("retail",)), "the model, industries: none → retail"),
    (turned(lambda c: c._replace(applies_if=None)),
     "Company size, applies to: those whose “Company or person” is company → everybody"),
    (turned(lambda c: c._replace(source="customer.market_share")),
     "Company size, source: customer.employees → customer.market_share"),
    (replace(OPEN, groups=OPEN.groups[::-1]),
     "the groups stand in another order: need, engagement, intent, potential"),
    (replace(OPEN, gates=OPEN.gates[::-1]),
     "the gates stand in another order: key_account, late_instalment, bad_debt, out_of_market, do_not_contact"),
])  # fmt: skip
def test_each_kind_of_change_has_its_sentence(new, sentence):
    assert sentence in said(OPEN, new)


def test_one_change_is_one_sentence():
    assert said(OPEN, draft.with_group_weight(OPEN, "intent", 40)) == [
        "all points add up to 110 instead of 100: what keeps its points counts less",
        "Intent, points of the total: 30 → 40 of 110",
    ]
    lighter = draft.with_group_weight(OPEN, "intent", 20)
    assert said(OPEN, lighter)[0].endswith(
        "to 90 instead of 100: what keeps its points counts more"
    )
    assert len(said(OPEN, draft.with_unknown(OPEN, "interest", 0.2))) == 1
    assert said(OPEN, draft.with_scheme_preset(OPEN, "level"))[-5:] == [
        "tier B, from how many points: 55 → 45", "tier C, from how many points: 35 → none",
        "tier A, label: none → high level", "tier B, label: none → middle level",
        "tier C, label: none → low level",
    ]  # fmt: skip


def test_a_new_criterion_is_told_whole():
    new = Criterion(
        "shoe",
        "Shoe size",
        5,
        "custom.shoe",
        Linear(36, 48),
        None,
        0.3,
        Condition("customer.kind", ("person",)),
    )
    told = said(OPEN, draft.with_criterion(OPEN, "need", new))
    assert told[:2] == [
        "Strength of the need, points of the total: 5 → 3.33",
        "Product match, points of the total: 5 → 3.33",
    ]
    assert told[2:] == [
        "added Shoe size (shoe) to Need: points of the total 3.33, source custom.shoe, straight from 0 at 36 to 1 at 48; "
        "unknown counts 0.3, half-life none, for those whose “Company or person” is person"
    ]


def test_other_models_are_told_apart_in_many_sentences():
    assert len(said(OPEN, signed_model())) > 15


@pytest.mark.parametrize("value_map, words", [
    (Enum({"leader": 1.0}), "leader 1; any other 0.5"),
    (Bands(((30, 1), (90, 0.7)), 0.15), "≤ 30: 1, ≤ 90: 0.7; above that 0.15"),
    (Linear(0, 5), "straight from 0 at 0 to 1 at 5"),
    (Log(10_000, 1_000_000), "even in ratios from 0 at 10,000 to 1 at 1,000,000"),
    (Inverse(30), "1 at nothing, a half at 30, towards 0 beyond"),
    (Flag(), "yes 1, no 0"),
    (DecaySum({"mail": 1}, 6), "points that decay: message sent 1; saturation 6, cap none"),
])  # fmt: skip
def test_a_value_map_is_told_in_one_line(value_map, words):
    assert str(map_in_words(value_map)) == words
