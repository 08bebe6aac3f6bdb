"""`greetings` as text: the day, the tier, who, and what is celebrated, one line each."""

from datetime import date

from tierdesk.domain.document import Doc, items, text
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import Message
from tierdesk.terminal.cells import fit, width
from tierdesk.terminal.clean import clean

_WIDEST = 28


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """Nothing where nobody is to be greeted."""
    rows = items(document, "greetings")
    names = [clean(text(row, "name")) for row in rows]
    wide = min(max(map(width, names), default=0), _WIDEST)
    shown = []
    for row, name in zip(rows, names, strict=True):
        on, told = row.get("on"), row.get("summary")
        day = catalog.day(on) if isinstance(on, date) else ""
        what = clean(catalog.text(told)) if isinstance(told, Message) else ""
        shown.append(fit(f"{day}  {text(row, 'tier')}  {fit(name, wide)}  {what}", room).rstrip())
    return shown
