"""The list verbs over a widget that moves: rows or lines."""

from __future__ import annotations

from collections.abc import Mapping

from tierdesk.i18n.message import Message
from tierdesk.ui.place import Place
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


class Reading(Scrolling):
    """Mixed into places of lines that are read and left: the key bar says where there is more."""

    @property
    def moving(self) -> LinePane:
        """The lines."""
        raise NotImplementedError

    @property
    def also_shown(self) -> Mapping[str, int]:
        """On and back as far as there is something, and how it is left."""
        return {
            "list.half_down": 5 if self.moving.below else 0,
            "list.half_up": 6 if self.moving.above else 0,
            "desk.back": 7,
        }

    def on_line_pane_sized(self, event: LinePane.Sized) -> None:
        """How many lines are in sight is known now."""
        event.stop()
        self.desktop.refresh_keys()

    def on_line_pane_scrolled(self, event: LinePane.Scrolled) -> None:
        """Others are in sight."""
        event.stop()
        self.desktop.refresh_keys()
