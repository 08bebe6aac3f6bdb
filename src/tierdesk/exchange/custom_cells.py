"""Values of columns that no field claims: numbers where the whole column is numbers that mean what
was written, text otherwise. A leading zero, a plus sign, a version such as 1.10 or a postcode among
them keeps the column text. A column of per cent is its numbers without the sign.
"""

import re
from collections.abc import Iterable
from math import isfinite

from tierdesk.exchange.cells import NULLS, Read
from tierdesk.exchange.sheet import Cell, cell_text

_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,14})")
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,14})\.\d{1,60}")
_MEASURED = re.compile(r"-?(?:0|[1-9]\d{0,14})\.\d{3,60}")
"""As programs write what was measured or computed; no price and no version has so many decimals, so
that a zero at the end, or digits beyond those of a float, say nothing more."""
_EXPONENT = re.compile(r"-?\d(?:\.\d{1,60}[eE][+-]?|[eE][+-])\d{1,3}")
"""With a point or a sign, as programs write it: 12E5 may be an article number."""
_PERCENT = re.compile(r"[+-]?(?:0|[1-9]\d{0,14})(?:\.\d{1,60})?\s?[%％]")


def custom_reader(cells: Iterable[object]) -> Read:
    """The reading of a custom column, decided by all its cells."""
    filled = [cell for cell in cells if not _nothing(cell)]
    if all(_canonical(cell) for cell in filled):
        return _number
    return percent_number if all(_in_percent(cell) for cell in filled) else _text


def percent_number(cell: Cell, _: str) -> object:
    """38.2 of 38.2%."""
    return _number(cell.rstrip("%％").strip(), _) if isinstance(cell, str) else cell


def _nothing(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and (not cell.strip() or cell in NULLS))


def _canonical(cell: object) -> bool:
    if not isinstance(cell, str):
        return True
    if _INTEGER.fullmatch(cell):
        return cell != "-0"
    if _MEASURED.fullmatch(cell) or _EXPONENT.fullmatch(cell):
        return isfinite(float(cell))
    return bool(_DECIMAL.fullmatch(cell)) and repr(float(cell)) == cell


def _in_percent(cell: object) -> bool:
    return isinstance(cell, str) and bool(_PERCENT.fullmatch(cell))


def _number(cell: Cell, _: str) -> object:
    if isinstance(cell, str):
        return int(cell) if cell.lstrip("+-").isdigit() else float(cell)
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
