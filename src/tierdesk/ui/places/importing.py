"""A file on its way in: the columns with the fields they go to and cells of its first rows, what importing
would do, and the import itself as one change. Nothing is imported before somebody has seen that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from tierdesk.errors import Invalid, TierdeskError
from tierdesk.i18n.message import Message, say
from tierdesk.ui.import_fields import fields_like, kind_title, target_of, title
from tierdesk.ui.import_run import Running
from tierdesk.ui.importing import Looked, continued, words_of
from tierdesk.ui.intake import Column, Seen, Values, remapped, see, take_in
from tierdesk.ui.lines import importing as lines
from tierdesk.ui.lines.line import Line, Paper, Span
from tierdesk.ui.scrolling import Listing
from tierdesk.ui.widgets.canvas import LineBar
from tierdesk.ui.widgets.choice_line import Choice
from tierdesk.ui.widgets.question import Question
from tierdesk.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tierdesk.commands.spec import Outcome
    from tierdesk.ui.app import TierdeskApp

_NOTHING = -1
_OF_COLUMNS = frozenset(("importing.map", "importing.drop", "importing.kind"))


class Importing(Listing, Running):
    """`opened` is the file as it was looked at last."""

    name_: ClassVar[str] = "importing"
    chain: ClassVar[tuple[str, ...]] = ("importing", "list", "desk")

    def __init__(self, app: TierdeskApp) -> None:
        super().__init__(id="importing")
        self._app = app
        self.head, self.counts, self.titles = LineBar(on="panel"), LineBar(), LineBar()
        self.rows = RowList(self._line)
        self.opened: Seen | None = None
        self._path = ""

    def compose(self) -> ComposeResult:
        """Which file, what it would do, its columns."""
        yield self.head
        yield self.counts
        yield self.titles
        yield self.rows

    def why_not(self, action_id: str) -> Message | None:
        """One thing runs at a time, and what is only read is not imported into."""
        if action_id.startswith("importing."):
            snapshot = self.desktop.snapshot
            if snapshot is None:
                return self.desktop.why_unread()
            if snapshot.read_only:
                return say("The book was opened read-only.")
            if self.under_way is not None:
                return say("The file is still being worked on; esc cancels.")
            if action_id != "importing.file" and self.opened is None:
                return say("No file is open; choose one first.")
            if action_id in _OF_COLUMNS and self._column is None:
                return say("This file needs no map of its columns.")
        return super().why_not(action_id)

    def open(self, values: Values | None) -> None:
        """Before it is laid on top: a file that is known, or None to ask for one."""
        if self.under_way is not None:
            return  # it is looked at as it runs
        self.opened = None
        self.rows.show([_NOTHING])
        if values is not None:
            self._path = str(values.get("file", ""))
            self._see(values)

    def entered(self) -> None:
        """Ask for the file where none is open."""
        self.repainted()
        if self.opened is None and self.under_way is None:
            self.do_importing_file()

    def repainted(self) -> None:
        """Language, theme or width changed."""
        paper, seen = self.head.paper(self.screen.size.width), self.opened
        kind = kind_title(seen.kind) if seen is not None else None
        more = seen.more if seen is not None else ""
        title_ = self._path or self.desktop.catalog.text(say("Import a file"))
        self.head.show(lines.head(title_, kind, more, paper))
        figures = seen.figures if seen is not None else None
        self.counts.show(lines.figures(figures, self.how_far(), paper))
        self.titles.show(lines.columns_head(paper) if seen is not None and seen.columns else ())
        self.rows.refresh()
        if self.display:
            told = lines.remarks(seen.reasons if seen is not None else (), self.desktop.paper())
            self.desktop.explain(*(told or [()]))

    def on_row_list_clicked(self, event: RowList.Clicked) -> None:
        """A second click edits."""
        event.stop()
        if self.why_not("importing.map") is None:
            self.do_importing_map()

    def do_desk_back(self) -> None:
        """Escape ends what runs; with nothing running it leaves."""
        if self.writing:
            self.desktop.say(
                say("The rows are being written, which cannot be cancelled any more; afterwards "
                    "%(key)s takes the import back.", key=self.desktop.key_of("desk.undo"))
            )  # fmt: skip
        elif self.under_way is not None:
            self.under_way.cancel()
            self.desktop.say(say("Cancelling …"))
        else:
            self.opened = None
            self.desktop.leave(self.name_)

    do_desk_quit = do_desk_back

    def no_importing_do(self) -> Message | None:
        """There must be something to import."""
        figures = self.opened.figures if self.opened is not None else None
        if figures is not None and not figures.created and not figures.updated:
            return say("No row would change anything; see where the columns go.")
        return None

    # verbs

    def do_importing_file(self) -> None:
        """Ask for a path; tab completes it, options may follow."""

        def entered(text: str) -> None:
            from tierdesk.commands import words

            if not text.strip():
                self.desktop.say(say("Type the path of a file; tab completes it."), failed=True)
                return
            try:
                values = words.parse(["import", *words_of(text)]).values
            except TierdeskError as fault:
                self.desktop.say(fault.message, failed=True)
                return
            self._path = text.strip()
            self.desktop.enough()
            self._see(values)

        def left(text: str) -> None:
            self._path = text
            if self.opened is None:
                self.desktop.leave(self.name_)

        question = Question(
            lambda: _asking(say("file"), self.desktop.paper()), self._path, complete=continued
        )
        self.desktop.ask(question, entered, left=left)

    def do_importing_map(self) -> None:
        """To which field the column goes; nothing typed leaves it out."""
        column = self._column
        if column is None or self.opened is None:
            return
        kind, heading = self.opened.kind, column.heading

        def entered(text: str) -> None:
            try:
                target = target_of(text, kind, self.desktop.catalog)
            except Invalid as fault:
                self.desktop.say(fault.message, failed=True)
                return
            self.desktop.enough()
            self._map(heading, target)

        what = say("%(column)s goes to", column=heading)
        self.desktop.ask(
            Question(lambda: _asking(what, self.desktop.paper()), column.target,
                     complete=lambda begun: fields_like(begun, kind)), entered,
        )  # fmt: skip

    def do_importing_drop(self) -> None:
        """Leave the column out."""
        if self._column is not None:
            self._map(self._column.heading, "")

    def do_importing_kind(self) -> None:
        """What a row is; what was mapped by hand is guessed anew."""
        from tierdesk.exchange.fields import KINDS

        seen = self.opened
        if seen is None:
            return

        def choices() -> list[Choice]:
            text = self.desktop.catalog.text
            return [Choice(str(n), text(kind_title(kind)), kind) for n, kind in enumerate(KINDS, 1)]

        def chosen(kind: str, _: bool) -> None:
            self._see({**seen.values, "as_": kind, "map": ()})

        what = say("a row is")
        self.desktop.choose(lambda: _asking(what, self.desktop.paper()), choices, chosen,
                            at=KINDS.index(seen.kind))  # fmt: skip

    def do_importing_rows(self) -> None:
        """Every row with what would become of it."""
        seen, app = self.opened, self._app
        if seen is None:
            return
        from tierdesk.ui.importing import looked_at

        def shown(found: Looked) -> None:
            app.shell.places["preview"].show(found)  # type: ignore[attr-defined]
            app.shell.lay("preview")

        self.desktop.work("importing.rows", lambda room: looked_at(seen.values, room, app), shown)

    def do_importing_do(self) -> None:
        """Import it as one change."""
        seen, app = self.opened, self._app
        if seen is None:
            return
        watch = self.begin(seen.figures.read, writes=True)

        def answered(result: Outcome | TierdeskError) -> None:
            self.end()
            if isinstance(result, TierdeskError):
                self.desktop.say(result.message, failed=True)
                return
            from tierdesk.ui.errands import together

            self.opened = None
            self.desktop.leave(self.name_)
            self.desktop.say(together((*result.said, *result.talk)), failed=bool(result.exit_code))

        app.clerk.latest("importing", lambda room: take_in(seen, room, app, watch), answered)

    # inside

    def _see(self, values: Values) -> None:
        """Look at the file as it is mapped now."""
        before, app = self.opened, self._app
        same = before is not None and before.values.get("file") == values.get("file")
        known = before.intake if before is not None and same else None
        watch = self.begin(before.figures.read if before is not None else 0)

        def answered(result: Seen | TierdeskError) -> None:
            self.end()
            if isinstance(result, TierdeskError):
                self.desktop.say(result.message, failed=True)
                if self.opened is None and self.display:
                    self.do_importing_file()
                    self.desktop.say(result.message, failed=True)
                return
            self.opened = result
            count = len(result.columns)
            at = self.rows.key
            self.rows.show(
                [*range(1, 1 + count)] or [_NOTHING], key=at if at and 0 < at <= count else None
            )
            self.repainted()
            self.desktop.refresh_keys()

        app.clerk.latest("importing", lambda room: see(values, known, room, app, watch), answered)

    def _map(self, heading: str, target: str) -> None:
        if self.opened is not None:
            self._see(remapped(self.opened, heading, target))

    @property
    def _column(self) -> Column | None:
        key, columns = self.rows.key, self.opened.columns if self.opened is not None else ()
        return columns[key - 1] if key is not None and 0 < key <= len(columns) else None

    def _line(self, key: int, paper: Paper, here: bool) -> Line:
        columns = self.opened.columns if self.opened is not None else ()
        if not 0 < key <= len(columns):
            return ()
        column = columns[key - 1]
        known = not column.target.startswith("custom.")
        field = paper.catalog(title(column.target))
        return lines.column(column.heading, field, column.samples, paper, known=known, here=here)


def _asking(what: Message, paper: Paper) -> Line:
    return (Span(f" {paper.catalog.text(what)} {paper.glyphs.more} ", "key"),)
