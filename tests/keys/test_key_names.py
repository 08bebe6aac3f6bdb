"""Names of keys: those of the screen library, and those that survive the way to it."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import constants
from textual import keys as library
from textual._xterm_parser import XTermParser
from textual.events import Key

from tierdesk.keys.key_names import (
    SAFE,
    UNSURE,
    _character,
    canonical,
    fault_of,
    printable,
    shown,
    twin_of,
)

characters = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"))


def heard(sent: str) -> list[str]:
    """The names of the keys that the library hears in the bytes of a terminal, without the protocol
    of kitty, which drops what some input methods commit and is off unless a user wants it."""
    with patch.object(constants, "DISABLE_KITTY_KEY", True):
        return [event.key for event in _parsed(sent) if isinstance(event, Key)]


def _parsed(sent: str):
    parser = XTermParser()
    yield from parser.feed(sent)
    yield from parser.feed("")


@given(characters)
def test_a_character_is_called_as_the_library_calls_it(character):
    assert canonical(character) == library._character_to_key(character)


@pytest.mark.parametrize(
    "character",
    [chr(code) for code in (*range(0x20, 0x7F), *range(0x3000, 0x3020), *range(0xFF01, 0xFF60))],
)
def test_the_name_of_a_sign_leads_back_to_it(character):
    name = canonical(character)
    assert heard(character) == [name]
    assert printable(name)
    assert _character(name) == character
    assert fault_of(name) is None


@given(characters.filter(str.isalnum))
def test_every_letter_of_every_script_is_a_key_and_belongs_to_the_text(letter):
    assert canonical(letter) == letter
    assert printable(letter)
    assert fault_of(letter) is None


SENT = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "insert": "\x1b[2~", "delete": "\x1b[3~", "backspace": "\x7f",
    "enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS",
    "f5": "\x1b[15~", "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~", "f10": "\x1b[21~",
    "f11": "\x1b[23~", "f12": "\x1b[24~", "ctrl+delete": "\x1b[3;5~", "ctrl+pageup": "\x1b[5;5~",
    "ctrl+pagedown": "\x1b[6;5~", "shift+delete": "\x1b[3;2~", "ctrl+backslash": "\x1c", "ctrl+underscore": "\x1f",
    "ctrl+circumflex_accent": "\x1e",
    **{f"ctrl+{chr(code + 0x60)}": chr(code) for code in range(1, 27)},
    **{f"alt+{letter}": f"\x1b{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"},
    **{f"{word}+{name}": f"\x1b[1;{number}{final}" for word, number in (("shift", 2), ("ctrl", 5))
       for name, final in zip(("up", "down", "right", "left", "end", "home"), "ABCDFH", strict=True)},
}  # fmt: skip
"""What xterm, and tmux with its defaults, send for a key."""


@pytest.mark.parametrize("key", sorted(SAFE - {"escape"}))
def test_every_safe_key_arrives_as_itself(key):
    assert heard(SENT[key]) == [key]


@pytest.mark.parametrize(
    ("key", "sent"),
    [("ctrl+h", "\x08"), ("ctrl+i", "\t"), ("ctrl+m", "\r"), ("alt+f", "\x1bf"), ("alt+b", "\x1bb"),
     ("alt+up", "\x1b[1;3A"), ("shift+f3", "\x1b[1;2R"), ("alt+comma", "\x1b,"), ("ctrl+enter", "\r"), ("shift+enter", "\r"),
     ("alt+3", "\x1b3"), ("shift+space", " "), ("ctrl+1", "1"), ("ctrl+comma", ","), ("ctrl+shift+a", "\x01")],
)  # fmt: skip
def test_a_key_that_arrives_as_something_else_is_refused(key, sent):
    assert heard(sent) != [key]
    assert fault_of(key) is not None


@pytest.mark.parametrize(
    "key",
    ["ctrl+h", "ctrl+i", "ctrl+j", "ctrl+k", "ctrl+m", "ctrl+[", "ctrl+a", "ctrl+b", "Ctrl+Space"],
)
def test_keys_of_terminal_tmux_and_input_method_are_refused_with_the_reason(key):
    assert "cannot be used: " in str(fault_of(canonical(key)))


def test_a_key_is_safe_or_refused_never_both():
    assert all(fault_of(key) is None for key in SAFE)
    assert UNSURE < SAFE
    everything = {key.value for key in library.Keys}
    for key in everything - {"space"}:
        if canonical(key) not in SAFE:
            assert fault_of(canonical(key)) is not None, key
    assert SAFE - everything - {key for key in SAFE if key.startswith("alt+")} == set()


@pytest.mark.parametrize(
    ("written", "name"),
    [("?", "question_mark"), ("Ctrl+R", "ctrl+r"), ("ESC", "escape"), ("PgDn", "pagedown"), ("Return", "enter"), ("F5", "f5"),
     ("ctrl+[", "ctrl+left_square_bracket"), ("ctrl++", "ctrl+plus"), ("+", "plus"), (",", "comma"), ("L", "L"), (" ", "space"),
     ("？", "fullwidth_question_mark"), ("、", "ideographic_comma"), (" up ", "up"), ("Shift+Tab", "shift+tab")],
)  # fmt: skip
def test_a_key_may_be_written_as_people_do(written, name):
    assert canonical(written) == name


@pytest.mark.parametrize(
    ("name", "text"),
    [("question_mark", "?"), ("ctrl+r", "^r"), ("enter", "enter"), ("escape", "esc"), ("pagedown", "pgdn"), ("f5", "F5"),
     ("up", "up"), ("space", "space"), ("minus", "-"), ("L", "L"), ("l", "l"), ("shift+tab", "shift+tab"), ("alt+j", "alt+j"),
     ("ctrl+left", "ctrl+left"), ("fullwidth_question_mark", "？"), ("ctrl+backslash", "^\\"), ("f", "f"), ("full_stop", ".")],
)  # fmt: skip
def test_a_key_is_shown_in_plain_letters(name, text):
    assert shown(name) == text
    if len(text) > 1:
        assert text.isascii(), "signs such as arrows are of different width in different terminals"


@pytest.mark.parametrize(
    ("sign", "half"),
    [("？", "?"), ("：", ":"), ("，", ","), ("。", "."), ("、", "/"), ("／", "/"), ("【", "["), ("「", "["), ("】", "]"), ("」", "]"),
     ("！", "!"), ("；", ";"), ("《", "<"), ("》", ">"), ("（", "("), ("￥", "$"), ("～", "~"), ("“", '"'), ("’", "'"), ("\u3000", " "),
     ("１", "1"), ("ｊ", "j"), ("Ｇ", "G"), ("－", "-"), ("＊", "*")],
)  # fmt: skip
def test_what_a_chinese_input_method_sends_has_its_half_width_twin(sign, half):
    assert twin_of(canonical(sign)) == canonical(half)


@given(st.characters(max_codepoint=0x7E))
def test_half_width_keys_have_no_twin(character):
    assert twin_of(canonical(character)) == ""


@given(st.text(max_size=30))
def test_no_text_raises(text):
    name = canonical(text)
    assert isinstance(shown(name), str)
    assert isinstance(printable(name), bool)
    assert isinstance(twin_of(name), str)
    fault_of(name)


@pytest.mark.parametrize(
    ("wrong", "near"),
    [("escpae", "escape"), ("questionmark", "question_mark"), ("pagdown", "pagedown")],
)
def test_an_unknown_key_is_told_with_the_nearest(wrong, near):
    assert f"did you mean “{near}”" in str(fault_of(wrong))


@pytest.mark.parametrize(
    "word",
    ["", "nonsense", "ctrl+", "+a", "ctrl+nonsense", "hyper+é+x", "F0", "f25", "f²", "<any>"],
)
def test_what_is_no_key_is_told(word):
    assert fault_of(canonical(word)) is not None


def test_a_capital_letter_is_written_as_itself():
    assert str(fault_of("shift+l")) == "“shift+l” is written “L”."
