"""Every fault of a model's document, not only the first one."""

from copy import deepcopy
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_samples import models

from tierdesk.errors import Invalid
from tierdesk.scoring.default_model import open_model
from tierdesk.scoring.model import Gate, Scheme, faults_in, from_document, to_document


def spoilt(edit):
    doc = deepcopy(to_document(open_model()))
    edit(doc)
    return doc


def said(doc):
    return [str(fault) for fault in faults_in(doc)]


@given(models())
def test_a_sound_model_has_no_faults(model):
    assert faults_in(to_document(model)) == ()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda parts: (
        st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=5), parts, max_size=3)
    ),
    max_leaves=6,
)
PATHS = [
    ("kind",), ("status",), ("groups",), ("gates",), ("scheme",), ("industries",), ("version",),
    ("groups", 0), ("groups", 0, "key"), ("groups", 0, "weight"), ("groups", 0, "cap"),
    ("groups", 0, "criteria"), ("groups", 0, "criteria", 0), ("groups", 0, "criteria", 0, "weight"),
    ("groups", 0, "criteria", 0, "map"), ("groups", 0, "criteria", 0, "map", "lo"),
    ("groups", 0, "criteria", 1, "map", "table"), ("groups", 0, "criteria", 0, "source"),
    ("groups", 0, "criteria", 0, "applies_if"), ("groups", 2, "criteria", 0, "half_life"),
    ("gates", 0, "tier"), ("gates", 3, "above"), ("scheme", "thresholds"), ("scheme", "margin"),
    ("scheme", "thresholds", 0, "from"), ("scheme", "labels"), ("scheme", "hold_days"),
]  # fmt: skip


@given(st.sampled_from(PATHS), json_values)
def test_faults_are_found_exactly_where_reading_fails_whatever_stands_there(path, value):
    def put(doc):
        for step in path[:-1]:
            doc = doc[step]
        doc[path[-1]] = value

    doc = spoilt(put)
    found = faults_in(doc)
    if found:
        with pytest.raises(Invalid) as failure:
            from_document(doc)
        assert failure.value.message in found
    else:
        from_document(doc)


def test_all_faults_of_a_document_are_named_at_once():
    def edit(doc):
        potential, intent = doc["groups"][0]["criteria"], doc["groups"][1]["criteria"]
        doc["kind"] = "other"
        potential[0]["weight"] = float("nan")
        potential[1]["map"]["table"] |= {"leader": 1.5, "major": -1}
        potential[2]["source"] = "customer.gone"
        potential[4]["weight"] = -3
        intent[1]["map"]["steps"] = [
            {"upto": 30, "value": 1},
            {"upto": 20, "value": 0.5},
            {"upto": 20, "value": 0},
        ]
        doc["groups"][1]["cap"] = 120
        doc["gates"][0]["tier"] = "E"
        doc["scheme"]["thresholds"][1]["from"] = 80

    assert said(spoilt(edit)) == [
        "“other” cannot stand under “kind” in a scoring model; choose one of open, signed.",
        "“size” needs a number under “weight”.",
        "industry_position: The values of a value map lie between 0 and 1; 1.5 does not.",
        "industry_position: The values of a value map lie between 0 and 1; -1 does not.",
        "decision_time: The bands up to 30 and up to 20 overlap; write the limits in rising order.",
        "decision_time: The bands up to 20 and up to 20 overlap; write the limits in rising order.",
        "The cap of the group “intent” must lie above 0 and up to 100.",
        "“customer.gone” is no source of values; use one that “model show” lists or custom.NAME.",
        "The weight of “expected_profit” is negative; use zero or more.",
        "The threshold of A must lie above the threshold of B.",
        "The gate “do_not_contact”: “E” is no tier; use A, B, C or D.",
    ]


def test_a_map_that_cannot_be_read_is_one_fault_and_not_two():
    def edit(doc):
        doc["groups"][0]["criteria"][1]["map"] = {"kind": "wheel"}
        doc["groups"][0]["criteria"][0]["map"] = {}

    assert [fault.split(":")[0] for fault in said(spoilt(edit))] == ["size", "industry_position"]


@pytest.mark.parametrize("kept", [True, False])
def test_all_weights_zero_is_said_once(kept):
    """Also where groups still have weights of their own, which none of their criteria takes."""

    def edit(doc):
        for group in doc["groups"]:
            if not kept:
                group.pop("weight")
            for criterion in group["criteria"]:
                criterion["weight"] = 0

    assert said(spoilt(edit)) == ["All weights are zero; give at least one criterion some weight."]


def test_keys_stand_once_in_their_kind():
    def edit(doc):
        doc["groups"][1]["key"] = "potential"
        doc["groups"][1]["criteria"][0]["key"] = "size"
        doc["gates"][1]["key"] = "do_not_contact"
        doc["gates"][2]["key"] = ""

    assert said(spoilt(edit)) == [
        "Two criteria have the key “size”; rename one.",
        "Two groups have the key “potential”; rename one.",
        "A gate has no key; give it a short name.",
        "Two gates have the key “do_not_contact”; rename one.",
    ]


def test_a_gate_at_a_tier_that_the_scheme_has_not_would_never_fire():
    doc = spoilt(
        lambda doc: doc["scheme"].update(thresholds=[{"tier": "A", "from": 60}], lowest="B")
    )
    assert "The gate “bad_debt” names the tier D, which the scheme does not have" in " ".join(
        said(doc)
    )


def test_names_of_tiers_belong_to_the_scheme():
    doc = spoilt(lambda doc: doc["scheme"].update(labels={"A": "gold", "E": "mud"}))
    assert said(doc) == ["There is a name for the tier E, which the scheme does not have."]


def test_a_variant_that_inherits_says_for_whom():
    assert said(spoilt(lambda doc: doc.update(inherits=True))) == [
        "A model that inherits must name the industries that it is for."
    ]


@pytest.mark.parametrize("edit, fault", [
    ({"groups": {}}, "“groups” must be a list of objects."),
    ({"gates": [1]}, "“gates” must be a list of objects."),
    ({"scheme": []}, "“scheme” must be an object."),
    ({"industries": "retail"}, "“industries” must be a list of texts."),
    ({"scheme": {"hold_days": "7"}}, "“hold_days” must be a whole number of days."),
    ({"scheme": {"labels": "gold"}}, "“labels” must be an object."),
    ({"scheme": {"thresholds": "75"}}, "“thresholds” must be a list of objects."),
])  # fmt: skip
def test_what_has_the_wrong_shape_is_told_and_not_passed_over(edit, fault):
    """A variant whose industries are no list would be for everybody."""
    assert fault in said(spoilt(lambda doc: doc.update(edit)))


@pytest.mark.parametrize("edit, fault", [
    ({"tier": "E"}, "“E” is no tier; use A, B, C or D."),
    ({"source": "x"}, "“x” is no source of values; use one that “model show” lists or custom.NAME."),
    ({"effect": "x"}, "“x” cannot stand under “effect” in a scoring model; choose one of veto, cap, floor."),
])  # fmt: skip
def test_a_fault_of_a_gate_names_the_gate(edit, fault):
    doc = spoilt(lambda doc: doc["gates"][0].update(edit))
    assert said(doc) == [f"The gate “do_not_contact”: {fault}"]
    with pytest.raises(Invalid, match="do_not_contact"):
        from_document(doc)


@pytest.mark.parametrize("edit, fault", [
    ({"scheme": {"thresholds": [{"tier": "A", "from": float("nan")}, {"tier": "B", "from": 55}], "lowest": "D"}},
     "“A” needs a number under “from”."),
    ({"industries": "retail", "inherits": True}, "“industries” must be a list of texts."),
    ({"groups": "fit"}, "“groups” must be a list of objects."),
])  # fmt: skip
def test_what_only_seems_to_follow_from_a_fault_is_not_told(edit, fault):
    """Nothing is known about a threshold that is no number, nor of industries that are no list."""
    assert said(spoilt(lambda doc: doc.update(edit))) == [fault]


def test_a_threshold_that_is_no_number_is_refused_in_code_as_well():
    with pytest.raises(Invalid, match="needs a number"):
        replace(open_model(), scheme=Scheme((("A", float("nan")), ("B", 55.0)), "C"))


def test_what_a_terminal_would_act_upon_is_taken_out_of_names():
    doc = spoilt(lambda doc: doc["groups"][0]["criteria"][0].update(label="\x1b[31mred\u202e"))
    assert from_document(doc).criteria[0].label == "[31mred"
    assert Gate("a", "b", "veto", "D", "customer.bad_debt").label == "b"
