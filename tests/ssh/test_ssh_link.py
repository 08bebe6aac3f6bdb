"""The desk at the far end of an ssh whose line is slow, stalls or breaks."""

import pytest
from desk_in_terminal import FIRST, SECOND, begin_log, ready
from secure_shell import Line, Server

pytestmark = pytest.mark.slow

HALF = "三条线的报价 half"


def drafted(home):
    return [draft.get("text") for draft in home.drafts().values()]


def test_over_ssh_the_desk_is_in_its_remote_profile_by_itself(login, line, capsys):
    with login() as session:
        ready(session)
        first = session.written
        down = [session.bytes_of("down", seconds=0.2) for _ in range(5)]
        used = dict(line.carried)
        session.press("down")
        session.quiet(0.2)
        wire = {way: line.carried[way] - used[way] for way in used}
        assert session.quiet(2.0) == 0
        silent = dict(line.carried)
        assert session.quiet(1.0) == 0
        with capsys.disabled():
            print(f" [first {first}, down {down}, on the wire {wire}] ", end="")
        assert line.carried == silent
        assert max(down) <= 400
        styles = {session.screen.style_at(x, y) for y in range(24) for x in range(80)}
        assert {len(style.fore) <= 3 and len(style.back) <= 3 for style in styles} == {True}
        assert not session.screen.modes & {1000, 1002, 1003}
        session.press("q")
        assert session.wait_exit() == 0
        assert not session.screen.alternate and session.modes_restored()


def test_a_line_cut_in_the_middle_of_an_entry_costs_nothing(login, line, far, home):
    with login() as session:
        ready(session)
        begin_log(session, "acknowledged")
        session.press("enter")
        session.wait_for(f"Logged for {FIRST}")
        begin_log(session, HALF)
        line.cut()
        assert session.wait_exit() == 255
        assert far.wait_until_gone() < 1
    assert home.touches()[-1] == "acknowledged"
    assert drafted(home) == [HALF]
    assert "whole" in home.run("check")
    with login() as session:
        session.wait_for("· 11 to contact", "saved", SECOND)
        session.quiet(0.15)
        assert "▌C " + SECOND in session.screen.text
        session.press("enter")
        session.wait_for("Your draft is back", HALF)
        session.type(" and whole")
        session.press("enter")
        session.wait_for(f"Logged for {SECOND}")
        session.press("q")
        assert session.wait_exit() == 0
    assert home.touches()[-2:] == ["acknowledged", HALF + " and whole"]
    assert home.drafts() == {}


def test_a_stalled_line_delivers_everything_once_it_flows_again(login, line, home):
    with login() as session:
        ready(session)
        line.stall()
        session.press("down", "down", "up")
        session.press("enter", "r")
        session.type("while it stalled")
        session.press("enter")
        assert session.quiet(1.5) == 0
        assert set(home.touches()) == {"first"}
        line.flow()
        session.wait_for(f"Logged for {SECOND}")
        session.quiet(0.2)
        assert SECOND not in "".join(session.screen.lines[:20])
        session.press("q")
        assert session.wait_exit() == 0
    assert [text for text in home.touches() if text != "first"] == ["while it stalled"]


def test_a_line_that_carries_only_keys_is_painted_in_the_newest_state_alone(
    login, line, far, capsys
):
    """The desk goes on working while nothing comes back, and does not send what is out of date."""
    with login() as session:
        ready(session)
        session.press("3")
        session.wait_for("90 customers")
        session.quiet(0.2)
        line.stall("down")
        for _ in range(75):
            session.press("G", "g", "f2")
            session.pump(0.002)
        session.press("G")
        assert session.quiet(0.3) == 0
        far.wait_until_idle()
        before = session.written
        line.flow()
        session.wait_for("周二")
        session.wait_until(lambda screen: screen.lines[21].startswith("▌"), "the last row")
        session.quiet(0.3)
        with capsys.disabled():
            print(f" [{session.written - before} bytes after the stall] ", end="")
        assert session.written - before < 60_000
        painted = session.screen.lines
        session.screen.feed(b"\x1b[2J\x1b[Hrubbish")
        session.press("ctrl+l")
        session.wait_until(lambda screen: screen.lines == painted, "the same from scratch")


def test_a_line_that_falls_silent_for_good_ends_the_desk(tmp_path_factory, far, home):
    """No reset comes back from a laptop that was closed: the server finds out by asking."""
    with (
        Server(tmp_path_factory.mktemp("asking"), alive=1) as server,
        Line(server) as line,
        server.client(far.command, line.port) as session,
    ):
        ready(session)
        begin_log(session, HALF)
        line.stall()
        assert far.wait_until_gone() < 1
    assert drafted(home) == [HALF]


def test_a_killed_desk_has_lost_nothing(login, far, home):
    with login() as session:
        ready(session)
        begin_log(session, "acknowledged")
        session.press("enter")
        session.wait_for(f"Logged for {FIRST}")
        begin_log(session, HALF)
        far.kill()
        assert session.wait_exit() != 0
    assert home.touches()[-1] == "acknowledged"
    assert drafted(home) == [HALF]
    assert "whole" in home.run("check")
    with login() as session:
        session.wait_for("· 11 to contact", "saved")
        session.press("enter")
        session.wait_for("Your draft is back", HALF)
