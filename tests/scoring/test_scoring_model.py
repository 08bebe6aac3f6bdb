"""Scoring models: what makes one sound, and that a document keeps all of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Book
from tierdesk.errors import Invalid
from tierdesk.scoring.default_model import models_of, open_model, signed_model
from tierdesk.scoring.model import (
    Condition,
    Criterion,
    Gate,
    Group,
    Scheme,
    ScoringModel,
    from_document,
    to_document,
)
from tierdesk.scoring.valuemap import Linear

weights = st.floats(0, 1000)


def criterion(key="a", weight=1.0, source="customer.interest", **more):
    return Criterion(key, key, weight, source, Linear(0, 5), **more)


def model(*criteria, **more):
    return ScoringModel("open", "test", (Group("g", "G", criteria),), **more)


def test_the_default_weights_are_those_of_the_specification():
    assert open_model().weights() == {
        "size": 10, "industry_position": 8, "background": 6, "purchasing_power": 10,
        "expected_profit": 6, "interest": 12, "decision_time": 12, "willingness": 6,
        "touches": 14, "response_rate": 6, "need_strength": 5, "product_match": 5,
    }  # fmt: skip
    assert [g.weight for g in open_model().groups] == [40, 30, 20, 10]
    assert signed_model().weights() == {
        "frequency": 20, "amount": 25, "profit": 20, "punctual_payment": 20, "loyalty": 5,
        "satisfaction": 10,
    }  # fmt: skip


def test_the_default_thresholds_are_75_55_35():
    assert open_model().scheme.thresholds == (("A", 75), ("B", 55), ("C", 35))


@pytest.mark.parametrize("build", [open_model, signed_model])
def test_a_default_model_is_read_back_as_it_was_written(build):
    assert from_document(to_document(build())) == build()


@given(
    st.lists(weights, min_size=1, max_size=6).filter(lambda ws: sum(ws) > 0),
    st.none() | st.floats(1, 100),
    st.floats(0, 1),
    st.none() | st.floats(1, 400),
)
def test_any_sound_model_is_read_back_as_it_was_written(ws, cap, unknown, half_life):
    criteria = tuple(
        criterion(f"c{i}", w, unknown=unknown, half_life=half_life) for i, w in enumerate(ws)
    )
    made = ScoringModel(
        "signed", "any", (Group("g", "G", criteria, cap=cap),),
        (Gate("late", "Late", "cap", "B", "payments.days_late", 30),),
        Scheme((("A", 80.0), ("B", 20.5)), "C", labels=(("A", "best"),)), 3, "archived", 2, "why", "Li",
    )  # fmt: skip
    assert from_document(to_document(made)) == made


def test_a_group_weight_is_split_by_the_weights_of_its_criteria():
    made = ScoringModel(
        "open", "t", (Group("g", "G", (criterion("a", 1), criterion("b", 3)), weight=40),)
    )
    assert made.weights() == {"a": 10, "b": 30}


@pytest.mark.parametrize(
    "build, fault",
    [
        (lambda: model(criterion(weight=0)), "All weights are zero"),
        (lambda: model(), "All weights are zero"),
        (lambda: model(criterion(weight=-1)), "The weight of “a” is negative"),
        (lambda: model(criterion(weight=float("nan"))), "The weight of “a” must be a number"),
        (lambda: model(criterion(weight=float("inf"))), "The weight of “a” must be a number"),
        (lambda: model(criterion(source="customer.shoe_size")), "“customer.shoe_size” is no source"),
        (lambda: model(criterion(source="custom.")), "“custom.” is no source"),
        (lambda: model(criterion(source="customer.industry")), "cannot read the source"),
        (lambda: model(criterion(), criterion()), "Two criteria have the key “a”"),
        (lambda: model(criterion(key="")), "has no key"),
        (lambda: model(criterion(unknown=1.5)), "must lie between 0 and 1"),
        (lambda: model(criterion(half_life=0)), "half-life of “a”"),
        (lambda: model(criterion(applies_if=Condition("nope", ("x",)))), "“nope” is no source"),
        (lambda: model(criterion(), gates=(Gate("g", "", "veto", "E", "customer.bad_debt"),)),
         "“E” is no tier"),
        (lambda: model(criterion(), gates=(Gate("g", "", "cap", "B", "payments.days_late"),)),
         "a number needs a limit"),
        (lambda: model(criterion(), scheme=Scheme((("A", 50.0), ("B", 55.0)))),
         "The threshold of A must lie above the threshold of B"),
        (lambda: model(criterion(), scheme=Scheme((("B", 75.0), ("A", 55.0)))),
         "from best to lowest"),
        (lambda: model(criterion(), scheme=Scheme((("A", 120.0),))), "above 0 and up to 100"),
        (lambda: model(criterion(), scheme=Scheme((("S", 90.0),))), "“S” is no tier"),
    ],
)  # fmt: skip
def test_a_faulty_model_is_refused_by_one_sentence_that_names_the_fault(build, fault):
    with pytest.raises(Invalid, match=fault):
        build()


@pytest.mark.parametrize("weight", [None, "much", float("nan"), True])
def test_a_document_without_a_readable_weight_is_refused(weight):
    doc = to_document(open_model())
    doc["groups"][0]["criteria"][0]["weight"] = weight
    with pytest.raises(Invalid, match="“size” needs a number under “weight”"):
        from_document(doc)


def test_a_book_grades_with_its_newest_active_models():
    older, newer = to_document(open_model()), to_document(open_model())
    older |= {"version": 2, "name": "two"}
    newer |= {"version": 3, "name": "three"}
    draft = to_document(open_model()) | {"version": 4, "status": "draft"}
    book = Book({"scoring_models": {"1": newer, "2": older, "3": draft}})
    open_deals, signed = models_of(book)
    assert open_deals.name == "three"
    assert signed == signed_model()
