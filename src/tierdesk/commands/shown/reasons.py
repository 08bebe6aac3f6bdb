"""The list of reasons that a deal is lost for."""

from tierdesk.commands.shown.outcome import table
from tierdesk.commands.shown.playbook import named
from tierdesk.domain.document import Doc, items, text
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_
from tierdesk.terminal.clean import clean


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """The word that a program writes, what it reads as, its kind."""
    rows = [
        [
            clean(text(one, "reason")),
            named(one, "label", catalog),
            named(one, "kind_label", catalog),
        ]
        for one in items(document, "reasons")
    ]
    return table(
        [catalog(N_("short key")), catalog(N_("reason")), catalog(N_("kind"))], rows, room=room
    )
