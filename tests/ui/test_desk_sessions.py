"""Other sessions, books that may not be written, books that cannot be read, and disks that fail: what the
person at the desk sees of it, and that nothing typed or acknowledged is lost."""

import json
import os
import shutil
import threading

import pytest
from desk_rig import NAMES, desk, kept, morning, opened


@pytest.fixture
def book(tmp_path):
    morning(tmp_path)
    return tmp_path


def by_another(folder, rule, by="wang"):
    """Somebody else's change."""
    other = opened(folder, by)
    other.perform(lambda found: rule(found, other.moment))
    other.close()


def done(ids):
    def rule(found, moment):
        from tierdesk.commands.doing import done

        return done.change(found, ids, moment, "wang")

    return rule


def parked(ids):
    def rule(found, moment):
        from tierdesk.commands.doing import park

        return park.change(found, ids, moment, "moving")

    return rule


async def test_another_sessions_change_appears_without_a_key_and_the_cursor_stays(book):
    async with desk(book) as screen:
        await screen.press("j", "j")
        assert screen.selected == NAMES[2]
        by_another(book, done([1]))
        await screen.until(lambda: NAMES[0] not in screen.names(), "the row leaves")
        assert screen.selected == NAMES[2]
        await screen.sees("wang: done with 宏达机械")
        assert not screen.failed


async def test_what_others_did_is_told_one_after_the_other(book):
    async with desk(book) as screen:
        by_another(book, done([4]))
        by_another(book, parked([5]))
        await screen.until(lambda: len(screen.names()) == 3, "both are seen")
        assert "Kestrel Supplies" in screen.said
        await screen.press("j")
        assert "乐行旅行社" in screen.said
        await screen.press("k")
        assert screen.said == ""


async def test_many_changes_at_once_are_counted(book):
    other = opened(book)
    async with desk(book) as screen:
        for n in (1, 2, 3, 4):
            other.perform(lambda found, n=n: done([n])(found, other.moment))
        other.close()
        await screen.until(lambda: screen.names() == [NAMES[4]], "all four")
        while screen.said and "before" not in screen.said:
            await screen.press("g")
        assert "Kestrel Supplies" in screen.said or "before" in screen.said


async def test_ones_own_result_is_told_first_and_the_news_afterwards(book):
    async with desk(book) as screen:
        by_another(book, done([5]))
        await screen.until(lambda: screen.said.startswith("wang"), "the news")
        await screen.press("d")
        assert screen.said.startswith("Done with 宏达机械")


async def test_an_undo_of_somebody_else_is_told_as_one(book):
    other = opened(book)
    async with desk(book) as screen:
        other.perform(lambda found: done([1])(found, other.moment))
        await screen.until(lambda: screen.said.startswith("wang: done"), "the news")
        other.undo()
        await screen.press("g")
        await screen.until(lambda: screen.said.startswith("wang took back: done"), "the news of it")
        other.close()


async def test_a_choice_means_who_was_selected_when_it_was_asked(book):
    async with desk(book) as screen:
        await screen.press("t")
        by_another(book, parked([1]))
        await screen.until(lambda: screen.selected == NAMES[1], "the row under the cursor leaves")
        await screen.press("a")
        await screen.until(lambda: screen.foot.typing, "asked why")
        await screen.type("x")
        await screen.press("enter")
        assert (
            "tier_override" in str(kept(book)["customers"]["1"])
            or screen.snapshot.rows[1].overridden
        )
        assert not screen.snapshot.rows[2].overridden


async def test_two_sessions_log_the_same_customer_and_both_stay(book):
    async with desk(book) as screen:
        await screen.press("enter", "r")
        await screen.type("mine")
        by_another(book, done([1]))
        await screen.press("enter")
        await screen.until(lambda: not screen.foot.asking, "saved")
        assert sorted(
            t.get("content", "") for k, t in kept(book)["touches"].items() if int(k) > 5
        ) == ["", "mine"]


async def test_a_read_only_book_can_be_looked_at_and_says_why_it_is_not_changed(book):
    before = kept(book)
    async with desk(book, read_only=True) as screen:
        await screen.sees("read only")
        for key in ("l", "enter", "d", "z", "m", "p", "t", "x", "e", "E", "a", "u", "ctrl+r"):
            await screen.press(key)
            assert screen.said == "The book was opened read-only.", key
            assert screen.failed
            assert not screen.foot.asking
        await screen.press("s")
        await screen.until(lambda: screen.names()[-1] == NAMES[0], "skipping writes nothing")
        await screen.press("y")
        await screen.until(lambda: screen.app.clipboard, "copied")
        await screen.press(":")
        await screen.type("undo")
        await screen.press("enter")
        assert "read-only" in screen.said
        await screen.press("escape", "o")
        await screen.until(lambda: screen.here.name_ == "card", "the card opens")
    assert kept(book) == before


async def test_what_cannot_be_done_is_dim_on_the_key_bar_and_told_in_the_help(book):
    async with desk(book, read_only=True) as screen:
        roles = {span.text.strip(): span.role for span in screen.foot.keys.line}
        assert roles["log"] == "dim"
        assert roles["keys"] != "dim"
        await screen.press("?")
        await screen.sees(
            "With the selected customer", "× The book was opened read-only.", "× log a contact"
        )


def refuse_writes(app, error):
    """The disk takes nothing from now on."""
    from tierdesk.store.tiny.syscalls import OsIO

    class Sick(OsIO):
        def write(self, fd, data):
            raise OSError(error, os.strerror(error))

    async def doctor(screen):
        sick = Sick()
        done_ = []
        screen.app.clerk.submit(
            lambda room: setattr(room.desk.store.session, "io", sick), done_.append
        )
        await screen.until(lambda: done_, "the disk is sick")

    return doctor(app)


async def test_a_full_disk_is_said_in_one_sentence_and_the_entry_stays(book):
    import errno

    before = kept(book)
    async with desk(book) as screen:
        await refuse_writes(screen, errno.ENOSPC)
        await screen.press("enter", "i")
        await screen.type("three lines")
        await screen.press("enter")
        await screen.until(lambda: screen.failed, "told")
        assert "is full; make room and save again" in screen.said
        assert screen.foot.logging.texts[0] == "three lines"
        assert kept(book) == before
        await screen.press("escape")
    async with desk(book) as screen:
        await screen.press("enter")
        assert screen.foot.logging.texts[0] == "three lines"
        await screen.press("enter")
        assert "three lines" in json.dumps(kept(book))


async def test_a_broken_disk_leaves_the_desk_readable_and_says_that_it_is_read_only(book):
    import errno

    async with desk(book) as screen:
        await refuse_writes(screen, errno.EIO)
        await screen.press("d")
        await screen.until(lambda: screen.failed, "told")
        assert "stays read-only" in screen.said
        await screen.until(lambda: screen.snapshot.read_only, "known everywhere")
        await screen.press("j", "d")
        assert "read-only" in screen.said


def spoil(folder):
    """Nothing of the book can be read any more; returns what mends it."""
    files = {path: path.read_bytes() for path in folder.glob("desk.json*")}
    for path in files:
        path.write_bytes(b"{ this is no book")
    return lambda: [path.write_bytes(content) for path, content in files.items()]


async def test_a_book_that_another_program_replaced_is_read_again_with_one_key(book):
    other = book / "other"
    other.mkdir()
    morning(other)
    async with desk(book) as screen:
        await screen.press("enter", "r")
        await screen.type("unsaved")
        for path in other.glob("desk.json*"):
            path.rename(book / path.name)
        await screen.until(lambda: screen.shell.trouble is not None, "noticed")
        await screen.press("escape")
        await screen.sees("outdated, F9 reads it again")
        await screen.press("d")
        assert screen.failed
        assert len(kept(book)["touches"]) == len(NAMES)
        await screen.press("f9")
        await screen.until(lambda: screen.shell.trouble is None, "read again")
        await screen.sees("saved")
        await screen.press("enter")
        assert screen.foot.logging.texts[0] == "unsaved", "the draft is there still"
        await screen.press("enter")
        assert screen.said.startswith("Logged for")


async def test_a_book_that_cannot_be_read_says_why_in_the_place_of_the_rows(book):
    spoil(book)
    async with desk(book, wait=False) as screen:
        await screen.until(lambda: screen.shell.trouble is not None, "found out")
        await screen.sees("F9 tries again, q leaves.", "not read, F9 tries again")
        for key in ("u", ":", "U", "d", "a"):
            await screen.press(key)
            assert screen.said == "The book could not be read.", key
        await screen.press("?")
        await screen.sees("× The book could not be read.", "× log a contact")
        await screen.press("escape")
        await screen.sees("F9 tries again, q leaves.")


async def test_a_mended_book_is_read_by_the_same_key(book):
    mend = spoil(book)
    async with desk(book, wait=False) as screen:
        await screen.until(lambda: screen.shell.trouble is not None, "found out")
        mend()
        await screen.press("f9")
        await screen.until(lambda: screen.snapshot is not None, "read")
        await screen.sees(NAMES[0])


async def test_how_far_the_reading_is_stands_in_the_body_and_on_the_key_bar(book, monkeypatch):
    monkeypatch.setattr("tierdesk.ui.shell._PROMPT", 0.0)
    held = threading.Event()
    async with desk(book, size=(100, 24), wait=False, held=held) as screen:
        await screen.sees("Reading the book ████████░░░░░░░░░░░░", "reading 40 %")
        await screen.press("d")
        assert screen.said.startswith("The book is still being read. ")
        held.set()
        await screen.sees(NAMES[0], "saved", f"Done with {NAMES[0]}")


async def test_the_last_rows_stand_there_before_the_book_is_read(book):
    async with desk(book) as screen:
        await screen.press("j")
        await screen.quiet()
    async with desk(book, wait=False) as screen:
        assert screen.app.host.digest is not None
        await screen.sees(NAMES[0], NAMES[4])
        assert screen.here.rows.key == 2


async def test_a_folder_that_takes_no_drafts_is_told_once(book):
    async with desk(book) as screen:
        folder = screen.shell.keepsakes._folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.write_text("a file where the folder should be")
        await screen.press("enter", "r")
        assert "cannot be kept" in screen.said
        await screen.type("xy")
        assert "cannot be kept" not in screen.said
        await screen.press("enter")
        assert screen.said.startswith("Logged for"), "saving does not need it"


async def test_several_faults_of_the_users_files_are_one_report(book):
    config = book / ".config" / "tierdesk"
    (config / "themes").mkdir(parents=True)
    (config / "keys.toml").write_text('"touch.lgo" = ["L"]\n"desk.undo" = ["hyper+q"]\n')
    (config / "themes" / "mine.toml").write_text("name = 7\n")
    async with desk(book) as screen:
        assert len(screen.app.host.reports) > 1
        await screen.until(lambda: screen.here.name_ == "output", "the report")
        await screen.sees("touch.lgo", "hyper+q", "mine.toml")
        await screen.press("escape")
        assert screen.here.name_ == "today"


async def test_a_theme_that_there_is_not_is_told_and_the_usual_one_is_worn(book):
    async with desk(book, theme="drak") as screen:
        assert "There is no theme “drak”" in screen.said and "high-contrast" in screen.said
        assert screen.app.host.theme == "dark"
