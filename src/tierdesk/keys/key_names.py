"""Names of keys: how the screen library calls them, which of them arrive over ssh and tmux, and how a
person reads them.

The names are the library's, but it must not be imported: `tierdesk keys --check` runs without it. A
test compares the two.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from tierdesk.i18n.message import N_, Message, say

_RENAMED = {
    "solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at",
    "hyphen_minus": "minus", "plus_sign": "plus", "low_line": "underscore",
}  # fmt: skip
"""Where the library's name of a character is not Unicode's."""

_WRITTEN = {
    "esc": "escape", "return": "enter", "pgup": "pageup", "pgdn": "pagedown", "pgdown": "pagedown",
    "del": "delete", "ins": "insert", "bs": "backspace", "ctrl+space": "ctrl+@", "ctrl+at": "ctrl+@",
}  # fmt: skip
"""Other ways to write the name of a key."""

_SHOWN = {
    "escape": "esc", "pageup": "pgup", "pagedown": "pgdn", "delete": "del", "insert": "ins",
    "ctrl+@": "ctrl+space",
}  # fmt: skip

_EDITING = (
    "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete",
    "backspace", "enter", "tab", "escape",
)  # fmt: skip
_MOVING = ("up", "down", "left", "right", "home", "end")

_TAKEN: Mapping[str, str] = {
    "ctrl+h": N_("it is the backspace key"),
    "ctrl+i": N_("it is the tab key"),
    "ctrl+j": N_("it is the enter key of some terminals"),
    "ctrl+k": N_("line editors and tmux take it"),
    "ctrl+m": N_("it is the enter key"),
    "ctrl+left_square_bracket": N_("it is the escape key"),
    "ctrl+a": N_("screen takes it"),
    "ctrl+b": N_("tmux takes it"),
    "ctrl+@": N_("Chinese input methods take it"),
    "ctrl+right_square_bracket": N_("telnet takes it"),
    "alt+b": N_("terminals send it as ctrl+left"),
    "alt+f": N_("terminals send it as ctrl+right"),
}
"""Keys that somebody between the person and the program uses himself."""

UNSURE = frozenset(("ctrl+s", "ctrl+q"))
"""Terminals may stop and start their output with these: never the only way to something."""

SAFE = frozenset((
    *_EDITING, "shift+tab",
    *(f"f{n}" for n in range(1, 13)),
    *(f"ctrl+{letter}" for letter in "cdefglnopqrstuvwxyz"),
    *(f"alt+{letter}" for letter in "acdeghijklmnopqrstuvwxyz"),
    *(f"ctrl+{key}" for key in _MOVING), *(f"shift+{key}" for key in _MOVING),
    "ctrl+delete", "ctrl+pageup", "ctrl+pagedown", "shift+delete",
    "ctrl+backslash", "ctrl+underscore", "ctrl+circumflex_accent",
))  # fmt: skip
"""Keys without a character that arrive whole over ssh and tmux."""

_TWINS = {
    "question_mark": "？", "colon": "：", "semicolon": "；", "comma": "，", "full_stop": "。．",
    "slash": "、／", "exclamation_mark": "！", "left_parenthesis": "（", "right_parenthesis": "）",
    "left_square_bracket": "【「［", "right_square_bracket": "】」］", "less_than_sign": "《＜",
    "greater_than_sign": "》＞", "quotation_mark": "“”＂", "apostrophe": "‘’＇", "tilde": "～",
    "grave_accent": "·｀", "left_curly_bracket": "｛『", "right_curly_bracket": "｝』",
    "vertical_line": "｜", "underscore": "＿", "minus": "－", "plus": "＋", "equals_sign": "＝",
    "asterisk": "＊×", "number_sign": "＃", "percent_sign": "％", "ampersand": "＆", "at": "＠",
    "dollar_sign": "￥＄", "backslash": "＼", "circumflex_accent": "＾", "space": "\u3000",
}  # fmt: skip
"""What Chinese input methods send for a punctuation key, the usual one first."""


def canonical(key: str) -> str:
    """The library's name of a key as a person wrote it: `?` → `question_mark`, `Ctrl+R` → `ctrl+r`,
    `esc` → `escape`. What is no key stays what it is."""
    if len(key) == 1:
        return _named(key)
    words = key.strip().lower()
    modifiers, plus, last = words.rpartition("+")
    if words.endswith("++"):  # ctrl++
        modifiers, plus, last = words[:-2], "+", "+"
    if len(last) == 1 and plus:
        words = f"{modifiers}+{_named(last)}"
    return _WRITTEN.get(words, words)


def shown(key: str) -> str:
    """A key as a person reads it, in plain letters: `question_mark` → `?`, `ctrl+r` → `^r`,
    `pagedown` → `pgdn`, `f5` → `F5`. No arrows: their width differs between terminals."""
    if key in _SHOWN:
        return _SHOWN[key]
    modifiers, plus, last = key.rpartition("+")
    character = _character(last) if last != "space" else ""
    word = character or _SHOWN.get(last, last)
    if _FUNCTION.fullmatch(last):
        word = last.upper()
    if modifiers == "ctrl" and character:
        return f"^{word}"
    return f"{modifiers}{plus}{word}"


def printable(key: str) -> bool:
    """Does it type a character? Then it belongs to the text while somebody types."""
    return "+" not in key and bool(_character(key))


def twin_of(key: str) -> str:
    """The half-width key of a full-width one (`fullwidth_question_mark` → `question_mark`, `１` →
    `1`), "" where it is none."""
    found = _half().get(key, "")
    if found or len(key) != 1 or not "！" <= key <= "～":
        return found
    return _named(chr(ord(key) - 0xFEE0))


def fault_of(key: str) -> Message | None:
    """Why a key (its library name) can be bound to nothing; None for a key that arrives."""
    if key in SAFE or printable(key):
        return None
    name = shown(key)
    if key in _TAKEN:
        return say("“%(key)s” cannot be used: %(why)s.", key=name, why=Message(_TAKEN[key]))
    modifiers, _, last = key.rpartition("+")
    if modifiers == "shift" and len(last) == 1 and last.isalpha():
        return say("“%(key)s” is written “%(letter)s”.", key=name, letter=last.upper())
    if _is_key(last) and all(word in _MODIFIERS for word in modifiers.split("+") if modifiers):
        return say("“%(key)s” cannot be used: it is lost in ssh, tmux or many terminals.", key=name)
    near = _nearest(key)
    if near:
        return say("There is no key “%(key)s”; did you mean “%(near)s”?", key=key, near=near)
    return say("There is no key “%(key)s”; see tierdesk keys --help.", key=key)


_FUNCTION = re.compile("f(?:[1-9]|1[0-9]|2[0-4])")
_MODIFIERS = frozenset(("ctrl", "shift", "alt", "super", "meta", "hyper"))


def _is_key(last: str) -> bool:
    return bool(_character(last)) or last in _EDITING or bool(_FUNCTION.fullmatch(last))


def _nearest(key: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key[:40], sorted(SAFE | _punctuation().keys()), 1, 0.75)
    return near[0] if near else ""


@cache
def _named(character: str) -> str:
    """As the library names the key that types this character."""
    name = character
    if not character.isalnum():
        try:
            name = unicodedata.name(character).lower().replace("-", "_").replace(" ", "_")
        except ValueError:  # a control character, which has no name
            name = character
    return _RENAMED.get(name, name)


@cache
def _punctuation() -> Mapping[str, str]:
    """Name → character of everything that keyboards and input methods type beside letters."""
    ranges = (range(0x20, 0x7F), range(0xA1, 0x100), range(0x2010, 0x2030), range(0x3000, 0x3040),
              range(0xFF01, 0xFF60), range(0xFFE0, 0xFFE7))  # fmt: skip
    characters = (chr(code) for codes in ranges for code in codes)
    return {_named(c): c for c in characters if c.isprintable() or c == "\u3000"}


@cache
def _half() -> Mapping[str, str]:
    return {_named(twin): half for half, twins in _TWINS.items() for twin in twins}


def _character(key: str) -> str:
    """The character that a key types, "" for a key that types none."""
    if len(key) == 1:
        return key if key.isprintable() else ""
    known = _punctuation().get(key)
    if known:
        return known
    try:
        character = unicodedata.lookup(key.replace("_", " "))
    except KeyError:
        return ""
    printable_one = len(character) == 1 and character.isprintable()
    return character if printable_one and _named(character) == key else ""
