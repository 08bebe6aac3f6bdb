"""The morning's queue: whom to contact now, in which order, within the day's capacity.

Total, stable and deterministic: the same book gives the same queue in whatever order it is
stored. It is made of light rows; the documents of a customer are looked at only for those whose
reasons are told. It must not know how a term is computed or how a row is shown.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import partial
from itertools import islice
from typing import NamedTuple, overload

from tierdesk.domain.contactability import local_hours
from tierdesk.domain.document import stamp
from tierdesk.domain.moment import Moment
from tierdesk.i18n.message import Message
from tierdesk.scoring.score import Score
from tierdesk.triage.capacity import NO_ONE, chosen, quotas, shares_of
from tierdesk.triage.listed import Listed, Lister, Place, place_of
from tierdesk.triage.overview import Entry, Overview
from tierdesk.triage.policy import Policies
from tierdesk.triage.reasons import Reason, Reasons, main_reason, tier_reason
from tierdesk.triage.urgency import Ranks, Urgency

_LANE_AHEAD = timedelta(hours=1)
_NO_QUOTA: Mapping[str, int] = {}


class Item(NamedTuple):
    """One row of the queue. `urgency` is U after the starvation floor; `terms` are the points
    by term in the order of the formula; `asleep`: outside local hours or on a local holiday,
    `local_time` HH:MM there."""

    customer_id: int
    name: str
    tier: str
    score: Score
    due: date
    days_late: int
    urgency: float
    terms: Mapping[str, float]
    reasons: tuple[Reason, ...]
    asleep: bool
    local_time: str


class Waiting(NamedTuple):
    """Somebody who should be contacted, but not today. `main` is the weightiest reason;
    `reasons` are all of them for the first of the waiting, empty for those further behind,
    whose `main` is the weightiest that can be told without looking at the documents."""

    customer_id: int
    urgency: float
    asleep: bool
    local_time: str
    main: Message
    reasons: tuple[Reason, ...] = ()


class Queue(NamedTuple):
    """The day's plan. `lane` holds promises within the hour, on top and whatever the capacity;
    `items` the rest of the plan; `waiting` those who are due but not today, in the order in
    which they would follow, skipped ones last, `not_today` their number.

    `capacity` are the slots of the day (None: everybody), `quota` those by tier, `used` the
    slots that are gone: customers with whom the person at the desk made contact today and for
    whom nothing is left to do."""

    day: date
    lane: tuple[Item, ...]
    items: tuple[Item, ...]
    not_today: int
    waiting: Sequence[Waiting]
    capacity: int | None = None
    used: int = 0
    quota: Mapping[str, int] = _NO_QUOTA

    def waiting_ids(self) -> list[int]:
        """The waiting in order, without making rows of them."""
        waiting = self.waiting
        return waiting.ids() if isinstance(waiting, Followers) else [w.customer_id for w in waiting]


def main_of(entry: Item | Waiting) -> Message:
    """The weightiest reason of a row; its tier where every term of the formula counts nothing."""
    if isinstance(entry, Waiting):
        return entry.main
    return entry.reasons[0].message if entry.reasons else tier_reason(entry.tier)


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


Tell = Callable[[Candidate], Item]


class Stand(NamedTuple):
    """What a queue is made of at one moment."""

    overview: Overview
    rows: Mapping[int, Listed]
    ranks: Ranks
    clocks: "Clocks"


class Followers(Sequence[Waiting]):
    """The waiting, made one by one when somebody looks: of 75,000 a screen shows twenty."""

    def __init__(
        self, stand: Stand, candidates: Sequence[Candidate], told: Mapping[int, Item]
    ) -> None:
        self._stand, self._candidates, self._told = stand, candidates, told

    def __len__(self) -> int:
        return len(self._candidates)

    @overload
    def __getitem__(self, at: int) -> Waiting: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Waiting]: ...
    def __getitem__(self, at: int | slice) -> Waiting | Sequence[Waiting]:
        if isinstance(at, slice):
            return Followers(self._stand, self._candidates[at], self._told)
        found, stand = self._candidates[at], self._stand
        row, told = stand.rows[found.customer_id], self._told.get(found.customer_id)
        overview, reasons = stand.overview, told.reasons if told else ()
        main = (
            reasons[0].message if reasons else main_reason(row, overview.vantage, overview.policies)
        )
        _, local_time = stand.clocks.of(row.place)
        return Waiting(found.customer_id, -found.rank, found.asleep, local_time, main, reasons)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(tuple(self.ids()))

    def ids(self) -> list[int]:
        """The customers in order, without making rows of them."""
        return [candidate.customer_id for candidate in self._candidates]

    @property
    def asleep(self) -> bool:
        """Whether any of them is outside local hours."""
        return any(candidate.asleep for candidate in self._candidates)

    def same_order(self, other: Sequence[Waiting]) -> bool:
        """Whether the same customers stand in the same order for the same reasons, at whatever
        local time."""
        return (
            isinstance(other, Followers)
            and self._candidates == other._candidates
            and self._told.keys() == other._told.keys()
            and all(mine.reasons == other._told[i].reasons for i, mine in self._told.items())
        )


def queue_of(
    stand: Stand, ready: Sequence[Candidate], capacity: int | None, tell: Tell,
    done: Mapping[str, int], *, skipped: AbstractSet[int] = NO_ONE, told: int = 0,
) -> Queue:  # fmt: skip
    """The queue of the day: `ready` are its candidates, `done` the slots of the day that are
    gone by tier. `capacity` None takes everybody; `tell` makes the item of a candidate, asked
    for the plan and the first `told` of the waiting."""
    vantage, policies, rows = stand.overview.vantage, stand.overview.policies, stand.rows
    soon = stamp(vantage.moment.now + _LANE_AHEAD)
    promised = {
        c.customer_id for c in ready
        if "" < rows[c.customer_id].soon <= soon and c.customer_id not in skipped
    }  # fmt: skip
    lane = [c for c in ready if c.customer_id in promised]
    others = [c for c in ready if c.customer_id not in promised] if promised else ready
    plan, rest = chosen(others, capacity, len(lane), policies, done=done, skipped=skipped)
    return Queue(
        vantage.today,
        tuple(tell(c) for c in lane),
        tuple(tell(c) for c in plan),
        len(rest),
        Followers(stand, rest, {c.customer_id: tell(c) for c in islice(rest, told)}),
        capacity,
        sum(done.values()),
        _NO_QUOTA if capacity is None else quotas(capacity, shares_of(policies)),
    )  # fmt: skip


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


def build_queue(overview: Overview, entries: Iterable[Entry], capacity: int | None) -> Queue:
    """The queue of the day from a pass over the book: `entries` are those of the whole book at
    the overview's moment, `capacity` None takes everybody who is due."""
    urgency = Urgency(overview.vantage, overview.policies, overview.stages, overview.previous)
    lister, known, rows = Lister(overview, urgency), {}, {}
    for entry in entries:
        row = rows[entry.customer_id] = lister.of(entry)
        if row.points is not None:
            known[entry.customer_id] = entry
    ranks = Ranks(row.worth for row in rows.values() if row.eligible)
    clocks = Clocks(overview.vantage.moment)
    teller = Teller(overview, urgency, known.__getitem__, clocks)
    stand = Stand(overview, rows, ranks, clocks)
    done = Counter([row.tier for row in rows.values() if row.handled and row.points is None])
    return queue_of(stand, candidates(stand, rows), capacity, teller.item, done)


def eligible(entry: Entry) -> bool:
    """Whether a customer may stand in a queue at all: not parked (a signed one never is,
    invariant 10), not to be left alone, not lost."""
    from tierdesk.domain.lifecycle import is_parked

    customer = entry.case.customer
    if customer.get("do_not_contact") is True or entry.standing.stage.kind == "lost":
        return False
    return "parked" not in customer or not is_parked(customer, entry.signed)


def starving(row: Listed, today: int, policies: Policies) -> bool:
    """Past twice the tier's longest interval, counted from the last contact (for somebody never
    contacted from the day of creation)."""
    since = row.contact_ordinal or row.due_ordinal
    return today - since > 2 * policies.of(row.tier, row.signed).max_days


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


class Teller:
    """Items with their reasons; `entry_of` gives the grade of a customer."""

    def __init__(
        self, overview: Overview, urgency: Urgency, entry_of: Callable[[int], Entry],
        clocks: Clocks,
    ) -> None:  # fmt: skip
        self._vantage, self._urgency, self._entry_of = overview.vantage, urgency, entry_of
        self._clocks = clocks
        self._reasons = Reasons(overview.vantage, urgency, overview.previous)

    def item(self, candidate: Candidate) -> Item:
        """The row of one customer."""
        entry, urgency = self._entry_of(candidate.customer_id), self._urgency
        points = urgency.points(urgency.terms(entry, candidate.value))
        lifted = -candidate.rank - candidate.own
        return Item(
            entry.customer_id,
            entry.name,
            candidate.tier,
            entry.score,
            entry.due,
            self._vantage.ordinal - entry.due_ordinal,
            -candidate.rank,
            points,
            self._reasons.of(entry, points, lifted),
            candidate.asleep,
            self._clocks.of(place_of(entry.case.customer))[1],
        )


def _median(points: Collection[float]) -> float:
    """The upper median, 0 of nothing."""
    return sorted(points)[len(points) // 2] if points else 0.0
