"""The detail pane: what matters of the selected customer, in the order in which a call needs it.

The card's first screenful is made of the same pieces. It must not know a screen.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tierdesk.domain.document import Doc, day, flag, mapping, text, texts
from tierdesk.domain.vocabulary import LABELS
from tierdesk.i18n.message import N_, Message, say
from tierdesk.ui.lines import grade, touches
from tierdesk.ui.lines.line import Line, Paper, Role, Span, between, cut
from tierdesk.ui.lines.near_days import Calendar, next_day, past_day
from tierdesk.ui.lines.paragraph import beside, brief, flow, paragraph
from tierdesk.ui.lines.short_days import short_day
from tierdesk.ui.lines.today import TIER_ROLES

if TYPE_CHECKING:
    from tierdesk.desk.dossier import Dossier

_LABELS = (N_("reach"), N_("ask"), N_("last"), N_("next"), N_("treatment"), N_("there"))
REACH, ASK, LAST, NEXT, TREATMENT, THERE = _LABELS
_EDGE = 1
"""Cells left free at both sides of the pane."""


def detail(dossier: Dossier, paper: Paper) -> list[Line]:
    """The whole pane, one blank line between its parts where there are some."""
    inner = paper._replace(width=max(10, paper.width - 2 * _EDGE))
    lines = [
        *head(dossier, inner),
        *place(dossier, inner),
        (),
        grade.score(dossier, inner),
    ]
    lines += [*grade.kept(dossier, inner), *grade.group_bars(dossier.groups, inner)]
    lines += [(), *facts(dossier, inner)]
    found = warnings(dossier, inner)
    lines += [(), *found] if found else []
    into = put_into(dossier, inner)
    lines += [(), *into] if into else []
    return [(Span(" " * _EDGE), *line) for line in lines]


def why(dossier: Dossier, paper: Paper) -> Line:
    """` why  promised today (10.0) · due +2d (9.1) …`, nothing when nothing is to be done."""
    if not dossier.reasons:
        return ()
    line = [Span(" " + paper.catalog.text(say("why")) + "  ", "dim")]
    for n, part in enumerate(reasons(dossier, paper)):
        line += [Span(f" {paper.glyphs.dot} ", "dim"), *part] if n else part
    return cut(line, paper.width, paper.glyphs)


def reasons(dossier: Dossier, paper: Paper) -> list[Line]:
    """Every reason with its points, the weightiest first."""
    return [
        (Span(brief(paper.catalog.text(reason.message))), Span(f" ({reason.points:.1f})", "dim"))
        for reason in dossier.reasons
    ]


def head(dossier: Dossier, paper: Paper) -> list[Line]:
    """Name, life and tier; a tier set by hand says so."""
    row, said = dossier.row, paper.catalog.text
    right = [Span(f" {brief(said(dossier.lifecycle_label))} ", "dim")]
    if row.overridden:
        right.append(Span(said(say("by hand")) + " ", "warn"))
    right.append(Span(row.tier, TIER_ROLES.get(row.tier, "")))
    return [between((Span(brief(row.name), "strong"),), right, paper.width, paper.glyphs)]


def place(dossier: Dossier, paper: Paper) -> list[Line]:
    """`洽谈 · day 12 of 14 · ¥320k × 60 % · sign 12-15`."""
    row, said = dossier.row, paper.catalog.text
    parts: list[Line] = [(Span(brief(said(dossier.stage.title))),)]
    if dossier.stage_days:
        parts.append((_stay(dossier, paper),))
    if row.amount is not None:
        amount = say("%(amount)s × %(percent)s %%", amount=row.amount, percent=f"{row.percent:g}")
        parts.append((Span(said(amount)),))
    signing = day(row.deal, "expected_sign_on") if row.deal else None
    if signing is not None:
        today = dossier.moment.today
        when = say("sign %(day)s", day=short_day(signing, today))
        over = say("signing was due %(day)s", day=short_day(signing, today))
        parts.append((Span(said(over), "late"),) if signing < today else (Span(said(when)),))
    return flow(parts, paper.width, paper.glyphs)


def put_into(dossier: Dossier, paper: Paper) -> list[Line]:
    """`VIP/华东 · 展会`: the groups that somebody put the customer into."""
    names: list[Line] = [(Span(brief(name), "accent"),) for name in dossier.put_into]
    return flow(names, paper.width, paper.glyphs, most=2) if names else []


def _stay(dossier: Dossier, paper: Paper) -> Span:
    days, most = dossier.stage_days, dossier.rot_days
    if dossier.rotting:
        return Span(
            paper.catalog.text(say("rots: day %(n)s of %(most)s", n=days, most=most)), "late"
        )
    if most is None:
        return Span(paper.catalog.text(say("day %(n)s", n=days)))
    return Span(paper.catalog.text(say("day %(n)s of %(most)s", n=days, most=most)))


def facts(dossier: Dossier, paper: Paper) -> list[Line]:
    """What to ask, whom to reach, what was last and what is next, and how the tier is treated."""
    return [line for _, lines in labelled(dossier, paper) for line in lines]


def labelled(dossier: Dossier, paper: Paper) -> list[tuple[str, list[Line]]]:
    """Each fact with its label, which is one of those above."""
    cells = 2 + max(cell_len(paper.catalog(label)) for label in _LABELS)
    room = max(8, paper.width - cells)
    found = (
        (NEXT, next_step(dossier, paper, room)), (LAST, last_touch(dossier, paper, room)),
        (REACH, reach(dossier, paper, room)), (THERE, local_time(dossier, paper, room)),
        (ASK, grade.question(dossier, paper, room)), (TREATMENT, treatment(dossier, paper, room)),
    )  # fmt: skip
    return [(label, beside(paper.catalog(label), lines, cells)) for label, lines in found]


def next_step(dossier: Dossier, paper: Paper, cells: int) -> list[Line]:
    """`today 10:30 · promised · send the revised quote`, or why nothing is planned."""
    said, row = paper.catalog.text, dossier.row
    if row.parked:
        reason = brief(text(mapping(row.customer, "parked"), "reason"))
        return flow(
            [(Span(said(say("parked")), "warn"),), _text(reason)], cells, paper.glyphs, most=3
        )
    if row.do_not_contact:
        return [(Span(said(say("wants no contact")), "late"),)]
    if dossier.next_day is None:
        return [(Span(said(say("nothing planned")), "dim"),)]
    parts = [_when(dossier, paper)]
    plan = dossier.plan[1] if dossier.plan else None
    if plan is None:
        parts.append((Span(said(say("by the cadence")), "dim"),))
    else:
        parts.append((Span(said(say("promised")), "warn"),) if flag(plan, "promised") else ())
        kind = text(plan, "kind")
        parts.append(_text(paper.catalog(LABELS.get(kind, kind))))
        parts += paragraph(text(plan, "note"), cells, paper.glyphs, most=2)
        if text(plan, "snoozed_until"):
            parts.append((Span(said(say("snoozed")), "dim"),))
    return flow(parts, cells, paper.glyphs, most=4)


def _when(dossier: Dossier, paper: Paper) -> Line:
    """`today 10:30`, `+2d Thu 2026-11-26`, `late 4d`."""
    today, due, at = dossier.moment.today, dossier.next_day or date.min, dossier.next_at
    said = next_day(due.toordinal(), calendar(dossier))
    role: Role = "late" if due < today else "warn" if due == today else ""
    if at is not None and due == today:
        said = say("today %(time)s", time=f"{at.astimezone(dossier.moment.zone):%H:%M}")
    spans = [Span(paper.catalog.text(said), role)]
    if due > today:
        clock = f" {at.astimezone(dossier.moment.zone):%H:%M}" if at is not None else ""
        spans.append(Span(f" {paper.catalog.day(due)}{clock}", "dim"))
    return tuple(spans)


def last_touch(dossier: Dossier, paper: Paper, cells: int) -> list[Line]:
    """`3d ago · phone · reached · 李强: wants a quote for 3 lines`."""
    if dossier.last_touch is None:
        return [(Span(paper.catalog.text(say("never contacted")), "warn"),)]
    touch = dossier.last_touch[1]
    ordinal = dossier.row.contact_ordinal
    parts: list[Line] = [(Span(paper.catalog.text(_ago(dossier, touch, ordinal))),)]
    parts += [_text(touches.manner(touch, paper.catalog)), touches.result(touch, paper.catalog)]
    content = touches.said(touch, dossier.entry.case.contacts)
    lines = flow(parts, cells, paper.glyphs)
    return [*lines, *paragraph(content, cells, paper.glyphs, most=3)]


def _ago(dossier: Dossier, touch: Doc, ordinal: int) -> Message:
    from tierdesk.domain.document import moment

    at = moment(touch, "at")
    if at is not None:
        ordinal = dossier.moment.local_day(at).toordinal()
    return past_day(ordinal, calendar(dossier))


def reach(dossier: Dossier, paper: Paper, cells: int) -> list[Line]:
    """The person to talk to, with phone, mail and WeChat."""
    found = person(dossier)
    if found is None:
        return []
    parts = [_text(part) for part in (text(found[1], "name"), *ways(found[1]))]
    return flow(parts, cells, paper.glyphs, most=2)


def person(dossier: Dossier) -> tuple[int, Doc] | None:
    """Who can be reached, the one who decides first."""
    people = sorted(
        dossier.entry.case.contacts, key=lambda row: text(row[1], "role") != "decision_maker"
    )
    return next((row for row in people if ways(row[1])), people[0] if people else None)


def ways(person: Doc) -> list[str]:
    """Phone numbers, mail addresses and WeChat of a contact."""
    found = [*texts(person, "phones"), *texts(person, "emails"), text(person, "wechat")]
    return [way for way in found if way.strip()]


def local_time(dossier: Dossier, paper: Paper, cells: int) -> list[Line]:
    """`03:10 asleep`, where the customer's clock differs or nobody would answer."""
    if not (dossier.foreign or dossier.asleep or dossier.holiday):
        return []
    said = paper.catalog.text
    clock = f"{dossier.local:%H:%M}"
    if dossier.local.date() != dossier.moment.today:
        clock = f"{paper.catalog.day(dossier.local.date())} {clock}"
    parts: list[Line] = [(Span(clock),)]
    if dossier.holiday:
        parts.append((Span(said(say("no working day")), "warn"),))
    elif dossier.asleep:
        parts.append((Span(f"{paper.glyphs.asleep} " + said(say("asleep")), "warn"),))
    return flow(parts, cells, paper.glyphs)


def treatment(dossier: Dossier, paper: Paper, cells: int) -> list[Line]:
    """How customers of the tier are looked after."""
    role = TIER_ROLES.get(dossier.row.tier, "")
    line = (Span(dossier.row.tier, role), Span(" " + brief(paper.catalog.text(dossier.treatment))))
    if sum(cell_len(span.text) for span in line) <= cells:
        return [line]
    return paragraph("".join(span.text for span in line), cells, paper.glyphs, "", 2)


def warnings(dossier: Dossier, paper: Paper) -> list[Line]:
    """`! won, not signed: first payment ¥30k short`."""
    lines: list[Line] = []
    for warning in dossier.warnings:
        folded = paragraph(
            paper.catalog.text(warning), max(8, paper.width - 2), paper.glyphs, "late", 3
        )
        lines += beside("!", folded, 2, role="late")
    return lines


def calendar(dossier: Dossier) -> Calendar:
    """Days as lists show them, by the reader's calendar."""
    return Calendar(dossier.moment.today.toordinal(), dossier.moment.zone)


def _text(value: str, role: Role = "") -> Line:
    cleaned = brief(value).strip()
    return (Span(cleaned, role),) if cleaned else ()
