"""A section of the card while it is written: its lines, and on which of them the cursor may stand to
open what.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tierdesk.domain.document import EMPTY, Doc
from tierdesk.ui.lines.line import Line, Paper, Span, cut, width


class Stop(NamedTuple):
    """What a row stands for: `form` is the one that enter opens ("" for none), `doc_id` its document
    (for a need its place, None for the customer itself or a new one), `doc` the document as it
    is shown; `field` is where the form begins. `key` tells rows apart when the book changes."""

    key: str
    form: str = ""
    doc_id: int | None = None
    field: str = ""
    doc: Doc = EMPTY


class Section(NamedTuple):
    """`stops` by line number."""

    lines: Sequence[Line]
    stops: Mapping[int, Stop]


class Sheet:
    """Collects a section from the top."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self._lines: list[Line] = []
        self._stops: dict[int, Stop] = {}

    def add(self, lines: Sequence[Line], stop: Stop | None = None) -> None:
        """Lines at the end; the cursor may stand on the first of them."""
        if lines and stop is not None:
            self._stops[len(self._lines)] = stop
        self._lines += lines

    def heading(self, title: str) -> None:
        """A title with a blank line above it, unless it is the first line."""
        if self._lines:
            self._lines.append(())
        self._lines.append((Span(title, "accent"),))

    def section(self) -> Section:
        """What was collected, one cell away from the edge for the cursor's mark."""
        return Section([self._set(line) for line in self._lines], self._stops)

    def _set(self, line: Line) -> Line:
        if not line:
            return ()
        whole = (Span(" "), *line)
        room = self.paper.width
        return cut(whole, room, self.paper.glyphs) if width(whole) > room else whole


def marked(section: Section, at: int | None, paper: Paper) -> list[Line]:
    """The lines with the cursor's mark before line `at`."""
    lines = list(section.lines)
    if at is not None and 0 <= at < len(lines) and lines[at]:
        lines[at] = (Span(paper.glyphs.cursor, "mark"), *lines[at][1:])
    return lines
