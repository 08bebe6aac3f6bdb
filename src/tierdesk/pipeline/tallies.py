"""One pass over all deals, counted in every way that a report asks for.

Funnel, velocity and the book's own odds read the same figures, so that they cannot differ. Plain
numbers only: 100,000 deals are counted while somebody waits. It must not know scores; whoever asks
brings the tiers.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tierdesk.domain.book import Book
from tierdesk.domain.document import EMPTY, Doc
from tierdesk.domain.vantage import Vantage
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.tally import Closings, StageTally, Tally
from tierdesk.pipeline.ways import UNKNOWN, Walked, Way

BY = ("source", "tier", "owner")
"""What deals are grouped by."""
_NOBODY: Mapping[int, str] = {}
_ALONE = ("", "", "")


class Tallies(NamedTuple):
    """The whole book. `stages` in the order of the open ones; `nowhere` open deals whose stage of
    that day no fact tells; `groups` by what they are grouped by (one of BY) and key, "" for not
    known; `quarters` by (year, quarter). `wayless` decided deals without a move on record,
    `undated` open ones without a day of opening, `timeless` decided ones without a day of closing,
    `unseen` those left out because no dated fact says that they were there yet, `astray`
    open ones in a stage that the book does not have."""

    open_stages: tuple[Stage, ...]
    whole: Tally
    stages: tuple[StageTally, ...]
    nowhere: Tally
    groups: dict[str, dict[str, Tally]]
    quarters: dict[tuple[int, int], Closings]
    wayless: int
    undated: int
    timeless: int
    unseen: int
    astray: int


def tallied(
    book: Book,
    found: Walked,
    vantage: Vantage,
    *,
    tiers: Mapping[int, str] = _NOBODY,
    by: Sequence[str] = BY,
) -> Tallies:
    """The deals of a day counted. `tiers` of customers; `by` what to group by."""
    return _Count(book, found, vantage, tiers, by).run()


def amount_of(deal: Doc) -> tuple[int, str] | None:
    """The amount of a deal as minor units and currency; None where it states none."""
    amount = deal.get("amount")
    if not isinstance(amount, dict):
        return None
    minor, currency = amount.get("minor"), amount.get("currency")
    if minor.__class__ is not int or not isinstance(currency, str) or not currency:
        return None
    return minor, currency


class _Count:
    """The pass."""

    def __init__(
        self, book: Book, found: Walked, vantage: Vantage, tiers: Mapping[int, str],
        by: Sequence[str],
    ) -> None:  # fmt: skip
        self._book, self._found, self._vantage = book, found, vantage
        self._tiers, self._by = tiers, tuple(by)
        self._nowhere = Tally()
        self._stages = tuple(StageTally() for _ in found.open_stages)
        self._quarters: dict[int, Closings] = {}
        self._wayless = self._undated = self._timeless = 0

    def run(self) -> Tallies:
        kinds: dict[tuple[str, str, str], Tally] = {}
        for deal, way in self._found.pairs():
            amount = amount_of(deal)
            if way.outcome == "open":
                self._opened(way, amount)
            else:
                self._decided(way, amount)
            if way.reached != UNKNOWN:
                self._passed(way, amount)
            key = self._key(deal) if self._by else _ALONE
            found = kinds.get(key)
            if found is None:
                found = kinds[key] = Tally()
            found.add(way, amount)
        groups = {name: _along(kinds, BY.index(name)) for name in self._by}
        return Tallies(
            self._found.open_stages, _together(kinds.values()), self._stages, self._nowhere, groups,
            _quarters(self._quarters), self._wayless, self._undated, self._timeless,
            self._found.unseen, self._found.astray,
        )  # fmt: skip

    def _key(self, deal: Doc) -> tuple[str, str, str]:
        """What a deal is grouped by, in the order of BY and all at once, so that it is counted a
        single time; read without `text`, since this is done for every deal."""
        number = deal.get("customer_id")
        customer, tier = EMPTY, ""
        if isinstance(number, int):
            customer = self._book.get("customers", number) or EMPTY
            tier = self._tiers.get(number, "")
        source, owner = customer.get("source"), deal.get("owner") or customer.get("owner")
        return (
            source if isinstance(source, str) else "",
            tier,
            owner if isinstance(owner, str) else "",
        )

    def _opened(self, way: Way, amount: tuple[int, str] | None) -> None:
        if not way.opened:
            self._undated += 1
        if way.place == UNKNOWN:
            self._nowhere.add(way, amount)
            return
        stage = self._stages[way.place]
        stage.here.add(way, amount)
        if way.since:
            stage.waiting.append(self._vantage.ordinal - way.since)

    def _decided(self, way: Way, amount: tuple[int, str] | None) -> None:
        if way.reached == UNKNOWN:
            self._wayless += 1
        if not way.closed:
            self._timeless += 1
            return
        found = self._quarters.get(way.closed)
        if found is None:
            found = self._quarters[way.closed] = Closings()
        if way.outcome == "lost":
            found.lost += 1
            return
        found.won += 1
        if amount is not None:
            found.sums[amount[1]] = found.sums.get(amount[1], 0) + amount[0]

    def _passed(self, way: Way, amount: tuple[int, str] | None) -> None:
        """What the moves on record say about the stages."""
        for stay in way.stays:
            if stay.entered:
                self._stages[stay.place].stayed.append(stay.left - stay.entered)
        for place, stage in enumerate(self._stages[: way.reached + 1]):
            if way.reached > place:
                stage.advanced += 1
            elif way.outcome == "lost":
                stage.died += 1
            if way.outcome == "lost":
                stage.lost += 1
            elif way.outcome == "won":
                stage.won += 1
                if amount is not None:
                    stage.priced += 1
                    stage.won_sums[amount[1]] = stage.won_sums.get(amount[1], 0) + amount[0]
                entered = [s.entered for s in way.stays if s.place >= place and s.entered]
                if entered:
                    stage.to_won.append(way.closed - min(entered))


def _together(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for one in tallies:
        whole.take(one)
    return whole


def _along(kinds: Mapping[tuple[str, str, str], Tally], place: int) -> dict[str, Tally]:
    """The tallies by one part of their keys."""
    found: dict[str, Tally] = {}
    for key, tally in kinds.items():
        found.setdefault(key[place], Tally()).take(tally)
    return found


def _quarters(days: Mapping[int, Closings]) -> dict[tuple[int, int], Closings]:
    """Days gathered into the quarters in which something was closed, in their order."""
    found: dict[tuple[int, int], Closings] = {}
    for ordinal, one in sorted(days.items(), key=lambda pair: pair[0]):
        day = date.fromordinal(ordinal)
        into = found.setdefault((day.year, (day.month + 2) // 3), Closings())
        into.won += one.won
        into.lost += one.lost
        for currency, minor in one.sums.items():
            into.sums[currency] = into.sums.get(currency, 0) + minor
    return found
