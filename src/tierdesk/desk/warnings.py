"""What is wrong with a customer's deals and contracts, or soon will be, as sentences.

It must not know a screen.
"""

from datetime import date

from tierdesk.domain.book import Book, Case
from tierdesk.domain.contracts import Standing as Contract
from tierdesk.domain.contracts import overpaid, why_not_signed
from tierdesk.domain.document import day
from tierdesk.domain.moment import Moment
from tierdesk.i18n.message import Message, say
from tierdesk.insight.receivables import debtor_of, near_limit
from tierdesk.triage.overview import Entry

_SOON_DAYS = 7
"""An instalment that is due within a week is mentioned."""
_ENDING_DAYS = 60
"""A contract that ends within two months is mentioned."""


def _ending(case: Case, today: date) -> list[Message]:
    """Contracts that end soon."""
    ends = [day(doc, "ends_on") for _, doc in case.contracts]
    return [
        say("contract ends %(day)s", day=on)
        for on in ends
        if on is not None and 0 <= (on - today).days <= _ENDING_DAYS
    ]


def warnings_of(
    book: Book, entry: Entry, contracts: tuple[tuple[int, Contract], ...], moment: Moment
) -> tuple[Message, ...]:
    """The warnings of a customer, those of deals first."""
    case, today = entry.case, moment.today
    found = [why_not_signed(case, deal_id, today, moment.rates) for deal_id, _ in case.deals]
    own = [contract for _, contract in contracts]
    debtor = debtor_of(book, case.id, moment) if own else None
    if debtor is not None:
        found += [debtor.hold, near_limit(debtor)]
    standings = dict(contracts)
    found += [overpaid(doc, standings[i]) for i, doc in case.contracts if i in standings]
    found += _ending(case, today)
    for contract in own:
        due = contract.next_due
        if due is not None and (due.on - today).days <= _SOON_DAYS:
            found.append(say("instalment of %(money)s due %(day)s", money=due.amount, day=due.on))
        if contract.uncounted:
            found.append(
                say("not counted for want of an exchange rate: %(money)s", money=contract.uncounted)
            )
    return tuple(message for message in found if message is not None)
