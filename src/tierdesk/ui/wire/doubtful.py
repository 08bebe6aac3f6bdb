"""Which clusters terminals measure differently, and how far the text reaches that such a one shifts.

Letters that are shaped out of several characters (Indic, Khmer and Myanmar scripts, jamo), joined
pictures, and pictures of which older terminals know no width. It must not know frames and bytes.
"""

import re
from functools import lru_cache
from typing import Final
from unicodedata import category, east_asian_width

from tierdesk.ui.wire.cells import Cell, Row

_PICTURES: Final = 0x1F000
_IDEOGRAPHS: Final = range(0x20000, 0x40000)
_SIGNS: Final = range(0x2300, 0x2E80)
"""Where those that are wide are pictures, narrow on older terminals."""
_STEADY_MARKS: Final = 0x0590
"""Before it marks stand on Latin, Greek and Cyrillic letters: all terminals give those one cell."""
_JAMO: Final = (range(0x1100, 0x1200), range(0xA960, 0xA980), range(0xD7B0, 0xD800))
_STEADY: Final = re.compile(
    "[\x00-\x7f·–—…\u2500-\u25fc\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e¥€]*"
)
"""Texts of these alone hold nothing doubtful, and most lines are made of nothing else."""
_SHAPED: Final = (
    *_JAMO, range(0x0590, 0x1100), range(0x1700, 0x1D00), range(0xA800, 0xD7A4),
    range(0x10A00, 0x12000),
)  # fmt: skip
"""Scripts whose letters may be shaped together with their neighbours; among jamo, whole syllables."""


@lru_cache(maxsize=4096)
def is_certain(text: str) -> bool:
    """Whether the cursor is where it should be behind it, in all terminals: not behind clusters, nor
    behind characters that are wide in some fonts only."""
    if len(text) > 1 or is_doubtful(text):
        return False
    return not text or east_asian_width(text) != "A"


@lru_cache(maxsize=4096)
def is_doubtful(text: str) -> bool:
    """Whether terminals disagree about how many cells this cluster takes."""
    if text.isascii():
        return False
    first = ord(text[0])
    if len(text) > 1:
        return first >= _STEADY_MARKS or any(category(mark) != "Mn" for mark in text[1:])
    if first >= _PICTURES or category(text)[0] == "M":
        return first not in _IDEOGRAPHS
    if first in _SIGNS:
        return east_asian_width(text) == "W"
    return any(first in block for block in _JAMO)


def first_doubtful(row: Row) -> int | None:
    """The column of the first cluster of doubtful width in a row."""
    if _STEADY.fullmatch("".join([cell.text for cell in row if cell is not None])):
        return None
    columns = (at for at, cell in enumerate(row) if cell is not None and is_doubtful(cell.text))
    return next(columns, None)


def end_of_flow(row: Row, start: int) -> int:
    """The column behind the text that begins at `start` with a cluster of doubtful width and is best
    left to the terminal: the letters behind it of such scripts in the same look, over single
    blanks. Moved apart, letters would cover each other's marks."""
    first = row[start]
    at = end = start + 1
    while at < len(row):
        cell = row[at]
        if cell is None or first is None or cell.look != first.look:
            break
        if not cell.text or _is_shaped(cell.text):
            end = at + 1
        elif cell.text != " " or end < at:
            break
        at += 1
    return end


def blanked(row: Row) -> Row:
    """The same cells with nothing in them."""
    return [cell and Cell(" ", cell.look.of_blank) for cell in row]


@lru_cache(maxsize=4096)
def _is_shaped(text: str) -> bool:
    return is_doubtful(text) or any(ord(text[0]) in block for block in _SHAPED)
