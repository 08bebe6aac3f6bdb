"""The form at work: keys, faults, drafts, choices, saving, editors, and other sessions."""

import pytest
from desk_on_screen import at_work, fill, on_screen, session
from textual import events

from tierdesk.ui.wishes import FormWish

CUSTOMER = FormWish("customer", 1, 1)


@pytest.fixture
def book(tmp_path):
    fill(
        tmp_path,
        customers=[
            {"name": "宏达机械有限公司", "created_at": "2026-01-01T00:00:00Z", "city": "无锡",
             "notes": "一\n二", "custom": {"ERP": "SAP"}},
            {"name": "Nordwind GmbH", "created_at": "2026-01-02T00:00:00Z"},
        ],
        contacts=[{"customer_id": 1, "name": "王敏", "role": "buyer", "phones": ["139"]}],
    )  # fmt: skip
    return tmp_path


async def opened(screen, wish=CUSTOMER, field=""):
    screen.app.shell.open_form(wish._replace(field=field) if field else wish)
    form = await screen.until(lambda: screen.here.name_ == "form" and screen.here, "the form")
    await screen.until(lambda: form.filling is not None, "filled in")
    return form


def doc(screen, table="customers", doc_id=1):
    """The stored document, as a fresh session reads it."""
    return stored(screen.app.host.caller.configuration.data.parent, table, doc_id)


def stored(folder, table="customers", doc_id=1):
    desk = session(folder).open_desk()
    found = desk.book.get(table, doc_id)
    desk.close()
    return found


def here(form):
    return form.filling.fields[form.row].name


async def closed(screen):
    await screen.until(lambda: screen.here.name_ != "form", "the form is closed")


async def elsewhere(folder, **fields):
    from tierdesk.commands.doing import set_

    desk = session(folder).open_desk()
    desk.perform(lambda b: set_.change(b, [1], list(fields.items()), desk.moment))
    desk.close()


async def test_a_field_is_changed_and_saved(book):
    async with at_work(book) as screen:
        form = await opened(screen, field="city")
        await screen.type(" North")
        await screen.press("ctrl+s")
        await closed(screen)
        await screen.sees("Saved: changed city of 宏达机械有限公司.")
        assert doc(screen)["city"] == "无锡 North"
        assert doc(screen)["notes"] == "一\n二"
        assert form.wish.kept_at not in screen.app.keepsakes.drafts


async def test_saving_is_one_change_that_undo_takes_back(book):
    async with at_work(book) as screen:
        await opened(screen, field="city")
        await screen.press("ctrl+u")
        await screen.type("Shanghai")
        await screen.press("down")
        await screen.type("Road 1")
        await screen.press("f5")
        await closed(screen)
        await screen.press("u")
        await screen.until(lambda: doc(screen)["city"] == "无锡", "as before")
        assert "address" not in doc(screen)


async def test_enter_goes_from_field_to_field_and_saves_from_the_last(book):
    async with at_work(book) as screen:
        form = await opened(screen, FormWish("need", 1))
        await screen.type("two lines")
        await screen.press("enter")
        assert here(form) == "strength"
        await screen.press("right", "right", "right", "enter")
        assert here(form) == "matched_product"
        await screen.type("X200")
        await screen.press("enter")
        await closed(screen)
        assert doc(screen)["needs"] == [
            {"text": "two lines", "strength": 2, "matched_product": "X200"}
        ]


async def test_every_route_moves_the_cursor(book):
    async with at_work(book) as screen:
        form = await opened(screen, FormWish("contact", 1, 1))
        for key, name in (
            ("tab", "title"),
            ("down", "role"),
            ("shift+tab", "title"),
            ("up", "name"),
        ):
            await screen.press(key)
            assert here(form) == name, key
        await screen.press("pagedown")
        assert form.row == 8
        await screen.press("down", "down")
        assert form.row == len(form.filling.fields), "the save row"
        await screen.press("enter")
        await closed(screen)


async def test_a_fault_is_said_while_it_is_typed_and_saving_leads_to_it(book):
    async with at_work(book) as screen:
        form = await opened(screen, FormWish("follow_up", 1))
        await screen.type("nonsense")
        await screen.sees("! ")
        await screen.press("down", "ctrl+s")
        assert here(form) == "due_at"
        assert screen.here is form
        await screen.press("ctrl+u")
        await screen.type("fri")
        await screen.sees("→ Fri 2026-11-27")
        await screen.press("ctrl+s")
        await closed(screen)
        assert doc(screen, "follow_ups")["due_at"] == "2026-11-27"


async def test_what_a_new_one_needs_is_no_fault_before_somebody_was_there(book):
    async with at_work(book) as screen:
        form = await opened(screen, FormWish("need", 1))
        assert "cannot be empty" not in screen.text()
        await screen.press("down")
        await screen.sees("text cannot be empty")
        await screen.press("ctrl+s")
        assert here(form) == "text"


async def test_a_save_that_fails_says_once_what_is_wrong(book):
    async with at_work(book) as screen:
        form = await opened(screen, field="name")
        await screen.press("ctrl+u", "down", "ctrl+s")
        assert here(form) == "name"
        await screen.sees("Not saved: 1 field is to be mended.", "1 to mend")
        assert screen.text().count("name cannot be empty; write something.") == 1


@pytest.mark.parametrize(
    ("field", "typed"), [("name", ""), ("decision_by", "lots"), ("timezone", "Mars/X")]
)
async def test_what_is_wrong_is_wrong_again_when_the_form_is_opened_again(book, field, typed):
    async with at_work(book) as screen:
        await opened(screen, field=field)
        await screen.press("ctrl+u")
        await screen.type(typed)
        await screen.press("escape")
        await closed(screen)
        await opened(screen)
        await screen.sees("1 changed", "1 to mend")


async def test_choices_turn_with_arrows_and_complete_with_tab(book):
    async with at_work(book) as screen:
        form = await opened(screen, FormWish("contact", 1, 1), "role")
        assert form.sheet.input.value == "buyer"
        await screen.press("right")
        assert form.sheet.input.value == "gatekeeper"
        await screen.press("right")
        assert form.sheet.input.value == ""
        await screen.type("dec")
        await screen.press("tab")
        assert form.sheet.input.value == "decision maker"
        assert here(form) == "role"
        await screen.press("tab", "ctrl+s")
        await closed(screen)
        assert doc(screen, "contacts")["role"] == "decision_maker"


async def test_choices_speak_the_readers_language_and_store_the_same(book):
    async with at_work(book, lang="zh") as screen:
        form = await opened(screen, FormWish("contact", 1, 1), "role")
        assert form.sheet.input.value == "采购"
        await screen.press("left")
        assert form.sheet.input.value == "使用者"
        await screen.press("f2")
        await screen.until(lambda: form.sheet.input.value == "user", "in English")
        await screen.press("ctrl+s")
        await closed(screen)
        assert doc(screen, "contacts")["role"] == "user"


async def test_escape_keeps_what_was_typed_and_the_form_brings_it_back(book):
    async with at_work(book) as screen:
        form = await opened(screen, field="city")
        await screen.type("X")
        await screen.press("escape")
        await closed(screen)
        await screen.sees("What you typed is kept")
        await opened(screen)
        assert here(form) == "city"
        assert form.sheet.input.value == "无锡X"
        await screen.sees("What you typed is back; F6 puts it as it was.")
        await screen.press("f6")
        assert form.sheet.input.value == "无锡"
        await screen.press("f6")
        assert form.sheet.input.value == "无锡X"


async def test_a_draft_survives_a_program_that_just_dies(book):
    async with on_screen(book) as screen:
        await screen.until(lambda: screen.app.snapshot is not None, "the book is read")
        form = await opened(screen, FormWish("contact", 1))
        await screen.type("Max")
        await screen.until(lambda: form.wish.kept_at in screen.app.keepsakes.drafts, "kept at once")
    async with at_work(book) as screen:
        form = await opened(screen, FormWish("contact", 1))
        assert form.sheet.input.value == "Max"


async def test_nothing_is_kept_of_a_form_that_was_only_looked_at(book):
    async with at_work(book) as screen:
        await opened(screen)
        await screen.press("down", "escape")
        await closed(screen)
        assert screen.app.keepsakes.drafts == {}


async def test_a_text_with_lines_is_written_in_an_editor_and_never_typed_over(book, monkeypatch):
    async with at_work(book) as screen:
        form = await opened(screen, field="notes")
        assert form.typed is None
        await screen.sees("2 lines: 一")
        await screen.press("x")
        assert form.filling.texts["notes"] == "一\n二"
        monkeypatch.setattr(
            type(screen.app.shell), "write", lambda _, text, written: written(text + "\n三")
        )
        await screen.press("enter")
        assert form.filling.texts["notes"] == "一\n二\n三"
        await screen.press("ctrl+s")
        await closed(screen)
        assert doc(screen)["notes"] == "一\n二\n三"


async def test_a_paste_of_several_lines_is_kept_whole_in_notes_and_side_by_side_elsewhere(book):
    async with at_work(book) as screen:
        form = await opened(screen, FormWish("contact", 1), "phones")
        screen.app.post_message(events.Paste("139\n138"))
        await screen.until(lambda: form.filling.texts["phones"] == "139; 138", "a list")
        form.begin([field.name for field in form.filling.fields].index("notes"))
        screen.app.post_message(events.Paste("a\nb\nc"))
        await screen.until(lambda: form.filling.texts["notes"] == "a\nb\nc", "several lines")


async def test_somebody_elses_change_of_another_field_appears_and_stays(book):
    async with at_work(book) as screen:
        form = await opened(screen, field="city")
        await screen.type("X")
        await elsewhere(book, industry="tools")
        await screen.until(lambda: form.filling.texts["industry"] == "tools", "it follows")
        await screen.press("ctrl+s")
        await closed(screen)
        assert (doc(screen)["city"], doc(screen)["industry"]) == ("无锡X", "tools")


@pytest.mark.parametrize(("key", "city"), [("m", "无锡X"), ("t", "Suzhou")])
async def test_somebody_elses_change_of_the_same_field_is_never_written_over_in_silence(
    book, key, city
):
    async with at_work(book) as screen:
        await opened(screen, field="city")
        await screen.type("X")
        await elsewhere(book, city="Suzhou")
        await screen.sees("li has changed city meanwhile")
        await screen.press("ctrl+s")
        asked = "li has set city to “Suzhou” meanwhile: keep yours, or take theirs?"
        await screen.sees("m mine 无锡X", "t theirs Suzhou", asked)
        await screen.press("f2")
        await screen.sees("采用对方的？")
        await screen.press("f2", "ctrl+z")
        await screen.sees("m mine 无锡X", "t theirs Suzhou", asked)
        assert doc(screen)["city"] == "Suzhou"
        await screen.press(key)
        await closed(screen)
        assert doc(screen)["city"] == city


async def test_enter_decides_nothing_before_an_arrow_has_chosen_whose_stays(book):
    async with at_work(book) as screen:
        await opened(screen, field="city")
        await screen.type("X")
        await elsewhere(book, city="Suzhou")
        await screen.sees("li has changed city meanwhile")
        await screen.press("ctrl+s", "enter", "enter")
        await screen.sees("m mine 无锡X", "t theirs Suzhou", "li has set city")
        assert doc(screen)["city"] == "Suzhou"
        await screen.press("left", "enter")
        await closed(screen)
        assert doc(screen)["city"] == "Suzhou"


async def test_a_conflict_that_the_book_tells_names_who_changed_the_field(book):
    from desk_rig import opened as book_of

    from tierdesk.commands.doing import set_

    async with at_work(book) as screen:
        form = await opened(screen, field="city")
        await screen.type("X")
        seen, other = form.filling.seen, book_of(book, "wang")
        other.perform(lambda b: set_.change(b, [1], [("city", "Suzhou")], other.moment))
        other.perform(lambda b: set_.change(b, [1], [("address", "Road 1")], other.moment))
        other.close()
        await screen.until(lambda: form.filling.texts["address"] == "Road 1", "it follows")
        form.filling.seen = seen
        await screen.press("ctrl+s")
        await screen.sees("wang has set city to “Suzhou” meanwhile", "t theirs Suzhou")


async def test_who_does_not_decide_keeps_the_form_and_the_others_text(book):
    async with at_work(book) as screen:
        form = await opened(screen, field="city")
        await screen.type("X")
        await elsewhere(book, city="Suzhou")
        await screen.sees("li has changed city meanwhile")
        await screen.press("ctrl+s")
        await screen.sees("t theirs")
        await screen.press("escape")
        assert screen.here is form
        assert form.filling.texts["city"] == "无锡X"
        assert doc(screen)["city"] == "Suzhou"


async def test_a_draft_over_somebodys_newer_text_asks_before_it_is_saved(book):
    async with at_work(book) as screen:
        await opened(screen, field="city")
        await screen.type("X")
        await screen.press("escape")
        await closed(screen)
        await elsewhere(book, city="Suzhou")
        await screen.until(lambda: screen.app.snapshot.rows[1].customer["city"] == "Suzhou", "seen")
        await opened(screen)
        await screen.sees("li has changed city meanwhile; saving asks whose stays.")
        await screen.press("ctrl+s")
        await screen.sees(
            "m mine 无锡X", "t theirs Suzhou", "li has set city to “Suzhou” meanwhile"
        )
        await screen.press("m")
        await closed(screen)
        assert doc(screen)["city"] == "无锡X"


async def test_a_customer_that_is_gone_meanwhile_closes_its_form(book):
    from tierdesk.commands.doing import remove

    async with at_work(book) as screen:
        desk = session(book).open_desk()
        desk.perform(lambda b: remove.change(b, [2]))
        desk.close()
        await screen.until(lambda: 2 not in screen.app.snapshot.rows, "gone")
        screen.app.shell.open_form(FormWish("customer", 2, 2))
        await screen.sees("It was removed meanwhile")
        await closed(screen)


# adding a customer


async def test_a_customer_is_added_and_its_card_opens(book):
    async with at_work(book) as screen:
        await screen.press("a")
        form = await screen.until(lambda: screen.here.name_ == "form" and screen.here, "the form")
        await screen.until(lambda: form.filling, "filled in")
        await screen.type("Kestrel Supplies")
        await screen.press("enter")
        await screen.type("GB")
        await screen.press("ctrl+s")
        await screen.until(lambda: screen.here.name_ == "card" and screen.here.known, "its card")
        assert screen.here.known.dossier.row.name == "Kestrel Supplies"
        assert doc(screen, doc_id=screen.here.customer_id)["country"] == "GB"


async def test_similar_customers_are_shown_while_the_name_is_typed_and_opened_instead(book):
    async with at_work(book) as screen:
        form = await opened(screen, FormWish("quick_add"))
        await screen.type("宏达机械")
        await screen.sees("perhaps here already", "宏达机械有限公司")
        await screen.press("ctrl+o")
        await screen.until(lambda: screen.here.name_ == "card", "the card of that one")
        assert screen.here.customer_id == 1
        assert screen.app.keepsakes.drafts[form.wish.kept_at].fields["name"] == "宏达机械"


async def test_the_cursor_reaches_similar_customers_below_the_save_row(book):
    async with at_work(book) as screen:
        form = await opened(screen, FormWish("quick_add"))
        await screen.type("Nordwind")
        await screen.until(lambda: form.similar, "found")
        for _ in range(len(form.filling.fields) + 1):
            await screen.press("down")
        await screen.press("enter")
        await screen.until(lambda: screen.here.name_ == "card", "the card")
        assert screen.here.customer_id == 2


async def test_the_same_name_again_is_asked_about(book):
    async with at_work(book) as screen:
        await opened(screen, FormWish("quick_add"))
        await screen.type("Nordwind GmbH")
        await screen.press("ctrl+s")
        await screen.sees("same name", "a add it anyway", "is there already, as number 2.")
        assert "--anyway" not in screen.text()
        await screen.press("a")
        await screen.until(lambda: len(screen.app.snapshot.rows) == 3, "added anyway")


# notes in an editor


async def test_notes_are_written_in_an_editor_and_saved(book, monkeypatch):
    async with at_work(book) as screen:
        monkeypatch.setattr(
            type(screen.app.shell), "write", lambda _, text, written: written(text + "\n三")
        )
        await screen.press("3")
        await screen.until(lambda: screen.here.selected() == 1 or screen.press("j"), "selected")
        while screen.here.selected() != 1:
            await screen.press("j")
        await screen.press("E")
        await screen.until(lambda: doc(screen)["notes"] == "一\n二\n三", "saved")
        assert screen.app.keepsakes.drafts == {}


async def test_notes_that_somebody_else_changed_meanwhile_are_not_lost(book, monkeypatch):
    async with at_work(book) as screen:

        def write(_, text, written):
            screen.app.call_later(slowly, text, written)

        async def slowly(text, written):
            await elsewhere(book, notes="theirs")
            written(text + "\n三")

        monkeypatch.setattr(type(screen.app.shell), "write", write)
        screen.app.shell.open_card(1)
        await screen.until(lambda: screen.here.name_ == "card" and screen.here.known, "the card")
        await screen.press("E")
        form = await screen.until(lambda: screen.here.name_ == "form" and screen.here, "the form")
        await screen.until(lambda: form.filling, "filled in")
        assert form.filling.texts["notes"] == "一\n二\n三"
        assert doc(screen)["notes"] == "theirs"
        await screen.press("ctrl+s")
        await screen.sees("m mine", "t theirs theirs")
        await screen.press("m")
        await screen.until(lambda: doc(screen)["notes"] == "一\n二\n三", "mine")


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (140, 40)])
async def test_a_form_can_be_filled_in_at_every_size(book, size):
    async with at_work(book, size=size) as screen:
        form = await opened(screen, field="notes")
        await screen.press("up")
        region = form.sheet.input.region
        pane = form.sheet.pane.region
        assert pane.contains_region(region)
        assert screen.app.cursor_position.y == region.y, "the window of an input method opens there"
        await screen.type("zz")
        await screen.sees("zz")


async def test_hostile_texts_are_typed_and_shown_literally(book):
    hostile = "[VIP] [/] [@click=app.quit]x[/]"
    async with at_work(book) as screen:
        await opened(screen, field="city")
        await screen.type(hostile)
        await screen.press("ctrl+s")
        await closed(screen)
        assert doc(screen)["city"] == "无锡" + hostile
        await opened(screen, field="city")
        await screen.sees("[@click=app.quit]x[/]")


@pytest.mark.parametrize("size", [(40, 10), (60, 15)])
async def test_a_low_window_is_used_for_the_fields_of_a_new_customer(book, size):
    async with at_work(book, size=size) as screen:
        form = await opened(screen, FormWish("quick_add"))
        await screen.laid_out()
        assert form.sheet.size.height == size[1] - 5, (
            "all but head, meaning and the desk's own lines"
        )
        await screen.type("Nordwind")
        await screen.until(lambda: form.similar, "somebody looks the same")
        await screen.sees("perhaps here already", "! Nordwind GmbH")
        assert form.sheet.size.height >= 3
        await screen.press(*["down"] * (len(form.filling.fields) + 1))
        await screen.sees("▌ ! Nordwind GmbH")


async def test_a_new_customer_that_comes_back_still_looks_like_somebody(book):
    async with at_work(book) as screen:
        await opened(screen, FormWish("quick_add"))
        await screen.type("Nordwind")
        await screen.sees("Nordwind GmbH")
    async with at_work(book) as screen:
        await opened(screen, FormWish("quick_add"))
        await screen.sees("What you typed is back", "Nordwind GmbH")
        await screen.press("ctrl+o")
        await screen.until(lambda: screen.here.name_ == "card", "the card")
        assert screen.here.selected() == 2
