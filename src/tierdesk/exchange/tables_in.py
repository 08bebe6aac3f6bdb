"""A whole book read back from the workbook or the ZIP of CSV files that `tables_out` wrote, also after somebody
worked on it in a spreadsheet: columns may stand in another order, a row without `id` is a new document.

Only the shape is checked here; whether a document may stand in the book is for those to say who plan the
import.
"""

import csv
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO, StringIO

from tierdesk.domain.book import Row
from tierdesk.errors import Invalid
from tierdesk.exchange.decoding import decode
from tierdesk.exchange.dialect import any_field_size
from tierdesk.exchange.formula import unguarded
from tierdesk.exchange.json_out import FORMAT, PRIVATE, SCHEMA
from tierdesk.exchange.sheet import Cell, blank, cell_text
from tierdesk.exchange.source import Source
from tierdesk.exchange.table_cells import ID, document
from tierdesk.exchange.tables_out import MARK
from tierdesk.exchange.workbook import read_sheets
from tierdesk.i18n.message import say

LARGEST = 256 * 2**20
"""Bytes of the CSV files of one ZIP."""
Grid = Sequence[Sequence[Cell]]


def read_tables(source: Source) -> dict[str, list[Row]]:
    """{table: [(id, document)]}. Raises Invalid with one sentence that names the place."""
    grids = dict(_zip(source) if is_packed(source) else read_sheets(source))
    _check(source, grids.pop(MARK, ()))
    return {name: _rows(source, name, grid) for name, grid in grids.items() if name not in PRIVATE}


def is_packed(source: Source) -> bool:
    """Is it a ZIP of CSV files, not a workbook?"""
    with zipfile.ZipFile(BytesIO(source.data)) as packed:
        return f"{MARK}.csv" in packed.namelist()


def _zip(source: Source) -> dict[str, Grid]:
    grids: dict[str, Grid] = {}
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as packed:
            entries = [entry for entry in packed.infolist() if "/" not in entry.filename]
            if sum(entry.file_size for entry in entries) > LARGEST:
                raise Invalid(
                    say(
                        "%(file)s unpacks to more than 256 MB; import it in parts.",
                        file=source.name,
                    )
                )
            for entry in entries:
                name = entry.filename.removesuffix(".csv")
                if not name.isidentifier():
                    raise _no_table(source, entry.filename)
                grids[name] = list(_csv(packed.read(entry)))
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError, NotImplementedError):
        raise Invalid(
            say("%(file)s is a damaged archive; export it again.", file=source.name)
        ) from None
    return grids


def _csv(data: bytes) -> Iterator[list[Cell]]:
    text = decode(data).text.removeprefix("\ufeff")
    with any_field_size():
        for row in csv.reader(StringIO(text, newline="")):
            yield [unguarded(cell) for cell in row]


def _check(source: Source, grid: Grid) -> None:
    told = dict(zip(map(cell_text, grid[0]), grid[1], strict=False)) if len(grid) > 1 else {}
    schema = cell_text(told.get("schema"))
    if told.get("format") != FORMAT or not schema.isascii() or not schema.isdigit():
        raise _no_table(source, MARK)
    if int(schema) > SCHEMA:
        raise Invalid(
            say("%(file)s was written by a newer tierdesk; import it with that version.",
                file=source.name)
        )  # fmt: skip


def _rows(source: Source, table: str, grid: Grid) -> list[Row]:
    columns = [cell_text(cell).strip() for cell in grid[0]] if grid else []
    if not table.isidentifier() or (columns and ID not in columns):
        raise _no_table(source, table)
    named = [column for column in columns if column]
    if len(set(named)) < len(named):
        twice = next(column for column in named if named.count(column) > 1)
        raise Invalid(
            say("The heading %(name)s stands twice in the table %(table)s; take one away.",
                name=twice, table=table)
        )  # fmt: skip
    docs = [
        (number, document(table, columns, cells))
        for number, cells in enumerate(grid[1:], 2)
        if not all(map(blank, cells))
    ]
    known = [_id(table, number, doc) for number, doc in docs]
    free = max((one for one in known if one), default=0)
    found: list[Row] = []
    for one, (_, doc) in zip(known, docs, strict=True):
        free += one is None
        found.append(
            (one or free, {key: value for key, value in doc.items() if key not in ("", ID, "rev")})
        )
    return found


def _id(table: str, number: int, doc: Mapping[str, object]) -> int | None:
    value = doc.get(ID)
    if value is None:
        return None
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or value < 1
        or int(value) != value
    ):
        raise Invalid(
            say("Row %(row)s of the table %(table)s has no number as its id; leave the id of a new row "
                "empty.", row=number, table=table)
        )  # fmt: skip
    return int(value)


def _no_table(source: Source, name: str) -> Invalid:
    return Invalid(
        say("The table “%(table)s” of %(file)s is not as tierdesk writes it; export it again.",
            table=name[:60], file=source.name)
    )  # fmt: skip
