"""The moves between tiers as lines: a matrix, or those who move in one line."""

from __future__ import annotations

from collections.abc import Mapping

from tierdesk.i18n.message import say
from tierdesk.ui.lines.line import Line, Paper, Role, Span, cut, fit
from tierdesk.ui.lines.weights_effect import TIER_ROLES


def matrix(moves: Mapping[tuple[str, str], int], paper: Paper) -> list[Line]:
    """How many go from which tier (rows) to which (columns)."""
    if not moves:
        return []
    olds = list(dict.fromkeys(old for old, _ in moves))
    news = list(dict.fromkeys(new for _, new in moves))
    wide = max(4, *(len(str(n)) + 1 for n in moves.values()))
    if 4 + wide * len(news) > paper.width:
        return []
    first = [Span(" " + fit(paper.glyphs.arrow, 2, paper.glyphs, right=True) + " ", "dim")]
    first += [Span(new.rjust(wide), TIER_ROLES.get(new, "strong")) for new in news]
    lines: list[Line] = [tuple(first)]
    for old in olds:
        cells = [Span(f"  {old} ", TIER_ROLES.get(old, "strong"))]
        for new in news:
            n = moves.get((old, new), 0)
            role: Role = "dim" if old == new or not n else ("good" if new < old else "late")
            cells.append(Span((str(n) if n else paper.glyphs.dot).rjust(wide), role))
        lines.append(tuple(cells))
    return lines


def moves(found: Mapping[tuple[str, str], int], paper: Paper) -> list[Line]:
    """The same in one line, of those who move: `moves  B→A 2  B→C 1`; nothing when nobody does."""
    line: list[Span] = [Span(" " + paper.catalog.text(say("moves")), "accent")]
    for (old, new), n in found.items():
        if n and old != new:
            role: Role = "good" if new < old else "late"
            line += [Span(f"  {old}{paper.glyphs.arrow}{new} ", role), Span(str(n))]
    return [cut(line, paper.width, paper.glyphs)] if len(line) > 1 else []
