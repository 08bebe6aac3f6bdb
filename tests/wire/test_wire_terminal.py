"""The whole wire in a real terminal: hostile input, sizes, other programs, bytes."""

import signal
import time
from pathlib import Path

import pytest
from wire_steps import is_given_back, ready, said, tiny, wait_until_said

# input


def test_a_paste_with_escapes_is_text_in_an_input_and_nothing_outside(log):
    with tiny(log) as session:
        ready(session)
        session.paste("x\x1b[3~q\x1b\x03\x11宏")
        wait_until_said(session, log, "pasted 'x[3~q宏'")
        assert session.running
        session.press("i")
        session.paste("\x1b[3~三条线\x07")
        session.wait_for("typed [3~三条线")
        assert "deleted" not in session.screen.text
    assert not [line for line in said(log) if line == "key delete"]


def test_a_byte_that_is_not_utf8_is_a_replacement_character(log):
    with tiny(log) as session:
        ready(session)
        session.press("i")
        session.send("宏达".encode("gbk") + "宏".encode())
        session.wait_for("宏", "\ufffd")


def test_letters_typed_ahead_go_to_the_input_that_the_first_key_opens(log):
    with tiny(log) as session:
        ready(session)
        session.type("jji三条线 quit")
        session.wait_for("typed 三条线 quit", "▌   3")
        session.send(b"\x1b")
        session.wait_for("escaped")
        session.type("ji!")
        session.wait_for("typed 三条线 quit!", "▌   4")


def test_escape_is_a_key_without_a_second_one(log, capsys):
    with tiny(log) as session:
        ready(session)
        session.press("i")
        session.quiet(0.15)
        began = time.monotonic()
        session.press("escape")
        session.wait_for("escaped")
        with capsys.disabled():
            print(
                f" [escape on the screen after {1000 * (time.monotonic() - began):.0f} ms] ", end=""
            )


def test_the_cursor_stands_where_an_input_method_writes(log):
    with tiny(log) as session:
        ready(session)
        session.press("i")
        session.type("三条线a")
        session.wait_for("typed 三条线a")
        session.quiet(0.15)
        x, y = session.screen.place_of("三条线a")
        session.press("left")
        session.quiet(0.15)
        assert session.screen.cursor == (x + 6, y)


def test_what_is_copied_reaches_the_terminals_clipboard(log):
    with tiny(log) as session:
        ready(session)
        session.press("c")
        session.wait_until(lambda screen: screen.clipboard == ["宏达 +86"], "the clipboard")


# what is painted


def test_a_resize_is_painted_whole_in_the_new_size(log):
    with tiny(log) as session:
        ready(session)
        session.screen.feed(b"\x1b[2J\x1b[Hrubbish")
        session.resize(60, 12)
        session.wait_until(lambda screen: screen.lines[-1] == "ready", "the last line")
        session.quiet()
        assert "rubbish" not in session.screen.text
        assert session.screen.lines[0].startswith("▌   1 宏")
        session.resize(100, 30)
        session.wait_until(lambda screen: screen.lines[29] == "ready", "the last line")
        session.resize(90, 30)
        session.resize(100, 30)
        session.screen.feed(b"\x1b[2J\x1b[Hrubbish")
        session.wait_for("   10 Kestrel", "ready")
        assert "rubbish" not in session.screen.text


def test_a_foreign_write_is_painted_over(log):
    with tiny(log) as session:
        ready(session)
        before = session.screen.lines
        session.press("w")
        session.quiet()
        assert b"foreign" in session.output
        assert session.screen.lines == before


def test_an_editor_gets_the_terminal_and_gives_it_back(log):
    with tiny(log) as session:
        ready(session)
        before = session.screen.lines[:-1]
        session.press("e")
        session.wait_until(
            lambda screen: not screen.alternate and "in the editor" in screen.text, "the editor"
        )
        session.signal(signal.SIGINT)
        session.type("text\n")
        session.wait_for("back", "Nordwind")
        session.quiet()
        assert session.screen.alternate
        assert session.screen.lines[:-1] == before
        session.press("down")
        session.wait_for("▌   2")
        session.press("q")
        assert session.wait_exit() == 0
        assert "got text" in session.screen.text
        assert is_given_back(session)


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_a_stopped_program_paints_itself_again_when_it_goes_on(log, number):
    with tiny(log) as session:
        ready(session)
        before = session.screen.lines
        session.signal(number)
        status = Path(f"/proc/{session.pid}/stat")
        session.wait_until(lambda _: ") T " in status.read_text(), "the stop")
        stays = number == signal.SIGSTOP
        session.wait_until(lambda screen: screen.alternate == stays, "the shell's screen, or ours")
        session.quiet(0.1)
        session.screen.feed(b"\x1b[2J\x1b[Hshell")
        session.signal(signal.SIGCONT)
        session.wait_until(lambda screen: screen.lines == before, "the same picture again")
        session.press("down")
        session.wait_for("▌   2")
        session.press("q")
        assert session.wait_exit() == 0
        assert is_given_back(session)


@pytest.mark.parametrize(
    "environment", [{"NO_COLOR": "1"}, {"TERM": "vt100"}, {"TEXTUAL_THEME": "ansi-dark"}]
)
def test_other_colours_paint_the_same_text(log, environment):
    with tiny(log) as session:
        ready(session)
        session.press("down")
        session.wait_for("▌   2")
        usual = session.screen.lines
    with tiny(log, environment) as session:
        ready(session)
        session.press("down")
        session.wait_for("▌   2")
        session.quiet()
        assert session.screen.lines == usual
        assert not session.screen.unknown


def test_frames_are_marked_where_the_terminal_knows_them(log):
    with tiny(log, synchronized=True) as session:
        ready(session)
        assert session.bytes_of("down") < 250
        assert session.screen.frames == 0
        session.resize(160, 50)
        session.wait_until(lambda screen: screen.lines[-1] == "ready", "the last line")
        session.quiet()
        assert session.screen.frames > 0
        assert 2026 not in session.screen.modes


def test_the_stock_paint_shows_the_same(log):
    with tiny(log) as ours, tiny(log, {"TINY_STOCK": "paint"}) as stock:
        for session in (ours, stock):
            ready(session)
            for keys in (["down"] * 30, ["ctrl+p"], ["escape"], ["up"] * 3):
                session.press(*keys)
                session.quiet()
            session.wait_for("▌  28")
        assert ours.screen.lines == stock.screen.lines


# bytes


def test_bytes_on_a_remote_line(log, capsys):
    with tiny(log, {"SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22"}) as session:
        ready(session)
        first = session.written
        down = [session.bytes_of("down", seconds=0.12) for _ in range(5)]
        for _ in range(16):
            session.press("down")
            session.quiet(0.06)
        scrolled = [session.bytes_of("down", seconds=0.12) for _ in range(3)]
        palette = session.bytes_of("ctrl+p") + session.bytes_of("escape")
        with capsys.disabled():
            print(f" [first {first}, down {down}, scrolled {scrolled}, palette {palette}] ", end="")
        assert first < 3000
        assert max(down) < 250
        assert max(scrolled) < 1200
        assert palette < 8000


def test_an_idle_desk_writes_nothing_and_uses_no_power(log):
    with tiny(log) as session:
        ready(session)
        session.press("i")
        session.quiet()
        before, began = session.cpu(), time.monotonic()
        assert session.quiet(2.0) == 0
        assert session.cpu() - before < 0.01 * (time.monotonic() - began)
