"""The versions of the models as a table."""

from datetime import datetime

from tierdesk.commands.shown.outcome import table
from tierdesk.domain.document import Doc, items, text
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, Message
from tierdesk.terminal.clean import clean

STATUSES = {"draft": N_("draft"), "active": N_("in force"), "archived": N_("archived")}


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """One version a line, newest first."""
    names = (
        N_("version"),
        N_("for"),
        N_("status"),
        N_("made from"),
        N_("published"),
        N_("who"),
        N_("note"),
    )
    rows = [
        [
            str(row.get("version")), shown(row, "whom", catalog), catalog(STATUSES[text(row, "status")]),
            str(row.get("parent") or "–"), day(row.get("published_at")), clean(text(row, "author")),
            clean(text(row, "note")),
        ]
        for row in items(document, "versions")
    ]  # fmt: skip
    return table([catalog(name) for name in names], rows, right=(0, 3), room=room)


def shown(row: Doc, key: str, catalog: Catalog) -> str:
    """A message of the document as text."""
    value = row.get(key)
    return catalog.text(value) if isinstance(value, Message) else ""


def day(at: object) -> str:
    """The day of an instant."""
    return at.date().isoformat() if isinstance(at, datetime) else "–"
