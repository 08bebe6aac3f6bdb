"""The customer card: everything about one customer in sections, side by side where there is room. Rows
open forms; the verbs of a customer work as in every list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from tierdesk.i18n.message import Message
from tierdesk.ui.card_neighbours import CardNeighbours
from tierdesk.ui.card_rows import CardRows
from tierdesk.ui.customer_verbs import CustomerVerbs
from tierdesk.ui.lines import card as lines
from tierdesk.ui.lines.section import Section, Stop, marked
from tierdesk.ui.scrolling import Scrolling
from tierdesk.ui.timeline_filter import TimelineFilter
from tierdesk.ui.widgets.canvas import LineBar
from tierdesk.ui.widgets.line_pane import LinePane
from tierdesk.ui.widgets.section_pane import SectionPane

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tierdesk.desk.dossier import Dossier
    from tierdesk.desk.room import Room
    from tierdesk.desk.score_history import ScoreHistory
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.pipeline.pushes import Pushes
    from tierdesk.ui.app import TierdeskApp

_PANES = 3
_NOTHING = Section((), {})


class Known(NamedTuple):
    """A dossier, the names of what the customer's fields point at, the score over time, and how often
    the dates of deals were put off."""

    dossier: Dossier
    named: Mapping[str, object]
    history: ScoreHistory
    pushes: Mapping[int, Pushes]


class Card(CardNeighbours, CardRows, TimelineFilter, CustomerVerbs, Scrolling):
    """`section` is the one that keys move in; on wide screens others stand beside it."""

    name_ = "card"
    chain = ("card", "customer", "list", "desk")
    DEFAULT_CSS = """
    Card #panes { height: 1fr; }
    Card #panes > .away { display: none; }
    Card #panes > .parted { border-left: solid $desk-rule; }
    """

    def __init__(self, _: TierdeskApp) -> None:
        super().__init__(id="card")
        self.head = [LineBar(on="page"), LineBar(on="page")]
        self.tabs = LineBar(on="panel")
        self.panes = [SectionPane(id=f"pane-{n}") for n in range(_PANES)]
        self.customer_id = 0
        self.section = "overview"
        self.known: Known | None = None
        self.sections: dict[str, Section] = {}
        self._at: dict[str, str] = {}
        self._remembered = False

    def compose(self) -> ComposeResult:
        """Head, tabs, sections side by side."""
        yield from self.head
        yield self.tabs
        with Horizontal(id="panes"):
            yield from self.panes

    @property
    def keyed(self) -> Widget:
        """The pane of the section."""
        return self.moving

    @property
    def moving(self) -> SectionPane:
        """The pane of the section."""
        return self.panes[self._shown().index(self.section)]

    def selected(self) -> int | None:
        """Whose card it is."""
        return self.customer_id or None

    def open(self, customer_id: int, among: Sequence[int] = ()) -> None:
        """Another customer; it appears as soon as the clerk has looked."""
        self.customer_id = customer_id
        self.among, self._lost_here = list(among), None
        self.known, self.removed, self.sections, self._at = None, None, {}, {}
        self.forget_filter()
        for pane in self.panes:
            pane.show([])
        for bar in (*self.head, self.tabs):
            bar.show(())
        self._load()

    def entered(self) -> None:
        """The section of last time; what changed while something lay over it is made again."""
        if self._remembered:
            self.repainted()
            return
        self._remembered = True
        view = self.desktop.keepsakes.state.views.get(self.name_)
        if view is not None and view.section in lines.SECTIONS:
            self.section = view.section

    def keep(self) -> None:
        """The section is found again."""
        from tierdesk.desk.keepsakes import View

        if self.customer_id:
            state = self.desktop.keepsakes.state
            views = {**state.views, self.name_: View(self.customer_id, section=self.section)}
            self.desktop.keepsakes.keep_state(state._replace(views=views))

    def take(self, snapshot: Snapshot) -> None:
        """The book changed, or time went on."""
        if not self.customer_id:
            return
        self.thinned(snapshot)
        if self.customer_id not in snapshot.rows:
            self.lost(snapshot)
            return
        self.removed = None
        if self.known is not None:
            self._load("card.mine" if snapshot.mine else "card")

    def who(self) -> str:
        """The name as it was last read."""
        return self.known.dossier.row.name if self.known is not None else ""

    def _untouchable(self, action_id: str) -> Message | None:
        """Nothing can be done for somebody who is not in the book."""
        return self.removed or super()._untouchable(action_id)

    def _load(self, slot: str = "card") -> None:
        wanted = self.customer_id
        self.desktop.work(slot, lambda room: look_up(room, wanted), self._took)

    def _took(self, known: Known | None) -> None:
        if known is not None and known.dossier.customer_id == self.customer_id:
            self.known = known
            self.repainted()
            self.desktop.refresh_keys()

    def repainted(self) -> None:
        """Make every line again; only those that differ are sent."""
        from tierdesk.ui.lines.dossier import why

        known = self.known
        if known is None or not self.display:
            return
        paper = self.tabs.paper(self.screen.size.width)
        for bar, line in zip(
            self.head, lines.head(known.dossier, paper, self.removed), strict=True
        ):
            bar.show(line)
        self.tabs.show(lines.tabs(self._where(), paper))
        self.desktop.explain(why(known.dossier, paper))
        for n, (pane, cells) in enumerate(zip(self.panes, self._arranged(), strict=False)):
            self._fill(pane, self._shown()[n], cells)

    def _arranged(self) -> list[int]:
        """Lay the panes side by side; the cells that each has for its lines."""
        shown, whole = self._shown(), self.screen.size.width
        for n, pane in enumerate(self.panes):
            pane.set_class(n >= len(shown), "away")
            pane.set_class(0 < n < len(shown), "parted")
        each, more = divmod(whole, len(shown))
        widths = [each + (1 if n < more else 0) for n in range(len(shown))]
        for pane, width in zip(self.panes, widths, strict=False):
            pane.styles.width = width
        return [width - (1 if n else 0) for n, width in enumerate(widths)]

    def _fill(self, pane: SectionPane, name: str, cells: int) -> None:
        known = self.known
        if known is None:
            return
        section = self.sections[name] = self.written(name, known, pane.paper(cells))
        at = self._line_of(name, section)
        if at is None:
            pane.at = None
        here = at if name == self.section else None
        pane.show(marked(section, here, pane.paper(cells)), list(section.stops), at=here, keep=True)

    def _line_of(self, name: str, section: Section) -> int | None:
        key = self._at.get(name)
        return next((line for line, stop in section.stops.items() if stop.key == key), None)

    def _shown(self) -> tuple[str, ...]:
        return lines.panes(self.section, self.screen.size.width)

    def _where(self) -> lines.Where:
        among = self.among
        place = among.index(self.customer_id) + 1 if self.customer_id in among else 0
        return lines.Where(self.section, place, len(among) if place else 0)

    def stop(self) -> Stop | None:
        """The row under the cursor."""
        section = self.sections.get(self.section, _NOTHING)
        at = self.moving.at
        return section.stops.get(at) if at is not None else None

    def on_line_pane_stopped(self, event: LinePane.Stopped) -> None:
        """The mark goes with the cursor."""
        event.stop()
        stop = self.stop()
        self._at[self.section] = stop.key if stop is not None else ""
        pane, section = self.moving, self.sections.get(self.section, _NOTHING)
        pane.show(marked(section, pane.at, pane.paper(0)), list(section.stops), keep=True)
        self.desktop.refresh_keys()

    # sections and neighbours

    def do_card_next(self) -> None:
        """To the next section."""
        self._turn(1)

    def do_card_previous(self) -> None:
        """To the section before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        names = list(lines.SECTIONS)
        self.show_section(names[(names.index(self.section) + by) % len(names)])

    def show_section(self, name: str) -> None:
        """This section."""
        self.section = name
        for pane in self.panes:
            pane.at, pane.top = None, 0
        self.repainted()
        self.screen.set_focus(self.keyed)

    def do_card_close(self) -> None:
        """Back to the list."""
        self.desktop.close()

    def do_desk_back(self) -> None:
        """The filter first, then the card."""
        if not self.end_filter():
            self.desktop.close()


def look_up(room: Room, customer_id: int) -> Known | None:
    """On the clerk's thread; None when the customer is gone."""
    from tierdesk.desk.dossier import dossier
    from tierdesk.desk.score_history import score_history
    from tierdesk.domain.document import integer, text
    from tierdesk.domain.vantage import Vantage
    from tierdesk.pipeline.pushes import pushes_of

    found = dossier(room, customer_id)
    if found is None:
        return None
    book, customer = room.desk.book, found.row.customer
    named: dict[str, object] = {}
    for field, table in (("referrer_id", "customers"), ("source_id", "sources")):
        other = book.get(table, integer(customer, field) or 0)
        if other is not None:
            named[field] = text(other, "name")
    if named.get("source_id") == text(customer, "source"):
        named["source_id"] = ""  # the field of that name says it already
    groups = customer.get("group_ids")
    ids = [one for one in groups if isinstance(one, int)] if isinstance(groups, list) else []
    names = [text(book.get("groups", one) or {}, "name") for one in ids]
    named["group_ids"] = [name for name in names if name]
    deals = [deal_id for deal_id, _ in found.entry.case.deals]
    pushes = pushes_of(book, Vantage(found.moment), deals)
    return Known(found, named, score_history(room, customer_id), pushes)
