"""Whether a text that an encoding gave could have been written by a person.

Every byte is some letter in a single-byte encoding, so that rubbish decodes without an error;
a guess of that kind must look like words, or the file is refused and the user is asked.
"""

import re

_WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýßœšžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒŠŽ")
_SIGNS = frozenset("’‘“”„–—…•©®™€£¥§°·«»¿¡ºª²³½¼¾±×´\xa0")
_CYRILLIC = re.compile("[Ѐ-ӿ]+")
_MIXED = re.compile("[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
_FEWEST_CYRILLIC = 10


def plausible(text: str, encoding: str) -> bool:
    """True for a text that may be meant; multi-byte encodings prove themselves."""
    if encoding == "cp1252":
        high = [at for at, char in enumerate(text) if char > "\x7f"]
        return sum(1 for at in high if _fits_western(text, at)) >= 0.9 * len(high)
    if encoding == "cp1251":
        letters = sum(len(word) for word in _CYRILLIC.findall(text))
        return letters >= _FEWEST_CYRILLIC and len(_MIXED.findall(text)) * 10 <= letters
    return True


def _fits_western(text: str, at: int) -> bool:
    """A letter stands beside another one, a sign anywhere."""
    if text[at] in _SIGNS:
        return True
    around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return text[at] in _WESTERN and any(char.isalpha() for char in around)


def damaged_utf8(data: bytes) -> bool:
    """True when what is not ASCII is UTF-8 for the most part: a damaged file, no other encoding.
    Characters of three bytes hardly ever come about by chance, those of two sometimes do."""
    text = data.decode("utf-8", "surrogateescape")
    bad = sum(1 for char in text if "\udc80" <= char <= "\udcff")
    strong = sum(1 for char in text if char >= "\u0800") - bad
    good = sum(1 for char in text if char > "\x7f") - bad
    return strong >= bad or good >= 4 * bad
