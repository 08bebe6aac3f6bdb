"""What a command of the `:` line printed, and other reports of more than one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tierdesk.i18n.message import Message
from tierdesk.ui.lines.line import Paper, Span, folded, shown
from tierdesk.ui.scrolling import Reading

if TYPE_CHECKING:
    from tierdesk.ui.app import TierdeskApp


class Output(Reading):
    """A heading and lines to scroll through."""

    name_ = "output"
    chain = ("list", "desk")

    def __init__(self, app: TierdeskApp) -> None:
        super().__init__(id="output")
        self._app = app
        self._heading: str | Message = ""
        self._make: Callable[[Paper], Sequence[str]] = lambda _: ()

    def show(self, heading: str | Message, make: Callable[[Paper], Sequence[str]]) -> None:
        """Show what was printed, from its first line; `make` prints it again for another language or
        width."""
        self._heading, self._make = heading, make
        self.repainted()

    def repainted(self) -> None:
        """Every line as it is, cleaned; what is too long goes on in the next line."""
        paper = self._app.shell.paper()
        heading = self._heading
        if isinstance(heading, Message):
            heading = paper.catalog.text(heading)
        self.head.show((Span(" " + shown(heading), "title"),))
        room = max(1, paper.width - 2)
        self.pane.show(
            [(Span(" " + part),) for line in self._make(paper) for part in _fold(line, room)]
        )


def _fold(line: str, room: int) -> list[str]:
    text = shown(line)
    return [text] if cell_len(text) <= room else folded(text, room)
