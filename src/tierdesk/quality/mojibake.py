"""Text that was damaged on its way here, and what it was: read in a wrong encoding (`å®è¾¾`, `瀹忚揪`), or
with the reading of a character behind it (`學(xué)`).

A repair is proposed only where bytes prove it; what is lost for good is told and left alone. It must
not know where a text is kept.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple
from unicodedata import category, normalize

from tierdesk.quality.evidence import readings

Kind = Literal["mojibake", "gloss", "lost"]

_GLOSS = re.compile(r"([㐀-鿿])[(（]([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]{1,6})[)）]")
_WESTERN = re.compile("[^\u02dd-\u200f\u2123-\U0010ffff]*")
"""Text without a character that no Western encoding of one byte has."""
_TONES = re.compile("[\u0300\u0301\u0304\u030c]")
_LOST = re.compile("\ufffd|[\ue000-\uf8ff]|锟斤拷|(?:烫|屯){3,}")
_HAN = re.compile("[㐀-鿿]")
_WIDE = re.compile("[㐀-鿿\u3000-\u30ff\uff00-\uffef]")
_PAIRS = re.compile("[\xa0-\xff]{4,}")
_LETTERS = re.compile("[À-ÖØ-öø-ÿ]+")
"""Letters with accents and no sign among them: a Western word may be nothing else."""
_COMMON = frozenset(range(0xB0, 0xD8))
"""Lead bytes of the 3,755 usual characters of GB 2312."""
_SCRIPTS = (range(0xA0, 0x180), range(0x386, 0x3CF), range(0x401, 0x45F), range(0x5D0, 0x6D4))
"""Letters of two bytes that people write: Latin, Greek, Cyrillic, Hebrew and Arabic; a text has one of
these. Letters of several came from bytes that were not UTF-8."""
_TWICE = 2
"""How often a text is damaged in the same way: saved wrongly, and again."""
_LONGEST = 20_000


class Damage(NamedTuple):
    """What is wrong with a text; `repaired` is what it was, None where that is lost."""

    kind: Kind
    repaired: str | None


def damage(text: str) -> Damage | None:
    """What happened to a text, None for a sound one."""
    if text.isascii() or len(text) > _LONGEST:
        return None
    read = _reread(text)
    if read is not None:
        return Damage("mojibake", without_glosses(read))
    plain = without_glosses(text)
    if plain != text:
        return Damage("gloss", plain)
    lost = _LOST.search(text) or (_WESTERN.fullmatch(text) and _half_lost(text))
    return Damage("lost", None) if lost else None


def without_glosses(text: str) -> str:
    """The text without the pinyin that stands in brackets behind a character."""
    return _GLOSS.sub(lambda found: found[1] if _reads(found[1], found[2]) else found[0], text)


def _reads(character: str, pinyin: str) -> bool:
    """Letters with a tone are a reading whatever the dictionary says; without one they must be one."""
    letters = normalize("NFD", pinyin)
    plain = normalize("NFC", _TONES.sub("", letters)).replace("ü", "v")
    return plain != normalize("NFC", letters).replace("ü", "v") or plain in readings(character)


def _reread(text: str) -> str | None:
    for way in (_one_byte, _latin_gbk) if _WESTERN.fullmatch(text) else (_two_bytes,):
        found = text
        for _ in range(_TWICE):
            again = way(found)
            if again is None:
                break
            found = again
        if found != text:
            return found
    return None


def _one_byte(text: str) -> str | None:
    """UTF-8 that was read as Western: every character is one byte."""
    try:
        found = bytes(_western(text)).decode("utf-8")
    except (UnicodeError, ValueError):
        return None
    short = [char for char in found if "\x7f" < char < "\u0800"]
    scripts = {next((n for n, s in enumerate(_SCRIPTS) if c in s), -1) for c in map(ord, short)}
    plain = len(scripts) < 2 and -1 not in scripts
    return found if len(found) < len(text) and plain and _readable(found) else None


def _western(text: str) -> Iterator[int]:
    """The bytes of cp1252, those included that it does not define and everybody shows as they are.
    Raises UnicodeError."""
    for char in text:
        code = ord(char)
        yield code if code < 0x100 else char.encode("cp1252")[0]


def _half_lost(text: str) -> bool:
    """UTF-8 that was read as Western, of which bytes are gone that nobody shows: what is left of it
    holds characters that no Western text comes to."""
    try:
        found = bytes(_western(text)).decode("utf-8", "replace")
    except UnicodeError:
        return False
    return _HAN.search(found) is not None


def _two_bytes(text: str) -> str | None:
    """UTF-8 that was read as GBK: three characters for every two, rare ones. What comes of it must be
    Chinese, for two usual characters may happen to be the bytes of others."""
    if not _HAN.search(text):
        return None
    try:
        found = text.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return None
    wide = len(_WIDE.findall(found))
    letters = sum(not c.isascii() for c in found)
    return found if wide and wide == letters and _readable(found) else None


def _latin_gbk(text: str) -> str | None:
    """GBK that was read as Western: runs of letters with accents and signs, two for each character,
    all of them usual ones. Letters alone prove nothing."""
    runs = _PAIRS.findall(text)
    if (
        all(map(_LETTERS.fullmatch, runs))
        or any(len(run) % 2 for run in runs)
        or not _PAIRS.sub("", text).isascii()
    ):
        return None
    if any(ord(lead) not in _COMMON for run in runs for lead in run[::2]):
        return None
    try:
        return text.encode("latin-1").decode("gb2312")
    except UnicodeError:
        return None


def _readable(text: str) -> bool:
    """Nothing that no person types: controls, private and unassigned characters."""
    return all(category(c) not in ("Cc", "Co", "Cn", "Cs") or c in "\n\t\r" for c in text)
