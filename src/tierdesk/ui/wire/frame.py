"""One frame as bytes: the cells that changed, reached by the shortest moves, in the fewest codes.

It knows where the cursor is and which look is on, from the first byte of a frame to its last, and
leaves the terminal in its own look. What the cells mean, and what was there before the frame, it is
told.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from unicodedata import east_asian_width

from tierdesk.ui.wire.cells import Cell, Row, changes
from tierdesk.ui.wire.sgr import PLAIN, Look, turn

_GAP: Final = 12
"""So many unchanged cells may be written again where that takes fewer bytes than jumping."""
_ERASED: Final = 10
"""From so many blanks on, erasing and jumping is shorter than writing them."""
_ERASED_TO_EDGE: Final = 4
_LINES_FED: Final = 3


class Place(NamedTuple):
    """Where the cursor is. `column` is None where terminals may disagree: behind a character whose
    width is not the same everywhere, and at the right edge; `line` is None before the first move."""

    column: int | None = None
    line: int | None = None


class _Written(NamedTuple):
    text: str
    look: Look
    advance: int | None


class Frame:
    """Collects a frame for a terminal of `width` columns, from a `place` on. Whether the terminal
    erases in the background colour that is on decides what may be erased rather than written."""

    def __init__(self, width: int, place: Place, erases_in_colour: bool = False) -> None:
        self._width, self._place = width, place
        self._in_colour = erases_in_colour
        self._look = PLAIN
        self._parts: list[str] = []

    def paint(self, line: int, old: Row, new: Row) -> None:
        """Make a line that shows `old` show `new`; cells that are None in `new` stay."""
        runs = changes(old, new)
        tail = self._tail(new)
        erasing = bool(runs) and runs[-1][1] - tail >= _ERASED_TO_EDGE
        for start, end in runs:
            if erasing and end > tail:
                if start < tail:
                    self._write(line, start, new[start:tail], new)
                self._erase_to_edge(line, max(start, tail), new[-1])
                return
            self._write(line, start, new[start:end], new)

    def finish(self, column: int, line: int) -> tuple[str, Place]:
        """The whole frame, with the cursor where an input method looks for it."""
        self._turn(PLAIN)
        self._move(column, line)
        return "".join(self._parts), self._place

    def _write(self, line: int, column: int, cells: Row, row: Row) -> None:
        """Write adjoining cells, together with those that lie between them and the cursor if that
        is shorter than the jump."""
        jump = _jump(self._place, Place(column, line))
        written = self._bytes_of(cells)
        came_from = self._place.column
        if line == self._place.line and came_from is not None and 0 < column - came_from <= _GAP:
            again = row[came_from:column]
            if all(cell is not None for cell in again):
                whole = self._bytes_of([*again, *cells])
                if _size(whole.text) < _size(jump) + _size(written.text):
                    jump, written, column = "", whole, came_from
        self._parts += (jump, written.text)
        self._look = written.look
        reached = None if written.advance is None else column + written.advance
        certain = reached is not None and reached < self._width
        self._place = Place(reached if certain else None, line)

    def _bytes_of(self, cells: Sequence[Cell | None]) -> _Written:
        """The bytes for adjoining cells, the look after them, and how many columns they take."""
        look, parts, columns, certain = self._look, list[str](), 0, True
        for group in _groups(cells):
            first, count = group[0], len(group)
            blank = _is_blank(first)
            if not (blank and _hides(look, first.look)):
                parts.append(turn(look, first.look))
                look = first.look
            if count >= _ERASED and blank and self._erases(look):
                parts.append(f"\x1b[{count}X\x1b[{count}C")
            else:
                text = "".join([cell.text for cell in group])
                parts.append(text)
                certain = certain and (text.isascii() or all(_certain(c.text) for c in group))
            columns += count
        return _Written("".join(parts), look, columns if certain else None)

    def _tail(self, row: Row) -> int:
        """Where the equal blanks begin in which a row ends, if they can be erased."""
        end, last = len(row), row[-1]
        if last is None or not _is_blank(last) or not self._erases(last.look):
            return end
        while end and row[end - 1] == last:
            end -= 1
        return end

    def _erases(self, look: Look) -> bool:
        return self._in_colour or not look.back

    def _erase_to_edge(self, line: int, column: int, blank: Cell | None) -> None:
        self._move(column, line)
        if blank is not None and not _hides(self._look, blank.look):
            self._turn(blank.look)
        self._parts.append("\x1b[K")

    def _move(self, column: int, line: int) -> None:
        place = Place(column, line)
        self._parts.append(_jump(self._place, place))
        self._place = place

    def _turn(self, look: Look) -> None:
        self._parts.append(turn(self._look, look))
        self._look = look


def _groups(cells: Sequence[Cell | None]) -> Iterator[list[Cell]]:
    """Neighbours that share a look; blanks apart from letters."""
    group: list[Cell] = []
    for cell in cells:
        if cell is None:
            continue
        if group and (cell.look != group[0].look or _is_blank(cell) != _is_blank(group[0])):
            yield group
            group = []
        group.append(cell)
    if group:
        yield group


def _is_blank(cell: Cell) -> bool:
    return cell.text == " " and not cell.look.attributes


def _hides(current: Look, blank: Look) -> bool:
    """Whether a blank in the current look cannot be told from one in its own."""
    return current.back == blank.back and current.fits_blanks


def _jump(start: Place, goal: Place) -> str:
    """The shortest sequence that brings the cursor from one place to another."""
    column, line = goal.column or 0, goal.line or 0
    if start == goal:
        return ""
    row = f"{line + 1}" if line else ""
    ways = [f"\x1b[{row};{column + 1}H" if column else f"\x1b[{row}H"]
    if start.line is not None:
        down = line - start.line
        if 0 <= down <= _LINES_FED:
            ways.append("\r" + "\n" * down + _across(column))
        if down == 0:
            ways.append(f"\x1b[{column + 1}G")
        if down == 0 and start.column is not None:
            ways.append(_across(column - start.column))
        if start.column == column:
            ways.append(f"\x1b[{row}d")
    return min(ways, key=len)


def _across(columns: int) -> str:
    if columns == 0:
        return ""
    final, count = ("C", columns) if columns > 0 else ("D", -columns)
    return f"\x1b[{count}{final}" if count > 1 else f"\x1b[{final}"


@lru_cache(maxsize=4096)
def _certain(text: str) -> bool:
    """Whether all terminals agree on how wide it is: not for clusters, not for characters that are
    wide in some fonts only, and not for pictures, which older terminals measure otherwise."""
    if len(text) > 1:
        return False
    return not text or (east_asian_width(text) != "A" and ord(text) < 0x1F000)


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
