"""Contracts and payments among the things of a customer: which one a word means, in which currency a
bare amount is, and the checks that need the book.

It must not know forms of a screen.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from tierdesk.desk.field_texts import edited_money
from tierdesk.domain import history
from tierdesk.domain.agreement import Overpaid, check_code, check_contract, check_payment
from tierdesk.domain.book import Book, Row
from tierdesk.domain.change import Edit, guard
from tierdesk.domain.deals import called
from tierdesk.domain.document import EMPTY, Doc, day, integer, text
from tierdesk.domain.folding import fold
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import Exact, parse, read
from tierdesk.errors import Invalid, Refused
from tierdesk.i18n.message import Message, say
from tierdesk.triage.discounts import over_limit
from tierdesk.triage.needs_reason import NeedsReason

FORMS = frozenset(("contract", "payment"))
_LISTED = 8


def payments_of(book: Book, customer_id: int) -> list[Row]:
    """All payments of a customer, whatever the contract."""
    contracts = book.having("contracts", "customer_id", customer_id)
    return [row for i, _ in contracts for row in book.having("payments", "contract_id", i)]


def belongs(book: Book, customer_id: int, doc: Doc) -> bool:
    """Whether the document is the customer's: a payment by its contract, anything else itself."""
    if "contract_id" in doc:
        contract = book.get("contracts", integer(doc, "contract_id") or 0) or EMPTY
        return integer(contract, "customer_id") == customer_id
    return integer(doc, "customer_id") == customer_id


def usual_currency(book: Book, customer_id: int, form: str, before: Doc, written: str) -> str:
    """The currency of an amount that names none, "" for that of the book: of a payment its contract's,
    of anything else the customer's own. `written` names the contract of a payment."""
    customer = book.get("customers", customer_id) or EMPTY
    if form == "payment":
        try:
            contract_id = integer(before, "contract_id") if not written else None
            contract_id = contract_id or contract_meant(book, customer_id, written)
        except Refused:
            return text(customer, "currency")
        money = read(book.get("contracts", contract_id) or EMPTY, "amount")
    else:
        money = read(before, "amount") if form == "contract" else None
    return money.currency if money else text(customer, "currency")


def with_references(
    book: Book, customer_id: int, form: str, values: Mapping[str, object], *, new: bool
) -> dict[str, object]:
    """The values with deal and contract by their numbers instead of by what somebody called them; a
    new payment without a contract is one on the only contract. Raises Refused where that is not clear."""
    found = dict(values)
    if form == "contract" and isinstance(deal := found.get("deal_id"), str):
        found["deal_id"] = deal_meant(book, customer_id, deal)
    if form == "payment" and (new or "contract_id" in found):
        named = found.get("contract_id")
        written = named if isinstance(named, str) else ""
        found["contract_id"] = contract_meant(book, customer_id, written)
    return found


def deal_meant(book: Book, customer_id: int, written: str) -> int:
    """The number of the customer's deal of that number, code or title. Raises Refused."""
    rows = book.having("deals", "customer_id", customer_id)
    found = _fitting(rows, written, ("code", "title"))
    if found is None:
        listed = _listed([(i, called(doc)) for i, doc in rows])
        raise Refused(
            say("The customer has no deal “%(deal)s” that could be meant; it has %(listed)s.",
                deal=written, listed=listed or ["–"])
        )  # fmt: skip
    return found


def contract_meant(book: Book, customer_id: int, written: str) -> int:
    """The number of the customer's contract of that number or code, of the only one where nothing is
    written. Raises Refused that lists them."""
    rows = book.having("contracts", "customer_id", customer_id)
    name = text(book.get("customers", customer_id) or EMPTY, "name")
    if not rows:
        entries = (doc for _, doc in book.rows(history.TABLE))
        gone = history.removal(entries, "contracts", owner=customer_id)
        if gone is not None and gone.by:
            raise Refused(
                say("The contract %(contract)s of %(name)s was removed by %(who)s; look at the history.",
                    contract=contract_name(gone.doc) or "–", name=name, who=gone.by)
            )  # fmt: skip
        raise Refused(
            say("%(name)s has no contract on which something could be paid; add it first, like contract "
                "add %(name)s amount=100k signed_on=today.", name=name)
        )  # fmt: skip
    if not written and len(rows) == 1:
        return rows[0][0]
    found = _fitting(rows, written, ("code",)) if written else None
    if found is None:
        listed = _listed([(i, contract_name(doc)) for i, doc in rows])
        raise Refused(
            say("Say on which contract of %(name)s, by its number or code: %(listed)s.",
                name=name, listed=listed)
        )  # fmt: skip
    return found


def _fitting(rows: Sequence[Row], written: str, fields: Sequence[str]) -> int | None:
    """The row of that number, else the only one that is called so, else the only one in whose name
    the text stands."""
    wanted = fold(written.strip().removeprefix("#"))
    by_number = [i for i, _ in rows if str(i) == wanted]
    same = [i for i, doc in rows if wanted in {fold(text(doc, field)) for field in fields}]
    part = [i for i, doc in rows if wanted and any(wanted in fold(text(doc, f)) for f in fields)]
    return next((found[0] for found in (by_number, same, part) if len(found) == 1), None)


def _listed(named: Sequence[tuple[int, str]]) -> list[str]:
    shown = [f"{number} {name[:40]}".rstrip() for number, name in named[:_LISTED]]
    return [*shown, *(["…"] if len(named) > _LISTED else [])]


def contract_name(doc: Doc) -> str:
    """What a contract is called: its code, else its amount."""
    return text(doc, "code") or edited_money(doc.get("amount"))


def payment_name(doc: Doc) -> str:
    """What a payment is called: its amount."""
    return edited_money(doc.get("amount"))


def is_amount(payment: Doc, written: str) -> bool:
    """Whether the payment is of the amount that somebody wrote."""
    money = read(payment, "amount")
    try:
        return money is not None and parse(written, money.currency) == money
    except Invalid:
        return False


def completed(form: str, after: Doc, moment: Moment) -> dict[str, object]:
    """A new payment without a day came in today."""
    if form == "payment" and "paid_on" not in after:
        return {**after, "paid_on": moment.today.isoformat()}
    return dict(after)


def check(
    book: Book, customer_id: int, form: str, doc_id: int | None, after: Doc, changed: Collection[str],
    moment: Moment,
) -> None:  # fmt: skip
    """Raises Invalid for a contract or a payment that does not fit; `doc_id` None for a new one."""
    if form == "contract":
        if "code" in changed:
            own = book.having("contracts", "customer_id", customer_id)
            check_code(after, [row for row in own if row[0] != doc_id])
        paid = book.having("payments", "contract_id", doc_id) if doc_id is not None else ()
        with _told_who_paid(book, paid):
            check_contract(after, paid, changed, moment)
    elif form == "payment":
        contract_id = integer(after, "contract_id") or 0
        contract = book.get("contracts", contract_id) or EMPTY
        others = book.having("payments", "contract_id", contract_id)
        rest = [row for row in others if row[0] != doc_id]
        new = doc_id is None
        with _told_who_paid(book, rest):
            check_payment(after, contract, rest, list(after) if new else changed, moment)


@contextmanager
def _told_who_paid(book: Book, payments: Sequence[Row]) -> Iterator[None]:
    """What would be overpaid may be so by what somebody else entered a moment ago: say who that was."""
    try:
        yield
    except Overpaid as fault:
        number, last = max(payments, key=lambda row: row[0], default=(0, EMPTY))
        who = history.author((doc for _, doc in book.rows(history.TABLE)), "payments", number)
        money, on = read(last, "amount"), day(last, "paid_on")
        if not who or money is None or on is None:
            raise
        raise Overpaid(
            say("%(why)s The last payment, %(money)s of %(day)s, was entered by %(who)s.",
                why=fault.message, money=Exact.of(money), day=on, who=who)
        ) from None  # fmt: skip


def guards(
    book: Book, customer_id: int, form: str, after: Doc, changed: Collection[str]
) -> tuple[Edit, ...]:
    """What something was checked against: a payment against its contract, so that two payments at once
    meet there, or one and a change of the contract; a contract's code against the customer's others, so
    that two who give the same one meet at the customer."""
    if form == "contract" and "code" in changed and text(after, "code"):
        return (guard("customers", customer_id, book.get("customers", customer_id)),)
    contract_id = integer(after, "contract_id") if form == "payment" else None
    contract = book.get("contracts", contract_id) if contract_id else None
    return (guard("contracts", contract_id, contract),) if contract_id and contract else ()


def with_discount(
    book: Book, customer_id: int, before: Doc, after: Doc, moment: Moment, reason: str
) -> dict[str, object]:
    """The document with the reason of a discount that is above the limit of the customer's tier.
    Raises NeedsReason where there is none."""
    percent = after.get("discount")
    told = text(after, "discount_reason") or reason.strip()
    same = before.get("discount") == percent and before.get("discount_reason") == after.get(
        "discount_reason"
    )
    if not isinstance(percent, int | float) or same:
        return dict(after)
    why = _over_limit(book, customer_id, float(percent), moment)
    if why is None:
        return dict(after)
    if not told:
        raise NeedsReason(why)
    return {**after, "discount_reason": told}


def _over_limit(book: Book, customer_id: int, percent: float, moment: Moment) -> Message | None:
    from tierdesk.triage.overview import Overview

    overview = Overview(book, moment)
    entry = overview.entry_of(customer_id)
    return over_limit(percent, entry.tier, overview.policies.of(entry.tier, entry.signed))


def with_rate(book: Book, moment: Moment, rate: Doc) -> Moment:
    """The moment as it will be when the rate is in the book."""
    from tierdesk.domain.moment import Rates

    rates = Rates([*(doc for _, doc in book.rows("fx_rates")), rate])
    return replace(moment, rates=rates)
