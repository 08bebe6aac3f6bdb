"""What customers owe, how old it is, and what follows: days sales outstanding, limits, holds.

Payments are applied oldest first, whatever they were meant for; every figure holds as of any day.
Each customer's sums stay in the currencies of its contracts and are told in one by the rates of the
day (invariant 13). It must not know deals, stages or tiers.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from math import floor
from typing import Literal, NamedTuple

from tierdesk.domain.book import Book, Row
from tierdesk.domain.contracts import Standing, shipment_hold, standing
from tierdesk.domain.document import EMPTY, Doc, day, integer, stamp, text
from tierdesk.domain.instalments import OpenItem, open_items
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import Money, read
from tierdesk.domain.rewound import Rewound
from tierdesk.domain.sums import Sum, summed, together
from tierdesk.i18n.message import Message, say

BUCKETS = ("undated", "not_due", "1-30", "31-60", "61-90", "90+")
"""What is owed, by the days since it was due; `undated`: no instalment asks for it."""
NEAR, FULL = 0.8, 1.0
"""Parts of the credit limit at which somebody should know."""
WINDOW = 365
Level = Literal["none", "below", "near", "full", "unknown"]
"""Against the credit limit: no limit, below 80 %, from 80 % on, from 100 % on, no rate tells."""


class Owing(NamedTuple):
    """One contract on a day; `items` is what it still asks for, oldest first."""

    contract_id: int
    contract: Doc
    standing: Standing
    items: tuple[OpenItem, ...]


class Debtor(NamedTuple):
    """One customer with a contract in force. `buckets` as BUCKETS, which add up to `receivable`;
    `overdue` is what is past its day, `days` since the oldest of it was due (0: nothing);
    `credit_limit` with the share of it that is `used` (None: no limit, or no rate); `hold` says why
    goods must not leave; `dso` in days."""

    customer_id: int
    name: str
    contracts: tuple[Owing, ...]
    buckets: tuple[Sum, ...]
    receivable: Sum
    overdue: Sum
    days: int
    credit_limit: Money | None
    used: float | None
    level: Level
    hold: Message | None
    dso: float | None


class Receivables(NamedTuple):
    """`debtors` by what is overdue, then by what is owed, the most first, all of them with a
    contract in force; the rest adds them up. `sold` is what was signed in the window."""

    debtors: tuple[Debtor, ...]
    buckets: tuple[Sum, ...]
    receivable: Sum
    overdue: Sum
    sold: Sum
    dso: float | None


def receivables(
    book: Book, moment: Moment, *, window: int = WINDOW, rewound: Rewound | None = None
) -> Receivables:
    """What every customer owes on the moment's day. Days sales outstanding are what is owed over
    what was signed in the `window` days up to then, times the window (the count-back needs invoices,
    which a book does not hold). `rewound` turns credit limits back."""
    debtors = sorted(
        (_debtor(*found, moment, window) for found in _customers(book, moment, rewound)),
        key=lambda one: (-one.overdue.total.minor, -one.receivable.total.minor, one.customer_id),
    )
    buckets = tuple(
        together((one.buckets[n] for one in debtors), moment) for n in range(len(BUCKETS))
    )
    receivable = together((one.receivable for one in debtors), moment)
    sold = _sold((owing for one in debtors for owing in one.contracts), moment, window)
    return Receivables(
        tuple(debtors), buckets, receivable, together((one.overdue for one in debtors), moment),
        sold, _dso(receivable, sold, window),
    )  # fmt: skip


def debtor_of(book: Book, customer_id: int, moment: Moment) -> Debtor | None:
    """What one customer owes; None without a contract in force."""
    rows = [row for row in book.having("contracts", "customer_id", customer_id)
            if _in_force(row[1], moment)]  # fmt: skip
    if not rows:
        return None
    customer = book.get("customers", customer_id) or EMPTY
    owing = tuple(_owing(book, row, moment) for row in rows)
    return _debtor(customer_id, customer, owing, moment, WINDOW)


def near_limit(found: Debtor) -> Message | None:
    """What to say of a credit limit that is used to 80 % or more."""
    if found.level not in ("near", "full") or found.credit_limit is None or found.used is None:
        return None
    return say("%(share)s %% of the credit limit of %(limit)s is used.",
               share=floor(100 * found.used), limit=found.credit_limit)  # fmt: skip


def bucket_of(item: OpenItem, today: date) -> str:
    """Which of BUCKETS an open item belongs to: an instalment is late when its day is over."""
    if item.on is None:
        return "undated"
    late = (today - item.on).days
    if late <= 0:
        return "not_due"
    return "1-30" if late <= 30 else "31-60" if late <= 60 else "61-90" if late <= 90 else "90+"


def level_of(used: float | None, credit_limit: Money | None) -> Level:
    """How near the limit is."""
    if credit_limit is None:
        return "none"
    if used is None:
        return "unknown"
    return "full" if used >= FULL else "near" if used >= NEAR else "below"


def _customers(
    book: Book, moment: Moment, rewound: Rewound | None
) -> Iterator[tuple[int, Doc, tuple[Owing, ...]]]:
    """Customers with a contract that was signed by the day, with those contracts."""
    held: dict[int, list[Row]] = {}
    for contract_id, contract in book.rows("contracts"):
        owner = integer(contract, "customer_id")
        if owner is not None and _in_force(contract, moment):
            held.setdefault(owner, []).append((contract_id, contract))
    for customer_id, contracts in held.items():
        customer = book.get("customers", customer_id) or EMPTY
        if rewound is not None:
            customer = _then(rewound, customer_id, customer, stamp(moment.now))
        yield customer_id, customer, tuple(_owing(book, row, moment) for row in contracts)


def _in_force(contract: Doc, moment: Moment) -> bool:
    signed_on = day(contract, "signed_on")
    return signed_on is not None and signed_on <= moment.today


def _then(rewound: Rewound, customer_id: int, customer: Doc, at: str) -> Doc:
    if rewound.made_after("customers", customer_id, at):
        return customer
    return rewound.doc("customers", customer_id, customer, at)


def _owing(book: Book, row: Row, moment: Moment) -> Owing:
    contract_id, contract = row
    payments = book.having("payments", "contract_id", contract_id)
    today, rates = moment.today, moment.rates
    return Owing(
        contract_id, contract, standing(contract, payments, today, rates),
        open_items(contract, payments, today, rates),
    )  # fmt: skip


def _debtor(
    customer_id: int, customer: Doc, contracts: tuple[Owing, ...], moment: Moment, window: int
) -> Debtor:
    held: dict[str, dict[str, int]] = {name: {} for name in BUCKETS}
    for owing in contracts:
        for item in owing.items:
            sums = held[bucket_of(item, moment.today)]
            currency = item.amount.currency
            sums[currency] = sums.get(currency, 0) + item.amount.minor
    buckets = tuple(summed(held[name], moment) for name in BUCKETS)
    receivable = together(buckets, moment)
    standings = [owing.standing for owing in contracts]
    limit = read(customer, "credit_limit")
    used = _used(receivable, limit, moment)
    nothing = Money(0, limit.currency if limit else moment.currency)
    return Debtor(
        customer_id, text(customer, "name"), contracts, buckets, receivable,
        together(buckets[2:], moment), max(one.overdue_days for one in standings), limit, used,
        level_of(used, limit), shipment_hold(standings, nothing, limit, moment.today, moment.rates),
        _dso(receivable, _sold(contracts, moment, window), window),
    )  # fmt: skip


def _used(receivable: Sum, limit: Money | None, moment: Moment) -> float | None:
    """The part of the limit that is owed, in the currency of the limit."""
    if limit is None:
        return None
    total = 0
    for part in receivable.parts:
        told = moment.rates.convert(part, limit.currency, moment.today)
        if told is None:
            return None
        total += told.minor
    if limit.minor <= 0:
        return FULL if total > 0 else 0.0
    return total / limit.minor


def _sold(contracts: Iterable[Owing], moment: Moment, window: int) -> Sum:
    """What was signed in the window."""
    sums: dict[str, int] = {}
    for owing in contracts:
        signed_on = day(owing.contract, "signed_on")
        amount = read(owing.contract, "amount")
        if amount and signed_on and (moment.today - signed_on).days < window:
            sums[amount.currency] = sums.get(amount.currency, 0) + amount.minor
    return summed(sums, moment)


def _dso(receivable: Sum, sold: Sum, window: int) -> float | None:
    """Days; None when nothing was sold in the window or a currency has no rate."""
    if sold.total.minor <= 0 or sold.unrated or receivable.unrated:
        return None
    return window * receivable.total.minor / sold.total.minor


def levels(debtors: Iterable[Debtor]) -> Mapping[Level, int]:
    """How many customers stand at each level of their limit."""
    found: dict[Level, int] = dict.fromkeys(("none", "below", "near", "full", "unknown"), 0)
    for one in debtors:
        found[one.level] += 1
    return found
