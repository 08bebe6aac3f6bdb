"""What a customer bought, day by day, and the three figures of RFM seen from any of those days.

Orders of one day are one purchase, as in the literature on repeat buying. An amount below zero
is a return: it lowers the sum and is no purchase. It must not know scores or other customers.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tierdesk.domain.book import Book, Case
from tierdesk.domain.document import text
from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.purchase_sources import WINDOW_DAYS, purchases

Bought = tuple[int, float | None]
"""Number of the day, amount in whole units of the base currency (None: not known)."""


class History(NamedTuple):
    """All that one customer bought up to a vantage, in the order of the days."""

    customer_id: int
    name: str
    bought: tuple[Bought, ...]


class Figures(NamedTuple):
    """`recency`: days since the last purchase; `frequency`: days with a purchase in the window;
    `monetary`: what they brought, the `unpriced` orders of the window left out."""

    recency: int
    frequency: int
    monetary: float
    unpriced: int


def histories_of(book: Book, vantage: Vantage) -> Iterator[History]:
    """Every customer who ever bought, in the order of ids."""
    for case in book.cases():
        bought = bought_by(vantage, case)
        if days_of(bought, vantage.ordinal):
            yield History(case.id, text(case.customer, "name"), bought)


def bought_by(vantage: Vantage, case: Case) -> tuple[Bought, ...]:
    """The orders of a customer so far, or else the signed contracts, by day."""
    rows = [(day, vantage.units(doc.get("amount"))) for day, doc in purchases(vantage, case)]
    return tuple(sorted(rows, key=lambda row: row[0]))


def days_of(bought: Sequence[Bought], until: int) -> tuple[int, ...]:
    """The days with a purchase up to `until`, each once, rising."""
    return tuple(sorted({day for day, paid in bought if day <= until and not _returned(paid)}))


def amount_of(bought: Sequence[Bought], until: int) -> float:
    """What the priced orders up to `until` brought."""
    return _total([paid for day, paid in bought if day <= until])


def figures(bought: Sequence[Bought], until: int, window: int = WINDOW_DAYS) -> Figures | None:
    """Recency, frequency and amount on the day `until`, `window` days back; None before the
    first purchase."""
    days = days_of(bought, until)
    if not days:
        return None
    since = until - window
    recent = [paid for day, paid in bought if since < day <= until]
    frequency = sum(day > since for day in days)
    return Figures(until - days[-1], frequency, _total(recent), recent.count(None))


def _returned(paid: float | None) -> bool:
    return paid is not None and paid < 0


def _total(paid: Sequence[float | None]) -> float:
    """Rounded where floats differ by the order of adding, far below the smallest coin."""
    return round(sum((part for part in paid if part is not None), 0.0), 4)
