"""A pane of lines with rows on which the cursor may stand, and more between them than fits: it goes from
row to row where the next one is in sight, and scrolls where it is not.
"""

from __future__ import annotations

from collections.abc import Sequence

from tierdesk.ui.lines.line import Line
from tierdesk.ui.widgets.line_pane import LinePane


class SectionPane(LinePane):
    """`at` None: above all rows."""

    DEFAULT_CSS = "SectionPane { width: 1fr; }"

    def show(
        self, lines: Sequence[Line], stops: Sequence[int] = (), *, at: int | None = None,
        keep: bool = False,
    ) -> None:  # fmt: skip
        """Show these lines; with `keep` the scroll stays although the cursor may be out of sight."""
        top, away = self.top, keep and self._away()
        super().show(lines, stops, at=at, keep=keep)
        last = max(0, len(lines) - self.size.height)
        if away and self.top != min(top, last):
            self.top = min(top, last)
            self.refresh()

    def move(self, by: int) -> None:
        """One row on, or one line where no row is in sight; several lines to the row nearest."""
        if abs(by) > 1:
            self._leap(by)
            return
        row = self._next(by)
        if row is not None and self.top <= row < self.top + self.size.height:
            self._stop(row)
            return
        top = self.top
        self.scroll_lines(by)
        if self.top != top:
            return
        if row is not None:
            self._stop(row)
        elif by < 0 and self.at is not None:
            self.release()

    def release(self) -> None:
        """Above all rows."""
        old, self.at = self.at, None
        if old is not None:
            self.repaint_line(old - self.top)
            self.post_message(self.Stopped(None))

    def _next(self, by: int) -> int | None:
        here = -1 if self.at is None else self.at
        if by > 0:
            return min((stop for stop in self.stops if stop > here), default=None)
        return max((stop for stop in self.stops if stop < here), default=None)

    def _leap(self, by: int) -> None:
        start = self.top if self.at is None else self.at
        wanted = max(0, min(len(self.lines) - 1, start + by))
        self.scroll_lines(by)
        if wanted == 0 and by < 0:
            self.release()
            return
        inside = [s for s in self.stops if self.top <= s < self.top + self.size.height]
        if inside:
            self._stop(min(inside, key=lambda stop: abs(stop - wanted)))

    def _away(self) -> bool:
        """Whether the cursor's row is out of sight."""
        return self.at is not None and not self.top <= self.at < self.top + self.size.height
