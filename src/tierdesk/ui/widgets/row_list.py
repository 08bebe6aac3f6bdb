"""A list of any length that paints only the rows in sight: one line per row, a cursor, no scrollbar.

Rows are keys: positive ones can be selected, others are headings. What a row looks like is told by
the painter; the list knows no customer. Moving the cursor paints two rows; at the edge it scrolls
by half a page, which sends fewer bytes than line by line. Over a slow link it scrolls by single
lines where the terminal can move them: no key then costs much more than another.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip

from tierdesk.ui.lines.line import Line, Paper
from tierdesk.ui.widgets.canvas import Canvas
from tierdesk.ui.widgets.quiet import QuietFocus

Painter = Callable[[int, Paper, bool], Line]
"""(key, paper, under the cursor) → the row's line."""


class RowList(QuietFocus, Canvas, can_focus=True):
    """`rows` are keys; the cursor stays on its key when the order changes. Over a slow link it lies
    only under the first spans of its row, those that begin in `head` cells (0: under all)."""

    FOCUS_ON_CLICK = False
    DEFAULT_CSS = "RowList { height: 1fr; }"

    class Moved(Message):
        """The cursor stands on another row; `key` is None when there is none."""

        def __init__(self, key: int | None) -> None:
            super().__init__()
            self.key = key

    class Sized(Message):
        """It has a width, or another one: the names of columns are made for it."""

    class Clicked(Message):
        """A row was clicked that the cursor was already on."""

    def __init__(self, painter: Painter, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._painter = painter
        self.rows: Sequence[int] = ()
        self.at = -1
        self.top = 0
        self.surface_of: Callable[[int], str] = lambda _: "page"
        self.head = 0

    @property
    def key(self) -> int | None:
        """The row under the cursor."""
        return self.rows[self.at] if 0 <= self.at < len(self.rows) else None

    def show(self, rows: Sequence[int], *, key: int | None = None, top: int | None = None) -> None:
        """Show these rows; the cursor goes to `key`, else stays on its own, else goes to the nearest
        below that is still shown, else above, else stays on its place."""
        before, old, stood = self.key, self.rows, self.at
        if rows is not self.rows and list(rows) != list(self.rows):
            self.rows = rows
            self.refresh()
        at = self._place_of(before if key is None else key)
        if at is None and before is not None:
            at = self._place_of(_neighbour(old, stood, set(rows)))
        self.at = self._selectable(max(0, self.at) if at is None else at)
        if top is not None:
            self.top = top
        self._keep_in_sight()
        self.refresh()
        if self.key != before:
            self.post_message(self.Moved(self.key))

    def repaint(self, keys: Iterable[int]) -> None:
        """These rows changed; paint those in sight again."""
        changed = set(keys)
        for y in range(min(self.size.height, len(self.rows) - self.top)):
            if self.rows[self.top + y] in changed:
                self.repaint_line(y)

    def move(self, by: int) -> None:
        """The cursor `by` rows down."""
        step = 1 if by > 0 else -1
        self._go(self._selectable(max(0, min(len(self.rows) - 1, self.at + by)), step))

    def go(self, key: int) -> None:
        """The cursor to a row."""
        at = self._place_of(key)
        if at is not None:
            self._go(at)

    def half_page(self) -> int:
        """Rows of half a page."""
        return max(1, self.size.height // 2)

    def _go(self, at: int) -> None:
        if at == self.at or not 0 <= at < len(self.rows):
            return
        old, self.at = self.at, at
        top = self.top
        self._keep_in_sight()
        if self.top != top:
            self.refresh()
        else:
            self.repaint_line(old - top)
            self.repaint_line(at - top)
        self.post_message(self.Moved(self.key))

    def _place_of(self, key: int | None) -> int | None:
        if key is None:
            return None
        if 0 <= self.at < len(self.rows) and self.rows[self.at] == key:
            return self.at
        try:
            return self.rows.index(key)
        except ValueError:
            return None

    def _selectable(self, at: int, step: int = 1) -> int:
        """The nearest row that is no heading, looking in the direction of `step` first."""
        if not self.rows:
            return -1
        at = max(0, min(at, len(self.rows) - 1))
        for direction in (step, -step):
            place = at
            while 0 <= place < len(self.rows):
                if self.rows[place] > 0:
                    return place
                place += direction
        return -1

    def _keep_in_sight(self) -> None:
        height = self.size.height
        if height <= 0:
            return
        half, last = height // 2, self.top + height - 1
        beyond = max(self.top - self.at, self.at - last)
        more = 0 if beyond <= half and self._moves_on_the_terminal() else half
        if self.at < self.top:
            self.top = max(0, self.at - more) if self.at > 0 else 0
        elif self.at > last:
            self.top = self.at - height + 1 + more
        if 0 < self.at < height and all(key <= 0 for key in self.rows[: self.at]):
            self.top = 0  # the headings above the first row stay in sight
        self.top = max(0, min(self.top, len(self.rows) - height))

    def _moves_on_the_terminal(self) -> bool:
        """Whether scrolling costs one new line, for the terminal moves the others: it moves lines
        of the whole width alone."""
        return self.easel.head_only and self.size.width == self.app.size.width

    def on_resize(self, _: events.Resize) -> None:
        """Keep the cursor in sight."""
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Sized())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three rows down."""
        event.stop()
        self.move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three rows up."""
        event.stop()
        self.move(-3)

    def on_click(self, event: events.Click) -> None:
        """Select the row; on the selected one: say so."""
        at = self.top + event.y
        if at == self.at:
            self.post_message(self.Clicked())
        elif 0 <= at < len(self.rows) and self.rows[at] > 0:
            self._go(at)

    def render_line(self, y: int) -> Strip:
        """One row."""
        place = self.top + y
        if not 0 <= place < len(self.rows):
            return self.strip(())
        key, here = self.rows[place], place == self.at
        line, surface = self._painter(key, self.paper(), here), self.surface_of(key)
        if not here:
            return self.strip(line, surface)
        head = self.head if self.easel.head_only else 0
        return self.strip(line, "cursor", head=head, rest=surface)


def _neighbour(rows: Sequence[int], at: int, shown: Collection[int]) -> int | None:
    """The row at that place or the nearest below, else above it, of those still shown."""
    for places in (range(at, len(rows)), range(at - 1, -1, -1)):
        for place in places:
            if rows[place] > 0 and rows[place] in shown:
                return rows[place]
    return None
