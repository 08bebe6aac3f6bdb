"""Which row names the columns, and unique names for all of them.

Rows before the headings (a title, a comment) are left out only when they hold a single cell
and the rows below hold several, and that is told; a table of nothing but numbers has no
headings and gets `#1`, `#2`, … These names are data: they stay in custom fields and in maps, so
that they are figures and the same in every language.
"""

import re
from collections import Counter
from collections.abc import Sequence

from tierdesk.exchange.sheet import Cell, Sheet, SheetRow, blank, cell_text, shown
from tierdesk.exchange.synonyms import is_known_heading
from tierdesk.i18n.message import Message, say, say_n

_LOOK = 40
_DATA = re.compile(r"\s*[-+]?[\d.,:/\- ]*\d[\d.,:/\-%]*\s*")


def headed(rows: Sequence[SheetRow], name: str, encoding: str = "", delimiter: str = "") -> Sheet:
    """The sheet of rows that have no headings yet; rows in which nothing stands are left out."""
    notes: list[Message] = []
    filled = [row for row in rows if row.fault or not all(map(blank, row.cells))]
    start = _first(filled)
    if start:
        left_out = [shown(_joined(row)) for row in filled[:start][:5]]
        notes.append(
            say_n("%(n)s row above the headings was left out: %(text)s.",
                  "%(n)s rows above the headings were left out: %(text)s.", start, text=left_out)
        )  # fmt: skip
    filled = filled[start:]
    if not filled:
        return Sheet((), (), notes, name, encoding, delimiter)
    if _headless(filled[0]):
        width = len(filled[0].cells)
        headers = tuple(f"#{n}" for n in range(1, width + 1))
        notes.append(
            say('The table has no headings; its columns are called #1, #2, … (--map "#1=FIELD").')
        )
    else:
        headers, filled = _names(filled[0].cells, filled[1:], notes)
    return Sheet(headers, _fitted(filled, headers), notes, name, encoding, delimiter)


def _joined(row: SheetRow) -> str:
    return " ".join(cell_text(cell) for cell in row.cells if not blank(cell))


def _filled(row: SheetRow) -> int:
    return sum(1 for cell in row.cells if not blank(cell))


def _first(rows: Sequence[SheetRow]) -> int:
    """How many rows stand above the headings."""
    counts = [_filled(row) for row in rows[:_LOOK]]
    for index, count in enumerate(counts):
        rest = Counter(counts[index + 1 :]).most_common(1)
        if count > 1 or not rest or rest[0][0] < 2:
            return index
        cells = rows[index].cells
        if blank(cells[0]) or is_known_heading(cell_text(cells[0])):
            return index
    return 0


def _headless(row: SheetRow) -> bool:
    cells = [cell_text(cell) for cell in row.cells if not blank(cell)]
    return len(cells) > 1 and all(_DATA.fullmatch(cell[:40]) for cell in cells)


def _names(
    cells: Sequence[Cell], rows: list[SheetRow], notes: list[Message]
) -> tuple[tuple[str, ...], list[SheetRow]]:
    """Unique headings, and the rows without columns in which nothing stands at all."""
    width = len(cells)
    while width and blank(cells[width - 1]) and _column_is_empty(rows, width - 1):
        width -= 1
    if width < len(cells):
        rows = [
            r if r.fault or len(r.cells) <= width or any(not blank(c) for c in r.cells[width:])
            else SheetRow(r.number, r.cells[:width])
            for r in rows
        ]  # fmt: skip
    taken: dict[str, int] = {}
    names: dict[str, None] = {}
    for index, cell in enumerate(cells[:width]):
        written = cell_text(cell).strip()
        given = unique = written or f"#{index + 1}"
        count = taken.get(given, 1)
        while unique in names:
            count += 1
            unique = f"{given} ({count})"
        taken[given] = count
        if unique != written:
            notes.append(_renamed(given, unique, index))
        names[unique] = None
    return tuple(names), rows


def _renamed(given: str, unique: str, index: int) -> Message:
    if given == unique:
        return say("Column %(n)s has no heading; it is called %(name)s.", n=index + 1, name=unique)
    return say("The heading %(given)s stands more than once; column %(n)s is called %(name)s.",
               given=shown(given), n=index + 1, name=shown(unique))  # fmt: skip


def _column_is_empty(rows: Sequence[SheetRow], index: int) -> bool:
    return all(row.fault or len(row.cells) <= index or blank(row.cells[index]) for row in rows)


def _fitted(rows: Sequence[SheetRow], headers: tuple[str, ...]) -> list[SheetRow]:
    """Rows of another width than the headings are kept with their fault; when every row ends in
    the same number of empty fields, those are no fields."""
    width = len(headers)
    spare = (
        all(r.fault or (len(r.cells) > width and all(map(blank, r.cells[width:]))) for r in rows)
        and len({len(r.cells) for r in rows if not r.fault}) == 1
    )
    return [
        row if row.fault or len(row.cells) == width
        else SheetRow(row.number, row.cells[:width]) if spare
        else SheetRow(row.number, row.cells, _ragged(len(row.cells), width))
        for row in rows
    ]  # fmt: skip


def _ragged(fields: int, width: int) -> Message:
    return say(
        "The row does not fit its headings (fields: %(fields)s, headings: %(headings)s); put quotation "
        "marks around a field that contains the delimiter.", fields=fields, headings=width,
    )  # fmt: skip
