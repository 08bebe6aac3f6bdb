"""The reports' screen as lines: which report is shown and how it looks at the book. It must not know what a
report says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.errors import Invalid
from tierdesk.i18n.message import N_, Message, say
from tierdesk.ui.lines.line import Line, Paper, Role, Span, between, cut, width

if TYPE_CHECKING:
    from tierdesk.domain.moment import Moment
    from tierdesk.i18n.catalog import Catalog
    from tierdesk.ui.lines.line import Glyphs

REPORTS: Mapping[str, str] = MappingProxyType({
    "funnel": N_("funnel"), "forecast": N_("forecast"), "velocity": N_("velocity"),
    "receivables": N_("receivables"), "rfm": N_("RFM"),
})  # fmt: skip
"""The reports of the screen, in the order of its tabs, with their titles."""
BY: Mapping[str, Message] = MappingProxyType({
    "": say("by source, tier and owner"), "source": say("by source"), "tier": say("by tier"),
    "owner": say("by owner"),
})  # fmt: skip
"""How funnel and velocity are grouped."""
ODDS: Mapping[str, Message] = MappingProxyType({
    "stage": say("probabilities of the stages"), "history": say("as own deals went"),
})  # fmt: skip
"""Which probabilities the forecast takes."""


class Told(NamedTuple):
    """What the head says: the report, the day it looks from (None: today), the manner that it has
    beside that, and whether it is being made."""

    report: str
    as_of: date | None
    manner: Message | None
    making: bool


def tabs(told: Told, paper: Paper) -> Line:
    """`[funnel] forecast  velocity …      by tier · as of 2026-06-30 `; a narrow screen tells the report
    and its place among them."""
    day = [] if told.as_of is None else [say("as of %(day)s", day=told.as_of.isoformat())]
    said = [say("being made")] if told.making else [told.manner, *day] if told.manner else day
    role: Role = "warn" if told.making else "dim"
    titles = {name: paper.catalog(title) for name, title in REPORTS.items()}
    line: list[Span] = []
    for name, title in titles.items():
        here = name == told.report
        line.append(Span(f"[{title}]", "accent") if here else Span(f" {title} ", "dim"))
    right = _aside(said, role, paper)
    if width(line) + width(right) > paper.width:
        place = list(REPORTS).index(told.report) + 1
        line = [Span(f"[{titles[told.report]}]", "accent"),
                Span(f" {place}/{len(REPORTS)} ", "dim")]  # fmt: skip
    if width(line) + width(right) > paper.width and day:
        right = _aside(day, role, paper)
    return between(line, right, paper.width, paper.glyphs)


def _aside(said: Sequence[Message], role: Role, paper: Paper) -> Line:
    text = f" {paper.glyphs.dot} ".join(map(paper.catalog.text, said))
    return (Span(f" {text} ", role),) if text else ()


def waiting(why: Message, paper: Paper) -> Sequence[Line]:
    """What stands where the report will be."""
    return [(), cut((Span("  " + paper.catalog.text(why)),), paper.width, paper.glyphs)]


def day_of(text: str, moment: Moment) -> date | Message | None:
    """The day that was typed, None for today, which nothing typed means, too; else what is wrong with
    it. Nobody looks back from a day to come."""
    from tierdesk.domain.dates import parse_day

    if not text.strip():
        return None
    try:
        day = parse_day(text.strip(), moment.today, date_order=moment.date_order)
    except Invalid as fault:
        return fault.message
    if day > moment.today:
        return say("%(day)s is still to come; a report looks from today or a day before.", day=day)
    return None if day == moment.today else day


def meaning(found: date | Message | None, catalog: Catalog, glyphs: Glyphs) -> Line:
    """What was typed means `→ Tue 2026-06-30`, or why it means nothing."""
    if isinstance(found, Message):
        return (Span(f" {catalog.text(found)} ", "error"),)
    text = catalog.text(say("today")) if found is None else catalog.day(found)
    return (Span(f" {glyphs.arrow} {text} ", "good"),)
