"""However the desk is left, what was saved is in the book, what was half typed comes back, and the
terminal is as it was."""

import os
import pty
import shlex
import signal

import pytest
from desk_in_terminal import CUSTOMERS, FIRST, PROGRAM, begin_log, is_given_back, ready
from pty_session import PtySession

HALF = {"result": "reached", "text": "三条线的报价 half", "next": ""}


def half_typed(session):
    ready(session)
    begin_log(session, HALF["text"])


def test_q_on_a_first_screen_ends_with_code_0(home):
    with home.desk() as session:
        ready(session)
        assert session.screen.alternate
        session.press("q")
        assert session.wait_exit() == 0
        assert is_given_back(session)
        assert session.screen.text.strip() == ""
    assert "whole" in home.run("check")


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_in_the_middle_of_an_entry_keeps_it_as_a_draft(home, number):
    with home.desk() as session:
        half_typed(session)
        session.signal(number)
        assert session.wait_exit() == 128 + number
        assert is_given_back(session)
    assert home.drafts() == {"draft-log-1": HALF}
    assert "whole" in home.run("check")


def test_ctrl_q_in_the_middle_of_an_entry_keeps_it_and_enter_saves_it_the_next_time(home):
    with home.desk() as session:
        half_typed(session)
        session.press("ctrl+q")
        assert session.wait_exit() == 0
    assert home.drafts() == {"draft-log-1": HALF}
    with home.desk() as session:
        ready(session)
        session.press("enter")
        session.wait_for("Your draft is back", HALF["text"])
        session.type(" and whole")
        session.press("enter")
        session.wait_for(f"Logged for {FIRST}")
        session.press("q")
        assert session.wait_exit() == 0
    assert home.touches()[-1] == "三条线的报价 half and whole"
    assert home.drafts() == {}


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_letters_that_were_sent_before_a_signal_are_in_the_draft(home, number):
    """However many there are, and though the program has not even read them."""
    text = "hello world 草稿 " * 16 + "end"
    with home.desk() as session:
        ready(session)
        session.press("enter", "r")
        session.wait_for("▸ reached ▸")
        session.quiet(0.1)
        session.type(text)
        session.signal(number)
        assert session.wait_exit() == 128 + number
        assert is_given_back(session)
    assert home.drafts() == {"draft-log-1": {**HALF, "text": text}}
    assert "whole" in home.run("check")


def test_letters_that_were_read_before_the_terminal_closed_are_in_the_draft(home):
    text = "hello world 草稿 " * 16 + "end"
    with home.desk() as session:
        ready(session)
        session.press("enter", "r")
        session.wait_for("▸ reached ▸")
        session.quiet(0.1)
        session.type(text)
        session.wait_for("hello")
        session.wait_until(lambda _: session.unread == 0, "the program has read them")
        session.hang_up()
        assert session.wait_exit() == 129
    assert home.drafts() == {"draft-log-1": {**HALF, "text": text}}


def test_after_a_signal_no_letter_is_a_verb(home):
    """What stands behind the end of a text is not acted upon."""
    with home.desk() as session:
        ready(session)
        session.press("enter", "r")
        session.wait_for("▸ reached ▸")
        session.quiet(0.1)
        session.type("first\tfri\rxxd")
        session.signal(signal.SIGHUP)
        assert session.wait_exit() == 129
    assert home.drafts() == {"draft-log-1": {**HALF, "text": "first", "next": "fri"}}
    assert home.touches() == ["first"] * CUSTOMERS
    assert len(home.run("list").splitlines()) >= CUSTOMERS


@pytest.mark.parametrize("ignored", [False, True])
def test_a_terminal_that_closes_in_the_middle_of_an_entry_ends_the_desk(home, ignored):
    with home.desk(ignore_hangup=ignored) as session:
        half_typed(session)
        before = session.cpu()
        session.hang_up()
        assert session.wait_exit() == 129
        assert session.cpu() - before < 1
    assert home.drafts() == {"draft-log-1": HALF}


def test_the_end_of_the_keyboard_is_a_lost_terminal(home):
    keyboard, stdin = pty.openpty()
    with home.desk(stdin=stdin) as session:
        os.close(stdin)
        ready(session)
        os.write(keyboard, b"\rr")
        session.wait_for("▸ reached ▸")
        os.write(keyboard, HALF["text"].encode())
        session.wait_for(HALF["text"])
        before = session.cpu()
        os.close(keyboard)
        assert session.wait_exit() == 129
        assert session.cpu() - before < 1
    assert home.drafts() == {"draft-log-1": HALF}


def test_a_stalled_terminal_stops_neither_saving_nor_leaving(home):
    with home.desk() as session:
        half_typed(session)
        session.stall()
        session.press("enter")
        session.press("enter", "n")
        session.type("second")
        session.wait_until(lambda _: home.drafts().get("draft-log-2", {}).get("text") == "second",
                           "the draft of the second")  # fmt: skip
        session.signal(signal.SIGTERM)
        assert session.wait_exit() == 143
        assert session.modes_restored()
    assert home.touches()[-1] == HALF["text"]
    assert home.drafts() == {"draft-log-2": {"result": "no_answer", "text": "second", "next": ""}}


def test_a_kill_right_after_the_acknowledgement_loses_nothing(home):
    with home.desk() as session:
        half_typed(session)
        session.press("enter")
        session.wait_for(f"Logged for {FIRST}")
        begin_log(session, "the next one")
        session.signal(signal.SIGKILL)
        assert session.wait_exit() == -signal.SIGKILL
    assert home.touches()[-1] == HALF["text"]
    assert [draft["text"] for draft in home.drafts().values()] == ["the next one"]
    assert "whole" in home.run("check")


def test_a_stop_and_a_continuation_paint_the_entry_again(home):
    with home.desk() as session:
        half_typed(session)
        before = session.screen.lines
        session.signal(signal.SIGTSTP)
        session.wait_until(lambda _: is_given_back(session), "the terminal for the shell")
        session.signal(signal.SIGCONT)
        session.wait_until(lambda screen: screen.lines == before, "the same screen")
        session.type("!")
        session.wait_for(HALF["text"] + "!")


def test_ctrl_z_is_back_to_the_shell_and_fg_back_to_the_desk(home):
    desk = shlex.join(PROGRAM)
    shell = ["bash", "--norc", "-ic", f"{desk}; echo STOPPED; read; fg; echo OVER"]
    with PtySession(shell, environment=home.environment, cwd=home.folder) as session:
        ready(session)
        before = session.screen.lines
        session.press("ctrl+z")
        session.wait_for("STOPPED")
        assert not session.screen.alternate
        session.press("enter")
        session.wait_until(lambda screen: screen.alternate and screen.lines == before, "the desk")
        session.press("q")
        session.wait_for("OVER")


def test_a_desk_that_the_terminal_started_does_not_stop_for_ever(home):
    with home.desk() as session:
        ready(session)
        session.press("ctrl+z")
        session.wait_for("No shell is there to step back to; ^q quits.")
        session.press("q")
        assert session.wait_exit() == 0


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_while_the_terminal_is_being_taken_gives_it_back(home, number):
    with home.desk() as session:
        session.wait_until(lambda _: session.written > 0, "the first byte")
        session.signal(number)
        assert session.wait_exit() == 128 + number
        assert is_given_back(session)


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.0, 0.02])
def test_an_entry_that_is_saved_while_the_terminal_closes_is_there_once(home, seconds):
    """Either acknowledged or still a draft, never both and never neither."""
    with home.desk() as session:
        half_typed(session)
        session.press("enter")
        session.pump(seconds)
        session.hang_up()
        assert session.wait_exit() == 129
    saved = home.touches().count(HALF["text"])
    assert saved + len(home.drafts()) == 1


@pytest.mark.slow
def test_a_demo_leaves_nothing_behind_when_its_terminal_closes(home):
    with home.desk("demo", environment={"TMPDIR": str(home.folder)}) as session:
        session.wait_for("to contact", "saved")
        assert list(home.folder.glob("tierdesk-demo-*"))
        session.hang_up()
        assert session.wait_exit() == 129
    assert not list(home.folder.glob("tierdesk-demo-*"))
