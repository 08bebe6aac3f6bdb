"""Any size of terminal, also one that changes all the time."""

import random

import pytest
from desk_in_terminal import FIRST, begin_log, ready


@pytest.mark.slow
def test_a_storm_of_resizes_leaves_the_screen_as_it_was(home):
    sizes = random.Random(3)
    with home.desk(environment={"TIERDESK_REMOTE": "1"}) as session:
        ready(session)
        before, written = session.screen.lines, session.written
        for _ in range(60):
            session.resize(sizes.randint(1, 200), sizes.randint(1, 60))
            session.pump(0.005)
        session.resize(80, 24)
        session.screen.feed(b"\x1b[2J\x1b[Hrubbish")
        session.wait_until(lambda screen: screen.lines == before, "the desk as it was")
        assert not session.screen.unknown
        assert session.written - written < 120_000
        session.press("q")
        assert session.wait_exit() == 0


@pytest.mark.slow
def test_a_storm_while_typing_loses_no_letter(home):
    with home.desk() as session:
        ready(session)
        begin_log(session, "0")
        for number in range(1, 30):
            session.resize(60 + 7 * (number % 9), 15 + number % 20)
            session.type(f" {number}")
            session.pump(0.01)
        text = " ".join(str(number) for number in range(30))
        session.wait_until(lambda _: home.drafts()["draft-log-1"]["text"] == text, "all of it")
        session.resize(100, 24)
        session.wait_for("28 29")
        session.quiet(0.15)
        x, y = session.screen.place_of("28 29")
        assert session.screen.cursor == (x + 5, y)


def test_a_contact_is_logged_at_40_by_10(home):
    with home.desk(columns=40, lines=10) as session:
        session.wait_for("Nordwind", "saved", "l log")
        session.quiet(0.15)
        session.press("enter", "r")
        session.type("三条线的报价 offer")
        session.wait_for("reached ▸", "报价 offer", "next")
        session.press("tab")
        session.type("fri")
        session.wait_for("fri", "→ Fri 2026-11-27")
        session.press("enter")
        session.wait_for("Logged for Nordwind")
        assert all(len(line) <= 40 for line in session.screen.lines)
    assert home.touches()[-1] == "三条线的报价 offer"


@pytest.mark.parametrize(("columns", "lines"), [(20, 5), (39, 24), (80, 9), (1, 1)])
def test_a_terminal_that_is_too_small_says_what_the_desk_needs_and_heals(home, columns, lines):
    with home.desk(columns=columns, lines=lines) as session:
        if columns > 1:
            session.wait_until(
                lambda screen: "40 × 10" in " ".join(screen.text.split()), "what it needs"
            )
        session.resize(80, 24)
        session.wait_for(FIRST, "l log", "saved")
        session.press("q")
        assert session.wait_exit() == 0
