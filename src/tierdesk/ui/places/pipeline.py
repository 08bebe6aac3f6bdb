"""Pipeline: the board. A column for each stage, a card for each open deal, headed by its customer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widget import Widget

from tierdesk.desk.board_digest import ColumnRow
from tierdesk.i18n.message import Message, say
from tierdesk.ui.board_moves import BoardMoves
from tierdesk.ui.board_painting import Made, Painting
from tierdesk.ui.boarding import Boarder, Dealt, Facts, facts
from tierdesk.ui.lines import board as lines
from tierdesk.ui.lines.near_days import Calendar
from tierdesk.ui.lines.state import paragraphs
from tierdesk.ui.saved_views import SavedView, Views
from tierdesk.ui.scrolling import Scrolling
from tierdesk.ui.sifted_rows import SiftedRows
from tierdesk.ui.widgets.board_grid import BoardGrid
from tierdesk.ui.widgets.canvas import LineBar

if TYPE_CHECKING:
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.triage.cards import Board, Card
    from tierdesk.ui.app import TierdeskApp


class Pipeline(Painting, SiftedRows, BoardMoves, Scrolling):
    """The board. Until the book is read it shows what was in sight last time, when that still holds. The
    cursor stands on a card; verbs of a customer mean the one that heads it."""

    name_ = "pipeline"
    chain = ("board", "customer", "list", "desk")
    shares_filter = True
    targets = BoardMoves.targets
    do_board_mark = SiftedRows.do_customers_mark
    do_board_range = SiftedRows.do_customers_range
    do_board_mark_all = SiftedRows.do_customers_mark_all
    do_board_unmark = SiftedRows.do_customers_unmark

    def __init__(self, app: TierdeskApp) -> None:
        super().__init__(id="pipeline")
        self.owner = app
        self.head = LineBar(on="page")
        self.grid = BoardGrid(self)
        self.board: Board | None = None
        self._heads: Sequence[ColumnRow] = ()
        self._boarder = Boarder()
        self._dealt: Dealt | None = None
        self._rows: dict[int, Made] = {}
        self._calendar: Calendar | None = None
        self._facts: Facts | None = None
        self._views: Views | None = None
        self._able: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Head, then the columns."""
        yield self.head
        yield self.grid

    @property
    def keyed(self) -> Widget:
        """The columns."""
        return self.grid

    @property
    def moving(self) -> BoardGrid:  # type: ignore[override]
        """The columns."""
        return self.grid

    @property
    def views(self) -> Views:
        """The saved views."""
        if self._views is None:
            self._views = Views(self.desktop, self.name_, self._apply)
        return self._views

    def selected(self) -> int | None:
        """The customer whose card is under the cursor; nobody's deal has none."""
        card = self.card_here()
        return (card.customer_id or None) if card is not None else None

    def card_here(self) -> Card | None:
        """The card under the cursor."""
        key, board = self.grid.key, self.board
        return board.cards.get(key) if board is not None and key is not None else None

    def entered(self) -> None:
        """Until the book is read, what was in sight last time."""
        self.restore()
        self.not_typing()
        if self.desktop.snapshot is None and not self.stand_on_digest():
            self._instead(lines.READING)
        elif self.adopt_filter():
            self.refilter()
        self.marked()
        self.look()

    def take(self, snapshot: Snapshot) -> None:
        """The book changed: ask for the board. A key behind a move of one's own waits for it, as does
        one behind the key that opens the board for the first time."""
        from tierdesk.triage.listed import closing

        self.restore()
        self.adopt_filter()
        moment = snapshot.moment
        calendar = Calendar(snapshot.today_ordinal, moment.zone, closing(moment))
        if calendar != self._calendar:
            self._calendar, self._rows = calendar, {}
        self._ask("board.mine" if snapshot.mine or self.board is None else "board")

    def refilter(self) -> None:
        """Ask for the board under the filter."""
        self._ask("board")

    def _ask(self, slot: str) -> None:
        boarder, text = self._boarder, self.filter
        self.desktop.work(slot, lambda room: boarder.deal(room, text), self._take_board)

    def _take_board(self, dealt: Dealt) -> None:
        from tierdesk.ui.board_rows import column_row

        self._dealt, self.board = dealt, dealt.board
        self._heads = [column_row(pile, self.desktop.catalog) for pile in dealt.board.piles]
        self.sifted(dealt.filter, dealt.found)
        columns = self.in_lanes(dealt.board)
        if self.marks.ids or self.marks.anchor is not None:
            self.marks.keep_only(dealt.board.cards)
        if any(columns):
            self.grid.instead = ()
        else:
            key_of = self.desktop.key_of
            adds, command = key_of("customer.add"), key_of("desk.command")
            self._instead(lines.stand_in(self.filter, adds=adds, command=command))
        self.show_columns([head.key for head in self._heads], columns)
        self.stretch()
        self.look()

    def repainted(self) -> None:
        """Language, theme or width changed."""
        self._rows = {}
        if self._dealt is not None and self._heads:
            self._take_board(self._dealt)
        elif self.grid.instead:
            self._instead(lines.READING)
        self.marked()
        self.grid.refresh()
        self._explain()

    def look(self) -> None:
        """What the stage of the selected card still needs, in the status line."""
        card = self.card_here()
        if not self.display:
            return
        if card is None or self.typing:
            self._facts = None
            self.desktop.explain(())
        else:
            self.desktop.work("board.facts", lambda room: facts(room, card), self._take_facts)

    def _take_facts(self, found: Facts) -> None:
        if found.key == self.grid.key:
            self._facts = found
            self._explain()

    def _explain(self) -> None:
        found, paper = self._facts, self.desktop.paper()
        if found is None or not self.display:
            return
        if found.said is not None:
            self.desktop.explain(lines.told(found.said, paper))
        else:
            self.desktop.explain(lines.needs(found.unmet, paper) if found.unmet is not None else ())

    def not_typing(self) -> None:
        """Who is selected matters again."""
        was = self.typing
        super().not_typing()
        if was:
            self.look()

    def wanted_card(self, columns: Sequence[Sequence[int]]) -> int | None:
        """Where the cursor belongs while a filter is typed, and when it was left."""
        keys = [key for column in columns for key in column if key >= 0] if self.typing else ()
        return self.wanted(keys)

    def _jump(self, by: int) -> None:
        """To the next card of a customer whom the last filter found."""
        board, keys = self.board, self.grid.rows
        if self._last is None or board is None or not keys:
            return
        hits, here = set(self._last.ids), self.grid.key
        start = keys.index(here) if here in keys else 0
        for step in range(1, len(keys) + 1):
            key = keys[(start + by * step) % len(keys)]
            if board.cards[key].customer_id in hits:
                self.grid.go(key)
                return

    def marked(self) -> None:
        """The head again; and the key bar, where other keys can be pressed now."""
        self.head.show(lines.head(self.head_told(), self.desktop.paper()))
        card = self.card_here()
        able = (self.grid.x, card is None, card is not None and card.whole, self.any_marked)
        if able != self._able and self.display:
            self._able = able
            self.desktop.refresh_keys()

    def do_board_open(self) -> None:
        """The customer's card; the column gives its neighbours."""
        customer = self.selected()
        if customer is None or self.board is None:
            return
        cards, keys = self.board.cards, self.grid.columns[self.grid.x]
        among = dict.fromkeys(cards[key].customer_id for key in keys if key in cards)
        self.desktop.open_card(customer, [one for one in among if one])

    def no_board_open(self) -> Message | None:
        """A card can be read in any book; a deal of nobody has none."""
        if self.coming:
            return self.desktop.why_unread()
        card = self.card_here()
        if card is None:
            return say("No card is selected.")
        return None if card.customer_id else say("This deal names no customer.")

    def do_board_left(self) -> None:
        """To the column before."""
        self.grid.across(-1)

    def do_board_right(self) -> None:
        """To the next column."""
        self.grid.across(1)

    def do_board_fold(self) -> None:
        """Fold the column."""
        if not self.grid.fold(self.grid.x):
            self.desktop.say(say("One column stays open."), failed=True)
            return
        self.folds_changed()
        self.marked()

    def do_board_unfold(self) -> None:
        """All columns open."""
        self.grid.unfold()
        self.folds_changed()
        self.marked()

    def no_board_fold(self) -> Message | None:
        """There have to be columns."""
        return None if self.grid.columns else self.desktop.why_unread()

    no_board_left = no_board_right = no_board_fold

    def no_board_unfold(self) -> Message | None:
        """Something has to be folded."""
        return None if self.grid.folded else say("No column is folded.")

    def do_board_views(self) -> None:
        """Choose a saved view for its filter."""
        self.views.choose(SavedView(query=self.filter))

    def no_board_views(self) -> Message | None:
        """Views lie in the book."""
        return self.desktop.why_unread() if self.desktop.snapshot is None else None

    def _apply(self, view: SavedView) -> None:
        self.set_filter(view.query)

    def on_board_grid_moved(self, event: BoardGrid.Moved) -> None:
        """As in a list; and the head and the key bar may tell something else."""
        self.on_row_list_moved(event)
        self.marked()

    def on_board_grid_clicked(self, event: BoardGrid.Clicked) -> None:
        """A second click opens the card."""
        event.stop()
        if self.no_board_open() is None:
            self.do_board_open()

    def _instead(self, said: Message) -> None:
        paper = self.desktop.paper()
        self.grid.instead = paragraphs([said], paper)
        self.grid.refresh()
