"""Enter a payment, with the exchange rate of its day where one is given."""

import re
from collections.abc import Sequence

from tierdesk.commands.doing import affairs
from tierdesk.commands.doing.customer_ref import find_customer
from tierdesk.commands.doing.edit import Target, change, told
from tierdesk.commands.doing.parts import NEW
from tierdesk.commands.spec import Front, Outcome, Values, changed, text_of, texts_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.contracts import standing
from tierdesk.domain.document import EMPTY, integer, text
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import Exact, is_currency, read
from tierdesk.errors import Usage
from tierdesk.i18n.message import Message, say

_NEW_RATE = -2
_CODE = re.compile("(?!MON|TUE|WED|THU|FRI|SAT|SUN|EOM)[A-Z]{3}")
"""What can only be meant as a currency, also where none is called so."""


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    customer_id = find_customer(desk.book, text_of(values, "customer"), desk.moment)
    amount, day = _parted(texts_of(values, "amount"))
    wanted = {"amount": amount, "paid_on": day,
              "contract_id": text_of(values, "contract"), "method": text_of(values, "method")}  # fmt: skip
    wanted = {name: written for name, written in wanted.items() if written.strip()}
    made: list[Change] = []

    def rule(book: Book) -> Change:
        made.append(paid(book, customer_id, wanted, desk.moment, text_of(values, "rate")))
        return made[-1]

    receipt = desk.perform(rule)
    payment = desk.book.get("payments", receipt.ids[NEW]) or EMPTY
    contract_id = integer(payment, "contract_id") or 0
    said = (*told(made[-1]), balance(desk.book, contract_id, desk.moment))
    return changed(receipt, *said, customer_id=customer_id, contract_id=contract_id,
                   payment_id=receipt.ids[NEW])  # fmt: skip


def _parted(words: Sequence[str]) -> tuple[str, str]:
    """The amount, which a currency may follow as a word of its own, and the day."""
    taken = 2 if len(words) > 1 and (is_currency(words[1]) or _CODE.fullmatch(words[1])) else 1
    return " ".join(words[:taken]), " ".join(words[taken:])


def paid(
    book: Book, customer_id: int, wanted: dict[str, str], moment: Moment, rate: str = ""
) -> Change:
    """The payment as a Change; with `rate` the exchange rate of its day is kept in the same Change.
    Raises Invalid and Refused."""
    target = Target(customer_id, "payment")
    if not rate.strip():
        return change(book, target, EMPTY, wanted, moment)
    kept = _rate(book, target, wanted, moment, rate)
    made = change(book, target, EMPTY, wanted, affairs.with_rate(book, moment, kept))
    return made._replace(edits=(*made.edits, Edit("fx_rates", _NEW_RATE, None, kept)))


def _rate(
    book: Book, target: Target, wanted: dict[str, str], moment: Moment, rate: str
) -> dict[str, object]:
    from tierdesk.commands.doing.edit import read_values
    from tierdesk.exchange.cells import rate as read_rate

    values = affairs.completed("payment", read_values(book, target, EMPTY, wanted, moment), moment)
    contract = book.get("contracts", integer(values, "contract_id") or 0) or EMPTY
    money, amount = read(values, "amount"), read(contract, "amount")
    if money is None or amount is None or money.currency == amount.currency:
        raise Usage(
            say("A rate is for a payment in another currency than the contract's; leave it out.")
        )
    return {"currency": money.currency, "base": amount.currency, "on": text(values, "paid_on"),
            "rate": read_rate(rate, "")}  # fmt: skip


def balance(book: Book, contract_id: int, moment: Moment) -> Message:
    """What stands of the contract after a payment: what is still owed, or what is missing first."""
    contract = book.get("contracts", contract_id) or EMPTY
    payments = book.having("payments", "contract_id", contract_id)
    found = standing(contract, payments, moment.today, moment.rates)
    if found.settled:
        return say("The contract is paid in full.")
    whole = read(contract, "amount") or found.paid
    left = Exact(max(0, whole.minor - found.paid.minor), whole.currency)
    if found.short is not None:
        return say("The first payment is %(short)s short; %(left)s of the contract is open.",
                   short=Exact.of(found.short), left=left)  # fmt: skip
    if found.overdue.minor:
        return say("%(left)s of the contract is open, %(late)s of it overdue.", left=left,
                   late=Exact.of(found.overdue))  # fmt: skip
    return say("%(left)s of the contract is open.", left=left)
