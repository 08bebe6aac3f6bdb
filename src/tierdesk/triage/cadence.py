"""When a customer is due, and how late that is on its own scale (invariant 11).

The cadence runs from the last contact that counted plus the tier's ideal days, so a change of
tier re-dates from that contact and an unanswered call changes nothing. It must not know the
queue.
"""

from typing import NamedTuple

from tierdesk.domain.book import Case, Row
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage
from tierdesk.domain.workdays import next_working
from tierdesk.pipeline.standing import planned_ordinal
from tierdesk.triage.policy import Policies, TierPolicy

_EARLY, _DUE, _LATEST = 0.5, 0.5, 0.4


class Due(NamedTuple):
    """`ordinal` numbers the day on which the customer is due, `contact` the reader's day of the
    last counted contact (0: never). `follow_up` is the plan that sets the day, None when the
    cadence does."""

    ordinal: int
    contact: int
    follow_up: Row | None


class Cadence:
    """Due days at one vantage."""

    def __init__(self, vantage: Vantage, policies: Policies) -> None:
        self._vantage = vantage
        self._policies = policies
        self._working: dict[int, int] = {}

    @property
    def today(self) -> int:
        """Number of the reader's date."""
        return self._vantage.ordinal

    def of(self, case: Case, tier: str, signed: bool) -> Due:
        """The earliest follow-up's day, a snooze included; else the last counted contact plus
        the ideal days, moved to a working day of the reader's country; for somebody never
        contacted the day of creation (today when that is not known)."""
        vantage = self._vantage
        contact = vantage.histories.of(case).contact_ordinal
        planned = self._planned(case) if case.follow_ups else None
        if planned is not None:
            return Due(planned[0], contact, planned[1])
        if contact:
            policy = self._policies.of(tier, signed)
            return Due(self.working(contact + policy.ideal_days), contact, None)
        created = case.customer.get("created_at")
        known = vantage.local_ordinal(created) if isinstance(created, str) else None
        return Due(vantage.ordinal if known is None else known, 0, None)

    def working(self, ordinal: int) -> int:
        """That day, or the first working day after it."""
        if ordinal not in self._working:
            moment = self._vantage.moment
            day = self._vantage.today.fromordinal(ordinal)
            moved = next_working(day, moment.country, moment.is_working)
            self._working[ordinal] = moved.toordinal()
        return self._working[ordinal]

    def _planned(self, case: Case) -> tuple[int, Row] | None:
        dated = [(planned_ordinal(row[1], self._vantage), row) for row in case.follow_ups]
        known = [(day, row) for day, row in dated if day is not None]
        return min(known, key=lambda found: (found[0], found[1][0])) if known else None


def due(case: Case, tier: str, signed: bool, moment: Moment, policies: Policies) -> Due:
    """When one customer is due, seen from a moment."""
    return Cadence(Vantage(moment), policies).of(case, tier, signed)


def due_factor(days_late: int, policy: TierPolicy) -> float:
    """How urgent being due is, 0 to 1, from ρ = days late / ideal days: 0 a whole interval
    ahead, rising to 0.5 on the day, to 0.9 at ρ = 1 and until the longest interval is over,
    then 1. So a tier's own scale counts: an A three days late equals a D ninety days late."""
    ratio = days_late / policy.ideal_days
    if ratio <= 0:
        return max(0.0, _EARLY * (1.0 + ratio))
    if days_late > policy.max_days - policy.ideal_days:
        return 1.0
    return _DUE + _LATEST * min(1.0, ratio)


def days_past_max(days_late: int, policy: TierPolicy) -> int:
    """Days beyond the tier's longest interval, 0 while inside it."""
    return max(0, days_late - (policy.max_days - policy.ideal_days))
