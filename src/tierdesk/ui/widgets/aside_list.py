"""A list beside another one: only the list that has the keys shows where they go by its background;
the other keeps its mark."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.strip import Strip

from tierdesk.ui.widgets.row_list import Painter, RowList


class AsideList(RowList):
    """`awake`: the keys go here."""

    class Sized(Message):
        """It has a size, or another one: what stands beside it is made for the same width."""

    class Woken(Message):
        """It was clicked while the keys went elsewhere."""

    def __init__(self, painter: Painter, *, id: str | None = None, awake: bool = False) -> None:
        super().__init__(painter, id=id)
        self.awake = awake

    def wake(self, awake: bool) -> None:
        """The keys go here, or away."""
        if awake != self.awake:
            self.awake = awake
            self.repaint_line(self.at - self.top)

    def on_resize(self, _: events.Resize) -> None:
        """Tell it; the rows are kept in sight by the list itself."""
        self.post_message(self.Sized())

    def on_click(self, event: events.Click) -> None:
        """The first click wakes it, and opens nothing."""
        if not self.awake:
            event.prevent_default()
            self.post_message(self.Woken())
            at = self.top + event.y
            if 0 <= at < len(self.rows) and self.rows[at] > 0:
                self.go(self.rows[at])

    def render_line(self, y: int) -> Strip:
        """One row; asleep the cursor's row lies on the surface of all others."""
        place = self.top + y
        if self.awake or not 0 <= place < len(self.rows):
            return super().render_line(y)
        key = self.rows[place]
        return self.strip(self._painter(key, self.paper(), place == self.at), self.surface_of(key))
