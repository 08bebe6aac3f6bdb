"""Insight (screen 5): the reports over the whole book, one beside the other, as of any day. They are made by
the command `report` on the clerk's thread, anew whenever the book changed while the screen is on top.

It must not know how a figure comes about; what it shows is what `report` prints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierdesk.errors import TierdeskError
from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines import insight as lines
from tierdesk.ui.lines.line import Line, Span
from tierdesk.ui.lines.printed import page
from tierdesk.ui.scrolling import Reading
from tierdesk.ui.widgets.question import Question

if TYPE_CHECKING:
    from datetime import date

    from tierdesk.commands.spec import Outcome
    from tierdesk.desk.room import Room
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.ui.app import TierdeskApp

_GROUPED = ("funnel", "velocity")


class Insight(Reading):
    """`report` is shown; `made` is what it said last, with the values that it was asked with."""

    name_ = "insight"
    chain = ("insight", "list", "desk")
    leaves = False

    def __init__(self, app: TierdeskApp) -> None:
        super().__init__(id="insight")
        self._app = app
        self.report, self.by, self.odds = next(iter(lines.REPORTS)), "", "stage"
        self.as_of: date | None = None
        self.made: tuple[dict[str, object], Outcome | TierdeskError] | None = None
        self._stale = self._asked = self._restored = False

    def entered(self) -> None:
        """The report of last time, made anew when the book changed since."""
        if not self._restored:
            self._restored = True
            view = self.desktop.keepsakes.state.views.get(self.name_)
            if view is not None and view.section in lines.REPORTS:
                self.report = view.section
            if view is not None and view.sort in lines.BY:
                self.by = view.sort
        self._make_if_due()
        self._show()

    def take(self, snapshot: Snapshot) -> None:
        """The book was read, or changed."""
        self._stale = True
        self._make_if_due()

    def keep(self) -> None:
        """Which report, and how it is grouped."""
        from tierdesk.desk.keepsakes import View

        if self._restored:
            keepsakes = self.desktop.keepsakes
            views = {
                **keepsakes.state.views,
                self.name_: View(section=self.report, sort=self.by),
            }
            keepsakes.keep_state(keepsakes.state._replace(views=views))

    def repainted(self) -> None:
        """In this language and width; what was read stays in sight."""
        self._show(keep=True)

    def do_insight_next(self) -> None:
        """The next report."""
        self._turn(1)

    def do_insight_previous(self) -> None:
        """The report before."""
        self._turn(-1)

    def do_insight_group(self) -> None:
        """Another manner of grouping, or other probabilities."""
        if self.report in _GROUPED:
            names = list(lines.BY)
            self.by = names[(names.index(self.by) + 1) % len(names)]
        else:
            names = list(lines.ODDS)
            self.odds = names[(names.index(self.odds) + 1) % len(names)]
        self._asked_anew(keep=True)

    def no_insight_group(self) -> Message | None:
        """Not every report knows several manners."""
        if self.report in (*_GROUPED, "forecast"):
            return None
        return say("This report has one manner only.")

    def do_insight_day(self) -> None:
        """From which day to look."""
        begun = "" if self.as_of is None else self.as_of.isoformat()
        self.desktop.ask(
            Question(self._label, begun, meaning=self._meaning, lively=True), self._entered_day
        )

    def no_insight_day(self) -> Message | None:
        """There must be a book."""
        return self.desktop.why_unread() if self.desktop.snapshot is None else None

    def _label(self) -> Line:
        return (Span(" " + self.desktop.catalog.text(say("as of")) + " ", "key"),)

    def _read(self, text: str) -> date | Message | None:
        snapshot = self.desktop.snapshot
        return (
            self.desktop.why_unread() if snapshot is None else lines.day_of(text, snapshot.moment)
        )

    def _meaning(self, text: str) -> Line:
        return lines.meaning(self._read(text), self.desktop.catalog, self.desktop.glyphs)

    def _entered_day(self, text: str) -> None:
        found = self._read(text)
        if isinstance(found, Message):
            self.desktop.say(found, failed=True)
            return
        self.desktop.enough()
        self.as_of = found
        self._asked_anew(keep=True)

    def _turn(self, by: int) -> None:
        names = list(lines.REPORTS)
        self.report = names[(names.index(self.report) + by) % len(names)]
        self._asked_anew()
        self.desktop.refresh_keys()

    def _values(self) -> dict[str, object]:
        values: dict[str, object] = {"report": self.report}
        if self.as_of is not None:
            values["as_of"] = self.as_of.isoformat()
        if self.report in _GROUPED and self.by:
            values["by"] = self.by
        if self.report == "forecast":
            values["odds"] = self.odds
        return values

    def _asked_anew(self, *, keep: bool = False) -> None:
        self._stale = True
        self._make_if_due()
        self._show(keep=keep)

    def _make_if_due(self) -> None:
        if not self._stale or self.desktop.snapshot is None or self._app.shell.here is not self:
            return
        self._stale, self._asked = False, True
        values = self._values()

        def make(room: Room) -> Outcome | TierdeskError:
            from tierdesk.commands.performing import perform
            from tierdesk.commands.registry import find

            try:
                return perform(find("report"), values, self._app.front(room.desk))
            except TierdeskError as failure:
                return failure

        self.desktop.work("insight", make, lambda found: self._taken(values, found))

    def _taken(self, values: dict[str, object], found: Outcome | TierdeskError) -> None:
        if values != self._values():
            return
        same = self.made is not None and self.made[0] == values
        self.made, self._asked = (values, found), False
        self._show(keep=same)

    def _manner(self) -> Message | None:
        if self.report in _GROUPED:
            return lines.BY[self.by]
        return lines.ODDS[self.odds] if self.report == "forecast" else None

    def _show(self, *, keep: bool = False) -> None:
        paper = self.desktop.paper()
        told = lines.Told(self.report, self.as_of, self._manner(), self._asked)
        self.head.show(lines.tabs(told, paper))
        made = self.made
        if self.desktop.snapshot is None:
            self.pane.show(lines.waiting(self.desktop.why_unread(), paper))
        elif made is None or made[0]["report"] != self.report:
            self.pane.show(lines.waiting(say("The report is being made."), paper))
        elif isinstance(made[1], TierdeskError):
            self.pane.show(lines.waiting(made[1].message, paper))
        else:
            from tierdesk.commands.registry import find
            from tierdesk.commands.shown.outcome import lines_of

            room = max(20, paper.width - 2)
            printed = lines_of(find("report"), made[1], paper.catalog, room=room)
            self.pane.show(page(printed, paper, headings=1), keep=keep)
