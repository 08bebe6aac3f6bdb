"""vCards 2.1, 3.0 and 4.0 as cards of content lines: folds undone, quoted-printable and CHARSET read.

An own reader of the lines, because the library that reads vCards needs a splitter before it for
broken cards anyway, and gives 2,000 cards a second alone, before a field of them is understood.
Works on bytes until a line is whole, since a fold may stand inside a character. What a property
means is not known here; pictures, sounds and keys are counted and left unread.
"""

import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from tierdesk.errors import Invalid
from tierdesk.exchange.decoding import decode
from tierdesk.exchange.vcard_charset import Charsets
from tierdesk.i18n.message import Message, say

MOST_CARDS = 500_000
MOST_LINES = 200_000
LONGEST = 2**20
"""Bytes of one property that is no picture; cards with more are refused, as are those of more lines."""
UNREAD = frozenset(("PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE", "X-MS-OL-DESIGN"))
_LINE_END = re.compile(rb"\r+\n|\n|\r")
_HEAD = re.compile(
    rb"\s*(?:([\w-]{1,200})\.)?([A-Za-z0-9_/-]{1,200})((?:;(?:[^\":;]|\"[^\"]*\")*)*)\s?:"
)
_LOOSE_HEAD = re.compile(rb"\s*(?:([\w-]{1,200})\.)?([A-Za-z0-9_/-]{1,200})([;:\s][^:]{0,2000})?:")
_BARE_NAME = re.compile(rb"(?i)FN|N|ORG|TEL|EMAIL|ADR|LABEL|NOTE|URL|TITLE|ROLE|BDAY|NICKNAME")
"""Stands alone on a line where a program writes an empty property so."""
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")
_PARAMETER = re.compile(r';((?:[^";]|"[^"]*")*)')
_VALUES = re.compile(r'"[^"]*"|[^",]+')
_BEGIN, _END = b"begin:vcard", b"end:vcard"
_LONGEST_MARK = 40
"""Bytes of a line that may begin or end a card, space around it counted."""
_QUOTED = frozenset(("QUOTED-PRINTABLE",))
_ENCODED = frozenset(("B", "BASE64"))


@dataclass(slots=True)
class Property:
    """`name` in capitals, without its group; `params` by name in capitals, bare ones under TYPE;
    `value` decoded, but escapes (`\\n`, `\\,`) stand in it still."""

    name: str
    value: str
    group: str = ""
    params: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def types(self) -> set[str]:
        """What is said of it: home, work, pref, … in small letters."""
        return {word.lower() for word in self.params.get("TYPE", ())}


@dataclass(slots=True)
class Card:
    """`line` is where it begins; `fault` why it cannot be read; `unread` counts pictures and the
    like; `ended` False: the next one begins, or the file ends, before it does."""

    line: int
    properties: list[Property] = field(default_factory=list)
    fault: Message | None = None
    unread: int = 0
    ended: bool = True


def cards(data: bytes, charsets: Charsets) -> Iterator[Card]:
    """Every card of the file, the readable and the others. Raises Invalid for a file of more cards
    than are taken at once."""
    if b"\x00" in data[:400]:
        data = decode(data).text.encode("utf-8", "surrogatepass")
    for number, (line, ended, lines) in enumerate(_split(data.removeprefix(b"\xef\xbb\xbf"))):
        if number >= MOST_CARDS:
            raise Invalid(
                say("The file holds more than %(n)s cards; split it first.", n=MOST_CARDS)
            )
        yield _card(line, ended, lines, charsets)


def _split(data: bytes) -> Iterator[tuple[int, bool, list[bytes]]]:
    """(line on which it begins, does it end, its lines as they stand) of every card. A card inside
    a card (the AGENT of 2.1) is part of it."""
    lines: list[bytes] = []
    begun = depth = 0
    for number, line in enumerate(_LINE_END.split(data), 1):
        mark = line.strip().lower() if len(line) < _LONGEST_MARK and line[:1] in b"bBeE \t" else b""
        if mark == _BEGIN:
            agent = bool(begun and lines and lines[-1].strip().lower() in (b"agent:", b"agent"))
            if begun and not agent:
                yield begun, False, lines
            if not agent:
                begun, depth, lines = number, 0, []
                continue
            depth += 1
        elif mark == _END and begun:
            if depth == 0:
                yield begun, True, lines
                begun = 0
                continue
            depth -= 1
        if begun:
            lines.append(line)
    if begun:
        yield begun, False, lines


def _card(line: int, ended: bool, lines: list[bytes], charsets: Charsets) -> Card:
    card = Card(line, ended=ended)
    if len(lines) > MOST_LINES:
        card.fault = say("The card has %(n)s lines, which is too much for one.", n=len(lines))
        return card
    try:
        for whole in _unfolded(lines):
            _take(card, whole, charsets)
    except Invalid as fault:
        card.fault = fault.message
    return card


def _unfolded(lines: list[bytes]) -> Iterator[bytes]:
    """Logical lines: folds and soft breaks undone. What was wrapped without a fold stands behind
    the line before it after a line end; the rest of a picture does, too."""
    parts: list[bytes] = []
    quoted = coded = False
    for line in lines:
        if quoted and parts[-1].endswith(b"="):
            parts[-1] = parts[-1][:-1]
            parts.append(line)
            continue
        if parts and line[:1] in (b" ", b"\t"):
            parts.append(line[1:])
            continue
        if not line.strip():
            coded = False
            continue
        if parts and b":" not in line and (coded or not _BARE_NAME.fullmatch(line.strip())):
            parts.append(b"\n" + line)
            continue
        if parts:
            yield b"".join(parts)
        parts = [line]
        head = line.partition(b":")[0].upper()
        quoted = b"QUOTED-PRINTABLE" in head
        coded = b"BASE64" in head or b"ENCODING=B" in head
    if parts:
        yield b"".join(parts)


def _take(card: Card, line: bytes, charsets: Charsets) -> None:
    match = _HEAD.match(line) or _LOOSE_HEAD.match(line)
    if match is None:
        name = line.strip()
        if not _BARE_NAME.fullmatch(name):  # text before any property
            card.properties.append(Property("NOTE", charsets.text(line)))
        return
    group, name, written = match.groups()
    word = name.decode("ascii").upper()
    value = line[match.end() :]
    if word in UNREAD:
        card.unread += bool(value.strip())
        return
    if len(value) > LONGEST:
        raise Invalid(
            say(
                "Its property %(name)s has %(n)s bytes, which is too much.", name=word, n=len(value)
            )
        )
    params = _params(charsets.text(written or b"")) if written else {}
    text = _decoded(value, params, charsets)
    whose = group.decode("ascii", "replace") if group else ""
    card.properties.append(Property(word, text, whose, params))


@lru_cache(4096)
def _params(written: str) -> Mapping[str, list[str]]:
    """Shared by all properties that say the same, as most do."""
    params: dict[str, list[str]] = {}
    for part in _PARAMETER.findall(written):
        name, equals, text = part.partition("=")
        if not equals:
            bare = name.strip().upper()
            name = "ENCODING" if bare in _QUOTED | _ENCODED | {"8BIT", "7BIT"} else "TYPE"
            text = part
        values = [
            word.strip() for quoted in _VALUES.findall(text) for word in quoted.strip('"').split(",")
        ] if name.strip().upper() == "TYPE" else [text.strip().strip('"')]  # fmt: skip
        if said := [value for value in values if value]:
            params.setdefault(name.strip().upper(), []).extend(said)
    return params


def _from_base64(value: bytes) -> bytes:
    """The bytes that are meant; the text as it stands where it says base64 but is none."""
    if not _BASE64.fullmatch(value):
        return value
    try:
        return binascii.a2b_base64(value)
    except binascii.Error:
        return value


def _decoded(value: bytes, params: Mapping[str, list[str]], charsets: Charsets) -> str:
    encoding = params.get("ENCODING", [""])[0].upper()
    if encoding in _QUOTED:
        value = binascii.a2b_qp(value)
    elif encoding in _ENCODED:
        value = _from_base64(value)
    named = params.get("CHARSET")
    text = charsets.text(value, named[0] if named else "")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
