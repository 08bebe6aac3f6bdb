"""The tasks and criteria of a customer's deal."""

from tierdesk.commands.shown.playbook import named, ticks
from tierdesk.domain.document import Doc
from tierdesk.i18n.catalog import Catalog


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """The stage and its goal, then what is to be done."""
    head = [named(document, "stage_label", catalog), named(document, "goal", catalog)]
    return [": ".join(part for part in head if part), *ticks(document, catalog)]
