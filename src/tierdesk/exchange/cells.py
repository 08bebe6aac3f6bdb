"""One cell's value as the record keeps it: numbers, money, words of a closed list, places.

Every reading takes the cell and the row's currency and gives a JSON value, or raises Invalid
with one sentence. Empty cells never come here. Dates are next door (`day_cells`).
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from tierdesk.domain import vocabulary
from tierdesk.domain.countries import find_country
from tierdesk.domain.dates import Order
from tierdesk.domain.moment import OwnField
from tierdesk.domain.money import LARGEST, Money, currency_code, exponent
from tierdesk.domain.money import of as money_of
from tierdesk.domain.money import parse as parse_money
from tierdesk.errors import Invalid
from tierdesk.exchange.sheet import Cell, cell_text, shown
from tierdesk.i18n.message import say

Read = Callable[[Cell, str], object]
NULLS = frozenset(("NULL", "null", "\\N"))
LONGEST = 200
"""Characters of a cell that is to be a number, a date or a word of a list."""
SEPARATORS = re.compile(r"[,，;；、|\n]")
"""What parts the texts of a list in one cell."""
_ITEMS = re.compile(r"[;；|\n]")
_COUNT = re.compile(r"(\d[\d,，\s]*)(?:\.0+)?\s*\+?\s*(?:人|名|位|people|employees|staff)?")
_STARS = re.compile(r"([0-5])(?:\.0+)?(?:\s*/\s*5)?")
_YES = frozenset("yes y true t 1 x √ ✓ 是 有 对 真".split())
_NO = frozenset("no n false f 0 - 否 无 不 假 ×".split())
_DEGREES = {"high": 5, "高": 5, "medium": 3, "中": 3, "low": 1, "低": 1, "none": 0, "无": 0}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a reading depends on besides the cell: the reader's `now` (aware, local), the base
    currency, how days and months are ordered where a column does not tell (None: unknown), and the
    fields that the book defined for customers."""

    now: datetime
    currency: str
    date_order: Order | None = None
    own_fields: tuple[OwnField, ...] = ()


def literal(cell: Cell, _: str) -> object:
    """Free text exactly as it stands."""
    return cell_text(cell)


def line(cell: Cell, _: str) -> object:
    """A line of text without the space around it."""
    return cell_text(cell).strip()


def listed(pattern: re.Pattern[str]) -> Read:
    """Several texts in one cell; a JSON list of texts is taken as it is."""

    def read(cell: Cell, _: str) -> object:
        text = cell_text(cell)
        parts = json_list(text)
        if parts is None or not all(isinstance(part, str) for part in parts):
            parts = [part.strip() for part in pattern.split(text)]
        return list(dict.fromkeys(part for part in parts if part))

    return read


def json_list(text: str) -> list[object] | None:
    """The list that a cell spells out in JSON, None for anything else."""
    if not (text.startswith("[") and text.endswith("]")):
        return None
    try:
        parsed: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return parsed if isinstance(parsed, list) and parsed else None


def needs(cell: Cell, currency: str) -> object:
    """Needs, each with its text; written out in JSON they may carry strength and product."""
    parts = json_list(cell_text(cell))
    if parts and all(isinstance(part, dict) for part in parts):
        return parts
    texts = listed(SEPARATORS)(cell, currency)
    return [{"text": text} for text in texts] if isinstance(texts, list) else []


def amount(*, negative: bool, unit: str = "") -> Read:
    """Money; `unit` is what the heading says in brackets (`万元`, `k USD`)."""
    code, scale = heading_unit(unit)

    def read(cell: Cell, currency: str) -> object:
        money = _money(cell, code or currency, scale)
        if money.minor < 0 and not negative:
            raise Invalid(
                say("“%(text)s” is negative; this amount cannot be below zero.",
                    text=shown(cell_text(cell)))
            )  # fmt: skip
        return money.document()

    return read


def heading_unit(unit: str) -> tuple[str, Decimal]:
    """(currency or "", multiplier) of a heading's unit; ("", 1) when it is none."""
    plain = unit.strip()
    if not plain or any(char.isdigit() for char in plain):
        return "", Decimal(1)
    try:
        one = parse_money("1" + plain, "---")
    except Invalid:
        return "", Decimal(1)
    return one.currency.replace("---", ""), one.major


def _money(cell: Cell, currency: str, scale: Decimal) -> Money:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        value = Decimal(repr(cell)) * scale
        if abs(value) > LARGEST:
            raise Invalid(say("“%(text)s” is too large for an amount.", text=cell_text(cell)))
        return money_of(value, currency)
    money = parse_money(cell_text(cell), currency)
    if scale == 1 or any(char in cell_text(cell) for char in "kKmM万萬亿億千"):
        return money
    return money_of(money.major * scale, money.currency)


def money_text(money: Money) -> str:
    """Money as a cell that reads back as the same: `1250.50 CNY`."""
    return f"{money.major:.{exponent(money.currency)}f} {money.currency}"


def count(cell: Cell, _: str) -> object:
    """A whole number that is not negative."""
    text = cell_text(cell).strip()
    match = _COUNT.fullmatch(text)
    if not match:
        raise Invalid(say("“%(text)s” is not a whole number; write it like 120.", text=shown(text)))
    return int(re.sub(r"\D", "", match[1]))


def decimal(cell: Cell, _: str) -> object:
    """A number, as Decimal: quantities and exchange rates."""
    text = cell_text(cell).strip().replace(",", "")
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise _no_number(text) from None
    if not value.is_finite() or abs(value) > LARGEST:
        raise _no_number(text)
    return value


def share(cell: Cell, _: str) -> object:
    """Per cent, 0 to 100."""
    text = cell_text(cell).strip()
    value = decimal(text.rstrip("%％").strip(), "")
    if not isinstance(value, Decimal) or not 0 <= value <= 100:
        raise Invalid(
            say("“%(text)s” is no share; write per cent from 0 to 100.", text=shown(text))
        )
    return float(value)


def percent(cell: Cell, _: str) -> object:
    """A probability in per cent; a bare fraction such as 0.3 is 30 %."""
    value = share(cell, _)
    bare = not cell_text(cell).strip().endswith(("%", "％"))
    return round(value * 100, 6) if bare and isinstance(value, float) and 0 < value < 1 else value


def rate(cell: Cell, _: str) -> object:
    """An exchange rate as decimal text."""
    value = decimal(cell, "")
    if not isinstance(value, Decimal) or value <= 0:
        raise Invalid(
            say(
                "“%(text)s” is no exchange rate; it must be above zero.",
                text=shown(cell_text(cell)),
            )
        )
    return f"{value:f}"


def stars(cell: Cell, _: str) -> object:
    """A degree from 0 to 5, also as stars or as high, medium, low."""
    text = cell_text(cell).strip()
    degree = _DEGREES.get(text.casefold())
    if degree is None and text and set(text) <= {"★", "☆", "⭐"}:
        degree = len(text) - text.count("☆")
    match = _STARS.fullmatch(text)
    if match:
        degree = int(match[1])
    if degree is None or degree > 5:
        raise Invalid(say("“%(text)s” is no degree; write a number from 0 to 5.", text=shown(text)))
    return degree


def flag(cell: Cell, _: str) -> object:
    """Yes or no."""
    text = cell_text(cell).strip().casefold()
    if text in _YES or text in _NO:
        return text in _YES
    raise Invalid(say("“%(text)s” is neither yes nor no.", text=shown(text)))


def country(cell: Cell, _: str) -> object:
    """An ISO country code."""
    return find_country(cell_text(cell).strip())


def currency(cell: Cell, _: str) -> object:
    """An ISO currency code."""
    return currency_code(cell_text(cell))


def chosen(words: vocabulary.Words, field: str) -> Read:
    """A word of a closed list."""

    def read(cell: Cell, _: str) -> object:
        return vocabulary.choose(words, cell_text(cell), field)

    return read


def identifier(cell: Cell, _: str) -> object:
    """The number that another export of tierdesk gave a customer."""
    text = cell_text(cell).strip()
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise _no_number(text)
    return int(text)


def _no_number(text: str) -> Invalid:
    return Invalid(say("“%(text)s” is not a number.", text=shown(text)))


READINGS: Mapping[str, Read] = {
    "free": literal, "line": line, "list": listed(SEPARATORS), "items": listed(_ITEMS), "needs": needs,
    "groups": listed(_ITEMS),
    "count": count, "share": share, "percent": percent, "number": decimal, "rate": rate,
    "stars": stars, "flag": flag, "country": country, "currency": currency, "id": identifier,
    "event": chosen(vocabulary.EVENTS, "event"),
    "channel": chosen(vocabulary.CHANNELS, "channel"),
    "direction": chosen(vocabulary.DIRECTIONS, "direction"),
    "result": chosen(vocabulary.RESULTS, "result"),
    "position": chosen(vocabulary.POSITIONS, "position"),
    "kind": chosen(vocabulary.KINDS, "kind"), "role": chosen(vocabulary.ROLES, "role"),
}  # fmt: skip
TEXTUAL = frozenset(("free", "line", "list", "items", "needs", "groups", "custom"))
"""Readings that take a text of any length."""
