"""H: whom to greet on a day or in a week, and from there the text of the occasion for that customer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from tierdesk.i18n.message import Message, Verbatim, say
from tierdesk.ui.lines import greetings as lines
from tierdesk.ui.lines.greetings import Greeted
from tierdesk.ui.lines.line import Line, Paper
from tierdesk.ui.scrolling import Listing
from tierdesk.ui.template_flow import TemplateFlow
from tierdesk.ui.widgets.canvas import LineBar
from tierdesk.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.ui.app import TierdeskApp

_NOTHING, _DAY, _WEEK = -1, 1, 7
_READING = frozenset(("greetings.card",))
_MOVING = frozenset(("greetings.next", "greetings.previous", "greetings.span"))
_FURTHEST = timedelta(days=3_660)


class Greetings(Listing):
    """A week from today on; rows are numbers of `found`."""

    name_: ClassVar[str] = "greetings"
    chain: ClassVar[tuple[str, ...]] = ("greetings", "list", "desk")

    def __init__(self, _: TierdeskApp) -> None:
        super().__init__(id="greetings")
        self.head, self.rows = LineBar(on="panel"), RowList(self._line)
        self.found: tuple[Greeted, ...] | None = None
        self._first: date | None = None
        self._days = _WEEK

    def why_not(self, action_id: str) -> Message | None:
        """Nobody there, or nothing may be written."""
        if action_id.startswith("greetings."):
            snapshot = self.desktop.snapshot
            if snapshot is None or self.found is None:
                return self.desktop.why_unread()
            if action_id not in _MOVING and self.here is None:
                return say("Nobody is to be greeted in these days.")
            if snapshot.read_only and action_id not in _READING | _MOVING:
                return say("The book was opened read-only.")
        return super().why_not(action_id)

    @property
    def here(self) -> Greeted | None:
        """The greeting under the cursor."""
        key, found = self.rows.key, self.found or ()
        return found[key - 1] if key is not None and 0 < key <= len(found) else None

    def entered(self) -> None:
        """From today on again."""
        self._first = None
        self._ask()

    def take(self, snapshot: Snapshot) -> None:
        """The book changed."""
        self._ask()

    def repainted(self) -> None:
        """Language, theme or width changed."""
        told = say("enter writes the greeting, w day or week, ← → other days")
        first = self._from
        if first is not None:
            last = first + timedelta(days=self._days - 1)
            self.head.show(lines.head(first, last, told, self.head.paper(self.screen.size.width)))
        self.rows.refresh()

    @property
    def _from(self) -> date | None:
        snapshot = self.desktop.snapshot
        return self._first or (snapshot.moment.today if snapshot is not None else None)

    def _ask(self) -> None:
        first, days = self._from, self._days
        if first is not None:
            self.desktop.work("greetings", lambda room: look_up(room, first, days), self._looked)

    def _looked(self, found: tuple[Greeted, ...]) -> None:
        self.found = found
        self.rows.show([*range(1, 1 + len(found))] or [_NOTHING])
        self.repainted()
        self.desktop.refresh_keys()

    def _line(self, key: int, paper: Paper, here: bool) -> Line:
        found = self.found or ()
        if not 0 < key <= len(found):
            return lines.nothing(paper)
        return lines.row(found[key - 1], paper, here=here)

    def on_row_list_clicked(self, event: RowList.Clicked) -> None:
        """A second click writes."""
        event.stop()
        if self.why_not("greetings.write") is None:
            self.do_greetings_write()

    # verbs

    def do_greetings_write(self) -> None:
        """The texts of the occasion, filled for whom it is."""
        one = self.here
        if one is not None:
            name = Message(Verbatim("%(name)s"), {"name": one.name})
            TemplateFlow(self.desktop, [one.customer_id], name, one.occasion, one.contact).begin()

    def do_greetings_card(self) -> None:
        """The customer's card."""
        one = self.here
        if one is not None:
            among = dict.fromkeys(greeted.customer_id for greeted in self.found or ())
            self.desktop.open_card(one.customer_id, list(among))

    def do_greetings_span(self) -> None:
        """A day or a week."""
        self._days = _DAY if self._days == _WEEK else _WEEK
        self._ask()

    def do_greetings_next(self) -> None:
        """The days after these."""
        self._go(self._days)

    def do_greetings_previous(self) -> None:
        """The days before these."""
        self._go(-self._days)

    def _go(self, days: int) -> None:
        first, snapshot = self._from, self.desktop.snapshot
        if first is not None and snapshot is not None:
            there, today = first + timedelta(days=days), snapshot.moment.today
            if abs(there - today) <= _FURTHEST:
                self._first = there
                self._ask()


def look_up(room: Room, first: date, days: int) -> tuple[Greeted, ...]:
    """On the clerk's thread, which imports the calendar of holidays at the first look."""
    from tierdesk.commands.doing.greetings import looked_up, summary

    rows = room.roster.rows
    cases = (case for case in room.desk.book.cases() if case.id in rows)
    return tuple(
        Greeted(
            one.on, one.customer_id, one.name, rows[one.customer_id].tier, summary(one), one.occasion,
            "" if one.contact_id is None else f"#{one.contact_id}",
        )
        for one in looked_up(cases, first, days, room.desk.moment)
    )  # fmt: skip
