"""What a remote line has to carry, in bytes, which repeat exactly; and colours, where there are none."""

import re

import pytest
from desk_in_terminal import FIRST, begin_log, ready

REMOTE = {"SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22", "COLORTERM": None}
_SGR = re.compile(rb"\x1b\[([0-9;:]*)m")


def colours(output: bytes) -> set[int]:
    """SGR codes that set a colour."""
    codes = {
        int(code) for found in _SGR.findall(output) for code in re.split(rb"[;:]", found) if code
    }
    return {code for code in codes if 30 <= code <= 48 or 90 <= code <= 107} - {39}


def test_bytes_of_keys_on_a_remote_line(home, capsys):
    with home.desk(environment=REMOTE) as session:
        ready(session)
        first = session.written

        def costs(*names):
            before = session.written
            session.press(*names)
            session.wait_until(lambda _: session.written > before, f"bytes after {names}")
            session.quiet(0.15)
            return session.written - before

        down = [costs("down") for _ in range(4)]
        costs(*["down"] * 20)
        scrolled = [costs("down") for _ in range(5)]
        assert FIRST not in session.screen.text
        costs("g")
        palette = costs("ctrl+p") + costs("escape")
        language = costs("f2")
        costs("f2")
        costs("/")
        typed = [costs(letter) for letter in "nor"]
        costs("escape")
        log = costs("enter"), costs("r")
        letter = [costs(one) for one in "abc"]
        with capsys.disabled():
            print(f" [first {first}, down {down}, scrolled {scrolled}, palette {palette}, language "
                  f"{language}, filter {typed}, log {log}, letters {letter}] ", end="")  # fmt: skip
        assert first < 4_000
        assert max(down) <= 400
        assert max(scrolled) <= 1_200
        assert palette <= 8_000
        assert language <= 2_000
        assert max(typed) <= 2_500
        assert max(log) <= 600
        assert max(letter) <= 60


@pytest.mark.slow
def test_an_idle_desk_is_silent(home):
    with home.desk(environment=REMOTE) as session:
        ready(session)
        begin_log(session, "half")
        session.quiet(0.3)
        before = session.cpu()
        assert session.quiet(2.0) == 0
        assert session.cpu() - before < 0.03


def test_no_colour_leaves_when_none_is_wanted(home):
    with home.desk(environment={"NO_COLOR": "1"}) as session:
        ready(session)
        session.press("down", "ctrl+p")
        session.quiet(0.3)
        session.press("escape", "o")
        session.quiet(0.3)
        assert colours(bytes(session.output)) == set()
        session.press("f3")
        session.quiet(0.3)
        assert colours(bytes(session.output)) == set()


def test_a_remote_line_gets_sixteen_colours_of_the_terminals_own(home):
    with home.desk(environment=REMOTE) as session:
        ready(session)
        found = colours(bytes(session.output))
        assert found and not found & {38, 48}
        assert not session.screen.modes & {1000, 1002, 1003}


def test_the_row_under_the_cursor_is_marked_without_colour(home):
    with home.desk(environment={"NO_COLOR": "1"}) as session:
        ready(session)
        x, y = session.screen.place_of(FIRST)
        assert session.screen.lines[y].startswith("▌")
        assert session.screen.style_at(x, y) != session.screen.style_at(x, y + 1)


def on_board(session):
    """The board of the book, everything painted."""
    ready(session)
    session.press("2")
    session.wait_for("Prospect", "Negotiation", FIRST)
    session.quiet(0.3)


@pytest.mark.parametrize(
    ("environment", "step", "scrolled", "move"),
    [(REMOTE, 600, 1_200, 3_000), ({"COLORTERM": "truecolor"}, 2_000, 3_000, 6_000)],
    ids=["remote", "true colour"],
)
def test_bytes_of_keys_on_the_board(home, capsys, environment, step, scrolled, move):
    for number in ("1", "2", "3"):
        home.run("deal", "add", number, "amount=90000 CNY", "title=Line")
        home.run("move", number, "interested", "--reason", "fair")
    with home.desk(environment=environment) as session:
        on_board(session)

        def costs(*names):
            before = session.written
            session.press(*names)
            session.wait_until(lambda _: session.written > before, f"bytes after {names}")
            session.quiet(0.2)
            return session.written - before

        down = [costs("j") for _ in range(4)]
        costs(*["j"] * 6)
        along = [costs("j") for _ in range(12)]
        costs("g")
        across = [costs("l"), costs("h"), costs("l")]
        back = costs("<")
        with capsys.disabled():
            print(f" [down {down}, along {along}, across {across}, move {back}] ", end="")
        assert max(down) <= step
        assert max(along) <= scrolled
        assert sum(along) / len(along) <= step
        assert max(across) <= step
        assert back <= move


def test_the_board_is_there_at_once_at_the_next_start(home):
    with home.desk() as session:
        on_board(session)
        session.press("j")
        session.quiet(0.3)
        session.press("ctrl+q")
        session.wait_exit(20)
    with home.desk() as session:
        session.wait_for("Prospect", FIRST)
        assert "Pipeline" in session.screen.lines[0]
        ready_again = [line for line in session.screen.lines if "▌" in line]
        assert len(ready_again) == 3, "the column and the two lines of the card under the cursor"
        session.wait_for("saved")
