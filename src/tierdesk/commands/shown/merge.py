"""What a merge does, as text: the pairs, what moves, and the values of which one is taken."""

from tierdesk.commands.shown.clean import SHOWN, pair, said
from tierdesk.commands.shown.outcome import table
from tierdesk.domain.document import Doc, integer, items, mapping, text
from tierdesk.domain.labels import table_name
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, say, say_n
from tierdesk.terminal.clean import clean


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """One line a pair or a value that differs."""
    every = items(document, "pairs")
    pairs = [pair(row, catalog) for row in every[:SHOWN]]
    heads = [
        catalog(N_("alike")),
        "",
        catalog(N_("customer")),
        catalog(N_("and")),
        catalog(N_("why")),
    ]
    shown = table(heads, pairs, right=(0,), room=room)
    rest = len(every) - len(pairs)
    if rest:
        shown.append(catalog.text(say_n("… and %(n)s more pair.", "… and %(n)s more pairs.", rest)))
    values = [_difference(row, catalog) for row in items(document, "differences")]
    shown += table(
        [catalog(N_("field")), catalog(N_("kept")), catalog(N_("given up"))], values, room=room
    )
    moved = [
        say("%(table)s (%(n)s)", n=n, table=table_name(name))
        for name, n in mapping(document, "moved").items()
    ]
    if moved:
        shown.append(catalog.text(say("These go along: %(what)s.", what=moved)))
    folded = integer(document, "folded_contacts")
    if folded:
        shown.append(catalog.text(say("Contacts that were there twice: %(n)s.", n=folded)))
    return shown


def _difference(row: Doc, catalog: Catalog) -> list[str]:
    kept, gone = _shown(row.get("kept"), catalog), _shown(row.get("gone"), catalog)
    both = [gone, kept] if text(row, "taken") == "gone" else [kept, gone]
    return [said(row.get("label"), catalog), *both]


def _shown(value: object, catalog: Catalog) -> str:
    if isinstance(value, dict) and value.keys() >= {"minor", "currency"}:
        from tierdesk.domain.money import Money

        return catalog.exact(Money(int(value["minor"]), str(value["currency"])))
    return clean(str(value))
