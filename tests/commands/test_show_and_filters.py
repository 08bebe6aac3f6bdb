"""What show and the filter derive comes from the book's own stages, policies, models and rates."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from tierdesk.commands.doing import show, today
from tierdesk.commands.doing.entries import entries_of
from tierdesk.commands.doing.subjects import subject
from tierdesk.commands.shown.card import card
from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment, Rates
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import say
from tierdesk.scoring.default_model import open_model
from tierdesk.scoring.model import to_document
from tierdesk.triage.reasons import Reason

NOW = Moment(datetime(2026, 11, 24, 9, tzinfo=UTC))
STAGES = [
    {"key": "first", "label": "First", "kind": "open", "probability": 20},
    {"key": "demo", "label": "Demo", "kind": "open", "probability": 60},
    {"key": "done", "label": "Done", "kind": "won"},
    {"key": "kept", "label": "Kept", "kind": "maintain"},
    {"key": "gone", "label": "Gone", "kind": "lost"},
]


def book_of(**tables):
    return Book({name: {str(i): d for i, d in enumerate(docs, 1)} for name, docs in tables.items()})


def shown(book, moment=NOW, **values):
    front = SimpleNamespace(desk=SimpleNamespace(book=book, moment=moment), sentence=str)
    return show.run(front, {"customer": "1", **values}).document


def day(days):
    return (NOW.today - timedelta(days=days)).isoformat()


def money(units, currency="CNY"):
    return {"minor": units * 100, "currency": currency}


def contract(days, currency="CNY", **more):
    return {"customer_id": 1, "signed_on": day(days), "amount": money(100, currency),
            "first_payment_amount": money(10, currency)} | more  # fmt: skip


def lives(**tables):
    return shown(book_of(customers=[{"name": "x"}], **tables))["summary"]["lifecycle"]


@pytest.mark.parametrize("stage, life", [("first", "lead"), ("demo", "target")])
def test_a_lead_stands_at_the_books_own_first_stage(stage, life):
    assert lives(stages=STAGES, deals=[{"customer_id": 1, "stage": stage}]) == life


def test_a_customer_sleeps_after_twice_the_books_own_interval():
    paid = [{"contract_id": 1, "paid_on": day(70), "amount": money(10)}]
    signed = {"contracts": [contract(70)], "payments": paid}
    override = {"tier": "A", "reason": "r"}
    policies = [{"tier": "A", "signed_max_days": 90}]

    def found(**tables):
        book = book_of(customers=[{"name": "x", "tier_override": override}], **signed, **tables)
        return shown(book)["summary"]

    assert found()["lifecycle"] == "dormant"
    assert found(tier_policies=policies)["lifecycle"] == "signed"
    assert str(found()["lifecycle_label"]) == "dormant"


def test_a_churn_record_of_the_book_counts():
    assert lives(churns=[{"customer_id": 1, "on": day(3)}]) == "churned"
    assert lives(churns=[{"customer_id": 2, "on": day(3)}]) == "lead"


def test_what_lifts_a_customer_is_measured_at_the_models_best_tier():
    """A point more of interest takes half a point of its neighbours, which are unknown; the group of
    30 points has no room for what 75 would ask."""
    model = to_document(open_model())

    def lift(best):
        model["scheme"] = {"thresholds": [{"tier": "A", "from": best}, {"tier": "B", "from": 20}],
                           "lowest": "D"}  # fmt: skip
        book = book_of(customers=[{"name": "x", "interest": 5}], scoring_models=[model])
        found = shown(book, explain=True)
        assert found["explain"]["best_tier"] == "A"
        lifts = {one["criterion"]: one["weight"] for one in found["explain"]["lifts_to_a"]}
        return lifts.get("interest"), found["score"]["value"]

    for best in (58, 60):
        weight, value = lift(best)
        assert weight == pytest.approx((best - value) / 0.5, rel=0.01)
    assert lift(75)[0] is None


def test_a_hair_below_a_tier_is_shown_below_it_and_the_step_up_is_no_zero():
    model = to_document(open_model())
    [intent] = [group for group in model["groups"] if group["key"] == "intent"]
    intent["criteria"] = [one for one in intent["criteria"] if one["key"] != "decision_time"]
    model["groups"] = [intent]
    customer = {"name": "x", "interest": 4, "willingness": 5}
    [entry] = entries_of(book_of(customers=[customer], scoring_models=[model]), NOW)
    value = entry.score.value
    best = {"tier": "A", "from": value + 0.01}
    model["scheme"] = {"thresholds": [best, {"tier": "B", "from": 20}], "lowest": "D"}
    found = shown(book_of(customers=[customer], scoring_models=[model]), explain=True)
    assert found["score"]["tier"] == "B" and found["score"]["value"] < best["from"]
    assert found["score"]["thresholds"][0] == best
    told = card(found, Catalog("en"))
    assert f"score {found['score']['value']:g} " in told[1] + " "
    lifts = told[-1]
    assert "one of these would lift it to A" in lifts
    assert "0.1 % higher" in lifts and "+0" not in lifts.replace("+0.", "") and " 0 %" not in lifts


def owes(*contracts, rates=(), payments=()):
    moment = Moment(NOW.now, rates=Rates(rates))
    book = book_of(customers=[{"name": "x"}], contracts=contracts, payments=payments)
    return subject(entries_of(book, moment)[0], moment).owes


def test_what_a_customer_owes_is_unknown_as_soon_as_a_rate_is_missing():
    """Invariant 13."""
    due = [{"due_on": day(5), "amount": money(60)}]
    euro = [{"due_on": day(5), "amount": money(60, "EUR")}]
    rate = {"currency": "EUR", "base": "CNY", "on": day(99), "rate": "8"}
    own, foreign = contract(50, instalments=due), contract(50, "EUR", instalments=euro)
    assert owes() == 0
    assert owes(own) == 60
    assert owes(own, foreign) is None
    assert owes(own, foreign, rates=[rate]) == 60 + 8 * 60
    paid = {"contract_id": 1, "paid_on": day(40), "amount": money(60, "EUR")}
    assert owes(own, payments=[paid]) is None, "the payment may have covered it"


def test_a_lost_stage_of_the_books_own_is_lost():
    deals = [{"customer_id": 1, "stage": "gone", "status": "lost"}]
    book = book_of(customers=[{"name": "x"}], stages=STAGES, deals=deals)
    assert subject(entries_of(book, NOW)[0], NOW).stage_kind == "lost"


def test_minus_nought_is_never_shown():
    line = today.why((Reason("cooldown", -0.04, say("tried")),))
    assert str(line) == "tried (0.0)"
