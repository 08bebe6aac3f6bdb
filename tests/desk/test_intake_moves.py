"""A stage that a file brings is a move like one by hand: the same document comes of both."""

import pytest
from intake_steps import MOMENT, imported, open_desk

from tierdesk.domain.change import Change
from tierdesk.pipeline.moves import move_deal
from tierdesk.pipeline.stages import find_stage, stages_of

START = "name,deal.title,deal.stage\nA,Line 3,{}\n"


def deal_of(desk):
    """The only deal; criteria that were waived are not asked of a file."""
    [(_, doc)] = desk.book.rows("deals")
    history = [{k: v for k, v in step.items() if k != "unmet"} for step in doc.get("history", [])]
    return {**{k: v for k, v in doc.items() if k != "rev"}, "history": history}


def moved_by_hand(start, target, reason):
    desk = open_desk()
    imported(desk, START.format(start))
    [(deal_id, doc)] = desk.book.rows("deals")
    stages = stages_of(desk.book)
    edit = move_deal(deal_id, doc, desk.book.case(1), find_stage(target, stages), MOMENT,
                     stages=stages, reason=reason)  # fmt: skip
    desk.apply(Change("deal.move", {}, (edit,)))
    return deal_of(desk)


@pytest.mark.parametrize(("start", "target"), [
    ("prospect", "won"), ("prospect", "negotiation"), ("won", "negotiation"), ("lost", "prospect"),
    ("lost", "won"), ("negotiation", "interested"),
])  # fmt: skip
def test_a_file_and_a_hand_leave_the_same_deal(start, target):
    desk = open_desk()
    imported(desk, START.format(start))
    imported(desk, START.format(target))
    assert deal_of(desk) == moved_by_hand(start, target, "import")


@pytest.mark.parametrize("start", ["prospect", "won"])
def test_a_loss_has_the_reason_of_the_file(start):
    desk = open_desk()
    imported(desk, START.format(start))
    imported(desk, "name,deal.title,deal.stage,deal.lost_reason\nA,Line 3,lost,price\n")
    assert deal_of(desk) == moved_by_hand(start, "lost", "price")


def test_a_loss_without_a_reason_invents_none():
    desk = open_desk()
    imported(desk, START.format("prospect"))
    imported(desk, START.format("lost"))
    assert "lost_reason" not in deal_of(desk)


def test_the_closing_day_of_the_file_is_kept():
    desk = open_desk()
    imported(desk, START.format("prospect"))
    imported(desk, "name,deal.title,deal.stage,deal.closed_on\nA,Line 3,won,2026-11-02\n")
    assert deal_of(desk)["closed_on"] == "2026-11-02"
