"""What may be agreed and what may be entered as paid: the checks of a contract and of a payment.

They speak of what a person typed. What was taken in from a file stays as it is until somebody
changes the field in question. It must not know how fields are typed, nor deals.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from tierdesk.domain.book import Row
from tierdesk.domain.document import Doc, day, integer, items, text
from tierdesk.domain.folding import fold
from tierdesk.domain.instalments import minor_of
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import Exact, Money, read
from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say

_SUMS = frozenset(("amount", "first_payment_amount", "instalments"))
_DAYS = frozenset(("signed_on", "ends_on", "instalments"))


class Overpaid(Invalid):
    """More would be paid of a contract than it is about."""


def check_contract(
    contract: Doc, payments: Sequence[Row], changed: Collection[str], moment: Moment
) -> None:
    """Raises Invalid for the first thing that does not fit together among the `changed` fields;
    `payments` are those that the contract has already."""
    amount = read(contract, "amount")
    if amount is None or amount.minor <= 0:
        raise Invalid(say("A contract is about an amount above zero; write one, like amount=100k."))
    if _SUMS & set(changed):
        _check_first(contract, amount)
        _check_plan(contract, amount)
        _check_paid(payments, amount, moment)
    if _DAYS & set(changed):
        _check_days(contract)
    if "signed_on" in changed:
        paid = [on for _, doc in payments if (on := day(doc, "paid_on"))]
        if paid:
            _check_signed(contract, min(paid))


def doubtful(contract: Doc) -> Message | None:
    """What somebody should know who enters such a contract, None for nothing: without a first payment it
    never counts as signed (invariant 1)."""
    first = read(contract, "first_payment_amount")
    if day(contract, "signed_on") is None or (first is not None and first.minor > 0):
        return None
    return say("No first payment is agreed, so that the contract does not count as signed; add one, like "
               "first_payment_amount=30k.")  # fmt: skip


def check_code(contract: Doc, others: Sequence[Row]) -> None:
    """Raises Invalid for a code that another contract of the same customer has; `others` are those."""
    code = fold(text(contract, "code"))
    if code and any(fold(text(doc, "code")) == code for _, doc in others):
        raise Invalid(
            say("The customer has a contract with the code “%(code)s” already; give this one another code, "
                "or none.", code=text(contract, "code"))
        )  # fmt: skip


def same_codes(contracts: Iterable[Row]) -> list[tuple[int, str, list[int]]]:
    """(customer, code, contracts) of codes that several contracts of one customer have."""
    found: dict[tuple[int, str], list[Row]] = {}
    for row in contracts:
        owner, code = integer(row[1], "customer_id"), fold(text(row[1], "code"))
        if owner is not None and code:
            found.setdefault((owner, code), []).append(row)
    return [
        (owner, text(rows[0][1], "code"), [i for i, _ in rows])
        for (owner, _), rows in found.items()
        if len(rows) > 1
    ]


def check_payment(
    payment: Doc, contract: Doc, others: Sequence[Row], changed: Collection[str], moment: Moment
) -> None:
    """Raises Invalid for a payment that cannot be one of that contract; `others` are the contract's
    other payments."""
    money, paid_on = read(payment, "amount"), day(payment, "paid_on")
    if money is None or money.minor <= 0:
        raise Invalid(say("A payment is an amount above zero; to take one back, remove it."))
    if paid_on is None:
        raise Invalid(say("A payment needs the day on which it arrived; write one, like today."))
    if paid_on > moment.today:
        raise Invalid(
            say("%(day)s is still to come; a payment is entered on the day it arrives or later.",
                day=paid_on)
        )  # fmt: skip
    if {"paid_on", "contract_id"} & set(changed):
        _check_signed(contract, paid_on)
    amount = read(contract, "amount")
    if amount is not None and {"amount", "paid_on", "contract_id"} & set(changed):
        _check_paid([*others, (0, payment)], amount, moment)


def _check_signed(contract: Doc, paid_on: date) -> None:
    signed_on = day(contract, "signed_on")
    if signed_on is not None and paid_on < signed_on:
        raise Invalid(
            say("The payment of %(day)s lies before the signature of %(signed)s; correct one of the "
                "two days.", day=paid_on, signed=signed_on)
        )  # fmt: skip


def _check_first(contract: Doc, amount: Money) -> None:
    first = read(contract, "first_payment_amount")
    if first is None:
        return
    _check_currency(first, amount)
    if first.minor > amount.minor:
        raise Invalid(
            say("The first payment of %(first)s is more than the contract's %(amount)s.",
                first=Exact.of(first), amount=Exact.of(amount))
        )  # fmt: skip


def _check_plan(contract: Doc, amount: Money) -> None:
    """The instalments are the whole amount, or all of it but the first payment."""
    plan = [read(item, "amount") for item in items(contract, "instalments")]
    if not plan:
        return
    for money in plan:
        if money is None or money.minor <= 0:
            raise Invalid(say("Each instalment needs an amount above zero."))
        _check_currency(money, amount)
    total = sum(money.minor for money in plan if money is not None)
    first = read(contract, "first_payment_amount")
    rest = amount.minor - (first.minor if first else 0)
    if total in (amount.minor, rest):
        return
    shown, whole = Exact(total, amount.currency), Exact.of(amount)
    if first is None or not first.minor:
        raise Invalid(
            say("The instalments add up to %(sum)s, the contract is about %(amount)s; correct one of "
                "the two.", sum=shown, amount=whole)
        )  # fmt: skip
    raise Invalid(
        say("The instalments add up to %(sum)s; they must be the contract's %(amount)s, or "
            "%(rest)s without the first payment.", sum=shown, amount=whole,
            rest=Exact(rest, amount.currency))
    )  # fmt: skip


def _check_currency(money: Money, amount: Money) -> None:
    if money.currency != amount.currency:
        raise Invalid(
            say("%(money)s is not in the contract's currency; write it in %(currency)s.",
                money=Exact.of(money), currency=amount.currency)
        )  # fmt: skip


def _check_paid(payments: Sequence[Row], amount: Money, moment: Moment) -> None:
    total = 0
    for _, doc in payments:
        money, paid_on = read(doc, "amount"), day(doc, "paid_on")
        if money is None or paid_on is None:
            continue
        minor = minor_of(doc, "amount", amount.currency, moment.rates, paid_on)
        if minor is None:
            raise Invalid(
                say("There is no exchange rate from %(source)s to %(target)s for %(day)s; give it once "
                    "with pay and --rate, or write the payment in %(target)s.", source=money.currency,
                    target=amount.currency, day=paid_on)
            )  # fmt: skip
        total += minor
    if total > amount.minor:
        raise Overpaid(
            say("%(paid)s would be paid of a contract of %(amount)s, which is %(over)s too much; correct "
                "the payment, or the contract's amount.", paid=Exact(total, amount.currency),
                amount=Exact.of(amount), over=Exact(total - amount.minor, amount.currency))
        )  # fmt: skip


def _check_days(contract: Doc) -> None:
    signed_on = day(contract, "signed_on")
    if signed_on is None:
        return
    ends_on = day(contract, "ends_on")
    if ends_on is not None and ends_on < signed_on:
        raise Invalid(
            say("The contract would end on %(day)s, before its signature on %(signed)s; correct one of "
                "the two days.", day=ends_on, signed=signed_on)
        )  # fmt: skip
    early = [on for item in items(contract, "instalments") if (on := day(item, "due_on"))]
    first = min(early, default=signed_on)
    if first < signed_on:
        raise Invalid(
            say("The instalment of %(day)s would be due before the signature of %(signed)s; correct one "
                "of the two days.", day=first, signed=signed_on)
        )  # fmt: skip
