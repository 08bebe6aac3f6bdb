"""U: every change, the newest first, to be read; u takes the newest back, ctrl+r makes it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierdesk.ui.lines.history import NOTHING, Past, head, in_full, nothing, row
from tierdesk.ui.lines.line import Line, Paper
from tierdesk.ui.scrolling import Listing
from tierdesk.ui.widgets.canvas import LineBar
from tierdesk.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.ui.app import TierdeskApp

_MOST = 1_000
_MOST_TOLD = 4
"""Lines that a change may take under the rows."""


class History(Listing):
    """The table of changes as rows."""

    name_ = "history"
    chain = ("list", "desk")

    def __init__(self, _: TierdeskApp) -> None:
        super().__init__(id="history")
        self.head, self.rows = LineBar(on="panel"), RowList(self._line)
        self._pasts: dict[int, Past] = {}
        self._opened = False

    def entered(self) -> None:
        """Fetch them; the newest is looked at first."""
        self._opened = True
        self.repainted()

    def take(self, snapshot: Snapshot) -> None:
        """A change was made, taken back, or made again."""
        self.desktop.work("history", fetch, self._fetched)

    def repainted(self) -> None:
        """The heading, and the rows."""
        key_of, paper = self.desktop.key_of, self.desktop.paper()
        self.head.show(head(key_of("desk.undo"), key_of("desk.redo"), paper))
        self.desktop.work("history", fetch, self._fetched)

    def _fetched(self, found: list[Past]) -> None:
        fresh = {past.id: past for past in found}
        changed = [key for key, past in fresh.items() if self._pasts.get(key) != past]
        self._pasts = fresh
        newest, self._opened = (next(iter(fresh), None) if self._opened else None), False
        self.rows.show(list(fresh) or [NOTHING], key=newest)
        self.rows.repaint(changed)
        self._tell()

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """What was changed there is read in full."""
        event.stop()
        self._tell()

    def _tell(self) -> None:
        """The row under the cursor, where it has no room for what was changed."""
        if self.display:
            past = self._pasts.get(self.rows.key or NOTHING)
            told = in_full(past, self.desktop.paper(), _MOST_TOLD) if past is not None else []
            self.desktop.explain(*(told or [()]))

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
