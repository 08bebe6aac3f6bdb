"""Lines that are on the terminal already, some lines higher or lower than they should be.

A terminal moves whole lines between two margins in a few bytes; sending them again takes most of
what a list costs that scrolls. This finds the block that moved. It knows rows of cells, not bytes.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from tierdesk.ui.wire.cells import Row

FEWEST: Final = 3
"""Lines that must come to stand right; for fewer the moving costs what it saves."""


class Block(NamedTuple):
    """Lines `first` to `last` of the screen, both within it, go `up` lines up (down if negative).
    What goes beyond them is lost; the lines that come in at the other end are unknown."""

    first: int
    last: int
    up: int


def moved_block(old: Sequence[Row], new: Mapping[int, Row]) -> Block | None:
    """The block by whose moving the most lines come to stand right, where `new` holds the lines
    that differ from `old`; None where there are too few to speak of."""
    if len(new) < FEWEST:
        return None
    found = Counter(
        there - here for here, row in new.items() for there, other in enumerate(old) if row == other
    )
    if not found:
        return None
    up, count = found.most_common(1)[0]
    return _around(old, new, up) if count >= FEWEST else None


def after_move(old: Sequence[Row], block: Block) -> list[Row]:
    """The lines of the screen once the terminal has moved the block."""
    first, last, up = block
    inside = list(old[first : last + 1])
    unknown: list[Row] = [[None] * len(inside[0]) for _ in range(abs(up))]
    inside = inside[up:] + unknown if up > 0 else unknown + inside[:up]
    return [*old[:first], *inside, *old[last + 1 :]]


def _around(old: Sequence[Row], new: Mapping[int, Row], up: int) -> Block | None:
    """The adjoining lines with the best balance of those that the move sets right and those that it
    spoils, and what must move for their sake."""
    best = balance = 0
    start = goal_start = goal_end = max(0, -up)
    for line in range(start, min(len(old), len(old) - up)):
        stays = line not in new
        right = new.get(line, old[line]) == old[line + up]
        balance += right - stays
        if balance <= 0:
            balance, start = 0, line + 1
        elif balance > best:
            best, goal_start, goal_end = balance, start, line
    if best < FEWEST:
        return None
    return Block(min(goal_start, goal_start + up), max(goal_end, goal_end + up), up)
