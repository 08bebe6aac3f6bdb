"""Lanes of the board whose heading is scrolled away: the head of the column tells whose cards they are."""

from board_rig import board, money
from desk_rig import fill


async def test_the_owner_stands_in_the_head_when_the_heading_is_gone(tmp_path):
    customers = [{"name": f"Firm {n:02}", "owner": "li" if n < 3 else "wang"} for n in range(30)]
    deals = [{"customer_id": n + 1, "stage": "prospect", "amount": money(1)} for n in range(30)]
    fill(tmp_path, customers=customers, deals=deals)
    async with board(tmp_path, size=(80, 24)) as screen:
        await screen.press("i")
        await screen.sees("li", "wang")
        head = screen.lines()[3]
        assert "weighted" in head and "wang" not in head
        await screen.press("G")
        await screen.quiet()
        assert "wang" in screen.lines()[3], screen.text()
        await screen.press("g")
        await screen.quiet()
        assert screen.lines()[3] == head
