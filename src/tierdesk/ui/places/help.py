"""`?`: every key that is heard in the place beneath, and why one is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from tierdesk.ui.hints import offers
from tierdesk.ui.lines.keys import help_lines
from tierdesk.ui.lines.line import Paper
from tierdesk.ui.scrolling import Reading

if TYPE_CHECKING:
    from tierdesk.ui.app import TierdeskApp


class Help(Reading):
    """Made anew each time, so that rebound keys and the language are right."""

    name_ = "help"
    chain = ("list", "desk")

    def __init__(self, app: TierdeskApp) -> None:
        super().__init__(id="help")
        self._app = app

    def compose(self) -> ComposeResult:
        """Lines without a heading."""
        yield self.pane

    def entered(self) -> None:
        """Ask what can be done beneath."""
        self.repainted()

    def repainted(self) -> None:
        """In this language and width."""
        shell = self._app.shell
        paper = Paper(shell.size.width, shell.catalog, shell.glyphs)
        found = list(offers(shell.beneath(self.name_), shell.everywhere))
        self.pane.show(help_lines(found, self._app.keymap, paper))
