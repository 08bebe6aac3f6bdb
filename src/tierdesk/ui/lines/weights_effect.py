"""The Weights screen as lines, right side: tiers now and with the draft, who moves, one customer before
and after.

It must not know how any of it is computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tierdesk.domain.rounding import enough, told_apart
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.ui.lines.line import Line, Paper, Role, Span, cut, fit, width
from tierdesk.ui.lines.paragraph import brief, paragraph

if TYPE_CHECKING:
    from tierdesk.scoring.score import Score
    from tierdesk.scoring.ways import Finding, Way
    from tierdesk.scoring.whole.preview import Mover

TIER_ROLES: dict[str, Role] = {"A": "tier-a", "B": "tier-b", "C": "tier-c", "D": "tier-d"}
_TOLD = 0.05
_MINUTES = 60
_FOLDED = 6


class Tiers(NamedTuple):
    """Counts and contacts a week by tier before and after; `slots` of the week, `minutes` of a
    contact where they are known; `moved` customers change tier, `rho` is the rank correlation
    (None: not known), `whole`: nothing of it is still being computed; `names` of tiers."""

    before: Mapping[str, int]
    after: Mapping[str, int]
    load_before: Mapping[str, float]
    load_after: Mapping[str, float]
    slots: int
    minutes: float | None
    moved: int
    rho: float | None
    whole: bool
    names: Mapping[str, str]


def tiers(told: Tiers, paper: Paper) -> list[Line]:
    """The table of tiers with its sum, then how many move."""
    text, letters = paper.catalog.text, sorted({*told.before, *told.after})
    titles = (
        say("hours a week") if told.minutes is not None else say("contacts a week")
    )  # fmt: skip
    lines: list[Line] = [_titles(text(say("tiers now, draft")), text(titles), paper)]
    named = {tier: brief(paper.catalog(told.names.get(tier, ""))) for tier in letters}
    widest = max(map(cell_len, named.values()))
    if widest and _bare(told) + widest + 2 > paper.width:
        widest = 0
    for tier, short in named.items():
        name = fit(short, widest, paper.glyphs) if widest else ""
        counts = told.before.get(tier, 0), told.after.get(tier, 0)
        load = told.load_before.get(tier, 0.0), told.load_after.get(tier, 0.0)
        lines.append(_tier(tier, name, counts, load, told, paper))
    loads = sum(told.load_before.values()), sum(told.load_after.values())
    over = loads[1] > told.slots
    week = say("the week %(before)s %(to)s %(after)s of %(slots)s",
               before=_week(loads[0], told), after=_week(loads[1], told),
               slots=_week(told.slots, told), to=paper.glyphs.arrow)  # fmt: skip
    lines += paragraph(text(week), paper.width - 1, paper.glyphs, "warn" if over else "dim", 2)
    return [(Span(" "), *line) for line in lines] + moved(told, paper)


def _bare(told: Tiers) -> int:
    """Cells of the widest row of the table without a name."""
    loads = [f"{_week(told.load_before.get(tier, 0.0), told)} > {_week(load, told)}"
             for tier, load in told.load_after.items()]  # fmt: skip
    return 9 + 3 * _counted(told) + max((cell_len(load) for load in loads), default=0)


def _counted(told: Tiers) -> int:
    return max(3, *(len(str(n)) for n in (*told.before.values(), *told.after.values())))


def _titles(left: str, right: str, paper: Paper) -> Line:
    room = paper.width - 2
    if cell_len(left) + cell_len(right) + 1 > room:
        return (Span(fit(left, room, paper.glyphs), "accent"),)
    return (Span(left, "accent"), Span(" " * (room - cell_len(left) - cell_len(right))),
            Span(right, "dim"))  # fmt: skip


def _tier(
    tier: str, name: str, counts: tuple[int, int], load: tuple[float, float], told: Tiers,
    paper: Paper,
) -> Line:  # fmt: skip
    """`A  31 → 36  +5   72 → 84`."""
    arrow, by = paper.glyphs.arrow, counts[1] - counts[0]
    wide = _counted(told)
    line: list[Span] = [
        Span(tier, TIER_ROLES.get(tier, "strong")),
        Span(f" {name}" if name else ""),
    ]
    line += [Span(f" {counts[0]:>{wide}} {arrow} "), Span(f"{counts[1]:<{wide}}", "strong")]
    role: Role = "dim" if not by else "accent"
    line.append(Span(f" {by:+}".rjust(wide + 3) if by else " " * (wide + 2) + "0", role))
    shown = f"{_week(load[0], told)} {arrow} {_week(load[1], told)}"
    room = paper.width - 2 - width(line)
    if cell_len(shown) + 1 <= room:
        line.append(Span(" " * (room - cell_len(shown)) + shown, "dim"))
    return tuple(line)


def _week(contacts: float, told: Tiers) -> str:
    """Contacts, or the hours that they take."""
    if told.minutes is not None:
        contacts = contacts * told.minutes / _MINUTES
    return (
        f"{contacts:,.0f}" if contacts >= 100 or contacts == round(contacts) else f"{contacts:.1f}"
    )


def moved(told: Tiers, paper: Paper) -> list[Line]:
    """`14 change tier · rank correlation .97`."""
    said = say_n("%(n)s changes tier", "%(n)s change tier", told.moved)
    if not told.moved:
        said = say("nobody moves")
    line: list[Span] = [
        Span(" "),
        Span(paper.catalog.text(said), "strong" if told.moved else "dim"),
    ]
    if told.rho is not None:
        rho = say("ranks alike %(rho)s", rho=f"{told.rho:.3f}".replace("0.", ".", 1))
        line.append(Span(f" {paper.glyphs.dot} " + paper.catalog.text(rho), "dim"))
    if not told.whole:
        line.append(Span(" " + paper.glyphs.ellipsis, "dim"))
    return [cut(line, paper.width, paper.glyphs)]


def in_short(told: Tiers, paper: Paper) -> Line:
    """`A 8→9 · B 21→28 · 13 move`, where the table has no room; at the least the tiers that change."""
    apart, arrow = Span(f" {paper.glyphs.dot} ", "dim"), paper.glyphs.arrow
    moving = paper.catalog.text(say_n("%(n)s moves", "%(n)s move", told.moved))
    every = [(tier, told.before.get(tier, 0), told.after.get(tier, 0))
             for tier in sorted({*told.before, *told.after})]  # fmt: skip
    line: list[Span] = []
    for few in (every, [one for one in every if one[1] != one[2]]):
        line = [Span(" ")]
        for tier, old, new in few:
            shown = f"{old}" if old == new else f"{old}{arrow}{new}"
            line += [Span(f"{tier} ", TIER_ROLES.get(tier, "strong")), Span(shown), apart]
        line.append(Span(moving, "strong" if told.moved else "dim"))
        if width(line) <= paper.width:
            break
    return cut(line, paper.width, paper.glyphs)


def mover(one: Mover, name: str, paper: Paper, *, here: bool, limits: Iterable[float] = ()) -> Line:
    """`▲ B→A Kestrel Supplies      73 → 76`; no score seems to cross one of the limits."""
    better, glyphs = one.after < one.before, paper.glyphs
    mark = Span(glyphs.cursor if here else " ", "mark")
    sign = Span((glyphs.up if better else glyphs.down) + " ", "good" if better else "late")
    way = f"{one.before}{glyphs.arrow}{one.after} "
    old, new = told_apart(one.score_before, one.score_after, limits, 0)
    figures = f" {old} {glyphs.arrow} {new}"
    room = paper.width - 3 - cell_len(way) - cell_len(figures) - 1
    line = (mark, sign, Span(way, TIER_ROLES.get(one.after, "")), Span(fit(brief(name), room, glyphs)),
            Span(figures, "dim"))  # fmt: skip
    return cut(line, paper.width, glyphs)


def title(said: Message, paper: Paper) -> Line:
    """The heading of a block."""
    return cut((Span(" "), Span(paper.catalog.text(said), "accent")), paper.width, paper.glyphs)


class Shown(NamedTuple):
    """A customer before and after; `labels` of groups by key, before and after; `fixed`: it stays
    when the cursor moves on; `names` of tiers."""

    name: str
    before: Score
    after: Score
    labels: Mapping[str, str]
    fixed: bool
    names: Mapping[str, str] = MappingProxyType({})


def pinned(shown: Shown, paper: Paper, most: int = 1_000) -> list[Line]:
    """`pinned 宏达机械   78 → 80  A`, its groups, and what makes the next better tier; of more than
    `most` lines, groups that do not move are left out first."""
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
    groups = _fewer(list(_groups(shown, paper)), most - len(lines) - len(ways))
    return [*lines, *groups, *ways]


def _fewer(groups: list[Line], most: int) -> list[Line]:
    """So many lines; those in which nothing moves go first, from below."""
    still = [at for at, line in enumerate(groups) if all(span.role != "accent" for span in line)]
    moving = [at for at in range(len(groups)) if at not in still]
    gone = [*still[::-1], *moving[::-1]][: max(0, len(groups) - most)]
    return [line for at, line in enumerate(groups) if at not in gone]


def _groups(shown: Shown, paper: Paper) -> Iterator[Line]:
    before, after = _points(shown.before), _points(shown.after)
    names = {key: brief(paper.catalog(label)) for key, label in shown.labels.items()}
    arrow, keys = paper.glyphs.arrow, [k for k in shown.labels if k in before or k in after]
    widest = min(max((cell_len(names[key]) for key in keys), default=0), paper.width - 19)
    parts: list[Line] = []
    for key in keys:
        old, new = before.get(key, 0.0), after.get(key, 0.0)
        moves = abs(new - old) >= _TOLD
        parts.append((Span(fit(names[key], widest, paper.glyphs)),
                      Span(f" {old:5.1f} {arrow} {new:<5.1f}", "accent" if moves else "dim")))  # fmt: skip
    columns = 2 if parts and 2 * (width(parts[0]) + 2) <= paper.width else 1
    glyphs = paper.glyphs
    for at in range(0, len(parts), columns):
        joined = (s for part in parts[at : at + columns] for s in (Span("  "), *part))
        yield cut(tuple(joined), paper.width, glyphs)


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
