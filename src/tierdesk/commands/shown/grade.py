"""The graded customers as a table."""

from tierdesk.commands.shown.outcome import table
from tierdesk.domain.document import Doc, integer, items, mapping, number, text
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, Message, say_n
from tierdesk.terminal.clean import clean


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """One customer a line, then how many stand in each tier and what is not turned back."""
    names = (N_("no."), "", N_("customer"), N_("score"), N_("range"), N_("known"), N_("version"))
    rows = [
        [
            str(row.get("id")), text(row, "tier"), clean(text(row, "name")), f"{row.get('score'):.0f}",
            f"{row.get('low'):.0f}–{row.get('high'):.0f}",
            f"{round(100 * (number(row, 'completeness') or 0))} %", str(row.get("version")),
        ]
        for row in items(document, "customers")
    ]  # fmt: skip
    shown = table([catalog(name) for name in names], rows, right=(0, 3, 4, 5, 6), room=room)
    tiers = [f"{tier} {n}" for tier, n in mapping(document, "tiers").items()]
    found = integer(document, "found") or 0
    told = [
        catalog.text(
            say_n("%(n)s customer: %(tiers)s", "%(n)s customers: %(tiers)s", found, tiers=tiers)
        )
    ]
    notes = document.get("not_turned_back")
    limits = [n for n in notes if isinstance(n, Message)] if isinstance(notes, list) else []
    return [*shown, *([""] if shown else []), *told, *(catalog.text(note) for note in limits)]
