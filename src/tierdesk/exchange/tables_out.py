"""A whole book as tables that spreadsheets open and `tables_in` reads back: a workbook with one sheet a
table, or a ZIP of CSV files. Tables are linked by their `id` and `customer_id` columns.

Text is never a formula, in either. The same book gives the same bytes.
"""

import csv
import datetime as dt
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO, StringIO

from tierdesk.domain.document import Doc
from tierdesk.errors import Refused
from tierdesk.exchange.csv_out import BYTE_ORDER_MARK
from tierdesk.exchange.formula import guarded
from tierdesk.exchange.json_out import FORMAT, SCHEMA
from tierdesk.exchange.sheet import Cell
from tierdesk.exchange.table_cells import headings, row_of
from tierdesk.i18n.message import say

MARK = "tierdesk"
"""The sheet or file that tells whose tables these are."""
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_575
_EPOCH = dt.datetime(2000, 1, 1)

Tables = Mapping[str, Sequence[Doc]]


def workbook(tables: Tables) -> bytes:
    """XLSX. Raises Refused for what a workbook cannot hold, naming it."""
    from xlsxwriter import Workbook

    out = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    book = Workbook(out, options)
    book.set_properties({"created": _EPOCH})
    bold = book.add_format({"bold": True})
    for name, rows in _sheets(tables):
        _fits(name, rows)
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows):
            for at, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, at, cell, None if number else bold)
                elif isinstance(cell, bool):
                    sheet.write_boolean(number, at, cell)
                elif isinstance(cell, int | float):
                    sheet.write_number(number, at, cell)
    book.close()
    return out.getvalue()


def packed_tables(tables: Tables) -> bytes:
    """A ZIP of CSV files in UTF-8 with a byte order mark."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, rows in _sheets(tables):
            text = StringIO()
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
            info = zipfile.ZipInfo(f"{name}.csv")
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, (BYTE_ORDER_MARK + text.getvalue()).encode("utf-8", "replace"))
    return out.getvalue()


def _sheets(tables: Tables) -> Iterator[tuple[str, list[list[Cell]]]]:
    """(name, headings and rows) of every table, what they are last."""
    for table, docs in tables.items():
        columns = headings(table, docs)
        yield table, [[*columns], *(row_of(table, doc, columns) for doc in docs)]
    yield MARK, [["format", "schema"], [FORMAT, SCHEMA]]


def _csv_cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return guarded(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else repr(cell)


def _fits(table: str, rows: Sequence[Sequence[Cell]]) -> None:
    if len(rows) - 1 > MOST_ROWS:
        raise Refused(
            say("The table %(table)s has %(n)s rows, more than a sheet holds; export it as .zip or .json.",
                table=table, n=len(rows) - 1)
        )  # fmt: skip
    for row in rows:
        for column, cell in zip(rows[0], row, strict=True):
            if isinstance(cell, str) and len(cell) > LONGEST_CELL:
                raise Refused(
                    say("%(column)s of number %(id)s in %(table)s has %(n)s characters, more than a cell "
                        "holds; export it as .zip or .json.",
                        column=str(column), id=str(row[0]), table=table, n=len(cell))
                )  # fmt: skip
