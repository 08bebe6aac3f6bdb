"""The first screen where there is no book yet: three choices and one sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widget import Widget

from tierdesk.errors import TierdeskError
from tierdesk.i18n.message import Message, say
from tierdesk.ui.importing import Looked, continued, look
from tierdesk.ui.lines.line import Line, Span, folded
from tierdesk.ui.place import Place
from tierdesk.ui.scrolling import Scrolling
from tierdesk.ui.widgets.line_pane import LinePane
from tierdesk.ui.widgets.question import Question
from tierdesk.ui.wishes import FormWish

if TYPE_CHECKING:
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.places.preview import Preview

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
        self._looking = False
        self._fault: Message | None = None

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
        if self._fault is not None:
            self._show_fault(self._fault)
        else:
            self._show_choices()

    def while_typing(self, key: str) -> bool:
        """What is wrong can be read while the question stands."""
        if self._fault is not None and key in _SCROLLS:
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
        """Ask for the file, with options behind it, and show what would happen."""
        self.desktop.ask(
            Question(self._file, self._path, self._options, continued), self._try, left=self._left
        )

    def no_first_run_import(self) -> Message | None:
        """The same."""
        return self._untouchable("customer.add")

    def _file(self) -> Line:
        return (Span(" " + self.desktop.catalog.text(say("file")) + " ", "key"),)

    def _options(self, typed: str) -> Line:
        """What may stand behind the file."""
        if typed:
            return ()
        hint = say("options follow: --map COLUMN=FIELD …")
        return (Span(" " + self.desktop.catalog.text(hint) + " ", "dim"),)

    def _left(self, path: str) -> None:
        """What was typed stands there the next time."""
        self._path, self._looking = path, False
        self._forget()

    def _try(self, path: str) -> None:
        """Look at the file; an answer that comes when nobody asks any more is none."""
        self._path = path
        if not path.strip():
            self._forget()
            self.desktop.enough()
        if not path.strip() or self._looking:
            return
        self._looking = True
        self.desktop.say(say("Looking at %(file)s", file=path.strip()))

        def answered(result: Looked | TierdeskError) -> None:
            if self._looking:
                self._looking = False
                self._looked(result)

        app = self._app
        app.shell.errands.submit(lambda room: look(path, room, app), answered)

    def _looked(self, result: Looked | TierdeskError) -> None:
        shell = self._app.shell
        shell.status.over()
        self._fault = result.message if isinstance(result, TierdeskError) else None
        if isinstance(result, TierdeskError):
            self._show_fault(result.message)
            shell.status.tell()
            return
        place: Preview = shell.places["preview"]  # type: ignore[assignment]
        place.show(result)
        shell.lay("preview")

    def _forget(self) -> None:
        self._fault = None
        self.repainted()

    def _show_fault(self, fault: Message) -> None:
        """On the page, where there is room for the longest sentence."""
        paper = self.desktop.paper()
        text = folded(paper.catalog.text(fault), max(20, paper.width - 3))
        self.pane.show([(), *((Span("  " + part, "error"),) for part in text)])

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
