"""How urgent a customer is: the terms of the formula, each between 0 and 1.

U = 12·due + 10·promise + 9·reply + 8·tier + 7·money + 6·value + 5·stage + 4·risk + 2·care +
1·gap − 3·cooldown, the coefficients being data. It must not know capacity or order.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import log
from operator import mul
from typing import NamedTuple

from tierdesk.domain.book import Case
from tierdesk.domain.contact_log import History
from tierdesk.domain.document import Doc, number, stamp
from tierdesk.domain.lunar import next_birthday
from tierdesk.domain.money import Money
from tierdesk.domain.touches import FEWEST_CONTACT_DAYS, median_gap
from tierdesk.domain.vantage import Vantage
from tierdesk.pipeline.probability import probability
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.standing import planned_ordinal
from tierdesk.scoring.score import Score
from tierdesk.triage.cadence import due_factor
from tierdesk.triage.collecting import Coming, coming
from tierdesk.triage.overview import Entry
from tierdesk.triage.policy import Policies

_SMALLEST_SUM = 0.1
"""What even the smallest instalment weighs."""
_UNKNOWN_SUM = 0.5
"""What an instalment without an exchange rate weighs."""
_DETRACTOR = 6
_OPEN_FEEDBACK = frozenset({None, "open", "in_progress"})


class Terms(NamedTuple):
    """The factors of the formula, in its order."""

    due: float
    promise: float
    reply: float
    tier: float
    money: float
    value: float
    stage: float
    risk: float
    care: float
    gap: float
    cooldown: float


DUE, PROMISE, REPLY, TIER, MONEY, VALUE, STAGE, RISK, CARE, GAP, COOLDOWN = range(11)


class Urgency:
    """Factors of many customers at one vantage."""

    def __init__(self, vantage: Vantage, policies: Policies, stages: Sequence[Stage]) -> None:
        self._vantage, self._policies, self.stages = vantage, policies, stages
        self._coefficients = tuple(float(policies.coefficients[term]) for term in Terms._fields)
        self._day_ago = stamp(vantage.moment.now - timedelta(days=1))
        self._limits: dict[float, str] = {}
        self._birthdays: dict[tuple[object, ...], bool] = {}

    def of(self, terms: Sequence[float]) -> float:
        """U."""
        return float(sum(map(mul, self._coefficients, terms)))

    def points(self, terms: Terms) -> dict[str, float]:
        """Coefficient × factor by term; they add up to U."""
        return dict(zip(Terms._fields, map(mul, self._coefficients, terms), strict=True))

    def terms(self, entry: Entry, value: float = 0.0) -> Terms:
        """Every factor of one customer; `value` needs all the others and comes from `Ranks`."""
        return Terms(*self.factors(entry))._replace(value=value)

    def factors(self, entry: Entry) -> tuple[float, ...]:
        """The factors in the order of `Terms`, `value` still 0."""
        case, score, history = entry.case, entry.score, entry.history
        policy = self._policies.of(score.tier, score.plan.kind == "signed")
        standing = entry.standing
        rot_days = standing.stage.rot_days
        idle = rot_days is not None and not standing.planned and not standing.closed
        return (
            due_factor(self._vantage.ordinal - entry.due_ordinal, policy),
            self.promise(case) if case.follow_ups else 0.0,
            self._reply(history, policy.reply_hours) if history.inbound else 0.0,
            policy.value,
            self.money(entry) if entry.contracts else 0.0,
            0.0,
            min(1.0, max(0, standing.days) / (rot_days or 1)) if idle else 0.0,
            1.0 if self.silence(entry) or self._threatened(entry) else 0.0,
            1.0 if score.tier in self._policies.care_tiers and self.birthday(case) else 0.0,
            0.0 if score.certain else _gap(score),
            1.0 if history.last_contact > self._day_ago or history.attempts > 1 else 0.0,
        )

    def worth(self, entry: Entry) -> float | None:
        """Expected profit (else amount) × P(win) of the open deal that places the customer, in
        whole units of the base currency; None without one or without a rate."""
        deal, stage = entry.standing.deal, entry.standing.stage
        if deal is None or entry.standing.closed:
            return None
        profit = deal.get("expected_profit")
        units = None if profit is None else self._vantage.units(profit)
        if units is None:
            units = self._vantage.units(deal.get("amount"))
        if units is None:
            return None
        if stage.kind == "open" and "probability_override" not in deal:
            return units * (stage.probability or 0.0) / 100.0
        return units * probability(deal, self.stages) / 100.0

    def promise(self, case: Case) -> float:
        """1 for a promise of today or before, 0.5 for one of tomorrow."""
        best = 0.0
        for _, follow_up in case.follow_ups:
            if follow_up.get("promised") is True:
                day = planned_ordinal(follow_up, self._vantage)
                if day is not None and day <= self._vantage.ordinal + 1:
                    best = max(best, 1.0 if day <= self._vantage.ordinal else 0.5)
        return best

    def waiting_hours(self, history: History) -> float:
        """Hours since the first inbound touch that nothing of ours answered, 0 when none waits."""
        return waiting_hours(unanswered(history), self._vantage)

    def _reply(self, history: History, hours: float) -> float:
        if hours not in self._limits:
            self._limits[hours] = stamp(self._vantage.moment.now - timedelta(hours=hours))
        reached, limit, waits = history.last_reached, self._limits[hours], False
        for at in history.inbound:
            if at > reached:
                if at <= limit:
                    return 1.0
                waits = True
        return min(1.0, self.waiting_hours(history) / hours) if waits else 0.0

    def money(self, entry: Entry) -> float:
        """What is overdue, else what is to be reminded of: its sum, by its logarithm, × its weight."""
        late = self.overdue(entry)
        if late:
            return late
        next_ = self.coming(entry)
        return 0.0 if next_ is None else self._size([next_.money]) * next_.weight

    def coming(self, entry: Entry) -> Coming | None:
        """What comes due, or is awaited, of which nobody has reminded the customer yet."""
        return coming(entry.contracts, self._vantage.ordinal, entry.contact_ordinal)

    def overdue(self, entry: Entry) -> float:
        """The sum overdue, by its logarithm, × the bucket of the oldest instalment's age."""
        late = [standing for standing in entry.contracts if standing.overdue.minor > 0]
        if not late:
            return 0.0
        days = max(standing.overdue_days for standing in late)
        bucket = next((w for upto, w in self._policies.ageing if days <= upto), 1.0)
        return self._size([standing.overdue for standing in late]) * bucket

    def _size(self, moneys: Sequence[Money]) -> float:
        lowest, highest = self._policies.amounts
        sums = [self._vantage.units(money.document()) for money in moneys]
        known = [units for units in sums if units is not None]
        size = _UNKNOWN_SUM if len(known) < len(sums) else 0.0
        if sum(known) > 0:
            share = log(sum(known) / lowest) / log(highest / lowest)
            size = max(size, min(1.0, share))
        return max(_SMALLEST_SUM, size)

    def silence(self, entry: Entry) -> tuple[int, float] | None:
        """(days since the last contact, the customer's own median gap) when the one is over
        twice the other."""
        days = self._vantage.ordinal - entry.contact_ordinal
        if not entry.contact_ordinal or days <= 2 or len(entry.history.days) < FEWEST_CONTACT_DAYS:
            return None
        usual = median_gap(entry.history.days)
        return (days, usual) if usual is not None and days > 2 * usual else None

    def _threatened(self, entry: Entry) -> bool:
        """Whether there is another sign of risk; of most customers nothing could tell one."""
        case = entry.case
        told = case.survey_responses or case.feedback or entry.history.complained
        return bool((told or entry.score.previous is not None) and self.signs(entry))

    def signs(self, entry: Entry) -> list[str]:
        """Other signs of risk: `drop` of the tier, `detractor`, `complaint`. A tier drops when its
        points have sunk since somebody last changed something; gates and the hand drop none."""
        found = []
        before = entry.score.previous
        if before is not None and before.tier < entry.score.earned:
            found.append("drop")
        case = entry.case
        if case.survey_responses:
            nps = newest_nps(case, self._vantage.today_text)
            if nps is not None and nps <= _DETRACTOR:
                found.append("detractor")
        if entry.history.complained or (case.feedback and _complains(case)):
            found.append("complaint")
        return found

    def birthday(self, case: Case) -> str:
        """The name of somebody at the customer whose birthday is today, "" for nobody."""
        for _, contact in case.contacts:
            birthday = contact.get("birthday")
            if isinstance(birthday, dict) and self._is_today(birthday):
                return str(contact.get("name") or " ")
        return ""

    def _is_today(self, birthday: Doc) -> bool:
        key = tuple(str(birthday.get(part)) for part in ("calendar", "month", "day", "leap"))
        if key not in self._birthdays:
            today = self._vantage.today
            self._birthdays[key] = next_birthday(birthday, today) == today
        return self._birthdays[key]


def acute(terms: Sequence[float], contacted_today: bool) -> bool:
    """Whether there is a reason that does not wait for the cadence. What a contact of today has
    dealt with, as far as a day can, is none any more until tomorrow: overdue money, risk and a
    birthday are still there when the call is over."""
    if terms[PROMISE] == 1.0 or terms[REPLY]:
        return True
    return not contacted_today and bool(terms[MONEY] or terms[RISK] or terms[CARE])


def unanswered(history: History) -> str:
    """The stamp of the first inbound touch that nothing of ours answered, "" when none waits."""
    reached, first = history.last_reached, ""
    for at in history.inbound:
        if at > reached and (not first or at < first):
            first = at
    return first


def waiting_hours(since: str, vantage: Vantage) -> float:
    """Hours since a stamp; 0 for none, and for one that cannot be read."""
    try:
        at = datetime.fromisoformat(since)
    except ValueError:
        return 0.0
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (vantage.moment.now - at).total_seconds() / 3600.0)


def _gap(score: Score) -> float:
    """1 when the next best question alone can make the tier certain."""
    steps, widest = score.reached, score.widest
    low, high = bisect_right(steps, score.low), bisect_right(steps, score.high)
    sure = bisect_right(steps, score.low + widest) == high
    return 1.0 if sure or bisect_right(steps, score.high - widest) == low else 0.0


def newest_nps(case: Case, today: str) -> float | None:
    """The customer's last answer to the question whether it would recommend us, 0 to 10."""
    answers = [
        (on, row_id, score)
        for row_id, response in case.survey_responses
        if response.get("kind") == "nps"
        and isinstance(on := response.get("on"), str)
        and on <= today
        and (score := number(response, "score")) is not None
    ]
    return max(answers)[2] if answers else None


def _complains(case: Case) -> bool:
    return any(feedback.get("state") in _OPEN_FEEDBACK for _, feedback in case.feedback)
