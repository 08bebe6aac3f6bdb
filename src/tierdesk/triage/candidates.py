"""Who should be contacted now, in the order of the queue; nobody looks at a document for it.

It must not know slots or reasons.
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from tierdesk.domain.contactability import local_hours
from tierdesk.domain.moment import Moment
from tierdesk.triage.capacity import sunk
from tierdesk.triage.listed import Listed, Place
from tierdesk.triage.overview import Overview
from tierdesk.triage.ranks import Ranks

_CUSTOMER = itemgetter(3)


class Candidate(NamedTuple):
    """Somebody who should be contacted; tuples compare in the order of the queue, since ids
    differ. `rank` is −U after the starvation floor, `own` U before it, `value` the factor of
    that name."""

    rank: float
    due: int
    name: str
    customer_id: int
    tier: str
    asleep: bool
    own: float
    value: float
    starving: bool


class Clocks:
    """Local times, answered once per place."""

    def __init__(self, moment: Moment) -> None:
        self._moment = moment
        self._known: dict[Place, tuple[bool, str]] = {}

    def of(self, place: Place) -> tuple[bool, str]:
        """(asleep, local time HH:MM) of a customer there."""
        found = self._known.get(place)
        if found is None:
            hours = local_hours({"timezone": place[0], "country": place[1]}, self._moment)
            found = self._known[place] = (not hours.open, hours.at.strftime("%H:%M"))
        return found


class Stand(NamedTuple):
    """What a queue is made of at one moment. `promising` are the customers with an open promise
    of today, `done` the slots of the day that are gone, by tier."""

    overview: Overview
    rows: Mapping[int, Listed]
    ranks: Ranks
    clocks: Clocks
    promising: Iterable[int]
    done: Mapping[str, int]


class Ranking:
    """The candidates in the order of the queue: everybody eligible who is due or has an acute
    reason. `order` are ids of rows in any order; that of the last queue is the quickest.

    Of the 75,000 of a large book one logged contact moves one, so the last answer to each
    question is kept and mended."""

    def __init__(self, stand: Stand, order: Iterable[int]) -> None:
        rows = stand.rows
        self._without: AbstractSet[int] | None = None
        self._sunk: list[Candidate] = []
        self._demand: Mapping[str, int] = {}
        found = _candidates(stand, [r for one in order if (r := rows[one]).points is not None])
        self._own = sorted([candidate.own for candidate in found])
        self._settle(found)

    def change(self, stand: Stand, moved: set[int]) -> None:
        """Take the rows of these customers as they are now; nobody's worth has changed, nor who
        is asleep."""
        rows, ready = stand.rows, self.ready
        ids = list(map(_CUSTOMER, ready))
        for one in moved.intersection(ids):
            at = ids.index(one)
            del self._own[bisect_left(self._own, ready[at].own)], ids[at], ready[at]
        found = [r for one in moved if (r := rows.get(one)) is not None and r.points is not None]
        for new in _candidates(stand, found):
            insort(self._own, new.own)
            ready.append(new)
        self._settle(ready)

    def candidate(self, stand: Stand, row: Listed) -> Candidate:
        """One of the candidates by its row, as it stands among them."""
        (found,) = _candidates(stand, [row])
        return _lifted(found, self._floor) if found.starving else found

    def sunk(self, without: AbstractSet[int]) -> tuple[list[Candidate], Mapping[str, int]]:
        """All but some of them, sleepers sunk inside their tier, and how many by tier."""
        if self._without != without:
            kept = self.ready
            if without:
                kept = [c for c in kept if c.customer_id not in without]
            self._sunk, self._demand = sunk(kept), Counter([c.tier for c in kept])
            self._without = frozenset(without)
        return self._sunk, self._demand

    def _settle(self, found: list[Candidate]) -> None:
        """Lift the hungry to the upper median and sort; most stand in their order already."""
        own = self._own
        floor = self._floor = own[len(own) // 2] if own else 0.0
        self.ready = [_lifted(c, floor) if c.starving else c for c in found]
        self.ready.sort()
        self._without = None


def _candidates(stand: Stand, found: list[Listed]) -> list[Candidate]:
    clocks, rank_of = stand.clocks, stand.ranks.of
    weight, make = stand.overview.policies.coefficients["value"], partial(tuple.__new__, Candidate)
    made = []
    for row in found:
        value = rank_of(row.worth)
        own = (row.points or 0.0) + weight * value
        fields = (
            -own, row.due_ordinal, row.name, row.customer_id, row.tier, clocks.of(row.place)[0],
            own, value, row.starving,
        )  # fmt: skip
        made.append(make(fields))
    return made


def _lifted(candidate: Candidate, floor: float) -> Candidate:
    """The starvation floor: whoever starves has at least that much U."""
    rank = -max(floor, candidate.own)
    return candidate if rank == candidate.rank else candidate._replace(rank=rank)
