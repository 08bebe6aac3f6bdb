"""Moves of deals as they were seen: one Change, one question for all that is missing, and nobody's move
over somebody else's."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tierdesk.commands.doing import deal_outcome, move
from tierdesk.commands.doing.move import Loss
from tierdesk.commands.doing.move_deals import Seen, change, name_of, seen, told
from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.errors import Refused
from tierdesk.pipeline.moves import UnmetCriteria
from tierdesk.pipeline.stage import to_document
from tierdesk.pipeline.stages import PRESETS, find_stage
from tierdesk.triage.needs_reason import NeedsReason

NOW = Moment(datetime(2026, 11, 24, 10, 0, tzinfo=UTC), UTC)
STAGES = PRESETS["intent"]
NEGOTIATION, WON, LOST = (find_stage(word, STAGES) for word in ("negotiation", "won", "lost"))


@pytest.fixture
def book():
    customers = {"1": {"name": "宏达"}, "2": {"name": "Kestrel", "employees": 4, "industry": "x"}}
    deals = {
        "1": {"customer_id": 1, "stage": "prospect"}, "2": {"customer_id": 2, "stage": "interested"},
        "3": {"customer_id": 1, "stage": "negotiation"}, "4": {"stage": "prospect", "title": "Line 3"},
        "5": {"stage": "prospect"},
    }  # fmt: skip
    return Book({"customers": customers, "deals": deals})


def as_seen(book, *ids):
    return [seen(one, book.get("deals", one)) for one in ids]


def lacking(book, deal_id):
    with pytest.raises(UnmetCriteria) as refusal:
        change(book, as_seen(book, deal_id), NEGOTIATION, NOW, "li")
    return refusal.value.unmet


def test_several_deals_are_one_change_and_those_there_already_stay(book):
    made = change(book, as_seen(book, 1, 2, 3), NEGOTIATION, NOW, "li", reason="fair")
    assert [edit.id for edit in made.edits] == [1, 2]
    assert (made.verb, made.args) == ("deals.move", {"n": 2, "target": "negotiation"})
    assert {edit.after["stage"] for edit in made.edits} == {"negotiation"}
    assert made.edits[0].after["history"][0]["reason"] == "fair"


def test_one_deal_is_told_by_name(book):
    made = change(book, as_seen(book, 1), NEGOTIATION, NOW, "li", reason="fair")
    assert made.args == {"name": "宏达", "source": "prospect", "target": "negotiation"}


def test_what_all_of_them_lack_is_asked_for_once(book):
    alone = [lacking(book, one) for one in (1, 2)]
    with pytest.raises(UnmetCriteria) as both:
        change(book, as_seen(book, 1, 2), NEGOTIATION, NOW, "li")
    assert set(both.value.unmet) == {key for keys in alone for key in keys}
    assert len(both.value.unmet) == len(set(both.value.unmet))
    assert not both.value.hard


def test_a_loss_wants_a_reason_whoever_is_lost(book):
    with pytest.raises(NeedsReason):
        change(book, as_seen(book, 1, 4), LOST, NOW, "li")
    made = change(book, as_seen(book, 1, 4), LOST, NOW, "li", reason="price")
    assert {edit.after["lost_reason"] for edit in made.edits} == {"price"}


def test_a_deal_that_somebody_moved_meanwhile_is_not_moved_again(book):
    old = as_seen(book, 1, 2)
    moved = change(book, old[:1], NEGOTIATION, NOW, "wu", reason="x").edits[0]
    book._tables["deals"]["1"] = moved.after
    with pytest.raises(Refused, match="was moved to Negotiation by wu meanwhile") as told_:
        change(book, old, LOST, NOW, "li", reason="price")
    assert "宏达" in str(told_.value)


def test_a_deal_that_is_gone_is_told(book):
    with pytest.raises(Refused, match="not there any more"):
        change(book, [Seen(99, "prospect", "open")], NEGOTIATION, NOW, "li")


def test_a_refusal_among_several_names_the_deal(book):
    hard = list(STAGES)
    hard[0] = replace(hard[0], hard=True)
    book._tables["stages"] = {str(n): to_document(stage) for n, stage in enumerate(hard, 1)}
    with pytest.raises(Refused, match="^宏达: ") as refusal:
        change(book, as_seen(book, 1, 2), NEGOTIATION, NOW, "li", reason="x")
    assert not isinstance(refusal.value, UnmetCriteria), "a reason would not help"


@pytest.mark.parametrize(("deal_id", "name"), [(1, "宏达"), (4, "Line 3"), (5, "#5")])
def test_a_deal_goes_by_its_customer_else_by_itself(book, deal_id, name):
    assert name_of(book, deal_id) == name


def test_what_came_of_it(book):
    one, several = as_seen(book, 4), as_seen(book, 1, 2)
    assert [str(m) for m in told(book, one, NEGOTIATION, NOW)] == ["Line 3 is in Negotiation now."]
    assert str(told(book, several, NEGOTIATION, NOW)[0]).startswith("2 deals are in")
    won = change(book, as_seen(book, 3), WON, NOW, "li", reason="x").edits[0]
    book._tables["deals"]["3"] = won.after
    said = told(book, [Seen(3, "negotiation", "open")], WON, NOW)
    assert [str(message) for message in said][1] == "won, not signed: no contract"


def test_a_stage_that_is_not_there_any_more_is_told(book):
    left = [stage for stage in STAGES if stage.key != "negotiation"]
    book._tables["stages"] = {str(n): to_document(stage) for n, stage in enumerate(left, 1)}
    with pytest.raises(Refused, match="Negotiation was removed or renamed a moment ago"):
        change(book, as_seen(book, 1), NEGOTIATION, NOW, "li", reason="fair")


def test_criteria_that_were_changed_meanwhile_hold_at_once(book):
    after = [replace(stage, hard=stage.key == "prospect") for stage in STAGES]
    book._tables["stages"] = {str(n): to_document(stage) for n, stage in enumerate(after, 1)}
    with pytest.raises(UnmetCriteria) as refusal:
        change(book, as_seen(book, 1), NEGOTIATION, NOW, "li", reason="fair")
    assert refusal.value.hard


def test_a_loss_is_kept_with_the_words_of_the_list_its_kind_and_cause(book):
    made = change(book, as_seen(book, 1, 4), LOST, NOW, "li", reason="Too expensive",
                  loss=Loss(cause=" no stock "))  # fmt: skip
    for edit in made.edits:
        assert (edit.after["lost_reason"], edit.after["lost_kind"], edit.after["lost_cause"]) == (
            "price", "price", "no stock")  # fmt: skip


def test_losing_by_any_verb_leaves_the_same_deal(book):
    wanted = {"lost_reason": "too expensive", "lost_cause": "no stock"}
    by_outcome = deal_outcome.lose(book, 1, 1, wanted, NOW, "li")
    loss = Loss(cause="no stock")
    by_card = change(book, as_seen(book, 1), LOST, NOW, "li", reason="too expensive", loss=loss)
    by_customer = move.change(
        book, [1], LOST, NOW, "li", reason="too expensive", deal="1", loss=loss
    )
    assert by_outcome.edits[0].after == by_card.edits[0].after == by_customer.edits[0].after


@pytest.mark.parametrize("ids", [(2,), (1, 2)])
def test_a_success_is_not_lost_by_a_move_either_unless_it_is_said_so(ids):
    won = Book(
        {
            "deals": {
                "1": {"stage": "prospect"},
                "2": {"stage": "won", "status": "won", "title": "Line 3"},
            }
        }
    )
    with pytest.raises(deal_outcome.Won) as refusal:
        change(won, as_seen(won, *ids), LOST, NOW, "li", reason="price")
    assert refusal.value.there.key == "The deal %(deal)s is won."
    made = change(won, as_seen(won, *ids), LOST, NOW, "li", reason="price", anyway=True)
    assert [edit.after["status"] for edit in made.edits] == ["lost"] * len(ids)
