"""Bytes of a keyboard, whole and in pieces, well-formed and not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events, messages
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser

from tierdesk.ui.wire.typed import Typed, pasted

DELAY = 0.025


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def keyboard() -> tuple[Typed, Clock]:
    clock = Clock()
    return Typed(DELAY, clock), clock


def names(found: list[object]) -> list[str]:
    return [event.key if isinstance(event, events.Key) else type(event).__name__ for event in found]


def typed(*reads: str | bytes, pause: float = 0.0) -> list[object]:
    """What comes of these reads, with a pause after each, and after all of them a long one."""
    parser, clock = keyboard()
    found = []
    for read in reads:
        found += parser.feed(read if isinstance(read, bytes) else read.encode())
        clock.now += pause
        found += parser.tick()
    clock.now += 5
    return found + parser.tick()


@pytest.mark.parametrize(
    "sequence",
    [
        s
        for s in ANSI_SEQUENCES_KEYS
        if s not in ("\x1b\x1b", "\x9b")
        and not (len(s) == 2 and s[1].isprintable() and s[1] not in "bf")
    ],
)
def test_every_sequence_that_textual_knows_is_one_unit(sequence):
    expected = [
        k.key for k in XTermParser()._sequence_to_key_events(sequence) if k.key != "<ignore>"
    ]
    assert names(typed(sequence)) == expected


def test_escape_and_a_key_in_one_packet_are_no_sign_of_an_option_key():
    assert names(typed("\x1b3")) == ["alt+3"]


def test_letters_of_every_script_are_keys():
    assert [event.character for event in typed("aG é宏👍")] == [*"aG é宏👍"]


def test_bytes_that_are_not_utf8_are_replaced():
    assert [event.character for event in typed("宏".encode("gbk") + b"a")] == [
        "\ufffd",
        "\ufffd",
        "a",
    ]


def test_a_character_in_two_reads_is_one():
    first, second = "宏".encode()[:2], "宏".encode()[2:]
    assert [event.character for event in typed(first, second)] == ["宏"]


def test_a_lone_escape_is_a_key_after_its_delay_and_not_before():
    parser, clock = keyboard()
    assert parser.feed(b"\x1b") == []
    assert parser.wait == pytest.approx(DELAY)
    assert parser.tick() == []
    clock.now += DELAY
    assert names(parser.tick()) == ["escape"]
    assert parser.wait is None


def test_escape_and_a_letter_in_one_read_are_alt():
    assert names(typed("\x1bj")) == ["alt+j"]
    assert names(typed("\x1bJ")) == ["alt+shift+j"]


def test_escape_and_a_sign_in_one_read_are_both_keys():
    assert names(typed("\x1b/")) == ["escape", "slash"]


def test_escape_and_a_letter_apart_are_two_keys():
    assert names(typed("\x1b", "j", pause=1)) == ["escape", "j"]


def test_two_escapes_are_two_keys():
    assert names(typed("\x1b\x1b")) == ["escape", "escape"]


def test_a_sequence_in_two_reads_is_one_key():
    assert names(typed("\x1b[", "1;5", "C", pause=0.2)) == ["ctrl+right"]


def test_the_rest_of_an_arrow_after_its_escape_is_not_letters():
    assert names(typed("\x1b", "[B", pause=0.2)) == ["escape", "down"]
    assert names(typed("\x1b", "[200~rm -rf\x1b[201~", pause=0.2)) == ["escape", "Paste"]


def test_a_bracket_typed_after_escape_is_a_bracket():
    assert names(typed("\x1b", "[", "B", pause=0.2)) == ["escape", "left_square_bracket", "B"]


@pytest.mark.parametrize("reply", [
    "\x1b[?62;22c", "\x1b[>0;276;0c", "\x1b[0n", "\x1b[12;40R", "\x1b[8;24;80t", "\x1b[?1;2$y",
    "\x1b]11;rgb:1a1a/1b1b/1c1c\x1b\\", "\x1b]52;c;AAAA\x07", "\x1bP1+r\x1b\\", "\x1b[201~",
    "\x1b[I", "\x1b[O", "\x1b[M !!", "\x1b[99999999999u", "\x1b[97;1;1114112u", "\x1b[97;1;55296u", "\x1b[97:65;2u",
    "\x1b[" + "1;" * 200 + "x", "\x1b[?2026;0$y",
])  # fmt: skip
def test_what_a_terminal_says_by_itself_presses_no_key(reply):
    keys = names(typed("a" + reply + "b"))
    assert [key for key in keys if key not in ("MouseDown", "MouseUp")] == ["a", "b"]


def test_a_broken_sequence_presses_no_key():
    assert names(typed("\x1b[12\x1b[B")) == ["down"]
    assert names(typed("\x1b[12宏")) == ["宏"]
    assert names(typed("\x1b[1;")) == []


def test_a_function_key_that_looks_like_a_cursor_report_is_a_key():
    assert names(typed("\x1b[1;2R")) == names(XTermParser()._sequence_to_key_events("\x1b[1;2R"))


def test_synchronized_output_is_noticed():
    assert isinstance(typed("\x1b[?2026;2$y")[0], messages.TerminalSupportsSynchronizedOutput)


def test_clicks_and_wheel_are_heard():
    down, up, wheel = typed("\x1b[<0;3;4M\x1b[<0;3;4m\x1b[<65;1;1M")
    assert (type(down), down.x, down.y) == (events.MouseDown, 2, 3)
    assert type(up) is events.MouseUp
    assert type(wheel) is events.MouseScrollDown


def test_a_long_commit_of_an_input_method_is_its_characters():
    codes = ":".join(str(ord(c)) for c in "今天联系宏达机械有限公司")
    assert (
        "".join(event.character for event in typed(f"\x1b[0;;{codes}u"))
        == "今天联系宏达机械有限公司"
    )


def test_a_paste_is_one_event_without_control_characters():
    (paste,) = typed("\x1b[200~a\x1b[3~b\x03c\x1b[201;1~\r\nd\te\x9b2J\x1b[201~")
    assert isinstance(paste, events.Paste)
    assert paste.text == "a[3~bc[201;1~\nd\te2J"


def test_line_ends_of_a_paste_are_line_feeds():
    assert pasted("a\r\nb\rc\nd") == "a\nb\nc\nd"


pieces = st.lists(
    st.sampled_from(
        ["a", "宏", "\x1b", "\x1b[3~", "\x1b[20", "\r", "\x1b[200~", "x\x00", "[201~", "~"]
    )
)


@given(pieces, st.lists(st.integers(1, 40), max_size=12), st.sampled_from([0.0, 0.01, 0.2]))
def test_a_paste_cut_anywhere_gives_one_paste_and_no_key(parts, cuts, pause):
    content = "".join(parts)
    while "\x1b[201~" in content:  # what is left of two halves may be another end
        content = content.replace("\x1b[201~", "")
    data = f"\x1b[200~{content}\x1b[201~".encode()
    reads, at = [], 1
    reads.append(data[:6])
    for cut in cuts:
        reads.append(data[6 + at - 1 : 6 + at - 1 + cut])
        at += cut
    reads.append(data[6 + at - 1 :])
    found = typed(*[read for read in reads if read], pause=pause)
    assert names(found) == ["Paste"]
    assert found[0].text == pasted(content)


@given(st.integers(1, 5), st.sampled_from([0.0, 0.01, 0.4]))
def test_the_mark_of_a_paste_may_come_in_two_reads(cut, pause):
    data = b"\x1b[200~rm\x1b[201~q"
    found = names(typed(data[:cut], data[cut:], pause=pause))
    assert [name for name in found if name != "escape"] == ["Paste", "q"]


@given(st.binary(max_size=60), st.integers(0, 60))
def test_no_bytes_break_it(data, cut):
    found = typed(data[:cut], data[cut:], "\x1b[201~", "é", pause=0.01)
    if b"\x1b[200~" not in data:
        assert names(found[-1:]) == ["é"]


def test_a_large_paste_is_quick_to_take():
    text = "宏达 0123456789\n" * 100_000
    (paste,) = typed("\x1b[200~" + text, "\x1b[201~")
    assert paste.text == text
