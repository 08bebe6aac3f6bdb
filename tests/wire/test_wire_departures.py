"""Leaving: signals, lost terminals, stuck loops, stalled lines."""

import os
import signal

import pytest
from wire_steps import is_given_back, ready, said, tiny, wait_until_said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_leaves_in_order_with_the_draft_kept(log, number):
    with tiny(log) as session:
        ready(session)
        session.press("i")
        session.type("三条线 draft")
        session.wait_for("typed 三条线 draft")
        session.signal(number)
        assert session.wait_exit() == 128 + number
        assert is_given_back(session)
    assert "kept on the loop: 三条线 draft" in said(log)


def test_quitting_gives_the_terminal_back(log):
    with tiny(log) as session:
        ready(session)
        assert session.screen.alternate and not session.modes_restored()
        session.press("q")
        assert session.wait_exit() == 0
        assert is_given_back(session)
        assert session.screen.lines == [""] * 24


@pytest.mark.parametrize("ignored", [False, True])
def test_a_closed_terminal_ends_the_process(log, ignored):
    with tiny(log, ignore_hangup=ignored) as session:
        ready(session)
        before = session.cpu()
        session.hang_up()
        assert session.wait_exit() == 129
        assert session.cpu() - before < 1
    assert "kept on the loop: " in said(log)
    assert not ignored or "lost" in said(log)


def test_a_terminal_that_closes_while_much_is_painted_ends_the_process(log):
    with tiny(log, {"TINY_FLOOD": "1"}, ignore_hangup=True) as session:
        session.wait_for("ready")
        session.stall()
        session.hang_up()
        assert session.wait_exit() == 129
    assert "kept on the loop: " in said(log)


@pytest.mark.parametrize("kind", ["null", "closed pipe"])
def test_the_end_of_the_input_is_a_lost_terminal_and_does_not_spin(log, kind):
    if kind == "null":
        stdin = os.open(os.devnull, os.O_RDONLY)
    else:
        stdin, write = os.pipe()
        os.close(write)
    with tiny(log, stdin=stdin) as session:
        os.close(stdin)
        assert session.wait_exit() == 129
    assert "lost" in said(log)


@pytest.mark.parametrize("keep", ["works", "hangs"])
def test_a_loop_that_is_stuck_is_ended_with_the_drafts_written(log, keep):
    with tiny(log, {"TINY_GRACE": "0.3", "TINY_KEEP": keep}) as session:
        ready(session)
        session.press("s")
        wait_until_said(session, log, "stuck")
        session.signal(signal.SIGTERM)
        assert session.wait_exit() == 128 + signal.SIGTERM
        assert is_given_back(session)
    assert said(log)[-1] == "kept by the watchdog"


def test_a_stalled_line_stops_neither_timers_nor_leaving(log, tmp_path):
    ticks = tmp_path / "ticks"
    with tiny(log, {"TINY_TICKS": str(ticks), "TINY_FLOOD": "1"}) as session:
        session.wait_until(lambda _: ticks.exists(), "the first tick")
        session.stall()
        for count in (20, 40):
            session.wait_until(lambda _: int(ticks.read_text() or 0) > count, "timers go on")  # noqa: B023
        session.signal(signal.SIGTERM)
        assert session.wait_exit() == 128 + signal.SIGTERM
    assert "kept on the loop: " in said(log)


def test_after_a_stall_the_newest_state_is_on_the_screen(log):
    with tiny(log) as session:
        ready(session)
        session.stall()
        for _ in range(200):
            session.press("down")
        wait_until_said(session, log, "key down")
        session.quiet(0.2)
        before = session.written
        session.flow()
        session.wait_for("▌ 201")
        session.quiet()
        assert session.written - before < 40_000
        fresh = session.screen.lines
        session.press("w")
        session.wait_for("▌ 201")
        session.quiet()
        assert session.screen.lines == fresh
