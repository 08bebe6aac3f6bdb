"""Won, lost, open again: the outcome is a matter of moves, and its history stays."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Case
from tierdesk.domain.deals import status
from tierdesk.domain.moment import Moment
from tierdesk.domain.validation import validated
from tierdesk.errors import Refused
from tierdesk.pipeline.moves import OUTCOME_FIELDS, UnmetCriteria, edit_deal
from tierdesk.pipeline.outcomes import Loss, lost, reopened, won
from tierdesk.pipeline.probability import probability
from tierdesk.pipeline.stages import PRESETS

NOW = Moment(datetime(2026, 11, 24, 9, tzinfo=UTC))
STAGES = PRESETS["intent"]
CASE = Case(1, {"name": "x"})
PRICE = Loss("price", "price", "no local stock")


def lose(deal, loss=PRICE):
    return validated("deals", lost((7, deal), CASE, NOW, STAGES, loss, by="li").after)


def win(deal):
    return validated("deals", won((7, deal), CASE, NOW, STAGES, reason="sure").after)


def reopen(deal):
    return validated("deals", reopened((7, deal), CASE, NOW, STAGES, by="li").after)


def test_a_lost_deal_keeps_reason_kind_cause_and_where_it_died():
    found = lose({"stage": "negotiation"})
    assert [found[k] for k in ("status", "stage", "lost_stage")] == ["lost", "lost", "negotiation"]
    assert [found[k] for k in ("lost_reason", "lost_kind", "lost_cause")] == [*PRICE]
    assert found["closed_on"] == "2026-11-24"
    assert probability(found, STAGES) == 0, "invariant 5"


def test_reopening_leads_back_to_where_it_stood_and_keeps_the_history():
    found = reopen(lose({"stage": "negotiation"}))
    assert (status(found), found["stage"]) == ("open", "negotiation")
    assert not {"closed_on", "lost_reason", "lost_kind", "lost_cause"} & found.keys()
    first, second = found["history"]
    assert (first["reason"], first["kind"], first["cause"]) == tuple(PRICE)
    assert (second["source"], second["target"]) == ("lost", "negotiation")
    assert 0 < probability(found, STAGES) < 100


def test_a_won_deal_goes_back_to_its_last_open_stage_too():
    found = reopen(win({"stage": "interested"}))
    assert (status(found), found["stage"]) == ("open", "interested")
    assert reopen({"stage": "maintain", "status": "won"})["stage"] == "prospect", "no fact tells"


def test_what_is_open_is_not_reopened_and_a_win_asks_what_a_move_asks():
    with pytest.raises(Refused, match="open already"):
        reopen({"stage": "prospect"})
    with pytest.raises(UnmetCriteria):
        won((7, {"stage": "prospect"}), CASE, NOW, STAGES)
    with pytest.raises(Refused, match="needs a reason"):
        lose({"stage": "prospect"}, Loss(" "))


FIELDS = ["title", "amount", "lost_reason", "lost_kind", "lost_cause", "discount", "owner"]
EDITS = st.dictionaries(st.sampled_from(FIELDS), st.none() | st.text(min_size=1), max_size=4)


@given(st.sampled_from([lose, win]), st.sampled_from(["prospect", "negotiation"]), EDITS)
def test_editing_a_closed_deal_never_changes_its_outcome(close, stage, fields):
    """Invariant 6."""
    closed = close({"stage": stage, "customer_id": 1})
    after = edit_deal(7, closed, fields).after
    assert {k: after.get(k) for k in OUTCOME_FIELDS} == {k: closed.get(k) for k in OUTCOME_FIELDS}
    assert probability(after, STAGES) == probability(closed, STAGES)


@given(st.lists(st.sampled_from([lose, win, reopen]), max_size=8))
def test_any_order_of_outcomes_leaves_a_valid_deal_with_its_whole_history(steps):
    deal, made = {"stage": "interested", "customer_id": 1}, 0
    for step in steps:
        try:
            deal = step(deal)
            made += 1
        except Refused:
            continue
    assert len(deal.get("history", [])) == made
    assert ("lost_reason" in deal) == (status(deal) == "lost")
    assert ("closed_on" in deal) == (status(deal) != "open")
