"""The versions of a model as lines: number, state, when, who, why, and how many moved."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from tierdesk.domain.document import moment as instant
from tierdesk.i18n.message import N_, say
from tierdesk.ui.lines.line import Line, Paper, Role, Span, cut
from tierdesk.ui.lines.paragraph import brief

if TYPE_CHECKING:
    from tierdesk.scoring.learning.challengers import Challenger
    from tierdesk.scoring.versions import Version

_STATES = {"draft": N_("draft"), "active": N_("in force"), "archived": N_("archived")}
_ROLES: dict[str, Role] = {"draft": "accent", "active": "good", "archived": "dim"}


def version(one: Version, zone: tzinfo, paper: Paper, *, here: bool) -> Line:
    """`▌ v3 in force 2026-11-24 10:31 li  raised intent  14 moved`."""
    text, model = paper.catalog.text, one.model
    at = instant({"at": one.published_at or one.created_at}, "at")
    moved = sum(n for (before, after), n in one.migration.items() if before != after)
    line = [
        Span(paper.glyphs.cursor if here else " ", "mark"),
        Span(f" v{one.number} ", "strong"),
        Span(paper.catalog(_STATES[model.status]), _ROLES[model.status]),
    ]
    if at is not None:
        line.append(Span(f" {at.astimezone(zone):%Y-%m-%d %H:%M}", "dim"))
    if model.author:
        line.append(Span(f" {brief(model.author)}", "dim"))
    if moved:
        line.append(Span(" " + text(say("%(n)s moved", n=moved)), "dim"))
    if model.note:
        line.append(Span("  " + brief(model.note)))
    return cut(line, paper.width, paper.glyphs)


def trial(one: Challenger, paper: Paper) -> Line:
    """`    tried on 12 outcomes so far: 8 won, 4 lost`, under its draft."""
    from tierdesk.scoring.learning.challenger_wording import in_line

    said = Span("    " + paper.catalog.text(in_line(one)), "good" if one.enough else "dim")
    return cut((said,), paper.width, paper.glyphs)
