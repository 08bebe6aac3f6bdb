"""Workbooks (XLSX, XLS, ODS) as sheets, read by python-calamine in a child process.

It gives every number as a float; whole ones become integers again, and those that the file
itself has already rounded (more than 15 digits) are told.
"""

import datetime as dt
import marshal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tierdesk.errors import Invalid, Usage
from tierdesk.exchange.headings import headed
from tierdesk.exchange.sheet import Cell, Sheet, SheetRow
from tierdesk.exchange.source import Source
from tierdesk.i18n.message import Message, say, say_n

_CHILD = Path(__file__).with_name("workbook_child.py")
_PATIENCE = 300
"""Seconds; 100,000 rows take two."""


def read_workbook(source: Source, sheet: str = "") -> Sheet:
    """The named sheet, or the first one in which something stands. Row numbers are those of the
    workbook. Raises Invalid for a damaged or protected file, Usage for a sheet that is not there.
    """
    answer = _asked(source, sheet)
    name, names, cells = str(answer["name"]), _names(answer), answer["rows"]
    rounded: list[int] = []
    rows = [
        SheetRow(number, tuple(_cell(value, number, rounded) for value in row))
        for number, row in enumerate(cells if isinstance(cells, list) else [], 1)
    ]
    read = headed(rows, source.path.stem)
    read.notes[:0] = _notes(rounded, name, [] if sheet else [n for n in names if n != name])
    return read


def read_sheets(source: Source) -> Mapping[str, list[list[Cell]]]:
    """All sheets by name, their rows as they stand. Raises Invalid for a damaged or protected file."""
    tables = _asked(source, "", every=True)["tables"]
    return {
        str(name): [[_cell(value, 0, []) for value in row] for row in rows]
        for name, rows in (tables.items() if isinstance(tables, dict) else ())
    }


def _asked(source: Source, sheet: str, *, every: bool = False) -> Mapping[str, object]:
    """What the child says; a child that died could not read the file."""
    command = [sys.executable, "-P", str(_CHILD), sheet, *(["every"] if every else [])]
    try:
        done = subprocess.run(
            command, input=source.data, capture_output=True, check=True, timeout=_PATIENCE
        )
        answer: object = marshal.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError, EOFError, TypeError):
        raise _damaged(source) from None
    if not isinstance(answer, dict):
        raise _damaged(source)
    if "error" in answer:
        raise _refusal(source, sheet, answer)
    return answer


def _names(answer: Mapping[str, object]) -> list[str]:
    names = answer.get("sheets")
    return [str(name) for name in names] if isinstance(names, list) else []


def _refusal(source: Source, sheet: str, answer: Mapping[str, object]) -> Invalid | Usage:
    if answer["error"] == "password":
        return Invalid(
            say("%(file)s is protected by a password; save it without one.", file=source.name)
        )
    if answer["error"] == "sheet":
        return Usage(
            say("There is no sheet %(name)s in %(file)s; choose one of %(names)s.",
                name=sheet, file=source.name, names=list(_names(answer)))
        )  # fmt: skip
    if answer["error"] == "large":
        return Invalid(
            say("%(file)s holds more cells or longer texts than are taken at once; split it first.",
                file=source.name)
        )  # fmt: skip
    if answer["error"] == "empty":
        return Invalid(
            say("%(file)s holds no cells; there is nothing to import.", file=source.name)
        )
    return _damaged(source)


def _damaged(source: Source) -> Invalid:
    return Invalid(
        say("%(file)s cannot be read as a workbook; open it in a spreadsheet, delete what stands far "
            "from the table and save it again.", file=source.name)
    )  # fmt: skip


def _notes(rounded: list[int], name: str, others: list[str]) -> list[Message]:
    notes = []
    if rounded:
        notes.append(
            say_n("A number of more than 15 digits (row %(row)s) was rounded by the workbook itself; "
                  "keep such numbers as text there.",
                  "%(n)s numbers of more than 15 digits (the first in row %(row)s) were rounded by the "
                  "workbook itself; keep such numbers as text there.", len(rounded), row=rounded[0])
        )  # fmt: skip
    if others:
        notes.append(
            say("The sheet %(name)s was read; the workbook also has %(others)s.",
                name=name, others=list(others[:20]))
        )  # fmt: skip
    return notes


def _cell(value: object, row: int, rounded: list[int]) -> Cell:
    if isinstance(value, float):
        if abs(value) >= 10**15:
            rounded.append(row)
        return int(value) if value.is_integer() else value
    if isinstance(value, tuple):
        text = str(value[1])
        return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)
    return value if isinstance(value, str | int) else None
