"""Clean (screen 6): who is twice in the book, what is wrong, not known or old, and the health of the data
by tier. The book is looked at in the background; every step is one change that one undo takes back.

It must not know how anything is found or merged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from tierdesk.errors import TierdeskError
from tierdesk.i18n.message import Message, say
from tierdesk.ui.clean.pages import NOTHING, Pages
from tierdesk.ui.clean.scan import Found, Scan
from tierdesk.ui.clean.verbs import CleanVerbs
from tierdesk.ui.lines import clean as lines
from tierdesk.ui.lines.line import Line, Paper
from tierdesk.ui.scrolling import Listing
from tierdesk.ui.widgets.canvas import LineBar, LineBlock
from tierdesk.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.domain.book import Book
    from tierdesk.domain.moment import Moment
    from tierdesk.ui.app import TierdeskApp


class Clean(CleanVerbs, Listing):
    """`pages` hold what was found; `merge` lies over them while two are made one."""

    name_: ClassVar[str] = "clean"
    chain: ClassVar[tuple[str, ...]] = ("clean", "list", "desk")

    def __init__(self, app: TierdeskApp) -> None:
        super().__init__(id="clean")
        self._app = app
        self.page, self.pages, self.merge = next(iter(lines.PAGES)), Pages(), None
        self.marked = set()
        self.scan = Scan(app.post, self._paint_head)
        self.head, self.rows = LineBar(on="panel"), RowList(self._line)
        self.columns, self.below = LineBar(on="page"), LineBlock(on="panel")
        self.columns.display = False
        self._stale, self._stopped = True, False
        self._restored = False

    def compose(self) -> ComposeResult:
        """Tabs, rows, and what is known of the one under the cursor."""
        yield self.head
        yield self.columns
        yield self.rows
        yield self.below

    @property
    def also_shown(self) -> Mapping[str, int]:
        """A merge needs the room of what goes to other pages."""
        return {} if self.merge is None else {"clean.next": 0, "clean.card": 0}

    def can(self, action_id: str) -> bool:
        """Escape stops a look, and leaves a merge before the screen is left."""
        if action_id == "desk.quit":
            return self.merge is not None
        if action_id == "desk.back":
            return self.merge is not None or self.scan.share is not None
        if action_id in ("clean.left", "clean.right", "clean.swap"):
            return self.merge is not None
        if action_id == "clean.apart":
            return self.page == "duplicates"
        if action_id == "clean.mark":
            return self.page == "faults"
        if action_id == "clean.all":
            return self.merge is None and self.page in ("duplicates", "faults")
        return super().can(action_id)

    def entered(self) -> None:
        """The page of last time; the book is looked at when it changed since."""
        if not self._restored:
            self._restored = True
            view = self.desktop.keepsakes.state.views.get(self.name_)
            if view is not None and view.section in lines.PAGES:
                self.page = view.section
        self.look_if_due()
        self.repainted()

    def take(self, snapshot: Snapshot) -> None:
        """The book was read, or changed: who is gone is in no pair any more, and the rest is looked at
        anew."""
        self._stale, self._stopped = True, False
        if snapshot.mine:  # what others do meanwhile must not keep a look from its end
            self.scan.stop()
        found = self.pages.found
        for pair in found.duplicates if found is not None else ():
            if pair.one not in snapshot.rows or pair.other not in snapshot.rows:
                self.pages.hide(pair)
        self.look_if_due()
        self.repainted()

    def keep(self) -> None:
        """Which page."""
        from tierdesk.desk.keepsakes import View

        if self._restored:
            keepsakes = self.desktop.keepsakes
            views = {**keepsakes.state.views, self.name_: View(section=self.page)}
            keepsakes.keep_state(keepsakes.state._replace(views=views))

    def look_if_due(self) -> None:
        """Look at the book, unless nobody sees it, it is as it was or somebody said stop."""
        seen = self.desktop.snapshot is not None and self._app.shell.here is self
        if seen and self._stale and not self._stopped and self.scan.share is None:
            self._stale = False
            self.desktop.work("clean", _stand_still, self._begin)

    def look_again(self) -> None:
        """Whatever was said before."""
        self.scan.stop()
        self._stale, self._stopped = True, False
        self.look_if_due()

    def stop(self) -> None:
        """The look ends; what was found before stays."""
        self.scan.stop()
        self._stale = self._stopped = True
        self.repainted()

    def _begin(self, what: tuple[Book, Moment]) -> None:
        self.scan.begin(*what, self._looked)
        self.repainted()

    def _looked(self, found: Found | TierdeskError) -> None:
        if isinstance(found, TierdeskError):
            self.desktop.say(found.message, failed=True)
            self._stopped = True
        else:
            self.pages.lay(found)
            self.marked &= set(self.pages.shown("faults"))
        self.look_if_due()
        self.repainted()

    # painting

    def repainted(self) -> None:
        """The rows of the page, or of the merge."""
        self._paint_head()
        self.columns.display = self.merge is not None
        if self.merge is not None:
            self.columns.show(self.merge.head(self.desktop.paper()))
        self.rows.show(self.pages.keys(self.page) if self.merge is None else self.merge.keys())
        self.rows.refresh()
        self.paint_below()
        if self._app.shell.here is self:
            self.desktop.refresh_keys()

    def _paint_head(self) -> None:
        aside = None
        if self.scan.share is not None:
            aside = say("looking: %(share)s %%, escape stops", share=f"{100 * self.scan.share:.0f}")
        elif self._stopped:
            aside = say("stopped; r looks again")
        paper = self.desktop.paper()
        self.head.show(lines.tabs(self.page, self.pages.counts(), aside, paper))

    def paint_below(self) -> None:
        """What is known of the row under the cursor."""
        paper = self.desktop.paper()
        most = max(3, self.screen.size.height // 2 - 3)
        if self.merge is not None:
            found = self.merge.below(paper, most)
        else:
            found = self.pages.below(self.page, self.rows.key, paper, most)
        self.below.display = bool(found)
        self.below.show(found)

    def _line(self, key: int, paper: Paper, here: bool) -> Line:
        if self.merge is not None:
            return self.merge.line(key, paper, here)
        if self.pages.found is None:
            return lines.note(self._waiting(), paper)
        return self.pages.line(self.page, key, key in self.marked, paper, here)

    def _waiting(self) -> Message:
        if self.desktop.snapshot is None:
            return self.desktop.why_unread()
        if self._stopped:
            return say("The look was stopped; r looks again.")
        return say("The book is being looked at.")

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Another row is told below."""
        event.stop()
        self.paint_below()

    def on_row_list_clicked(self, event: RowList.Clicked) -> None:
        """A second click does what enter does."""
        event.stop()
        if self.rows.key != NOTHING and self.why_not("clean.open") is None:
            self.do_clean_open()


def _stand_still(room: Room) -> tuple[Book, Moment]:
    """On the clerk's thread: the book as it is now."""
    return room.desk.book.still(), room.desk.moment
