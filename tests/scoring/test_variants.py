"""Models for some industries: kept as what differs, whole when read, chosen by industry."""

from dataclasses import replace
from datetime import UTC, datetime
from json import dumps, loads

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from model_samples import models

from tierdesk.domain.book import Book, Case
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage
from tierdesk.errors import Invalid
from tierdesk.scoring import drafting as draft
from tierdesk.scoring.default_model import all_models_of, models_of, open_model, signed_model
from tierdesk.scoring.grade import bound_graders, graders_of
from tierdesk.scoring.model import from_document, to_document
from tierdesk.scoring.models import Models
from tierdesk.scoring.variants import covers, ensure_apart, resolved, same_customers, sparse, whole

NOW = Moment(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
OPEN = open_model()
RETAIL = replace(draft.with_weight(OPEN, "interest", 40), industries=("Retail", "零售"), inherits=True,
                 version=5, status="active")  # fmt: skip


def sorted_parts(model):
    """The model with its parts in the order of keys: a variant keeps the order of what it inherits."""
    groups = tuple(
        g._replace(criteria=tuple(sorted(g.criteria, key=lambda c: c.key))) for g in model.groups
    )
    return replace(model, groups=tuple(sorted(groups, key=lambda g: g.key)),
                   gates=tuple(sorted(model.gates, key=lambda g: g.key)))  # fmt: skip


@given(models(kind="open", industries=("x",), inherits=True), models(kind="open"))
@settings(max_examples=200)
def test_a_variant_is_read_back_over_its_base_as_it_was(model, base):
    model = replace(model, groups=tuple(g for g in model.groups if g.criteria))
    kept = loads(dumps(sparse(model, base)))
    assert sorted_parts(resolved(kept, base)) == sorted_parts(model)


@given(models())
def test_a_model_that_stands_alone_is_kept_whole(model):
    assert sparse(model, OPEN) == to_document(model)
    assert whole(to_document(model), OPEN) == to_document(model)


def test_only_what_differs_is_kept():
    assert sparse(RETAIL, OPEN) == {
        "kind": "open", "name": "Open deals", "version": 5, "status": "active",
        "industries": ["Retail", "零售"], "inherits": True,
        "groups": [{"key": "intent", "criteria": [{"key": "interest", "weight": 40}]}],
    }  # fmt: skip


def test_what_it_does_not_say_follows_the_base():
    newer = draft.with_thresholds(draft.with_weight(OPEN, "size", 1), {"A": 80})
    read = resolved(sparse(RETAIL, OPEN), newer)
    assert read.weights()["interest"] == RETAIL.weights()["interest"]
    assert read.weights()["size"] == newer.weights()["size"]
    assert read.scheme == newer.scheme


def test_a_difference_from_what_the_base_has_no_more_is_left_out():
    newer = draft.without_criterion(OPEN, "interest")
    assert resolved(sparse(RETAIL, OPEN), newer).weights() == newer.weights()
    emptied = draft.without_group(OPEN, "intent")
    assert resolved(sparse(RETAIL, OPEN), emptied).groups == emptied.groups


def test_what_a_variant_takes_away_stays_away():
    less = replace(
        draft.with_half_life(draft.without_gate(RETAIL, "bad_debt"), "touches", None), parent=None
    )
    kept = sparse(less, OPEN)
    assert kept["without"] == {"gates": ["bad_debt"]}
    assert resolved(kept, OPEN) == less


def test_thresholds_are_inherited_tier_by_tier():
    kept = sparse(draft.with_thresholds(RETAIL, {"B": 50}), OPEN)
    assert kept["scheme"] == {"thresholds": [{"tier": "B", "from": 50}]}
    newer = draft.with_thresholds(OPEN, {"A": 90})
    assert resolved(kept, newer).scheme.thresholds == (("A", 90), ("B", 50), ("C", 35))


def test_industries_do_not_mind_case_and_width():
    assert covers(RETAIL, " RETAIL ")
    assert covers(RETAIL, "零售")
    assert not covers(RETAIL, "steel")
    assert same_customers(RETAIL, replace(RETAIL, industries=("零售", "retail")))
    assert not same_customers(RETAIL, OPEN)


def test_two_variants_never_claim_the_same_customers():
    ensure_apart(RETAIL, [replace(RETAIL, version=2), replace(RETAIL, industries=("steel",))])
    with pytest.raises(Invalid, match="Version 2 is for Retail already"):
        ensure_apart(RETAIL, [replace(RETAIL, version=2, industries=("retail", "food"))])


def book(*variants, base=None):
    docs = [to_document(base)] if base else []
    docs += [sparse(v, base or OPEN) for v in variants]
    return Book({"scoring_models": {str(i): d for i, d in enumerate(docs, 1)}})


def customer(industry, **fields):
    return Case(1, {"name": "x", "interest": 5, "industry": industry, **fields})


def test_the_industry_of_a_customer_chooses_its_model():
    graders = graders_of(book(RETAIL), Vantage(NOW))
    plain = bound_graders(Models(OPEN, signed_model()), Vantage(NOW))
    for industry in ("retail", "RETAIL", "零售"):
        assert graders.grade(customer(industry)).plan.version == 5
        assert graders.model_of(customer(industry)) == RETAIL
    for industry in ("steel", None, 7):
        assert graders.grade(customer(industry)) == plain.grade(customer(industry))
        assert graders.model_of(customer(industry)) == OPEN
    assert graders.grade(customer("retail")).value > plain.grade(customer("retail")).value


def test_a_variant_of_open_deals_does_not_grade_signed_customers():
    signed = customer("retail")._replace(
        contracts=[(1, {"customer_id": 1, "signed_on": "2026-01-01", "amount": {"minor": 9, "currency": "CNY"},
                        "first_payment_amount": {"minor": 5, "currency": "CNY"}})],
        payments=[(1, {"contract_id": 1, "paid_on": "2026-01-02", "amount": {"minor": 5, "currency": "CNY"}})],
    )  # fmt: skip
    assert graders_of(book(RETAIL), Vantage(NOW)).grade(signed).kind == "signed"


def test_a_book_has_its_variants_beside_the_two_models_that_stand_for_everybody():
    base = replace(draft.with_thresholds(OPEN, {"A": 80}), version=3, status="active")
    mine = book(RETAIL, base=base)
    assert models_of(mine) == (base, signed_model())
    found = all_models_of(mine)
    assert found.all == (base, signed_model(), RETAIL)
    drafts = book(replace(RETAIL, status="draft"), base=base)
    assert all_models_of(drafts).variants == ()


def test_models_take_one_more_in_the_place_of_the_one_for_the_same_customers():
    found = Models(OPEN, signed_model(), (RETAIL,))
    other = replace(RETAIL, industries=("零售", "retail"), version=8)
    assert found.with_model(other).variants == (other,)
    assert found.with_model(replace(RETAIL, industries=("steel",))).variants[0] == RETAIL
    newer = draft.with_weight(OPEN, "size", 1)
    assert found.with_model(newer) == Models(newer, signed_model(), (RETAIL,))


@given(st.sampled_from(("retail", "steel", "", "零售")), st.integers(0, 5))
def test_grading_depends_on_nobody_else(industry, interest):
    graders = graders_of(book(RETAIL), Vantage(NOW))
    one = customer(industry, interest=interest)
    first = graders.grade(one)
    for other in ("retail", "steel", "food"):
        graders.grade(customer(other, interest=1))
    assert graders.grade(one) == first


def test_the_default_models_are_no_variants():
    assert from_document(to_document(OPEN)).industries == ()
