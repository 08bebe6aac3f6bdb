"""The morning's queue: whom to contact now, in which order, within the day's capacity.

Total, stable and deterministic: the same book gives the same queue in whatever order it is
stored. It is made of light rows; the documents of a customer are looked at only for those whose
reasons are told. It must not know how a term is computed or how a row is shown.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple, overload

from tierdesk.domain.document import stamp
from tierdesk.i18n.message import Message
from tierdesk.scoring.score import Score
from tierdesk.triage.candidates import Candidate, Clocks, Ranking, Stand
from tierdesk.triage.capacity import chosen, left_over, quotas, shares_of, sunk
from tierdesk.triage.eligibility import may_be_contacted
from tierdesk.triage.listed import Lister, place_of
from tierdesk.triage.overview import Entry, Overview
from tierdesk.triage.ranks import Ranks
from tierdesk.triage.reasons import Reason, Reasons, main_reason, tier_reason
from tierdesk.triage.urgency import Urgency

_LANE_AHEAD = timedelta(hours=1)
_NO_QUOTA: Mapping[str, int] = {}
NO_ONE: AbstractSet[int] = frozenset()


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
    slots that are gone: customers with whom the person at the desk made contact today, or tried
    and put them off, and for whom nothing is left to do."""

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
    """The weightiest reason of a row but its tier, which its badge tells already; the tier where
    there is no other."""
    if isinstance(entry, Waiting):
        return entry.main
    telling = (r.message for r in entry.reasons if r.term != "tier" and r.points > 0)
    return next(telling, tier_reason(entry.tier))


Tell = Callable[[Candidate], Item]


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
    stand: Stand, ranking: Ranking, capacity: int | None, tell: Tell,
    *, skipped: AbstractSet[int] = NO_ONE, told: int = 0,
) -> Queue:  # fmt: skip
    """The queue of the day. `capacity` None takes everybody; `tell` makes the item of a
    candidate, asked for the plan and the first `told` of the waiting; `skipped` wait last."""
    vantage, shares = stand.overview.vantage, shares_of(stand.overview.policies)
    promised = _promised(stand) - skipped
    lane = [c for c in ranking.ready if c.customer_id in promised] if promised else []
    ordered, demand = ranking.sunk({c.customer_id for c in lane} | skipped)
    if capacity is None:
        plan, rest = ordered, list[Candidate]()
    else:
        taken = Counter(stand.done)  # the lane, too, takes slots of its tiers: as when it is done
        taken.update([c.tier for c in lane])
        left = left_over(capacity, shares, demand, taken)
        plan, rest = chosen(ordered, left)
    if skipped:
        rest = rest + sunk([c for c in ranking.ready if c.customer_id in skipped])
    return Queue(
        vantage.today,
        tuple(tell(c) for c in lane),
        tuple(tell(c) for c in plan),
        len(rest),
        Followers(stand, rest, {c.customer_id: tell(c) for c in islice(rest, told)}),
        capacity,
        sum(stand.done.values()),
        _NO_QUOTA if capacity is None else quotas(capacity, shares),
    )


def _promised(stand: Stand) -> set[int]:
    """Those with a promise of today whose time is past or less than an hour away."""
    soon = stamp(stand.overview.vantage.moment.now + _LANE_AHEAD)
    return {one for one in stand.promising if "" < stand.rows[one].soon <= soon}


def build_queue(overview: Overview, entries: Iterable[Entry], capacity: int | None) -> Queue:
    """The queue of the day from a pass over the book: `entries` are those of the whole book at
    the overview's moment, `capacity` None takes everybody who is due."""
    urgency = Urgency(overview.vantage, overview.policies, overview.stages)
    lister, known, rows = Lister(overview, urgency), {}, {}
    for entry in entries:
        row = rows[entry.customer_id] = lister.of(entry)
        if row.points is not None:
            known[entry.customer_id] = entry
    clocks = Clocks(overview.vantage.moment)
    stand = Stand(
        overview, rows, Ranks(row.worth for row in rows.values() if row.eligible), clocks,
        rows, Counter([row.spent for row in rows.values() if row.spent]),
    )  # fmt: skip
    teller = Teller(overview, urgency, known.__getitem__, clocks)
    return queue_of(stand, Ranking(stand, rows), capacity, teller.item)


def eligible(entry: Entry) -> bool:
    """Whether a customer may stand in a queue at all."""
    return may_be_contacted(entry.case.customer, entry.standing.stage, signed=entry.signed)


class Teller:
    """Items with their reasons; `entry_of` gives the grade of a customer."""

    def __init__(
        self, overview: Overview, urgency: Urgency, entry_of: Callable[[int], Entry],
        clocks: Clocks,
    ) -> None:  # fmt: skip
        self._vantage, self._urgency, self._entry_of = overview.vantage, urgency, entry_of
        self._clocks = clocks
        self._reasons = Reasons(overview.vantage, urgency)

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
