"""The Customers screen at work: cursor, order, views, what the next start finds."""

import pytest
from customers_rig import NAMES, by_name, opened, shown, standing
from desk_on_screen import at_work, fill, on_screen
from hostile_texts import HARMFUL, known_bad_texts
from rich.cells import cell_len


async def test_the_list_shows_everybody_with_badge_stage_and_next_date(seven):
    async with at_work(seven) as screen:
        await opened(screen)
        await screen.sees("7 customers", "Kestrel Supplies", "Negotiation", "score▼")


async def test_sorting_keeps_the_cursor_on_its_customer_and_turns(seven):
    async with at_work(seven) as screen:
        await opened(screen)
        await screen.press("G")
        selected = screen.here.selected()
        await screen.press("o")
        await screen.until(lambda: shown(screen)[0] == "Kestrel Supplies", "by name")
        assert screen.here.selected() == selected
        await screen.sees("by name ▲", "name▲")
        there = shown(screen)
        await screen.press("O")
        await standing(screen, there[::-1])
        await screen.sees("by name ▼")
        assert screen.here.selected() == selected


async def test_a_saved_view_is_offered_and_applied_and_can_be_undone(seven):
    async with at_work(seven) as screen:
        await by_name(screen)
        await screen.press("slash")
        await screen.type("country:DE")
        await screen.press("enter", "W")
        await screen.type("Germans [/]")
        await screen.press("enter")
        await screen.sees("The view “Germans [/]” is saved; w shows all views.")
        await screen.press("escape")
        await screen.until(lambda: len(shown(screen)) == len(NAMES), "everybody")
        await screen.press("w")
        await screen.until(lambda: screen.app.shell.foot.asking, "the views")
        await screen.press("left", "enter")
        await screen.until(lambda: screen.here.filter == "country:DE", "the saved view")
        assert screen.here.sort == "name"
        await screen.press("u")
        await screen.sees("Undone")
        await screen.press("w")
        await screen.until(
            lambda: screen.app.shell.foot.asking and "6 Germans" not in screen.text(),
            "the views without it",
        )


async def test_the_next_start_stands_where_this_one_ended(seven):
    async with at_work(seven) as screen:
        await by_name(screen)
        await screen.press("O", "slash")
        await screen.type("o")
        await screen.press("enter")
        await standing(screen, ["Oakline", "Nordwind GmbH"])
        await screen.press("j")
        selected = screen.here.selected()
        order = shown(screen)
    async with at_work(seven) as screen:
        await screen.until(lambda: screen.here.name_ == "customers", "the same screen")
        await standing(screen, order)
        await screen.until(lambda: screen.here.selected() == selected, "the same customer")
        await screen.sees("filter o", "by name ▼")


async def test_while_the_book_is_read_there_is_a_frame_and_verbs_say_why_they_wait(seven):
    async with at_work(seven) as screen:
        await opened(screen)
    async with on_screen(seven) as screen:
        if screen.app.snapshot is None:
            assert screen.here.selected() is None
            assert screen.here.why_not("customers.sort") is not None
        await screen.until(lambda: screen.app.snapshot is not None, "read")
        await screen.until(lambda: len(shown(screen)) == len(NAMES), "all customers")


async def test_an_empty_book_says_what_fills_it(tmp_path):
    fill(tmp_path, customers=[{"name": "x"}])
    async with at_work(tmp_path) as screen:
        await screen.press("3")
        await screen.until(lambda: screen.here.selected() == 1, "the only one")
        await screen.press("x")
        await screen.sees("No customers yet; a adds one")


async def test_from_a_hundred_columns_the_selected_customer_stands_beside_the_list(seven):
    async with at_work(seven, size=(120, 30)) as screen:
        await by_name(screen)
        await screen.until(lambda: screen.here.detail.lines, "a detail")
        await screen.sees("treatment")
        await screen.press("j")
        await screen.until(
            lambda: (
                screen.here._dossier and screen.here._dossier.customer_id == screen.here.selected()
            ),
            "the detail follows",
        )
    async with at_work(seven, size=(80, 24)) as screen:
        await screen.until(lambda: shown(screen), "rows")
        assert not screen.here.detail.display


async def test_enter_opens_the_card_among_the_rows_shown(seven):
    async with at_work(seven) as screen:
        await by_name(screen)
        asked = []
        screen.app.shell.open_card = lambda key, among: asked.append((key, list(among)))
        await screen.press("enter")
        assert asked == [(4, list(screen.here.rows.rows))]


async def test_another_language_is_a_repaint(seven):
    async with at_work(seven) as screen:
        await by_name(screen)
        await screen.press("f2")
        await screen.sees("名称", "得分")


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (140, 40)])
async def test_every_size_shows_rows_and_no_line_is_too_long(seven, size):
    async with at_work(seven, size=size) as screen:
        await opened(screen)
        await screen.sees("Kestrel")
        assert len(screen.lines()) == size[1]


async def test_a_long_list_is_found_again_at_the_same_scroll(tmp_path):
    fill(tmp_path, customers=[{"name": f"Customer {n:03}"} for n in range(1, 201)])
    async with at_work(tmp_path) as screen:
        await screen.press("3")
        await screen.until(lambda: len(shown(screen)) == 200, "all customers")
        for _ in range(4):
            await screen.press("ctrl+d")
        await screen.press("k", "k")
        kept = (screen.here.selected(), screen.here.rows.top)
        assert kept[1] > 0
    async with at_work(tmp_path) as screen:
        await screen.until(lambda: screen.here.selected() == kept[0], "the same customer")
        assert screen.here.rows.top == kept[1]


@pytest.mark.realdata
async def test_known_bad_texts_are_rows_like_any_other(tmp_path):
    texts = [text for text in dict.fromkeys(known_bad_texts()) if text.strip()][:600]
    fill(tmp_path, customers=[{"name": text[:900], "owner": text[:900]} for text in texts])
    async with at_work(tmp_path, size=(140, 40)) as screen:
        await screen.press("3")
        await screen.until(lambda: len(shown(screen)) == len(texts), "all of them")
        for _ in range(20):
            await screen.press("ctrl+d")
            assert not HARMFUL & set(map(ord, screen.text().replace("\n", "")))
            assert {cell_len(line) for line in screen.lines()} == {140}


@pytest.mark.parametrize("remote", [False, True])
async def test_over_a_slow_link_the_cursor_lies_under_the_name_alone(seven, remote):
    async with at_work(seven, remote=remote) as screen:
        await by_name(screen)
        strip = screen.here.rows.render_line(0)
        name = next(s for s in strip if "Kestrel" in s.text)
        stage = next(s for s in strip if "Negotiation" in s.text)
        below = next(s for s in screen.here.rows.render_line(1) if "Prospect" in s.text)
        assert (stage.style == below.style) is remote
        assert name.style != below.style
        assert strip.text.startswith("▌")
