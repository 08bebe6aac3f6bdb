"""The Today screen as lines: the head with the day's figures, one line per customer, headings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tierdesk.i18n.message import N_, say
from tierdesk.ui.lines.line import Line, Paper, Role, Span, between, cut, fit, shown

if TYPE_CHECKING:
    from tierdesk.desk.digest import TodayRow

TIER_ROLES: Mapping[str, Role] = {"A": "tier-a", "B": "tier-b", "C": "tier-c", "D": "tier-d"}
LANE, PLAN, WAITING, NOBODY, NO_HIT, READING = 0, -1, -2, -3, -4, -5
"""Keys of the lines among the rows that are no customers."""
_HEADINGS = {
    LANE: N_("promised within the hour"), PLAN: N_("today"), WAITING: N_("not today"),
    NOBODY: N_("Nobody needs you today. 3 shows everybody, a adds a customer."),
    NO_HIT: N_("Nobody in the queue fits the filter; esc clears it."),
    READING: N_("The book is being read; rows appear here as soon as it is."),
}  # fmt: skip
_AMOUNT, _CHANCE, _URGENCY = 9, 6, 6
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
    """What parts the sections of the queue, or stands where nobody does."""
    text = paper.catalog(_HEADINGS[key])
    indent = "  " if key in (LANE, PLAN, WAITING) else " "
    return cut((Span(indent + text, "dim"),), paper.width, paper.glyphs)


def row(item: TodayRow, paper: Paper, *, here: bool, clock: str = "") -> Line:
    """`▌A 宏达机械   promised 10:30   ¥320k  60 %   28.4`; amount and chance give way first, the
    reason last. `clock` is the reader's time: the customer's is told where it differs."""
    width, glyphs = paper.width, paper.glyphs
    right: list[Span] = []
    if width >= 52:
        right.append(Span(fit(shown(item.amount), _AMOUNT, glyphs, right=True)))
    if width >= 72:
        chance = f"{item.percent} %" if item.amount else ""
        right.append(Span(fit(chance, _CHANCE, glyphs, right=True), "dim"))
    right.append(Span(fit(f"{item.urgency:.1f}", _URGENCY, right=True), "dim"))
    right.append(Span(" "))
    name_cells = max(12, min(30, (width - 12) * 2 // 5))
    left = [
        Span(glyphs.cursor if here else " ", "mark"),
        Span(item.tier, TIER_ROLES.get(item.tier, "")), Span(" "),
        Span(fit(shown(item.name), name_cells, glyphs), "strong" if here else ""), Span(" "),
    ]  # fmt: skip
    if item.asleep:
        there = "" if item.local_time == clock else item.local_time
        left.append(Span(f"{glyphs.asleep}{there} ", "dim"))
    reason = paper.catalog.text(say("promised %(at)s", at=item.at)) if item.at else item.reason
    left.append(Span(shown(reason), _urgent(item)))
    return between(left, right, width, glyphs)


def _urgent(item: TodayRow) -> Role:
    if item.promised or item.lane:
        return "warn"
    return "late" if item.late > 0 else "dim" if item.waiting else ""
