"""What every line widget shares: the palette, the language and the making of strips.

The app is asked through the `Easel` protocol alone, so that widgets stay strangers to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from rich.cells import cell_len
from rich.segment import Segment
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tierdesk.ui.lines.line import Line, Paper, cut
from tierdesk.ui.widgets.line_cache import LineCache

if TYPE_CHECKING:
    from tierdesk.i18n.catalog import Catalog
    from tierdesk.ui.lines.line import Glyphs
    from tierdesk.ui.theming.palette import Palette


class Easel(Protocol):
    """What a line widget needs of the app."""

    palette: Palette
    catalog: Catalog
    glyphs: Glyphs
    head_only: bool


class Canvas(Widget):
    """A widget that paints lines itself. `on` is the surface it lies on."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = "Canvas { height: 1; }"
    on: str = "page"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._styles_cache = LineCache()
        self._inside = Size(0, 0)

    @property
    def size(self) -> Size:
        """Its cells within its frame, as they were laid out. The library looks for the widget among
        all of the screen at every question, and whoever paints asks for every line."""
        return self._inside

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        frame = self.styles.gutter
        self._inside = Size(max(0, size.width - frame.width), max(0, size.height - frame.height))
        return super()._size_updated(size, virtual_size, container_size, layout)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What the library does to colours, but for the one that would find nothing to do."""
        found = super().get_line_filters()
        if not self.easel.palette.in_true_colours:
            return found
        return [one for one in found if not isinstance(one, ANSIToTruecolor)]

    @property
    def easel(self) -> Easel:
        """The app, as far as a widget may know it."""
        return cast("Easel", self.app)

    def paper(self, width: int | None = None) -> Paper:
        """What lines for this widget are made for."""
        easel = self.easel
        return Paper(self.size.width if width is None else width, easel.catalog, easel.glyphs)

    def strip(
        self, line: Sequence[tuple[str, str]], on: str | None = None, *,
        head: int = 0, rest: str | None = None,
    ) -> Strip:  # fmt: skip
        """A line as a strip that fills the widget's width. With `head` only the spans that begin
        in so many cells lie on `on`, the others on `rest`."""
        width, style = self.size.width, self.easel.palette.style
        surface = on or self.on
        segments: list[Segment] = []
        reached = 0
        for text, role in cut(cast("Line", line), width, self.easel.glyphs):
            if head and reached >= head:
                surface = rest or self.on
            segments.append(Segment(text, style(role, surface)))
            reached += cell_len(text) if head else 0
        return Strip(segments, width)

    def repaint_line(self, y: int) -> None:
        """Paint one line of the widget again."""
        self.refresh(Region(0, y, self.size.width, 1))


class LineBar(Canvas):
    """One line that is set from outside: head, status, key bar."""

    def __init__(self, *, on: str = "bar", id: str | None = None) -> None:
        super().__init__(id=id)
        self.on = on
        self._line: Line = ()

    @property
    def line(self) -> Line:
        """What it shows."""
        return self._line

    def show(self, line: Line) -> None:
        """Show another line; nothing is painted when it is the same."""
        if line != self._line:
            self._line = line
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line, then nothing."""
        return self.strip(self._line if y == 0 else ())


class LineBlock(Canvas):
    """A few lines that are set from outside; as high as they are many, one at least."""

    def __init__(self, *, on: str = "bar", id: str | None = None) -> None:
        super().__init__(id=id)
        self.on = on
        self._lines: Sequence[Line] = ((),)

    @property
    def lines(self) -> Sequence[Line]:
        """What it shows."""
        return self._lines

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines; nothing is painted when they are the same."""
        lines = lines or ((),)
        if len(lines) != len(self._lines):
            self.styles.height = len(lines)
        if list(lines) != list(self._lines):
            self._lines = lines
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line."""
        return self.strip(self._lines[y] if y < len(self._lines) else ())
