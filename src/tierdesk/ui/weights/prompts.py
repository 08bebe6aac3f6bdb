"""What the Weights screen asks in the foot line, in what room there is. It must not know what is asked."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from tierdesk.i18n.message import Message
from tierdesk.ui.lines.line import Line, Paper, Span, fit
from tierdesk.ui.lines.paragraph import paragraph

_TYPED = 20
"""Cells of the foot line that are left for what is typed."""


def asked(what: Message, paper: Paper, brief: Message | None = None) -> Line:
    """What stands before the text, cut where it must be, or `brief` then."""
    text, room = paper.catalog.text(what), _room(paper)
    if brief is not None and cell_len(text) > room:
        text = paper.catalog.text(brief)
    short = fit(text, room, paper.glyphs) if cell_len(text) > room else text
    return (Span(f" {short} {paper.glyphs.more} ", "key"),)


def in_full(what: Message, paper: Paper, *, always: bool = False) -> Sequence[Line]:
    """What the line has no room for, or what stands over it `always`, to be read there."""
    text = paper.catalog.text(what)
    if cell_len(text) <= _room(paper) and not always:
        return ()
    return [(Span(" "), *line) for line in paragraph(text, paper.width - 2, paper.glyphs, "key")]


def _room(paper: Paper) -> int:
    return max(8, paper.width - _TYPED)
