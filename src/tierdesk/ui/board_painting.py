"""What the grid of the board paints, from the book as it was published last or, before it is read, as it
was kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.desk.board_digest import CardRow, ColumnRow
from tierdesk.ui.board_keeping import Keeping
from tierdesk.ui.board_lanes import Lane, Lanes
from tierdesk.ui.lines import board as lines
from tierdesk.ui.lines.line import Line, Paper
from tierdesk.ui.lines.near_days import Calendar

if TYPE_CHECKING:
    from tierdesk.triage.cards import Board, Card
    from tierdesk.triage.listed import Listed
    from tierdesk.ui.marks import Marks
    from tierdesk.ui.widgets.board_grid import BoardGrid


class Made(NamedTuple):
    """What a card shows, and of what and in which language it was made."""

    card: Card
    listed: Listed | None
    language: str
    row: CardRow


class Painting(Lanes, Keeping):
    """Mixed into the place of the board; a `Painter` of its grid."""

    if TYPE_CHECKING:
        board: Board | None
        grid: BoardGrid
        _heads: Sequence[ColumnRow]
        _rows: dict[int, Made]
        _calendar: Calendar | None
        filter_in_force: str
        marks: Marks
        _range: frozenset[int]

        def surface_of(self, key: int) -> str:
            """What a card lies on."""
            ...

    def card(self, key: int, part: int, paper: Paper, here: bool) -> Line:
        """A line of a card, or of the heading of a lane."""
        if key in self.lanes:
            return lines.lane(*self.lanes[key], part, paper)
        row = self.row(key)
        marked = self.surface_of(key) == "marked"
        return () if row is None else lines.card(row, part, paper, here=here, marked=marked)

    def column_head(self, column: int, part: int, paper: Paper, here: bool) -> Line:
        """A line of the head of a column; over cards whose heading is scrolled away, whose they are."""
        lane = self.lane_above(column) if part and part == self.grid.heads - 1 else None
        if lane is not None:
            return lines.lane(*lane, 0, paper)
        stands = here and self.grid.key is not None
        at = self.grid.ats[column] + 1 + self.offset_of(column) if stands else 0
        if at and self.lanes:
            at -= sum(key < 0 for key in self.grid.columns[column][:at])
        return lines.column_head(
            self._heads[column], part, paper, here=here, at=at, parts=self.grid.heads
        )

    def token(self, key: int) -> CardRow | Lane | None:
        """All that a card tells, or a heading."""
        return self.lanes.get(key) or self.row(key)

    def folded(self, column: int, y: int, paper: Paper) -> Line:
        """A line of a folded column."""
        return lines.folded(self._heads[column], y, paper)

    def nothing(self, column: int, paper: Paper) -> Line:
        """In the place of cards."""
        return lines.nothing(self._heads[column], paper)

    def row(self, key: int) -> CardRow | None:
        """What a card shows; made when somebody looks: of 10,000 a screen shows sixty."""
        board, snapshot, calendar = self.board, self.desktop.snapshot, self._calendar
        if board is None:
            return self.digest_row(key)
        card = board.cards.get(key)
        if card is None or snapshot is None or calendar is None:
            return None
        from tierdesk.ui.board_rows import card_row

        listed = snapshot.rows.get(card.customer_id) if card.customer_id else None
        catalog, made = self.desktop.catalog, self._rows.get(key)
        if (
            made is not None and made.card is card and made.listed is listed
            and made.language == catalog.language
        ):  # fmt: skip
            return made.row
        rot_days = board.piles[card.place].stage.rot_days or 0
        found = card_row(card, listed, rot_days, calendar, catalog)
        self._rows[key] = Made(card, listed, catalog.language, found)
        return found

    def head_told(self) -> lines.Head:
        """What the head line tells."""
        shown = sum(not slot.folded for slot in self.grid.slots())
        first = self.grid.first + 1
        columns, digest = len(self.grid.columns) - len(self.grid.folded), self.digest
        if self.board is not None:
            from tierdesk.ui.board_rows import weighted_of

            weighted, unrated = weighted_of(self.board, self.desktop.catalog)
            deals = self.board.deals
        elif digest is not None:
            weighted, unrated, deals = digest.weighted, digest.unrated, digest.deals
        else:
            weighted, unrated, deals = "", "", 0
        return lines.Head(deals, weighted, unrated, first, first + shown - 1, columns, self.filter_in_force,
                          len(self.marks), len(self._range))  # fmt: skip
