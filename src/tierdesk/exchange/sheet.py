"""The one shape in which every foreign table arrives: headings, numbered rows, cells.

It knows nothing of customers and nothing of formats; a row that does not fit its headings is
kept, with what is wrong with it, and never squeezed into them.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from tierdesk.i18n.message import Message

Cell = str | int | float | bool | dt.date | None
"""A date may be a datetime (its subclass); None and "" both mean that the cell is empty."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """`number` is what a user sees: the line of a text file on which the row begins, the row of
    a workbook. `fault` says why the row cannot be read; its `cells` are then the raw fields."""

    number: int
    cells: tuple[Cell, ...]
    fault: Message | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """`headers` are unique and not empty. `delimiter` and `encoding` are "" for workbooks."""

    headers: tuple[str, ...]
    rows: Sequence[SheetRow]
    notes: list[Message] = field(default_factory=list)
    name: str = ""
    encoding: str = ""
    delimiter: str = ""


def cell_text(cell: Cell) -> str:
    """The cell as text: whole floats without a fraction, dates as ISO, booleans as true/false."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def blank(cell: Cell) -> bool:
    """True when a person sees nothing in the cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def shown(text: str, limit: int = 60) -> str:
    """A text as it is quoted in a sentence: cut when it is long."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
