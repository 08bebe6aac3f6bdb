"""Values of columns that no field claims: numbers where the whole column is numbers that read
back exactly as they were written, text otherwise. A leading zero, a plus sign or a postcode
among them keeps the column text.
"""

import re
from collections.abc import Iterable

from tierdesk.exchange.cells import NULLS, Read
from tierdesk.exchange.sheet import Cell, cell_text

_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,14})")
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,14})\.\d{1,15}")


def custom_reader(cells: Iterable[object]) -> Read:
    """The reading of a custom column, decided by all its cells."""
    return _number if all(_canonical(cell) for cell in cells) else _text


def _canonical(cell: object) -> bool:
    if not isinstance(cell, str):
        return True
    if cell == "" or cell in NULLS or _INTEGER.fullmatch(cell):
        return cell != "-0"
    return bool(_DECIMAL.fullmatch(cell)) and repr(float(cell)) == cell


def _number(cell: Cell, _: str) -> object:
    if isinstance(cell, str):
        return float(cell) if "." in cell else int(cell)
    return cell if isinstance(cell, bool | int | float) else cell_text(cell)


def _text(cell: Cell, _: str) -> object:
    return cell if isinstance(cell, bool) else cell_text(cell)


def custom_text(value: object) -> str:
    """A custom value as a cell."""
    import json

    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        return cell_text(value)
    return "" if value is None else json.dumps(value, ensure_ascii=False)
