"""Delimited text (CSV and its relatives) as a sheet.

Quotation marks are read strictly, since a stray one would glue rows together in silence: the
line on which it stands is reported, and reading goes on with the next line.
"""

import csv
from collections.abc import Iterator
from io import StringIO

from tierdesk.exchange.dialect import Dialect, any_field_size, find_dialect, reader
from tierdesk.exchange.formula import unguarded
from tierdesk.exchange.headings import headed
from tierdesk.exchange.sheet import Sheet, SheetRow
from tierdesk.i18n.message import say


class _Lines:
    """Lines with a place that can be set back."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.lines):
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1]


def read_delimited(text: str, *, name: str, encoding: str, delimiter: str = "") -> Sheet:
    """The sheet of a decoded text; row numbers are line numbers. Raises Usage for an impossible
    delimiter; everything that is wrong with a row is that row's fault."""
    dialect = find_dialect(text, delimiter)
    with any_field_size():
        rows = list(_rows(text[dialect.skip :], dialect, 1 if dialect.skip else 0))
    return headed(rows, name, encoding, dialect.delimiter)


def _rows(text: str, dialect: Dialect, skipped: int) -> Iterator[SheetRow]:
    once: dict[str, str] = {}  # most cells repeat: one text for all of them halves the memory
    lines = _Lines(StringIO(text, newline="").readlines())
    cut = reader(lines, dialect, strict=True)
    while True:
        start = lines.at
        try:
            fields = next(cut)
        except StopIteration:
            return
        except csv.Error:
            yield _broken(lines.lines[start], dialect, start + 1 + skipped)
            lines.at = start + 1
            cut = reader(lines, dialect, strict=True)
            continue
        cells = tuple(once.setdefault(cell, cell) for cell in map(unguarded, fields))
        yield SheetRow(start + 1 + skipped, cells)


def _broken(line: str, dialect: Dialect, number: int) -> SheetRow:
    fields = next(reader([line], dialect, strict=False), [])
    return SheetRow(
        number,
        tuple(map(unguarded, fields)),
        say("The quotation marks of this row do not pair up; double those inside a field and close "
            "those around it."),
    )  # fmt: skip
