"""The Today screen as lines: the head with the day's figures, one line per customer, headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tierdesk.i18n.catalog import AMOUNT_CELLS
from tierdesk.i18n.message import N_, say
from tierdesk.ui.lines.line import Line, Paper, Role, Span, bar, between, cut, fit, shown, width

if TYPE_CHECKING:
    from tierdesk.desk.digest import TodayRow

TIER_ROLES: Mapping[str, Role] = {"A": "tier-a", "B": "tier-b", "C": "tier-c", "D": "tier-d"}
LANE, PLAN, WAITING, NOBODY, NO_HIT, READING, EMPTY = 0, -1, -2, -3, -4, -5, -6
"""Keys of the lines among the rows that are no customers."""
_HEADINGS = {LANE: N_("promised within the hour"), PLAN: N_("today"), WAITING: N_("not today")}
_PROGRESS = 20
"""Cells of the bar that tells how far the reading is."""
_CHANCE, _URGENCY = 6, 6
"""Cells of the columns at the right."""


def head(figures: Mapping[str, int], filtered: str, paper: Paper) -> Line:
    """`12 of 214   done 3   capacity 12 = 5A 4B 2C 1D      neglect A 0 B 3 C 41 d`; what matters
    less gives way where there is no room."""
    text = paper.catalog.text
    now = say("%(now)s of %(all)s", now=figures["waiting"],
              all=figures["waiting"] + figures["not_today"])  # fmt: skip
    left = [Span(" " + text(now), "title")]
    if filtered:
        left.append(Span(f"   {paper.glyphs.more} {shown(filtered)}", "accent"))
    if figures["done"]:
        left.append(Span("   " + text(say("done %(n)s", n=figures["done"])), "good"))
    debt = [(tier, figures[f"debt_{tier}"]) for tier in "ABCD"]
    right: list[Span] = []
    if any(days for _, days in debt):
        parts = " ".join(f"{tier} {days}" for tier, days in debt if days)
        urgent = debt[0][1] or debt[1][1]
        right.append(Span(text(say("neglected %(parts)s d", parts=parts)) + " ",
                          "late" if urgent else "dim"))  # fmt: skip
    room = paper.width - sum(cell_len(span.text) for span in (*left, *right))
    for more in _more(figures, paper):
        size = cell_len(more.text)
        if size <= room:
            left.append(more)
            room -= size
    return between(left, right, paper.width, paper.glyphs)


def _more(figures: Mapping[str, int], paper: Paper) -> list[Span]:
    text, found = paper.catalog.text, []
    if figures["capacity"] >= 0:
        quota = " ".join(f"{figures[f'quota_{tier}']}{tier}" for tier in "ABCD")
        said = say("capacity %(n)s = %(quota)s", n=figures["capacity"], quota=quota)
        found.append(Span("   " + text(said), "dim"))
    if figures["carried"]:
        found.append(Span("   " + text(say("carried over %(n)s", n=figures["carried"])), "dim"))
    if figures["streak"] > 1:
        found.append(Span("   " + text(say("streak %(n)s d", n=figures["streak"])), "good"))
    return found


def heading(key: int, paper: Paper) -> Line:
    """What parts the sections of the queue."""
    return cut((Span("  " + paper.catalog(_HEADINGS[key]), "dim"),), paper.width, paper.glyphs)


def stand_in(key: int, key_of: Callable[[str], str], paper: Paper) -> Line:
    """What stands where nobody does; `key_of` tells the key of an action."""
    if key == EMPTY:
        told = say("Nobody is in this book yet: %(add)s adds a customer, %(command)s import FILE "
                   "reads a file.", add=key_of("customer.add"),
                   command=key_of("desk.command"))  # fmt: skip
    elif key == NO_HIT:
        told = say("Nobody in the queue fits the filter; %(key)s clears it.",
                   key=key_of("desk.back"))  # fmt: skip
    else:
        told = say("Nobody needs you today: %(all)s shows everybody, %(add)s adds a customer.",
                   all=key_of("screen.customers"), add=key_of("customer.add"))  # fmt: skip
    return cut((Span(" " + paper.catalog.text(told), "dim"),), paper.width, paper.glyphs)


def reading(share: float, paper: Paper) -> Line:
    """How far the reading of the book is; nothing of it before that is worth telling."""
    line: Line = (Span(" " + paper.catalog.text(say("Reading the book")) + " ", "dim"),)
    if share and paper.width > width(line) + _PROGRESS:
        line = (*line, *bar(share, _PROGRESS, paper.glyphs))
    return cut(line, paper.width, paper.glyphs)


def row(item: TodayRow, paper: Paper, *, here: bool, clock: str = "") -> Line:
    """`▌A 宏达机械   promised 10:30   ¥320k  60 %   28.4`; amount and chance give way first, the
    reason last. `clock` is the reader's time: the customer's is told where it differs."""
    cells, glyphs = paper.width, paper.glyphs
    right: list[Span] = []
    if cells >= 52:
        right.append(Span(fit(shown(item.amount), AMOUNT_CELLS, glyphs, right=True)))
    if cells >= 66:
        chance = f"{item.percent} %" if item.amount else ""
        right.append(Span(fit(chance, _CHANCE, glyphs, right=True), "dim"))
    right.append(Span(fit(f"{item.urgency:.1f}", _URGENCY, right=True), "dim"))
    right.append(Span(" "))
    name_cells = max(12, min(30, (cells - 12) * 2 // 5))
    left = [
        Span(glyphs.cursor if here else " ", "mark"),
        Span(item.tier, TIER_ROLES.get(item.tier, "")), Span(" "),
        Span(fit(shown(item.name), name_cells, glyphs), "strong" if here else ""), Span(" "),
    ]  # fmt: skip
    if item.asleep:
        there = "" if item.local_time == clock else item.local_time
        left.append(Span(f"{glyphs.asleep}{there} ", "dim"))
    left.append(Span(shown(_reason(item, paper)), _urgent(item)))
    return between(left, right, cells, glyphs)


def _reason(item: TodayRow, paper: Paper) -> str:
    """Why; the tier alone is told by the badge already, then the stage says more."""
    if item.at:
        return paper.catalog.text(say("promised %(at)s", at=item.at))
    tier = paper.catalog.text(say("%(tier)s", tier=item.tier))
    return item.stage if item.reason == tier else item.reason


def _urgent(item: TodayRow) -> Role:
    if item.promised or item.lane:
        return "warn"
    return "late" if item.late > 0 else "dim" if item.waiting else ""
