"""The Clean screen as lines: its tabs, a row for everything that was found, and what stands below it.
It must not know how anything is found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.domain.labels import label
from tierdesk.i18n.message import N_, Message, say, say_n
from tierdesk.ui.lines.line import Line, Paper, Role, Span, bar, between, cut, fit, width
from tierdesk.ui.lines.paragraph import brief, paragraph
from tierdesk.ui.lines.stored_values import value_text

if TYPE_CHECKING:
    from tierdesk.domain.document import Doc
    from tierdesk.quality.duplicates import Duplicate
    from tierdesk.quality.faults import Fault
    from tierdesk.quality.health import Health, Missing

PAGES: Mapping[str, str] = MappingProxyType({
    "duplicates": N_("duplicates"), "faults": N_("faults"), "missing": N_("missing"),
    "stale": N_("stale"), "health": N_("health"),
})  # fmt: skip
"""The pages in the order of the tabs, with their titles."""
_LABEL, _COLUMN = 14, 11
_UNLIKE = frozenset(
    ("rev", "stood", "created_at", "updated_at", "custom", "group_ids", "source_id", "referrer_id")
)
"""Fields that say nothing about who is who."""


class Side(NamedTuple):
    """A customer beside another one: its document and those of its contacts."""

    customer_id: int
    doc: Doc
    contacts: Sequence[Doc]


def tabs(page: str, counts: Mapping[str, int], aside: Message | None, paper: Paper) -> Line:
    """`[duplicates 12] faults 3  missing …      looking 43 % `; a narrow screen tells the page and its
    place among them."""
    text, line = paper.catalog.text, list[Span]()
    titles = {
        name: paper.catalog(title) + (f" {counts[name]}" if name in counts else "")
        for name, title in PAGES.items()
    }
    for name, title in titles.items():
        line.append(Span(f"[{title}]", "accent") if name == page else Span(f" {title} ", "dim"))
    right: Line = () if aside is None else (Span(f" {text(aside)} ", "warn"),)
    if width(line) + width(right) > paper.width:
        place = list(PAGES).index(page) + 1
        line = [Span(f"[{titles[page]}]", "accent"), Span(f" {place}/{len(PAGES)} ", "dim")]
    return between(line, right, paper.width, paper.glyphs)


def note(said: Message, paper: Paper) -> Line:
    """What stands where there are no rows."""
    return cut((Span("  " + paper.catalog.text(said), "dim"),), paper.width, paper.glyphs)


def heading(said: Message, paper: Paper) -> Line:
    """Above rows of another kind."""
    return cut((Span(" " + paper.catalog.text(said), "accent"),), paper.width, paper.glyphs)


def pair_row(pair: Duplicate, names: tuple[str, str], paper: Paper, *, here: bool) -> Line:
    """`▌0.99 ● 宏达机械      宏達機械      The same telephone number.`; the dot is for certain ones."""
    cells = max(8, min(34, (paper.width - 9) * 3 // 10))
    one, other = (fit(brief(name), cells, paper.glyphs) for name in names)
    reasons = " ".join(paper.catalog.text(reason) for reason in pair.reasons)
    spans = (
        _mark(paper, here=here), Span(f"{pair.score:.2f} ", "strong" if pair.certain else ""),
        Span(paper.glyphs.marked if pair.certain else " ", "good"), Span(f" {one} "),
        Span(f"{other} "), Span(brief(reasons), "dim"),
    )  # fmt: skip
    return cut(spans, paper.width, paper.glyphs)


def fault_row(fault: Fault, name: str, marked: bool, paper: Paper, *, here: bool) -> Line:
    """`▌● 宏达机械   phones  １３８…  → 138…`, without a repair why it is wrong."""
    cells = max(8, min(30, paper.width // 4))
    repaired = "; ".join(fault.repaired)
    after: Span = (
        Span(f"{paper.glyphs.arrow} {brief(repaired)}", "good") if repaired
        else Span(brief(paper.catalog.text(fault.why)), "dim")
    )  # fmt: skip
    spans = (
        _mark(paper, here=here), Span(paper.glyphs.marked if marked else " ", "mark"),
        Span(" " + fit(brief(name), cells, paper.glyphs) + " "),
        Span(fit(paper.catalog(label(fault.field, fault.table)), _LABEL, paper.glyphs) + " ", "dim"),
        Span(fit(brief(fault.value), cells, paper.glyphs) + " ", "late"), after,
    )  # fmt: skip
    return cut(spans, paper.width, paper.glyphs)


def missing_row(missing: Missing, most: float, paper: Paper) -> Line:
    """`  Budget   ██████░░░░  412 points  37 customers`."""
    told = say_n("%(n)s customer", "%(n)s customers", missing.customers)
    points = say("%(points)s points", points=f"{missing.points:.0f}")
    return cut(
        (Span("  " + fit(paper.catalog(missing.label), 24, paper.glyphs) + " "),
         *bar(missing.points / most if most else 0.0, 16, paper.glyphs),
         Span(f"  {paper.catalog.text(points)}", "strong"),
         Span(f"  {paper.catalog.text(told)}", "dim")),
        paper.width, paper.glyphs,
    )  # fmt: skip


def customer_row(
    tier: str, name: str, told: Message, more: str, paper: Paper, *, here: bool
) -> Line:
    """`▌A  宏达机械    12 points   Budget, Authority`."""
    cells = max(8, min(40, paper.width // 3))
    spans = (
        _mark(paper, here=here), Span(f"{tier or ' '}  ", _tier(tier)),
        Span(fit(brief(name), cells, paper.glyphs)), Span(f"  {paper.catalog.text(told)}", "strong"),
        Span(f"  {brief(more)}", "dim"),
    )  # fmt: skip
    return cut(spans, paper.width, paper.glyphs)


def health_head(paper: Paper) -> Line:
    """The names of the columns of the health."""
    names = (N_("customers"), N_("known"), N_("stale"), N_("faulty"), N_("in a pair"))
    cells = [fit(paper.catalog(name), _COLUMN, paper.glyphs, right=True) for name in names]
    blank = Span(" " * (5 + _bar_cells(paper) + 7))
    return cut((blank, *(Span(cell, "dim") for cell in cells)), paper.width, paper.glyphs)


def health_row(one: Health, paper: Paper) -> Line:
    """`  A  ██████▎░   91 %   14   100 %   0 …`: how sound the data of a tier are, and what is not."""
    known = f"{100 * one.completeness:.0f} %"
    figures = (str(one.customers), known, str(one.stale), str(one.faulty), str(one.doubled))
    return cut(
        (Span(f"  {one.tier}  ", _tier(one.tier)), *bar(one.score, _bar_cells(paper), paper.glyphs),
         Span(f" {100 * one.score:3.0f} % ", "strong"),
         *(Span(fit(figure, _COLUMN, paper.glyphs, right=True)) for figure in figures)),
        paper.width, paper.glyphs,
    )  # fmt: skip


def _bar_cells(paper: Paper) -> int:
    return max(6, min(40, paper.width - 13 - 5 * _COLUMN))


def pair_told(pair: Duplicate, one: Side, other: Side, paper: Paper, most: int) -> list[Line]:
    """Why two are one, what is against it, and both beside each other, in at most so many lines."""
    text, room = paper.catalog.text, max(8, paper.width - 2)
    for_it = " ".join(text(reason) for reason in pair.reasons)
    lines = paragraph(for_it, room, paper.glyphs, "good", 2)
    if pair.against:
        lines += paragraph(" ".join(map(text, pair.against)), room, paper.glyphs, "warn", 2)
    lines += beside(one, other, paper)
    return [(Span(" "), *line) for line in lines[:most]]


def beside(one: Side, other: Side, paper: Paper) -> list[Line]:
    """What is known of both, a field a line; what differs stands out."""
    fields = dict.fromkeys(field for side in (one, other) for field in side.doc)
    rows = [(label(field), *(value_text(side.doc.get(field), field, paper.catalog)
                             for side in (one, other)))
            for field in fields if field not in _UNLIKE]  # fmt: skip
    for field in ("name", "phones", "emails", "wechat"):
        rows.append((label(f"contact.{field}"),
                     *(_of_contacts(side, field, paper) for side in (one, other))))  # fmt: skip
    rows.sort(key=lambda row: (not (row[1] and row[2]), row[1] == row[2]))  # what both know first
    cells = max(8, (paper.width - _LABEL - 6) // 2)
    return [
        (Span(fit(paper.catalog(name), _LABEL, paper.glyphs) + " ", "dim"),
         Span(fit(brief(left), cells, paper.glyphs), "" if left == right else "strong"), Span("  "),
         Span(fit(brief(right), cells, paper.glyphs), "" if left == right else "strong"))
        for name, left, right in rows if left or right
    ]  # fmt: skip


def difference(
    field: str, sides: tuple[object, object], at_left: bool, paper: Paper, *, here: bool
) -> Line:
    """`▌ City          ● 上海            Shanghai`; the dot stands before the value that is taken."""
    cells = max(6, (paper.width - _LABEL - 10) // 2)
    spans = [_mark(paper, here=here),
             Span(" " + fit(paper.catalog(label(field)), _LABEL, paper.glyphs), "dim")]  # fmt: skip
    for value, taken in zip(sides, (at_left, not at_left), strict=True):
        role: Role = "strong" if taken else "dim"
        spans.append(Span(f" {paper.glyphs.marked if taken else ' '} ", "good"))
        shown = brief(value_text(value, field, paper.catalog))
        spans.append(Span(fit(shown, cells, paper.glyphs), role))
    return cut(spans, paper.width, paper.glyphs)


def merge_head(left: str, right: str, stays_left: bool, paper: Paper) -> Line:
    """The two names over their columns; the one that stays is said to."""
    cells = max(6, (paper.width - _LABEL - 10) // 2)
    stays, goes = paper.catalog.text(say("stays")), paper.catalog.text(say("goes"))
    signs = (stays, goes) if stays_left else (goes, stays)
    told = [fit(f"{brief(name)} ({sign})", cells, paper.glyphs)
            for name, sign in zip((left, right), signs, strict=True)]  # fmt: skip
    return cut((Span(" " * (_LABEL + 5), ""), Span(told[0], "title"), Span("   "),
                Span(told[1], "title")), paper.width, paper.glyphs)  # fmt: skip


def folded_note(said: Sequence[Message], paper: Paper, most: int) -> list[Line]:
    """Sentences below the rows."""
    lines: list[Line] = []
    for one in said:
        room = max(8, paper.width - 2)
        lines += paragraph(paper.catalog.text(one), room, paper.glyphs, "dim", 3)
    return [(Span(" "), *line) for line in lines[:most]]


def _of_contacts(side: Side, field: str, paper: Paper) -> str:
    parts = (value_text(doc.get(field), field, paper.catalog) for doc in side.contacts)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _mark(paper: Paper, *, here: bool) -> Span:
    return Span(paper.glyphs.cursor if here else " ", "mark")


def _tier(tier: str) -> Role:
    roles: Mapping[str, Role] = {"A": "tier-a", "B": "tier-b", "C": "tier-c", "D": "tier-d"}
    return roles.get(tier, "")
