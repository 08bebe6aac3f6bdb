"""One customer as a light row: what every list, the queue and the day's figures ask of it.

A book of 100,000 is graded once and kept as these rows; the grade with all its parts lives
only as long as a row is made of it. It must not know order, capacity or any other customer.
"""

from datetime import date, datetime, time
from struct import Struct
from typing import NamedTuple

from tierdesk.domain.book import Case
from tierdesk.domain.contact_log import History
from tierdesk.domain.contactability import CLOSING_HOUR
from tierdesk.domain.contracts import Standing as Contract
from tierdesk.domain.document import Doc, mapping, stamp, text
from tierdesk.domain.lifecycle import is_parked
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import Money, read
from tierdesk.domain.vantage import Vantage
from tierdesk.pipeline.probability import probability
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.standing import planned_ordinal
from tierdesk.scoring.score import Plan, Score
from tierdesk.triage.cadence import Cadence, days_past_max
from tierdesk.triage.eligibility import may_be_contacted
from tierdesk.triage.overview import Entry, Overview
from tierdesk.triage.urgency import COOLDOWN, PROMISE, REPLY, Urgency, acute, unanswered

_WATCHED = frozenset({"A", "B"})
_PACKERS = [Struct(f"{n}f") for n in range(64)]

Place = tuple[str, str]
"""(IANA time zone, ISO country) as the customer states them, "" where it does not."""


class Listed(NamedTuple):
    """A row. Ordinals number the reader's dates, 0 for never; `customer` and `deal` (the open
    deal that places the customer) are the stored documents.

    `score`, `low`, `high` in points of 100; `percent` the deal's probability; `planned`: a
    follow-up sets the due day, not the cadence; `promised` is 1 with an open promise of today or
    before, 0.5 with one of tomorrow; `eligible`: may stand in a queue at all; `past_max` days
    beyond the tier's longest interval; `starving`: past twice that, counted from the last
    contact (for somebody never contacted from the day of creation).

    `points` is U without the term `value`, None for somebody whom nobody needs to contact now.
    `worth` is expected profit × P(win) and `owes` what is
    overdue, both in whole units of the base currency, None where unknown or without a rate;
    `soon` the stamp of today's earliest open promise; `waits` that of the first inbound touch
    that nothing answered. `spent`: the tier whose slot of the day is gone, "" for none; `ticks`:
    the row depends on the time of day. `first_day` and `missed` make the streak; `keys` and `felt`
    the means (values by criterion, packed)."""

    customer_id: int
    name: str
    tier: str
    score: float
    low: float
    high: float
    completeness: float
    certain: bool
    signed: bool
    overridden: bool
    stage: Stage
    stage_days: int
    rotting: bool
    percent: float
    due_ordinal: int
    contact_ordinal: int
    planned: bool
    promised: float
    parked: bool
    eligible: bool
    past_max: int
    starving: bool
    place: Place
    points: float | None
    worth: float | None
    owes: float | None
    soon: str
    waits: str
    spent: str
    ticks: bool
    first_day: int
    missed: int
    customer: Doc
    deal: Doc | None
    keys: tuple[str, ...]
    felt: bytes

    @property
    def due(self) -> date | None:
        """The day on which the customer is due; None for somebody who is left alone."""
        return date.fromordinal(self.due_ordinal) if self.eligible else None

    @property
    def last_contact(self) -> date | None:
        """The day of the last contact that counted."""
        return date.fromordinal(self.contact_ordinal) if self.contact_ordinal else None

    @property
    def amount(self) -> Money | None:
        """What the open deal is about."""
        return read(self.deal, "amount") if self.deal else None

    @property
    def owner(self) -> str:
        """Who looks after the customer."""
        return text(self.customer, "owner")

    @property
    def country(self) -> str:
        """ISO code, "" when not known."""
        return self.place[1]

    @property
    def zone(self) -> str:
        """The customer's own time zone, "" when not stated."""
        return self.place[0]

    @property
    def do_not_contact(self) -> bool:
        """Whether the customer asked to be left alone."""
        return self.customer.get("do_not_contact") is True


class Lister:
    """Rows of many customers at one overview. `by` is the person at the desk, "" for anybody;
    `means`: pack the values for the means, too."""

    def __init__(
        self, overview: Overview, urgency: Urgency, *, by: str = "", means: bool = False
    ) -> None:
        self._overview, self._urgency, self._by, self._means = overview, urgency, by, means
        self._vantage: Vantage = overview.vantage
        self._today, self._cadence = self._vantage.ordinal, overview.cadence
        self._now = self._vantage.now
        self._stages, self._open = overview.stages, overview.policies.open
        self._signed = overview.policies.signed
        self._places: dict[tuple[object, object], Place] = {(None, None): ("", "")}
        self._ordinals: dict[int, int] = {0: 0}
        self._fills: dict[tuple[float, ...], tuple[float, ...]] = {}
        self._closing = closing(self._vantage.moment)

    def of(self, entry: Entry) -> Listed:
        """The row of one customer."""
        case, score, standing, history = entry.case, entry.score, entry.standing, entry.history
        customer, stage, today = case.customer, standing.stage, self._today
        tier, plan = score.tier, score.plan
        signed = plan.kind == "signed"
        due, contacted = entry.due_ordinal, entry.contact_ordinal
        parked = "parked" in customer and is_parked(customer, signed)
        may = may_be_contacted(customer, stage, signed=signed)
        waits = unanswered(history) if history.inbound else ""
        points, worth, ticks, promised, starving = None, None, False, 0.0, False
        first = missed = past = 0
        if may:
            policy = (self._signed if signed else self._open)[tier]
            factors, worth = self._urgency.factors(entry), self._urgency.worth(entry)
            past = days_past_max(today - due, policy) if today > due else 0
            starving = today - (contacted or due) > 2 * policy.max_days
            promised = factors[PROMISE]
            ticks = (waits != "" and factors[REPLY] < 1.0) or factors[COOLDOWN] > 0.0
            if due <= today or standing.rotting or acute(factors, contacted == today):
                points = self._urgency.of(factors)
            if tier in _WATCHED:
                first = min(history.days, default=0)
                missed = last_miss(due, contacted, history, policy.ideal_days, self._cadence)
        if case.touches and str(case.touches[-1][1].get("at")) > self._now:
            ticks = True  # another session's clock is ahead of ours
        shared = self._ordinals.setdefault  # 10,000 rows name a few hundred days
        row = (
            entry.customer_id, entry.name, tier, score.value, score.low, score.high,
            score.completeness, score.certain, signed, score.overridden,
            stage, standing.days, standing.rotting,
            0.0 if standing.closed else self._percent(standing.deal, stage),
            shared(due, due), shared(contacted, contacted), entry.follow_up is not None,
            promised, parked, may, past, starving, self._place(customer), points, worth,
            owed(entry.contracts, self._vantage.moment) if entry.contracts else 0.0,
            self._soon(case) if case.follow_ups else "", waits,
            self._spent(entry) if points is None and history.touch_ordinal == today else "", ticks,
            shared(first, first), shared(missed, missed), customer,
            None if standing.closed else standing.deal,
            plan.keys if self._means else (), self._felt(plan, score) if self._means else b"",
        )  # fmt: skip
        return tuple.__new__(Listed, row)  # a NamedTuple's own __new__ is a Python call

    def _place(self, customer: Doc) -> Place:
        """One shared tuple for each place."""
        stated = customer.get("timezone"), customer.get("country")
        try:
            return self._places[stated]
        except KeyError:
            place = place_of(customer)
            found = self._places[stated] = self._places.setdefault(place, place)
            return found
        except TypeError:
            return place_of(customer)

    def _percent(self, deal: Doc | None, stage: Stage) -> float:
        if deal is None:
            return 0.0
        if stage.kind == "open" and "probability_override" not in deal:
            return stage.probability or 0.0
        return probability(deal, self._stages)

    def _spent(self, entry: Entry) -> str:
        """The tier whose slot is gone: the person at the desk made contact today, or tried and put
        the customer off, and nothing is left to do. It is the tier before that, in which the
        customer was planned: a contact may lift it, and the others' slots would be dealt anew."""
        vantage, case = self._vantage, entry.case
        start, now, by = vantage.day_start, vantage.now, self._by
        own = [
            (at, row_id)
            for row_id, touch in case.touches
            if (not by or touch.get("by") == by)
            and isinstance(at := touch.get("at"), str)
            and start <= at <= now
            and (touch.get("result") != "no_answer" or "next_on" in touch)
        ]
        if not own:
            return ""
        last, customer = max(own)[1], case.customer
        rest = [row for row in case.touches if row[0] != last]
        if text(mapping(customer, "stood"), "since") == vantage.today_text:
            customer = {name: value for name, value in customer.items() if name != "stood"}
        return self._overview.entry(case._replace(customer=customer, touches=rest)).tier

    def _soon(self, case: Case) -> str:
        """The stamp of the earliest promise of today; one without a time is meant until
        closing."""
        vantage, found = self._vantage, ""
        for _, follow_up in case.follow_ups:
            if follow_up.get("promised") is not True:
                continue
            if planned_ordinal(follow_up, vantage) == vantage.ordinal:
                due_at = follow_up.get("due_at")
                timed = isinstance(due_at, str) and len(due_at) > 10
                on_day = timed and vantage.due_ordinal(due_at) == vantage.ordinal
                at = str(due_at) if on_day else self._closing
                found = min(found, at) if found else at
        return found

    def _felt(self, plan: Plan, score: Score) -> bytes:
        fill = self._fills.get(plan.shares)
        if fill is None:
            fill = self._fills[plan.shares] = tuple(
                guess / share if share else 0.0
                for guess, share in zip(plan.guesses, plan.shares, strict=True)
            )
        felt = [f if v is None else v for v, f in zip(score.values, fill, strict=True)]
        return _packer(len(felt)).pack(*felt)


def place_of(customer: Doc) -> Place:
    """Where a customer says it is."""
    return text(customer, "timezone"), text(customer, "country")


def unpacked(row: Listed) -> tuple[float, ...]:
    """The values by criterion of a row, in the order of its `keys`."""
    return _packer(len(row.keys)).unpack(row.felt)


def closing(moment: Moment) -> str:
    """The stamp at which the reader's day closes."""
    return stamp(datetime.combine(moment.today, time(CLOSING_HOUR), moment.zone))


def last_miss(due: int, contacted: int, history: History, ideal_days: int, cadence: Cadence) -> int:
    """Number of the last day, up to yesterday, that ended with this customer overdue; 0 for
    never."""
    yesterday = cadence.today - 1
    if due <= yesterday and contacted <= yesterday:
        return yesterday
    days = sorted(set(history.days))
    for earlier, later in zip(reversed(days[:-1]), reversed(days[1:]), strict=True):
        if cadence.working(earlier + ideal_days) < later:
            return later - 1
    return 0


def _packer(count: int) -> Struct:
    return _PACKERS[count] if count < len(_PACKERS) else Struct(f"{count}f")


def owed(contracts: tuple[Contract, ...], moment: Moment) -> float | None:
    """What instalments lack in whole units of the base currency, None when some of it, or some
    payment or instalment that would tell, has no exchange rate (invariant 13)."""
    if any(contract.uncounted for contract in contracts):
        return None
    late = [contract.overdue for contract in contracts if contract.overdue.minor]
    known = [base for money in late if (base := moment.in_base(money))]
    return float(sum(base.major for base in known)) if len(known) == len(late) else None
