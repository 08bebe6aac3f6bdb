"""The desk in windows of every size, and with a mouse: panes by width, a sentence where there is no room,
and what the wheel and a click do."""

import pytest
from desk_rig import NAMES, demo_book, desk, kept, morning
from rich.cells import cell_len


@pytest.fixture
def book(tmp_path):
    morning(tmp_path)
    return tmp_path


async def resized(screen, width, height):
    await screen.pilot.resize_terminal(width, height)
    await screen.quiet()


@pytest.mark.parametrize(
    ("width", "panes"), [(80, 1), (99, 1), (100, 2), (139, 2), (140, 3), (200, 3)]
)
async def test_there_are_as_many_panes_as_fit(book, width, panes):
    async with desk(book, size=(width, 24)) as screen:
        place = screen.here
        shown = [pane for pane in (place.rows, place.detail, place.timeline) if pane.size.width]
        assert len(shown) == panes
        if panes > 1:
            await screen.sees("score")
            assert "│" in screen.lines()[5]
        if panes > 2:
            await screen.sees("11-01 10:00")
        assert all(cell_len(line) == width for line in screen.lines())


@pytest.mark.parametrize("width", [100, 119, 120, 139, 140, 160, 200])
async def test_panes_take_no_column_that_eighty_columns_show(tmp_path, width):
    demo_book(tmp_path)
    async with desk(tmp_path, size=(width, 24)) as screen:
        await screen.sees("¥320k  60 %")
        await screen.press("3")
        await screen.sees("¥385k", "Negotiation", "+3d", "amount")


async def test_panes_follow_the_window_and_the_cursor_stays(book):
    async with desk(book, size=(80, 24)) as screen:
        await screen.press("j", "j")
        for width, height in ((160, 40), (100, 30), (40, 10), (80, 24)):
            await resized(screen, width, height)
            assert screen.selected == NAMES[2]
            await screen.until(lambda h=height, w=width: [len(screen.lines()), cell_len(screen.lines()[0])] == [h, w], "laid out")  # fmt: skip
            await screen.sees("▌")


async def test_forty_by_ten_is_enough_to_work(book):
    async with desk(book, size=(40, 10)) as screen:
        await screen.sees("▌C 宏达机械", "Tue 2026-11-24", "? keys")
        await screen.press("enter")
        await screen.sees("r reached")
        await screen.press("R")
        await screen.type("+3d")
        await screen.sees("→ Fri 2026-11-27")
        await screen.press("enter")
        assert screen.said.startswith("Logged for 宏达机械")
        await screen.press("3")
        await screen.until(lambda: len(screen.names()) == len(NAMES), "the list")
        await screen.press("1", "o")
        await screen.sees("score")
        await screen.press("q", "?")
        await screen.sees("With the selected customer")
        await screen.press("q", "ctrl+p")
        await screen.type("undo")
        await screen.press("enter")
        await screen.until(lambda: screen.said.startswith("Undone"), "undone")


@pytest.mark.parametrize("size", [(39, 24), (80, 9), (12, 4), (1, 1)])
async def test_a_window_that_is_too_small_says_what_is_needed(book, size):
    before = kept(book)
    async with desk(book, size=size) as screen:
        if size[1] > 4:
            await screen.sees("40 × 10")
        for key in ("d", "x", "s", "enter", "1", "j"):
            await screen.press(key)
        assert kept(book) == before, "nothing is done that cannot be seen"
        assert not screen.foot.asking
        await resized(screen, 80, 24)
        await screen.sees("▌C 宏达机械")
        await screen.press("d")
        await screen.until(lambda: screen.said.startswith("Done with"), "works again")


async def test_a_text_that_is_being_typed_survives_any_resize(book):
    async with desk(book) as screen:
        await screen.press("enter", "r")
        await screen.type("three lines")
        for size in ((39, 9), (10, 3), (200, 60), (80, 24)):
            await resized(screen, *size)
            assert screen.foot.logging.texts[0] == "three lines"
        await screen.type("!")
        await screen.press("enter")
        assert screen.said.startswith("Logged for")
        assert "three lines!" in str(kept(book)["touches"])


async def test_quitting_works_where_nothing_else_does(book):
    async with desk(book, size=(20, 5)) as screen:
        await screen.press("q")
        assert screen.app.leaving


async def test_what_is_said_is_folded_not_cut(book):
    async with desk(book, size=(40, 12)) as screen:
        await screen.press("z")
        await screen.type("yesterday")
        await screen.press("enter")
        assert screen.failed
        told = screen.app.catalog.text(screen.shell.status.said.message)
        await screen.until(
            lambda: told in " ".join(line.strip() for line in screen.lines()[-3:-1]),
            "the whole of it",
        )
        await screen.press("escape", "j")
        await screen.until(lambda: len(screen.shell.told.lines) == 1, "one line again")


async def test_the_wheel_moves_the_rows_and_a_click_selects(book):
    from textual import events

    async with desk(book) as screen:
        rows = screen.here.rows

        def wheel(kind):
            screen.app.post_message(kind(None, 5, 4, 0, 0, 0, False, False, False))

        wheel(events.MouseScrollDown)
        await screen.until(lambda: screen.selected == NAMES[3], "three rows down")
        wheel(events.MouseScrollUp)
        await screen.until(lambda: screen.selected == NAMES[0], "and up")
        await screen.pilot.click(rows, offset=(5, 2))
        await screen.until(lambda: screen.selected == NAMES[2], "the row that was clicked")
        await screen.pilot.click(rows, offset=(5, 2))
        await screen.until(lambda: screen.here.name_ == "card", "clicked again: the card")


async def test_a_click_does_not_take_the_keys_from_a_text(book):
    async with desk(book) as screen:
        await screen.press("enter", "r")
        await screen.type("one")
        await screen.pilot.click(screen.here.rows, offset=(5, 3))
        await screen.type(" two")
        assert screen.foot.logging.texts[0] == "one two"
        await screen.press("enter")
        await screen.until(
            lambda: screen.said.startswith("Logged for 宏达机械"), "the one it was begun for"
        )


async def test_moving_through_a_long_queue_keeps_the_cursor_in_sight(tmp_path):
    demo_book(tmp_path)
    async with desk(tmp_path, size=(80, 14)) as screen:
        rows = screen.here.rows
        seen = []
        for key in ["j"] * 30 + ["G", "g", "ctrl+d", "ctrl+u", "pagedown", "end", "up", "home"]:
            await screen.press(key)
            assert rows.top <= rows.at < rows.top + rows.size.height, key
            seen.append(screen.selected)
        assert None not in seen
        assert len(set(seen[:30])) == 30, "every row is visited, headings are not"


async def test_ascii_signs_alone_where_the_terminal_draws_others_wide(book):
    async with desk(book, size=(120, 24), ascii=True) as screen:
        await screen.press("j")
        await screen.sees(">C Nordwind GmbH")
        text = screen.text()
        for name in NAMES:
            text = text.replace(name, "")
        assert text.isascii(), [char for char in text if not char.isascii()]
