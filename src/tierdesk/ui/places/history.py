"""U: every change, the newest first; u takes one back, ctrl+r makes it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widget import Widget

from tierdesk.i18n.message import say
from tierdesk.ui.lines.history import NOTHING, Past, nothing, row
from tierdesk.ui.lines.line import Line, Paper, Span
from tierdesk.ui.place import Place
from tierdesk.ui.scrolling import Scrolling
from tierdesk.ui.widgets.canvas import LineBar
from tierdesk.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.ui.app import TierdeskApp

_MOST = 1_000


class History(Scrolling, Place):
    """The table of changes as rows."""

    name_ = "history"
    chain = ("list", "desk")

    def __init__(self, _: TierdeskApp) -> None:
        super().__init__(id="history")
        self.head, self.rows = LineBar(on="panel"), RowList(self._line)
        self._pasts: dict[int, Past] = {}

    def compose(self) -> ComposeResult:
        """Heading, rows."""
        yield self.head
        yield self.rows

    @property
    def keyed(self) -> Widget:
        """The rows."""
        return self.rows

    @property
    def moving(self) -> RowList:
        """The rows."""
        return self.rows

    def entered(self) -> None:
        """Fetch them."""
        self.repainted()

    def take(self, snapshot: Snapshot) -> None:
        """A change was made, taken back, or made again."""
        self.desktop.work("history", fetch, self._fetched)

    def repainted(self) -> None:
        """The heading, and the rows."""
        key_of = self.desktop.key_of
        told = say("History: %(undo)s takes your last change back, %(redo)s makes it again",
                   undo=key_of("desk.undo"), redo=key_of("desk.redo"))  # fmt: skip
        text = self.desktop.catalog.text(told)
        self.head.show((Span(" " + text, "title"),))
        self.desktop.work("history", fetch, self._fetched)

    def _fetched(self, found: list[Past]) -> None:
        fresh = {past.id: past for past in found}
        changed = [key for key, past in fresh.items() if self._pasts.get(key) != past]
        self._pasts = fresh
        self.rows.show(list(fresh) or [NOTHING])
        self.rows.repaint(changed)

    def _line(self, key: int, paper: Paper, here: bool) -> Line:
        if key == NOTHING:
            return nothing(paper)
        return row(self._pasts[key], paper, here=here)


def fetch(room: Room) -> list[Past]:
    """The newest changes; on the clerk's thread."""
    from tierdesk.commands.doing.sentences import STATES, sentence
    from tierdesk.domain.document import moment, text

    zone = room.desk.moment.zone
    found = []
    for change_id, doc in room.desk.book.rows("changes"):
        at = moment(doc, "at")
        state = text(doc, "state")
        if at is not None:
            found.append(Past(change_id, at.astimezone(zone), text(doc, "by"), sentence(doc), state,
                              STATES.get(state, "")))  # fmt: skip
    return sorted(found, reverse=True, key=lambda past: past.id)[:_MOST]
