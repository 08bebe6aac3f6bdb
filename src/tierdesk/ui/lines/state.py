"""The state of the desk in a few words: the day at the top, the book at the bottom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Line, Paper, Span, cut, folded

if TYPE_CHECKING:
    from tierdesk.desk.digest import Digest
    from tierdesk.desk.snapshot import Snapshot


def day_line(snapshot: Snapshot | None, digest: Digest | None, paper: Paper) -> Line:
    """`Tue 24 Nov · 12 to contact · 2 past max`."""
    if snapshot is not None:
        waiting = len(snapshot.queue.lane) + len(snapshot.queue.items)
        day, past = snapshot.today, snapshot.past_max
    elif digest is not None:
        figures = digest.figures
        day, past = date.fromisoformat(digest.day), figures.get("past_max", 0)
        waiting = figures.get("planned", 0) - figures.get("done", 0)
    else:
        return ()
    text = paper.catalog.text
    line = [Span(text(say("%(day)s", day=day)), "strong")]
    if paper.width < _NARROW:
        return (*line, Span(" "))
    dot = f" {paper.glyphs.dot} "
    line.append(Span(dot + text(say("%(n)s to contact", n=waiting))))
    if past and paper.width >= 100:
        line.append(Span(dot + text(say("%(n)s past the limit", n=past)), "late"))
    return (*line, Span(" "))


def state_line(
    snapshot: Snapshot | None, loaded: float, paper: Paper, trouble: Message | None = None
) -> Line:
    """`saved · en`, `reading 40 %`, `read only`; `trouble` is what to know of a book that is not
    what is on the disk."""
    language, dot = paper.catalog.language, paper.glyphs.dot
    if trouble is not None:
        return (Span(f"{paper.catalog.text(trouble)} ", "late"), Span(f"{dot} {language} ", "dim"))
    if snapshot is None:
        said: Message = say("reading %(percent)s %%", percent=round(100 * loaded))
    elif snapshot.read_only:
        said = say("read only")
    else:
        said = say("saved")
    return (Span(f"{paper.catalog.text(said)} {dot} {language} ", "dim"),)


def paragraphs(told: Sequence[Message], paper: Paper) -> list[Line]:
    """Sentences in the middle of nothing, each on lines of its own."""
    lines: list[Line] = [] if paper.width < _ROOMY else [()]
    edge = 1 if paper.width < _ROOMY else 2
    for message in told:
        parts = folded(paper.catalog.text(message), max(1, paper.width - 2 * edge))
        lines += [cut((Span(" " * edge + part),), paper.width, paper.glyphs) for part in parts]
        lines.append(())
    return lines


_NARROW = 60
"""Columns below which the head of the place has to tell how many there are."""
_ROOMY = 40
"""Columns from which there is an edge around them."""
