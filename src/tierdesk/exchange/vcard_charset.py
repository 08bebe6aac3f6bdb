"""Which encoding the bytes of a vCard are in: what the property says, else UTF-8, else what the file as
a whole looks like or the user says.

Phones write one encoding and name another, so that a name that does not fit is not believed.
"""

import codecs
import re

from tierdesk.errors import Invalid
from tierdesk.exchange.decoding import decode
from tierdesk.exchange.plausibility import damaged_utf8
from tierdesk.i18n.message import Message, say

_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "iso8859-1": "cp1252"}
"""What writers mean by a name: the same letters and more."""
_BEYOND_ASCII = ("utf-16", "utf-32", "utf-7", "iso2022", "hz")
"""Encodings in which ASCII bytes may be other letters."""
_QUOTED = re.compile(rb"(?:=[0-9A-Fa-f]{2}){2,}")
_SAMPLE = 65_536


class Charsets:
    """Of one file. `encoding` is the user's, and then holds wherever a property names none;
    `notes` tell what was guessed, `damaged` counts texts of which bytes were lost before."""

    def __init__(self, data: bytes, encoding: str = "") -> None:
        self.notes: list[Message] = []
        self.damaged = 0
        self._data = data
        self._given = encoding
        self._guess: str | None = encoding or None
        self._codecs: dict[str, str] = {}
        if encoding:
            decode(b"", encoding)  # a name that does not exist is refused at once

    def text(self, value: bytes, charset: str = "") -> str:
        """The bytes as text. Raises Invalid when no encoding gives one."""
        named = self._codec(charset) if charset else ""
        if value.isascii() and not named.startswith(_BEYOND_ASCII):
            return value.decode("ascii")
        for name in filter(None, (named, self._given, "utf-8")):
            text = _decoded(value, name)
            if text is not None:
                return text
        if named in ("", "utf-8") and damaged_utf8(value):
            self.damaged += 1
            return value.decode("utf-8", "replace")
        text = _decoded(value, self._guessed())
        if text is not None:
            return text
        raise Invalid(
            say("It holds bytes in no encoding that can be told; give it with --encoding.")
        )

    def _codec(self, charset: str) -> str:
        """The codec that a name means, "" for none."""
        found = self._codecs.get(charset)
        if found is None:
            try:
                info = codecs.lookup(charset)
                found = info.name if getattr(info, "_is_text_encoding", True) else ""
            except (LookupError, ValueError):
                found = ""
            found = self._codecs[charset] = _WIDER.get(found, found)
        return found

    def _guessed(self) -> str:
        if self._guess is None:
            self._guess = self._look()
        return self._guess

    def _look(self) -> str:
        """By all that is not ASCII in the file, quoted bytes among it; "" when nothing fits."""
        lines = [line for line in self._data[: 8 * _SAMPLE].splitlines() if not line.isascii()]
        quoted = [bytes.fromhex(run.replace(b"=", b"").decode("ascii")) for run in
                  _QUOTED.findall(self._data[: 8 * _SAMPLE])]  # fmt: skip
        other = [run for run in quoted if _decoded(run, "utf-8") is None]
        sample = b"\n".join([*lines, *other])[:_SAMPLE]
        try:
            guess = decode(sample)
        except Invalid:
            return ""
        self.notes += guess.notes
        return guess.encoding


def _decoded(value: bytes, name: str) -> str | None:
    """The text; None when the bytes are not of that encoding, or it has no name."""
    try:
        return _wide(value) if name == "utf-16" else value.decode(name) if name else None
    except UnicodeError:
        return None


def _wide(value: bytes) -> str:
    """UTF-16 with a mark or without; then the side on which the zero bytes stand tells the order."""
    if value[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return value.decode("utf-16")
    if len(value) % 2:
        raise UnicodeError(value)
    little = value[1::2].count(0) >= value[::2].count(0)
    return value.decode("utf-16-le" if little else "utf-16-be")
