"""Sums over several currencies: exact in each, told in one by dated rates, and what has no rate
stands beside (invariant 13).

It must not know what is added up.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tierdesk.domain.moment import Moment
from tierdesk.domain.money import Money


class Sum(NamedTuple):
    """`parts` by currency, exact; `total` in the moment's currency of the parts that a rate of the
    moment's day tells; `unrated` the parts that none does. The total and the unrated parts are the
    whole sum."""

    parts: tuple[Money, ...]
    total: Money
    unrated: tuple[Money, ...]


def summed(minors: Mapping[str, int], moment: Moment) -> Sum:
    """The Sum of minor units by currency; a currency with nothing in it is left out."""
    if not minors:
        return Sum((), Money(0, moment.currency), ())
    parts = tuple(Money(minor, code) for code, minor in sorted(minors.items()) if minor)
    told = [(part, moment.in_base(part)) for part in parts]
    total = sum(found.minor for _, found in told if found is not None)
    unrated = tuple(part for part, found in told if found is None)
    return Sum(parts, Money(total, moment.currency), unrated)


def together(sums: Iterable[Sum], moment: Moment) -> Sum:
    """The Sum of sums: the total is that of their totals to the last minor unit, so that a table
    adds up."""
    minors: dict[str, int] = {}
    total = 0
    for one in sums:
        total += one.total.minor
        for part in one.parts:
            minors[part.currency] = minors.get(part.currency, 0) + part.minor
    whole = summed(minors, moment)
    return whole._replace(total=Money(total, moment.currency))
