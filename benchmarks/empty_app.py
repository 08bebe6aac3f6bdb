"""The floor that the screen is measured against: the least that an app of the same library costs, a
header, a footer and a line-API list whose cursor moves (`ROWS` rows).
"""

import os

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Footer, Header, Static

ROWS = int(os.environ.get("ROWS", "0"))
_CURSOR = Style(bgcolor="rgb(1,120,212)", bold=True)


class Lines(ScrollView, can_focus=True):
    """Numbered rows; `down` moves the cursor."""

    BINDINGS = [Binding("down", "move(1)", ""), Binding("up", "move(-1)", "")]
    at = 0

    def on_mount(self) -> None:
        self.virtual_size = Size(0, ROWS)

    def action_move(self, by: int) -> None:
        old, self.at = self.at, self.at + by
        top = round(self.scroll_offset.y)
        if top <= self.at < top + self.size.height:
            self.refresh(Region(0, old - top, self.size.width, 1),
                         Region(0, self.at - top, self.size.width, 1))  # fmt: skip
        else:
            self.refresh()
            self.scroll_to(y=self.at - self.size.height + 1, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        index = y + round(self.scroll_offset.y)
        style = self.rich_style + _CURSOR if index == self.at else self.rich_style
        return Strip([Segment(f"row {index} of the list".ljust(self.size.width), style)])


class Empty(App[None]):
    """`q` ends it."""

    BINDINGS = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Header()
        yield Lines() if ROWS else Static("Hello, world")
        yield Footer()


if __name__ == "__main__":
    Empty().run()
