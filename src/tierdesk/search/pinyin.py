"""Names written in Han characters, found by letters: 张三丰 by `zhangsanfeng`, `zsf`, `zhsf`, `sanf`.

A name becomes one line of syllables, each with a capital; what was typed becomes a pattern that
walks over them, in which every letter goes on with the syllable or begins the next one. It must
not know customers, and it loads the dictionary when the first such name is seen, never before.

The dictionary is pypinyin's, for single characters. Only its file is read: importing the package
would cost 13 MB and 50 ms for a converter that is not used here (libraries.md, section 2).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from unicodedata import combining, normalize

from tierdesk.search.readings import ALSO, SURNAMES

_HAN = re.compile("[㐀-鿿]")
_FIRST, _END = 0x3400, 0xA000
_ENTRY = re.compile(rb'"(\d{5})":\s*"([^",]+)')
_UMLAUT = "\u0308"
_TYPED = re.compile(r"(?=[^a-zü]*[a-zü])[a-z0-9ü'’]+")
_REST = "[^A-Z0-9|\\n]*+"
_END_OF_SYLLABLE = rf"[0-9]*+{_REST}(?:\|[A-Z]{_REST})*+"
_END_OF_WHOLE = rf"(?:\|[A-Z]{_REST})*+"
_OTHER_READINGS = rf"(?:[A-Z]{_REST}\|)*"
_FREE = 24
"""Letters that may each begin a syllable; those behind them must be whole syllables. Without the
bound a name like 南南南南南南南 costs time that doubles with every syllable typed."""
_LONGEST_NAME, _LONGEST_WORD = 120, 60
"""Characters of a name that letters find, and letters that are taken for a name's."""


def has_han(written: str) -> bool:
    """Whether letters could find the name at all."""
    return not written.isascii() and _HAN.search(written) is not None


def syllables(folded: str) -> str:
    """The key of one folded name: `Ceng|ZengGuoFan`, two readings of one character parted by `|`;
    "" for a name without Han characters."""
    if not has_han(folded):
        return ""
    folded = folded[:_LONGEST_NAME]
    for length in (2, 1):
        surname = folded[:length]
        if surname in SURNAMES:
            read = zip(surname, SURNAMES[surname].split(), strict=True)
            begun = "".join(_token(character, reading) for character, reading in read)
            break
    else:
        length, begun = 0, ""
    return (begun + folded[length:].translate(_TOKENS)).title().replace(" ", "")


@lru_cache(maxsize=64)
def pattern_of(typed: str) -> re.Pattern[str] | None:
    """What searches keys for a folded word of letters and digits; None for any other word. It
    begins at the beginning of a syllable; ü may be typed as ü, v, u or yu."""
    if len(typed) > _LONGEST_WORD or not _TYPED.fullmatch(typed):
        return None
    letters = typed.translate({ord("'"): None, ord("’"): None, ord("ü"): "v"})
    letters = re.sub("(?<=[jqxy])v", "u", letters)
    ways = dict.fromkeys((letters, re.sub("(?<=[ln])yu?", "v", letters)))
    return re.compile(letters[0].upper() + "(?:" + "|".join(map(_walk, ways)) + ")")


def _walk(letters: str) -> str:
    """The pattern of all letters behind the first."""
    steps = []
    for place, letter in enumerate(letters[1:], 1):
        going_on = "[uv]" if letter == "u" and letters[place - 1] in "ln" else letter
        end = _END_OF_SYLLABLE if place < _FREE else _END_OF_WHOLE
        steps.append(f"(?:{going_on}|{end}{_OTHER_READINGS}{letter.upper()})")
    return "".join(steps)


class _Tokens(dict[int, str]):
    """What stands in a key for each character, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        read = _FIRST <= code < _END
        self[code] = _token(character, "") if read else _plain(character)
        return self[code]


_TOKENS = _Tokens()


def _plain(character: str) -> str:
    return character if character.isalnum() else " "


def _token(character: str, own: str) -> str:
    """One syllable with its readings, the special one first; a character nobody reads stands for
    itself."""
    usual = _dictionary()[ord(character) - _FIRST] or character
    readings = dict.fromkeys(filter(None, (own, usual, ALSO.get(character, ""))))
    return f" {'|'.join(readings)} "


@cache
def _dictionary() -> list[str]:
    """The first reading of every character from U+3400 on, "" where there is none."""
    table = _table(_from_file())
    return table if any(table) else _table(_from_package())


def _table(first_readings: Iterable[tuple[int, str]]) -> list[str]:
    table = [""] * (_END - _FIRST)
    plain: dict[str, str] = {}
    for code, reading in first_readings:
        if _FIRST <= code < _END:
            if reading not in plain:
                plain[reading] = _without_tone(reading)
            table[code - _FIRST] = plain[reading]
    return table


def _from_file() -> Iterator[tuple[int, str]]:
    """(code point, first reading) as the package's file `{"20013": "zhōng,zhòng", …}` has them;
    nothing when the package carries it no more."""
    spec = find_spec("pypinyin")
    folders, read = spec and spec.submodule_search_locations, getattr(spec, "loader", None)
    try:
        data: bytes = read.get_data(f"{folders[0]}/pinyin_dict.json") if folders and read else b""
    except OSError:
        return
    for entry in _ENTRY.finditer(data):
        yield int(entry[1]), entry[2].decode()


def _from_package() -> Iterator[tuple[int, str]]:
    """The same from the package itself, at the price of loading all of it."""
    from pypinyin.pinyin_dict import pinyin_dict

    for code, readings in pinyin_dict.items():
        yield code, readings.split(",")[0]


def _without_tone(reading: str) -> str:
    """Plain letters, ü as v."""
    parts = normalize("NFD", reading)
    return "".join("v" if c == "u" and parts[i + 1 : i + 2] == _UMLAUT else c
                   for i, c in enumerate(parts) if not combining(c))  # fmt: skip
