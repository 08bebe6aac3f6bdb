"""A file that is to be imported, as lines: what it is, what importing would do, and a row for each of its
columns. It must not know how a file is read or mapped.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Line, Paper, Role, Span, between, cut, fit, shown
from tierdesk.ui.lines.paragraph import brief, indented, paragraph

_HEADING, _FIELD = 20, 18
_MOST_TOLD = 3


class Figures(NamedTuple):
    """Rows by what would become of them."""

    read: int
    created: int
    updated: int
    unchanged: int
    rejected: int


def head(file: str, kind: Message | None, more: str, paper: Paper) -> Line:
    """`customers.csv                         customers  HubSpot utf-8`."""
    told = paper.catalog.text(kind) if kind is not None else ""
    right = (Span(f"{told}  {shown(more)} ".lstrip(), "dim"),)
    return between((Span(" " + shown(file), "title"),), right, paper.width, paper.glyphs)


def figures(found: Figures | None, running: Message | None, paper: Paper) -> Line:
    """The dry run in one line; or how far what runs is."""
    text = paper.catalog.text
    if running is not None:
        return cut((Span(" " + text(running), "accent"),), paper.width, paper.glyphs)
    if found is None:
        return ()
    told = say("%(created)s new, %(updated)s changed, %(rejected)s refused, %(unchanged)s the same; nothing is "
               "imported yet", **found._asdict())  # fmt: skip
    role: Role = "warn" if found.rejected else "strong"
    return cut((Span(" " + text(told), role),), paper.width, paper.glyphs)


def columns_head(paper: Paper) -> Line:
    """What the rows show."""
    text = paper.catalog.text
    heading, field = fit(text(say("column")), _HEADING), fit(text(say("goes to")), _FIELD)
    first = text(say("first rows"))
    return cut((Span(f"  {heading} {field} {first}", "dim"),), paper.width, paper.glyphs)


def column(
    heading: str, field: str, samples: Sequence[str], paper: Paper, *, known: bool, here: bool
) -> Line:
    """`▌ Firma                name               Neu GmbH · 张三商贸`; `field` "" is left out."""
    mark = paper.glyphs.cursor if here else " "
    goes = field or paper.catalog.text(say("left out"))
    return cut((
        Span(mark, "mark"), Span(" " + fit(brief(shown(heading)), _HEADING, paper.glyphs), "strong"),
        Span(" " + fit(brief(shown(goes)), _FIELD, paper.glyphs), "accent" if known else "dim"),
        Span(" " + brief(shown(" · ".join(samples))), "dim"),
    ), paper.width, paper.glyphs)  # fmt: skip


def remarks(told: Sequence[Message], paper: Paper) -> list[Line]:
    """The first reasons for which rows are refused, below the columns."""
    lines: list[Line] = []
    for message in told[:_MOST_TOLD]:
        found = paragraph(paper.catalog.text(message), paper.width - 2, paper.glyphs, "warn", 1)
        lines += indented(found, 1)
    return lines
