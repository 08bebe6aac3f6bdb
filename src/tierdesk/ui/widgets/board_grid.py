"""The columns of a board, any number of cards in each: one widget that paints the lines in sight of the
columns in sight, a cursor in one column, no scrollbar.

Cards are keys. What they and the heads look like is told by a painter; the grid knows no deal. It is one
widget because only changed cells are sent (`wire/changed_cells`): columns that are widgets of their own
would cost the first frame and save no byte. A column scrolls by half its height, which sends fewer bytes
than card by card.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Protocol

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tierdesk.ui.lines.line import Line, Paper, Span, cut
from tierdesk.ui.widgets.board_shape import BoardShape, Slot, place_of
from tierdesk.ui.widgets.canvas import Canvas
from tierdesk.ui.widgets.quiet import QuietFocus

_MOST_PAINTED = 4096
_NARROW_CURSOR = 5
"""Over a slow link the cursor lies under the spans that begin in so many cells of a card."""


class Painter(Protocol):
    """Makes the lines of a grid; `part` is the line of a card or head."""

    def card(self, key: int, part: int, paper: Paper, here: bool) -> Line:
        """A line of a card."""
        ...

    def column_head(self, column: int, part: int, paper: Paper, here: bool) -> Line:
        """A line of the head of a column."""
        ...

    def folded(self, column: int, y: int, paper: Paper) -> Line:
        """A line of a folded column."""
        ...

    def nothing(self, column: int, paper: Paper) -> Line:
        """The first line of a column without cards."""
        ...

    def surface_of(self, key: int) -> str:
        """What a card lies on."""
        ...

    def token(self, key: int) -> Hashable:
        """All that a card tells beside where it is shown; equal tokens are painted alike."""
        ...


class BoardGrid(BoardShape, QuietFocus, Canvas, can_focus=True):
    """`instead` stands under the heads while no column has a card."""

    FOCUS_ON_CLICK = False
    DEFAULT_CSS = "BoardGrid { height: 1fr; }"

    class Moved(Message):
        """The cursor stands on another card, or on none, or in another column."""

    class Sized(Message):
        """It has another size: other columns may be in sight."""

    class Clicked(Message):
        """A card was clicked that the cursor was already on."""

    def __init__(self, painter: Painter, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.begin()
        self._painter = painter
        self.instead: Sequence[Line] = ()
        self._painted: dict[Hashable, list[Segment]] = {}

    # what changes it

    def show(
        self,
        columns: Sequence[Sequence[int]],
        *,
        key: int | None = None,
        tops: Sequence[int] | None = None,
    ) -> None:
        """Show these columns; the cursor goes to `key`, else stays on its card, else on its place."""
        before, column = self.key, self.x
        self.columns, self._all = columns, None
        many = len(columns)
        self.ats = [self._within(n, self.ats[n] if n < len(self.ats) else 0) for n in range(many)]
        first = list(tops) if tops is not None else self.tops
        self.tops = [first[n] if n < len(first) else 0 for n in range(many)]
        self.folded = {n for n in self.folded if n < many}
        self.x = min(self.x, max(0, many - 1))
        for wanted in (key, before):
            if wanted is not None and self._find(wanted):
                break
        for n in range(many):
            self._keep_in_sight(n)
        self.refresh()
        if self.key != before or self.x != column:
            self.post_message(self.Moved())

    def repaint(self, keys: Iterable[int]) -> None:
        """These cards changed; paint those in sight again."""
        changed = set(keys)
        if not changed:
            return
        for slot in self.slots():
            column, top = self.columns[slot.column], self.tops[slot.column]
            if not slot.folded:
                for at in range(top, min(len(column), top + self.page + 1)):
                    if column[at] in changed:
                        self._repaint_card(slot, at)

    def repaint_heads(self) -> None:
        """The figures of the columns changed."""
        self.refresh(Region(0, 0, self.size.width, self.heads))

    def move(self, by: int) -> None:
        """The cursor `by` cards down its column."""
        if self.x < len(self.columns):
            self._stand(self.x, self._within(self.x, self.ats[self.x] + by, by))

    def across(self, by: int) -> None:
        """The cursor to the next open column."""
        column = self.x + by
        while 0 <= column < len(self.columns):
            if column not in self.folded:
                self._stand(column, self.ats[column])
                return
            column += by

    def go(self, key: int) -> None:
        """The cursor to a card, if it is shown."""
        for column in (self.x, *range(len(self.columns))):
            if column < len(self.columns) and column not in self.folded:
                at = place_of(self.columns[column], key)
                if at is not None:
                    self._stand(column, at)
                    return

    def fold(self, column: int) -> bool:
        """Fold a column; the cursor goes to the next open one. False: it is the last open one."""
        if len(self.folded) + 1 >= len(self.columns):
            return False
        self.folded.add(column)
        opened = [n for n in range(len(self.columns)) if n not in self.folded]
        if self.x == column:
            self.x = next((n for n in opened if n > column), opened[-1])
            self._keep_in_sight(self.x)
            self.post_message(self.Moved())
        self.refresh()
        return True

    def unfold(self) -> None:
        """All columns open."""
        self.folded.clear()
        self.refresh()

    def _stand(self, column: int, at: int) -> None:
        old_x, old_at = self.x, self.ats[self.x]
        if (column, at) == (old_x, old_at):
            return
        first, top = self.first, self.tops[column]
        self.x, self.ats[column] = column, at
        self._keep_in_sight(column)
        slots = self.slots()
        if self.first != first:
            self.refresh()
        else:
            for slot in slots:
                if slot.column == column and self.tops[column] != top:
                    self.refresh(Region(slot.left, 0, slot.cells, self.size.height))
                    continue
                if slot.column == column:
                    self._repaint_card(slot, at)
                if slot.column == old_x:
                    self._repaint_card(slot, old_at)
                if slot.column in (column, old_x):
                    self.refresh(Region(slot.left, 0, slot.cells, 1))
        self.post_message(self.Moved())

    def _repaint_card(self, slot: Slot, at: int) -> None:
        y = self.heads + (at - self.tops[slot.column]) * self.lines
        if self.heads <= y < self.size.height:
            self.refresh(Region(slot.left, y, slot.cells, min(self.lines, self.size.height - y)))

    def on_resize(self, _: events.Resize) -> None:
        """Keep the cursors in sight."""
        for column in range(len(self.columns)):
            self._keep_in_sight(column)
        self.refresh()
        self.post_message(self.Sized())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Two cards down."""
        event.stop()
        self.move(2)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Two cards up."""
        event.stop()
        self.move(-2)

    def on_click(self, event: events.Click) -> None:
        """Select the card or the column; on the selected card: say so; a folded column opens."""
        slot = next((s for s in self.slots() if s.left <= event.x < s.left + s.cells), None)
        if slot is None:
            return
        if slot.folded:
            self.folded.discard(slot.column)
            self.refresh()
            return
        at = self.tops[slot.column] + (event.y - self.heads) // self.lines
        keys = self.columns[slot.column]
        if event.y < self.heads or at >= len(keys) or keys[at] < 0:
            self._stand(slot.column, self.ats[slot.column])
        elif (slot.column, at) == (self.x, self.ats[self.x]):
            self.post_message(self.Clicked())
        else:
            self._stand(slot.column, at)

    # what is painted

    def render_line(self, y: int) -> Strip:
        """One line of all columns in sight."""
        segments: list[Segment] = []
        if self.instead and y >= self.heads:
            place = y - self.heads
            return self.strip(self.instead[place] if place < len(self.instead) else ())
        for slot in self.slots():
            cells = slot.cells
            if slot.left:
                segments.append(Segment(self.easel.glyphs.rule, self._style("rule", "page")))
                cells -= 1
            segments += self._piece(slot, y, self.paper(cells))
        return Strip(segments, self.size.width) if segments else self.strip(())

    def _piece(self, slot: Slot, y: int, paper: Paper) -> list[Segment]:
        painter, column = self._painter, slot.column
        here = column == self.x
        if slot.folded:
            return self._segments(painter.folded(column, y, paper), paper, "page")
        if y < self.heads:
            return self._segments(painter.column_head(column, y, paper, here), paper, "page")
        keys = self.columns[column]
        if not keys and y == self.heads:
            return self._segments(painter.nothing(column, paper), paper, "page")
        place, part = divmod(y - self.heads, self.lines)
        place += self.tops[column]
        if place >= len(keys):
            return self._segments((), paper, "page")
        key, easel = keys[place], self.easel
        surface, under = painter.surface_of(key), here and place == self.ats[column]
        token = (
            painter.token(key), part, paper.width, under, surface, paper.catalog.language,
            paper.glyphs, id(easel.palette),
        )  # fmt: skip
        found = self._painted.get(token)
        if found is None:
            if len(self._painted) >= _MOST_PAINTED:
                self._painted.clear()
            found = self._painted[token] = self._card(key, part, paper, surface, under)
        return found

    def _card(self, key: int, part: int, paper: Paper, surface: str, under: bool) -> list[Segment]:
        painter = self._painter
        if not under:
            return self._segments(painter.card(key, part, paper, False), paper, surface)
        if self.easel.head_only:
            line = painter.card(key, part, paper, part == 0)
            on = "cursor" if part == 0 else surface
            return self._segments(line, paper, on, head=_NARROW_CURSOR, rest=surface)
        return self._segments(painter.card(key, part, paper, True), paper, "cursor")

    def _segments(
        self, line: Sequence[Span], paper: Paper, on: str, *, head: int = 0, rest: str = "page"
    ) -> list[Segment]:
        found, reached = [], 0
        for text, role in cut(line, paper.width, paper.glyphs):
            surface = rest if head and reached >= head else on
            found.append(Segment(text, self._style(role, surface)))
            reached += cell_len(text) if head else 0
        return found

    def _style(self, role: str, surface: str):  # type: ignore[no-untyped-def]
        return self.easel.palette.style(role, surface)
