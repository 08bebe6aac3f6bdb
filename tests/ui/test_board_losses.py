"""What is lost on the board: a success only after a question, and words that were typed in vain come back
to the same deals alone."""

import pytest
from board_rig import board, fill_board, moved_by_another, stage_of


@pytest.fixture
def book(tmp_path):
    fill_board(tmp_path)
    return tmp_path


def _edited(book):
    """Somebody else touches deal 2, so that what is seen of it is old."""
    moved_by_another(book, 2, "interested")


async def test_a_success_is_lost_on_the_board_after_a_question_alone(book):
    async with board(book) as screen:
        await screen.press(*"llll")
        key = screen.here.grid.key
        deal = screen.here.board.cards[key].deal_id
        assert screen.book()["deals"][str(deal)]["status"] == "won"
        await screen.press("m", "5")
        await screen.quiet()
        await screen.sees("is won", "keep it won")
        await screen.press("enter", "k")
        await screen.quiet()
        assert stage_of(screen, deal) == "won"
        await screen.press("m", "5", "x", "1", "enter")
        await screen.quiet()
        assert stage_of(screen, deal) == "lost"


async def test_a_cause_typed_in_vain_comes_back_to_the_same_deals_alone(book):
    async with board(book) as screen:
        await screen.press("j", "m", "5", "1")
        await screen.type("no local stock")
        _edited(book)
        await screen.press("enter")
        await screen.until(lambda: "meanwhile" in screen.said, "told")
        await screen.press("g", "g", "h", "h", "m", "5", "1", "enter")
        await screen.quiet()
        lost = screen.book()["deals"]["1"]
        assert (lost["status"], lost.get("lost_cause")) == ("lost", None)


async def test_a_reason_in_vain_comes_back_to_the_same_deals_alone(book):
    async with board(book) as screen:
        await screen.press("j", "m", "3")
        await screen.type("they are sure")
        _edited(book)
        await screen.press("enter")
        await screen.until(lambda: "meanwhile" in screen.said, "told")
        await screen.press("h", "h", "g", "g", "m", "3")
        await screen.quiet()
        await screen.press("enter")
        assert "they are sure" not in screen.text()
        assert stage_of(screen, 1) == "prospect"
