"""People of a book as vCards 3.0 or 4.0, one card a contact, and one for each firm without any; `vcard_in`
reads them back as the same. Phones and mail programs know 3.0 best.

The customer's own notes stay in the book: an address book is given away, what one thinks of a customer
is not. Everything else of a book is in the JSON export.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from tierdesk.domain.book import Case
from tierdesk.domain.document import EMPTY, Doc, integer, text, texts
from tierdesk.domain.folding import fold
from tierdesk.exchange.cell_texts import birthday_text
from tierdesk.exchange.vcard_text import escaped

Version = Literal["3.0", "4.0"]
LONGEST = 75
"""Octets of a line, as RFC 2426 asks, its end not counted."""
NO_YEAR = 1604
"""What Apple writes for a birthday without a year; 3.0 has no form for one."""
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def vcards(cases: Iterable[Case], version: Version = "3.0") -> bytes:
    """The cards in UTF-8, the same bytes for the same book; empty for no customers."""
    modern = version == "4.0"
    lines = (line for case in cases for card in _cards(case, modern=modern) for line in card)
    return b"".join(folded(line) for line in lines)


def folded(line: str) -> bytes:
    """A content line with its end, broken between characters where it is too long."""
    data = line.encode("utf-8", "replace")
    if len(data) <= LONGEST:
        return data + b"\r\n"
    parts, start = [], 0
    while start < len(data):
        end = min(start + LONGEST - bool(start), len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(data[start:end])
        start = end
    return b"\r\n ".join(parts) + b"\r\n"


def _cards(case: Case, *, modern: bool) -> Iterator[list[str]]:
    if not case.contacts:
        yield _card(case, None, EMPTY, modern=modern)
    for contact_id, contact in case.contacts:
        yield _card(case, contact_id, contact, modern=modern)


def _card(case: Case, contact_id: int | None, contact: Doc, *, modern: bool) -> list[str]:
    """`modern`: as RFC 6350 has it, which knows kinds of cards, days without a year, and takes a UID for a URI
    unless told that it is a text."""
    firm, name = text(case.customer, "name"), text(contact, "name")
    nameless = not fold(name)
    alone = not nameless and name == firm
    person = text(case.customer, "kind") == "person" and nameless
    lines = ["BEGIN:VCARD", "VERSION:4.0" if modern else "VERSION:3.0", _line("FN", name or firm)]
    lines.append(
        f"N:;{_value(name)};;;" if name else f"N:;{_value(firm)};;;" if person else "N:;;;;"
    )
    if not alone and not person:
        lines.append(_line("ORG", firm))
    if nameless or alone:
        aliases = ",".join(_value(alias) for alias in texts(case.customer, "aliases"))
        lines += [f"NICKNAME:{aliases}"] if aliases else []
    if nameless and not person:
        lines.append("KIND:org" if modern else "X-ABSHOWAS:COMPANY")
    lines += _about(contact, modern=modern)
    address = text(case.customer, "address") if nameless else ""
    for written in (address, text(contact, "address")):
        lines += [f"ADR;TYPE=WORK:;;{_value(written)};;;;"] if written else []
    tags = ",".join(_value(tag) for tag in texts(case.customer, "tags"))
    lines += [f"CATEGORIES:{tags}"] if tags else []
    lines += [_line("NOTE", text(contact, "notes"))] if text(contact, "notes") else []
    whose = f"customer-{case.id}" if contact_id is None else f"contact-{contact_id}"
    lines.append(f"{'UID;VALUE=text' if modern else 'UID'}:tierdesk-{whose}")
    return [*lines, "END:VCARD"]


def _about(contact: Doc, *, modern: bool) -> Iterator[str]:
    if title := text(contact, "title"):
        yield _line("TITLE", title)
    if role := text(contact, "role"):
        yield _line("ROLE", role.replace("_", " "))
    for number in texts(contact, "phones"):
        yield _line("TEL", number)
    for address in texts(contact, "emails"):
        yield _line("EMAIL" if modern else "EMAIL;TYPE=INTERNET", address)
    if wechat := text(contact, "wechat"):
        yield _line("X-WECHAT", wechat)
    yield from _birthday(contact.get("birthday"), modern=modern)


def _birthday(value: object, *, modern: bool) -> Iterator[str]:
    doc: Doc = value if isinstance(value, dict) else EMPTY
    month, day, year = integer(doc, "month"), integer(doc, "day"), integer(doc, "year")
    if month is None or day is None:
        return
    if text(doc, "calendar") == "lunar":
        yield f"X-LUNAR-BIRTHDAY:{birthday_text(value)}"
    elif modern:
        yield f"BDAY:{'--' if year is None else f'{year:04}'}{month:02}{day:02}"
    elif year is None:
        yield f"BDAY;X-APPLE-OMIT-YEAR={NO_YEAR}:{NO_YEAR}-{month:02}-{day:02}"
    else:
        yield f"BDAY:{year:04}-{month:02}-{day:02}"


def _line(name: str, value: str) -> str:
    return f"{name}:{_value(value)}"


def _value(value: str) -> str:
    """Escaped, without what ends a line or acts upon a terminal."""
    return escaped(_CONTROLS.sub("", value.replace("\r\n", "\n").replace("\r", "\n")))
