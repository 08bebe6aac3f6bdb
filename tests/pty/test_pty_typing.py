"""What comes from a keyboard, an input method and a clipboard is what was meant: text in a text, keys
outside of one."""

import pytest
from desk_in_terminal import FIRST, begin_log, ready
from pty_session import key

LONG = "客户要三条生产线的报价，含安装调试与两年质保，预算大约三十二万元，希望下周三之前收到；" * 3


def test_a_paste_into_the_list_presses_no_key(home):
    with home.desk() as session:
        ready(session)
        before = session.screen.lines
        session.paste("x\x1b[3~\x1bq\rq\x11\x03ddll：宏达\n")
        session.quiet(0.4)
        assert session.running
        assert session.screen.lines == before
    assert set(home.touches()) == {"first"}


def test_a_paste_with_escapes_into_an_entry_is_literal_text(home):
    with home.desk() as session:
        ready(session)
        begin_log(session, "a ")
        session.paste("\x1b[31m三条线\x1b\x07\x9b\u202e\ttwo\nlines\r\n[/][@click=app.quit]x")
        session.press("enter")
        session.wait_for(f"Logged for {FIRST}")
    assert home.touches()[-1] == "a [31m三条线 two lines [/][@click=app.quit]x"


def test_the_terminals_cursor_stands_where_the_next_letter_goes(home):
    """The window of an input method opens there."""
    with home.desk() as session:
        ready(session)
        begin_log(session, "三条线")
        x, y = session.screen.place_of("三条线")
        assert session.screen.cursor == (x + 6, y)
        session.press("left")
        session.wait_until(lambda screen: screen.cursor == (x + 4, y), "one character back")
        session.press("tab")
        session.type("12/1")
        session.wait_for("→ Tue 2026-12-01")
        session.quiet(0.1)
        x, y = session.screen.place_of("12/1")
        assert session.screen.cursor == (x + 4, y)
        session.press("escape")
        session.type("/张")
        session.wait_until(lambda screen: "filter 张" in screen.lines[-1], "the filter line")
        session.quiet(0.1)
        x, y = session.screen.lines[-1].index("张"), len(session.screen.lines) - 1
        assert session.screen.cursor == (x + 2, y)


@pytest.mark.parametrize("kitty", [False, True])
def test_a_long_chinese_commit_of_an_input_method_arrives_whole(home, kitty):
    """As characters, in pieces that cut characters in two; and as one sequence of codes, in the keyboard
    protocol that a user may ask for."""
    raw = LONG.encode()
    whole = f"\x1b[0;1;{':'.join(str(ord(char)) for char in LONG)}u".encode() if kitty else raw
    with home.desk(environment={"TEXTUAL_DISABLE_KITTY_KEY": "0" if kitty else None}) as session:
        ready(session)
        for pieces in ([whole], [whole[at : at + 7] for at in range(0, len(whole), 7)]):
            session.press("enter", "r")
            for piece in pieces:
                session.send(piece)
            session.wait_until(
                lambda _: [draft.get("text") for draft in home.drafts().values()] == [LONG],
                "all of it",
            )
            session.press("enter")
            session.wait_until(lambda _: not home.drafts(), "the acknowledgement")
    assert home.touches()[-2:] == [LONG, LONG]


def test_full_width_punctuation_is_the_key_that_it_looks_like(home):
    with home.desk() as session:
        ready(session)
        session.type("／")
        session.wait_until(lambda screen: "filter" in screen.lines[-1], "the filter line")
        session.press("escape")
        session.wait_for("l log")
        session.type("：")
        session.wait_until(lambda screen: "l log" not in screen.lines[-1], "the command line")
        session.press("escape")
        session.wait_for("l log")
        session.type("？")
        session.wait_for("With the selected customer")
        session.press("escape")
        session.wait_for(FIRST, "l log")


def test_keys_of_one_packet_are_heard_one_after_the_other(home):
    """A slow line delivers a whole entry at once: the letters after the one that opens the line belong
    to its text."""
    with home.desk() as session:
        ready(session)
        session.send(b"\rrquote at once" + key("tab") + b"+3d\r" + key("down") + b"\rnd q x")
        session.wait_for("▸ no answer", "no answer ▸ d q x")
        session.wait_until(
            lambda _: [draft.get("text") for draft in home.drafts().values()] == ["d q x"],
            "the draft",
        )
    assert home.touches()[-1] == "quote at once"
