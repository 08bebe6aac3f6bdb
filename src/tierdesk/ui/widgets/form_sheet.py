"""A form's lines with the one line of typing over the row of the cursor. It knows no field: lines, and
where the text lies in them, come from outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget

from tierdesk.ui.lines.line import Line
from tierdesk.ui.widgets.form_input import FormInput
from tierdesk.ui.widgets.line_pane import LinePane


class Slot(NamedTuple):
    """Where the text of the row is typed: from column `x` on, `cells` wide."""

    x: int
    cells: int


class FormSheet(Container):
    """The line of typing is mounted once and moved, so that a long form starts as fast as a short
    one."""

    DEFAULT_CSS = """
    FormSheet { layers: below above; width: 1fr; height: 1fr; }
    FormSheet LinePane { layer: below; width: 1fr; height: 1fr; }
    FormSheet FormInput.away { display: none; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.pane, self.input = LinePane(), FormInput()
        self._slot: Slot | None = None
        self._laid: tuple[Slot, int] | None = None

    def compose(self) -> ComposeResult:
        """Lines, and the line of typing above them."""
        self.input.add_class("away")
        yield self.pane
        yield self.input

    @property
    def keyed(self) -> Widget:
        """Where keys go."""
        return self.pane if self._slot is None else self.input

    def show(self, lines: Sequence[Line], stops: Sequence[int], at: int, slot: Slot | None) -> None:
        """The lines with the cursor on one of them; `slot` None: nothing is typed there."""
        self.pane.show(lines, stops, at=at, keep=True)
        self._slot = slot
        self._place()

    def _place(self) -> None:
        at, slot = self.pane.at, self._slot
        if slot is None or at is None:
            self.input.add_class("away")
            return
        y = at - self.pane.top
        if self._laid != (slot, y):
            self._laid = (slot, y)
            self.input.styles.offset = (slot.x, y)
            self.input.styles.width = slot.cells
        self.input.remove_class("away")

    def on_resize(self, _: events.Resize) -> None:
        """The row may have moved."""
        self.call_after_refresh(self._place)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The cursor stays in sight: what is typed into must be seen."""
        event.stop()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """As above."""
        event.stop()
