"""The list verbs over a widget that moves: rows or lines, and the frames of both."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.widget import Widget

from tierdesk.i18n.message import Message
from tierdesk.ui.place import Place
from tierdesk.ui.widgets.canvas import LineBar
from tierdesk.ui.widgets.line_pane import LinePane
from tierdesk.ui.widgets.row_list import RowList

_FAR = 10**9


class Scrolling(Place):
    """Mixed into places; `moving` is the widget that the list verbs move."""

    @property
    def moving(self) -> RowList | LinePane:
        """The widget that is moved."""
        raise NotImplementedError

    def do_list_down(self) -> None:
        """One row down."""
        self.moving.move(1)

    def do_list_up(self) -> None:
        """One row up."""
        self.moving.move(-1)

    def do_list_half_down(self) -> None:
        """Half a page down."""
        self.moving.move(self.moving.half_page())

    def do_list_half_up(self) -> None:
        """Half a page up."""
        self.moving.move(-self.moving.half_page())

    def do_list_top(self) -> None:
        """To the first row."""
        self.moving.move(-_FAR)

    def do_list_bottom(self) -> None:
        """To the last row."""
        self.moving.move(_FAR)

    def no_list_down(self) -> Message | None:
        """Steps through rows that are still to come wait for them."""
        rows = self.moving
        waits = self.coming and not isinstance(rows, LinePane) and rows.key is None
        return self.awaited() if waits else None

    no_list_up = no_list_half_down = no_list_half_up = no_list_top = no_list_bottom = no_list_down


class Listing(Scrolling):
    """A heading over rows, which the keys move; both are made by the place."""

    head: LineBar
    rows: RowList

    def compose(self) -> ComposeResult:
        """Heading, rows."""
        yield self.head
        yield self.rows

    @property
    def keyed(self) -> Widget:
        """The rows."""
        return self.rows

    @property
    def moving(self) -> RowList:
        """The rows."""
        return self.rows


class Reading(Scrolling):
    """A heading over lines that are read: the key bar says where there is more. `leaves`: it lies over
    another place, and the bar says how it is left."""

    leaves = True

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.head, self.pane = LineBar(on="panel"), LinePane()

    def compose(self) -> ComposeResult:
        """Heading, lines."""
        yield self.head
        yield self.pane

    @property
    def keyed(self) -> Widget:
        """The lines scroll."""
        return self.pane

    @property
    def moving(self) -> LinePane:
        """The lines."""
        return self.pane

    @property
    def also_shown(self) -> Mapping[str, int]:
        """On and back as far as there is something, and how it is left."""
        on, back = 5 if self.pane.below else 0, 6 if self.pane.above else 0
        ways = {"list.half_down": on, "list.half_up": back}
        return {**ways, "desk.back": 7} if self.leaves else ways

    def on_line_pane_sized(self, event: LinePane.Sized) -> None:
        """How many lines are in sight is known now."""
        event.stop()
        self.desktop.refresh_keys()

    def on_line_pane_scrolled(self, event: LinePane.Scrolled) -> None:
        """Others are in sight."""
        event.stop()
        self.desktop.refresh_keys()
