"""The strips of a line widget, kept until they are to be painted again.

The library asks its cache of styles for them, which puts borders, padding, tint, hatch and opacity
around each line that is painted; a line widget without a frame has none of these, and going through
them costs more than making the line. Which lines are to be painted again is the library's book
(`set_dirty`, `clear`), used here as it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._styles_cache import StylesCache
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.geometry import Region
    from textual.widget import Widget


class LineCache(StylesCache):
    """Of one widget whose `render_line` fills its width with styled text."""

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        """The strips of a region of the widget, as the library's own cache would answer."""
        if widget.styles.gutter:
            return super().render_widget(widget, crop)
        width = widget.outer_size.width
        if width != self._width:
            self.clear()
            self._width = width
        strips = [self._line(widget, y, width) for y in crop.line_range]
        self._dirty_lines.difference_update(crop.line_range)
        if filters := widget.get_line_filters():
            _, background = widget.background_colors
            for one in filters:
                strips = [strip.apply_filter(one, background) for strip in strips]
        if crop.column_span != (0, width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _line(self, widget: Widget, y: int, width: int) -> Strip:
        strip = None if y in self._dirty_lines else self._cache.get(y)
        if strip is None:
            strip = self._cache[y] = widget.render_line(y).adjust_cell_length(width)
        return strip
