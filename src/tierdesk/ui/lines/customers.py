"""The Customers screen as lines: the head with filter, marks and order, the names of the columns,
one line per customer, and what stands there when there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tierdesk.i18n.catalog import AMOUNT_CELLS
from tierdesk.i18n.message import N_, Message, say, say_n
from tierdesk.ui.lines.line import Line, Paper, Role, Span, bar, between, cut, fit, shown
from tierdesk.ui.lines.near_days import Calendar, next_day, past_day
from tierdesk.ui.lines.today import TIER_ROLES

if TYPE_CHECKING:
    from tierdesk.triage.listed import Listed

READING, NOBODY, NO_HIT = -1, -2, -3
"""Keys of the lines that stand in for customers."""
_LEAST_NAME, _MOST_NAME = 10, 40
_ORDER_TOLD = 50
"""Width from which the head says the order; the names of the columns show it anyway."""
_DIM: Role = "dim"
_ACCENT: Role = "accent"
_LONGEST = 400
"""Characters of a text that are looked at for a cell of the list."""
_EDGE = 4
"""Cells before the name: cursor, mark, tier, space."""
HEAD = _EDGE + 1
"""Up to here and to the end of the name the cursor lies under a row where bytes are dear."""


class Head(NamedTuple):
    """What the head line tells. `hits` None: no filter; `ranged`: rows of a range that is being
    marked; `sort` the marked title of the column."""

    customers: int
    hits: int | None = None
    filter: str = ""
    marks: int = 0
    ranged: int = 0
    sort: str = ""
    descending: bool = False


class Column(NamedTuple):
    """`least` is the width of the list from which it is shown; `sort` the order that it is
    sorted by."""

    title: str
    sort: str
    cells: int
    least: int
    right: bool
    paint: Callable[[Listed, Calendar, Paper], Sequence[Span]]


def head(told: Head, paper: Paper) -> Line:
    """` 12 of 10,432 customers   filter tier:A   3 marked            by score ▼ `."""
    text = paper.catalog.text
    if told.hits is None:
        count = say_n("%(count)s customer", "%(count)s customers", told.customers,
                      count=f"{told.customers:,}")  # fmt: skip
    else:
        count = say("%(hits)s of %(all)s", hits=f"{told.hits:,}", all=f"{told.customers:,}")
    left = [Span(" " + text(count), "title")]
    if told.ranged:
        left += [Span("  "), Span(text(say("range of %(n)s", n=told.ranged)), "mark")]
    if told.marks:
        left += [Span("  "), Span(text(say("%(n)s marked", n=f"{told.marks:,}")), "mark")]
    if told.filter:
        left += [
            Span("  " + text(say("filter")) + " ", "dim"),
            Span(shown(told.filter[:_LONGEST]), "accent"),
        ]
    right: Line = ()
    if told.sort and paper.width >= _ORDER_TOLD:
        way = paper.glyphs.down if told.descending else paper.glyphs.up
        by = text(say("by %(column)s", column=Message(told.sort)))
        right = (Span(f"  {by} {way} ", "dim"),)
    return between(left, right, paper.width, paper.glyphs)


def titles(sort: str, descending: bool, paper: Paper) -> Line:
    """The names of the columns; the one that sorts stands out and says which way round."""
    columns = columns_of(paper.width)
    way = paper.glyphs.down if descending else paper.glyphs.up
    tier = way if sort == "tier" else " "
    line = [Span("  "), Span(tier, "accent"), Span(" ")]
    name = Column(N_("name"), "name", _name_cells(columns, paper.width), 0, False, _score)
    for column in (name, *columns):
        title, role = paper.catalog(column.title), _DIM
        if column.sort == sort and title:
            title, role = title + way, _ACCENT
        line.append(Span(fit(title, column.cells, paper.glyphs, right=column.right), role))
        line.append(Span(" "))
    return cut(line, paper.width, paper.glyphs)


def row(
    listed: Listed, calendar: Calendar, paper: Paper, *, here: bool = False, marked: bool = False
) -> Line:
    """`▌●A 宏达机械        78 [74–83]  洽谈  today 10:30  ¥320k × 60 %`."""
    columns = columns_of(paper.width)
    glyphs = paper.glyphs
    line = [
        Span(glyphs.cursor if here else " ", "mark"), Span(glyphs.marked if marked else " ", "mark"),
        Span(listed.tier, TIER_ROLES.get(listed.tier, "")), Span(" "),
        Span(fit(shown(listed.name[:_LONGEST]), _name_cells(columns, paper.width), glyphs),
             "strong" if here else ""),
    ]  # fmt: skip
    for column in columns:
        line.append(Span(" "))
        line += column.paint(listed, calendar, paper)
    return cut(line, paper.width, glyphs)


def stand_in(key: int, filter_: str, paper: Paper, *, adds: str = "a") -> Line:
    """What stands where customers would be, and which key fills it (`adds`: the one that adds)."""
    if key == NO_HIT:
        said = say(
            "No customer fits “%(filter)s”; esc clears the filter.",
            filter=shown(filter_[:_LONGEST]),
        )
    elif key == READING:
        said = say("The book is being read; its customers come here.")
    else:
        said = say("No customers yet; %(key)s adds one, :import takes a file in.", key=adds)
    role: Role = "dim" if key == READING else ""
    return cut((Span("  " + paper.catalog.text(said), role),), paper.width, paper.glyphs)


def columns_of(width: int) -> tuple[Column, ...]:
    """The columns of a list of that width, behind the name."""
    return tuple(column for column in COLUMNS if column.least <= width)


def _name_cells(columns: Sequence[Column], width: int) -> int:
    """What the columns leave; beyond the most that names need, the columns stand closer."""
    left = width - _EDGE - sum(column.cells + 1 for column in columns) - 1
    return max(_LEAST_NAME, min(_MOST_NAME, left))


def _one(text: str, cells: int, paper: Paper, role: Role = "", *, right: bool = False) -> Line:
    return (Span(fit(text, cells, paper.glyphs, right=right), role),)


def _score(listed: Listed, _: Calendar, paper: Paper) -> Line:
    return _one(f"{listed.score:.0f}", 6, paper, right=True)


def _interval(listed: Listed, _: Calendar, paper: Paper) -> Line:
    """Between what the score may be; nothing when all that counts is known."""
    low, high = f"{listed.low:.0f}", f"{listed.high:.0f}"
    text = "" if low == high else f"[{low}{paper.glyphs.minus}{high}]"
    return _one(text, 8, paper, "dim")


def _bar(listed: Listed, _: Calendar, paper: Paper) -> Line:
    return bar(listed.score / 100, 10, paper.glyphs)


def _stage(listed: Listed, _: Calendar, paper: Paper) -> Line:
    """With `!` where the deal rots."""
    title = shown(paper.catalog.text(listed.stage.title)[:_LONGEST])
    if not listed.rotting:
        return _one(title, 13, paper)
    kept = min(cell_len(title), 11)
    return (Span(fit(title, kept, paper.glyphs)), Span(fit(" !", 13 - kept), "warn"))


def _next(listed: Listed, calendar: Calendar, paper: Paper) -> Line:
    text = paper.catalog.text
    if listed.parked:
        return _one(text(say("parked")), 11, paper, "dim")
    if not listed.eligible:
        aside = text(say("no contact")) if listed.do_not_contact else ""
        return _one(aside, 11, paper, "dim")
    late: Role = "late" if listed.due_ordinal < calendar.today else ""
    said = next_day(listed.due_ordinal, calendar, listed.soon)
    return _one(text(said), 11, paper, "warn" if listed.soon else late)


def _amount(listed: Listed, _: Calendar, paper: Paper) -> Line:
    money = listed.amount
    return _one(paper.catalog.brief(money) if money else "", AMOUNT_CELLS, paper, right=True)


def _percent(listed: Listed, _: Calendar, paper: Paper) -> Line:
    text = f"{paper.glyphs.times} {listed.percent:.0f} %" if listed.amount else ""
    return _one(text, 7, paper, "dim")


def _owner(listed: Listed, _: Calendar, paper: Paper) -> Line:
    return _one(shown(listed.owner[:_LONGEST]), 10, paper)


def _country(listed: Listed, _: Calendar, paper: Paper) -> Line:
    return _one(shown(listed.country[:_LONGEST]), 8, paper)


def _last(listed: Listed, calendar: Calendar, paper: Paper) -> Line:
    said = past_day(listed.contact_ordinal, calendar)
    return _one(paper.catalog.text(said), 10, paper, "" if listed.contact_ordinal else "dim")


COLUMNS: tuple[Column, ...] = (
    Column(N_("score"), "score", 6, 30, True, _score),
    Column("", "score", 8, 74, False, _interval),
    Column("", "score", 10, 100, False, _bar),
    Column(N_("stage"), "stage", 13, 50, False, _stage),
    Column(N_("next"), "due", 11, 40, False, _next),
    Column(N_("amount"), "amount", AMOUNT_CELLS, 66, True, _amount),
    Column("", "amount", 7, 86, False, _percent),
    Column(N_("last"), "last", 10, 94, False, _last),
    Column(N_("owner"), "owner", 10, 114, False, _owner),
    Column(N_("country"), "country", 8, 124, False, _country),
)
"""In the order in which they stand; narrow lists leave out those that tell least."""
