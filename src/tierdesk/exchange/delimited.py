"""Delimited text (CSV and its relatives) as a sheet.

Quotation marks are read strictly, since a stray one would glue rows together in silence: the
line on which it stands is reported, and reading goes on with the next line.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from tierdesk.exchange.dialect import Dialect, any_field_size, find_dialect, reader
from tierdesk.exchange.formula import unguarded
from tierdesk.exchange.headings import headed
from tierdesk.exchange.row_ends import stand_in
from tierdesk.exchange.sheet import Sheet, SheetRow
from tierdesk.i18n.message import say


class _Lines:
    """Lines with a place that can be set back; `number` is what an editor calls the next one."""

    def __init__(self, lines: list[str], line_feed: str) -> None:
        self.lines = lines
        self.line_feed = line_feed
        self.at = 0
        self.number = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.lines):
            raise StopIteration
        line = self.lines[self.at]
        self.at += 1
        self.number += self._height(line)
        return line

    def back_to(self, at: int) -> None:
        """Go on with the line `at`."""
        self.number -= sum(map(self._height, self.lines[at : self.at]))
        self.at = at

    def _height(self, line: str) -> int:
        return 1 if self.line_feed == "\n" else 1 + line.count(self.line_feed)

    def restored(self, fields: Iterable[str]) -> Iterable[str]:
        """Fields as they stand in the file."""
        if self.line_feed != "\n":
            fields = (field.replace(self.line_feed, "\n") for field in fields)
        return map(unguarded, fields)


def read_delimited(text: str, *, name: str, encoding: str, delimiter: str = "") -> Sheet:
    """The sheet of a decoded text; row numbers are line numbers. Raises Usage for an impossible
    delimiter; everything that is wrong with a row is that row's fault."""
    dialect, rows = _cut(text, delimiter)
    sign = stand_in(text)
    if sign:
        other, whole = _cut(text, delimiter, sign)
        if _regular(whole) > _regular(rows) or (
            _regular(whole) == _regular(rows) and text.count("\r") >= text.count("\n")
        ):
            dialect, rows = other, whole
    return headed(rows, name, encoding, dialect.delimiter)


def _cut(text: str, delimiter: str, line_feed: str = "\n") -> tuple[Dialect, list[SheetRow]]:
    """`line_feed`: what stands for line feeds meanwhile, where they end no row."""
    hidden = text if line_feed == "\n" else text.replace("\n", line_feed)
    dialect = find_dialect(hidden, delimiter)
    with any_field_size():
        return dialect, list(
            _rows(hidden[dialect.skip :], dialect, 1 if dialect.skip else 0, line_feed)
        )


def _regular(rows: Sequence[SheetRow]) -> float:
    """The share of rows that are as wide as the first one."""
    width = len(rows[0].cells) if rows else 0
    alike = sum(1 for row in rows if row.fault is None and len(row.cells) == width)
    return alike / len(rows) if rows else 0.0


def _rows(text: str, dialect: Dialect, skipped: int, line_feed: str) -> Iterator[SheetRow]:
    once: dict[str, str] = {}  # most cells repeat: one text for all of them halves the memory
    lines = _Lines(StringIO(text, newline="").readlines(), line_feed)
    cut = reader(lines, dialect, strict=True)
    while True:
        start, number = lines.at, lines.number + skipped
        try:
            fields = next(cut)
        except StopIteration:
            return
        except csv.Error:
            yield _broken(lines, start, dialect, number)
            lines.back_to(start + 1)
            cut = reader(lines, dialect, strict=True)
            continue
        cells = tuple(once.setdefault(cell, cell) for cell in lines.restored(fields))
        yield SheetRow(number, cells)


def _broken(lines: _Lines, at: int, dialect: Dialect, number: int) -> SheetRow:
    fields = next(reader([lines.lines[at]], dialect, strict=False), [])
    return SheetRow(
        number,
        tuple(lines.restored(fields)),
        say("The quotation marks of this row do not pair up; double those inside a field and close "
            "those around it."),
    )  # fmt: skip
