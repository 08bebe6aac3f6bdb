"""The groups of a book, each below the one that it is in."""

from tierdesk.commands.shown.outcome import table
from tierdesk.domain.document import Doc, items, text
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_
from tierdesk.terminal.clean import clean


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """The name, how many customers are in it, and how many with the groups below."""
    rows = [
        [clean(text(one, "group")), str(one.get("customers")), str(one.get("whole"))]
        for one in items(document, "groups")
    ]
    heads = [catalog(N_("group")), catalog(N_("customers")), catalog(N_("with those below"))]
    return table(heads, rows, right=(1, 2), room=room)
