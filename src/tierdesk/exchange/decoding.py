"""From bytes to text without guessing in silence: what was assumed is told, what cannot be
read is refused with the line on which it stands.

Order: byte order mark, strict UTF-8, UTF-16 by its zero bytes, then charset-normalizer among
the encodings that spreadsheets really write (measured: without that restriction a short GBK
list is taken for Korean).
"""

import codecs
import re
from dataclasses import dataclass, field
from itertools import pairwise

from tierdesk.errors import Invalid, Usage
from tierdesk.exchange.plausibility import damaged_utf8, plausible
from tierdesk.i18n.message import Message, say, say_n

CANDIDATES = ("utf_8", "gb18030", "big5", "shift_jis", "cp1252", "cp1251", "utf_16_le", "euc_jp")
_PREFERRED = ("gb18030", "big5", "shift_jis", "cp1252", "cp1251", "euc_jp", "utf_16_le", "utf_8")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SAMPLE = 65_536
_LINE_END = re.compile(rb"\r\n?|\n")
_KANA = re.compile("[ぁ-ヿ]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the encoding it was read by, and notes for the user."""

    text: str
    encoding: str
    notes: list[Message] = field(default_factory=list)


def decode(data: bytes, encoding: str = "") -> Decoded:
    """Decode strictly. `encoding` overrides every guess. Raises Invalid naming the line that
    cannot be read, Usage for an encoding that does not exist."""
    if encoding:
        return Decoded(_strict(data, _known(encoding)).removeprefix("\ufeff"), encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data, name).removeprefix("\ufeff"), name)
    wide = _wide(data)
    if wide:
        return Decoded(_strict(data, wide), wide, [_guessed(wide)])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as failure:
        return _guess(data, failure)
    return Decoded(text, "utf-8", _replacements(text))


def _guess(data: bytes, failure: UnicodeDecodeError) -> Decoded:
    if damaged_utf8(data):
        raise _undecodable(data, failure.start, "UTF-8")
    sample = b"".join(line for line in data.splitlines(keepends=True) if not line.isascii())
    for name in _ranked(sample[:_SAMPLE]):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if plausible(sample[:_SAMPLE].decode(name, "replace"), name):
            return Decoded(text, name, [_guessed(name)])
    raise _undecodable(data, failure.start, "UTF-8")


def _ranked(sample: bytes) -> list[str]:
    """Encodings that could be meant, the likeliest first."""
    if _scattered(sample):
        return ["cp1252"]
    from charset_normalizer import from_bytes

    found = from_bytes(sample, cp_isolation=list(CANDIDATES), threshold=0.9)
    scored = sorted((m.chaos, _PREFERRED.index(m.encoding), m.encoding) for m in found)
    names = [name for _, _, name in scored]
    if names[:1] == ["gb18030"] and "euc_jp" in names and _japanese(sample):
        names.insert(0, "euc_jp")
    return names


def _scattered(sample: bytes) -> bool:
    """Western text: letters with accents stand alone, East Asian and Cyrillic bytes in runs."""
    high = [byte > 0x7F for byte in sample]
    paired = sum(1 for a, b in pairwise(high) if a and b)
    return paired < 0.2 * sum(high)


def _japanese(sample: bytes) -> bool:
    text = sample.decode("gb18030", "replace")
    wide = sum(1 for char in text if char > "\x7f")
    return len(_KANA.findall(text)) > 0.1 * wide


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: zero bytes on one side of the pairs only, line ends among them (a
    stray zero byte in other text stands alone)."""
    head = data[: _SAMPLE & ~1]
    if len(data) % 2 or b"\x00" not in head:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) // 100 or min(even, odd) * 20 > max(even, odd):
        return ""
    name = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return ""
    lines = text.count("\n") + text.count("\r")
    return name if lines and 2 * lines >= data.count(b"\n") + data.count(b"\r") else ""


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as failure:
        raise _undecodable(data, failure.start, name) from None
    except UnicodeError:
        raise _undecodable(data, 0, name) from None


def _known(encoding: str) -> str:
    try:
        info = codecs.lookup(encoding)
    except (LookupError, ValueError):
        raise _no_encoding(encoding) from None
    if not getattr(info, "_is_text_encoding", True):
        raise _no_encoding(encoding)
    return "utf-8-sig" if info.name == "utf-8" else info.name


def _no_encoding(name: str) -> Usage:
    return Usage(
        say("There is no encoding %(name)s; --encoding takes utf-8, utf-16, gb18030, big5, cp1252 and "
            "the like.", name=name)
    )  # fmt: skip


def _guessed(name: str) -> Message:
    return say(
        "The file is not UTF-8; it was read as %(encoding)s. If names look wrong, give its encoding "
        "with --encoding.",
        encoding=name,
    )


def _replacements(text: str) -> list[Message]:
    lost = text.count("\ufffd")
    if not lost:
        return []
    return [
        say_n("The file holds %(n)s replacement character (\ufffd): it was damaged before it came here.",
              "The file holds %(n)s replacement characters (\ufffd): it was damaged before it came here.",
              lost)
    ]  # fmt: skip


def _undecodable(data: bytes, at: int, name: str) -> Invalid:
    return Invalid(
        say("Line %(line)s holds bytes that are not %(encoding)s; save the file as UTF-8 or give its "
            "encoding with --encoding.", line=len(_LINE_END.findall(data, 0, at)) + 1, encoding=name)
    )  # fmt: skip
