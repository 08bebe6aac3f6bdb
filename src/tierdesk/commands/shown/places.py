"""The places of templates as a table: both names, and what each stands for."""

from tierdesk.domain.document import Doc, items, text
from tierdesk.i18n.catalog import Catalog
from tierdesk.terminal.cells import fit


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """One line for each."""
    return [
        f"{fit('{' + text(one, 'place') + '}', 14)} {fit('{' + text(one, 'chinese') + '}', 14)} "
        + catalog.text(one["label"])  # type: ignore[arg-type]  # the document of `template places`
        for one in items(document, "places")
    ]
