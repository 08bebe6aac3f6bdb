"""The first screen where there is no book yet: three choices and one sentence each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widget import Widget

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Line, Span, folded, shown
from tierdesk.ui.place import Place
from tierdesk.ui.scrolling import Scrolling
from tierdesk.ui.widgets.line_pane import LinePane
from tierdesk.ui.widgets.question import Question
from tierdesk.ui.wishes import FormWish

if TYPE_CHECKING:
    from tierdesk.commands.spec import Outcome
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.ui.app import TierdeskApp

_CHOICES = (
    ("demo", say("Look around in a demo book"),
     say("A throw-away copy with two worked cases; nothing you do there is kept.")),
    ("import", say("Import a file"),
     say("CSV, XLSX, ODS or JSON: customers with their contacts, deals and follow-ups. You see what "
         "would happen before it does.")),
    ("add", say("Add a customer by hand"), say("A name is enough to begin with.")),
)  # fmt: skip
_SCROLLS = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10}


class FirstRun(Scrolling, Place):
    """Choose with arrows and enter, or by letter."""

    name_ = "first_run"
    chain = ("first_run", "list", "desk")

    def __init__(self, app: TierdeskApp) -> None:
        super().__init__(id="first-run")
        self._app = app
        self.pane = LinePane()
        self._path = ""
        self._preview: Outcome | None = None

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
        """Say hello; or, when somebody was added from here, go where the day begins."""
        snapshot = self.desktop.snapshot
        if snapshot is not None and snapshot.rows:
            self.call_later(self.desktop.go, "today")
        self.repainted()

    def take(self, snapshot: Snapshot) -> None:
        """As soon as there is a customer, the day begins; unless a form lies on top."""
        if snapshot.rows and self.display:
            self.call_later(self.desktop.go, "today")

    def repainted(self) -> None:
        """In this language and width."""
        if self._preview is not None:
            self._show_preview(self._preview)
        else:
            self._show_choices()

    def while_typing(self, key: str) -> bool:
        """What would happen can be read while the question stands."""
        if self._preview is not None and key in _SCROLLS:
            self.pane.scroll_lines(_SCROLLS[key])
            return True
        return False

    def do_first_run_choose(self) -> None:
        """The choice under the cursor."""
        stops = list(self.pane.stops)
        at = stops.index(self.pane.at) if self.pane.at in stops else 0
        (self.do_first_run_demo, self.do_first_run_import, self.do_first_run_add)[at]()

    def do_first_run_demo(self) -> None:
        """Leave for the demo."""
        self._app.leave_for_demo()

    def do_first_run_add(self) -> None:
        """The form for a new customer."""
        self.desktop.open_form(FormWish("quick_add"))

    def no_first_run_add(self) -> Message | None:
        """The book must be open, and writable."""
        return self._untouchable("customer.add")

    def do_first_run_import(self) -> None:
        """Ask for the file, show what would happen, then do it."""
        self.desktop.ask(
            Question(self._file, self._path, complete=files_like), self._try, left=self._left
        )

    def no_first_run_import(self) -> Message | None:
        """The same."""
        return self._untouchable("customer.add")

    def _file(self) -> Line:
        return (Span(" " + self.desktop.catalog.text(say("file")) + " ", "key"),)

    def _left(self, path: str) -> None:
        """What was typed stands there the next time."""
        self._path = path

    def _try(self, path: str) -> None:
        self._path = path
        if not path.strip():
            self.desktop.enough()
            return
        self.desktop.say(say("Looking at %(file)s", file=path.strip()))
        self.desktop.perform("import", {**self._values(), "dry_run": True}, self._previewed)

    def _values(self) -> dict[str, object]:
        return {"file": str(Path(self._path.strip()).expanduser())}

    def _previewed(self, outcome: Outcome) -> None:
        """What would happen; enter does it."""
        self._preview = outcome
        self._show_preview(outcome)
        self.desktop.ask(Question(self._really), self._import, left=lambda _: self._forget())

    def _really(self) -> Line:
        return (
            Span(" " + self.desktop.catalog.text(say("enter imports, esc does not")) + " ", "key"),
        )

    def _import(self, _: str) -> None:
        self._forget()
        self.desktop.enough()
        self.desktop.say(say("Importing %(file)s", file=self._path.strip()))
        self.desktop.perform("import", self._values())

    def _forget(self) -> None:
        self._preview = None
        self.repainted()

    def _show_choices(self) -> None:
        catalog, width = self.desktop.catalog, max(20, self.desktop.paper().width - 10)
        path = str(self._app.host.caller.configuration.data)
        snapshot = self.desktop.snapshot
        hello = say("There is no book at %(path)s yet. How do you want to begin?", path=path)
        if snapshot is not None and snapshot.revision:
            hello = say("The book at %(path)s is empty. How do you want to begin?", path=path)
        lines: list[Line] = [()]
        lines += [(Span("  " + part, "strong"),) for part in folded(catalog.text(hello), width + 6)]
        stops = []
        for name, title, about in _CHOICES:
            lines.append(())
            stops.append(len(lines))
            key = self.desktop.key_of(f"first_run.{name}")
            lines.append((Span(f"   {key}  ", "key"), Span(catalog.text(title), "title")))
            lines += [
                (Span("      " + part, "dim"),) for part in folded(catalog.text(about), width)
            ]
        self.pane.show(lines, stops, at=self.pane.at if self.pane.at in stops else stops[0])

    def _show_preview(self, outcome: Outcome) -> None:
        """As `import --dry-run` prints it."""
        from tierdesk.commands.registry import find
        from tierdesk.commands.shown.outcome import lines_of

        paper = self.desktop.paper()
        printed = lines_of(find("import"), outcome, paper.catalog, room=max(20, paper.width - 2))
        heading: Line = (Span(" " + shown(self._path.strip()), "title"),)
        lines: list[Line] = [heading, (), *((Span(" " + shown(line)),) for line in printed)]
        self.pane.show(lines)


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
