"""`report rfm` for terminals that draw shades two cells wide: the same with ASCII signs."""

from tierdesk.commands.shown import report_rfm
from tierdesk.domain.document import Doc
from tierdesk.i18n.catalog import Catalog

_SHADES = " .:*#"


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """All of the report."""
    return report_rfm.lines(document, catalog, room, _SHADES)
