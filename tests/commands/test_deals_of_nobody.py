"""Deals that name no customer, as files of other systems have them: moved, won, lost and opened again by
their number or code alone."""

import pytest
from command_front import refused

from tierdesk.domain.change import Change, Edit
from tierdesk.errors import EXIT_CONFLICT, Refused, Usage
from tierdesk.pipeline.moves import UnmetCriteria
from tierdesk.triage.needs_reason import NeedsReason


@pytest.fixture
def orphans(front):
    """Deals 1 and 2 of nobody, 3 of Acme."""
    docs = [
        {"stage": "interested", "code": "HAXM", "products": ["MG Advanced"]},
        {"stage": "prospect", "code": "1C1I", "products": ["MG Advanced"]},
    ]
    edits = [Edit("deals", -n, None, doc) for n, doc in enumerate(docs, 1)]
    front.desk.apply(Change("x", {}, tuple(edits)))
    front("add", "Acme", "deal.title=Line 3", "deal.code=L3")
    return front


@pytest.mark.parametrize(
    "words",
    [
        ("move", "won", "--deal", "1"),
        ("move", "-", "won", "--deal", "haxm"),
        ("deal", "won", "-", "#1"),
    ],
)
def test_a_deal_of_nobody_is_won_by_its_number_or_code(orphans, words):
    before = orphans.tables()
    assert "give a reason" in refused(orphans, *words, of=UnmetCriteria)
    outcome = orphans(*words, "--reason", "by phone")
    assert orphans.said(outcome)[0] == "MG Advanced HAXM is in Won now."
    told = {name: outcome.document[name] for name in ("customer_id", "deal_id", "stage", "status")}
    assert told == {"customer_id": None, "deal_id": 1, "stage": "won", "status": "won"}
    made = orphans.doc("deals", 1)
    assert (made["status"], made["history"][-1]["reason"]) == ("won", "by phone")
    orphans("undo")
    assert orphans.tables() == before
    orphans("redo")
    assert orphans.doc("deals", 1)["status"] == "won"


def test_it_is_lost_for_a_reason_of_the_list_and_opened_again_where_it_stood(orphans):
    assert "needs a reason" in refused(orphans, "deal", "lost", "-", "HAXM", of=NeedsReason)
    orphans("deal", "lost", "-", "HAXM", "reason=too expensive", "cause=no stock")
    lost = orphans.doc("deals", 1)
    assert [lost[f"lost_{name}"] for name in ("reason", "kind", "cause", "stage")] == [
        "price", "price", "no stock", "interested",
    ]  # fmt: skip
    outcome = orphans("deal", "reopen", "-", "HAXM")
    assert (outcome.document["stage"], outcome.document["status"]) == ("interested", "open")
    assert "open already" in refused(orphans, "deal", "reopen", "-", "HAXM")
    orphans(
        "move", "lost", "--deal", "1C1I", "--reason", "price", "--cause", "x", "--kind", "money"
    )
    lost = orphans.doc("deals", 2)
    assert (lost["lost_reason"], lost["lost_kind"], lost["lost_cause"]) == ("price", "money", "x")


def test_a_dry_run_tells_and_writes_nothing(orphans):
    before = orphans.tables()
    outcome = orphans("move", "prospect", "--deal", "1", "--dry-run")
    assert orphans.tables() == before
    assert (outcome.document["dry_run"], outcome.document["deals"]) == (True, 1)
    assert orphans.said(outcome)[0] == (
        "This would be saved: moved MG Advanced HAXM from Interested to Prospect."
    )


def test_which_deal_is_meant_is_asked_for(orphans):
    assert "no deal “zz”" in refused(orphans, "move", "won", "--deal", "zz")
    assert "Say which deal" in refused(orphans, "deal", "won", "-", of=Usage)
    assert "Say which deal" in refused(orphans, "move", "-", "won", of=Usage)
    assert "alone" in refused(orphans, "deal", "set", "-", "HAXM", "amount=5", of=Usage)
    twin = {"stage": "prospect", "code": "haxm"}
    orphans.desk.apply(Change("x", {}, (Edit("deals", -1, None, twin),)))
    assert "1 MG Advanced, 4 haxm" in refused(orphans, "move", "won", "--deal", "HAXM")


def test_a_deal_that_has_a_customer_may_be_named_alone_too(orphans):
    outcome = orphans("move", "interested", "--deal", "L3", "--reason", "x")
    assert (outcome.document["customer_id"], orphans.doc("deals", 3)["stage"]) == (1, "interested")
    orphans("deal", "lost", "-", "3", "reason=price")
    assert orphans.doc("deals", 3)["status"] == "lost"


def test_of_two_who_move_it_at_once_the_second_is_told(orphans):
    slow, quick = orphans.beside(), orphans.beside(by="wu")
    slow_apply, first = slow.desk.apply, [1]

    def apply(change):
        if first:
            first.clear()
            quick("move", "prospect", "--deal", "1")
        return slow_apply(change)

    slow.desk.apply = apply
    with pytest.raises(Refused, match="MG Advanced HAXM was moved to Prospect by wu") as told:
        slow("move", "negotiation", "--deal", "1", "--reason", "x")
    assert told.value.exit_code == EXIT_CONFLICT
    assert slow.doc("deals", 1)["stage"] == "prospect"
