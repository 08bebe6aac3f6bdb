"""Cells that the reports of the pipeline share: sums, medians, rates, and what they lack."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from tierdesk.commands.shown.outcome import table
from tierdesk.domain.document import Doc, integer, mapping, number, text
from tierdesk.domain.money import Money
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, Message, say
from tierdesk.terminal.cells import width
from tierdesk.terminal.clean import clean

TOP = 12
"""So many groups or customers are shown; --json has them all."""
TITLES = {"source": N_("source"), "tier": N_("tier"), "owner": N_("owner")}


def count(doc: Doc, key: str) -> str:
    """A whole number with its thousands apart."""
    return f"{integer(doc, key) or 0:,}"


def percent(value: float | None, digits: int = 1) -> str:
    """A share of 1 as percent; a dash where it is not known."""
    return "–" if value is None else f"{100 * value:.{digits}f} %"


def rate(doc: Doc, key: str, catalog: Catalog) -> str:
    """A share, or that too few deals stand behind it."""
    value = number(doc, key)
    return catalog(N_("too few")) if value is None else percent(value)


def days(doc: Doc, key: str) -> str:
    """A median number of days; a dash where there is none."""
    value = number(mapping(doc, key), "median")
    return "–" if value is None else f"{value:,.10g}"


def whole(doc: Doc, key: str, catalog: Catalog) -> str:
    """A sum inside a sentence, where nothing is a figure too."""
    found = mapping(doc, key).get("total")
    shown = total(doc, key, catalog)
    return catalog.money(found) if shown == "–" and isinstance(found, Money) else shown


def total(doc: Doc, key: str, catalog: Catalog) -> str:
    """A sum: what can be told in the currency of the report, then what has no rate; a dash
    for nothing."""
    found = mapping(doc, key)
    parts = [money for money in _moneys(found.get("unrated")) if money.minor]
    whole = found.get("total")
    if isinstance(whole, Money) and whole.minor:
        parts = [whole, *parts]
    return " + ".join(catalog.money(money) for money in parts) or "–"


def spread(
    heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int], room: int
) -> list[str]:
    """A table of which no part of a sum is cut: where the room is too narrow, each currency has a line,
    `€1k + $2k` one under the other."""
    if max(map(width, table(heads, rows, right, 10_000)), default=0) > room:
        rows = [line for row in rows for line in _parts(row)]
    return table(heads, rows, right=right, room=room)


def _parts(row: Sequence[str]) -> Iterator[list[str]]:
    for n, parts in enumerate(zip_longest(*(cell.split(" + ") for cell in row), fillvalue="")):
        yield [f"+ {part}" if n and part else part for part in parts]


def money(doc: Doc, key: str, catalog: Catalog) -> str:
    """An amount; a dash where there is none."""
    found = doc.get(key)
    return catalog.money(found) if isinstance(found, Money) else "–"


def label(doc: Doc, catalog: Catalog) -> str:
    """What a stage is called."""
    found = doc.get("label")
    return catalog.text(found) if isinstance(found, Message) else clean(text(doc, "stage"))


def name(doc: Doc, catalog: Catalog) -> str:
    """What a group is called."""
    return clean(text(doc, "key")) or catalog(N_("not known"))


def sentences(listed: object, catalog: Catalog) -> list[str]:
    """The sentences of a list, after an empty line."""
    said = [m for m in listed if isinstance(m, Message)] if isinstance(listed, list) else []
    return ["", *(catalog.text(message) for message in said)] if said else []


def more(listed: Sequence[object], catalog: Catalog) -> Iterator[str]:
    """How many rows of a list are not shown."""
    if len(listed) > TOP:
        yield catalog.text(
            say("… and %(n)s more; --json lists them all.", n=f"{len(listed) - TOP:,}")
        )


def _moneys(listed: object) -> list[Money]:
    return [m for m in listed if isinstance(m, Money)] if isinstance(listed, list) else []
