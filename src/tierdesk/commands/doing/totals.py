"""What the whole pipeline holds: counts and sums of won, lost and open deals."""

from collections.abc import Mapping, Sequence

from tierdesk.domain.book import Book
from tierdesk.domain.money import Money
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.standing import Count, totals


def totals_of(book: Book, stages: Sequence[Stage]) -> dict[str, object]:
    """As --json shows it; sums stay in their currency (invariant 13). Deals without a customer
    count too and are numbered apart."""
    found = totals(book, stages)
    return {
        "customers": book.count("customers"),
        "won": _count(found.won),
        "lost": _count(found.lost),
        "open": _count(found.open),
        "weighted": _major(found.weighted),
        "deals_without_customer": len(book.having("deals", "customer_id", None)),
    }


def _count(count: Count) -> dict[str, object]:
    return {"deals": count.number, "value": _major(count.values), "unpriced": count.unpriced}


def _major(values: Mapping[str, Money]) -> dict[str, float]:
    return {currency: float(money.major) for currency, money in sorted(values.items())}
