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
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.strip import Strip

from tierdesk.ui.wire.cells import Cells, Laid, Row, lay
from tierdesk.ui.wire.frame import Frame, Place
from tierdesk.ui.wire.sgr import Looks
from tierdesk.ui.wire.terminfo import erases_in_colour

if TYPE_CHECKING:
    from textual.app import App
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


def forget(app: App[object]) -> None:
    """What is on the terminal is unknown: the next frame paints whatever it is given. Without
    `install`, nothing."""
    painter = getattr(app, _OWN, None)
    if isinstance(painter, ChangedCells):
        painter.forget()


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
        self._made: dict[int, tuple[Strip, Laid]] = {}
        self._rows: list[Row] = []
        self._size = (0, 0)
        self._place = Place()
        self.missed = False

    def forget(self) -> None:
        """Know nothing of the terminal any more."""
        self._size = (0, 0)

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
        frame = Frame(width, self._place, self._in_colour)
        for line in sorted(rows):
            if rows[line] != self._rows[line]:
                frame.paint(line, self._rows[line], rows[line])
                self._rows[line] = rows[line]
        cursor = app.screen.outer_size.clamp_offset(app.cursor_position)
        app._previous_cursor_position = cursor
        sequence, self._place = frame.finish(cursor.x, cursor.y)
        return sequence

    def _begin(self) -> None:
        size = (self._app.size.width, self._app.size.height)
        if size == self._size:
            return
        width, height = self._size = size
        self._rows = [[None] * width for _ in range(height)]
        self._place = Place()

    def _cells_of(self, strip: Strip) -> Laid:
        """Strips that did not change come back as the same objects, frame after frame."""
        made = self._made.get(id(strip))
        if made is not None:
            return made[1]
        if len(self._made) >= _MOST_STRIPS:
            self._made.clear()
        cells = self._cells.of(strip)
        self._made[id(strip)] = strip, cells
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


def _colour_system(app: App[object]) -> ColorSystem:
    """As textual's own strips take it: true colour where the console knows none."""
    return COLOR_SYSTEMS.get(app.console.color_system or "", ColorSystem.TRUECOLOR)
