"""One frame as bytes: the cells that changed, reached by the shortest moves, in the fewest codes.

It knows where the cursor is and which look is on, from the first byte of a frame to its last, and
leaves the terminal in its own look. What the cells mean, and what was there before the frame, it is
told.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from tierdesk.ui.wire.cells import BLANK, Cell, Row, changes
from tierdesk.ui.wire.doubtful import blanked, end_of_flow, first_doubtful, is_certain, is_doubtful
from tierdesk.ui.wire.moved_block import Block
from tierdesk.ui.wire.sgr import PLAIN, Look, turn

_JUMP: Final = 4
"""Bytes of a jump to the right, as a rule."""
_LONG_BLANK: Final = " " * 10
"""From so many blanks on, erasing them and jumping is shorter than writing them."""
_BLANKS = re.compile(f"{_LONG_BLANK}+")
_ERASED_TO_EDGE: Final = 4
_LINES_FED: Final = 3
_UNKNOWN: Final = "\x1b[r"
_CLEARED: Final = "\x1b[m\x1b[r\x1b[2J"


class Place(NamedTuple):
    """Where the cursor is. `column` is None where terminals may disagree: behind a character whose
    width is not the same everywhere, and at the right edge; `line` is None where nothing is known,
    not even whether a frame that was cut off has left margins behind."""

    column: int | None = None
    line: int | None = None


class Frame:
    """Collects a frame for a terminal of `width` columns, from a `place` on. Whether the terminal
    erases in the background colour that is on decides what may be erased rather than written.
    `clear`: wipe the terminal first, whatever look and margins another program left on it."""

    def __init__(
        self, width: int, place: Place, erases_in_colour: bool = False, *, clear: bool = False
    ) -> None:
        self._width, self._place = width, place
        self._in_colour = erases_in_colour
        self._look = PLAIN
        self._parts = [_CLEARED if clear else _UNKNOWN] if place.line is None else []

    @property
    def size(self) -> int:
        """Characters so far; no more than bytes."""
        return sum(map(len, self._parts))

    def move(self, block: Block) -> None:
        """Have the terminal move a block, before anything else of the frame is painted: the look is
        plain then, so that no terminal colours the lines that come in.

        Margins, line feeds and the reverse of them are all that a VT100 needs; where the cursor is
        once the margins are set anew, terminals need not agree.
        """
        first, last, up = block
        edge, step = (last, "\n") if up > 0 else (first, "\x1bM")
        steps = step * abs(up)
        self._parts.append(f"\x1b[{first + 1};{last + 1}r\x1b[{edge + 1}H{steps}\x1b[r")
        self._place = Place()

    def paint(self, line: int, old: Row, new: Row) -> None:
        """Make a line that shows `old` show `new`; cells that are None in `new` stay."""
        runs = _joined(changes(old, new), new)
        tail = self._tail(new)
        doubtful = [first_doubtful(old), first_doubtful(new)] if runs else []
        found = [column for column in doubtful if column is not None]
        if found:
            self._paint_anew(line, min(runs[0][0], *found), tail, new)
            return
        erasing = bool(runs) and runs[-1][1] - tail >= _ERASED_TO_EDGE
        for start, end in runs:
            if erasing and end > tail:
                if start < tail:
                    self._write(line, start, new[start:tail])
                self._erase_to_edge(line, max(start, tail), new[-1])
                return
            self._write(line, start, new[start:end])

    def _paint_anew(self, line: int, start: int, tail: int, new: Row) -> None:
        """A line from `start` on, erased first: what a text of doubtful width covers, or leaves
        uncovered, is known to the terminal alone. What is too wide reaches into the blanks behind
        it; where they end the cursor is placed anew."""
        blank = new[-1] if tail < len(new) else BLANK
        self._erase_to_edge(line, start, blank)
        at = start
        while at < tail:
            cell = new[at]
            if cell is None:
                at += 1
                continue
            if not is_doubtful(cell.text):
                end = _end_of_certain(new, at, tail)
                self._write(line, at, new[at:end])
                at = end
                continue
            end = behind = end_of_flow(new, at)
            while behind < tail and (after := new[behind]) is not None and _is_blank(after):
                behind += 1
            under = blanked(new[at:behind])
            if any(cell != blank for cell in under):
                self._write(line, at, under)
            self._write(line, at, new[at:end])
            self._place = Place(None, line)
            at = behind

    def finish(self, column: int, line: int) -> tuple[str, Place]:
        """The whole frame, with the cursor where an input method looks for it."""
        self._turn(PLAIN)
        self._move(column, line)
        return "".join(self._parts), self._place

    def _write(self, line: int, column: int, row: Row) -> None:
        """Write adjoining cells, none of them unknown."""
        cells = [cell for cell in row if cell is not None]
        self._move(column, line)
        certain, at = True, 0
        while at < len(cells):
            texts = self._texts_in_one_look(cells, at)
            at += len(texts)
            text = "".join(texts)
            if _LONG_BLANK in text and self._look.fits_blanks and self._erases(self._look):
                text = _BLANKS.sub(_erased, text)
            self._parts.append(text)
            certain = certain and (text.isascii() or all(map(is_certain, texts)))
        reached = column + len(cells)
        self._place = Place(reached if certain and reached < self._width else None, line)

    def _texts_in_one_look(self, cells: Sequence[Cell], at: int) -> list[str]:
        """Turn to the look of the next cell, and the texts up to the first that needs another;
        blanks need none if what is behind them is the same."""
        first = cells[at]
        if not _hides(self._look, first):
            self._turn(first.look)
        look, blank = self._look, self._look.of_blank
        texts: list[str] = []
        for text, its in cells[at:]:
            hidden = text == " " and its == blank
            if its is not look and not hidden and its != look:
                break
            texts.append(text)
        return texts

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
        if blank is not None and not _hides(self._look, blank):
            self._turn(blank.look)
        self._parts.append("\x1b[K")

    def _move(self, column: int, line: int) -> None:
        place = Place(column, line)
        self._parts.append(_jump(self._place, place))
        self._place = place

    def _turn(self, look: Look) -> None:
        if look is not self._look:
            self._parts.append(turn(self._look, look))
            self._look = look


def _joined(runs: list[tuple[int, int]], row: Row) -> list[tuple[int, int]]:
    """The runs, with short gaps between them written again where that is no longer than a jump."""
    joined: list[tuple[int, int]] = []
    for start, end in runs:
        if joined and _is_cheap(row, joined[-1][1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _is_cheap(row: Row, start: int, end: int) -> bool:
    """Whether the cells between two runs look like their neighbours and are few."""
    if end - start > _JUMP:
        return False
    before, after = row[start - 1], row[end]
    if before is None or after is None:
        return False
    look, size = after.look if _hides(after.look, before) else before.look, 0
    for cell in row[start:end]:
        if cell is None or not (cell.look is look or cell.look == look or _hides(look, cell)):
            return False
        size += _size(cell.text)
    return size <= _JUMP


def _erased(blanks: re.Match[str]) -> str:
    count = len(blanks[0])
    return f"\x1b[{count}X\x1b[{count}C"


def _end_of_certain(row: Row, start: int, end: int) -> int:
    for at in range(start, end):
        cell = row[at]
        if cell is None or is_doubtful(cell.text):
            return at
    return end


def _is_blank(cell: Cell) -> bool:
    return cell.text == " " and not cell.look.attributes


def _hides(current: Look, cell: Cell) -> bool:
    """Whether it is a blank that in the current look cannot be told from one in its own."""
    return cell.text == " " and cell.look == current.of_blank


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


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
