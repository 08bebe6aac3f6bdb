"""Which columns and cards of a board are in sight, and where its cursor stands: numbers alone, so that all
of it can be tried without a screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from textual.geometry import Size

LEAST_CELLS, FOLDED_CELLS = 26, 4
"""Of an open column and of a folded one, with the rule before it."""
_TALL, _HEADED = 36, 16
"""Lines of the grid from which cards have three, and heads two."""


class Slot(NamedTuple):
    """Where a column stands: its first cell, its width with the rule, whether it is folded."""

    column: int
    left: int
    cells: int
    folded: bool


class BoardShape:
    """`columns` are keys, those below zero headings of the cards that follow; `x` is the column of the
    cursor, `ats` the place of the cursor in each, `tops` the first card in sight of each; `folded`
    columns; `first` is the first open column in sight."""

    if TYPE_CHECKING:

        @property
        def size(self) -> Size:
            """Of the grid, in cells."""
            ...

    def begin(self) -> None:
        """Nothing is known yet."""
        self.columns: Sequence[Sequence[int]] = ()
        self.x = 0
        self.ats: list[int] = []
        self.tops: list[int] = []
        self.folded: set[int] = set()
        self.first = 0
        self._all: Sequence[int] | None = None
        self._slots: tuple[tuple[object, ...], list[Slot]] = (), []

    @property
    def key(self) -> int | None:
        """The card under the cursor."""
        column = self.columns[self.x] if self.x < len(self.columns) else ()
        at = self.ats[self.x] if column else -1
        return column[at] if 0 <= at < len(column) else None

    @property
    def rows(self) -> Sequence[int]:
        """All cards, column by column; headings are none."""
        if self._all is None:
            self._all = [key for column in self.columns for key in column if key >= 0]
        return self._all

    @property
    def heads(self) -> int:
        """Lines of the heads."""
        return 2 if self.size.height >= _HEADED else 1

    @property
    def lines(self) -> int:
        """Lines of a card."""
        return 3 if self.size.height >= _TALL else 2

    @property
    def page(self) -> int:
        """Cards of a column that are whole in sight, one at least."""
        return max(1, (self.size.height - self.heads) // self.lines)

    def half_page(self) -> int:
        """Cards of half a page."""
        return max(1, self.page // 2)

    def slots(self) -> list[Slot]:
        """The columns in sight, from left to right."""
        opened = [n for n in range(len(self.columns)) if n not in self.folded]
        narrow = min(len(self.folded), len(self.columns))
        room = self.size.width - FOLDED_CELLS * narrow
        most = max(1, min(len(opened), room // LEAST_CELLS))
        self._slide(opened, most)
        basis = (room, most, self.first, *opened, len(self.columns))
        if basis != self._slots[0]:  # every line that is painted asks
            self._slots = basis, self._laid_out(opened, room, most)
        return self._slots[1]

    def _laid_out(self, opened: Sequence[int], room: int, most: int) -> list[Slot]:
        shown = set(opened[self.first : self.first + most])
        found: list[Slot] = []
        left, spare = 0, room - most * (room // most)
        for column in range(len(self.columns)):
            if column in self.folded:
                found.append(Slot(column, left, FOLDED_CELLS, True))
            elif column in shown:
                found.append(Slot(column, left, room // most + (spare > 0), False))
                spare -= 1
            else:
                continue
            left += found[-1].cells
        return found

    def _find(self, key: int) -> bool:
        for column in dict.fromkeys((self.x, *range(len(self.columns)))):
            at = None if column in self.folded else place_of(self.columns[column], key)
            if at is not None:
                self.x, self.ats[column] = column, at
                return True
        return False

    def _within(self, column: int, at: int, by: int = 1) -> int:
        """The nearest card; a heading is passed over in the direction in which the cursor goes."""
        keys = self.columns[column]
        at = max(0, min(len(keys) - 1, at))
        if keys and keys[at] < 0:
            at += -1 if by < 0 and at > 0 else 1
        return at

    def _slide(self, opened: Sequence[int], most: int) -> None:
        """The open columns in sight hold that of the cursor."""
        if self.x in opened:
            place = opened.index(self.x)
            self.first = min(max(self.first, place - most + 1), place)
        self.first = max(0, min(self.first, len(opened) - most))

    def _keep_in_sight(self, column: int) -> None:
        """Half a page further at the edge; a column that has room for all its cards begins with the
        first."""
        if self.size.height <= 0:
            return
        page, at, top = self.page, self.ats[column], self.tops[column]
        keys = self.columns[column]
        headed = page > 1 and 0 < at < len(keys) and keys[at - 1] < 0
        if at - headed < top:
            top = at - headed - page // 2
        elif at >= top + page:
            top = at - page + 1 + page // 2
        self.tops[column] = max(0, min(top, len(self.columns[column]) - page))


def place_of(keys: Sequence[int], key: int) -> int | None:
    """Where a key stands among others; None: nowhere."""
    try:
        return keys.index(key)
    except ValueError:
        return None
