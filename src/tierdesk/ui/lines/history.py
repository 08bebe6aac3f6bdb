"""The history of changes as lines: when, who, what, and whether it stands."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from tierdesk.i18n.message import Message
from tierdesk.ui.lines.line import Line, Paper, Span, between, fit, shown


class Past(NamedTuple):
    """One change: `state` is done, undone or dropped."""

    id: int
    at: datetime
    by: str
    said: Message
    state: str
    state_label: str


def row(past: Past, paper: Paper, *, here: bool) -> Line:
    """`▌ 24 Nov 10:31  lihua  logged a contact with 宏达机械   undone`."""
    mark = paper.glyphs.cursor if here else " "
    when = f"{past.at:%m-%d %H:%M}"
    text = shown(paper.catalog.text(past.said))
    left = (
        Span(mark, "mark"), Span(f" {when}  ", "dim"), Span(fit(shown(past.by), 10, paper.glyphs), "dim"),
        Span("  "), Span(text, "" if past.state == "done" else "dim"),
    )  # fmt: skip
    label = paper.catalog(past.state_label)
    return between(left, (Span(f" {label} ", "warn"),) if label else (), paper.width, paper.glyphs)
