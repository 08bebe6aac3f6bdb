"""Today: whom to contact now, and why. The loop of the day runs here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from tierdesk.i18n.message import Message, say
from tierdesk.ui.customer_verbs import CustomerVerbs
from tierdesk.ui.detailing import Detailing
from tierdesk.ui.filtering import Filtering, Sieve
from tierdesk.ui.lines import today as lines
from tierdesk.ui.lines.line import Line, Paper
from tierdesk.ui.place import Place
from tierdesk.ui.scrolling import Scrolling
from tierdesk.ui.widgets.canvas import LineBar
from tierdesk.ui.widgets.line_pane import LinePane
from tierdesk.ui.widgets.row_list import RowList
from tierdesk.ui.working import Working

if TYPE_CHECKING:
    from tierdesk.desk.digest import Digest, TodayRow
    from tierdesk.desk.room import Room
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.search.index import Found
    from tierdesk.ui.app import TierdeskApp


_NAMING = 5
"""Spans of a row up to its name: where the cursor lies over a remote link."""


class Today(Working, Filtering, Detailing, CustomerVerbs, Scrolling, Place):
    """The queue with the reason of every row, and the selected customer beside it. Until the book
    is read it shows the rows of last time, when they still hold."""

    name_ = "today"
    chain = ("today", "customer", "list", "desk")
    DEFAULT_CSS = """
    Today #split { height: 1fr; }
    Today RowList { width: 1fr; }
    """

    def __init__(self, app: TierdeskApp) -> None:
        super().__init__(id="today")
        self.head = LineBar(on="page")
        self.rows = RowList(self._line)
        self.rows.head = _NAMING
        self.detail = LinePane(id="detail", focusable=False)
        self.detail.add_class("aside")
        self.timeline = LinePane(id="timeline", focusable=False)
        self.timeline.add_class("aside", "third")
        self._digest = app.host.digest
        self._sieve = Sieve()
        self._row: Callable[[int], TodayRow] | None = None
        self._sections: Sequence[tuple[int, Sequence[int]]] = ()
        self._restored = False
        self._stood: int | None = None
        self._read = 0.0

    def compose(self) -> ComposeResult:
        """Head, then queue, detail and timeline side by side, as many as there is room for."""
        yield self.head
        with Horizontal(id="split"):
            yield self.rows
            yield self.detail
            if self.timeline is not None:
                yield self.timeline

    @property
    def keyed(self) -> Widget:
        """The queue."""
        return self.rows

    @property
    def moving(self) -> RowList:
        """The queue."""
        return self.rows

    def selected(self) -> int | None:
        """The customer under the cursor."""
        return self.rows.key

    def entered(self) -> None:
        """Until the book is read, the rows of last time."""
        self.not_typing()
        if self.desktop.snapshot is None:
            if self._digest is not None:
                self._stand_on(self._digest)
            else:
                self.rows.show([lines.READING])
        self._head()
        self.look()

    def reading(self, share: float) -> None:
        """How far the reading is."""
        self._read = share
        self.rows.repaint([lines.READING])

    def take(self, snapshot: Snapshot) -> None:
        """The queue as it is now; the cursor stays with its customer, or goes on to the next."""
        from tierdesk.desk.digest import TodayRows

        rows = TodayRows(snapshot, self.desktop.catalog)
        self._row = rows.row
        self._sections = (
            (lines.LANE, rows.lane), (lines.PLAN, rows.plan), (lines.WAITING, rows.waiting),
        )  # fmt: skip
        self._restore()
        if self.filter:
            self.refilter()
        self._show()
        self.rows.refresh()
        self._head()
        self.look()

    def repainted(self) -> None:
        """Rows carry texts in a language; everything is made for a width."""
        snapshot = self.desktop.snapshot
        if snapshot is not None:
            self.take(snapshot)
        else:
            self._head()
            self.rows.refresh()

    def refilter(self) -> None:
        """Ask the clerk whom the filter finds."""
        text, sieve = self.filter, self._sieve

        def sift(room: Room) -> Found | None:
            return sieve.sift(room, text)

        self.desktop.work("today.filter", sift, lambda found: self._sifted(text, found))

    def keep(self) -> None:
        """Where the cursor stood."""
        from tierdesk.desk.keepsakes import View

        if self.desktop.snapshot is None:
            return
        state = self.desktop.keepsakes.state
        view = View(selected=self.rows.key or 0, filter=self.filter, scroll=self.rows.top)
        self.desktop.keepsakes.keep_state(state._replace(views={**state.views, self.name_: view}))

    def do_today_open(self) -> None:
        """Enter logs."""
        self.do_touch_log()

    def do_today_card(self) -> None:
        """The customer's card."""
        if self.rows.key is not None:
            self.desktop.open_card(self.rows.key, [key for key in self.rows.rows if key > 0])

    def do_today_skip(self) -> None:
        """To the end, until the desk is opened again."""
        key, snapshot = self.rows.key, self.desktop.snapshot
        if key is None or snapshot is None:
            return
        if key in snapshot.skipped:
            self.desktop.work(f"skip {key}", lambda room: unskip(room, key), lambda _: None)
            self.desktop.say(say("Back in the queue."))
            return
        self.rows.move(1)
        self.desktop.work(f"skip {key}", lambda room: room.skip(key), lambda _: None)
        self.desktop.say(say("Skipped until the desk is opened again; %(key)s there takes it back.",
                             key=self.desktop.key_of("today.skip")))  # fmt: skip

    def no_today_skip(self) -> Message | None:
        """Nothing is written, so that any book will do."""
        return self._untouchable("customer.copy")

    def no_today_card(self) -> Message | None:
        """A card can be read in any book."""
        return self._untouchable("customer.copy")

    def no_today_open(self) -> Message | None:
        """As for the key that logs."""
        return self._untouchable("touch.log")

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """The detail follows."""
        event.stop()
        self.look()

    def on_row_list_clicked(self, event: RowList.Clicked) -> None:
        """A second click opens the card."""
        event.stop()
        self.do_today_card()

    def _stand_on(self, digest: Digest) -> None:
        by_id = {row.customer_id: row for row in digest.rows}
        self._row = by_id.__getitem__
        lane = [row.customer_id for row in digest.rows if row.lane]
        plan = [row.customer_id for row in digest.rows if not row.lane and not row.waiting]
        rest = [row.customer_id for row in digest.rows if row.waiting]
        self._sections = ((lines.LANE, lane), (lines.PLAN, plan), (lines.WAITING, rest))
        self._restore()
        self._show()

    def _sifted(self, text: str, found: Found | None) -> None:
        self.sifted(text, found)
        self._show()
        self._head()
        self.look()

    def _show(self) -> None:
        """Sections with their headings; under a filter only whom it finds."""
        hits = None
        if self.filter and self._found is not None:
            hits = set(self._found.ids)
        keys: list[int] = []
        for heading, ids in self._sections:
            shown = ids if hits is None else [key for key in ids if key in hits]
            if shown and (keys or heading != lines.PLAN):
                keys.append(heading)
            keys += shown
        if not keys:
            keys = [lines.NO_HIT if hits is not None else self._nobody()]
        wanted = self.wanted([key for key in keys if key > 0])
        if wanted is None and (snapshot := self.desktop.snapshot) is not None:
            wanted = self.after_work(snapshot, keys)
        if wanted is not None and wanted not in keys:
            wanted = None
        self.rows.show(keys, key=wanted)

    def _nobody(self) -> int:
        snapshot = self.desktop.snapshot
        return lines.EMPTY if snapshot is not None and not snapshot.rows else lines.NOBODY

    def _restore(self) -> None:
        """Where the cursor stood when the desk was left: among the rows of last time, and once more
        when the book is read, unless it was moved meanwhile."""
        if self._restored:
            return
        kept = self.desktop.keepsakes.state.views.get(self.name_)
        if kept is not None and self._stood in (None, self.rows.at):
            if self._stood is None:
                self.filter = kept.filter
            if kept.selected:
                self._show()
                self.rows.go(kept.selected)
        self._stood = self.rows.at
        self._restored = self.desktop.snapshot is not None

    def _head(self) -> None:
        snapshot = self.desktop.snapshot
        if snapshot is not None:
            from tierdesk.desk.digest import figures_of

            figures = figures_of(snapshot)
        elif self._digest is not None:
            figures = dict(self._digest.figures)
        else:
            return
        self.head.show(lines.head(figures, self.filter_in_force, self._paper()))

    def _line(self, key: int, paper: Paper, here: bool) -> Line:
        if key == lines.READING or self._row is None:
            return lines.reading(self._read, paper)
        if key < lines.WAITING:
            return lines.stand_in(key, self.desktop.key_of, paper)
        if key <= 0:
            return lines.heading(key, paper)
        snapshot = self.desktop.snapshot
        clock = ""
        if snapshot is not None:
            moment = snapshot.moment
            clock = f"{moment.now.astimezone(moment.zone):%H:%M}"
        return lines.row(self._row(key), paper, here=here, clock=clock)

    def _paper(self) -> Paper:
        return Paper(self.app.size.width, self.desktop.catalog, self.desktop.glyphs)


def unskip(room: Room, customer_id: int) -> None:
    """Take somebody back who was skipped; on the clerk's thread."""
    room.skipped -= {customer_id}
