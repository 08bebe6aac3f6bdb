"""Greetings as lines: the day, the tier, who it is and what is celebrated. It must not know how they are
found.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Line, Paper, Span, cut, fit, shown
from tierdesk.ui.lines.paragraph import brief
from tierdesk.ui.lines.today import TIER_ROLES

_NAME = 26


class Greeted(NamedTuple):
    """One greeting: `occasion` is what its templates are for, "" for none; `contact` is `#id` of
    whom it is meant for."""

    on: date
    customer_id: int
    name: str
    tier: str
    told: Message
    occasion: str = ""
    contact: str = ""


def head(first: date, last: date, told: Message, paper: Paper) -> Line:
    """` Greetings  2026-12-01 – 2026-12-07   enter writes`."""
    text, day = paper.catalog.text, paper.catalog.day
    span = day(first) if first == last else f"{day(first)} – {day(last)}"
    spans = (
        Span(" " + text(say("Greetings")) + "  ", "title"),
        Span(span + "  "),
        Span(text(told), "dim"),
    )
    return cut(spans, paper.width, paper.glyphs)


def row(one: Greeted, paper: Paper, *, here: bool) -> Line:
    """`▌ Fri 2026-12-25  A  Weber Maschinenbau   Christmas`."""
    mark, text = paper.glyphs.cursor if here else " ", paper.catalog.text
    name = fit(shown(one.name), min(_NAME, max(8, paper.width // 3)), paper.glyphs)
    spans = (
        Span(mark, "mark"), Span(f" {paper.catalog.day(one.on)}  ", "dim"),
        Span(one.tier + "  ", TIER_ROLES.get(one.tier, "")), Span(name, "strong"),
        Span("  " + brief(text(one.told))),
    )  # fmt: skip
    return cut(spans, paper.width, paper.glyphs)


def nothing(paper: Paper) -> Line:
    """What stands where nobody is greeted."""
    said = paper.catalog.text(say("Nobody is to be greeted in these days."))
    return cut((Span("   " + said, "dim"),), paper.width, paper.glyphs)
