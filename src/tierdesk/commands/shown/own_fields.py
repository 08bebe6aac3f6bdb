"""The fields of the book's own, those that nobody defined behind them."""

from tierdesk.commands.shown.outcome import table
from tierdesk.domain.document import Doc, items, text, texts
from tierdesk.domain.own_fields import KINDS
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_
from tierdesk.terminal.clean import clean


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """Key, name, type with its choices or unit, how many customers have a value."""
    rows = []
    for one in items(document, "fields"):
        kind = catalog(KINDS[text(one, "type")]) if text(one, "type") in KINDS else "–"
        more = "; ".join(texts(one, "choices")) or text(one, "unit")
        rows.append(
            [
                clean(text(one, "key")),
                clean(text(one, "name")),
                kind,
                clean(more),
                str(one.get("customers")),
            ]
        )
    heads = ("short key", N_("name"), N_("type"), N_("choices or unit"), N_("customers"))
    return table([catalog(head) for head in heads], rows, right=(4,), room=room)
