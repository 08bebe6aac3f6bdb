"""tmux on the far side of an ssh: the desk outlives the line."""

import pytest
from desk_in_terminal import FIRST, begin_log

pytestmark = pytest.mark.slow
HALF = "三条线的报价 half"


def inside(session):
    """The desk with tmux's line below it, one row shorter."""
    session.wait_for("· 12 to contact", "saved", FIRST, "[desk]")
    session.quiet(0.2)


def test_an_entry_stays_half_typed_in_a_session_that_lost_its_line(login, line, far, tmux, home):
    with login(tmux.session(far.command)) as session:
        inside(session)
        begin_log(session, HALF)
        line.cut()
        assert session.wait_exit() == 255
    assert far.lives()
    with login(tmux.session(far.command)) as session:
        session.wait_for("▸ reached ▸", HALF)
        session.type(" and whole")
        session.wait_for("and whole")
        session.press("enter")
        session.wait_for(f"Logged for {FIRST}")
        session.press("q")
        assert session.wait_exit() == 0
    assert home.touches()[-1] == HALF + " and whole"
    assert home.drafts() == {}
    assert far.wait_until_gone() < 1


def test_a_session_that_is_killed_keeps_the_draft(login, far, tmux, home):
    with login(tmux.session(far.command)) as session:
        inside(session)
        begin_log(session, HALF)
        tmux("kill-session", "-t", "desk")
        session.wait_exit()
        assert far.wait_until_gone() < 1
    assert [draft["text"] for draft in home.drafts().values()] == [HALF]


def test_a_cursor_key_inside_tmux_stays_cheap_and_the_cursor_in_its_place(login, far, tmux, capsys):
    with login(tmux.session(far.command)) as session:
        inside(session)
        down = [session.bytes_of("down", seconds=0.2) for _ in range(4)]
        with capsys.disabled():
            print(f" [down {down}] ", end="")
        assert max(down) <= 600
        begin_log(session, "三条线")
        x, y = session.screen.place_of("三条线")
        assert session.screen.cursor == (x + 6, y)


def test_what_is_painted_bit_by_bit_is_what_is_painted_whole(login, far, tmux):
    """tmux is a terminal of other people's making: rows that are moved instead of painted stand there
    as they should."""
    with login(tmux.session(far.command)) as session:
        inside(session)
        for keys in (["down"] * 40, ["pagedown", *["up"] * 30], ["3", "G", *["up"] * 25]):
            session.press(*keys)
            far.wait_until_idle()
            session.quiet(0.2)
            painted, near = tmux("capture-pane", "-p", "-t", "desk"), session.screen.lines
            session.press("ctrl+l")
            far.wait_until_idle()
            session.quiet(0.2)
            assert tmux("capture-pane", "-p", "-t", "desk") == painted
            assert session.screen.lines == near
        assert set(session.screen.unknown) <= {"[>q"}


def test_a_resize_of_the_near_terminal_reaches_the_desk_through_tmux(login, far, tmux):
    with login(tmux.session(far.command)) as session:
        inside(session)
        session.resize(120, 30)
        session.wait_until(
            lambda screen: screen.lines[28].rstrip().endswith("saved · en"), "the last line"
        )
        session.resize(60, 15)
        session.wait_until(
            lambda screen: screen.lines[13].rstrip().endswith("saved · en"), "the last line"
        )
