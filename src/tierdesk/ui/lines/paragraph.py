"""Text and facts that take several lines: folded to a width, with a label beside them, or parts that
flow. It must not know what they say.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from tierdesk.ui.lines.line import Glyphs, Line, Role, Span, cut, fit, folded, shown, width

_BRIEF = 1_000
_SLACK = 4
"""Characters looked at for every cell that can be shown: most of a text may have no width."""


def brief(text: str) -> str:
    """A customer's text in one harmless line; nobody reads further than a screen is wide."""
    return shown(text[:_BRIEF])


def paragraph(
    text: str, cells: int, glyphs: Glyphs, role: Role = "", most: int = 1_000
) -> list[Line]:
    """A customer's text in at most `most` lines of `cells` cells; what is left out is told by an
    ellipsis. A text of megabytes costs what is shown of it."""
    room = max(1, cells) * most * _SLACK
    lines = folded(text[:room], max(1, cells), most + 1)
    while lines and not lines[-1]:
        lines.pop()
    if len(lines) > most or (lines and len(text) > room):
        lines = [*lines[: most - 1], _open_ended(lines[min(most, len(lines)) - 1], cells, glyphs)]
    return [(Span(line, role),) for line in lines]


def flow(
    parts: Sequence[Line], cells: int, glyphs: Glyphs, *, apart: str = "", most: int = 1_000
) -> list[Line]:
    """Parts one behind the other, `apart` (a middle dot where nothing is given) between them; a
    part that is too wide for the line begins a new one."""
    apart = apart or f" {glyphs.dot} "
    lines: list[Line] = []
    for part in parts:
        if not part:
            continue
        together = (*lines[-1], Span(apart, "dim"), *part) if lines else part
        if lines and width(together) <= cells:
            lines[-1] = together
        else:
            lines += _broken(part, cells, glyphs, most + 1)
    if len(lines) > most:
        lines = [
            *lines[: most - 1],
            cut((*lines[most - 1], Span(apart), *lines[most]), cells, glyphs),
        ]
    return lines


def _broken(part: Line, cells: int, glyphs: Glyphs, most: int) -> list[Line]:
    """A part by itself: as it is, or folded in the role of its widest span."""
    if width(part) <= cells:
        return [part]
    role = max(part, key=lambda span: cell_len(span.text)).role
    return paragraph("".join(span.text for span in part), cells, glyphs, role, most)


def _open_ended(line: str, cells: int, glyphs: Glyphs) -> str:
    """The line with an ellipsis at its end, in at most `cells` cells."""
    if cell_len(line) >= cells:
        line = set_cell_size(line, max(0, cells - 1)).rstrip()
    return line + glyphs.ellipsis


def beside(label: str, lines: Sequence[Line], cells: int, *, role: Role = "dim") -> list[Line]:
    """The lines with a label at the left of the first, in `cells` cells; nothing for no lines."""
    blank = Span(" " * cells)
    return [
        (Span(fit(label.rstrip(), cells - 1) + " ", role) if n == 0 else blank, *line)
        for n, line in enumerate(lines)
    ]


def indented(lines: Sequence[Line], cells: int) -> list[Line]:
    """The lines a little to the right."""
    return [(Span(" " * cells), *line) for line in lines]
