"""Texts filled for a customer, whole, to be read and sent."""

from tierdesk.commands.shown.playbook import said
from tierdesk.domain.document import Doc
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import say


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """One after the other."""
    return said(document, catalog) or [catalog.text(say("Nothing is written for this stage yet."))]
