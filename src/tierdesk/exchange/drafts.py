"""Rows of a sheet as drafts: every cell read for its field, everything that is wrong collected.

A row in which a cell cannot be read is refused whole, so that nothing is half imported; in a
column that was only guessed at, or when the caller is lenient, the cell is kept as text under
its heading and that is told. Nothing here knows the book.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tierdesk.domain.dates import Order
from tierdesk.domain.money import LARGEST
from tierdesk.domain.own_fields import by_key
from tierdesk.errors import Invalid
from tierdesk.exchange import day_cells
from tierdesk.exchange.cells import LONGEST, NULLS, READINGS, TEXTUAL, Read, Setting, amount
from tierdesk.exchange.columns import Column, ColumnMap
from tierdesk.exchange.custom_cells import custom_reader, own_reader, percent_number
from tierdesk.exchange.fields import LISTS, LITERAL, NUMBER, PREFIXES, field_of
from tierdesk.exchange.problem import Problem
from tierdesk.exchange.sheet import Sheet, SheetRow, cell_text, shown
from tierdesk.i18n.message import Message, say, say_n

_MEMORY = 20_000


@dataclass(slots=True)
class Draft:
    """One row: `values` by FIELD, `custom` by heading, and what is wrong with it."""

    number: int
    values: dict[str, object] = field(default_factory=dict)
    custom: dict[str, object] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rejected: bool = False


@dataclass(slots=True)
class _Way:
    """A column on its way into drafts."""

    header: str
    index: int
    target: str
    custom: str
    many: bool
    read: Read
    lenient: bool
    nullable: bool
    limited: bool


class DraftReader:
    """Reads the rows of a sheet; `notes` grow while it is iterated over."""

    def __init__(
        self, sheet: Sheet, columns: ColumnMap, setting: Setting, *, lenient: bool = False
    ) -> None:
        self.sheet = sheet
        self.setting = setting
        self.notes: list[Message] = []
        self.nulls = 0
        self._own = PREFIXES[columns.kind]
        have = {column.target for column in columns.columns}
        self._persons = columns.kind == "customers" and have.isdisjoint(("name", "code"))
        self._orders = self._date_orders(columns)
        ways = [self._way(c, columns.kind, lenient) for c in columns.columns if c.target]
        if percents := [shown(way.header) for way in ways if way.read is percent_number]:
            self.notes.append(say("Per cent are kept as numbers, 38.2%% as 38.2: %(columns)s.",
                                  columns=percents))  # fmt: skip
        first = (self._own + "currency", "currency")
        self._ways = sorted(ways, key=lambda way: way.target not in first)
        self._currencies = tuple(dict.fromkeys(first))

    def __iter__(self) -> Iterator[Draft]:
        for row in self.sheet.rows:
            draft = Draft(row.number)
            if row.fault is not None:
                draft.problems.append(Problem(row.number, "", row.fault))
                draft.rejected = True
            else:
                self._fill(draft, row)
                _compose(draft)
                if self._persons and "contact.name" in draft.values:
                    draft.values["name"] = draft.values["contact.name"]
                    draft.values["kind"] = "person"
            yield draft
        if self.nulls:
            self.notes.append(
                say_n("%(n)s cell holds NULL and was taken as empty.",
                      "%(n)s cells hold NULL and were taken as empty.", self.nulls)
            )  # fmt: skip

    def _fill(self, draft: Draft, row: SheetRow) -> None:
        values, cells = draft.values, row.cells
        currency = self.setting.currency
        for way in self._ways:
            cell = cells[way.index] if way.index >= 0 else f"{self.sheet.name} {row.number}".strip()
            if cell is None or cell == "":
                continue
            if way.nullable and isinstance(cell, str):
                if not cell.strip():
                    continue
                if cell in NULLS:
                    self.nulls += 1
                    continue
            try:
                if way.limited and isinstance(cell, str) and len(cell) > LONGEST:
                    raise Invalid(say("A text of %(n)s characters is too long here.", n=len(cell)))
                value = way.read(cell, currency)
            except Invalid as fault:
                _refuse(draft, way, cell_text(cell), fault)
                continue
            if way.custom:
                draft.custom[way.custom] = value
            elif way.many and way.target in values:
                _extend(values, way.target, value)
            else:
                values[way.target] = value
                if way.target in self._currencies:
                    currency = str(value)

    def _way(self, column: Column, kind: str, lenient: bool) -> _Way:
        spec = field_of(column.target, kind)
        reading = spec.reading if spec else "custom"
        custom = spec.key if spec and reading == "custom" else ""
        return _Way(
            column.header, column.index, column.target, custom, reading in LISTS,
            self._read(column, reading, custom if kind == "customers" else ""), lenient or not column.sure,
            reading not in LITERAL and column.header != NUMBER, reading not in TEXTUAL,
        )  # fmt: skip

    def _read(self, column: Column, reading: str, own: str = "") -> Read:
        """`own` is the key of a customer's own field, which may be defined."""
        defined = by_key(self.setting.own_fields, own) if own else None
        if defined is not None:
            return own_reader(defined, self.setting)
        if reading == "custom":
            return custom_reader(self._cells(column))
        if reading in day_cells.READINGS:
            order = self._orders.get(column.header) or self.setting.date_order
            return _remembered(
                day_cells.day_reader(reading, replace(self.setting, date_order=order))
            )
        if reading in ("money", "profit"):
            unit = (
                column.header.replace("（", "(").replace("）", ")").partition("(")[2].rstrip(") ")
            )
            return amount(negative=reading == "profit", unit=unit)
        read = READINGS[reading]
        return read if reading in TEXTUAL else _remembered(read)

    def _cells(self, column: Column) -> Iterator[object]:
        return (row.cells[column.index] for row in self.sheet.rows if row.fault is None)

    def _date_orders(self, columns: ColumnMap) -> dict[str, Order | None]:
        """The order of each date column; one that does not tell it follows the others of its
        file; when they do not help either and days could be meant otherwise, that is said."""
        orders: dict[str, Order | None] = {}
        unclear = []
        for column in columns.columns:
            spec = field_of(column.target, columns.kind) if column.index >= 0 else None
            if spec and spec.reading in day_cells.READINGS:
                cells = [r.cells[column.index] for r in self.sheet.rows if r.fault is None]
                orders[column.header], untold = day_cells.column_order(cells)
                if untold:
                    unclear.append((column.header, cells))
        known = {order for order in orders.values() if order in ("dmy", "mdy")}
        agreed = known.pop() if len(known) == 1 else None
        for header, cells in unclear:
            orders[header] = agreed or self.setting.date_order
            if orders[header] is None and day_cells.read_either_way(cells):
                self.notes.append(
                    say("The days of the column %(name)s could be read day first or month first; they "
                        "were read month first. If that is wrong, give --date-order dmy.",
                        name=shown(header))
                )  # fmt: skip
        return orders


def _refuse(draft: Draft, way: _Way, text: str, fault: Invalid) -> None:
    draft.problems.append(
        Problem(draft.number, way.header, fault.message, rejected=not way.lenient)
    )
    if way.lenient:
        draft.custom[way.header] = text
    else:
        draft.rejected = True


def _extend(values: dict[str, object], target: str, value: object) -> None:
    have = values[target]
    if isinstance(have, list) and isinstance(value, list):
        values[target] = have + [part for part in value if part not in have]


def _remembered(read: Read) -> Read:
    """The same reading, answering repeated texts from memory."""
    memory: dict[str, object] = {}

    def again(cell: object, currency: str) -> object:
        if not isinstance(cell, str):
            return read(cell, currency)  # type: ignore[arg-type]
        if cell in memory:
            return memory[cell]
        value = read(cell, currency)
        if len(memory) < _MEMORY:
            memory[cell] = value
        return value

    return again


def _compose(draft: Draft) -> None:
    """Values that a file gives in parts: a person's names, quantity and price."""
    values = draft.values
    first, last = values.pop("contact.first_name", ""), values.pop("contact.last_name", "")
    if (first or last) and "contact.name" not in values:
        values["contact.name"] = _full_name(str(first), str(last))
    quantity, price = values.pop("order.quantity", None), values.pop("order.price", None)
    if "order.amount" in values or not isinstance(price, dict):
        return
    total = Decimal(price["minor"]) * (quantity if isinstance(quantity, Decimal) else 1)
    if total < 0 or total > LARGEST * 100:
        draft.problems.append(
            Problem(draft.number, "", say("The quantity %(n)s makes the amount of this order negative "
                    "or too large; enter returns by hand.", n=str(quantity)))
        )  # fmt: skip
        draft.rejected = True
        return
    values["order.amount"] = {"minor": round(total), "currency": price["currency"]}


def _full_name(first: str, last: str) -> str:
    if last and last[0] > "\u2e80":
        return last + first
    return f"{first} {last}".strip()
