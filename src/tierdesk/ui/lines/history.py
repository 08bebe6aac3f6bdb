"""The history of changes as lines: when, who, what, and whether it stands."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from rich.cells import cell_len

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Line, Paper, Span, between, cut, fit, shown, width
from tierdesk.ui.lines.paragraph import indented, paragraph

_NARROW = 60
"""Columns below which a row does not say who it was."""
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


def head(undo: str, redo: str, paper: Paper) -> Line:
    """What the keys do here: the cursor is for reading."""
    long = say("History: %(undo)s takes back your newest change, not the row; %(redo)s makes it again",
               undo=undo, redo=redo)  # fmt: skip
    text = paper.catalog.text(long)
    if cell_len(text) >= paper.width:
        text = paper.catalog.text(say("%(undo)s undoes your newest, not the row", undo=undo))
    return cut((Span(" " + text, "title"),), paper.width, paper.glyphs)


def row(past: Past, paper: Paper, *, here: bool) -> Line:
    """`▌ 24 Nov 10:31  lihua  logged a contact with 宏达机械   undone`; who it was gives way on a
    narrow screen."""
    mark = paper.glyphs.cursor if here else " "
    return between(_left(past, mark, paper), _right(past, paper), paper.width, paper.glyphs)


def in_full(past: Past, paper: Paper, most: int) -> list[Line]:
    """Who did what on a few lines, where the row has no room for it."""
    room = paper.width - width(_right(past, paper))
    if paper.width >= _NARROW and width(_left(past, "", paper)) < room:
        return []
    text = shown(f"{past.by}  {paper.catalog.text(past.said)}")
    return indented(paragraph(text, paper.width - 2, paper.glyphs, "dim", most), 1)


def _left(past: Past, mark: str, paper: Paper) -> Line:
    text = shown(paper.catalog.text(past.said))
    by = (Span(fit(shown(past.by), 10, paper.glyphs), "dim"), Span("  "))
    return (
        Span(mark, "mark"), Span(f" {past.at:%m-%d %H:%M}  ", "dim"),
        *(by if paper.width >= _NARROW else ()), Span(text, "" if past.state == "done" else "dim"),
    )  # fmt: skip


def _right(past: Past, paper: Paper) -> Line:
    label = paper.catalog(past.state_label)
    return (Span(f" {label} ", "warn"),) if label else ()
