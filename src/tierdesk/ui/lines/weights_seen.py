"""The Weights screen as lines, right side: one customer before and after, with the points of groups and
of what is edited, and what makes the next better tier.

It must not know how any of it is computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tierdesk.domain.rounding import enough, told_apart
from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Line, Paper, Span, cut, fit, width
from tierdesk.ui.lines.paragraph import brief, paragraph
from tierdesk.ui.lines.weights_effect import TIER_ROLES

if TYPE_CHECKING:
    from tierdesk.scoring.score import Contribution, Score
    from tierdesk.scoring.ways import Finding, Way

_TOLD = 0.05
_FOLDED = 6


class Shown(NamedTuple):
    """A customer before and after; `labels` of groups by key, before and after; `fixed`: it stays
    when the cursor moves on; `names` of tiers; `group` and `criterion` are the keys of what is edited, ""
    for none."""

    name: str
    before: Score
    after: Score
    labels: Mapping[str, str]
    fixed: bool
    names: Mapping[str, str] = MappingProxyType({})
    group: str = ""
    criterion: str = ""


class _Part(NamedTuple):
    """The points of a group or criterion; of those with the highest `rank` there is no room first."""

    line: Line
    rank: int


def pinned(shown: Shown, paper: Paper, most: int = 1_000) -> list[Line]:
    """`pinned 宏达机械   78 → 80  A`, its groups with the criterion that is edited, and what makes
    the next better tier; of more than `most` lines, groups that do not move are left out first, what is
    edited never, and how many are left out is told."""
    glyphs, text = paper.glyphs, paper.catalog.text
    before, after = shown.before, shown.after
    said = text(say("pinned") if shown.fixed else say("seen"))
    way = after.tier if before.tier == after.tier else f"{before.tier}{glyphs.arrow}{after.tier}"
    old, new = told_apart(before.value, after.value, (*before.limits, *after.limits), 1)
    figures = f" {old} {glyphs.arrow} {new}  "
    told = (Span(figures), Span(way, TIER_ROLES.get(after.tier, "strong")), Span(" "))
    called = brief(paper.catalog(shown.names.get(after.tier, "")))
    name = brief(shown.name)
    named = (*told[:2], Span(f" {called} ", "dim")) if called else told
    if cell_len(said + name) + width(named) + 2 <= paper.width:
        told = named
    room = paper.width - 2 - cell_len(said) - width(told)
    lines: list[Line] = [(Span(f" {said} ", "dim"), Span(fit(name, room, glyphs), "strong"), *told)]
    if cell_len(name) > room:
        lines = [cut((Span(f" {said} ", "dim"), Span(name, "strong")), paper.width, glyphs)]
        lines.append(cut((Span(" "), *named), paper.width, glyphs))
    held, ways = _held(after), list[Line]()
    for message in (held,) if held is not None else (*_kept(after), *_levers(after, glyphs.arrow)):
        folded = paragraph(text(message), paper.width - 2, glyphs, "dim", _FOLDED)
        ways += [(Span("  "), *line) for line in folded]
    groups = _groups(shown, paper, max(1, most - len(lines) - len(ways)))
    return [*lines, *groups, *ways]


def _groups(shown: Shown, paper: Paper, most: int) -> list[Line]:
    """The points of groups before and after in `most` lines, and `+2 more` where they have no room."""
    names, parts = _parts(shown, paper)
    if not parts:
        return []
    each = width(parts[0].line) + 2
    columns = 2 if 2 * each <= paper.width else 1
    room = most * columns
    if len(parts) <= room:
        return _laid([part.line for part in parts], columns, paper)
    kept = max(1, room - 1)
    first = sorted(range(len(parts)), key=lambda at: (parts[at].rank, at))[:kept]
    told = Span(paper.catalog.text(say("+%(n)s more", n=len(parts) - kept)), "dim")
    lines = [parts[at].line for at in sorted(first)]
    if room > 1:
        return _laid([*lines, (told,)], columns, paper)
    tail = (Span(" "), told)
    name = fit(names[first[0]].strip(), max(1, len(lines[0][0].text) - width(tail)), paper.glyphs)
    roomy = each + width(tail) <= paper.width
    return _laid([(*(lines[0] if roomy else (Span(name), *lines[0][1:])), *tail)], 1, paper)


def _laid(parts: Sequence[Line], columns: int, paper: Paper) -> list[Line]:
    """So many beside each other."""
    rows = (parts[at : at + columns] for at in range(0, len(parts), columns))
    return [
        cut([s for part in row for s in (Span("  "), *part)], paper.width, paper.glyphs)
        for row in rows
    ]


def _parts(shown: Shown, paper: Paper) -> tuple[list[str], list[_Part]]:
    """Names, and a part for each group, in the order of the tree, and for the criterion that is edited
    below its own."""
    before, after = _points(shown.before), _points(shown.after)
    old, new = _own(shown.before, shown.criterion), _own(shown.after, shown.criterion)
    measured: list[tuple[str, float, float, bool]] = []
    for key, label in shown.labels.items():
        if key not in before and key not in after:
            continue
        here = key == shown.group
        named = brief(paper.catalog(label))
        measured.append((named, before.get(key, 0.0), after.get(key, 0.0), here))
        one = new or old
        if here and one is not None:
            named = "  " + brief(paper.catalog(one.label))
            was, is_ = (0.0 if found is None else found.points for found in (old, new))
            measured.append((named, was, is_, True))
    widest = min(max((cell_len(name) for name, *_ in measured), default=0), paper.width - 19)
    arrow, parts = paper.glyphs.arrow, list[_Part]()
    for name, was, is_, edited in measured:
        moves = abs(is_ - was) >= _TOLD
        figures = Span(f" {was:5.1f} {arrow} {is_:<5.1f}", "accent" if moves else "dim")
        rank = (0 if name.startswith("  ") else 1) if edited else 2 if moves else 3
        parts.append(_Part((Span(fit(name, widest, paper.glyphs)), figures), rank))
    return [name for name, *_ in measured], parts


def _own(score: Score, criterion: str) -> Contribution | None:
    """What a criterion brings."""
    return next((one for one in score.contributions if one.key == criterion), None)


def _points(score: Score) -> dict[str, float]:
    found: dict[str, float] = {}
    for one in score.contributions:
        found[one.group] = found.get(one.group, 0.0) + one.points
    return found


def _held(score: Score) -> Message | None:
    if score.overridden:
        return say("The tier was set by hand; no weight changes it.")
    return None


def _kept(score: Score) -> Sequence[Message]:
    """That hysteresis keeps the tier, where it does."""
    from tierdesk.scoring.kept import kept, kept_in_words

    found = kept(score)
    return () if found is None else (kept_in_words(found),)


def _levers(score: Score, arrow: str) -> Sequence[Message]:
    """What alone would bring the next better tier, three at most."""
    from tierdesk.scoring.kept import better
    from tierdesk.scoring.ways import findings, lacking_in_words, ways

    tier, least = better(score)
    if not tier:
        return (say("No tier is better."),)
    if score.value >= least:
        return (say("There are points enough for %(tier)s; a gate holds it down.", tier=tier),)
    unknown = {one.key: one for one in findings(score)}
    best = [_way(way, unknown, arrow) for way in ways(score, least)[:3]]
    lacks = say("%(points)s points to %(tier)s", points=f"{least - score.value:.1f}", tier=tier)
    if not best:
        return (lacking_in_words(lacks, next(iter(unknown.values()), None)),)
    return (say("%(lacks)s; one of: %(ways)s", lacks=lacks, ways=best),)


def _way(way: Way, unknown: Mapping[str, Finding], arrow: str) -> Message:
    from tierdesk.scoring.ways import finding_in_words

    if way.dv is None:
        return say("%(criterion)s weighing %(by)s", criterion=Message(way.label),
                   by=f"{enough(way.dw or 0.0):+g}")  # fmt: skip
    if way.unknown and way.key in unknown:
        return finding_in_words(unknown[way.key])
    return say("%(criterion)s %(now)s %(to)s %(then)s %%", criterion=Message(way.label),
               now=f"{100 * way.now:.0f}", to=arrow, then=f"{100 * (way.now + way.dv):.0f}")  # fmt: skip
