"""Values of columns that no field claims: numbers where the whole column is numbers that mean what
was written, text otherwise. A leading zero, a plus sign, a version such as 1.10 or a postcode among
them keeps the column text. A column of per cent is its numbers without the sign.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from math import isfinite

from tierdesk.domain.folding import fold
from tierdesk.domain.moment import OwnField
from tierdesk.domain.money import read as read_money
from tierdesk.errors import Invalid
from tierdesk.exchange.cells import NULLS, Read, Setting, amount, decimal, flag, line, money_text
from tierdesk.exchange.sheet import Cell, cell_text, shown
from tierdesk.i18n.message import say

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


def own_reader(field: OwnField, setting: Setting) -> Read:
    """The reading of a field that the book defined; it raises Invalid for what is not of its kind."""
    if field.kind == "number":
        return _typed_number
    if field.kind == "money":
        return amount(negative=True)
    if field.kind == "yes_no":
        return flag
    if field.kind == "date":
        from tierdesk.exchange.day_cells import day_reader

        return day_reader("next_day", setting)
    return _choice(field) if field.kind == "choice" else line


def _typed_number(cell: Cell, currency: str) -> object:
    value = decimal(cell, currency)
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _choice(field: OwnField) -> Read:
    known = {fold(one): one for one in field.choices}

    def read(cell: Cell, _: str) -> object:
        text = cell_text(cell)
        found = known.get(fold(text))
        if found is None:
            raise Invalid(
                say("“%(text)s” is none of the choices of %(field)s; choose one of %(choices)s.",
                    text=shown(text), field=field.name, choices=list(field.choices))
            )  # fmt: skip
        return found

    return read


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
    if isinstance(value, dict) and value.keys() == {"minor", "currency"}:
        money = read_money({"value": value}, "value")
        if money is not None:
            return money_text(money)
    return "" if value is None else json.dumps(value, ensure_ascii=False)
