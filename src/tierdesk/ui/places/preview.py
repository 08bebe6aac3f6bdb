"""What an import would do, over the place where it was asked for, with two ways on: do it, or leave it.
There is nothing to type here, so that no letter can mean yes by accident.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widget import Widget

from tierdesk.errors import TierdeskError
from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Span, between, shown
from tierdesk.ui.lines.printed import page
from tierdesk.ui.place import Place
from tierdesk.ui.widgets.canvas import LineBar
from tierdesk.ui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.importing import Looked

_NARROW = 60
"""Columns below which the key bar has no room for the state of the book."""
_OPTION = " --"
"""How an option begins in a sentence."""


class Preview(Place):
    """`looked` is the file that is shown."""

    name_ = "preview"
    chain = ("import", "desk")

    def __init__(self, _: TierdeskApp) -> None:
        super().__init__(id="preview")
        self.head, self.pane = LineBar(on="panel"), LinePane()
        self.looked: Looked | None = None
        self._importing = False

    def compose(self) -> ComposeResult:
        """Whose file, what would happen."""
        yield self.head
        yield self.pane

    @property
    def also_shown(self) -> Mapping[str, int]:
        """On a narrow screen the head alone says how to import."""
        return {"import.do": 0} if self.wants_whole_bar else {}

    @property
    def wants_whole_bar(self) -> bool:
        """On a narrow screen; nothing waits to be saved here."""
        return self.desktop.paper().width < _NARROW

    @property
    def keyed(self) -> Widget:
        """The lines scroll."""
        return self.pane

    def show(self, looked: Looked) -> None:
        """Another file, from the first line on."""
        self.looked, self._importing = looked, False
        self._show()

    def repainted(self) -> None:
        """In this language and width; what was read stays in sight."""
        self._show(keep=True)

    def _show(self, *, keep: bool = False) -> None:
        from tierdesk.commands.shown.intake import preview

        looked = self.looked
        if looked is None:
            return
        paper = self.desktop.paper()
        do = self.desktop.key_of("import.do")
        told = paper.catalog.text(say("%(key)s imports, esc does not", key=do))
        right = (Span(f" {told} ", "key"),)
        left = (Span(" " + shown(looked.file), "title"),)
        self.head.show(between(left, right, paper.width, paper.glyphs))
        printed = preview(looked.outcome.document, paper.catalog, max(20, paper.width - 2))
        if any(_OPTION in line for line in printed):
            printed = [*printed, paper.catalog.text(self._how_to_read_it_otherwise(looked))]
        self.pane.show(page(printed, paper), keep=keep)

    def _how_to_read_it_otherwise(self, looked: Looked) -> Message:
        """Where the options belong that the notes on the file name."""
        from tierdesk.commands.words import quoted

        key_of = self.desktop.key_of
        return say("Options are typed behind the file: %(leave)s here, then %(key)s and import %(file)s …",
                   leave=key_of("import.leave"), key=key_of("desk.command"),
                   file=quoted(looked.file))  # fmt: skip

    def do_import_do(self) -> None:
        """Import it; once, however often the key is pressed."""
        if self.looked is None or self._importing:
            return
        self._importing = True
        self.desktop.say(say("Importing %(file)s", file=self.looked.file))
        self.desktop.perform("import", self.looked.values, lambda _: self._done(), self._failed)

    def no_import_do(self) -> Message | None:
        """The book must be open, and writable."""
        return self._untouchable("customer.add")

    def do_import_columns(self) -> None:
        """Where each column goes."""
        looked = self.looked
        if looked is not None and not self._importing:
            self.desktop.leave(self.name_)
            self.desktop.open_import(looked.values)

    def no_import_columns(self) -> Message | None:
        """The same."""
        return self._untouchable("customer.add")

    def do_import_leave(self) -> None:
        """Leave the file alone."""
        self.desktop.close()

    def do_import_down(self) -> None:
        """A page further."""
        self.pane.scroll_lines(max(1, self.pane.size.height - 1))

    def do_import_up(self) -> None:
        """A page back."""
        self.pane.scroll_lines(-max(1, self.pane.size.height - 1))

    def do_import_line_down(self) -> None:
        """A line further."""
        self.pane.scroll_lines(1)

    def do_import_line_up(self) -> None:
        """A line back."""
        self.pane.scroll_lines(-1)

    def _done(self) -> None:
        self.desktop.leave(self.name_)

    def _failed(self, failure: TierdeskError) -> None:
        self._importing = False
        self.desktop.say(failure.message, failed=True)
