"""Money that is about to come due: when to remind of it, and what weighs how much.

A reminder is due 7, 3 and 0 days before an instalment, and every week while a first payment is awaited;
a contact since then has dealt with it until the next one. It must not know customers or coefficients.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from tierdesk.domain.contracts import Standing
from tierdesk.domain.money import Money

MARKS: tuple[tuple[int, float], ...] = ((0, 0.3), (3, 0.2), (7, 0.1))
"""(days before the instalment, weight); what is overdue weighs 0.4 and more."""
_WEEK = 7
_AWAITED = 0.3


class Coming(NamedTuple):
    """What is to be asked for: an `instalment` due in `days`, or the `first` payment, which is awaited
    for `days`; its weight."""

    kind: Literal["instalment", "first"]
    money: Money
    days: int
    weight: float


def coming(contracts: Sequence[Standing], today: int, contacted: int) -> Coming | None:
    """The weightiest reminder that no contact has dealt with; ordinals of days, `contacted` 0 for
    never. Contracts not in force remind of nothing."""
    found: list[Coming] = []
    for one in contracts:
        if not one.receivable.minor:
            continue
        if one.awaited is not None and one.short is not None:
            since = today - one.awaited.toordinal()
            if contacted < today - since % _WEEK:
                found.append(Coming("first", one.short, since, _AWAITED))
        if one.next_due is not None:
            days = one.next_due.on.toordinal() - today
            mark = next((mark for mark in MARKS if days <= mark[0]), None)
            if mark is not None and contacted < today + days - mark[0]:
                found.append(Coming("instalment", one.next_due.amount, days, mark[1]))
    return max(found, key=lambda one: (one.weight, one.money.minor), default=None)
