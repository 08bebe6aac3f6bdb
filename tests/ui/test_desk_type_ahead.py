"""What is typed while the book is being read is held, in order, and done when the book is there."""

import threading

import pytest
from desk_rig import NAMES, desk, kept, morning, opened
from textual import events

WAITS = "The book is still being read. What is typed meanwhile waits for it; esc drops it."


@pytest.fixture
async def seen(tmp_path):
    """A book of five whose rows stand there before it is read."""
    morning(tmp_path)
    async with desk(tmp_path) as screen:
        await screen.quiet()
    return tmp_path


def reading(folder, size=(80, 24)):
    """The desk of that book, read no further than a gate lets it."""
    gate = threading.Event()
    return gate, desk(folder, size, wait=False, held=gate)


async def read(screen, gate):
    gate.set()
    await screen.until(lambda: screen.snapshot is not None, "the book is read")
    await screen.until(lambda: not screen.app.ahead, "what was typed is done")
    await screen.quiet()


async def test_a_sentence_typed_at_the_first_rows_is_done_when_the_book_is_there(seen):
    gate, opening = reading(seen)
    async with opening as screen:
        await screen.sees(NAMES[0])
        await screen.press("j", "z")
        assert screen.said == WAITS
        await screen.type("+1d")
        await screen.press("enter")
        assert screen.said == WAITS
        assert screen.snapshot is None
        await read(screen, gate)
        assert "25" in screen.said
        assert NAMES[1] in screen.said
        second = screen.id_of(NAMES[1])
        plans = [p for p in screen.book()["follow_ups"].values() if p["customer_id"] == second]
        assert ["2026-11-25" in str(plan) for plan in plans] == [True]


async def test_no_tail_of_a_held_sentence_is_a_verb(seen):
    """`x` of a text must not remove anybody, nor `d` of a day log a contact."""
    before = kept(seen)["customers"]
    gate, opening = reading(seen)
    async with opening as screen:
        await screen.sees(NAMES[0])
        screen.send("enter", "r", *"mdx d u")
        await screen.heard()
        await read(screen, gate)
        assert kept(seen)["customers"] == before
        assert screen.foot.logging.texts[0] == "mdx d u"
        await screen.press("enter")
        await screen.quiet()
        contents = [t.get("content") for t in screen.book()["touches"].values()]
        assert contents.count("mdx d u") == 1
        assert "touches" in screen.book()
        assert len(screen.book()["customers"]) == len(NAMES)


async def test_a_paste_stays_behind_the_key_that_opens_its_line(seen):
    gate, opening = reading(seen)
    async with opening as screen:
        await screen.sees(NAMES[0])
        screen.send("l", "r")
        pasted = events.Paste("pasted text")
        pasted.set_sender(screen.app)
        screen.app.post_message(pasted)
        screen.send("!")
        await screen.heard()
        await read(screen, gate)
        assert screen.foot.logging.texts[0] == "pasted text!"


async def test_escape_drops_what_waits(seen):
    gate, opening = reading(seen)
    async with opening as screen:
        await screen.sees(NAMES[0])
        await screen.press("x", "x", "escape")
        assert screen.said == "What was typed before was dropped."
        await screen.press("j")
        assert screen.here.rows.at == 2 or screen.here.rows.key is not None
        await read(screen, gate)
        assert len(screen.book()["customers"]) == len(NAMES)


async def test_places_that_can_answer_do_at_once_and_so_do_steps_among_the_rows(seen):
    gate, opening = reading(seen)
    async with opening as screen:
        await screen.sees(NAMES[0])
        await screen.press("j", "j", "question_mark")
        assert screen.here.name_ == "help"
        await screen.press("escape", "5")
        assert screen.here.name_ == "insight"
        gate.set()


async def test_steps_through_a_list_that_is_still_to_come_are_made_in_it(seen):
    gate, opening = reading(seen)
    async with opening as screen:
        await screen.press("3", "j", "j", "enter")
        assert screen.here.name_ == "customers"
        await read(screen, gate)
        assert screen.here.name_ == "card"
        assert screen.here.selected() == screen.shell.places["customers"].rows.rows[2]


async def test_what_was_typed_for_a_customer_is_not_done_to_another(seen):
    """The row under the cursor is gone when the book is there."""
    gate, opening = reading(seen)
    async with opening as screen:
        await screen.sees(NAMES[0])
        stood = screen.here.selected()
        await screen.press("x", "x")
        other = opened(seen)
        from tierdesk.commands.doing import remove

        other.perform(lambda book: remove.change(book, [stood]))
        other.close()
        await read(screen, gate)
        assert screen.said == "The list has changed; what was typed before was not done."
        assert len(screen.book()["customers"]) == len(NAMES) - 1


async def test_the_palette_holds_its_verb_too(seen):
    gate, opening = reading(seen)
    async with opening as screen:
        await screen.sees(NAMES[0])
        await screen.press("ctrl+p")
        await screen.type("snooze")
        await screen.press("enter")
        assert screen.said == WAITS
        await screen.type("+2d")
        await screen.press("enter")
        await read(screen, gate)
        assert NAMES[0] in screen.said


async def test_the_key_that_leaves_waits_its_turn_and_pressed_again_does_not(seen):
    gate, opening = reading(seen)
    async with opening as screen:
        await screen.sees(NAMES[0])
        await screen.press("d", "ctrl+q")
        assert not screen.app.leaving
        await screen.press("ctrl+q")
        assert screen.app.leaving
        gate.set()


async def test_a_book_that_cannot_be_read_drops_what_waits(seen):
    gate, opening = reading(seen)
    async with opening as screen:
        await screen.sees(NAMES[0])
        await screen.press("d", "x")
        for path in seen.glob("desk.json*"):
            path.write_bytes(b"{ this is no book")
        gate.set()
        await screen.until(lambda: screen.shell.trouble is not None, "found out")
        assert not screen.app.ahead
        assert WAITS not in screen.text()


async def test_more_keys_than_can_wait_are_not_taken(seen, monkeypatch):
    monkeypatch.setattr("tierdesk.ui.ahead._MOST", 4)
    gate, opening = reading(seen)
    async with opening as screen:
        await screen.sees(NAMES[0])
        screen.send("l", "r", *"abcdef")
        await screen.heard()
        assert screen.said == "4 keys wait already; no more are taken, esc drops them."
        await read(screen, gate)
        assert screen.foot.logging.texts[0] == "ab"
