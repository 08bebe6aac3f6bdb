"""A pane of lines that are set from outside: details, cards, help. It scrolls, and may carry rows
that can be selected; it knows nothing of what they say.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip

from tierdesk.ui.lines.line import Line
from tierdesk.ui.widgets.canvas import Canvas
from tierdesk.ui.widgets.quiet import QuietFocus


class LinePane(QuietFocus, Canvas, can_focus=True):
    """`stops` are the lines on which the cursor may stand, in order; without any it only
    scrolls."""

    FOCUS_ON_CLICK = False
    DEFAULT_CSS = "LinePane { height: 1fr; }"

    class Stopped(Message):
        """The cursor stands on another line (its number among the lines), or on none."""

        def __init__(self, line: int | None) -> None:
            super().__init__()
            self.line = line

    class Sized(Message):
        """It has a size, or another one: lines are made for a width, and a pane that was hidden had
        none."""

    class Scrolled(Message):
        """Other lines are in sight."""

    def __init__(self, *, id: str | None = None, focusable: bool = True) -> None:
        super().__init__(id=id)
        self.can_focus = focusable
        self.lines: Sequence[Line] = ()
        self.stops: Sequence[int] = ()
        self.at: int | None = None
        self.top = 0

    def show(
        self,
        lines: Sequence[Line],
        stops: Sequence[int] = (),
        *,
        at: int | None = None,
        keep: bool = False,
    ) -> None:
        """Show these lines; `keep` leaves scroll and cursor where they are."""
        before, old_top = self.lines, self.top
        self.lines, self.stops = lines, stops
        if not keep:
            self.top, self.at = 0, None
        if at is not None:
            self.at = at
        if self.at is not None and self.at not in stops:
            self.at = min(stops, key=lambda stop: abs(stop - (self.at or 0)), default=None)
        self._keep_in_sight()
        if self.top != old_top:
            self.refresh()
            return
        for y in range(self.size.height):
            line = self.top + y
            if self._line(lines, line) != self._line(before, line) or line == self.at:
                self.repaint_line(y)

    def move(self, by: int) -> None:
        """The cursor to another stop, or the text up."""
        if not self.stops:
            self.scroll_lines(by)
            return
        if self.at is None:
            self._stop(self.stops[0] if by > 0 else self.stops[-1])
            return
        here = list(self.stops).index(self.at) if self.at in self.stops else 0
        place = max(0, min(len(self.stops) - 1, here + by))
        if self.stops[place] == self.at:
            self.scroll_lines(1 if by > 0 else -1)
            return
        self._stop(self.stops[place])

    @property
    def above(self) -> bool:
        """Are there lines before those in sight?"""
        return self.top > 0

    @property
    def below(self) -> bool:
        """Are there lines behind those in sight?"""
        return self.top + self.size.height < len(self.lines)

    def half_page(self) -> int:
        """Lines of half a page; stops are fewer, but that is what the eye expects."""
        return max(1, self.size.height // 2)

    def scroll_lines(self, by: int) -> None:
        """The text `by` lines up."""
        old = self.top
        self.top = max(0, min(self.top + by, len(self.lines) - self.size.height))
        if self.top != old:
            self.refresh()
            self.post_message(self.Scrolled())

    def _stop(self, line: int) -> None:
        old, self.at = self.at, line
        top = self.top
        self._keep_in_sight()
        if self.top != top:
            self.refresh()
        else:
            for changed in (old, line):
                if changed is not None:
                    self.repaint_line(changed - top)
        self.post_message(self.Stopped(line))

    def _keep_in_sight(self) -> None:
        height = self.size.height
        if self.at is not None and height > 0:
            if self.at < self.top:
                self.top = max(0, self.at - height // 2)
            elif self.at >= self.top + height:
                self.top = self.at - height // 2
        self.top = max(0, min(self.top, len(self.lines) - height))

    @staticmethod
    def _line(lines: Sequence[Line], number: int) -> Line:
        return lines[number] if 0 <= number < len(lines) else ()

    def on_resize(self, _: events.Resize) -> None:
        """Keep the cursor in sight, and have the lines made for the new size."""
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Sized())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three lines up."""
        event.stop()
        self.scroll_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three lines down."""
        event.stop()
        self.scroll_lines(-3)

    def render_line(self, y: int) -> Strip:
        """One line."""
        number = self.top + y
        here = number == self.at and self.at is not None
        return self.strip(self._line(self.lines, number), "cursor" if here else None)
