"""What stands on the board. Made on the clerk's thread, where the cards are kept, so that the next answer
costs what changed; and what there is to know of one card.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.ui.filtering import Sieve

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.i18n.message import Message
    from tierdesk.search.index import Found
    from tierdesk.triage.board import Dealer
    from tierdesk.triage.cards import Board, Card


class Dealt(NamedTuple):
    """The board under a filter, what that found (None: there is none), and the revision of the book that
    it is of."""

    filter: str
    board: Board
    found: Found | None
    revision: int


class Facts(NamedTuple):
    """Of one card: a sentence, or what its stage still needs (None: nothing is asked there)."""

    key: int
    said: Message | None
    unmet: tuple[Message, ...] | None


class Boarder:
    """One board's cards and sieve; made anywhere, used on the clerk's thread alone."""

    def __init__(self) -> None:
        self._sieve = Sieve()
        self._dealer: Dealer | None = None
        self._touched: AbstractSet[int] | None = None

    def deal(self, room: Room, text: str) -> Dealt:
        """The board of the book as it is now."""
        if self._dealer is None:
            from tierdesk.triage.board import Dealer
            from tierdesk.ui.upkeep import breathe

            self._dealer = Dealer(lambda: breathe(0.0))
            room.listeners.append(self._changed)
        found = self._sieve.sift(room, text)
        hits = None if found is None else frozenset(found.ids)
        touched, self._touched = self._touched, frozenset()
        board = self._dealer.board(room.roster, room.desk.book, touched, hits)
        return Dealt(text, board, found, room.desk.revision)

    def _changed(self, touched: AbstractSet[int] | None) -> None:
        before = self._touched
        self._touched = None if before is None or touched is None else before | touched


def facts(room: Room, card: Card) -> Facts:
    """What to know of a card; on the clerk's thread."""
    from tierdesk.domain.contracts import shipment_hold
    from tierdesk.domain.document import text
    from tierdesk.domain.money import Money, read
    from tierdesk.i18n.message import say
    from tierdesk.pipeline.exit_criteria import label, unmet
    from tierdesk.pipeline.lost_reasons import title

    book, moment = room.desk.book, room.roster.moment
    vantage, stages = room.roster.overview.vantage, room.roster.overview.stages
    if card.why is not None:
        return Facts(card.key, card.why, None)
    deal = book.get("deals", card.deal_id)
    case = book.case(card.customer_id)
    limit = read(case.customer, "credit_limit")
    nothing = Money(0, limit.currency if limit else moment.currency)
    hold = shipment_hold(vantage.standings(case), nothing, limit, moment.today, moment.rates)
    if hold is not None:
        return Facts(card.key, hold, None)
    if card.open and deal is not None:
        keys = unmet(stages[card.place], case, deal, moment)
        return Facts(card.key, None, tuple(label(key) for key in keys))
    reason = text(deal, "lost_reason") if deal else ""
    return Facts(card.key, say("lost: %(reason)s", reason=title(reason)) if reason else None, None)
