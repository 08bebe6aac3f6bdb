"""Answers of the clerk that come late: after another place was opened, another row was chosen, or the
customer was removed. Nothing may appear, close or be lost where it does not belong."""

import threading
from contextlib import contextmanager

import pytest
from customers_rig import NAMES, fill_with_seven
from desk_rig import desk, kept, morning

from tierdesk.i18n.message import say
from tierdesk.ui.widgets.choice_line import Choice
from tierdesk.ui.wishes import FormWish


@pytest.fixture
def book(tmp_path):
    morning(tmp_path)
    return tmp_path


@pytest.fixture
def seven(tmp_path):
    fill_with_seven(tmp_path)
    return tmp_path


@contextmanager
def busy(screen):
    """The clerk is held up until the end of the block; a key waits for nothing meanwhile."""
    go = threading.Event()
    screen.app.clerk.submit(lambda room: go.wait(20), lambda _: None)
    screen.app.shell.errands.since = -100.0
    try:
        yield
    finally:
        go.set()


async def typed_into(screen, number, text):
    screen.shell.open_form(FormWish("customer", number, number, field="city"))
    await screen.until(lambda: screen.here.filling is not None, "the form")
    await screen.type(text)


async def test_a_save_that_is_answered_late_closes_no_other_form_and_forgets_no_other_draft(book):
    async with desk(book) as screen:
        await typed_into(screen, 1, "Wuxi")
        with busy(screen):
            screen.here.do_form_save()
            screen.app.shell.errands.since = -100.0  # the disk has been slow for long
            await screen.press("escape")
            screen.shell.open_form(FormWish("customer", 2, 2, field="city"))
        await screen.until(lambda: screen.here.name_ == "form" and screen.here.filling, "the other")
        await screen.type("Kiel")
        await screen.quiet()
        assert screen.here.name_ == "form"
        assert screen.here.named == "Nordwind GmbH"
        drafts = {place: draft.fields for place, draft in screen.app.keepsakes.drafts.items()}
        assert [fields["city"] for fields in drafts.values() if "city" in fields] == ["Kiel"]
        assert kept(book)["customers"]["1"]["city"] == "Wuxi"


async def test_a_range_whose_customers_are_gone_is_gone(seven):
    async with desk(seven) as screen:
        await screen.press("3")
        await screen.until(lambda: len(screen.names()) == len(NAMES), "all")
        await screen.press("v", "j")
        gone = screen.here.targets()
        await screen.press("x")
        await screen.quiet()
        assert not screen.here.any_marked
        assert screen.here.targets() not in ([], gone)
        await screen.press("d")
        await screen.quiet()
        assert screen.said.startswith("Done with")


async def test_a_card_under_the_help_page_comes_back_in_the_language_of_now(book):
    async with desk(book) as screen:
        await screen.press("o")
        await screen.sees("overview")
        await screen.press("?", "f2", "escape")
        await screen.sees("概览", "理由")
        assert "overview" not in screen.text()


async def test_the_card_of_a_removed_customer_leaves_from_under_the_history(book):
    async with desk(book) as screen:
        await screen.press(":")
        await screen.type("add Neu")
        await screen.press("enter")
        await screen.quiet()
        screen.shell.open_card(screen.id_of("Neu"))
        await screen.sees("Neu")
        await screen.press("U", "u")
        await screen.quiet()
        assert screen.shell.stack == ["today", "history"]
        await screen.press("escape")
        assert screen.here.name_ == "today"


async def test_whoever_is_not_selected_any_more_is_not_shown(seven):
    async with desk(seven, size=(120, 36)) as screen:
        await screen.press("3")
        await screen.until(lambda: len(screen.names()) == len(NAMES), "all")
        with busy(screen):
            screen.here.look()
            screen.here.rows.show([0])
            assert screen.here.selected() is None
        await screen.quiet()
        assert screen.here._dossier is None


@pytest.mark.parametrize("key", ["f10", "f1", "ctrl+p"])
async def test_keys_that_mean_the_same_everywhere_are_heard_while_a_choice_is_offered(book, key):
    async with desk(book) as screen:
        chosen = []
        screen.shell.choose((), [Choice("a", "a", "a")], lambda value, _: chosen.append(value))
        await screen.press("z")
        assert screen.foot.asking, "a letter that takes nothing leaves nothing"
        await screen.press(key)
        assert screen.app.leaving if key == "f10" else screen.here.name_ in ("help", "palette")
        assert not chosen


async def test_alt_and_an_arrow_leave_nothing_that_is_being_typed(book):
    from textual import events

    async with desk(book) as screen:
        await screen.press("enter", "r")
        await screen.type("half")
        screen.app.post_message(events.Key("alt+left", None))
        await screen.heard()
        assert screen.foot.typing


async def test_a_repaint_leaves_the_cursor_where_somebody_types(book):
    async with desk(book) as screen:
        await typed_into(screen, 1, "Wuxi")
        await screen.press("left", "left", "f2")
        await screen.type("--")
        assert screen.here.filling.texts["city"] == "Wu--xi"


async def test_faults_that_come_while_somebody_types_take_no_key(book):
    async with desk(book) as screen:
        await screen.press("enter", "r")
        screen.shell.report((say("one"), say("two")))
        await screen.type("half")
        assert screen.foot.typing
        assert screen.foot.logging.texts[0] == "half"


async def test_keys_behind_a_slow_save_wait_together_and_not_each(book):
    async with desk(book) as screen:
        errands = screen.shell.errands
        with busy(screen):
            errands.submit(lambda room: None, lambda _: None)
            first = errands.since
            errands.submit(lambda room: None, lambda _: None)
            assert errands.since == first
        await screen.quiet()
        assert not errands.busy
