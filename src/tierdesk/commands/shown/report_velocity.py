"""`report velocity` as text: the whole book, the stages, then the groups."""

from collections.abc import Iterator, Sequence

from tierdesk.commands.shown import report_cells as cells
from tierdesk.commands.shown.outcome import table
from tierdesk.domain.document import Doc, integer, items, mapping
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, Message, say


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """All of the report; nothing without a decided deal."""
    whole = mapping(document, "whole")
    if not integer(whole, "n"):
        return []
    named = [(catalog(N_("all deals")), whole)]
    named += [(cells.label(row, catalog), row) for row in items(document, "stages")]
    return [
        catalog.text(say("Velocity on %(day)s, money per day in %(currency)s",
                         day=document.get("as_of"), currency=str(document.get("currency")))),
        catalog(N_("open deals × mean value won × win rate / median days to won; of a stage: since it "
                   "was reached")),
        "", *_table(N_("stage"), named, catalog, room),
        catalog.text(_few(integer(document, "least") or 0)),
        *_groups(document, catalog, room),
        *cells.sentences(document.get("limits"), catalog),
    ]  # fmt: skip


def _few(least: int) -> Message:
    if least > 1:
        return say("too few: no rate of fewer than %(least)s decided deals", least=least)
    return say("too few: no deal is decided there")


def _groups(document: Doc, catalog: Catalog, room: int) -> Iterator[str]:
    groups = mapping(document, "groups")
    for by in groups:
        listed = items(groups, by)
        named = [(cells.name(row, catalog), row) for row in listed[: cells.TOP]]
        yield from ("", *_table(cells.TITLES[by], named, catalog, room))
        yield from cells.more(listed, catalog)


def _table(title: str, named: Sequence[tuple[str, Doc]], catalog: Catalog, room: int) -> list[str]:
    heads = [catalog(name) for name in (
        title, N_("open"), N_("decided"), N_("win rate"), N_("mean value"), N_("days"), N_("per day"),
    )]  # fmt: skip
    rows = [
        [
            name, cells.count(row, "deals"), cells.count(row, "n"),
            cells.rate(row, "win_rate", catalog), cells.money(row, "value", catalog),
            cells.days(row, "days"), cells.money(row, "per_day", catalog),
        ]
        for name, row in named
    ]  # fmt: skip
    return table(heads, rows, right=range(1, len(heads)), room=room)
