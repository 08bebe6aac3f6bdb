"""What a command of the `:` line printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widget import Widget

from tierdesk.ui.lines.line import Span, shown
from tierdesk.ui.place import Place
from tierdesk.ui.scrolling import Scrolling
from tierdesk.ui.widgets.canvas import LineBar
from tierdesk.ui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from tierdesk.ui.app import TierdeskApp


class Output(Scrolling, Place):
    """A heading and lines to scroll through."""

    name_ = "output"
    chain = ("list", "desk")

    def __init__(self, _: TierdeskApp) -> None:
        super().__init__(id="output")
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

    def show(self, heading: str, lines: Sequence[str]) -> None:
        """Show what was printed; every line as it is, cleaned."""
        self.head.show((Span(" :" + shown(heading), "title"),))
        self.pane.show([(Span(" " + shown(line)),) for line in lines])
