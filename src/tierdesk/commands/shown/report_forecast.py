"""`report forecast` as text: the months, what this one has brought, and the odds behind it."""

from collections.abc import Iterator

from tierdesk.commands.shown import report_cells as cells
from tierdesk.commands.shown.outcome import table
from tierdesk.domain.document import Doc, integer, items, mapping, number, text
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, say

_SLOTS = {
    "overdue": N_("overdue"), "undated": N_("no date"), "total": N_("total"),
}  # fmt: skip


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """All of the report; nothing without an open deal."""
    slots = items(document, "slots")
    if not slots:
        return []
    return [
        catalog.text(say("Forecast on %(day)s, in %(currency)s", day=document.get("as_of"),
                         currency=text(document, "currency"))),
        "", *_months([*slots, mapping(document, "total")], catalog, room),
        catalog.text(say("best: all amounts; weighted: by probability; committed: from %(commit)s %% on",
                         commit=document.get("commit"))),
        *_won(document, catalog),
        *_pushes(mapping(document, "pushes"), catalog),
        "", *_odds(document, catalog, room),
        *cells.sentences(document.get("limits"), catalog),
    ]  # fmt: skip


def _months(slots: list[Doc], catalog: Catalog, room: int) -> list[str]:
    heads = [catalog(name) for name in (
        N_("expected"), N_("deals"), N_("best"), N_("weighted"), N_("committed"),
    )]  # fmt: skip
    rows = [
        [
            catalog(_SLOTS[key]) if (key := text(slot, "slot")) in _SLOTS else key,
            cells.count(slot, "deals"),
            *(cells.total(slot, column, catalog) for column in ("best", "weighted", "committed")),
        ]
        for slot in slots
    ]  # fmt: skip
    return cells.spread(heads, rows, (1, 2, 3, 4), room)


def _won(document: Doc, catalog: Catalog) -> Iterator[str]:
    won = mapping(document, "won_this_month")
    if integer(won, "deals"):
        yield catalog.text(
            say("already won this month: %(n)s deals, %(money)s", n=cells.count(won, "deals"),
                money=cells.whole(document, "won_this_month", catalog))
        )  # fmt: skip


def _pushes(pushes: Doc, catalog: Catalog) -> Iterator[str]:
    if integer(pushes, "deals"):
        days = number(pushes, "median_days") or 0
        yield catalog.text(
            say("expected sign dates put off: deals %(n)s, times %(times)s, median %(days)s days",
                n=cells.count(pushes, "deals"), times=cells.count(pushes, "times"), days=f"{days:,.10g}")
        )  # fmt: skip


def _odds(document: Doc, catalog: Catalog, room: int) -> Iterator[str]:
    heads = [catalog(name) for name in (
        N_("stage"), N_("by the stage"), N_("won"), N_("decided"), N_("by history"),
    )]  # fmt: skip
    rows = [
        [cells.label(row, catalog), _percent(row, "stage_percent"), cells.count(row, "won"),
         cells.count(row, "n"), _percent(row, "history_percent")]
        for row in items(document, "chances")
    ]  # fmt: skip
    yield from table(heads, rows, right=(1, 2, 3, 4), room=room)
    if text(document, "odds") == "history":
        yield catalog.text(
            say("probabilities by history, drawn towards the stage's own as if by %(n)s more deals",
                n=document.get("prior"))
        )  # fmt: skip
    else:
        yield catalog(N_("probabilities by the stage, not by how its past deals ended"))
    if integer(document, "by_hand"):
        yield catalog.text(
            say("%(n)s deals have a probability by hand", n=cells.count(document, "by_hand"))
        )


def _percent(row: Doc, key: str) -> str:
    value = number(row, key)
    return "–" if value is None else f"{value:.4g} %"
