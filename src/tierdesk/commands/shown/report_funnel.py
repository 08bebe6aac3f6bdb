"""`report funnel` as text: the stages, the bottleneck, the quarters, then the groups."""

from collections.abc import Iterator

from tierdesk.commands.shown import report_cells as cells
from tierdesk.commands.shown.outcome import table
from tierdesk.domain.document import Doc, integer, items, mapping, number, text
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, say


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """All of the report; nothing without a deal."""
    if not any(integer(document, key) for key in ("open", "won", "lost")):
        return []
    return [
        *_head(document, catalog),
        "", *_stages(document, catalog, room),
        "", _bottleneck(mapping(document, "bottleneck"), catalog),
        *_quarters(document, catalog, room),
        *_groups(document, catalog, room),
        *cells.sentences(document.get("limits"), catalog),
    ]  # fmt: skip


def _head(document: Doc, catalog: Catalog) -> Iterator[str]:
    decided = (integer(document, "won") or 0) + (integer(document, "lost") or 0)
    yield catalog.text(
        say("Funnel on %(day)s: %(open)s open (%(value)s), %(won)s won (%(brought)s), %(lost)s lost",
            day=document.get("as_of"), open=cells.count(document, "open"),
            value=cells.whole(document, "open_value", catalog), won=cells.count(document, "won"),
            brought=cells.whole(document, "won_value", catalog), lost=cells.count(document, "lost"))
    )  # fmt: skip
    yield catalog.text(
        say("win rate %(rate)s of %(n)s decided; median days to won %(won)s, to lost %(lost)s",
            rate=cells.percent(number(document, "win_rate"), 2), n=f"{decided:,}",
            won=cells.days(document, "days_to_won"), lost=cells.days(document, "days_to_lost"))
    )  # fmt: skip


def _stages(document: Doc, catalog: Catalog, room: int) -> list[str]:
    heads = [catalog(name) for name in (
        N_("stage"), N_("deals"), N_("value"), N_("waiting"), N_("stayed"), N_("further"),
        N_("ended"), N_("conversion"),
    )]  # fmt: skip
    rows = [
        [
            cells.label(row, catalog), cells.count(row, "deals"), cells.total(row, "value", catalog),
            cells.days(row, "waiting_days"), cells.days(row, "days_in_stage"),
            cells.count(row, "advanced"), cells.count(row, "died"),
            cells.rate(row, "conversion", catalog),
        ]
        for row in items(document, "stages")
    ]  # fmt: skip
    least = integer(document, "least") or 0
    told = (
        say("waiting, stayed: median days; too few: no rate of fewer than %(least)s deals", least=least)
        if least > 1 else
        say("waiting, stayed: median days; too few: no deal went on or ended there")
    )  # fmt: skip
    return [*table(heads, rows, right=range(1, len(heads)), room=room), catalog.text(told)]


def _bottleneck(narrow: Doc, catalog: Catalog) -> str:
    if not narrow:
        return catalog(
            N_("Bottleneck: none stands out, or too few moves are on record to name one.")
        )
    if text(narrow, "why") == "conversion":
        told = say("Bottleneck: %(stage)s. Only %(rate)s of %(n)s deals went further, %(died)s ended "
                   "there; %(deals)s stand there now.", stage=cells.label(narrow, catalog),
                   rate=cells.percent(number(narrow, "conversion")), n=cells.count(narrow, "n"),
                   died=cells.count(narrow, "died"), deals=cells.count(narrow, "deals"))  # fmt: skip
        firm = "" if narrow.get("firm") else " " + catalog(N_("That may be chance."))
        return catalog.text(told) + firm
    told = say("Bottleneck: %(stage)s. %(deals)s deals stand there, half of them for more than "
               "%(waiting)s days; won deals took %(usual)s days in all.",
               stage=cells.label(narrow, catalog), deals=cells.count(narrow, "deals"),
               waiting=cells.days(narrow, "waiting_days"), usual=cells.days(narrow, "days_to_won"))  # fmt: skip
    return catalog.text(told)


def _quarters(document: Doc, catalog: Catalog, room: int) -> list[str]:
    heads = [catalog(name) for name in (N_("quarter"), N_("won"), N_("lost"), N_("value won"))]
    rows = [
        [text(row, "quarter"), cells.count(row, "won"), cells.count(row, "lost"),
         cells.total(row, "won_value", catalog)]
        for row in items(document, "quarters")
    ]  # fmt: skip
    return ["", *table(heads, rows, right=(1, 2, 3), room=room)] if rows else []


def _groups(document: Doc, catalog: Catalog, room: int) -> Iterator[str]:
    for by in mapping(document, "groups"):
        listed = items(mapping(document, "groups"), by)
        heads = [catalog(name) for name in (
            cells.TITLES[by], N_("open"), N_("won"), N_("lost"), N_("win rate"), N_("days to won"),
            N_("value won"),
        )]  # fmt: skip
        rows = [
            [
                cells.name(row, catalog), cells.count(row, "open"), cells.count(row, "won"),
                cells.count(row, "lost"), cells.rate(row, "win_rate", catalog),
                cells.days(row, "days_to_won"), cells.total(row, "won_value", catalog),
            ]
            for row in listed[: cells.TOP]
        ]  # fmt: skip
        yield from ("", *table(heads, rows, right=range(1, len(heads)), room=room))
        yield from cells.more(listed, catalog)
