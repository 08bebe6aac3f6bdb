"""A screen that is not built yet says so, politely, and what helps meanwhile."""

from __future__ import annotations

from textual.app import ComposeResult

from tierdesk.i18n.message import say
from tierdesk.ui.lines.line import Line, Span, folded
from tierdesk.ui.place import Place
from tierdesk.ui.widgets.line_pane import LinePane

_MEANWHILE = {
    "clean": say("Cleaning comes in a later version; while you add a customer, similar ones are "
                 "shown."),
}  # fmt: skip


class Later(Place):
    """One screen to come."""

    def __init__(self, name: str) -> None:
        self.name_ = name  # type: ignore[misc]
        super().__init__(id=f"later-{name}")
        self._pane = LinePane(focusable=False)

    def compose(self) -> ComposeResult:
        """A few lines."""
        yield self._pane

    def entered(self) -> None:
        """Say it in the reader's language."""
        self.repainted()

    def repainted(self) -> None:
        """Again, in another width or language."""
        if self.name_ not in _MEANWHILE:
            return
        text = self.desktop.catalog.text(_MEANWHILE[self.name_])
        lines: list[Line] = [()]
        lines += [(Span("  " + part),) for part in folded(text, max(20, self.app.size.width - 4))]
        self._pane.show(lines)
