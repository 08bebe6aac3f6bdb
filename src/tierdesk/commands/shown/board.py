"""`board` as text: a heading for each stage with what it is worth, and its cards."""

from collections.abc import Iterator

from tierdesk.commands.shown import report_cells as cells
from tierdesk.commands.shown.outcome import table
from tierdesk.domain.document import Doc, integer, items, text
from tierdesk.domain.money import Money
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, Message, say, say_n
from tierdesk.terminal.clean import clean


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """All of it."""
    out: list[str] = []
    for stage in items(document, "stages"):
        out += [*_stage(stage, catalog, room), ""]
    weighted = cells.whole(document, "weighted", catalog)
    deals = cells.count(document, "deals")
    said = say("%(deals)s open deals, by probability worth %(weighted)s", deals=deals,
               weighted=weighted)  # fmt: skip
    return [*out, catalog.text(said)]


def _stage(stage: Doc, catalog: Catalog, room: int) -> Iterator[str]:
    label = cells.label(stage, catalog)
    head = say("%(stage)s: %(n)s, worth %(value)s", stage=label, n=cells.count(stage, "found"),
               value=cells.whole(stage, "value", catalog))  # fmt: skip
    unpriced = integer(stage, "unpriced") or 0
    without = say_n("%(n)s states no amount", "%(n)s state no amount", unpriced)
    yield catalog.text(head) + (f" ({catalog.text(without)})" if unpriced else "")
    heads = [catalog(name) for name in (
        N_("deal"), "", N_("customer"), N_("about"), N_("amount"), N_("score"), N_("next"), N_("days"), "",
    )]  # fmt: skip
    rows = [
        [
            str(card.get("deal_id") or "–"), text(card, "tier"), clean(text(card, "name")),
            clean(text(card, "title")), _money(card, catalog), _score(card), _day(card),
            str(integer(card, "days") or 0), _marks(card, catalog),
        ]
        for card in items(stage, "cards")
    ]  # fmt: skip
    yield from table(heads, rows, right=(0, 4, 5, 7), room=room)


def _money(card: Doc, catalog: Catalog) -> str:
    amount = card.get("amount")
    return catalog.money(amount) if isinstance(amount, Money) else ""


def _score(card: Doc) -> str:
    score = card.get("score")
    return f"{score:.0f}" if isinstance(score, int | float) else ""


def _day(card: Doc) -> str:
    return str(card.get("next_due") or "–")


def _marks(card: Doc, catalog: Catalog) -> str:
    """Why it wants a look."""
    found = []
    if card.get("rotting") is True:
        found.append(catalog(N_("rots")))
    if card.get("hold") is True:
        found.append(catalog(N_("hold")))
    why = card.get("why")
    if isinstance(why, Message):
        found.append(catalog.text(why))
    return ", ".join(found)
