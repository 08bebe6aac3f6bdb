"""The Customers screen at work: cursor, filter, order, views, marks, what the next start finds."""

import pytest
from desk_on_screen import at_work, fill, on_screen, session
from hostile_texts import HARMFUL, known_bad_texts
from rich.cells import cell_len

from tierdesk.domain.change import Change, Edit

NAMES = [
    "宏达机械",
    "Nordwind GmbH",
    "青禾零售",
    "Kestrel Supplies",
    "乐行旅行社",
    "Oakline",
    "张三丰武馆",
]


def customers(**fields):
    return [
        {"name": name, "created_at": f"2026-01-0{n}T00:00:00Z", "country": "CN" if n % 2 else "DE"} | fields
        for n, name in enumerate(NAMES, 1)
    ]  # fmt: skip


@pytest.fixture
def book(tmp_path):
    fill(
        tmp_path,
        customers=customers(),
        touches=[{"customer_id": 2, "at": "2026-11-20T02:00:00Z", "result": "reached"}],
        deals=[{"customer_id": 4, "stage": "negotiation", "amount": {"minor": 9_000_000, "currency": "CNY"},
                "created_at": "2026-11-01T00:00:00Z"}],
    )  # fmt: skip
    return tmp_path


def shown(screen):
    rows = screen.app.snapshot.rows
    return [rows[key].name for key in screen.here.rows.rows if key > 0]


async def standing(screen, names):
    await screen.until(
        lambda: shown(screen) == list(names), f"these rows: {names}, not {shown(screen)}"
    )


async def opened(screen):
    await screen.press("3")
    await screen.until(lambda: len(shown(screen)) == len(NAMES), "all customers")


async def by_name(screen):
    await opened(screen)
    await screen.press("o")
    await screen.until(lambda: screen.here.sort == "name", "sorted by name")
    await screen.until(lambda: shown(screen)[0] == "Kestrel Supplies", "the names in order")
    await screen.press("g")


async def test_the_list_shows_everybody_with_badge_stage_and_next_date(book):
    async with at_work(book) as screen:
        await opened(screen)
        await screen.sees("7 customers", "Kestrel Supplies", "Negotiation", "score▼")


async def test_a_filter_is_answered_at_every_key_and_enter_keeps_it(book):
    async with at_work(book) as screen:
        await by_name(screen)
        await screen.press("slash")
        await screen.type("o")
        await standing(screen, ["Nordwind GmbH", "Oakline"])
        await screen.sees("2 of 7")
        await screen.type("ak")
        await standing(screen, ["Oakline"])
        await screen.press("enter")
        await screen.until(lambda: not screen.app.shell.foot.asking, "the keys again")
        await screen.sees("1 of 7  filter oak")
        assert shown(screen) == ["Oakline"]


async def test_escape_takes_back_what_was_typed_and_then_the_filter_itself(book):
    async with at_work(book) as screen:
        await by_name(screen)
        await screen.press("slash")
        await screen.type("o")
        await screen.press("enter", "slash")
        await screen.type("ak")
        await standing(screen, ["Oakline"])
        await screen.press("escape")
        await standing(screen, ["Nordwind GmbH", "Oakline"])
        assert screen.here.filter == "o"
        await screen.press("escape")
        await screen.until(lambda: len(shown(screen)) == len(NAMES), "everybody again")
        assert screen.here.filter == ""


async def test_the_cursor_comes_back_to_its_customer_when_typing_is_left(book):
    async with at_work(book) as screen:
        await by_name(screen)
        await screen.press("j", "j")
        before = screen.here.selected()
        await screen.press("slash")
        await screen.type("kes")
        await standing(screen, ["Kestrel Supplies"])
        assert screen.here.selected() == 4
        await screen.press("escape")
        await screen.until(lambda: screen.here.selected() == before, "the old row")


async def test_pinyin_finds_chinese_names(book):
    async with at_work(book) as screen:
        await opened(screen)
        await screen.press("slash")
        await screen.type("zsf")
        await standing(screen, ["张三丰武馆"])


async def test_half_a_term_says_what_is_missing_and_is_not_accepted(book):
    async with at_work(book) as screen:
        await opened(screen)
        await screen.press("slash")
        await screen.type("country:DE tier:")
        await screen.until(lambda: screen.here._found and screen.here._found.fault, "a fault")
        await screen.sees("tier wants a value")
        assert all(screen.app.snapshot.rows[key].country == "DE" for key in screen.here.rows.rows)
        await screen.press("enter")
        assert screen.app.shell.foot.asking
        await screen.type("C")
        await screen.until(lambda: screen.here.filter == "country:DE tier:C", "mended")
        await screen.press("enter")
        await screen.until(lambda: not screen.app.shell.foot.asking, "taken now")


async def test_tab_completes_keys_and_values(book):
    async with at_work(book) as screen:
        await opened(screen)
        await screen.press("slash")
        await screen.until(lambda: screen.here._words is not None, "the words of the book")
        await screen.type("cou")
        await screen.press("tab")
        await screen.until(lambda: screen.here.filter == "country:", "the key")
        await screen.press("end")
        await screen.type("D")
        await screen.press("tab")
        await screen.until(lambda: screen.here.filter == "country:DE", "the value")


async def test_a_filter_that_finds_nobody_says_so_and_which_key_clears_it(book):
    async with at_work(book) as screen:
        await opened(screen)
        await screen.press("slash")
        await screen.type("zzz")
        await screen.press("enter")
        await screen.sees("No customer fits “zzz”", "esc clears")
        assert screen.here.selected() is None
        await screen.press("l")
        await screen.sees("No customer is selected.")


async def test_n_goes_through_the_hits_of_the_last_filter_after_it_is_cleared(book):
    async with at_work(book) as screen:
        await by_name(screen)
        await screen.press("n")
        await screen.sees("Nothing was filtered yet; / filters.")
        await screen.press("slash")
        await screen.type("o")
        await screen.press("enter", "escape")
        await screen.until(lambda: len(shown(screen)) == len(NAMES), "everybody")
        await screen.press("g")
        visited = []
        for key in ("n", "n", "n", "N"):
            await screen.press(key)
            visited.append(screen.app.snapshot.rows[screen.here.selected()].name)
        assert visited == ["Nordwind GmbH", "Oakline", "Nordwind GmbH", "Oakline"]


async def test_sorting_keeps_the_cursor_on_its_customer_and_turns(book):
    async with at_work(book) as screen:
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


async def test_marks_survive_the_filter_and_are_counted(book):
    async with at_work(book) as screen:
        await by_name(screen)
        await screen.press("space", "space")
        await screen.sees("2 marked")
        assert screen.here.targets() == [4, 2]
        await screen.press("slash")
        await screen.type("oak")
        await screen.press("enter")
        await standing(screen, ["Oakline"])
        await screen.sees("2 marked")
        assert screen.here.targets() == [2, 4], "those that are not shown are meant as well"
        await screen.press("asterisk")
        await screen.sees("3 marked")
        assert screen.here.targets() == [6, 2, 4]
        await screen.press("comma")
        await screen.until(lambda: "marked" not in screen.text(), "no marks")
        assert screen.here.targets() == [6]


async def test_a_range_is_shown_while_it_lasts_and_marked_at_its_end(book):
    async with at_work(book) as screen:
        await by_name(screen)
        await screen.press("j", "v", "j", "j")
        await screen.sees("range of 3")
        assert len(screen.here.marks) == 0
        assert screen.here.targets() == screen.here.rows.rows[1:4]
        await screen.press("k")
        await screen.sees("range of 2")
        await screen.press("v")
        await screen.sees("2 marked")
        assert sorted(screen.here.marks.ids) == sorted(screen.here.rows.rows[1:3])
        await screen.press("v", "j", "escape")
        await screen.until(lambda: "range" not in screen.text(), "the range is dropped")
        assert len(screen.here.marks) == 2


async def test_a_verb_means_all_marked_customers_as_one_change(book):
    async with at_work(book) as screen:
        await by_name(screen)
        await screen.press("space", "space", "x")
        await screen.until(lambda: len(shown(screen)) == 5, "both are gone")
        await screen.sees("2 customers")
        assert len(screen.here.marks) == 0, "nobody is left to be marked"
        await screen.press("u")
        await screen.until(lambda: len(shown(screen)) == len(NAMES), "both are back")


async def test_fields_of_marked_customers_are_set_in_one_line(book):
    async with at_work(book) as screen:
        await by_name(screen)
        await screen.press("space", "space", "e")
        await screen.type("city")
        await screen.until(lambda: screen.app.shell.foot.entry.text == "city", "typed")
        await screen.type("=Berlin owner=Wu")
        await screen.press("enter")
        await screen.sees("Changed 2 customers.")
        rows = screen.app.snapshot.rows
        assert {one for one in rows if rows[one].owner == "Wu"} == {2, 4}
        await screen.press("u")
        await screen.until(
            lambda: not any(row.owner for row in screen.app.snapshot.rows.values()),
            "one undo for both",
        )


async def test_a_field_that_does_not_exist_leaves_the_line_to_be_mended(book):
    async with at_work(book) as screen:
        await by_name(screen)
        await screen.press("space", "space", "e")
        await screen.type("citty=Berlin")
        await screen.press("enter")
        await screen.sees("citty")
        await screen.until(lambda: "did you mean" in screen.text(), "what was meant")
        assert screen.app.shell.foot.asking
        assert screen.app.shell.foot.entry.text == "citty=Berlin"


async def test_a_view_brings_its_filter_and_order(book):
    async with at_work(book) as screen:
        await opened(screen)
        await screen.press("w", "2")
        await screen.until(lambda: screen.here.filter == "due<=eow", "due this week")
        assert (screen.here.sort, screen.here.turned) == ("due", False)
        await screen.press("w", "1")
        await screen.until(lambda: len(shown(screen)) == len(NAMES), "everybody")


async def test_a_saved_view_is_offered_and_applied_and_can_be_undone(book):
    async with at_work(book) as screen:
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
        await screen.press("u", "w")
        await screen.until(lambda: screen.app.shell.foot.asking, "the views without it")
        assert "Germans" not in screen.text()


async def test_the_next_start_stands_where_this_one_ended(book):
    async with at_work(book) as screen:
        await by_name(screen)
        await screen.press("O", "slash")
        await screen.type("o")
        await screen.press("enter", "j")
        selected = screen.here.selected()
        order = shown(screen)
    async with at_work(book) as screen:
        await screen.until(lambda: screen.here.name_ == "customers", "the same screen")
        await standing(screen, order)
        await screen.until(lambda: screen.here.selected() == selected, "the same customer")
        await screen.sees("filter o", "by name ▼")


async def test_while_the_book_is_read_there_is_a_frame_and_verbs_say_why_they_wait(book):
    async with at_work(book) as screen:
        await opened(screen)
    async with on_screen(book) as screen:
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


async def test_from_a_hundred_columns_the_selected_customer_stands_beside_the_list(book):
    async with at_work(book, size=(120, 30)) as screen:
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
    async with at_work(book, size=(80, 24)) as screen:
        await screen.until(lambda: shown(screen), "rows")
        assert not screen.here.detail.display


async def test_enter_opens_the_card_among_the_rows_shown(book):
    async with at_work(book) as screen:
        await by_name(screen)
        asked = []
        screen.app.shell.open_card = lambda key, among: asked.append((key, list(among)))
        await screen.press("enter")
        assert asked == [(4, list(screen.here.rows.rows))]


async def test_another_language_is_a_repaint(book):
    async with at_work(book) as screen:
        await by_name(screen)
        await screen.press("f2")
        await screen.sees("名称", "得分")


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (140, 40)])
async def test_every_size_shows_rows_and_no_line_is_too_long(book, size):
    async with at_work(book, size=size) as screen:
        await opened(screen)
        await screen.sees("Kestrel")
        assert len(screen.lines()) == size[1]


async def test_one_customer_is_edited_in_a_form(book):
    async with at_work(book) as screen:
        await by_name(screen)
        await screen.press("e")
        await screen.until(lambda: screen.here.name_ == "form", "the form")
        await screen.sees("Kestrel Supplies")


async def test_one_marked_customer_is_meant_wherever_the_cursor_stands(book):
    async with at_work(book) as screen:
        await by_name(screen)
        await screen.press("space", "G", "e")
        await screen.type("owner=Wu")
        await screen.press("enter")
        await screen.until(lambda: screen.app.snapshot.rows[4].owner == "Wu", "the marked one")
        assert [i for i, row in screen.app.snapshot.rows.items() if row.owner == "Wu"] == [4]


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


async def test_a_change_of_another_session_keeps_cursor_marks_and_filter(book):
    async with at_work(book) as screen:
        await by_name(screen)
        await screen.press("j", "space", "slash")
        await screen.type("o")
        await screen.press("enter")
        await standing(screen, ["Nordwind GmbH", "Oakline"])
        await screen.press("j")
        other = session(book).open_desk()
        before = other.book.get("customers", 3)
        after = {k: v for k, v in before.items() if k != "rev"} | {"name": "Aoki"}
        other.apply(Change("customer.set", {"name": "Aoki", "fields": ["name"]},
                           (Edit("customers", 3, before, after),)))  # fmt: skip
        other.close()
        await standing(screen, ["Aoki", "Nordwind GmbH", "Oakline"])
        assert screen.here.selected() == 6
        assert screen.here.targets() == [2]


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
async def test_over_a_slow_link_the_cursor_lies_under_the_name_alone(book, remote):
    async with at_work(book, remote=remote) as screen:
        await by_name(screen)
        strip = screen.here.rows.render_line(0)
        name = next(s for s in strip if "Kestrel" in s.text)
        stage = next(s for s in strip if "Negotiation" in s.text)
        below = next(s for s in screen.here.rows.render_line(1) if "Prospect" in s.text)
        assert (stage.style == below.style) is remote
        assert name.style != below.style
        assert strip.text.startswith("▌")
