"""The stages as lines: the head, a stage a row, the rows of one stage, and its playbook in short. It must
not know how a stage is stored or edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tierdesk.i18n.message import N_, Message, say, say_n
from tierdesk.ui.lines.line import Line, Paper, Role, Span, cut, fit
from tierdesk.ui.lines.paragraph import beside, brief, flow, paragraph

if TYPE_CHECKING:
    from tierdesk.pipeline.stage import Stage

_NAME, _KEY, _KIND, _FIGURE = 18, 14, 9, 7
_KINDS = {"open": N_("open"), "won": N_("won"), "maintain": N_("maintain"), "lost": N_("lost")}
_ROLES: dict[str, Role] = {"won": "good", "lost": "late"}


class Entry(NamedTuple):
    """A row of a sheet: `heading` parts them, `sign` stands before the label, which has `cells` where a
    value follows, `note` behind the value."""

    label: Message
    value: Message | None = None
    heading: bool = False
    sign: str = ""
    changed: bool = False
    note: Message | None = None
    cells: int = 22


def head(title: Message, told: Message, paper: Paper) -> Line:
    """`Stages  intent customers`."""
    text = paper.catalog.text
    spans = (Span(" " + brief(text(title)) + "  ", "title"), Span(brief(text(told)), "dim"))
    return cut(spans, paper.width, paper.glyphs)


def row(stage: Stage, deals: int, paper: Paper, *, here: bool) -> Line:
    """`▌ Prospect  prospect  open  10 %  30 d  3 tasks  12 deals`."""
    text, mark = paper.catalog.text, paper.glyphs.cursor if here else " "
    chance = "" if stage.probability is None else f"{stage.probability:g} %"
    rots = "" if stage.rot_days is None else text(say("%(days)s d", days=stage.rot_days))
    line = [
        Span(mark, "mark"), Span(fit(brief(text(stage.title)), _NAME, paper.glyphs), "strong"),
        Span(" " + fit(brief(stage.key), _KEY, paper.glyphs), "dim"),
        Span(" " + fit(paper.catalog(_KINDS[stage.kind]), _KIND), _ROLES.get(stage.kind, "")),
        Span(fit(chance, _FIGURE, right=True)), Span(fit(rots, _FIGURE, right=True)),
        Span("  " + fit(text(say("hard")) if stage.hard else "", 5), "warn"),
        Span(text(say_n("%(n)s deal", "%(n)s deals", deals)), "" if deals else "dim"),
    ]  # fmt: skip
    return cut(line, paper.width, paper.glyphs)


def entry(found: Entry, paper: Paper, *, here: bool) -> Line:
    """`▌ rots after days       30`."""
    text, mark = paper.catalog.text, paper.glyphs.cursor if here else " "
    label = brief(text(found.label))
    if found.heading:
        return cut((Span(mark, "mark"), Span(label, "accent")), paper.width, paper.glyphs)
    spans = [Span(mark, "mark"), Span("  ")]
    if found.sign:
        spans.append(Span(found.sign + " ", "good" if found.sign == "[x]" else "dim"))
    if found.value is None:
        spans.append(Span(label))
    else:
        spans.append(Span(fit(label, min(found.cells, paper.width // 2), paper.glyphs), "dim"))
        spans.append(Span(" " + brief(text(found.value)), "strong" if found.changed else ""))
    if found.note is not None:
        spans.append(Span("  " + brief(text(found.note)), "dim"))
    return cut(spans, paper.width, paper.glyphs)


def in_short(stage: Stage, paper: Paper) -> list[Line]:
    """Goal, tasks, criteria and what to send, of the stage under the cursor."""
    from tierdesk.pipeline.exit_criteria import label

    text, room = paper.catalog.text, max(8, paper.width - 2)
    lines: list[Line] = []
    if stage.goal:
        lines += paragraph(text(Message(stage.goal)), room, paper.glyphs, "strong", 2)
    parts = (
        (say("tasks"), [Message(task) for task in stage.tasks]),
        (say("exit criteria"), [label(key) for key in stage.exit_criteria]),
        (say("to send"), [Message(stage.content)] if stage.content else []),
    )
    for title, told in parts:
        name = text(title)
        cells = min(16, room // 3)
        found: list[Line] = [(Span(brief(text(one))),) for one in told]
        lines += beside(name, flow(found, room - cells, paper.glyphs, most=3), cells)
    return [(Span(" "), *line) for line in lines]
