"""What a contract and its payments amount to on a day: signed, qualified, late, owed.

Everything is derived from dated facts, so any day can be asked for again. Payments after the
day do not exist; those in another currency count by the rate of the day they were paid, and
are listed when there is no such rate. Knows no deals' stages, no screen, no clock.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from tierdesk.domain.book import Case, Row
from tierdesk.domain.deals import status
from tierdesk.domain.document import Doc, day, integer
from tierdesk.domain.instalments import (
    Ledger,
    Step,
    amount_of,
    asked_of,
    ledger_of,
    minor_in,
    minor_of,
    steps_of,
)
from tierdesk.domain.moment import Rates
from tierdesk.domain.money import Exact, Money, read
from tierdesk.i18n.message import N_, Message, say, say_n

Qualification = Literal["not_signed", "on_track", "late", "qualified", "failed"]


QUALIFICATIONS: Mapping[str, str] = {
    "not_signed": N_("not signed"), "on_track": N_("on track"), "late": N_("late"),
    "qualified": N_("paid in full and on time"), "failed": N_("not paid on time"),
}  # fmt: skip
"""What each is called."""


class Due(NamedTuple):
    """What is still asked for on a day."""

    on: date
    amount: Money


class Standing(NamedTuple):
    """A contract on a day, in the contract's currency.

    `signed`: invariant 1 holds for this contract. `short`: what the first payment lacks, None
    when it is there or none was agreed. `receivable`: amount − paid from the signature on.
    `overdue`: what instalments whose day is over lack, `overdue_days` since the oldest of them
    was due (0: nothing overdue). `next_due`: the next instalment not yet covered, today's
    included. `due_count`: instalments whose day is over or which are covered, `on_time_count`:
    those of them that were covered by their own day. `uncounted`: payments, then instalments,
    without a rate. `settled`: paid in full. `awaited`: the day since which a first payment is awaited
    that no instalment asks for by a day of its own, None for none."""

    signed: bool
    short: Money | None
    qualified: Qualification
    paid: Money
    receivable: Money
    overdue: Money
    overdue_days: int
    next_due: Due | None
    due_count: int = 0
    on_time_count: int = 0
    uncounted: tuple[Money, ...] = ()
    settled: bool = False
    awaited: date | None = None


def standing(
    contract: Doc, payments: Sequence[Row], today: date, rates: Rates | None = None
) -> Standing:
    """How a contract stands on a day; `payments` are its own, in any order.

    Payments are applied oldest first to the instalments, oldest due first. Instalments that
    together leave out exactly the first payment are taken to come after it. An instalment is
    late when its day is over and was not covered then. Without instalments a contract is
    qualified once it is paid in full."""
    amount = amount_of(contract)
    ledger = ledger_of(payments, amount.currency, today, rates)
    paid = ledger.by(today)
    first = minor_of(contract, "first_payment_amount", amount.currency, rates, today)
    signed_on = day(contract, "signed_on")
    binding = signed_on is not None and signed_on <= today
    signed = binding and first is not None and 0 < first <= paid
    asked, unrated = asked_of(contract, amount.currency, rates, today)
    steps = steps_of(asked, amount.minor, first or 0)
    open_steps = [step for step in steps if binding and step.on < today and step.needed > paid]
    covered = [step for step in steps if step.needed <= paid or (binding and step.on < today)]
    on_time = [step for step in covered if step.needed <= ledger.by(min(step.on, today))]
    owed = max(0, max((step.needed for step in open_steps), default=paid) - paid)
    return Standing(
        signed=signed,
        short=Money(first - paid, amount.currency) if first and first > paid else None,
        qualified=_qualification(signed, steps, ledger, amount, today),
        paid=Money(paid, amount.currency),
        receivable=Money(max(0, amount.minor - paid) if binding else 0, amount.currency),
        overdue=Money(owed, amount.currency),
        overdue_days=(today - open_steps[0].on).days if open_steps else 0,
        next_due=_next_due(steps, paid, amount.currency, today),
        due_count=len(covered),
        on_time_count=len(on_time),
        uncounted=(*ledger.uncounted, *unrated),
        settled=binding and paid >= amount.minor > 0,
        awaited=signed_on if binding and _awaited(first or 0, paid, steps) else None,
    )


def standings(case: Case, today: date, rates: Rates | None = None) -> list[tuple[int, Standing]]:
    """(contract id, standing) of each contract of a customer, in the order of ids."""
    return [(i, standing(doc, own, today, rates)) for i, doc, own in _with_payments(case)]


def is_signed(case: Case, today: date, rates: Rates | None = None) -> bool:
    """Invariant 1: some contract was signed by that day and its first payment is there."""
    return any(one.signed for _, one in standings(case, today, rates)) if case.contracts else False


def is_qualified(case: Case, today: date, rates: Rates | None = None) -> bool:
    """Invariant 2: some contract was paid in full, each instalment by its own day."""
    found = standings(case, today, rates) if case.contracts else []
    return any(one.qualified == "qualified" for _, one in found)


def why_not_counted(contract: Doc, found: Standing, today: date) -> Message | None:
    """Why a contract with a day of signature does not count as signed (invariant 1); None when it does,
    or has no such day."""
    signed_on = day(contract, "signed_on")
    if found.signed or signed_on is None:
        return None
    if signed_on > today:
        return say("to be signed on %(day)s", day=signed_on)
    if found.short is None:
        return say("signed %(day)s; counts as signed once a first payment is agreed", day=signed_on)
    return say("signed %(day)s; counts as signed once the first payment is there", day=signed_on)


def shipment_hold(
    found: Iterable[Standing],
    shipment: Money,
    credit_limit: Money | None,
    today: date,
    rates: Rates | None = None,
) -> Message | None:
    """Why goods must not leave, or None (invariant 3): something is overdue, or what is owed
    together with the shipment exceeds the credit limit. Amounts that no rate makes comparable
    with the limit hold the shipment too. Without a limit only overdue money holds."""
    owed = list(found)
    late = next((one for one in owed if one.overdue.minor > 0), None)
    if late:
        return say_n("Shipment on hold: %(money)s overdue since %(n)s day.",
                     "Shipment on hold: %(money)s overdue since %(n)s days.",
                     late.overdue_days, money=late.overdue)  # fmt: skip
    if credit_limit is None:
        return None
    total = 0
    for money in [one.receivable for one in owed] + [shipment]:
        minor = minor_in(money, credit_limit.currency, rates, today)
        if minor is None:
            return say("Shipment on hold: %(money)s cannot be compared with the credit limit; "
                       "enter an exchange rate for it.", money=money)  # fmt: skip
        total += minor
    if total <= credit_limit.minor:
        return None
    return say("Shipment on hold: %(money)s would be owed, the credit limit is %(limit)s.",
               money=Money(total, credit_limit.currency), limit=credit_limit)  # fmt: skip


def overpaid(contract: Doc, found: Standing) -> Message | None:
    """What was paid above the amount of a contract, None for nothing; only a file or a change of
    rates brings that about."""
    amount = read(contract, "amount")
    if amount is None or found.paid.minor <= amount.minor:
        return None
    over = Money(found.paid.minor - amount.minor, amount.currency)
    return say("overpaid by %(over)s: paid %(paid)s of %(amount)s", over=Exact.of(over),
               paid=Exact.of(found.paid), amount=Exact.of(amount))  # fmt: skip


def bonus_released(found: Standing) -> bool:
    """A bonus is released only when the contract is paid (invariant 3)."""
    return found.settled


def bonus_hold(found: Standing) -> Message | None:
    """Why the bonus of a contract is held, None when it is released."""
    if bonus_released(found):
        return None
    if found.receivable.minor:
        return say("Bonus on hold: %(money)s of the contract is not paid.",
                   money=Exact.of(found.receivable))  # fmt: skip
    return say("Bonus on hold: the contract is not signed.")


def why_not_signed(
    case: Case, deal_id: int, today: date, rates: Rates | None = None
) -> Message | None:
    """Why a won deal is not a signed contract yet (invariant 4); None when it is, or when the
    deal is not won. Contracts that name no deal stand for the customer's deals without one."""
    deal = next((doc for i, doc in case.deals if i == deal_id), None)
    if deal is None or status(deal) != "won":
        return None
    found = of_deal(case, deal_id, today, rates)
    if not found:
        return say("won, not signed: no contract")
    signed = any(one.signed for _, one in found)
    return None if signed else _missing(*max(found, key=_nearness), today)


def of_deal(
    case: Case, deal_id: int, today: date, rates: Rates | None = None
) -> list[tuple[Doc, Standing]]:
    """The contracts of a deal and how they stand; where none names it those that name no deal."""
    own = [row for row in _with_payments(case) if integer(row[1], "deal_id") == deal_id]
    own = own or [row for row in _with_payments(case) if integer(row[1], "deal_id") is None]
    return [(doc, standing(doc, paid, today, rates)) for _, doc, paid in own]


def _missing(contract: Doc, found: Standing, today: date) -> Message:
    signed_on = day(contract, "signed_on")
    if signed_on is None:
        return say("won, not signed: the contract has no date of signature")
    if signed_on > today:
        return say("won, not signed: the signature is due on %(day)s", day=signed_on)
    if found.short is None:
        return say("won, not signed: no first payment is agreed")
    return say("won, not signed: first payment %(money)s short", money=Exact.of(found.short))


def _nearness(pair: tuple[Doc, Standing]) -> tuple[bool, bool, int]:
    """Orders contracts by how little is missing to be signed."""
    doc, one = pair
    short = -one.short.minor if one.short else 0
    return day(doc, "signed_on") is not None, one.short is not None, short


def _with_payments(case: Case) -> Iterator[tuple[int, Doc, list[Row]]]:
    for contract_id, doc in case.contracts:
        own = [row for row in case.payments if integer(row[1], "contract_id") == contract_id]
        yield contract_id, doc, own


def _qualification(
    signed: bool, steps: Sequence[Step], ledger: Ledger, amount: Money, today: date
) -> Qualification:
    if not signed:
        return "not_signed"
    if not steps:
        return "qualified" if ledger.by(today) >= amount.minor > 0 else "on_track"
    last = steps[-1].on
    late = any(step.on < today and ledger.by(step.on) < step.needed for step in steps)
    full = ledger.by(min(last, today)) >= max(amount.minor, steps[-1].needed)
    if today > last or (today == last and full):
        return "qualified" if full and not late else "failed"
    return "late" if late else "on_track"


def _awaited(first: int, paid: int, steps: Sequence[Step]) -> bool:
    return first > paid and not any(step.needed <= first for step in steps)


def _next_due(steps: Sequence[Step], paid: int, currency: str, today: date) -> Due | None:
    step = next((one for one in steps if one.on >= today and one.needed > paid), None)
    if step is None:
        return None
    return Due(step.on, Money(min(step.asked, step.needed - paid), currency))
