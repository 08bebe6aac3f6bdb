"""A contract's plan and what was paid against it, as plain minor units of one currency.

Payments fill the plan oldest first, whatever they were meant for, so that an instalment is a
threshold: by its day so much must have come in altogether. Knows no deals, no customers, no clock.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from tierdesk.domain.book import Row
from tierdesk.domain.document import Doc, day, integer, items, mapping
from tierdesk.domain.moment import Rates
from tierdesk.domain.money import Money, read

NO_CURRENCY = "XXX"
"""ISO 4217 for "no currency": a contract document without a readable amount."""


class Step(NamedTuple):
    """An instalment as a threshold: by `on`, `needed` minor units must have come in all."""

    on: date
    needed: int
    asked: int


class OpenItem(NamedTuple):
    """What is still to come in by a day; None where no instalment asks for it."""

    on: date | None
    amount: Money


@dataclass(slots=True)
class Ledger:
    """What was paid up to today, in the contract's currency: `sums[n]` minor units had come in
    after the n first payments, whose days are `days`."""

    days: list[date]
    sums: list[int]
    uncounted: tuple[Money, ...]

    def by(self, on: date) -> int:
        """Minor units paid up to and on that day."""
        return self.sums[bisect_right(self.days, on)]


def amount_of(contract: Doc) -> Money:
    """What a contract is about; without an amount its first payment, else nothing in NO_CURRENCY."""
    found = read(contract, "amount") or read(contract, "first_payment_amount")
    return found or Money(0, NO_CURRENCY)


def minor_of(doc: Doc, key: str, currency: str, rates: Rates | None, on: date) -> int | None:
    """Minor units in that currency of the money under `key`; None without money or rate."""
    raw = mapping(doc, key)
    if raw.get("currency") == currency:
        return integer(raw, "minor")
    money = read(doc, key)
    return minor_in(money, currency, rates, on) if money else None


def minor_in(money: Money, currency: str, rates: Rates | None, on: date) -> int | None:
    """Minor units in that currency by the rate of a day; None without one."""
    if money.currency == currency:
        return money.minor
    found = rates and rates.convert(money, currency, on)
    return found.minor if found else None


def ledger_of(payments: Iterable[Row], currency: str, today: date, rates: Rates | None) -> Ledger:
    """What came in up to today, each payment by the rate of its own day."""
    counted: list[tuple[date, int]] = []
    uncounted: list[Money] = []
    for _, doc in payments:
        paid_on = day(doc, "paid_on")
        if paid_on is None or paid_on > today:
            continue
        minor = minor_of(doc, "amount", currency, rates, paid_on)
        if minor is not None:
            counted.append((paid_on, minor))
        elif (money := read(doc, "amount")) is not None:
            uncounted.append(money)
    counted.sort()
    sums = list(accumulate((minor for _, minor in counted), initial=0))
    return Ledger([on for on, _ in counted], sums, tuple(sorted(uncounted)))


def asked_of(
    contract: Doc, currency: str, rates: Rates | None, today: date
) -> tuple[list[tuple[date, int]], list[Money]]:
    """The instalments by day in minor units, and those that no rate makes comparable."""
    asked: list[tuple[date, int]] = []
    uncounted: list[Money] = []
    for item in items(contract, "instalments"):
        due_on = day(item, "due_on")
        minor = minor_of(item, "amount", currency, rates, today)
        if due_on is not None and minor is not None:
            asked.append((due_on, minor))
        elif due_on is not None and (money := read(item, "amount")) is not None:
            uncounted.append(money)
    return sorted(asked), uncounted


def steps_of(asked: Sequence[tuple[date, int]], amount: int, first: int) -> list[Step]:
    """Thresholds; they begin behind the first payment when they leave out exactly that."""
    gap = amount - sum(minor for _, minor in asked)
    needed = first if asked and gap == first else 0
    steps: list[Step] = []
    for due_on, minor in asked:
        needed += minor
        steps.append(Step(due_on, needed, minor))
    return steps


def open_items(
    contract: Doc, payments: Iterable[Row], today: date, rates: Rates | None = None
) -> tuple[OpenItem, ...]:
    """What a contract in force still asks for, by day, the oldest first; nothing before it is
    signed. Together it is what the contract is about less what was paid: a plan that asks for more
    is cut at the end, one that asks for less leaves an item without a day. A first payment that the
    instalments leave out stands with the first of them."""
    signed_on = day(contract, "signed_on")
    if signed_on is None or signed_on > today:
        return ()
    amount = amount_of(contract)
    currency = amount.currency
    covered = ledger_of(payments, currency, today, rates).by(today)
    first = minor_of(contract, "first_payment_amount", currency, rates, today)
    asked, _ = asked_of(contract, currency, rates, today)
    found: list[OpenItem] = []
    for step in steps_of(asked, amount.minor, first or 0):
        until = min(step.needed, amount.minor)
        if until > covered:
            found.append(OpenItem(step.on, Money(until - covered, currency)))
            covered = until
    if amount.minor > covered:
        found.append(OpenItem(None, Money(amount.minor - covered, currency)))
    return tuple(found)
