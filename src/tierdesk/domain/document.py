"""Reading raw documents without trusting them.

The book is kept as plain JSON documents (10,000 models would cost seconds and memory), and a
document may come from an older version or another program's editor: a field of the wrong
type reads as absent, never as an exception in the middle of a queue.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from math import isfinite

Doc = Mapping[str, object]
Tables = Mapping[str, Mapping[str, Doc]]

EMPTY: Doc = {}


def text(doc: Doc, key: str) -> str:
    """The text under `key`, "" when absent or not a text."""
    value = doc.get(key)
    return value if isinstance(value, str) else ""


def integer(doc: Doc, key: str) -> int | None:
    """The whole number under `key`; a bool is not a number."""
    value = doc.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def number(doc: Doc, key: str) -> float | None:
    """The number under `key`, None when absent, not a number or not finite."""
    value = doc.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value) if isfinite(value) else None
    except OverflowError:
        return None


def flag(doc: Doc, key: str) -> bool:
    """True only for JSON true."""
    return doc.get(key) is True


def day(doc: Doc, key: str) -> date | None:
    """An ISO date; a date and time gives its date part."""
    value = doc.get(key)
    if not isinstance(value, str) or value[4:5] != "-" or value[7:8] != "-":
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def moment(doc: Doc, key: str) -> datetime | None:
    """An instant in UTC; one without an offset is taken as UTC."""
    value = doc.get(key)
    if not isinstance(value, str):
        return None
    try:
        read = datetime.fromisoformat(value)
        return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def mapping(doc: Doc, key: str) -> Doc:
    """The object under `key`, an empty one when absent."""
    value = doc.get(key)
    return value if isinstance(value, dict) else EMPTY


def items(doc: Doc, key: str) -> list[Doc]:
    """The objects of the list under `key`."""
    value = doc.get(key)
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def texts(doc: Doc, key: str) -> list[str]:
    """The texts of the list under `key`."""
    value = doc.get(key)
    return [v for v in value if isinstance(v, str)] if isinstance(value, list) else []


def rows(tables: Tables, table: str) -> Iterator[tuple[int, Doc]]:
    """(id, document) of one table in the order of the file."""
    for key, doc in tables.get(table, {}).items():
        yield int(key), doc


def stamp(at: datetime) -> str:
    """How an instant is stored: UTC, whole seconds, so that text order is time order."""
    return at.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"
