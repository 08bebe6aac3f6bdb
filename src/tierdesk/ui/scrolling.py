"""The list verbs over a widget that moves: rows or lines."""

from __future__ import annotations

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
        return self.desktop.why_unread() if waits else None

    no_list_up = no_list_half_down = no_list_half_up = no_list_top = no_list_bottom = no_list_down
