"""The first screen where there is no book yet: three choices and one sentence each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widget import Widget

from tierdesk.i18n.message import say
from tierdesk.ui.lines.line import Line, Span, folded
from tierdesk.ui.place import Place
from tierdesk.ui.scrolling import Scrolling
from tierdesk.ui.widgets.question import Question
from tierdesk.ui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from tierdesk.commands.spec import Outcome
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.ui.app import TierdeskApp

_CHOICES = (
    ("d", say("Look around in a demo book"),
     say("A throw-away copy with two worked cases; nothing you do there is kept.")),
    ("i", say("Import a file"),
     say("CSV, XLSX, ODS or JSON: customers with their contacts, deals and follow-ups. You see what "
         "would happen before it does.")),
    ("a", say("Add a customer by hand"), say("A name is enough to begin with.")),
)  # fmt: skip


class FirstRun(Scrolling, Place):
    """Choose with arrows and enter, or by letter."""

    name_ = "first_run"
    chain = ("first_run", "list", "desk")

    def __init__(self, app: TierdeskApp) -> None:
        super().__init__(id="first-run")
        self._app = app
        self.pane = LinePane()

    def compose(self) -> ComposeResult:
        """Lines with three stops."""
        yield self.pane

    @property
    def keyed(self) -> Widget:
        """The choices."""
        return self.pane

    @property
    def moving(self) -> LinePane:
        """The choices."""
        return self.pane

    def entered(self) -> None:
        """Say hello."""
        self.repainted()

    def take(self, snapshot: Snapshot) -> None:
        """As soon as there is a customer, the day begins."""
        if snapshot.rows:
            self.desktop.go("today")

    def repainted(self) -> None:
        """In this language and width."""
        catalog, width = self.desktop.catalog, max(20, self.size.width - 10)
        path = str(self._app.host.caller.configuration.data)
        hello = catalog.text(say("There is no book at %(path)s yet. How do you want to begin?", path=path))
        lines: list[Line] = [()]
        lines += [(Span("  " + part, "strong"),) for part in folded(hello, width + 6)]
        stops = []
        for letter, title, about in _CHOICES:
            lines.append(())
            stops.append(len(lines))
            lines.append((Span(f"   {letter}  ", "key"), Span(catalog.text(title), "title")))
            lines += [(Span("      " + part, "dim"),) for part in folded(catalog.text(about), width)]
        self.pane.show(lines, stops, at=self.pane.at if self.pane.at in stops else stops[0])

    def do_first_run_choose(self) -> None:
        """The choice under the cursor."""
        stops = list(self.pane.stops)
        at = stops.index(self.pane.at) if self.pane.at is not None else 0
        (self.do_first_run_demo, self.do_first_run_import, self.do_first_run_add)[at]()

    def do_first_run_demo(self) -> None:
        """Leave for the demo."""
        self._app.leave_for_demo()

    def do_first_run_add(self) -> None:
        """The form for a new customer."""
        self._app.shell.lay("today")
        self._app.shell.do("customer.add")

    def do_first_run_import(self) -> None:
        """Ask for the file, show what would happen, then do it."""
        label = (Span(f" {self.desktop.catalog.text(say('file'))} ", "key"),)
        self.desktop.ask(Question(label, complete=files_like), self._try)

    def _try(self, path: str) -> None:
        if not path.strip():
            self.desktop.enough()
            return
        values = {"file": str(Path(path.strip()).expanduser()), "dry_run": True}
        self.desktop.perform("import", values, lambda outcome: self._preview(values["file"], outcome))

    def _preview(self, path: object, outcome: Outcome) -> None:
        """What would happen; enter does it."""
        catalog = self.desktop.catalog
        label = (Span(f" {catalog.text(say('enter imports, esc does not'))} ", "key"),)

        def entered(_: str) -> None:
            self.desktop.enough()
            self.desktop.perform("import", {"file": path}, lambda _: self.desktop.go("today"))

        self.desktop.ask(Question(label), entered)


def files_like(begun: str) -> list[str]:
    """Paths that begin so, folders with a slash; hidden ones only when asked for."""
    path = Path(begun).expanduser()
    folder = path if begun.endswith("/") else path.parent
    start = "" if begun.endswith("/") else path.name
    try:
        names = sorted(entry.name + ("/" if entry.is_dir() else "") for entry in folder.iterdir())
    except OSError:
        return []
    head = begun[: len(begun) - len(start)]
    return [head + name for name in names
            if name.startswith(start) and (start or not name.startswith("."))]  # fmt: skip
