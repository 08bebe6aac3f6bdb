"""The customer card's frame: who it is, how good and what is next in every section, the sections' tabs;
and its first section, the overview.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.i18n.message import N_, Message, say
from tierdesk.ui.lines import dossier as pane
from tierdesk.ui.lines import grade
from tierdesk.ui.lines.line import Line, Paper, Role, Span, between, cut, width
from tierdesk.ui.lines.paragraph import beside, brief, flow, indented
from tierdesk.ui.lines.score_history import over_time
from tierdesk.ui.lines.section import Section, Sheet, Stop
from tierdesk.ui.lines.today import TIER_ROLES

if TYPE_CHECKING:
    from tierdesk.desk.dossier import Dossier
    from tierdesk.desk.score_history import ScoreHistory
    from tierdesk.scoring.score import Contribution

SECTIONS: Mapping[str, str] = {
    "overview": N_("overview"), "profile": N_("profile"), "needs": N_("needs"),
    "timeline": N_("timeline"), "deals": N_("deals"), "stage": N_("treatment"),
}  # fmt: skip
_TWO, _THREE = 100, 140
_SHORT = 60
_FIELDS: Mapping[str, tuple[str, str]] = {
    "size": ("customer", "employees"), "industry_position": ("customer", "industry_position"),
    "background": ("customer", "market_share"), "purchasing_power": ("customer", "budget"),
    "expected_profit": ("deal", "expected_profit"), "interest": ("customer", "interest"),
    "decision_time": ("customer", "decision_by"), "willingness": ("customer", "willingness"),
    "need_strength": ("need", "strength"), "product_match": ("need", "matched_product"),
}  # fmt: skip
"""Which form and field answers a criterion of the default models."""


class Where(NamedTuple):
    """The section on top, and the customer's place among its neighbours (of 0: it has none)."""

    section: str
    place: int = 0
    of: int = 0


def panes(section: str, cells: int) -> tuple[str, ...]:
    """The sections that stand side by side in that width; the chosen one is always among them."""
    if cells < _TWO:
        return (section,)
    if cells < _THREE:
        return ("overview", "timeline" if section == "overview" else section)
    middle = "profile" if section in ("overview", "timeline") else section
    return ("overview", middle, "timeline")


def head(dossier: Dossier, paper: Paper, removed: Message | None = None) -> list[Line]:
    """Two lines that every section has: name, life, score, tier; and stage with what is next, or who
    `removed` the customer."""
    row, said = dossier.row, paper.catalog.text
    narrow = paper.width < _SHORT
    inner = paper._replace(width=paper.width - 2)
    right = [] if narrow else [Span(f" {brief(said(dossier.lifecycle_label))} ", "dim")]
    dash = paper.glyphs.minus
    right.append(Span(f" {row.score:.0f} [{row.low:.0f}{dash}{row.high:.0f}] "))
    if row.overridden:
        right.append(Span(said(say("by hand")) + " ", "warn"))
    right.append(Span(row.tier, TIER_ROLES.get(row.tier, "")))
    first = between((Span(brief(row.name), "title"),), right, inner.width, paper.glyphs)
    if removed is not None:
        told = (Span(brief(said(removed)), "error"),)
        return [(Span(" "), *first), (Span(" "), *cut(told, inner.width, paper.glyphs))]
    step = pane.next_step(dossier, paper, inner.width)
    unplanned = dossier.next_day is None or row.parked or row.do_not_contact
    line: list[Span] = [] if unplanned else [Span(said(say("next")) + " ", "dim")]
    for n, part in enumerate(step):
        line += [Span(" "), *part] if n else part
    stage = () if narrow else pane.place(dossier, paper._replace(width=10_000))[0]
    second = between(line, _shortened(stage, inner.width - width(line)), inner.width, paper.glyphs)
    return [(Span(" "), *first), (Span(" "), *second)]


def _shortened(line: Line, cells: int) -> Line:
    """As many of a line's parts as there is room for, the first ones."""
    kept: list[Span] = [Span("  ")]
    for span in line:
        if width((*kept, span)) > cells:
            break
        kept.append(span)
    if len(kept) < 2:
        return ()
    return tuple(kept[:-1]) if kept[-1].role == "dim" else tuple(kept)


def tabs(where: Where, paper: Paper) -> Line:
    """` overview  profile  needs …                3 of 12 `."""
    right: Line = ()
    if where.of > 1:
        at = say("%(n)s of %(all)s", n=where.place, all=where.of)
        right = (Span(f" {paper.catalog.text(at)} ", "dim"),)
    titles = {name: paper.catalog(title) for name, title in SECTIONS.items()}
    line: list[Span] = []
    for name, title in titles.items():
        here = name == where.section
        line += [Span(f"[{title}]", "accent") if here else Span(f" {title} ", "dim")]
    room = paper.width - width(right)
    if width(line) > room:
        at_ = list(SECTIONS).index(where.section)
        place = f" {at_ + 1}/{len(SECTIONS)} "
        line = [Span(f"[{titles[where.section]}]", "accent"), Span(place, "dim")]
    return between(line, right, paper.width, paper.glyphs)


def overview(dossier: Dossier, paper: Paper, history: ScoreHistory | None = None) -> Section:
    """Score, what is next and why, every point of the score, what would make it better, and how it
    came to be what it is."""
    sheet = Sheet(paper)
    inner = paper._replace(width=max(10, paper.width - 2))
    sheet.add([grade.score(dossier, inner), *grade.kept(dossier, inner)])
    _add_facts(sheet, dossier, inner)
    for line in pane.put_into(dossier, inner):
        sheet.add([line])
    for line in pane.warnings(dossier, inner):
        sheet.add([line])
    _add_reasons(sheet, dossier, inner)
    sheet.heading(paper.catalog.text(say("score")))
    _add_criteria(sheet, dossier, inner)
    _add_against_average(sheet, dossier, inner)
    better = dossier.better or dossier.row.tier
    sheet.heading(paper.catalog.text(say("what makes it %(tier)s", tier=better)))
    sheet.add(grade.levers(dossier, inner))
    _add_history(sheet, dossier, history, inner)
    return sheet.section()


def _add_history(
    sheet: Sheet, dossier: Dossier, history: ScoreHistory | None, paper: Paper
) -> None:
    moment = dossier.moment
    made = [] if history is None else over_time(history, moment.now.astimezone(moment.zone), paper)
    if made:
        sheet.heading(paper.catalog.text(say("over time")))
        sheet.add(made)


def _add_facts(sheet: Sheet, dossier: Dossier, paper: Paper) -> None:
    """Those of the detail pane; the plan, the person and the question open their forms."""
    stops = {pane.NEXT: _plan(dossier), pane.REACH: _person(dossier), pane.ASK: _asked(dossier)}
    for label, lines in pane.labelled(dossier, paper):
        sheet.add(lines, stops.get(label))


def _plan(dossier: Dossier) -> Stop:
    if dossier.plan is None:
        return Stop("plan", "follow_up", None, "due_at")
    return Stop("plan", "follow_up", dossier.plan[0], "due_at", dossier.plan[1])


def _person(dossier: Dossier) -> Stop | None:
    person = pane.person(dossier)
    return Stop("person", "contact", person[0], "", person[1]) if person else None


def _asked(dossier: Dossier) -> Stop | None:
    return answer(dossier, dossier.question.key, "ask") if dossier.question else None


def answer(dossier: Dossier, criterion: str, key: str = "") -> Stop | None:
    """The form and field in which the answer to a criterion is written; None where facts of
    another kind answer it."""
    found = _FIELDS.get(criterion)
    if found is None:
        return None
    form, field = found
    key = key or f"criterion {criterion}"
    if form == "deal":
        deal_id = dossier.entry.standing.deal_id
        deal = dossier.entry.standing.deal
        return None if deal is None else Stop(key, form, deal_id, field, deal)
    if form == "need":
        from tierdesk.domain.document import items

        needs = items(dossier.row.customer, "needs")
        return Stop(key, form, 0, field, needs[0]) if needs else Stop(key, form, None, "text")
    return Stop(key, form, dossier.customer_id, field, dossier.row.customer)


def _add_reasons(sheet: Sheet, dossier: Dossier, paper: Paper) -> None:
    parts = pane.reasons(dossier, paper)
    if parts:
        label = paper.catalog.text(say("why")) + "  "
        cells = width((Span(label),))
        sheet.add(beside(label, flow(parts, max(8, paper.width - cells), paper.glyphs), cells))


def _add_criteria(sheet: Sheet, dossier: Dossier, paper: Paper) -> None:
    """Each criterion is a row that opens the field which answers it, where one does."""
    by_line: Sequence[Contribution | None] = grade.order(dossier)
    for line, one in zip(grade.criteria(dossier, paper), by_line, strict=True):
        stop = (answer(dossier, one.key) or Stop(f"criterion {one.key}")) if one else None
        sheet.add([line], stop)


def _add_against_average(sheet: Sheet, dossier: Dossier, paper: Paper) -> None:
    roles: tuple[Role, Role] = ("good", "late")
    lines: list[Line] = []
    for found, role in zip((dossier.strongest, dossier.weakest), roles, strict=True):
        lines += grade.differences(found, paper, max(8, paper.width - 2), role)
    if lines:
        sheet.heading(paper.catalog.text(say("against the average customer")))
        sheet.add(indented(lines, 2))
