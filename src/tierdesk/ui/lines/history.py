"""The history of changes as lines: when, who, what, and whether it stands."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Line, Paper, Span, between, cut, fit, shown

NOTHING = 0
"""The row that stands where no change does."""


class Past(NamedTuple):
    """One change: `state` is done, undone or dropped."""

    id: int
    at: datetime
    by: str
    said: Message
    state: str
    state_label: str


def nothing(paper: Paper) -> Line:
    """What is said of a book that nobody changed."""
    said = paper.catalog.text(say("Nothing was changed in this book yet."))
    return cut((Span("   " + said),), paper.width, paper.glyphs)


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
