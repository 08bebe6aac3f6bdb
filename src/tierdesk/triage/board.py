"""The book as a board: a pile for each stage, a card for each open deal, and one for each customer
without an open deal, who stands where its standing says.

The Won pile holds what is not finished: deals that were won lately, or have a contract on its way, and
are not signed (invariant 4). Their customers stand in maintain as well, as in every list. Sums never
cross currencies (`domain/sums`). It must not know a screen or the filter.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from tierdesk.domain.book import Book, Case, Row
from tierdesk.domain.contracts import why_not_signed
from tierdesk.domain.deals import status
from tierdesk.domain.document import EMPTY, Doc, integer
from tierdesk.domain.moment import Moment
from tierdesk.domain.sums import together
from tierdesk.domain.vantage import Vantage
from tierdesk.pipeline.probability import probability
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.standing import Standings
from tierdesk.triage.cards import Board, Card, Pile, Stack, customer_key, deal_key
from tierdesk.triage.listed import Listed
from tierdesk.triage.roster import Roster

_LATELY = 90
"""Days for which a won deal without any contract is still waited for."""
_NO_TIER = "~"
_AT_ONCE = 500


class Dealer:
    """Lays the cards and keeps them: after a change only those of the touched customers are laid
    anew. `yield_` lets another thread in during the first round."""

    def __init__(self, yield_: Callable[[], None] = lambda: None) -> None:
        self._yield = yield_
        self._cards: dict[int, Card] = {}
        self._of: dict[int, tuple[int, ...]] = {}
        self._piles: list[Stack] = []
        self._basis: tuple[object, ...] = ()
        self._standings: Standings
        self._stages: tuple[Stage, ...] = ()
        self._usual: dict[object, float] = {}

    def board(
        self,
        roster: Roster,
        book: Book,
        touched: AbstractSet[int] | None,
        hits: AbstractSet[int] | None = None,
    ) -> Board:
        """The board as it is now. `touched` are the customers that changed since it was asked last,
        None for possibly everybody; `hits` those whose cards are shown, None for all cards."""
        moment, stages = roster.moment, tuple(roster.overview.stages)
        basis = (moment.today, moment.zone, moment.currency, stages)
        if touched is None or basis != self._basis:
            self._lay_all(roster, book)
            self._basis = basis
        else:
            self._look(roster)
            self._lay_again(roster, book, touched)
        piles = tuple(self._pile(stack, moment, hits) for stack in self._piles)
        weighted = together([pile.weighted for pile in piles], moment)
        return Board(piles, dict(self._cards), weighted, sum(pile.open for pile in piles))

    def _pile(self, stack: Stack, moment: Moment, hits: AbstractSet[int] | None) -> Pile:
        if hits is None:
            return stack.pile(moment)
        shown = Stack(stack.stage)
        for _, _, key in stack.ranks:
            card = self._cards[key]
            if card.customer_id in hits:
                shown.ranks.append(card.rank)
                shown.count(card, 1)
        return shown.pile(moment)

    def _look(self, roster: Roster) -> None:
        stages, vantage = tuple(roster.overview.stages), roster.overview.vantage
        self._standings = Standings(stages, vantage)
        if stages != self._stages:
            self._stages = stages
            self._usual = {s.key: probability({"stage": s.key}, stages) for s in stages}
        self._places = {stage.key: place for place, stage in enumerate(stages)}

    def _lay_all(self, roster: Roster, book: Book) -> None:
        self._look(roster)
        deals: dict[int, list[Row]] = {}
        for row in book.rows("deals"):
            deals.setdefault(integer(row[1], "customer_id") or 0, []).append(row)
        self._cards, self._of = {}, {}
        for count, (customer_id, listed) in enumerate(roster.rows.items(), 1):
            own = deals.pop(customer_id, [])
            self._put(customer_id, self._laid(listed, own, book, roster.overview.vantage))
            if not count % _AT_ONCE:
                self._yield()
        self._put(0, self._nobodys(deals.get(0, ()), roster.overview.vantage))
        self._piles = [Stack(stage) for stage in self._stages]
        for card in self._cards.values():
            stack = self._piles[card.place]
            stack.ranks.append(card.rank)
            stack.count(card, 1)
        for stack in self._piles:
            stack.ranks.sort()

    def _lay_again(self, roster: Roster, book: Book, touched: AbstractSet[int]) -> None:
        """The cards of the touched customers, and those of nobody's deals that changed: of them no
        change says whom it touched."""
        vantage, new = roster.overview.vantage, dict[int, list[Card]]()
        for customer_id in touched:
            listed = roster.rows.get(customer_id)
            own = book.having("deals", "customer_id", customer_id)
            new[customer_id] = (
                [] if listed is None else list(self._laid(listed, own, book, vantage))
            )
        new[0] = list(self._nobodys(book.having("deals", "customer_id", None), vantage))
        # a deal may pass from one owner to another: all old cards go before a new one comes
        old = {key: self._cards.pop(key) for owner in new for key in self._of.get(owner, ())}
        for owner, cards in new.items():
            self._put(owner, cards)
            for card in cards:
                if old.get(card.key) == card:
                    del old[card.key]
                else:
                    self._piles[card.place].put(card)
        for card in old.values():
            self._piles[card.place].take(card)

    def _put(self, owner: int, cards: Iterable[Card]) -> None:
        keys = []
        for card in cards:
            self._cards[card.key] = card
            keys.append(card.key)
        if keys:
            self._of[owner] = tuple(keys)
        else:
            self._of.pop(owner, None)

    def _laid(
        self, listed: Listed, deals: Sequence[Row], book: Book, vantage: Vantage
    ) -> Iterator[Card]:
        """The cards of one customer: its open deals, else itself; and what is won but not signed."""
        opened: list[Row] = []
        closed: list[Row] = []
        for row in deals:
            (opened if status(row[1]) == "open" else closed).append(row)
        due = listed.due_ordinal if listed.eligible else vantage.ordinal + 10**6
        for deal_id, deal in opened:
            yield self._open(listed, deal_id, deal, len(opened) > 1, due, book)
        place = self._places[listed.stage.key]
        if not opened:
            wanted = "lost" if listed.stage.kind == "lost" else "won"
            put = max((row for row in closed if status(row[1]) == wanted), default=None)
            key = customer_key(listed.customer_id)
            yield Card(
                key, listed.customer_id, put[0] if put else 0, place, False, True, 0.0,
                listed.stage_days, False, None, put[1] if put else None, (listed.tier, due, key),
            )  # fmt: skip
        won = [row for row in closed if status(row[1]) == "won"]
        if won:
            yield from self._won(listed, won, due, book, vantage)

    def _open(
        self, listed: Listed, deal_id: int, deal: Doc, several: bool, due: int, book: Book
    ) -> Card:
        """The newest open deal is that of the row; of the others the standing is looked up."""
        key = deal_key(deal_id)
        stage, days, rotting = listed.stage, listed.stage_days, listed.rotting
        if several and deal is not listed.deal:
            found = self._standings.of_open(book.case(listed.customer_id), deal_id, deal)
            stage, days, rotting = found.stage, found.days, found.rotting
        return Card(
            key, listed.customer_id, deal_id, self._places[stage.key], True, False,
            self._percent(deal), days, rotting, None, deal, (listed.tier, due, key),
        )  # fmt: skip

    def _won(
        self, listed: Listed, won: Sequence[Row], due: int, book: Book, vantage: Vantage
    ) -> Iterator[Card]:
        place = next((n for n, s in enumerate(self._stages) if s.kind == "won"), None)
        on_its_way = bool(book.having("contracts", "customer_id", listed.customer_id))
        late = vantage.ordinal - _LATELY
        looked = [row for row in won if on_its_way or _closed(row[1], vantage) >= late]
        if place is None or not looked:
            return
        case, moment = book.case(listed.customer_id), vantage.moment
        for deal_id, deal in looked:
            why = why_not_signed(case, deal_id, moment.today, moment.rates)
            if why is None or (not on_its_way and _closed(deal, vantage) < late):
                continue
            key = deal_key(deal_id)
            closed = _closed(deal, vantage)
            yield Card(
                key, listed.customer_id, deal_id, place, False, False, 100.0,
                vantage.ordinal - closed if closed else 0, False, why, deal, (listed.tier, due, key),
            )  # fmt: skip

    def _nobodys(self, deals: Sequence[Row], vantage: Vantage) -> Iterator[Card]:
        """Open deals that name no customer, as files of other systems have them."""
        for deal_id, deal in deals:
            if status(deal) != "open":
                continue
            found = self._standings.of_open(Case(0, EMPTY), deal_id, deal)
            key = deal_key(deal_id)
            yield Card(
                key, 0, deal_id, self._places[found.stage.key], True, False, self._percent(deal),
                found.days, found.rotting, None, deal, (_NO_TIER, 0, key),
            )  # fmt: skip

    def _percent(self, deal: Doc) -> float:
        written = deal.get("stage")
        if "probability_override" not in deal and isinstance(written, str):
            usual = self._usual.get(written)
            if usual is not None:
                return usual
        return probability(deal, self._stages)


def _closed(deal: Doc, vantage: Vantage) -> int:
    """Number of the day on which it was closed, 0 when not known."""
    return vantage.day_ordinal(deal.get("closed_on")) or 0
