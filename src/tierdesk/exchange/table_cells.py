"""Documents of a table as rows of cells, and the same documents from these rows again, whatever they hold:
the one way in which whole books go to spreadsheets.

An amount takes two columns (`amount`, `amount.currency`) so that it can be summed, custom fields one each
(`custom.size`), lists of texts are joined by semicolons. What no cell can hold as it is, and what could be
taken for something else, is written as JSON: `"0012"` in a column of mixed values is a text, 12 a number.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from typing import get_args, get_origin

from tierdesk.domain.document import Doc
from tierdesk.domain.money import exponent
from tierdesk.domain.records import RECORDS
from tierdesk.exchange.cells import SEPARATORS
from tierdesk.exchange.sheet import Cell

ID = "id"
CUSTOM = "custom."
CURRENCY = ".currency"
_UNSAFE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|_x[0-9A-Fa-f]{4}_"
)
"""What a workbook changes or a spreadsheet cannot show."""
_EXACT = 10**15
"""Whole numbers below it are the same in a spreadsheet as here."""


def headings(table: str, docs: Iterable[Doc]) -> list[str]:
    """The columns that hold all of the documents: `id`, the record's fields, then the others."""
    seen: dict[str, None] = {}
    for doc in docs:
        for key, value in doc.items():
            seen.update(dict.fromkeys(_columns(key, value)))
    record = RECORDS.get(table)
    order = {name: n for n, name in enumerate(record.model_fields)} if record else {}

    def place(column: str) -> tuple[int, str]:
        key = column.split(".", 1)[0]
        return order.get(key, len(order)), "" if key in order and key != "custom" else column

    found = sorted(seen, key=place)
    return [ID, *(column for column in found if column != ID)]


def row_of(table: str, doc: Doc, columns: Sequence[str]) -> list[Cell]:
    """The cells of a document, None where it says nothing."""
    cells: dict[str, Cell] = {}
    for key, value in doc.items():
        if money := _money(value):
            cells[key], cells[key + CURRENCY] = money
        elif key == "custom" and _is_flat(value):
            for name, part in value.items():  # type: ignore[attr-defined]
                cells[CUSTOM + name] = _literal(part)
        else:
            cells[key] = _written(_kind(table, key), value)
    return [cells.get(column) for column in columns]


def document(table: str, columns: Sequence[str], cells: Sequence[Cell]) -> dict[str, object]:
    """The document of a row; empty cells say nothing."""
    told = {
        column: cell for column, cell in zip(columns, cells, strict=False) if cell not in (None, "")
    }
    doc: dict[str, object] = {}
    for column, cell in told.items():
        base = column.removesuffix(CURRENCY)
        if base != column and base in told and not base.startswith(CUSTOM):
            continue
        if column.startswith(CUSTOM):
            custom = doc.setdefault("custom", {})
            if isinstance(custom, dict):
                custom[column.removeprefix(CUSTOM)] = _read(cell)
            continue
        amount = _amount(cell, told.get(column + CURRENCY))
        doc[column] = amount if amount is not None else _meant(_kind(table, column), cell)
    return doc


def _columns(key: str, value: object) -> list[str]:
    if _money(value):
        return [key, key + CURRENCY]
    if key == "custom" and _is_flat(value):
        return [CUSTOM + name for name in value]  # type: ignore[attr-defined]
    return [key]


def _is_flat(value: object) -> bool:
    return isinstance(value, dict) and bool(value) and all(
        name and not _UNSAFE.search(name) and name == name.strip() for name in value
    )  # fmt: skip


@cache
def _kind(table: str, key: str) -> str:
    """`text`, `list` (of texts) or `literal`, by the field of the record."""
    record = RECORDS.get(table)
    if record is None or key not in record.model_fields:
        return "literal"
    types = _plain_types(record.model_fields[key].annotation)
    if types == {str}:
        return "text"
    return "list" if types == {list} else "literal"


def _plain_types(annotation: object) -> set[object]:
    """What values may be, None aside: {str}, {list} for a list of texts, {object} for others."""
    if annotation is type(None):
        return set()
    if annotation is str:
        return {str}
    arguments = get_args(annotation)
    if get_origin(annotation) is list:
        return {list} if _plain_types(arguments[0]) == {str} else {object}
    if not arguments:
        return {object}
    if all(isinstance(part, str) for part in arguments):  # the words of a closed list
        return {str}
    if hasattr(annotation, "__metadata__"):
        return _plain_types(arguments[0])
    return set().union(*map(_plain_types, arguments))


def _money(value: object) -> tuple[Cell, Cell] | None:
    """(amount in whole units, currency) of money that a number holds exactly."""
    if not isinstance(value, dict) or set(value) != {"minor", "currency"}:
        return None
    minor, currency = value["minor"], value["currency"]
    if not isinstance(minor, int) or isinstance(minor, bool) or abs(minor) >= _EXACT:
        return None
    if not isinstance(currency, str) or not re.fullmatch("[A-Z]{3}", currency):
        return None
    decimals = exponent(currency)
    return (float(Decimal(minor).scaleb(-decimals)) if decimals else minor), currency


def _amount(cell: Cell, currency: Cell) -> dict[str, object] | None:
    if not isinstance(currency, str):
        return None
    number = _read(cell)
    if isinstance(number, bool) or not isinstance(number, int | float):
        return None
    minor = Decimal(repr(number)).scaleb(exponent(currency)).to_integral_value(ROUND_HALF_EVEN)
    return {"minor": int(minor), "currency": currency}


def _written(kind: str, value: object) -> Cell:
    if kind == "text" and isinstance(value, str):
        return _text(value)
    if kind == "list" and isinstance(value, list) and all(isinstance(p, str) for p in value):
        joined = "; ".join(value)
        plain = all(p and p == p.strip() and not SEPARATORS.search(p) for p in value)
        if value and plain and not _UNSAFE.search(joined) and joined[0] not in '["':
            return joined
    return _literal(value)


def _meant(kind: str, cell: Cell) -> object:
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if kind == "text":
        return _unquoted(cell) if isinstance(cell, str) else _plain_text(cell)
    if kind == "list" and isinstance(cell, int | float):
        return [_plain_text(cell)]
    if kind == "list" and isinstance(cell, str) and not cell.startswith(("[", '"')):
        return [part.strip() for part in SEPARATORS.split(cell) if part.strip()]
    return _read(cell)


def _plain_text(cell: Cell) -> str:
    """A number that a spreadsheet made of a text: a code, a phone number."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _text(value: str) -> str:
    """As it stands; as JSON where it would be changed on the way or begins like JSON."""
    if value and value[0] != '"' and value == value.strip() and not _UNSAFE.search(value):
        return value
    return json.dumps(value).replace("_x", "\\u005fx")


def _unquoted(cell: str) -> str:
    if not cell.startswith('"'):
        return cell
    value = _parsed(cell)
    return value if isinstance(value, str) else cell


def _literal(value: object) -> Cell:
    """Numbers and truth as they are, a text that cannot be mistaken as it stands, all else as JSON."""
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) < _EXACT):
        return value
    if isinstance(value, float) and float(f"{value:.15G}") == value:
        return value
    if isinstance(value, str):
        return json.dumps(value) if _parsed(value) is not _NOTHING else _text(value)
    text = json.dumps(value, ensure_ascii=False)
    return json.dumps(value).replace("_x", "\\u005fx") if _UNSAFE.search(text) else text


def _read(cell: Cell) -> object:
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if not isinstance(cell, str):
        return cell
    value = _parsed(cell)
    return cell if value is _NOTHING else value


_NOTHING = object()
_JSON = re.compile(r'[\[{"\-0-9]|true$|false$|null$')


def _parsed(text: str) -> object:
    """The JSON value that the text is, `_NOTHING` when it is none."""
    if not _JSON.match(text):
        return _NOTHING
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return _NOTHING


def _no_constant(name: str) -> Mapping[str, object]:
    raise ValueError(name)
