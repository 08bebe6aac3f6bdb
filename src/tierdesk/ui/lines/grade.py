"""A grade as lines: the score with its interval, bars by group and criterion, the question that would
tell most, and what would make the next better tier.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tierdesk.domain.document import day, mapping
from tierdesk.domain.document import text as field_text
from tierdesk.domain.rounding import enough
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.ways import finding_in_words, lacking_in_words
from tierdesk.ui.lines.line import Line, Paper, Role, Span, bar, cut, fit, width
from tierdesk.ui.lines.paragraph import brief, flow, paragraph

if TYPE_CHECKING:
    from tierdesk.desk.dossier import Dossier, Group
    from tierdesk.scoring.explain import Difference
    from tierdesk.scoring.score import Contribution
    from tierdesk.scoring.ways import Finding, Way

_FIGURES = 9
_NAME_CELLS = 34
_CRITERION_BAR = 28
"""Cells of a criterion's bar at most: a wall of bars tells less."""
_LEAST_BAR, _MOST_BAR = 4, 40
_TOLD = 0.05
"""Points of a difference that would be shown as 0.0 are none."""


def score(dossier: Dossier, paper: Paper) -> Line:
    """`score 78 [74–83] 91 % ████████░░`; the tier is certain when nothing unknown can change it."""
    text, row, dash = paper.catalog.text, dossier.row, paper.glyphs.minus
    line = [
        Span(text(say("score")) + " ", "dim"), Span(f"{row.score:.0f}", "strong"),
        Span(f" [{row.low:.0f}{dash}{row.high:.0f}] ", "" if row.certain else "warn"),
        Span(text(say("%(percent)s %% known", percent=round(100 * row.completeness))) + "  ", "dim"),
    ]  # fmt: skip
    room = min(_MOST_BAR, paper.width - width(line))
    if room >= _LEAST_BAR:
        line += bar(row.score / 100, room, paper.glyphs)
    return cut(line, paper.width, paper.glyphs)


def kept(dossier: Dossier, paper: Paper) -> list[Line]:
    """`kept at A: 73.2 points, 75 is the threshold, demoted below 72`; nothing where the points give
    the tier."""
    if dossier.kept is None:
        return []
    return paragraph(paper.catalog.text(dossier.kept), paper.width, paper.glyphs, "warn")


def group_bars(groups: Sequence[Group], paper: Paper) -> list[Line]:
    """`potential  34/40 ████▎` in two columns where there is room."""
    if not groups:
        return []
    named = [brief(paper.catalog.text(group.label)) for group in groups]
    widest = max(map(cell_len, named))
    columns = 2 if 2 * (widest + _FIGURES + _LEAST_BAR) + 2 <= paper.width else 1
    cells = (paper.width - 2 * (columns - 1)) // columns
    name_cells = min(widest, max(6, cells - _FIGURES - _LEAST_BAR))
    made = [
        _measured(Span(name), (group.points, group.most), (name_cells, cells), paper)
        for name, group in zip(named, groups, strict=True)
    ]
    if columns == 1:
        return made
    half = (len(made) + 1) // 2
    right = [*made[half:], *([()] * (half - len(made[half:])))]
    return [
        (*cut(one, cells, paper.glyphs), Span("  "), *other)
        for one, other in zip(made[:half], right, strict=True)
    ]


def _measured(
    name: Span, measure: tuple[float, float], cells: tuple[int, int], paper: Paper
) -> Line:
    """Name, `points/most` and a bar; `cells` of the name and of all."""
    points, most = measure
    figures = f" {points:3.0f}/{most:<4.0f}"
    room = cells[1] - cells[0] - len(figures)
    filled = bar(points / most if most else 0.0, room, paper.glyphs) if room >= _LEAST_BAR else ()
    return (Span(fit(name.text, cells[0], paper.glyphs), name.role), Span(figures, "dim"), *filled)


def criteria(dossier: Dossier, paper: Paper) -> list[Line]:
    """Every group with its criteria below it, points of most points and a bar each; an unknown one
    says so, since its points are a guess."""
    found = dossier.entry.score.contributions
    total = sum(one.weight for one in found) or 1.0
    name_cells = _name_cells(dossier, paper)
    paper = paper._replace(width=min(paper.width, name_cells + _FIGURES + _CRITERION_BAR))
    lines: list[Line] = []
    for group in dossier.groups:
        title = Span(brief(paper.catalog.text(group.label)), "strong")
        measure = group.points, group.most
        lines.append(_measured(title, measure, (name_cells, paper.width), paper))
        lines += [
            _criterion(one, 100 * one.weight / total, name_cells, paper)
            for one in found if one.group == group.key
        ]  # fmt: skip
    return lines


def _name_cells(dossier: Dossier, paper: Paper) -> int:
    """As wide as the names are, while a bar has room beside them."""
    named = [group.label for group in dossier.groups]
    names = [paper.catalog.text(label) for label in named]
    names += ["  " + paper.catalog(one.label) for one in dossier.entry.score.contributions]
    widest = max(map(cell_len, map(brief, names)), default=0)
    return min(_NAME_CELLS, max(12, paper.width - 22), widest)


def order(dossier: Dossier) -> list[Contribution | None]:
    """What each line of `criteria` is about, None for a group."""
    found = dossier.entry.score.contributions
    return [
        one
        for group in dossier.groups
        for one in (None, *(c for c in found if c.group == group.key))
    ]


def _criterion(one: Contribution, most: float, name_cells: int, paper: Paper) -> Line:
    name = "  " + brief(paper.catalog(one.label))
    if one.value is None:
        return _unknown(Span(name), one.points, most, name_cells, paper)
    return _measured(Span(name), (one.points, most), (name_cells, paper.width), paper)


def _unknown(name: Span, points: float, most: float, name_cells: int, paper: Paper) -> Line:
    """No bar for what nobody knows: how many points are taken for granted, where there is room."""
    text = paper.catalog.text
    line = (Span(fit(name.text, name_cells, paper.glyphs)), Span(f" {'?':>3}/{most:<4.0f}", "dim"))
    said = text(say("not known, counts %(points)s", points=f"{points:.1f}"))
    if width(line) + cell_len(said) > paper.width:
        said = text(say("not known"))
    return cut((*line, Span(said, "warn")), paper.width, paper.glyphs)


def question(dossier: Dossier, paper: Paper, cells: int) -> list[Line]:
    """`Degree of interest (up to +6.0 points)`, nothing when all is known."""
    asked = dossier.question
    if asked is None:
        return []
    said = say("%(criterion)s (up to +%(points)s points)", criterion=asked.label,
               points=f"{asked.points:.1f}")  # fmt: skip
    return paragraph(paper.catalog.text(said), cells, paper.glyphs, "accent", 2)


def levers(dossier: Dossier, paper: Paper) -> list[Line]:
    """What makes it an A: the points that lack, and what alone would bring them."""
    text = paper.catalog.text
    held = _held(dossier)
    if held is not None:
        return paragraph(text(held), paper.width, paper.glyphs, "warn")
    if not dossier.better:
        return paragraph(text(say("No tier is better.")), paper.width, paper.glyphs, "good")
    lack = say("%(points)s points to %(tier)s; one of these alone would bring them:",
               points=f"{dossier.missing:.1f}", tier=dossier.better)  # fmt: skip
    if not dossier.ways:
        lacks = say("%(points)s points to %(tier)s", points=f"{dossier.missing:.1f}",
                    tier=dossier.better)  # fmt: skip
        alone = lacking_in_words(lacks, next(iter(dossier.findings), None))
        return paragraph(text(alone), paper.width, paper.glyphs, "dim")
    unknown = {one.key: one for one in dossier.findings}
    ways = [_way(way, unknown) for way in dossier.ways]
    lines = paragraph(text(lack), paper.width, paper.glyphs, "dim")
    dot = paper.glyphs.dot
    for way in ways:
        folded = paragraph(text(way), max(8, paper.width - 4), paper.glyphs)
        lines += [(Span(f"  {dot} " if n == 0 else "    ", "dim"), *line)
                  for n, line in enumerate(folded)]  # fmt: skip
    return lines


def _held(dossier: Dossier) -> Message | None:
    """Why points alone would not change the tier: it was set by hand, or a rule stands over it."""
    from tierdesk.scoring.default_model import GATES

    if dossier.row.overridden:
        override = mapping(dossier.row.customer, "tier_override")
        reason, until = field_text(override, "reason"), day(override, "until")
        if until is not None:
            return say("Set by hand until %(day)s: %(reason)s", day=until, reason=reason)
        return say("Set by hand: %(reason)s", reason=reason)
    if not dossier.better or dossier.missing > 0 or not dossier.entry.score.gates:
        return None
    labels = {gate.key: gate.label for gate in GATES}
    rules = [Message(labels.get(key, key)) for key in dossier.entry.score.gates]
    return say("There are points enough; the tier is held down by a rule: %(rules)s.", rules=rules)


def _way(way: Way, unknown: Mapping[str, Finding]) -> Message:
    """An answer to be found out, a better one in per cent of the best, else another weight."""
    label = Message(way.label)
    if way.dv is not None and way.unknown and way.key in unknown:
        return finding_in_words(unknown[way.key])
    if way.dv is not None:
        return say("%(criterion)s from %(now)s %% to %(then)s %% of the best", criterion=label,
                   now=f"{100 * way.now:.0f}", then=f"{enough(100 * (way.now + way.dv)):g}")  # fmt: skip
    by = way.dw or 0.0
    if by > 0:
        return say("%(criterion)s weighing %(points)s more", criterion=label,
                   points=f"{enough(by):g}")  # fmt: skip
    return say("%(criterion)s weighing %(points)s less", criterion=label,
               points=f"{enough(-by):g}")  # fmt: skip


def differences(found: Sequence[Difference], paper: Paper, cells: int, role: Role) -> list[Line]:
    """`Degree of interest +4.1 · Company size +2.0`, against the average customer."""
    parts = [
        (Span(brief(paper.catalog(one.label)) + " "), Span(f"{one.phi:+.1f}", role))
        for one in found
        if abs(one.phi) >= _TOLD
    ]
    return flow(parts, cells, paper.glyphs)
