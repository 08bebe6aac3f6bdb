"""Postal addresses made comparable: what is abbreviated is one with what is written out.

It must not know whose an address is, nor where a place lies.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from tierdesk.domain.folding import fold
from tierdesk.quality.characters import plain_han, without_accents

_WORD = re.compile(r"\d+|[^\W\d_]+")
_HAN_NUMBER = re.compile(r"(\d)\s*(?:号|號|室|楼|层|栋|幢|座|单元|弄|丁目|番地?)")
_LONGEST = 300
_SHORT = {
    "street": "st", "str": "st", "strasse": "st", "avenue": "ave", "av": "ave", "boulevard": "blvd",
    "blv": "blvd", "road": "rd", "drive": "dr", "place": "pl", "court": "ct", "lane": "ln", "square": "sq",
    "highway": "hwy", "parkway": "pkwy", "circle": "cir", "crescent": "cres", "terrace": "tce",
    "east": "e", "west": "w", "north": "n", "south": "s", "building": "bldg", "floor": "fl",
    "suite": "ste", "apartment": "apt", "first": "1", "second": "2", "third": "3", "fourth": "4",
    "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8", "ninth": "9", "tenth": "10",
}  # fmt: skip
_KINDS = frozenset("st ave blvd rd dr pl ct ln sq hwy pkwy cir".split())
"""What any street is, which tells none from another."""
_ORDINAL = frozenset(("th", "nd", "rd", "st"))


class AddressKey(NamedTuple):
    """`numbers` in their order, `words` without them in theirs, abbreviated."""

    numbers: tuple[str, ...]
    words: str


@lru_cache(maxsize=1024)
def address_key(address: str) -> AddressKey:
    """The key of an address; empty parts for one of punctuation."""
    folded = fold(address[:_LONGEST])
    plain = folded if folded.isascii() else plain_han(without_accents(folded)).replace("ß", "ss")
    found = _WORD.findall(_HAN_NUMBER.sub(r"\1 ", plain).replace("'", ""))
    words: list[str] = []
    numbers: list[str] = []
    for at, word in enumerate(found):
        short = _SHORT.get(word, word)
        if short.isdecimal():
            numbers.append(short.lstrip("0") or "0")
        elif not (word in _ORDINAL and at and found[at - 1].isdecimal()):
            words.append(short)
    named = [word for word in words if word not in _KINDS]
    return AddressKey(tuple(numbers), " ".join(named or words))
