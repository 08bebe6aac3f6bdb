"""What the Weights screen asks in the foot line, in what room there is. It must not know what is asked."""

from __future__ import annotations

from rich.cells import cell_len

from tierdesk.i18n.message import Message
from tierdesk.ui.lines.line import Line, Paper, Span, fit

_TYPED = 20
"""Cells of the foot line that are left for what is typed."""


def asked(what: Message, paper: Paper) -> Line:
    """What stands before the text, cut where it must be."""
    text, room = paper.catalog.text(what), _room(paper)
    short = fit(text, room, paper.glyphs) if cell_len(text) > room else text
    return (Span(f" {short} {paper.glyphs.more} ", "key"),)


def _room(paper: Paper) -> int:
    return max(8, paper.width - _TYPED)
