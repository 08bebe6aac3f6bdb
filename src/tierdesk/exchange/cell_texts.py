"""Values of several parts as the text of one cell, written so that reading it gives the same parts again:
lists, needs, birthdays.
"""

import json

from tierdesk.domain.document import EMPTY, Doc, flag, integer, text
from tierdesk.exchange.cells import SEPARATORS


def list_text(value: object) -> str:
    """Texts joined by a semicolon; written as JSON where a text could be taken apart."""
    parts = [part for part in value if isinstance(part, str)] if isinstance(value, list) else []
    joined = "; ".join(parts)
    plain = all(part == part.strip() and not SEPARATORS.search(part) for part in parts)
    return joined if plain and not joined.startswith("[") else json.dumps(parts, ensure_ascii=False)


def needs_text(value: object) -> str:
    """Needs that are texts alone as a list of these, else as JSON."""
    parts = [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []
    if all(list(part) == ["text"] for part in parts):
        return list_text([part["text"] for part in parts])
    return json.dumps(parts, ensure_ascii=False)


def birthday_text(value: object) -> str:
    """`05-12`, `1980-05-12`, `lunar 05-12`; "" for none."""
    doc: Doc = value if isinstance(value, dict) else EMPTY
    month, day, year = integer(doc, "month"), integer(doc, "day"), integer(doc, "year")
    if month is None or day is None:
        return ""
    written = f"{month:02}-{day:02}" if year is None else f"{year:04}-{month:02}-{day:02}"
    if text(doc, "calendar") != "lunar":
        return written
    return f"lunar leap {written}" if flag(doc, "leap") else f"lunar {written}"
