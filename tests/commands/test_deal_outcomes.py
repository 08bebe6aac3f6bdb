"""Deals won, lost and opened again by words."""

import pytest
from command_front import refused

from tierdesk.commands.doing.deal_outcome import Won
from tierdesk.commands.doing.sentences import called_as
from tierdesk.domain.change import Change, Edit
from tierdesk.errors import Invalid, Refused, Usage
from tierdesk.i18n.catalog import Catalog
from tierdesk.pipeline.moves import UnmetCriteria
from tierdesk.triage.needs_reason import NeedsReason


@pytest.fixture
def acme(front):
    front("add", "Acme", "deal.title=Line 3", "deal.amount=40k")
    return front


def test_a_customer_has_several_deals_in_several_currencies(acme):
    acme("deal", "add", "Acme", "Hall", "amount=1.5M JPY", "expected_profit=200k JPY",
         "products=X200; a press", "expected_sign_on=2026-12-31")  # fmt: skip
    made = acme.doc("deals", 2)
    assert made["amount"] == {"minor": 1_500_000, "currency": "JPY"}
    assert (made["products"], made["stage"], made.get("status")) == (
        ["X200", "a press"],
        "prospect",
        None,
    )
    assert "1 Line 3, 2 Hall" in refused(acme, "deal", "lost", "Acme", "--reason", "x")
    acme("deal", "lost", "Acme", "hall", "--reason", "x")
    acme("deal", "lost", "Acme", "--reason", "y")
    assert [acme.doc("deals", n)["lost_reason"] for n in (1, 2)] == ["y", "x"]


def test_a_loss_wants_a_reason_and_takes_kind_and_cause(acme):
    assert "needs a reason" in refused(acme, "deal", "lost", "Acme", of=NeedsReason)
    said = acme.said(acme("deal", "lost", "Acme", "reason=too expensive", "cause=no local stock"))
    assert said == ["Saved: lost the deal Line 3 of Acme (too expensive)."]
    lost = acme.doc("deals")
    assert (lost["lost_reason"], lost["lost_kind"], lost["lost_cause"]) == (
        "price", "price", "no local stock")  # fmt: skip
    assert "no kind of reason" in refused(acme, "deal", "lost", "Acme", "1", "kind=x", of=Invalid)


def test_a_reason_of_ones_own_is_kept_as_it_is(acme):
    acme("deal", "lost", "Acme", "reason=the boss left", "kind=need")
    assert (acme.doc("deals")["lost_reason"], acme.doc("deals")["lost_kind"]) == (
        "the boss left",
        "need",
    )


def test_what_was_said_of_a_loss_is_corrected_without_a_new_outcome(acme):
    acme("deal", "lost", "Acme", "reason=price")
    before = acme.doc("deals")
    acme("deal", "lost", "Acme", "1", "reason=no_budget", "cause=frozen")
    after = acme.doc("deals")
    assert (after["lost_reason"], after["lost_cause"]) == ("no_budget", "frozen")
    for field in ("status", "closed_on", "history", "stage", "lost_stage", "stage_since"):
        assert after[field] == before[field], "invariant 6"


@pytest.mark.parametrize("field", ["status=won", "stage=won", "closed_on=today", "lost_stage=x"])
def test_no_field_of_the_outcome_can_be_set(acme, field):
    """Invariant 6."""
    refused(acme, "deal", "set", "Acme", field, of=Usage)


def test_winning_tells_what_is_missing_and_asks_for_a_reason_where_a_move_would(acme):
    assert "give a reason" in refused(acme, "deal", "won", "Acme", of=UnmetCriteria)
    said = acme.said(acme("deal", "won", "Acme", "--reason", "on the phone"))
    assert said[1] == "won, not signed: no contract", "invariant 4"
    assert acme.doc("deals")["status"] == "won"
    assert acme("show", "Acme").document["deals"][0]["probability"] == 100


def test_a_deal_that_is_opened_again_stands_where_it_stood(acme):
    acme("move", "Acme", "negotiation", "--reason", "x")
    acme("deal", "lost", "Acme", "reason=price", "cause=late")
    acme("deal", "reopen", "Acme")
    deal = acme.doc("deals")
    assert (deal["stage"], deal.get("status"), deal.get("lost_reason")) == (
        "negotiation",
        None,
        None,
    )
    assert [move["target"] for move in deal["history"]] == ["negotiation", "lost", "negotiation"]
    assert deal["history"][1]["cause"] == "late"
    assert "open already" in refused(acme, "deal", "reopen", "Acme", "1")
    assert "Only a lost deal" in refused(acme, "deal", "won", "Acme", "1", "kind=price", of=Usage)


def test_show_tells_the_odds_and_how_often_the_date_was_put_off(acme):
    acme("deal", "set", "Acme", "expected_sign_on=2026-12-01")
    acme("deal", "set", "Acme", "expected_sign_on=2026-12-15", "probability_override=35%")
    found = acme("show", "Acme").document["deals"][0]
    assert (found["probability"], found["probability_from"]) == (35, "hand")
    assert found["pushed"] == {"times": 1, "days": 14}
    (odds,) = acme("show", "Acme", "--explain").document["explain"]["odds"]
    assert (odds["stage"], odds["n"], odds["history_percent"]) == ("prospect", 0, 10.0)
    acme("deal", "set", "Acme", "probability_override=")
    found = acme("show", "Acme").document["deals"][0]
    assert (found["probability"], found["probability_from"]) == (10, "stage")


@pytest.mark.parametrize(
    ("fields", "called"),
    [(["products=X200; a press", "amount=5k"], "X200 a press"), (["amount=40k", "owner=li"], "40,000 CNY"),
     (["owner=li"], "in Prospect"), (["code=D-7"], "D-7")],
)  # fmt: skip
def test_a_deal_without_a_title_is_called_by_what_is_known_of_it(front, fields, called):
    front("add", "Acme")
    front("deal", "remove", "Acme", "1")
    said = front.said(front("deal", "add", "Acme", *fields))
    assert said == [f"Saved: added the deal {called} of Acme."]
    said = front.said(front("deal", "lost", "Acme", "reason=price"))
    assert said == [f"Saved: lost the deal {called} of Acme (too expensive)."]
    said = front.said(front("deal", "reopen", "Acme"))
    assert said == [f"Saved: reopened the deal {called.replace('Prospect', 'Lost')} of Acme."]
    front.catalog = Catalog("zh")
    said = front.said(front("deal", "set", "Acme", "2", "owner=wu"))
    assert "–" not in said[0]
    assert called.replace("in Prospect", "潜在") in said[0]


def test_a_deal_without_a_name_that_the_log_tells_of_stays_and_is_told_as_a_deal(front):
    front("add", "Acme")
    deal = front.desk.book.get("deals", 1)
    bare = {key: value for key, value in deal.items() if key in ("customer_id", "stage")}
    touch = {"customer_id": 1, "deal_id": 1, "at": "2026-11-20T08:00:00Z", "channel": "phone"}
    edits = (Edit("deals", 1, deal, bare), Edit("touches", -1, None, touch))
    front.desk.apply(Change("x", {}, edits))
    with pytest.raises(Refused) as refusal:
        front("deal", "remove", "Acme", "1")
    told = refusal.value.message
    assert front.sentence(told).startswith("The deal in Prospect is named in the log")
    assert Catalog("zh").text(told).startswith("跟进记录或合同提到了“商机（潜在阶段）”")


def test_what_has_neither_name_nor_stage_is_a_dash_in_a_sentence():
    assert called_as({"stage": ""}) == called_as({"stage": 3}) == "–"


def test_a_won_deal_is_lost_only_by_who_says_so(acme):
    acme("deal", "won", "Acme", "--reason", "on the phone")
    said = refused(acme, "deal", "lost", "Acme", "1", "--reason", "price")
    assert said == "The deal Line 3 is won. To lose it all the same give --anyway."
    acme(
        "contract", "add", "Acme", "amount=40k", "signed_on=2026-11-01", "first_payment_amount=10k"
    )
    assert "its contract is signed" in refused(acme, "deal", "lost", "Acme", "reason=price")
    acme("pay", "Acme", "10k")
    assert "¥10,000 of its contract is paid" in refused(
        acme, "deal", "lost", "Acme", "reason=price"
    )
    acme("deal", "lost", "Acme", "reason=price", "--anyway")
    assert acme.doc("deals")["status"] == "lost"
    assert "takes --anyway" in refused(acme, "deal", "reopen", "Acme", "--anyway", of=Usage)


def test_a_move_to_lost_asks_the_same_as_a_loss(acme):
    acme("deal", "won", "Acme", "--reason", "by phone")
    for words in (("deal", "lost", "Acme", "1"), ("move", "Acme", "lost")):
        told = refused(acme, *words, "--reason", "price", of=Won)
        assert told == "The deal Line 3 is won. To lose it all the same give --anyway."
    assert "needs a reason" in refused(acme, "move", "Acme", "lost", "--anyway", of=NeedsReason)
    assert "Only a loss" in refused(acme, "move", "Acme", "interested", "--anyway", of=Usage)
    acme("move", "Acme", "lost", "--reason", "price", "--kind", "price", "--anyway")
    assert acme.doc("deals")["status"] == "lost"


def test_a_move_of_several_names_whose_success_it_would_lose(acme):
    acme("add", "Zed")
    acme("deal", "won", "Acme", "--reason", "by phone")
    told = refused(acme, "move", "Acme", "Zed", "lost", "--reason", "price")
    assert told == "Acme: The deal Line 3 is won. To lose it all the same give --anyway."


def test_open_deals_are_listed_with_their_titles(acme):
    acme("deal", "add", "Acme", "Hall")
    told = refused(acme, "move", "Acme", "interested")
    assert told == "The customer has 2 open deals (1 Line 3, 2 Hall); name one with --deal."
