"""Criteria and gates over amounts bought that nobody can tell, for want of an exchange rate.

Such a criterion is not wrong, everybody's answer to it is just unknown; whoever looks at a model
should be told. It must not know weights or values.
"""

from tierdesk.domain.book import Book
from tierdesk.domain.document import mapping, text
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import Money
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.model import ScoringModel

PRICED = ("orders.amount", "orders.profit", "rfm.monetary", "rfm.total")
"""Sources that add amounts up in the base currency."""
_PROBE = 10**6


def without_rate(book: Book, moment: Moment) -> tuple[str, ...]:
    """The currencies of all orders and contracts when none of them leads to the base currency;
    nothing when one does, or when there are no amounts."""
    amounts = [
        mapping(doc, "amount") for table in ("orders", "contracts") for _, doc in book.rows(table)
    ]
    used = sorted({text(amount, "currency") for amount in amounts} - {""})
    if any(moment.in_base(Money(_PROBE, currency)) is not None for currency in used):
        return ()
    return tuple(used)


def lost_amounts(book: Book, moment: Moment, model: ScoringModel) -> tuple[Message, ...]:
    """One sentence when the model asks for amounts and none of the book can be told."""
    asked = [(c.key, c.source) for c in model.criteria]
    asked += [(gate.key, gate.source) for gate in model.gates]
    keys = list(dict.fromkeys(key for key, source in asked if source in PRICED))
    currencies = without_rate(book, moment) if keys else ()
    return (no_rate(currencies, moment.currency, keys),) if currencies else ()


def no_rate(currencies: tuple[str, ...], base: str, keys: list[str]) -> Message:
    """Why these are unknown, and what would help."""
    return say("All amounts of the orders are in %(currencies)s, for which there is no rate to %(base)s; "
               "unknown for everybody: %(keys)s. Import a rate with --as rates.",
               currencies=list(currencies), base=base, keys=keys)  # fmt: skip
