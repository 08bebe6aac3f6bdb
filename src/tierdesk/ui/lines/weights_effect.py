"""The Weights screen as lines, right side: tiers now and with the draft, and who moves.

It must not know how any of it is computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tierdesk.domain.rounding import told_apart
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.ui.lines.line import Line, Paper, Role, Span, cut, fit, width
from tierdesk.ui.lines.paragraph import brief, paragraph

if TYPE_CHECKING:
    from tierdesk.scoring.whole.preview import Mover

TIER_ROLES: dict[str, Role] = {"A": "tier-a", "B": "tier-b", "C": "tier-c", "D": "tier-d"}
_MINUTES = 60


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
