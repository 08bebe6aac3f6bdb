"""A row of choices as lines: what fits beside the label, and what is left for another line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tierdesk.ui.lines.line import Line, Span, width


class Choice(NamedTuple):
    """`letter` takes it, `title` is shown (already in the reader's language), `value` is what it
    stands for."""

    letter: str
    title: str
    value: str


class Row(NamedTuple):
    """The line, and the choices that have no room on it."""

    line: Line
    rest: Line


def row(label: Line, choices: Sequence[Choice], at: int, cells: int) -> Row:
    """`log 宏达 ▸ r reached  n no answer …` on so many cells; begins later where the offered one, at
    `at`, would be out of sight."""
    pieces = [_piece(choice, here=number == at) for number, choice in enumerate(choices)]
    room = cells - width(label)
    sizes = [width(piece) - 2 for piece in pieces]
    first = 0
    while first < at and _taken(sizes[first : at + 1]) > room:
        first += 1
    last = first + 1
    while last < len(pieces) and _taken(sizes[first : last + 1]) <= room:
        last += 1
    shown = [span for piece in pieces[first:last] for span in piece][:-1]
    rest = [s for piece in (*pieces[:first], *pieces[last:]) for s in (*piece[:-1], Span(" "))]
    return Row((*label, *shown), tuple(rest))


def _taken(sizes: Sequence[int]) -> int:
    return sum(sizes) + 2 * (len(sizes) - 1)


def _piece(choice: Choice, *, here: bool) -> Line:
    return (
        Span(f"{choice.letter} ", "key"),
        Span(choice.title, "mark" if here else ""),
        Span("  "),
    )
