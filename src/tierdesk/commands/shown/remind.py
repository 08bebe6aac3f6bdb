"""`remind` as text: day, time and what it is about, one line each."""

from datetime import date, datetime

from tierdesk.domain.document import Doc, items
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import Message
from tierdesk.terminal.cells import fit, width


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """Nothing where nothing is to come."""
    rows = [(_when(row, catalog), row.get("summary")) for row in items(document, "reminders")]
    wide = max((width(when) for when, _ in rows), default=0)
    return [
        fit(f"{fit(when, wide)}  {catalog.text(told)}", room).rstrip()
        for when, told in rows
        if isinstance(told, Message)
    ]


def _when(row: Doc, catalog: Catalog) -> str:
    """With the time of day where one was set."""
    at, on = row.get("at"), row.get("on")
    if isinstance(at, datetime):
        return f"{catalog.day(at.date())} {at:%H:%M}"
    return catalog.day(on) if isinstance(on, date) else ""
