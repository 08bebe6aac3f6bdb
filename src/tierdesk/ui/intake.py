"""The work of an import that is begun on the screen, done on the clerk's thread: the file is read once, and
looked at again as its columns are mapped. It must not know the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Event
from time import sleep
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.errors import Refused
from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.importing import Figures

if TYPE_CHECKING:
    from tierdesk.commands.doing.import_ import Intake
    from tierdesk.commands.spec import Outcome
    from tierdesk.desk.room import Room
    from tierdesk.ui.app import TierdeskApp

_SAMPLES, _MOST_REASONS = 3, 20
Values = Mapping[str, object]


class Cancelled(Refused):
    """Somebody pressed escape."""


class Watch:
    """What two threads know of one run: the screen reads `done` and may `cancel`, the clerk takes steps."""

    def __init__(self) -> None:
        self.done = 0
        self._cancelled = Event()

    def cancel(self) -> None:
        """The next step ends it."""
        self._cancelled.set()

    def step(self, done: int) -> None:
        """So many rows are done. Raises Cancelled."""
        self.done = done
        sleep(0)  # a thread that only computes would keep the screen from painting
        if self._cancelled.is_set():
            raise Cancelled(say("The import was cancelled; nothing was changed."))


class Column(NamedTuple):
    """A column of the file: `target` is its FIELD, "" left out; `samples` are cells of its first rows."""

    heading: str
    target: str
    samples: tuple[str, ...]


class Seen(NamedTuple):
    """A file that was looked at; `kind` "" for an export of tierdesk, whose columns need no map; `more`
    says which program wrote it, and its encoding."""

    values: Values
    intake: Intake
    kind: str
    more: str
    columns: tuple[Column, ...]
    figures: Figures
    reasons: tuple[Message, ...]


def see(values: Values, known: Intake | None, room: Room, app: TierdeskApp, watch: Watch) -> Seen:
    """What importing would do. `known` is the same file, read before. Raises TierdeskError."""
    from tierdesk.commands.doing.import_ import prepared

    sheet = known.sheet if known is not None else None
    intake = prepared(app.front(room.desk), values, sheet, whole=False)
    plan = intake.plan(room.desk.book, watch.step)
    reasons: list[Message] = []
    for found in plan.problems:
        if found.rejected and len(reasons) < _MOST_REASONS:
            where = say("row %(row)s, %(field)s: %(message)s", row=found.row, field=found.field,
                        message=found.message)  # fmt: skip
            bare = say("row %(row)s: %(message)s", row=found.row, message=found.message)
            reasons.append(where if found.field else bare)
    figures = Figures(plan.read, plan.created, plan.updated, plan.unchanged, plan.rejected)
    encoding = intake.sheet.encoding if intake.sheet is not None else ""
    more = "  ".join(part for part in (intake.program(), encoding) if part)
    kind = intake.columns.kind if intake.columns is not None else ""
    return Seen(values, intake, kind, more, _columns(intake), figures, tuple(reasons))


def take_in(seen: Seen, room: Room, app: TierdeskApp, watch: Watch) -> Outcome:
    """Import it as one Change. Raises TierdeskError; then nothing was changed."""
    from tierdesk.commands.doing.import_ import carried_out

    return carried_out(app.front(room.desk), seen.values, seen.intake, watch.step)


def remapped(seen: Seen, heading: str, target: str) -> Values:
    """The map as it stands, with one column of it going elsewhere."""
    pairs = [f"{c.heading}={target if c.heading == heading else c.target}" for c in seen.columns]
    return {**seen.values, "as_": seen.kind, "map": tuple(pairs)}


def _columns(intake: Intake) -> tuple[Column, ...]:
    from tierdesk.exchange.sheet import blank, cell_text, shown

    sheet, columns = intake.sheet, intake.columns
    if sheet is None or columns is None:
        return ()
    rows = [row.cells for row in sheet.rows[:_SAMPLES] if row.fault is None]
    return tuple(
        Column(
            column.header, column.target,
            tuple(shown(cell_text(cells[column.index])) for cells in rows
                  if 0 <= column.index < len(cells) and not blank(cells[column.index])),
        )
        for column in columns.columns
    )  # fmt: skip
