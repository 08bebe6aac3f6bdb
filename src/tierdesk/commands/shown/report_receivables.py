"""`report receivables` as text: what is owed by age, then who owes it and what is on hold."""

from collections.abc import Iterator

from tierdesk.commands.shown import report_cells as cells
from tierdesk.commands.shown.outcome import table
from tierdesk.domain.document import Doc, integer, items, mapping, number, text
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, Message, say
from tierdesk.terminal.clean import clean

_BUCKETS = {
    "undated": N_("no date"), "not_due": N_("not due"), "1-30": N_("1–30 days"),
    "31-60": N_("31–60 days"), "61-90": N_("61–90 days"), "90+": N_("over 90 days"),
}  # fmt: skip
_LEVELS = {"near": N_("near the limit"), "full": N_("limit reached"), "unknown": N_("no rate")}


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """All of the report; nothing without a contract in force."""
    listed = items(document, "customers")
    if not integer(document, "customers_with_contract"):
        return []
    return [
        *_head(document, catalog),
        "", *_ages(document, catalog, room),
        "", *_customers(listed, catalog, room), *cells.more(listed, catalog),
        *_holds(listed, catalog),
        *cells.sentences(document.get("limits"), catalog),
    ]  # fmt: skip


def _head(document: Doc, catalog: Catalog) -> Iterator[str]:
    yield catalog.text(
        say("Receivables on %(day)s: %(owed)s owed, %(overdue)s of it overdue",
            day=document.get("as_of"), owed=cells.whole(document, "receivable", catalog),
            overdue=cells.whole(document, "overdue", catalog))
    )  # fmt: skip
    dso = number(document, "dso")
    yield catalog.text(
        say("days sales outstanding: %(dso)s; contracts with a day of signature in %(days)s days: %(sold)s",
            dso="–" if dso is None else f"{dso:.0f}", days=document.get("window_days"),
            sold=cells.whole(document, "sold", catalog))
    )  # fmt: skip
    reached = mapping(document, "limits_reached")
    yield catalog.text(
        say("credit limit: %(near)s customers from 80 %% on, %(full)s from 100 %% on; on hold: %(held)s",
            near=cells.count(reached, "near"), full=cells.count(reached, "full"),
            held=cells.count(document, "on_hold"))
    )  # fmt: skip


def _ages(document: Doc, catalog: Catalog, room: int) -> list[str]:
    buckets = mapping(document, "buckets")
    heads = [catalog(N_("age")), catalog(N_("owed"))]
    rows = [[catalog(_BUCKETS[key]), cells.total(buckets, key, catalog)] for key in buckets]
    return table(heads, rows, right=(1,), room=room)


def _customers(listed: list[Doc], catalog: Catalog, room: int) -> list[str]:
    heads = [catalog(name) for name in (
        N_("no."), N_("customer"), N_("owed"), N_("overdue"), N_("days"), N_("limit"), N_("used"), "DSO", "",
    )]  # fmt: skip
    rows = [
        [
            str(row.get("customer_id")), clean(text(row, "name")),
            cells.total(row, "receivable", catalog), cells.total(row, "overdue", catalog),
            cells.count(row, "overdue_days") if integer(row, "overdue_days") else "–",
            cells.money(row, "credit_limit", catalog), cells.percent(number(row, "limit_used"), 0),
            _dso(row), catalog(_LEVELS.get(text(row, "level"), "")),
        ]
        for row in listed[: cells.TOP]
    ]  # fmt: skip
    return table(heads, rows, right=(0, 2, 3, 4, 5, 6, 7), room=room)


def _dso(row: Doc) -> str:
    value = number(row, "dso")
    return "–" if value is None else f"{value:.0f}"


def _holds(listed: list[Doc], catalog: Catalog) -> Iterator[str]:
    """Why goods must not leave, customer by customer."""
    held = [row for row in listed if isinstance(row.get("hold"), Message)]
    if not held:
        return
    yield ""
    for row in held[: cells.TOP]:
        hold = row.get("hold")
        why = catalog.text(hold) if isinstance(hold, Message) else ""
        yield catalog.text(say("%(name)s: %(what)s", name=text(row, "name"), what=why))
    yield from cells.more(held, catalog)
