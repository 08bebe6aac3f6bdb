"""The card's treatment: how customers of the tier are looked after, and what is to be done in the
stage before the next one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Line, Paper, Role, Span
from tierdesk.ui.lines.paragraph import beside, brief, flow, paragraph
from tierdesk.ui.lines.section import Section, Sheet, Stop
from tierdesk.ui.lines.today import TIER_ROLES

if TYPE_CHECKING:
    from tierdesk.desk.dossier import Dossier


def playbook(dossier: Dossier, paper: Paper) -> Section:
    """Treatment of the tier, then the stage: goal, tasks, what lacks, what to send."""
    sheet, text = Sheet(paper), paper.catalog.text
    inner = paper._replace(width=max(8, paper.width - 2))
    sheet.heading(text(say("treatment of tier %(tier)s", tier=dossier.row.tier)))
    tier = TIER_ROLES.get(dossier.row.tier, "")
    sheet.add(paragraph(text(dossier.treatment), inner.width, paper.glyphs, tier))
    sheet.add(flow(_policy(dossier, paper), inner.width, paper.glyphs))
    sheet.heading(text(say("stage %(stage)s", stage=dossier.stage.title)))
    if dossier.goal is not None:
        sheet.add(paragraph(text(dossier.goal), inner.width, paper.glyphs, "strong"))
    for task in dossier.tasks:
        sheet.add(_item(paper.glyphs.dot, task, inner))
    _add_criteria(sheet, dossier, inner)
    if dossier.stage.content:
        sheet.heading(text(say("what to send")))
        sheet.add(paragraph(text(Message(dossier.stage.content)), inner.width, paper.glyphs))
    return sheet.section()


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
    from tierdesk.pipeline.exit_criteria import label

    text = paper.catalog.text
    if dossier.entry.standing.closed or not dossier.stage.exit_criteria:
        return
    sheet.heading(text(say("before the next stage")))
    unmet = {str(one) for one in dossier.unmet}
    for key in sorted(dossier.stage.exit_criteria, key=lambda key: str(label(key)) not in unmet):
        lacks = str(label(key)) in unmet
        role: Role = "warn" if lacks else "good"
        lines = _item("[ ]" if lacks else "[x]", label(key), paper, role)
        sheet.add(lines, Stop(f"criterion {key}"))


def _item(sign: str, said: Message, paper: Paper, role: Role = "") -> list[Line]:
    cells = len(sign) + 2
    lines = paragraph(paper.catalog.text(said), max(8, paper.width - cells), paper.glyphs)
    return beside(f" {sign} ", lines, cells, role=role or "dim")
