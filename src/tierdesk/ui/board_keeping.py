"""What a board remembers from one start to the next: the card under the cursor, folded columns, marks, how
far each column is scrolled; and the cards in sight for the first frame.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierdesk.desk.board_digest import BoardDigest, CardRow, ColumnRow
from tierdesk.ui.place import Place
from tierdesk.ui.widgets.board_shape import place_of

if TYPE_CHECKING:
    from tierdesk.triage.cards import Board
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.boarding import Dealt
    from tierdesk.ui.marks import Marks
    from tierdesk.ui.widgets.board_grid import BoardGrid

_MOST_MARKS = 2000


class Keeping(Place):
    """Mixed into the place of the board."""

    owner: TierdeskApp
    _restored = False
    _folds: frozenset[str] = frozenset()
    _stages: Sequence[str] = ()
    _tops: Sequence[int] | None = None
    _goal: tuple[str, int] = ("", 0)
    _kept_rows: dict[int, CardRow] | None = None

    if TYPE_CHECKING:
        by_owner: bool
        board: Board | None
        grid: BoardGrid
        marks: Marks
        filter: str
        _heads: Sequence[ColumnRow]
        _dealt: Dealt | None

        def row(self, key: int) -> CardRow | None:
            """What a card shows."""
            ...

    @property
    def digest(self) -> BoardDigest | None:
        """What was in sight last time, as long as it is what the board shows."""
        return self.owner.host.board if self.board is None else None

    def restore(self) -> None:
        """Once: where the last start ended."""
        if self._restored:
            return
        self._restored = True
        kept = self.desktop.keepsakes.state.views.get(self.name_)
        if kept is None:
            return
        self.filter = kept.filter
        folds, marks, tops, self.by_owner = _read(kept.section)
        self._folds, self._tops = frozenset(folds), tops
        self.marks.add(marks)
        self._goal = (kept.sort, kept.selected)

    def stand_on_digest(self) -> bool:
        """The columns of last time, before the book is read; False when none are kept."""
        digest = self.digest
        if digest is None or digest.day == "":
            return False
        self._heads = digest.heads
        self._kept_rows = {row.key: row for cards in digest.cards for row in cards}
        self.show_columns([head.key for head in digest.heads],
                          [[row.key for row in cards] for cards in digest.cards])  # fmt: skip
        return True

    def digest_row(self, key: int) -> CardRow | None:
        """A card of last time."""
        return self._kept_rows.get(key) if self._kept_rows else None

    def offset_of(self, column: int) -> int:
        """How many cards of a column stand before the first that is kept; none, once it is read."""
        digest = self.digest
        return digest.firsts[column] if digest is not None and column < len(digest.firsts) else 0

    def show_columns(self, stages: Sequence[str], columns: Sequence[Sequence[int]]) -> None:
        """Hand the columns to the grid, folded as they were; where the last start ended, once."""
        grid = self.grid
        self._stages = stages
        grid.folded = {n for n, key in enumerate(stages) if key in self._folds}
        if len(grid.folded) == len(stages):
            grid.folded.clear()
        tops, wanted = None, self.wanted_card(columns)
        if not grid.columns:
            stage, key = self._goal
            grid.x = stages.index(stage) if stage in stages else 0
            wanted = key if wanted is None else wanted
            tops = self._tops if self.board is not None else None
        elif self._kept_rows is not None and self.board is not None:
            wanted = grid.key if wanted is None else wanted
            tops = self._from_slices()
        if grid.x in grid.folded:
            grid.x = next(n for n in range(len(stages)) if n not in grid.folded)
        grid.show(columns, key=wanted, tops=tops)

    def _from_slices(self) -> list[int]:
        """The columns of last time began further down; where they are scrolled to in the whole ones."""
        self._kept_rows = None
        digest, grid = self.owner.host.board, self.grid
        firsts = digest.firsts if digest is not None else ()
        grid.ats = [first + at for first, at in zip(firsts, grid.ats, strict=False)]
        return [first + top for first, top in zip(firsts, grid.tops, strict=False)]

    def wanted_card(self, columns: Sequence[Sequence[int]]) -> int | None:
        """Where the cursor belongs among these; None: it stays."""
        raise NotImplementedError

    def folds_changed(self) -> None:
        """Other columns are folded now."""
        self._folds = frozenset(self._stages[n] for n in self.grid.folded)

    def keep(self) -> None:
        """What the next start begins with."""
        from tierdesk.desk.keepsakes import View

        if not self._restored or self.board is None:
            return
        keepsakes, grid = self.desktop.keepsakes, self.grid
        stage = self._stages[grid.x] if grid.x < len(self._stages) else ""
        section = {"folded": sorted(self._folds), "marks": sorted(self.marks.ids)[:_MOST_MARKS],
                   "tops": self._kept_tops(self.board), "lanes": self.by_owner}  # fmt: skip
        view = View(
            selected=grid.key or 0, filter=self.filter, sort=stage,
            section=json.dumps(section, separators=(",", ":")),
        )  # fmt: skip
        state = keepsakes.state
        keepsakes.keep_state(state._replace(views={**state.views, self.name_: view}))
        self._keep_digest(self.board)

    def _kept_tops(self, board: Board) -> list[int]:
        """From which card on each column is kept: as it is scrolled. In lanes the cards stand otherwise
        than they are kept, so that there only the one under the cursor has to be among them."""
        grid = self.grid
        if not self.by_owner:
            return grid.tops
        tops = [0] * len(grid.tops)
        key, keys = grid.key, board.piles[grid.x].keys if grid.x < len(board.piles) else ()
        at = None if key is None else place_of(keys, key)
        if at is not None:
            tops[grid.x] = max(0, at - grid.page // 2)
        return tops

    def _keep_digest(self, board: Board) -> None:
        """Handed to the app, who writes it when the book is closed and still the same."""
        from tierdesk.ui.board_rows import digest_of

        snapshot, dealt = self.desktop.snapshot, self._dealt
        if snapshot is None or dealt is None or len(self.grid.tops) != len(board.piles):
            return
        day = snapshot.today.isoformat()
        made = digest_of(board, self.row, self._kept_tops(board), day, self.desktop.catalog)
        self.owner.board_kept = (dealt.revision, made)


def _read(section: str) -> tuple[list[str], list[int], list[int] | None, bool]:
    """Folded stages, marks, tops, whether in lanes; whatever is not understood is left out."""
    try:
        found = json.loads(section) if section else {}
    except ValueError:
        found = {}
    if not isinstance(found, dict):
        found = {}
    folded, marks, tops = found.get("folded"), found.get("marks"), found.get("tops")
    return (
        [text for text in folded if isinstance(text, str)] if isinstance(folded, list) else [],
        [key for key in marks if type(key) is int] if isinstance(marks, list) else [],
        [n if type(n) is int else 0 for n in tops] if isinstance(tops, list) else None,
        found.get("lanes") is True,
    )
