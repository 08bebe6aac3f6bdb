"""The whole book graded once and kept as light rows; after a change only what it touched is
graded again. `today`, the screens and the filter read these rows.

A grade with all its parts lives only as long as its row is made: 100,000 of them would not fit.
It must not know files, threads or screens.
"""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet

from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.triage.candidates import Candidate, Clocks, Ranking, Stand
from tierdesk.triage.capacity import capacity_of
from tierdesk.triage.day import Day, day_of
from tierdesk.triage.listed import Listed, Lister, Place
from tierdesk.triage.overview import Entry, Overview
from tierdesk.triage.queue import NO_ONE, Item, Queue, Teller, queue_of
from tierdesk.triage.ranks import Ranks
from tierdesk.triage.tally import Tally
from tierdesk.triage.urgency import Urgency, waiting_hours

__all__ = ["Listed", "Roster"]

TOLD = 200
"""Of so many of the waiting all reasons are told at once."""
BOOKS = -1
"""As many slots as the book's settings say."""
_AT_ONCE = 32
_WHOLE = 100
_KEPT = 1_000
Progress = Callable[[float], None]
Yield = Callable[[], None]


def _nothing() -> None:
    """Whoever has no other thread to let in."""


class Roster:
    """The rows of a book at a moment that moves on. `by` is the person at the desk (whose
    contacts of today use slots of the day), "" for anybody; without `means` the pass is quicker
    and `means` is empty. `progress` gets 0..1; `yield_` is called after some dozens of
    customers, so that another thread may come in. Raises Invalid where the book's own stages,
    policies or models are faulty."""

    def __init__(
        self,
        book: Book,
        moment: Moment,
        *,
        by: str = "",
        means: bool = True,
        progress: Progress | None = None,
        yield_: Yield = _nothing,
    ) -> None:
        self._book, self._by, self._means = book, by, means
        self._rows: Mapping[int, Listed] = {}
        self._ranking: Ranking | None = None
        self._moved: set[int] = set()
        self._promising: set[int] = set()
        self._entries: dict[int, tuple[Listed, Entry]] = {}
        self._told: dict[int, tuple[Listed, tuple[float, ...], Item]] = {}
        self._basis: tuple[int, dict[Place, bool]] = -1, {}
        self._ranks, self._tally = Ranks(), Tally(0)
        self.rebuild(moment, progress=progress, yield_=yield_)

    @property
    def rows(self) -> Mapping[int, Listed]:
        """Every customer by id, in the order of the book. The mapping that is handed out never
        changes: a change makes another."""
        return self._rows

    @property
    def overview(self) -> Overview:
        """Stages, policies and models at the moment."""
        return self._overview

    @property
    def moment(self) -> Moment:
        """When the rows were looked at last."""
        return self._overview.vantage.moment

    @property
    def counts(self) -> Mapping[str, int]:
        """All customers by tier."""
        return self._tally.tiers

    @property
    def neglect(self) -> Mapping[str, int]:
        """Σ days past the longest interval by tier."""
        return self._tally.debt

    @property
    def means(self) -> Mapping[str, float]:
        """Mean value by criterion: the average customer of `scoring.explain`."""
        return self._tally.means

    def past_max(self) -> int:
        """How many are past the longest interval of their tier."""
        return sum(self._tally.past_max.values())

    def rebuild(
        self,
        moment: Moment | None = None,
        *,
        book: Book | None = None,
        progress: Progress | None = None,
        yield_: Yield = _nothing,
    ) -> None:
        """Grade everybody: the book was opened or exchanged, a day began, or a rule changed."""
        self._book = book or self._book
        self._bind(Overview(self._book, moment or self.moment))
        overview, lister = self._overview, self._lister
        rows: dict[int, Listed] = {}
        whole = max(1, self._book.count("customers"))
        step = max(_AT_ONCE, whole // _WHOLE)
        for count, entry in enumerate(overview.stream(), 1):
            rows[entry.customer_id] = lister.of(entry)
            if not count % _AT_ONCE:
                yield_()
            if progress is not None and not count % step:
                progress(count / whole)
        self._settle(rows)

    def update(
        self, customer_ids: Iterable[int], moment: Moment | None = None
    ) -> frozenset[int] | None:
        """Grade these again, whether they are new, changed or gone; returns those whose row is
        not what it was, None for everybody (a new day, or another zone, currency or country)."""
        before, now = self.moment, moment or self.moment
        place = (before.today, before.zone, before.currency, before.country)
        if place != (now.today, now.zone, now.currency, now.country):
            self.rebuild(now)
            return None
        self._look(now)
        rows, changed = dict(self._rows), set()
        for customer_id in sorted(set(customer_ids)):
            gone = self._book.get("customers", customer_id) is None
            self._entries.pop(customer_id, None)  # a document may change without a row's changing
            self._told.pop(customer_id, None)
            old = rows.get(customer_id)
            new = None if gone else self._lister.of(self._overview.entry_of(customer_id))
            if old != new:
                changed.add(customer_id)
                self._exchange(rows, old, new)
        if changed:
            self._rows = rows
            self._moved |= changed
        return frozenset(changed)

    def advance(self, moment: Moment) -> frozenset[int] | None:
        """Time went on: those whose row is not what it was, None for everybody."""
        return self.update(self._ticking, moment)

    def queue(
        self, capacity: int | None = BOOKS, skipped: AbstractSet[int] = NO_ONE, *, told: int = TOLD
    ) -> Queue:
        """The queue of the day. `capacity` None takes everybody who is due, `BOOKS` as many as
        the book says; those `skipped` wait behind all others; the first `told` of the waiting
        have all their reasons."""
        slots = capacity_of(self._book) if capacity == BOOKS else capacity
        stand = self._stand()
        ranking = self._ranked(stand)
        return queue_of(stand, ranking, slots, self._item, skipped=skipped, told=told)

    def items(self, customer_ids: Iterable[int]) -> dict[int, Item]:
        """Rows with all their reasons of any customers: those who stand in the queue as they do
        there, others as they would. Unknown ids are left out."""
        stand = self._stand()
        ranking, found = self._ranked(stand), {}
        for customer_id in sorted(set(customer_ids) & self._rows.keys()):
            row = self._rows[customer_id]
            stands = row.points is not None
            found[customer_id] = self._item(
                ranking.candidate(stand, row) if stands else self._alone(row)
            )
        return found

    def entry(self, customer_id: int) -> Entry:
        """The grade of a customer with all its parts. KeyError for an id that does not exist."""
        return self._entry(customer_id)

    def stands(self, customer_id: int) -> bool:
        """Whether somebody needs to contact the customer now."""
        row = self._rows.get(customer_id)
        return row is not None and row.points is not None

    def day(self, queue: Queue) -> Day:
        """The figures of the day."""
        return day_of(queue, self._tally, self._overview.cadence)

    def _look(self, moment: Moment) -> None:
        """See the book from another moment of the same day."""
        if moment != self.moment:
            self._bind(Overview(self._book, moment))

    def _bind(self, overview: Overview) -> None:
        self._overview = overview
        urgency = Urgency(overview.vantage, overview.policies, overview.stages)
        self._lister = Lister(overview, urgency, by=self._by, means=self._means)
        self._clocks = Clocks(overview.vantage.moment)
        self._teller = Teller(overview, urgency, self._entry, self._clocks)
        self._urgency = urgency

    def _settle(self, rows: dict[int, Listed]) -> None:
        """The figures of all rows."""
        self._rows = rows
        self._tally = Tally(self._overview.vantage.ordinal, rows.values())
        self._ranks = Ranks(row.worth for row in rows.values() if row.eligible)
        self._places = {row.place for row in rows.values()}
        self._promising = {row.customer_id for row in rows.values() if row.soon}
        self._ticking = {row.customer_id for row in rows.values() if row.ticks}
        self._ranking, self._entries, self._told, self._moved = None, {}, {}, set()

    def _exchange(self, rows: dict[int, Listed], old: Listed | None, new: Listed | None) -> None:
        """One row in the place of another, in all figures."""
        if (old and old.worth) != (new and new.worth):
            self._ranks.drop(old and old.worth)
            self._ranks.take(new and new.worth)
        if old is not None:
            self._tally.drop(old)
            self._ticking.discard(old.customer_id)
            self._promising.discard(old.customer_id)
            if new is None:
                del rows[old.customer_id]
        if new is not None:
            rows[new.customer_id] = new
            self._tally.take(new)
            self._places.add(new.place)
            if new.ticks:
                self._ticking.add(new.customer_id)
            if new.soon:
                self._promising.add(new.customer_id)

    def _stand(self) -> Stand:
        return Stand(self._overview, self._rows, self._ranks, self._clocks, self._promising,
                     self._tally.spent)  # fmt: skip

    def _ranked(self, stand: Stand) -> Ranking:
        """The candidates as the rows are now: sorted anew when the worth of somebody changed, or
        who is asleep, else mended."""
        asleep = {place: self._clocks.of(place)[0] for place in self._places}
        basis, before = (self._ranks.version, asleep), self._ranking
        if before is None or basis != self._basis:
            self._ranking = Ranking(stand, self._rows if before is None else self._order(before))
            self._basis = basis
        elif self._moved:
            before.change(stand, self._moved)
        self._moved = set()
        return self._ranking or Ranking(stand, ())

    def _order(self, before: Ranking) -> list[int]:
        """All that may be candidates, those of before in their order."""
        kept = [c.customer_id for c in before.ready if c.customer_id not in self._moved]
        return kept + [one for one in self._moved if one in self._rows]

    def _entry(self, customer_id: int) -> Entry:
        """The grade of a customer, kept until its row is another: the same two hundred are
        asked for after every change."""
        row, known = self._rows[customer_id], self._entries.get(customer_id)
        if known is None or known[0] is not row:
            if len(self._entries) >= _KEPT:
                self._entries.clear()
            known = self._entries[customer_id] = row, self._overview.entry_of(customer_id)
        return known[1]

    def _item(self, candidate: Candidate) -> Item:
        """The same for the item: reasons change with the row, the points and the hours waited."""
        row = self._rows[candidate.customer_id]
        waited = int(waiting_hours(row.waits, self._overview.vantage)) if row.waits else 0
        key = (candidate.rank, candidate.own, candidate.value, waited)
        known = self._told.get(candidate.customer_id)
        if known is None or known[0] is not row or known[1] != key:
            if len(self._told) >= _KEPT:
                self._told.clear()
            known = row, key, self._teller.item(candidate)
            self._told[candidate.customer_id] = known
        item = known[2]
        asleep, local_time = self._clocks.of(row.place)
        if item.local_time == local_time and item.asleep == asleep:
            return item
        return item._replace(asleep=asleep, local_time=local_time)

    def _alone(self, row: Listed) -> Candidate:
        """Somebody who does not stand in the queue, as if it did."""
        value = self._ranks.of(row.worth) if row.eligible else 0.0
        own = self._urgency.of(self._urgency.terms(self._entry(row.customer_id), value))
        asleep, _ = self._clocks.of(row.place)
        return Candidate(
            -own, row.due_ordinal, row.name, row.customer_id, row.tier, asleep, own, value, False
        )
