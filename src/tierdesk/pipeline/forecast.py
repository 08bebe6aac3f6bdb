"""What the open deals will bring, by the month in which they are expected to be signed.

Best is all of it, weighted is each amount times its probability, committed is the amounts whose
probability reaches a stated percent. A lost deal adds nothing (invariant 15), and no sum crosses
currencies without a dated rate (invariant 13). It must not know customers.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from tierdesk.domain.moment import Moment
from tierdesk.domain.sums import Sum, summed, together
from tierdesk.domain.vantage import Vantage
from tierdesk.pipeline.chances import Odds
from tierdesk.pipeline.probability import share_of
from tierdesk.pipeline.tallies import amount_of
from tierdesk.pipeline.ways import UNKNOWN, Walked

COMMIT = 60.0
"""Percent from which a deal counts as committed, unless somebody says otherwise."""
OVERDUE, UNDATED = "overdue", "undated"


class Slot(NamedTuple):
    """A month (`2026-12`), OVERDUE (expected before today) or UNDATED: its open deals, how many of
    them were put off before, how many state no amount, and what they bring."""

    key: str
    deals: int
    pushed: int
    unpriced: int
    best: Sum
    weighted: Sum
    committed: Sum


class Forecast(NamedTuple):
    """`slots`: what is overdue, the months in their order, what is undated; `total` is their sum.
    `won` is what this month has already brought, `won_deals` how many; `by_hand` open deals have a
    probability of their own, `placeless` ones stand in a stage that no fact tells."""

    slots: tuple[Slot, ...]
    total: Slot
    won: Sum
    won_deals: int
    by_hand: int
    placeless: int


class _Gathered:
    """One slot while deals are added: minor units by currency."""

    __slots__ = ("best", "committed", "deals", "pushed", "unpriced", "weighted")

    def __init__(self) -> None:
        self.deals = self.unpriced = self.pushed = 0
        self.best: dict[str, int] = {}
        self.weighted: dict[str, int] = {}
        self.committed: dict[str, int] = {}

    def add(self, amount: tuple[int, str] | None, percent: float, commit: float) -> None:
        self.deals += 1
        if amount is None:
            self.unpriced += 1
            return
        minor, currency = amount
        self.best[currency] = self.best.get(currency, 0) + minor
        share = share_of(minor, percent)
        self.weighted[currency] = self.weighted.get(currency, 0) + share
        if percent >= commit:
            self.committed[currency] = self.committed.get(currency, 0) + minor

    def slot(self, key: str, moment: Moment) -> Slot:
        best, weighted, committed = (
            summed(sums, moment) for sums in (self.best, self.weighted, self.committed)
        )
        return Slot(key, self.deals, self.pushed, self.unpriced, best, weighted, committed)


def forecast(
    deals: Walked,
    vantage: Vantage,
    odds: Odds,
    commit: float = COMMIT,
    pushed: Collection[int] = (),
) -> Forecast:
    """The deals that are open on the vantage's day; those expected on that day or later stand in
    their month. `pushed` are deals whose date was put off before."""
    moment = vantage.moment
    this_month = vantage.today.replace(day=1).toordinal()
    slots: dict[str, _Gathered] = {}
    won: dict[str, int] = {}
    won_deals = by_hand = placeless = 0
    for deal_id, (deal, way) in zip(deals.ids, deals.pairs(), strict=True):
        if way.outcome == "lost":
            continue
        amount = amount_of(deal)
        if way.outcome == "won":
            if way.closed >= this_month:
                won_deals += 1
                if amount is not None:
                    won[amount[1]] = won.get(amount[1], 0) + amount[0]
            continue
        placeless += way.place == UNKNOWN
        by_hand += "probability_override" in deal
        key = _key(vantage.day_ordinal(deal.get("expected_sign_on")), vantage.ordinal)
        slot = slots.setdefault(key, _Gathered())
        slot.pushed += deal_id in pushed
        slot.add(amount, odds.of(deal, way.place), commit)
    told = tuple(slots[key].slot(key, moment) for key in sorted(slots, key=_order))
    total = _total(told, moment)
    return Forecast(told, total, summed(won, moment), won_deals, by_hand, placeless)


def _total(slots: Sequence[Slot], moment: Moment) -> Slot:
    return Slot(
        "", sum(slot.deals for slot in slots), sum(slot.pushed for slot in slots),
        sum(slot.unpriced for slot in slots),
        together((slot.best for slot in slots), moment),
        together((slot.weighted for slot in slots), moment),
        together((slot.committed for slot in slots), moment),
    )  # fmt: skip


def _key(expected: int | None, today: int) -> str:
    if not expected:
        return UNDATED
    return OVERDUE if expected < today else date.fromordinal(expected).isoformat()[:7]


def _order(key: str) -> tuple[int, str]:
    return (0 if key == OVERDUE else 2 if key == UNDATED else 1), key
