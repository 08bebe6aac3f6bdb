"""Moves: both ways, with their reasons and their history; edits never change an outcome."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Case
from tierdesk.domain.moment import Moment
from tierdesk.domain.validation import validated
from tierdesk.errors import Refused
from tierdesk.pipeline.exit_criteria import LABELS, label, unmet
from tierdesk.pipeline.moves import (
    OUTCOME_FIELDS,
    UnmetCriteria,
    edit_deal,
    move_deal,
    new_deal,
    stepped,
)
from tierdesk.pipeline.probability import probability
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stages import PRESETS, find_stage

NOW = Moment(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
STAGES = PRESETS["intent"]
EMPTY = Case(1, {"name": "x"})
MONEY = {"minor": 100_000, "currency": "CNY"}
READY = Case(
    1,
    {"name": "x", "industry": "steel", "employees": 20, "budget": MONEY,
     "decision_by": "2026-12-01", "needs": [{"text": "pipes", "strength": 2}]},
    contacts=[(1, {"customer_id": 1, "phones": ["1"], "role": "decision_maker"})],
    contracts=[(1, {"customer_id": 1, "signed_on": "2026-11-01", "amount": MONEY,
                    "first_payment_amount": MONEY})],
    payments=[(1, {"contract_id": 1, "paid_on": "2026-11-02", "amount": MONEY})],
)  # fmt: skip
FULL = {"customer_id": 1, "expected_sign_on": "2026-12-24",
        "checked": ["quote_sent", "objections_answered"]}  # fmt: skip


def moved(deal, target, case=EMPTY, moment=NOW, **more):
    edit = move_deal(7, deal, case, find_stage(target, STAGES), moment, stages=STAGES, **more)
    assert (edit.table, edit.id, edit.before) == ("deals", 7, deal)
    return dict(edit.after)


def deal(stage="prospect", **fields):
    return {"customer_id": 1, "stage": stage, "stage_since": "2026-10-01T08:00:00Z", **fields}


def test_a_forward_move_with_everything_known_needs_no_reason():
    after = moved({**deal(), **FULL}, "won", READY, by="Li")
    assert (after["stage"], after["status"], after["closed_on"]) == ("won", "won", "2026-11-22")
    assert after["stage_since"] == "2026-11-22T09:00:00Z"
    assert after["history"] == [
        {"source": "prospect", "target": "won", "at": "2026-11-22T09:00:00Z", "by": "Li"}
    ]


def test_unmet_exit_criteria_are_listed_and_ask_for_a_reason():
    with pytest.raises(UnmetCriteria, match="give a reason") as refusal:
        moved(deal(), "interested")
    assert refusal.value.unmet == ("contactable", "industry", "size", "need_known")
    assert "the industry" in str(refusal.value)


def test_a_reason_lets_a_move_pass_and_the_waived_criteria_are_kept():
    after = moved(deal(), "negotiation", reason=" boss says so ")
    entry = after["history"][-1]
    assert entry["reason"] == "boss says so"
    assert entry["unmet"][:4] == ["contactable", "industry", "size", "need_known"]
    assert entry["unmet"][4:] == ["budget", "decision_date", "decision_maker", "need_strength"]
    assert "status" not in after


def test_a_hard_stage_is_left_only_when_its_criteria_are_met():
    hard = (Stage("first", "First", "open", 10, exit_criteria=("industry", "size"), hard=True),
            *STAGES[1:])  # fmt: skip
    with pytest.raises(UnmetCriteria, match="fill that in first") as refusal:
        move_deal(1, deal("first"), EMPTY, hard[1], NOW, stages=hard, reason="because")
    assert refusal.value.hard
    assert (
        move_deal(1, deal("first"), READY, hard[1], NOW, stages=hard).after["stage"] == "interested"
    )


def test_a_way_back_asks_nothing():
    after = moved(deal("negotiation", history=[{"target": "negotiation", "at": "x"}]), "prospect")
    assert after["stage"] == "prospect"
    assert len(after["history"]) == 2


def test_a_lost_deal_asks_for_a_reason_and_keeps_where_it_died():
    with pytest.raises(Refused, match="needs a reason"):
        moved(deal("negotiation"), "lost", reason="  ")
    after = moved(deal("negotiation"), "lost", reason="price")
    assert (after["status"], after["lost_reason"], after["lost_stage"], after["closed_on"]) == (
        "lost", "price", "negotiation", "2026-11-22"
    )  # fmt: skip


def test_reopening_clears_the_closing_and_keeps_the_history():
    lost = moved(deal("negotiation"), "lost", reason="price")
    after = moved(lost, "negotiation", moment=Moment(NOW.now + timedelta(days=9)))
    assert "closed_on" not in after
    assert "status" not in after
    assert after["lost_stage"] == "negotiation"
    assert [entry["target"] for entry in after["history"]] == ["lost", "negotiation"]


def test_a_lost_deal_goes_on_from_where_it_died():
    lost = moved(deal("interested"), "lost", reason="price")
    with pytest.raises(UnmetCriteria) as refusal:
        moved(lost, "negotiation")
    assert refusal.value.unmet == ("budget", "decision_date", "decision_maker", "need_strength")


def test_a_won_deal_in_maintenance_stays_won_since_its_day():
    won = {**deal("won"), "status": "won", "closed_on": "2026-11-01"}
    after = moved(won, "maintain", READY)
    assert (after["status"], after["closed_on"]) == ("won", "2026-11-01")


def test_a_won_deal_that_is_not_signed_needs_a_reason_to_be_maintained():
    with pytest.raises(UnmetCriteria) as refusal:
        moved({**deal("won"), "status": "won"}, "maintain")
    assert refusal.value.unmet == ("signed",)


def test_a_deal_does_not_move_to_where_it_stands():
    with pytest.raises(Refused, match="already stands in Prospect"):
        moved(deal(), "prospect")


def test_a_deal_with_an_unknown_stage_can_be_moved():
    assert moved(deal("stage of old"), "interested", READY)["stage"] == "interested"


@given(st.lists(st.sampled_from([s.key for s in STAGES]), min_size=1, max_size=8))
def test_any_walk_leaves_a_valid_deal_with_its_whole_history(targets):
    found, steps = new_deal(1, NOW, STAGES), 0
    for target in targets:
        stage = find_stage(target, STAGES)
        status = {"open": "open", "maintain": "won"}.get(stage.kind, stage.kind)
        if (found["stage"], found.get("status", "open")) == (target, status):
            continue
        found, steps = moved(found, target, reason="r"), steps + 1
        assert len(found["history"]) == steps
        assert found.get("status", "open") == status
        assert ("closed_on" in found) == (status != "open")
        assert (probability(found, STAGES) in (0, 100)) == (status != "open")
        assert validated("deals", found)["stage"] == target


@pytest.mark.parametrize("field", sorted(OUTCOME_FIELDS))
@pytest.mark.parametrize("status", ["won", "lost", "open"])
def test_an_edit_never_changes_an_outcome(field, status):
    """Invariant 6."""
    before = deal(status=status)
    with pytest.raises(Refused, match="outcome"):
        edit_deal(1, before, {"amount": MONEY, field: "x"})
    after = edit_deal(1, before, {"amount": MONEY, "title": None, "owner": "Li"}).after
    assert {k: after.get(k) for k in OUTCOME_FIELDS} == {k: before.get(k) for k in OUTCOME_FIELDS}
    assert after["amount"] == MONEY


def test_a_new_deal_starts_at_the_first_stage():
    assert new_deal(4, NOW, PRESETS["leads"], {"title": "t"}) == {
        "customer_id": 4, "stage": "lead", "stage_since": "2026-11-22T09:00:00Z",
        "opened_on": "2026-11-22", "title": "t",
    }  # fmt: skip


def test_every_exit_criterion_is_unmet_for_nobody_known_and_met_when_all_is():
    for stage in STAGES:
        wanted = stage.exit_criteria
        assert unmet(stage, EMPTY, {}, NOW) == wanted
        assert unmet(stage, READY, {**FULL, "lost_reason": "r"}, NOW) == ()
        assert all(str(label(key)) == LABELS[key] for key in wanted)


def test_a_criterion_of_the_books_own_is_an_entry_of_the_check_list():
    stage = Stage("own", "Own", "open", 20, exit_criteria=("nda_signed",))
    assert unmet(stage, READY, {}, NOW) == ("nda_signed",)
    assert unmet(stage, READY, {"checked": ["nda_signed"]}, NOW) == ()
    assert "nda_signed" in str(label("nda_signed"))


def test_a_person_has_no_size_and_decides_itself():
    person = Case(1, {"kind": "person"})
    assert "size" not in unmet(STAGES[0], person, {}, NOW)
    assert "decision_maker" not in unmet(STAGES[1], person, {}, NOW)


def test_a_step_that_nobody_asked_for_leaves_the_document_of_a_move():
    """Invariant 6: a file and a hand change an outcome in the same way."""
    for before, target in (
        (deal("negotiation"), "lost"), (deal("negotiation", code="K"), "won"),
        ({**deal("won"), "status": "won", "closed_on": "2026-11-01"}, "prospect"),
    ):  # fmt: skip
        by_hand = moved(before, target, READY, reason="why")
        step = stepped(before, find_stage(target, STAGES), NOW, by=by_hand["history"][-1].get("by", ""),
                       reason="why", unmet=by_hand["history"][-1].get("unmet", ()))  # fmt: skip
        assert step == by_hand
        assert validated("deals", step)


def test_a_step_may_say_on_which_day_the_deal_was_closed():
    won, back = find_stage("won", STAGES), find_stage("prospect", STAGES)
    step = stepped(deal("negotiation"), won, NOW, closed_on="2026-10-05")
    assert (step["status"], step["closed_on"]) == ("won", "2026-10-05")
    assert "closed_on" not in stepped(step, back, NOW, closed_on="2026-10-05")


def test_a_lost_step_without_a_reason_keeps_the_one_it_states():
    lost = find_stage("lost", STAGES)
    assert stepped({**deal(), "lost_reason": "price"}, lost, NOW)["lost_reason"] == "price"
    assert "lost_reason" not in stepped(deal(), lost, NOW)
