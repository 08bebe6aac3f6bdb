"""Customers: all of them, sorted, filtered, marked; verbs act on the marked ones or the selected one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from tierdesk.i18n.message import Message, say
from tierdesk.ui.arranging import Arranged, Arranger, Wish, at_once
from tierdesk.ui.customer_verbs import CustomerVerbs
from tierdesk.ui.detailing import Detailing
from tierdesk.ui.lines import customers as lines
from tierdesk.ui.lines.line import Line, Paper
from tierdesk.ui.lines.near_days import Calendar
from tierdesk.ui.place import Place
from tierdesk.ui.saved_views import SavedView, Views
from tierdesk.ui.scrolling import Scrolling
from tierdesk.ui.sifted_rows import SiftedRows
from tierdesk.ui.widgets.canvas import LineBar
from tierdesk.ui.widgets.line_pane import LinePane
from tierdesk.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.ui.app import TierdeskApp

_HEADED = 18
"""Lines of the screen from which the names of the columns are worth one of them."""


class Customers(SiftedRows, Detailing, CustomerVerbs, Scrolling, Place):
    """The list, and from 100 columns what is known of the selected customer beside it. `wish` is
    what the list should show, `view` the last view that was chosen or saved."""

    name_ = "customers"
    chain = ("customers", "customer", "list", "desk")
    shares_filter = True
    DEFAULT_CSS = """
    Customers #customers-split { height: 1fr; }
    Customers #customers-list { width: 1fr; }
    """

    def __init__(self, _: TierdeskApp) -> None:
        super().__init__(id="customers")
        self.head, self.titles = LineBar(on="page"), LineBar(on="page")
        self.rows = RowList(self._line)
        self.rows.surface_of = self.surface_of
        self.rows.head = lines.HEAD
        self.detail = LinePane(focusable=False)
        self.detail.add_class("aside")
        self.sort, self.turned = "", False
        self.view = SavedView()
        self._views: Views | None = None
        self._arranger = Arranger()
        self._arranged: Arranged | None = None
        self._calendar: Calendar | None = None
        self._goal: tuple[int, int | None] | None = None
        self._restored = False

    def compose(self) -> ComposeResult:
        """Head, then the list under the names of its columns, and the detail."""
        yield self.head
        with Horizontal(id="customers-split"):
            with Vertical(id="customers-list"):
                yield self.titles
                yield self.rows
            yield self.detail

    @property
    def keyed(self) -> Widget:
        """The list."""
        return self.rows

    @property
    def moving(self) -> RowList:
        """The list."""
        return self.rows

    @property
    def views(self) -> Views:
        """The saved views."""
        if self._views is None:
            self._views = Views(self.desktop, self.name_, self._apply)
        return self._views

    def selected(self) -> int | None:
        """The customer under the cursor."""
        return self.rows.key

    @property
    def coming(self) -> bool:
        """Until they are put in order."""
        return self._arranged is None

    def entered(self) -> None:
        """Until the book is read there is the frame, and how far the reading is."""
        self._restore()
        self.not_typing()
        if self.desktop.snapshot is None:
            self.rows.show([lines.READING])
        elif self.adopt_filter():
            self.refilter()
        self.titles.display = self.screen.size.height >= _HEADED
        self.call_after_refresh(self.repainted)

    def reading(self, share: float) -> None:
        """How far the reading is."""
        self.rows.repaint([lines.READING])

    def take(self, snapshot: Snapshot) -> None:
        """The book changed: paint what is in sight and changed, then ask for the order."""
        from tierdesk.triage.listed import closing

        self._restore()
        self.adopt_filter()
        moment = snapshot.moment
        self._calendar = Calendar(snapshot.today_ordinal, moment.zone, closing(moment))
        self.keep_marked(snapshot.rows)
        if snapshot.changed is None:
            self.rows.refresh()
        else:
            self.rows.repaint(snapshot.changed)
        if snapshot.changed is None or self.rows.key in snapshot.changed:
            self.look()
        if self._arranged is None and (first := at_once(snapshot, self._wish())):
            self._take_order(first)
        self.refilter()

    def refilter(self) -> None:
        """Ask the clerk who stands in the list, and in which order."""
        arranger, wish = self._arranger, self._wish()
        self.desktop.work("customers", lambda room: arranger.arrange(room, wish), self._take_order)

    def _wish(self) -> Wish:
        return Wish(self.filter, self.sort, self.turned)

    def repainted(self) -> None:
        """Language, theme or width changed."""
        self.titles.display = self.screen.size.height >= _HEADED
        self.marked()
        self.show_dossier()
        self.rows.refresh()

    def keep(self) -> None:
        """What the next start begins with."""
        from tierdesk.desk.keepsakes import View

        if not self._restored:
            return
        keepsakes = self.desktop.keepsakes
        goal = self._goal[0] if self._goal else 0
        view = View(
            selected=self.rows.key or goal, filter=self.filter, sort=self.sort,
            descending=self.turned, scroll=self.rows.top,
        )  # fmt: skip
        state = keepsakes.state
        keepsakes.keep_state(state._replace(views={**state.views, self.name_: view}))

    def do_customers_open(self) -> None:
        """The customer's card; the list gives its neighbours."""
        if self.rows.key is not None:
            self.desktop.open_card(self.rows.key, [key for key in self.rows.rows if key > 0])

    def do_customers_sort(self) -> None:
        """By the next column."""
        from tierdesk.triage.sort_order import SORTS, known

        names = list(SORTS)
        name = names[(names.index(known(self.sort)) + 1) % len(names)]
        self._sort_by(name, turned=False)

    def do_customers_reverse(self) -> None:
        """The other way round."""
        self._sort_by(self.sort, turned=not self.turned)

    def do_customers_views(self) -> None:
        """Choose a view."""
        self.views.choose(self._shown_view())

    def do_customers_save_view(self) -> None:
        """Keep filter and order under a name."""
        self.views.save(self._shown_view())

    def do_customers_import(self) -> None:
        """A file on its way in."""
        self.desktop.open_import()

    def do_list_filter(self) -> None:
        """Ask; see `look` for the status line."""
        super().do_list_filter()
        self.look()

    def not_typing(self) -> None:
        """Who is selected matters again."""
        super().not_typing()
        self.look()

    def look(self) -> None:
        """While a filter is typed at every key another customer is selected: without the pane
        beside the list nobody reads what is known of them."""
        if self.typing and not self.detail.display:
            self.desktop.explain(())
        else:
            super().look()

    no_customers_open = SiftedRows.no_customers_mark

    no_customers_sort = no_customers_reverse = no_customers_views = SiftedRows.no_list_filter

    def no_customers_save_view(self) -> Message | None:
        """Views lie in the book."""
        snapshot = self.desktop.snapshot
        if snapshot is not None and snapshot.read_only:
            return say("The book was opened read-only.")
        return self.no_customers_sort()

    def on_row_list_clicked(self, event: RowList.Clicked) -> None:
        """A second click opens the card."""
        event.stop()
        self.do_customers_open()

    def marked(self) -> None:
        """The head and the names of the columns again."""
        arranged, snapshot = self._arranged, self.desktop.snapshot
        sort, title, descending = self.sort, "", False
        if snapshot is not None:
            from tierdesk.triage.sort_order import SORTS, known

            sort = known(sort)
            title, descending = SORTS[sort].title, SORTS[sort].descending != self.turned
        filtered = self.filter_in_force
        hits = len(arranged.ids) if arranged and arranged.found is not None and filtered else None
        told = lines.Head(
            len(snapshot.rows) if snapshot else 0, hits, filtered, len(self.marks),
            len(self._range), title, descending,
        )  # fmt: skip
        self.head.show(lines.head(told, self._paper(self.app.size.width)))
        self.titles.show(lines.titles(sort, descending, self._paper(self.rows.size.width)))

    def _take_order(self, arranged: Arranged) -> None:
        """The clerk's answer; what was asked since comes next."""
        self._arranged = arranged
        self.sifted(arranged.wish.filter, arranged.found)
        key, top = self._goal or (None, None)
        self._goal = None
        wanted = self.wanted(arranged.ids) if key is None else key
        nobody = [lines.NOBODY if arranged.found is None else lines.NO_HIT]
        self.rows.show(arranged.ids or nobody, key=wanted, top=top)
        self.stretch()
        self.desktop.refresh_keys()
        self.marked()

    def _line(self, key: int, paper: Paper, here: bool) -> Line:
        snapshot, calendar = self.desktop.snapshot, self._calendar
        if key > 0 and snapshot is not None and calendar is not None:
            listed, marked = snapshot.rows.get(key), self.surface_of(key) == "marked"
            return lines.row(listed, calendar, paper, here=here, marked=marked) if listed else ()
        return lines.stand_in(key, self.filter, paper, adds=self.desktop.key_of("customer.add"))

    def _paper(self, width: int) -> Paper:
        return Paper(width, self.desktop.catalog, self.desktop.glyphs)

    def _sort_by(self, name: str, *, turned: bool) -> None:
        self.sort, self.turned = name, turned
        self.refilter()

    def _shown_view(self) -> SavedView:
        """What is shown, by the name of the view that it began with."""
        return self.view._replace(query=self.filter, sort=self.sort, turned=self.turned)

    def _apply(self, view: SavedView) -> None:
        self.view, self.filter = view, view.query
        self.share_filter()
        self._sort_by(view.sort, turned=view.turned)

    def _restore(self) -> None:
        """Once: where the last start ended."""
        if self._restored:
            return
        self._restored = True
        kept = self.desktop.keepsakes.state.views.get(self.name_)
        if kept is not None:
            self.filter, self.sort, self.turned = kept.filter, kept.sort, kept.descending
            self._goal = (kept.selected, kept.scroll) if kept.selected else None
