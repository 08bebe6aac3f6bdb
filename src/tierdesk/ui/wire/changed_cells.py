"""Paint only the cells that changed. The stock compositor sends every span that a widget marked,
whatever is on the terminal already; over a slow line that is what takes the time.

This is the one place that leans on private names of textual's painting. `install` looks whether
they are there, and leaves the stock paint alone where they are not.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS
from rich.segment import Segment
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.strip import Strip

from tierdesk.ui.wire.cells import Cells, Laid, Row, lay
from tierdesk.ui.wire.frame import Frame, Place
from tierdesk.ui.wire.moved_block import Block, after_move, moved_block
from tierdesk.ui.wire.sgr import Looks
from tierdesk.ui.wire.terminfo import erases_in_colour

if TYPE_CHECKING:
    from textual.app import App
    from textual.geometry import Offset
    from textual.screen import Screen

_MOST_STRIPS: Final = 1024
_AT_ONCE: Final = 1024
"""Characters that a terminal draws in one go anyway: no need to say where the frame ends."""
_SYNCHRONIZED = "\x1b[?2026h", "\x1b[?2026l"
_OWN = "_tierdesk_changed_cells"
_APP_NAMES = (
    "_display", "_batch_count", "_running", "_closed", "_sync_available", "_driver",
    "_previous_cursor_position", "cursor_position", "post_display_hook", "is_headless", "is_inline",
)  # fmt: skip


def install(app: App[object]) -> ChangedCells | None:
    """Paint this app by changed cells from now on; None, and nothing done, if textual's private
    names are not what they were."""
    if missing(app):
        return None
    painter = ChangedCells(app, erases_in_colour(os.environ))
    setattr(app, _OWN, painter)
    setattr(app, "_display", painter.display)  # noqa: B010 - a method of one app, not of all
    return painter


def remove(app: App[object]) -> None:
    """The stock paint again."""
    for name in (_OWN, "_display"):
        vars(app).pop(name, None)


def forget(app: App[object], *, clear: bool = False) -> None:
    """What is on the terminal is unknown: the next frame paints whatever it is given, on a terminal
    that it has wiped if `clear`. Without `install`, nothing."""
    painter = getattr(app, _OWN, None)
    if isinstance(painter, ChangedCells):
        painter.forget(clear=clear)


def catch_up(app: App[object]) -> None:
    """Paint what could not be painted while a batch was held. The stock paint has only its own
    notes to go by; a whole repaint would fill a slow line again, and so on for ever."""
    painter = getattr(app, _OWN, None)
    if isinstance(painter, ChangedCells) and painter.missed:
        painter.missed = False
        app.screen.refresh()
    else:
        app.screen.check_idle()


def missing(app: App[object]) -> list[str]:
    """The private names that are not there, or not what they were."""
    absent = [f"App.{name}" for name in _APP_NAMES if not hasattr(app, name)]
    expected = {
        "App._display": (getattr(type(app), "_display", None), ("self", "screen", "renderable")),
        "ChopsUpdate": (ChopsUpdate.__init__, ("self", "chops", "spans", "chop_ends")),
        "LayoutUpdate": (LayoutUpdate.__init__, ("self", "strips", "region")),
    }
    for name, (function, parameters) in expected.items():
        if function is None or tuple(inspect.signature(function).parameters) != parameters:
            absent.append(name)
    return absent


class ChangedCells:
    """What one app's terminal shows, and how to make it show something else. `missed`: something
    was to be painted and was not, for a batch was held."""

    def __init__(self, app: App[object], in_colour: bool) -> None:
        self._app, self._in_colour = app, in_colour
        self._stock = app._display
        self._system = _colour_system(app)
        self._cells = Cells(Looks(self._system))
        self._made: dict[tuple[Segment, ...], Laid] = {}
        self._rows: list[Row] = []
        self._size = (0, 0)
        self._place = Place()
        self._clear = False
        self.missed = False

    def forget(self, *, clear: bool = False) -> None:
        """Know nothing of the terminal any more; `clear`: and wipe it before the next frame."""
        self._size = (0, 0)
        self._clear = self._clear or clear

    def display(self, screen: Screen[object], renderable: object) -> None:
        """In place of `App._display`: what it would paint, but only the cells that differ."""
        app = self._app
        if (
            not isinstance(renderable, ChopsUpdate | LayoutUpdate)
            or app._batch_count
            or app._driver is None
            or app.is_headless
            or app.is_inline
            or not app._running
            or app._closed
        ):
            self._leave_to_stock(screen, renderable)
            return
        try:
            sequence = self.frame(renderable)
            if app._sync_available and len(sequence) > _AT_ONCE:
                sequence = sequence.join(_SYNCHRONIZED)
            if sequence:
                app._driver.write(sequence)
        finally:
            app.post_display_hook()

    def frame(self, update: ChopsUpdate | LayoutUpdate) -> str:
        """The bytes that bring the terminal from what it shows to the update; empty if it shows
        that already."""
        app = self._app
        self._begin()
        width, height = self._size
        rows: dict[int, Row] = {}
        for line, column, strip in _pieces(update):
            if 0 <= line < height and column < width:
                row = rows.get(line)
                if row is None:
                    row = rows[line] = self._rows[line].copy()
                lay(row, column, self._cells_of(strip))
        new = {line: row for line, row in rows.items() if row != self._rows[line]}
        cursor = app.screen.outer_size.clamp_offset(app.cursor_position)
        app._previous_cursor_position = cursor
        sequence, self._place = self._shortest(new, cursor)
        for line, row in new.items():
            self._rows[line] = row
        self._clear = False
        return sequence

    def _shortest(self, new: dict[int, Row], cursor: Offset) -> tuple[str, Place]:
        """The frame that paints these lines, and where it leaves the cursor; a block that moved is
        moved by the terminal if that takes fewer bytes."""
        block = moved_block(self._rows, new)
        if block is None:
            return self._painted(self._rows, new, cursor)
        rows = after_move(self._rows, block)
        wanted = (new.get(line, row) for line, row in enumerate(self._rows))
        wrong = {line: row for line, row in enumerate(wanted) if row != rows[line]}
        moved = self._painted(rows, wrong, cursor, block)
        size = _bytes(moved[0])
        painted = self._painted(self._rows, new, cursor, most=size)
        return moved if size < _bytes(painted[0]) else painted

    def _painted(
        self, old: list[Row], new: dict[int, Row], cursor: Offset, block: Block | None = None,
        most: int | None = None,
    ) -> tuple[str, Place]:  # fmt: skip
        """Given up, and not to be used, once it is longer than `most` bytes."""
        frame = Frame(self._size[0], self._place, self._in_colour, clear=self._clear)
        if block is not None:
            frame.move(block)
        for line in sorted(new):
            if most is not None and frame.size > most:
                break
            frame.paint(line, old[line], new[line])
        return frame.finish(cursor.x, cursor.y)

    def _begin(self) -> None:
        size = (self._app.size.width, self._app.size.height)
        if size == self._size:
            return
        width, height = self._size = size
        self._rows = [[None] * width for _ in range(height)]
        self._place = Place()

    def _cells_of(self, strip: Strip) -> Laid:
        """What a line says it says again a line higher when a list scrolls, in another strip."""
        segments = tuple(strip)
        cells = self._made.get(segments)
        if cells is None:
            if len(self._made) >= _MOST_STRIPS:
                self._made.clear()
            cells = self._made[segments] = self._cells.of(segments)
        return cells

    def _leave_to_stock(self, screen: Screen[object], renderable: object) -> None:
        held = bool(self._app._batch_count)
        self._stock(screen, renderable)  # type: ignore[arg-type]
        if renderable is not None and held:
            self.missed = True
        elif renderable is not None:
            self.forget()


def _pieces(update: ChopsUpdate | LayoutUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Line, column and strip of all that an update paints."""
    if isinstance(update, LayoutUpdate):
        for line, strips in enumerate(update.strips, update.region.y):
            column = update.region.x
            for strip in strips:
                yield line, column, strip
                column += strip.cell_length
        return
    for line, first, last in update.spans:
        ends = update.chop_ends[line]
        for end, (column, chop) in zip(ends, update.chops[line].items(), strict=False):
            if chop is not None and column <= last and end > first:
                yield line, column, chop if end <= last else chop.crop(0, last - column)


def _bytes(sequence: str) -> int:
    return len(sequence.encode("utf-8", "replace"))


def _colour_system(app: App[object]) -> ColorSystem:
    """As textual's own strips take it: true colour where the console knows none."""
    return COLOR_SYSTEMS.get(app.console.color_system or "", ColorSystem.TRUECOLOR)
