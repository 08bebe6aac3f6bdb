"""A line of the screen, cell by cell: what a strip of text puts into each.

Wide characters take a cell and leave the next one to it; marks that take no cell belong to the
character before. Widths are measured as textual measures them, or columns would not agree.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import repeat
from typing import Final, NamedTuple

from rich.cells import split_graphemes
from rich.segment import Segment

from tierdesk.ui.wire.sgr import PLAIN, Look, Looks


class Cell(NamedTuple):
    """`text` is empty in the second cell of a wide character; control characters never get here."""

    text: str
    look: Look


Row = list[Cell | None]
"""A line of the screen; None is a cell of which nothing is known."""

BLANK: Final = Cell(" ", PLAIN)
_JOINER = "\u200d"
_PLAIN = re.compile("[ -~\u4e00-\u9fff]*")
"""Letters that stand for themselves, one cell wide or, where they are Chinese, two."""
_MOST_KEPT = 4096
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)))


class Laid(NamedTuple):
    """A strip as cells. `mark` is what it begins with that has no cell of its own: textual may part
    a letter from its marks where it cuts a line."""

    mark: str
    cells: list[Cell]


class _Made(dict[str, Cell]):
    """The cells of one look, by their text."""

    def __init__(self, look: Look, on_blanks: Look) -> None:
        super().__init__()
        self._look = look
        self[" "] = Cell(" ", on_blanks)

    def __missing__(self, text: str) -> Cell:
        cell = self[text] = Cell(text, self._look)
        return cell


class Cells:
    """Makes cells out of segments; equal cells are one object."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self._of_look: dict[Look, _Made] = {}
        self._of_plain: dict[Segment, list[Cell]] = {}

    def of(self, segments: Iterable[Segment]) -> Laid:
        """As many cells as the segments are wide."""
        mark, cells = "", list[Cell]()
        for segment in segments:
            known = self._of_plain.get(segment)
            if known is not None:
                cells += known
                continue
            text, style, control = segment
            if control:
                continue
            made = self._made(self._looks.of(style))
            if _PLAIN.fullmatch(text):
                cells += self._keep(segment, made)
                continue
            for shown, width in _graphemes(text):
                if width:
                    cells.append(made[shown])
                    cells.extend(repeat(made[""], width - 1))
                elif cells:
                    _add_mark(cells, len(cells), shown)
                else:
                    mark += shown
        return Laid(mark, cells)

    def _keep(self, segment: Segment, made: _Made) -> list[Cell]:
        """The cells of a text without marks; cards that move a line say again what they said."""
        if len(self._of_plain) >= _MOST_KEPT:
            self._of_plain.clear()
        cells = self._of_plain[segment] = []
        for character in segment.text:
            cells.append(made[character])
            if character > "\u2fff":
                cells.append(made[""])
        return cells

    def _made(self, look: Look) -> _Made:
        made = self._of_look.get(look)
        if made is None:
            made = self._of_look[look] = _Made(look, self._looks.only(look.of_blank))
        return made


@lru_cache(maxsize=1024)
def _graphemes(text: str) -> tuple[tuple[str, int], ...]:
    """What a text is made of, with widths; a joiner at its head takes the next character with it,
    as textual measures it."""
    head: list[tuple[str, int]] = []
    if text[0] == _JOINER:
        head, text = [(text[:2], 0)], text[2:]
    for start, end, width in split_graphemes(text)[0]:
        shown = text[start:end].translate(_CONTROLS)
        head.append((shown or " " * bool(width), width))
    return tuple(head)


def _add_mark(row: Row | list[Cell], end: int, mark: str) -> None:
    """To the character that ends before `end`, unless it is there already."""
    at = end - 1
    while at > 0 and _is_second(row[at]):
        at -= 1
    cell = row[at] if at >= 0 else None
    if cell is not None and mark and not cell.text.endswith(mark):
        row[at] = Cell(cell.text + mark, cell.look)


def lay(row: Row, at: int, laid: Laid) -> None:
    """Put cells into a row. What is left of a wide character that loses half is a blank, as on a
    terminal."""
    cells = laid.cells
    end = min(len(row), at + len(cells))
    if end <= at:
        return
    if _is_second(row[at]):
        row[at - 1] = _blanked(row[at - 1])
    if end < len(row) and _is_second(row[end]):
        row[end] = _blanked(row[end])
    row[at:end] = cells[: end - at]
    if len(cells) > end - at and _is_second(cells[end - at]):
        row[end - 1] = _blanked(row[end - 1])
    _add_mark(row, at, laid.mark)


def changes(old: Row, new: Row) -> list[tuple[int, int]]:
    """Runs `[start, end)` of the cells that differ, each made of whole characters."""
    pairs = enumerate(zip(old, new, strict=True))
    differing = [at for at, (a, b) in pairs if a is not b and a != b and b is not None]
    runs: list[tuple[int, int]] = []
    first = 0
    for n in range(1, len(differing) + 1):
        if n < len(differing) and differing[n] == differing[n - 1] + 1:
            continue
        start, end = differing[first], differing[n - 1] + 1
        first = n
        while start and _is_second(new[start]):
            start -= 1
        while end < len(new) and _is_second(new[end]):
            end += 1
        if runs and start <= runs[-1][1]:
            start = runs.pop()[0]
        runs.append((start, end))
    return runs


def _is_second(cell: Cell | None) -> bool:
    return cell is not None and not cell.text


def _blanked(cell: Cell | None) -> Cell | None:
    return cell and Cell(" ", cell.look.of_blank)
