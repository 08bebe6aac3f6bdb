"""The log line's wording: whom it is about, what a typed date means."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Glyphs, Line, Span, fit, shown

if TYPE_CHECKING:
    from tierdesk.domain.dates import Order, When
    from tierdesk.i18n.catalog import Catalog

_NAME_CELLS = 18


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


def read_day(text: str, now: datetime, order: Order) -> When | Message:
    """The day that was typed, from today on; else the sentence that says what is wrong."""
    from tierdesk.domain.dates import parse_when

    try:
        when = parse_when(text, now, date_order=order)
    except Invalid as fault:
        return fault.message
    if when.day < now.date():
        return say("%(day)s is past; give a day from today on.", day=when.day)
    return when


def meaning(
    text: str, now: datetime, order: Order, catalog: Catalog, glyphs: Glyphs,
    default: date | None = None,
) -> Line:  # fmt: skip
    """`→ Fri 2026-11-27`; for nothing typed the default day, for nonsense what is wrong."""
    if not text.strip():
        if default is None:
            return (Span(f" {catalog.text(say('+3d, fri, 12/1 3pm'))} ", "dim"),)
        return (Span(f" {glyphs.arrow} {catalog.day(default)} ", "dim"),)
    when = read_day(text, now, order)
    if isinstance(when, Message):
        return (Span(f" {catalog.text(when)} ", "error"),)
    day = catalog.day(when.day) + (f" {when.time:%H:%M}" if when.time else "")
    return (Span(f" {glyphs.arrow} {day} ", "good"),)
