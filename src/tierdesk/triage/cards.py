"""Cards and piles of the board as values, and a pile while it is laid. They must not know how a card is
made of a book (`triage/board`) or shown.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tierdesk.domain.document import EMPTY, Doc, text
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import read
from tierdesk.domain.sums import Sum, summed
from tierdesk.i18n.message import Message
from tierdesk.pipeline.probability import share_of
from tierdesk.pipeline.stage import Stage

Rank = tuple[str, int, int]
"""(tier, day on which the customer is due, key): the order of a pile."""


class Card(NamedTuple):
    """`key` names it on the board; `customer_id` is 0 for a deal of nobody, `deal_id` 0 for a customer
    without any deal. `place` is the number of its stage; `open` whether it stands for an open deal,
    `whole` for a customer that has none (`deal` is then the closed one that put it there). `percent` is
    the probability, `days` those in the stage; `why` tells what a won deal lacks to be signed."""

    key: int
    customer_id: int
    deal_id: int
    place: int
    open: bool
    whole: bool
    percent: float
    days: int
    rotting: bool
    why: Message | None
    deal: Doc | None
    rank: Rank


class Pile(NamedTuple):
    """One stage: the keys of its cards in order, what its deals are worth, and the open ones by their
    probability; of the deals `open` are open, and `unpriced` state no amount."""

    stage: Stage
    keys: Sequence[int]
    total: Sum
    weighted: Sum
    open: int
    unpriced: int


class Board(NamedTuple):
    """Piles in the order of the stages; `cards` by key, those a filter hides among them; `weighted`
    over all open deals of the piles, of which there are `deals`."""

    piles: tuple[Pile, ...]
    cards: Mapping[int, Card]
    weighted: Sum
    deals: int


def owner_of(card: Card, of_customer: str) -> str:
    """Who owns the deal of a card, else its customer, whose owner is `of_customer`; "" where nobody does."""
    return text(card.deal or EMPTY, "owner") or of_customer


def deal_key(deal_id: int) -> int:
    """The key of the card of a deal."""
    return 2 * deal_id


def customer_key(customer_id: int) -> int:
    """The key of the card of a customer without an open deal."""
    return 2 * customer_id + 1


class Stack:
    """One pile while it is laid: ranks in order, and plain numbers that follow every card, since a
    pile may hold thousands. As long as no card comes or goes its value is the very same one."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.ranks: list[Rank] = []
        self._keys: list[int] | None = None
        self._sums: dict[str, int] = {}
        self._worth: dict[str, int] = {}
        self._open = self._unpriced = 0
        self._made: tuple[Moment, Pile] | None = None

    def put(self, card: Card) -> None:
        """One more, in its place."""
        at = bisect_left(self.ranks, card.rank)
        self.ranks.insert(at, card.rank)
        if self._keys is not None:
            self._keys.insert(at, card.key)
        self.count(card, 1)

    def take(self, card: Card) -> None:
        """One less."""
        at = bisect_left(self.ranks, card.rank)
        del self.ranks[at]
        if self._keys is not None:
            del self._keys[at]
        self.count(card, -1)

    def count(self, card: Card, by: int) -> None:
        """A card that comes (1) or goes (−1), in the figures."""
        self._made = None
        self._open += by * card.open
        if card.whole or card.deal is None:
            return
        money = read(card.deal, "amount")
        if money is None:
            self._unpriced += by
            return
        _add(self._sums, money.currency, by * money.minor)
        if card.open:
            _add(self._worth, money.currency, by * share_of(money.minor, card.percent))

    def pile(self, moment: Moment) -> Pile:
        """As a value."""
        if self._made is None or self._made[0] is not moment:
            if self._keys is None:
                self._keys = [key for _, _, key in self.ranks]
            keys = self._keys.copy()
            sums, worth = summed(self._sums, moment), summed(self._worth, moment)
            pile = Pile(self.stage, keys, sums, worth, self._open, self._unpriced)
            self._made = moment, pile
        return self._made[1]


def _add(sums: dict[str, int], currency: str, minor: int) -> None:
    sums[currency] = sums.get(currency, 0) + minor
