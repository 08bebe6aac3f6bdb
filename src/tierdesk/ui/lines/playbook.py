"""The card's treatment: how customers of the tier are looked after, and what is to be done in the
stage before the next one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Line, Paper, Role, Span
from tierdesk.ui.lines.paragraph import beside, brief, flow, indented, paragraph
from tierdesk.ui.lines.section import Section, Sheet, Stop
from tierdesk.ui.lines.today import TIER_ROLES

_FILLED = {
    "contactable": ("contact", ""), "decision_maker": ("contact", "role"), "industry": ("customer", "industry"),
    "size": ("customer", "employees"), "need_known": ("need", ""), "need_strength": ("need", "strength"),
    "budget": ("customer", "budget"), "decision_date": ("customer", "decision_by"),
    "expected_sign_date": ("deal", "expected_sign_on"),
}  # fmt: skip
"""The form and the field in which a criterion is filled in."""

if TYPE_CHECKING:
    from tierdesk.desk.dossier import Dossier


def playbook(dossier: Dossier, paper: Paper) -> Section:
    """Treatment of the tier, then the stage: days in it, goal, tasks, what lacks, what to say."""
    sheet, text = Sheet(paper), paper.catalog.text
    inner = paper._replace(width=max(8, paper.width - 2))
    sheet.heading(text(say("treatment of tier %(tier)s", tier=dossier.row.tier)))
    tier = TIER_ROLES.get(dossier.row.tier, "")
    sheet.add(paragraph(text(dossier.treatment), inner.width, paper.glyphs, tier))
    sheet.add(flow(_policy(dossier, paper), inner.width, paper.glyphs))
    sheet.heading(text(say("stage %(stage)s", stage=dossier.stage.title)))
    sheet.add(flow(_days(dossier, paper), inner.width, paper.glyphs))
    if dossier.goal is not None:
        sheet.add(paragraph(text(dossier.goal), inner.width, paper.glyphs, "strong"))
    for n, task in enumerate(dossier.playbook.tasks, 1):
        sign, role = ("[x]", "good") if task.done else ("[ ]", "")
        sheet.add(_item(sign, task.title, inner, cast("Role", role)), Stop(f"task {n}"))
    _add_criteria(sheet, dossier, inner)
    _add_texts(sheet, dossier, inner)
    return sheet.section()


def _days(dossier: Dossier, paper: Paper) -> list[Line]:
    """How long it stands there, when it rots, how the stage is left."""
    text = paper.catalog.text
    parts: list[Line] = [(Span(text(say("%(days)s d in it", days=dossier.stage_days))),)]
    if dossier.rotting:
        parts.append((Span(text(say("rotting, nothing happened for %(rot)s d", rot=dossier.rot_days)),
                           "warn"),))  # fmt: skip
    elif dossier.rot_days is not None:
        parts.append((Span(text(say("rots after %(rot)s d without a touch", rot=dossier.rot_days)),
                           "dim"),))  # fmt: skip
    if dossier.stage.hard:
        parts.append((Span(text(say("left only when all of it is met")), "warn"),))
    return parts


def _policy(dossier: Dossier, paper: Paper) -> list[Line]:
    policy = dossier.policy
    said = [
        say("contact every %(ideal)s d, after %(longest)s d at the latest", ideal=policy.ideal_days,
            longest=policy.max_days),
        say("answer within %(hours)s h", hours=f"{policy.reply_hours:g}"),
        say("%(share)s %% of the day", share=f"{policy.share:g}"),
        say("promotions only") if policy.discount_limit is None
        else say("discount up to %(limit)s %%", limit=f"{policy.discount_limit:g}"),
    ]  # fmt: skip
    return [(Span(brief(paper.catalog.text(one))),) for one in said]


def _add_criteria(sheet: Sheet, dossier: Dossier, paper: Paper) -> None:
    """What must hold before the deal leaves the stage: that which lacks first."""
    criteria = dossier.playbook.criteria
    if not criteria:
        return
    sheet.heading(paper.catalog.text(say("before the next stage")))
    for one in sorted(criteria, key=lambda one: one.met):
        role: Role = "good" if one.met else "warn"
        lines = _item("[x]" if one.met else "[ ]", one.title, paper, role)
        sheet.add(lines, _stop(one.key, dossier))


def _stop(key: str, dossier: Dossier) -> Stop:
    """Enter ticks off what people tick off, else leads to the field that is read."""
    part, _, field = key.partition(".")
    form, field = (part, field) if part in ("customer", "deal") else _FILLED.get(key, ("", ""))
    number = {"customer": dossier.customer_id, "deal": dossier.entry.standing.deal_id}.get(form)
    return Stop(f"criterion {key}", form, number, field)


def _add_texts(sheet: Sheet, dossier: Dossier, paper: Paper) -> None:
    """What to say, in the customer's language."""
    if not dossier.stage.content and not dossier.texts:
        return
    sheet.heading(paper.catalog.text(say("what to say")))
    if dossier.stage.content:
        text = paper.catalog.text(Message(dossier.stage.content))
        sheet.add(paragraph(text, paper.width, paper.glyphs, "strong"))
    for one in dossier.texts:
        head = " ".join(part for part in (one.template.name, one.subject) if part)
        sheet.add(paragraph(brief(head), paper.width, paper.glyphs, "accent", 2))
        sheet.add(indented(paragraph(brief(one.body), paper.width - 2, paper.glyphs, most=8), 2))


def _item(sign: str, said: Message, paper: Paper, role: Role = "") -> list[Line]:
    cells = len(sign) + 2
    lines = paragraph(paper.catalog.text(said), max(8, paper.width - cells), paper.glyphs)
    return beside(f" {sign} ", lines, cells, role=role or "dim")
