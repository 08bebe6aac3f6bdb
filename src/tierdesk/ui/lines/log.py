"""The log line's wording: whom it is about, what a typed date means."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Glyphs, Line, Span, fit, shown, width

if TYPE_CHECKING:
    from tierdesk.domain.dates import Order, When
    from tierdesk.i18n.catalog import Catalog

_NAME_CELLS, _LEAST_NAME = 18, 4


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
    """A label (`log 宏达机械 ▸ reached ▸ `) in at most so many cells: the name gives way, then
    everything but the end, then that too."""
    from rich.cells import cell_len

    over = width(label) - cells
    if over <= 0:
        return label
    verb, name, *rest = label
    kept = cell_len(name.text) - over
    if kept >= _LEAST_NAME:
        return (verb, Span(fit(name.text, kept, glyphs), name.role), *rest)
    return label[-1:] if width(label[-1:]) <= cells else ()


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
