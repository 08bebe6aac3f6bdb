"""The log line's wording: whom it is about, what a typed date means."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Glyphs, Line, Span, fit, plain, shown, width

if TYPE_CHECKING:
    from tierdesk.domain.dates import Order, When
    from tierdesk.i18n.catalog import Catalog

_NAME_CELLS, _LEAST_NAME, _SEEN_NAME = 18, 4, 8
"""Cells of a name at most; on the line of typing at least; on a line of its own at least."""


def asked(verb: Message, name: Message, catalog: Catalog, glyphs: Glyphs) -> Line:
    """`log 宏达机械 ▸ `."""
    from rich.cells import cell_len

    text = shown(catalog.text(name))
    if cell_len(text) > _NAME_CELLS:
        text = fit(text, _NAME_CELLS, glyphs)
    return (
        Span(f" {catalog.text(verb)} ", "key"), Span(text, "strong"),
        Span(f" {glyphs.more} ", "dim"),
    )  # fmt: skip


def shorter(label: Line, cells: int, glyphs: Glyphs) -> Line:
    """A label (`log 宏达机械 ▸ reached ▸ `) in at most so many cells: the verb gives way, then the
    name, then everything but the end, then that too."""
    from rich.cells import cell_len

    if width(label) <= cells:
        return label
    _, name, *rest = label
    bare = (Span(" "), name, *rest)
    over = width(bare) - cells
    if over <= 0:
        return bare
    kept = cell_len(name.text) - over
    if kept >= _LEAST_NAME:
        return (Span(" "), Span(fit(name.text, kept, glyphs), name.role), *rest)
    return label[-1:] if width(label[-1:]) <= cells else ()


def names(label: Line, whole: Line) -> bool:
    """Does a shorter label still hold the whole name?"""
    return label[1:] == whole[1:]


def in_full(label: Line, answer: Line, cells: int, glyphs: Glyphs) -> list[Line]:
    """` log 宏达机械 ▸ reached → Thu 2026-12-24 ` on a line of its own, on more where that is too
    long: what the date means is never cut."""
    from tierdesk.ui.lines.paragraph import paragraph

    *begun, end = label
    bare = (*begun, Span(end.text.rstrip().removesuffix(glyphs.more).rstrip(), end.role))
    brief = shorter(bare, cells - width(answer), glyphs)
    if len(brief) == len(bare) and width(brief[1:2]) >= min(width(bare[1:2]), _SEEN_NAME):
        return [(*brief, *answer)]
    told = plain(answer).strip()
    folds = paragraph(told, cells - 1, glyphs, answer[0].role if answer else "", 2)
    return [shorter(bare, cells, glyphs), *((Span(" "), *line) for line in folds)]


def read_day(text: str, now: datetime, order: Order) -> When | Message:
    """The day that was typed, from today on; else the sentence that says what is wrong."""
    from tierdesk.domain.dates import parse_when, why_not_planned

    try:
        when = parse_when(text, now, date_order=order)
    except Invalid as fault:
        return fault.message
    return why_not_planned(when, now) or when


def left_to_the_cadence(due: date, today: date, catalog: Catalog, glyphs: Glyphs) -> Line:
    """What comes of a contact without a date: `→ Fri 2026-11-27`, or that it ends no plan."""
    if due < today:
        said = say("still due since %(day)s", day=catalog.day(due))
        return (Span(f" {catalog.text(said)} ", "dim"),)
    return (Span(f" {glyphs.arrow} {catalog.day(due)} ", "dim"),)


def meaning(text: str, now: datetime, order: Order, catalog: Catalog, glyphs: Glyphs) -> Line:
    """`→ Fri 2026-11-27`; for nothing typed what can be typed, for nonsense what is wrong."""
    if not text.strip():
        return (Span(" " + catalog.text(say("+3d, fri, 12/1 3pm")) + " ", "dim"),)
    when = read_day(text, now, order)
    if isinstance(when, Message):
        return fault(when, catalog)
    day = catalog.day(when.day) + (f" {when.time:%H:%M}" if when.time else "")
    return (Span(f" {glyphs.arrow} {day} ", "good"),)


def fault(said: Message, catalog: Catalog) -> Line:
    """What is wrong with what was typed."""
    return (Span(f" {shown(catalog.text(said))} ", "error"),)
