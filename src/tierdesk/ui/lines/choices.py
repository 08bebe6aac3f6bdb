"""A row of choices as lines that read from the label on: most often one, several where they have no
room on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tierdesk.ui.lines.line import Line, Span, width

_MOST = 5
"""Lines that choices may take; of more the one with the offered choice stays in sight."""


class Choice(NamedTuple):
    """`letter` takes it, `title` is shown (already in the reader's language), `value` is what it
    stands for."""

    letter: str
    title: str
    value: str


def rows(label: Line, choices: Sequence[Choice], at: int, cells: int) -> list[Line]:
    """`log 宏达 ▸ r reached  n no answer …` in lines of so many cells, the one at `at` offered. The
    order is that of the choices whatever is offered: a choice that moves is read twice."""
    lines: list[list[Span]] = [list(label)]
    taken, offered = width(label), 0
    for number, choice in enumerate(choices):
        piece = _piece(choice, here=number == at)
        size = width(piece)
        begun = len(lines) == 1 and not number
        if taken + size + (0 if begun else 2) > cells and taken:
            lines.append([Span(" ")])
            taken, begun = 1, True
        if not begun:
            lines[-1].append(Span("  "))
            size += 2
        lines[-1] += piece
        taken += size
        offered = len(lines) - 1 if number == at else offered
    first = max(0, min(offered, len(lines) - _MOST))
    return [tuple(line) for line in lines[first : first + _MOST]]


def _piece(choice: Choice, *, here: bool) -> Line:
    return (Span(f"{choice.letter} ", "key"), Span(choice.title, "mark" if here else ""))
