"""The morning's queue: whom to contact now, in which order, within the day's capacity.

Total, stable and deterministic: the same book gives the same queue in whatever order it is
stored. It must not know how a term is computed or how a row is shown.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from tierdesk.domain.book import Case
from tierdesk.domain.contactability import CLOSING_HOUR, local_hours
from tierdesk.domain.document import stamp
from tierdesk.domain.lifecycle import is_parked
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage
from tierdesk.pipeline.standing import planned_ordinal
from tierdesk.scoring.score import Score
from tierdesk.triage.capacity import chosen
from tierdesk.triage.overview import Entry, Overview
from tierdesk.triage.policy import Policies
from tierdesk.triage.reasons import Reason, Reasons
from tierdesk.triage.urgency import Ranks, Urgency, acute

_LANE_AHEAD = timedelta(hours=1)


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


class Queue(NamedTuple):
    """The day's plan. `lane` holds promises within the hour, on top and whatever the capacity;
    `items` the rest of the plan; `waiting` the ids of those who are due but not today, in the
    order in which they would follow, `not_today` their number."""

    day: date
    lane: tuple[Item, ...]
    items: tuple[Item, ...]
    not_today: int
    waiting: tuple[int, ...]


class Candidate(NamedTuple):
    """Somebody who should be contacted; tuples compare in the order of the queue, since ids
    differ. `own` is U before the starvation floor, `value` the factor of that name."""

    rank: float
    due: int
    name: str
    customer_id: int
    tier: str
    asleep: bool
    local_time: str
    own: float
    entry: Entry
    value: float


def build_queue(overview: Overview, entries: Iterable[Entry], capacity: int | None) -> Queue:
    """The queue of the day; `entries` are those of the whole book at the overview's moment,
    `capacity` None takes everybody who is due."""
    vantage, policies = overview.vantage, overview.policies
    urgency = Urgency(vantage, policies, overview.stages, overview.previous)
    candidates = _candidates(entries, urgency, vantage, policies)
    soon = stamp(vantage.moment.now + _LANE_AHEAD)
    lane = [c for c in candidates if _within_the_hour(c.entry.case, vantage, soon)]
    promised = {c.customer_id for c in lane}
    others = [c for c in candidates if c.customer_id not in promised]
    plan, rest = chosen(others, capacity, lane, policies)
    reasons = Reasons(vantage, urgency, overview.previous)
    return Queue(
        vantage.today,
        tuple(_item(c, urgency, reasons, vantage) for c in lane),
        tuple(_item(c, urgency, reasons, vantage) for c in plan),
        len(rest),
        tuple(c.customer_id for c in rest),
    )


def eligible(entry: Entry) -> bool:
    """Whether a customer may stand in a queue at all: not parked (a signed one never is,
    invariant 10), not to be left alone, not lost."""
    customer = entry.case.customer
    if customer.get("do_not_contact") is True or entry.standing.stage.kind == "lost":
        return False
    return "parked" not in customer or not is_parked(customer, entry.signed)


def _candidates(
    entries: Iterable[Entry], urgency: Urgency, vantage: Vantage, policies: Policies
) -> list[Candidate]:
    """Everybody eligible who is due or has an acute reason, in the order of the queue."""
    found: list[tuple[Entry, tuple[float, ...], float | None]] = []
    worths: list[float | None] = []
    today = vantage.ordinal
    for entry in entries:
        if eligible(entry):
            factors, worth = urgency.factors(entry), urgency.worth(entry)
            worths.append(worth)
            if entry.due_ordinal <= today or acute(factors) or entry.standing.rotting:
                found.append((entry, factors, worth))
    ranks, clocks = Ranks(worths), Clocks(vantage.moment)
    weight = policies.coefficients["value"]
    values = [ranks.of(worth) for _, _, worth in found]
    points = [
        urgency.of(factors) + weight * value
        for (_, factors, _), value in zip(found, values, strict=True)
    ]
    median = _median(points)
    ready = []
    for (entry, _, _), value, own in zip(found, values, points, strict=True):
        starved = own < median and starving(entry, vantage, policies)
        asleep, local_time = clocks.of(entry.case)
        ready.append(
            Candidate(-(median if starved else own), entry.due_ordinal, entry.name,
                      entry.customer_id, entry.score.tier, asleep, local_time, own, entry, value)
        )  # fmt: skip
    ready.sort()
    return ready


def starving(entry: Entry, vantage: Vantage, policies: Policies) -> bool:
    """Past twice the tier's longest interval, counted from the last contact (for somebody never
    contacted from the day of creation)."""
    since = entry.contact_ordinal or entry.due_ordinal
    return vantage.ordinal - since > 2 * policies.of(entry.score.tier, entry.signed).max_days


class Clocks:
    """Local times, answered once per place."""

    def __init__(self, moment: Moment) -> None:
        self._moment = moment
        self._known: dict[tuple[object, object], tuple[bool, str]] = {}

    def of(self, case: Case) -> tuple[bool, str]:
        """(asleep, local time HH:MM) of a customer."""
        place = (str(case.customer.get("timezone")), str(case.customer.get("country")))
        if place not in self._known:
            hours = local_hours(case.customer, self._moment)
            self._known[place] = (not hours.open, hours.at.strftime("%H:%M"))
        return self._known[place]


def _median(points: list[float]) -> float:
    """The upper median, 0 of nothing."""
    return sorted(points)[len(points) // 2] if points else 0.0


def _within_the_hour(case: Case, vantage: Vantage, soon: str) -> bool:
    """A promise of today whose time is past or less than an hour away; one without a time is
    meant until closing."""
    for _, follow_up in case.follow_ups:
        if follow_up.get("promised") is not True:
            continue
        if planned_ordinal(follow_up, vantage) == vantage.ordinal:
            due_at = follow_up.get("due_at")
            timed = isinstance(due_at, str) and len(due_at) > 10
            today = timed and vantage.due_ordinal(due_at) == vantage.ordinal
            if (str(due_at) if today else _closing(vantage)) <= soon:
                return True
    return False


def _closing(vantage: Vantage) -> str:
    closing = datetime.combine(vantage.today, time(CLOSING_HOUR), vantage.moment.zone)
    return stamp(closing)


def _item(candidate: Candidate, urgency: Urgency, reasons: Reasons, vantage: Vantage) -> Item:
    entry = candidate.entry
    points = urgency.points(urgency.terms(entry, candidate.value))
    lifted = -candidate.rank - candidate.own
    return Item(
        entry.customer_id,
        entry.name,
        candidate.tier,
        entry.score,
        entry.due,
        vantage.ordinal - entry.due_ordinal,
        -candidate.rank,
        points,
        reasons.of(entry, points, lifted),
        candidate.asleep,
        candidate.local_time,
    )
