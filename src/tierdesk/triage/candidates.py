"""Who should be contacted now, in the order of the queue; nobody looks at a document for it.

It must not know slots or reasons.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from typing import NamedTuple

from tierdesk.domain.contactability import local_hours
from tierdesk.domain.moment import Moment
from tierdesk.triage.capacity import sunk
from tierdesk.triage.listed import Listed, Place
from tierdesk.triage.overview import Overview
from tierdesk.triage.policy import Policies
from tierdesk.triage.urgency import Ranks


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


class Ranking:
    """The candidates in the order of the queue, the last answer to each question kept: of the
    75,000 of a large book nothing changes from one minute to the next."""

    def __init__(self, ready: list[Candidate]) -> None:
        self.ready = ready
        self._without: AbstractSet[int] | None = None
        self._sunk: list[Candidate] = []
        self._demand: Counter[str] = Counter()

    def sunk(self, without: AbstractSet[int]) -> tuple[list[Candidate], Mapping[str, int]]:
        """All but some of them, sleepers sunk inside their tier, and how many by tier."""
        if self._without != without:
            kept = (
                [c for c in self.ready if c.customer_id not in without] if without else self.ready
            )
            self._sunk, self._demand = sunk(kept), Counter([c.tier for c in kept])
            self._without = frozenset(without)
        return self._sunk, self._demand


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


def candidates(stand: Stand, order: Iterable[int]) -> list[Candidate]:
    """Everybody eligible who is due or has an acute reason, in the order of the queue. `order`
    are ids of rows in any order; that of the last queue is the quickest."""
    rows, clocks = stand.rows, stand.clocks
    policies, today = stand.overview.policies, stand.overview.vantage.ordinal
    weight, rank_of = policies.coefficients["value"], stand.ranks.of
    found = [row for at in order if (row := rows[at]).points is not None]
    values = [rank_of(row.worth) for row in found]
    own = [(row.points or 0.0) + weight * v for row, v in zip(found, values, strict=True)]
    median = _median(own)
    make, ready = partial(tuple.__new__, Candidate), []
    for row, value, points in zip(found, values, own, strict=True):
        starved = points < median and starving(row, today, policies)
        fields = (
            -(median if starved else points), row.due_ordinal, row.name, row.customer_id, row.tier,
            clocks.of(row.place)[0], points, value,
        )  # fmt: skip
        ready.append(make(fields))
    ready.sort()
    return ready


def starving(row: Listed, today: int, policies: Policies) -> bool:
    """Past twice the tier's longest interval, counted from the last contact (for somebody never
    contacted from the day of creation)."""
    since = row.contact_ordinal or row.due_ordinal
    return today - since > 2 * policies.of(row.tier, row.signed).max_days


def _median(points: Collection[float]) -> float:
    """The upper median, 0 of nothing."""
    return sorted(points)[len(points) // 2] if points else 0.0
