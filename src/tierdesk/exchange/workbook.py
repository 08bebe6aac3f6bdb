"""Workbooks (XLSX, XLS, ODS) as sheets, read by python-calamine.

It gives every number as a float; whole ones become integers again, and those that the file
itself has already rounded (more than 15 digits) are told. A sheet that claims a cell at the far
end of the grid is refused before memory is asked for it.
"""

import datetime as dt
import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from tierdesk.errors import Invalid, Usage
from tierdesk.exchange.extent import extents
from tierdesk.exchange.headings import headed
from tierdesk.exchange.sheet import Cell, Sheet, SheetRow
from tierdesk.exchange.source import Source
from tierdesk.i18n.message import Message, say, say_n

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

LARGEST_GRID = 20_000_000


def read_workbook(source: Source, sheet: str = "") -> Sheet:
    """The named sheet, or the first one in which something stands. Row numbers are those of the
    workbook. Raises Invalid for a damaged or protected file, Usage for a sheet that is not there.
    """
    _refuse_vast(source)
    book = _opened(source)
    name, cells = _chosen(source, book, sheet)
    notes: list[Message] = []
    rounded: list[int] = []
    rows = [
        SheetRow(number, tuple(_cell(value, number, rounded) for value in row))
        for number, row in enumerate(cells, 1)
    ]
    if rounded:
        notes.append(
            say_n("A number of more than 15 digits (row %(row)s) was rounded by the workbook itself; "
                  "keep such numbers as text there.",
                  "%(n)s numbers of more than 15 digits (the first in row %(row)s) were rounded by the "
                  "workbook itself; keep such numbers as text there.", len(rounded), row=rounded[0])
        )  # fmt: skip
    others = [other for other in book.sheet_names if other != name]
    if others and not sheet:
        notes.append(
            say("The sheet %(name)s was read; the workbook also has %(others)s.",
                name=name, others=", ".join(others[:20]))
        )  # fmt: skip
    read = headed(rows, source.path.stem)
    read.notes[:0] = notes
    return read


def _opened(source: Source) -> "CalamineWorkbook":
    from python_calamine import CalamineError, PasswordError, load_workbook

    try:
        return load_workbook(BytesIO(source.data))
    except PasswordError:
        raise Invalid(
            say("%(file)s is protected by a password; save it without one.", file=source.name)
        ) from None
    except (CalamineError, OSError, ValueError):
        raise _damaged(source) from None


def _chosen(
    source: Source, book: "CalamineWorkbook", sheet: str
) -> tuple[str, Sequence[Sequence[object]]]:
    names = list(book.sheet_names)
    if sheet and sheet not in names:
        raise Usage(
            say("There is no sheet %(name)s in %(file)s; choose one of %(names)s.",
                name=sheet, file=source.name, names=", ".join(names))
        )  # fmt: skip
    for name in [sheet] if sheet else names:
        cells = _grid(source, book, name)
        if sheet or any(value != "" for row in cells for value in row):
            return name, cells
    raise Invalid(say("%(file)s holds no cells; there is nothing to import.", file=source.name))


def _grid(source: Source, book: "CalamineWorkbook", name: str) -> Sequence[Sequence[object]]:
    from python_calamine import CalamineError

    try:
        grid: CalamineSheet = book.get_sheet_by_name(name)
        rows: Sequence[Sequence[object]] = grid.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError):
        raise _damaged(source) from None
    return rows


def _damaged(source: Source) -> Invalid:
    return Invalid(
        say("%(file)s cannot be read as a workbook; open it in a spreadsheet and save it again.",
            file=source.name)
    )  # fmt: skip


def _cell(value: object, row: int, rounded: list[int]) -> Cell:
    if isinstance(value, float):
        if abs(value) >= 10**15:
            rounded.append(row)
        return int(value) if value.is_integer() else value
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else value
    if value is None or isinstance(value, str | int | dt.date):
        return value
    return value.isoformat() if isinstance(value, dt.time) else str(value)


def _refuse_vast(source: Source) -> None:
    try:
        found = list(extents(source.data, source.kind))
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        raise _damaged(source) from None
    for columns, rows in found:
        if columns * rows > LARGEST_GRID:
            raise Invalid(
                say("%(file)s reaches to row %(rows)s and column %(columns)s; delete what stands far "
                    "from the table.", file=source.name, rows=rows, columns=columns)
            )  # fmt: skip
