"""Lanes of the board: the cards of each column by who owns the deal, under a heading for each owner that the
cursor passes over. It must not know how cards are made or moved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.i18n.message import Message

if TYPE_CHECKING:
    from tierdesk.triage.cards import Board
    from tierdesk.ui.boarding import Dealt
    from tierdesk.ui.desktop import Desktop
    from tierdesk.ui.widgets.board_grid import BoardGrid


class Lane(NamedTuple):
    """A heading: whose cards follow, "" for nobody's, and how many."""

    owner: str
    cards: int


class Lanes:
    """Mixed into the place of the board. `lanes` are headings by their keys, which are below zero; empty
    while the cards stand as the board laid them."""

    by_owner = False
    lanes: Mapping[int, Lane] = {}

    if TYPE_CHECKING:

        @property
        def desktop(self) -> Desktop:
            """The desk."""
            ...

        @property
        def coming(self) -> bool:
            """Is the board still to come?"""
            ...

        _dealt: Dealt | None
        grid: BoardGrid

        def _take_board(self, dealt: Dealt) -> None:
            """Show a board."""
            ...

    def do_board_lanes(self) -> None:
        """By owner, or as they were; at once, so that the next key means a card that is seen."""
        self.by_owner = not self.by_owner
        if self._dealt is not None:
            self._take_board(self._dealt)

    def no_board_lanes(self) -> Message | None:
        """The cards of last time are only looked at."""
        return self.desktop.why_unread() if self.coming else None

    def lane_above(self, column: int) -> Lane | None:
        """The lane of the first card in sight of a column, when its own heading is not."""
        keys, top = self.grid.columns[column], self.grid.tops[column]
        if not self.lanes or not 0 < top < len(keys) or keys[top] < 0:
            return None
        heading = next((key for key in reversed(keys[:top]) if key < 0), None)
        return None if heading is None else self.lanes[heading]

    def in_lanes(self, board: Board) -> Sequence[Sequence[int]]:
        """The columns of a board, in lanes where that is wished; within one the cards keep their order."""
        snapshot = self.desktop.snapshot
        if not self.by_owner or snapshot is None:
            self.lanes = {}
            return [pile.keys for pile in board.piles]
        from tierdesk.triage.cards import owner_of

        rows = snapshot.rows
        columns, lanes = [], dict[int, Lane]()
        for pile in board.piles:
            owned: dict[str, list[int]] = {}
            for key in pile.keys:
                card = board.cards[key]
                listed = rows.get(card.customer_id)
                owner = owner_of(card, listed.owner if listed is not None else "")
                owned.setdefault(owner, []).append(key)
            column: list[int] = []
            for owner in sorted(owned, key=lambda name: (not name, name.casefold(), name)):
                heading = -1 - len(lanes)
                lanes[heading] = Lane(owner, len(owned[owner]))
                column += [heading, *owned[owner]]
            columns.append(column)
        self.lanes = lanes
        return columns
