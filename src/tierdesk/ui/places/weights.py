"""Weights: the model that grades, edited beside what every step of it does to everybody, before
anything is saved.

Left the tree, or a sheet laid over it; right tiers, movers and one customer. Rules and figures come
from `scoring`; this place lays them out and turns keys into steps of a draft.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Line, Paper, Span
from tierdesk.ui.lines.paragraph import brief
from tierdesk.ui.newest import Newest
from tierdesk.ui.scrolling import Scrolling
from tierdesk.ui.weights.asking import Asking
from tierdesk.ui.weights.challenging import Challenging
from tierdesk.ui.weights.draft import Drafting, Subject
from tierdesk.ui.weights.seeing import Seeing
from tierdesk.ui.weights.verbs import WeightsVerbs
from tierdesk.ui.widgets.aside_list import AsideList
from tierdesk.ui.widgets.canvas import LineBar, LineBlock

if TYPE_CHECKING:
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.weights.effects import Effects
    from tierdesk.ui.weights.look import Look
    from tierdesk.ui.widgets.row_list import RowList

_TWO, _ROOMY, _THREE = 76, 100, 156
"""Columns from which there are two panes, wide ones, and three."""
_NARROW_PANE = 37


class Weights(WeightsVerbs, Challenging, Asking, Seeing, Scrolling):
    """See `desk` for what is held."""

    chain: ClassVar[tuple[str, ...]] = ("weights", "list", "desk")
    DEFAULT_CSS = """
    Weights #weights-split { height: 1fr; }
    Weights #weights-left, Weights #weights-right, Weights #weights-third { width: 1fr; }
    Weights #weights-right, Weights #weights-third { border-left: solid $desk-rule; }
    Shell.-ascii #weights-right, Shell.-ascii #weights-third { border-left: ascii $desk-rule; }
    """

    def __init__(self, app: TierdeskApp) -> None:
        super().__init__(id="weights")
        from tierdesk.ui.weights.tree import Tree

        self._app = app
        self.subject, self.pin = Subject(), None
        self.look: Look | None = None
        self.drafting: Drafting | None = None
        self.effects: Effects | None = None
        self.trial, self.tried = None, {}
        self.outline, self.pages = Tree(self), []
        self.reaching = self.keeps_total = self.beside = False
        self.newest = Newest(app.post, "weights")
        self.head, self.sheet = LineBar(on="page"), LineBar(on="page")
        self.short = LineBar(on="page")
        self.short.display = False
        self.rows: AsideList = AsideList(self._row, awake=True)
        self.table, self.movers_head = LineBlock(on="page"), LineBar(on="page")
        self.movers = AsideList(self.mover_line)
        self.seen, self.third = LineBlock(on="page"), LineBlock(on="page")
        self._left, self._right = Vertical(id="weights-left"), Vertical(id="weights-right")
        self._third = Vertical(id="weights-third")
        self.stale, self._restored = True, False

    def compose(self) -> ComposeResult:
        """Head; the tree; tiers, movers and the customer in sight; the matrix; or all that in a line."""
        yield self.head
        with Horizontal(id="weights-split"):
            with self._left:
                yield self.sheet
                yield self.rows
            with self._right:
                yield self.table
                yield self.movers_head
                yield self.movers
                yield self.seen
            with self._third:
                yield self.third
        yield self.short

    def can(self, action_id: str) -> bool:
        """What only some rows understand is offered while they are on top."""
        from tierdesk.ui.weights.page import OF_ROWS, Sifted

        if action_id == "desk.quit":  # one step back as long as there is one
            return self.beside or self.reaching or bool(self.pages)
        if action_id == "list.filter":
            return isinstance(self.page, Sifted) and not self.beside
        heard = self.page.heard
        if heard is not None and action_id.startswith("weights.") and action_id not in heard:
            return False
        return super().can(action_id) and (
            action_id not in OF_ROWS or (action_id in self.page.verbs and not self.beside)
        )

    def post(self, call: Callable[[], None]) -> None:
        """Hand a call to the screen's thread."""
        self._app.post(call)

    def on_top(self) -> bool:
        """Is no other place laid over this one, or shown in its stead?"""
        return self._app.shell.here is self

    @property
    def keyed(self) -> Widget:
        """The side that the keys go to."""
        return self.movers if self.beside else self.rows

    @property
    def moving(self) -> RowList:
        """The same."""
        return self.movers if self.beside else self.rows

    def entered(self) -> None:
        """Until the book is read there is the frame."""
        self._restore()
        self.untried()
        self.page.redrafted()
        self.lay_out()
        if self.desktop.snapshot is None:
            self.rows.show(self.page.keys())
        self.look_if_stale()
        self.call_after_refresh(self.painted)

    def take(self, snapshot: Snapshot) -> None:
        """The book changed: everybody is graded again, unless another place lies over this one."""
        if snapshot.changed is None or snapshot.changed or self.look is None:
            self.stale = True
            self.look_if_stale()

    def reading(self, share: float) -> None:
        """How far the reading is."""
        self.rows.repaint(self.rows.rows)

    def repainted(self) -> None:
        """Language, theme or width changed."""
        self.lay_out()
        keys = self.page.keys()
        self.rows.show(keys)
        self.painted()
        self.call_after_refresh(self.painted)

    def keep(self) -> None:
        """Whose model, and who is pinned."""
        from tierdesk.desk.keepsakes import View

        if not self._restored:
            return
        keepsakes = self.desktop.keepsakes
        view = View(selected=self.pin or 0, section=self.subject.kind,
                    filter="\n".join(self.subject.industries), scroll=self.rows.at)  # fmt: skip
        views = {**keepsakes.state.views, self.name_: view}
        keepsakes.keep_state(keepsakes.state._replace(views=views))

    def _restore(self) -> None:
        """Once: where the last start ended."""
        if self._restored:
            return
        self._restored = True
        kept = self.desktop.keepsakes.state.views.get(self.name_)
        if kept is not None:
            industries = tuple(name for name in kept.filter.split("\n") if name)
            self.subject = Subject("signed" if kept.section == "signed" else "open", industries)
            self.pin = kept.selected or None
            self.outline.at = kept.scroll + 1

    # painting

    def lay_out(self) -> None:
        """Which panes there are at this width."""
        width = self._app.shell.size.width
        left, right, third = self._left, self._right, self._third
        both = self.two_panes
        left.display = both or not self.beside
        right.display = both or self.beside
        third.display = self.third.display = width >= _THREE
        right.styles.width = _NARROW_PANE if both and width < _ROOMY else "1fr"
        self.rows.wake(not self.beside)
        self.movers.wake(self.beside)

    @property
    def two_panes(self) -> bool:
        """Do the tree and the movers stand beside each other?"""
        return self._app.shell.size.width >= _TWO

    def to_side(self, beside: bool) -> None:
        """The keys to the movers, or to the left; what is being asked keeps them."""
        self.beside = beside
        self.lay_out()
        if self.on_top():
            self._app.shell.give_keys()

    def painted(self) -> None:
        """Both sides again."""
        self.paint_head()
        keys = self.page.keys()
        if list(keys) != list(self.rows.rows):
            self.rows.show(keys)
        self.rows.refresh()
        self.paint_effects()
        if not self.pages:
            self.outline.moved(self.rows.key)

    def tell(self, told: tuple[Message, ...]) -> None:
        """In the status line while nothing else is said; what has no room there is folded above the
        customer in sight."""
        catalog, before = self.desktop.catalog, self.told
        text = brief(catalog.text(told[0])) if told else ""
        for one in told[1:]:
            text = catalog.text(say("%(one)s; %(other)s", one=text, other=one))
        fits = cell_len(text) < self._app.shell.size.width or not self._right.display
        self.told = "" if fits else text
        if self.on_top():
            self.desktop.explain((Span(" " + text, "dim"),) if text and fits else ())
        if self.told != before:
            self.paint_seen()

    def _row(self, key: int, paper: Paper, here: bool) -> Line:
        return self.page.line(key, paper, here)

    def on_row_list_moved(self, event: AsideList.Moved) -> None:
        """Another row: the page, or the customer in sight, follows."""
        event.stop()
        self.page.moved(self.rows.key)
        if not self.beside or self.pin is None:
            self.paint_seen()

    def on_row_list_clicked(self, event: AsideList.Clicked) -> None:
        """A second click opens the row."""
        event.stop()
        self.do_weights_open()

    def on_aside_list_woken(self, event: AsideList.Woken) -> None:
        """The other side was clicked."""
        event.stop()
        self.do_weights_side()

    def on_aside_list_sized(self, event: AsideList.Sized) -> None:
        """A pane has a width now."""
        event.stop()
        self.painted()
