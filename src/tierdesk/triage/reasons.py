"""Why a customer stands in the queue: one message per term that gives points.

Messages carry days, money and names as values; a front door puts them into words. It must not
know order or capacity.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from tierdesk.domain.money import Money, read
from tierdesk.domain.vantage import Vantage
from tierdesk.i18n.message import Message, say
from tierdesk.pipeline.probability import probability
from tierdesk.pipeline.stage import Stage
from tierdesk.scoring.explain import next_question
from tierdesk.triage.cadence import due_factor
from tierdesk.triage.collecting import Coming
from tierdesk.triage.listed import Listed
from tierdesk.triage.overview import Entry
from tierdesk.triage.policy import Policies
from tierdesk.triage.urgency import Urgency, newest_nps, waiting_hours


class Reason(NamedTuple):
    """A term (`floor` for the starvation floor), its points, and what it says."""

    term: str
    points: float
    message: Message


class Reasons:
    """Reasons of many customers at one vantage."""

    def __init__(self, vantage: Vantage, urgency: Urgency) -> None:
        self._vantage, self._urgency = vantage, urgency
        self._say: dict[str, Callable[[Entry], Message]] = {
            "due": self._due, "promise": self._promise, "reply": self._reply,
            "tier": self._tier, "money": self._money, "value": self._value,
            "stage": self._stage, "risk": self._risk, "care": self._care, "gap": self._gap,
            "cooldown": self._cooldown,
        }  # fmt: skip

    def of(self, entry: Entry, points: Mapping[str, float], lifted: float) -> tuple[Reason, ...]:
        """One reason per term with points, the weightiest first, ties in the order of the
        formula; `lifted` are the points that the starvation floor added."""
        found = [Reason(t, p, self._say[t](entry)) for t, p in points.items() if p != 0]
        if lifted > 1e-9:
            found.append(Reason("floor", lifted, self._waits(entry)))
        return tuple(sorted(found, key=lambda reason: -reason.points))

    def _due(self, entry: Entry) -> Message:
        never = entry.contact_ordinal == 0 and entry.follow_up is None
        return _due(self._vantage.ordinal - entry.due_ordinal, never)

    def _promise(self, entry: Entry) -> Message:
        return _promise(self._urgency.promise(entry.case))

    def _reply(self, entry: Entry) -> Message:
        return _reply(self._urgency.waiting_hours(entry.history))

    def _tier(self, entry: Entry) -> Message:
        return tier_reason(entry.score.tier)

    def _money(self, entry: Entry) -> Message:
        late = [standing for standing in entry.contracts if standing.overdue.minor > 0]
        if not late:
            return _coming(self._urgency.coming(entry))
        sums: dict[str, int] = {}
        for standing in late:
            money = standing.overdue
            sums[money.currency] = sums.get(money.currency, 0) + money.minor
        amounts = tuple(Money(minor, currency) for currency, minor in sorted(sums.items()))
        days = max(standing.overdue_days for standing in late)
        return say("%(money)s late %(days)s d", money=amounts, days=days)

    def _value(self, entry: Entry) -> Message:
        deal = entry.standing.deal or {}
        worth = read(deal, "expected_profit")
        if worth is None or self._vantage.moment.in_base(worth) is None:
            worth = read(deal, "amount")
        percent = probability(deal, self._urgency.stages)
        return say("%(value)s × %(percent)s %%", value=worth, percent=f"{percent:g}")

    def _stage(self, entry: Entry) -> Message:
        standing = entry.standing
        return _stage(standing.stage, standing.days, standing.rotting)

    def _risk(self, entry: Entry) -> Message:
        found = []
        silence = self._urgency.silence(entry)
        if silence:
            found.append(
                say("silent for %(days)s d, usually %(usual)s d", days=silence[0],
                    usual=f"{silence[1]:g}")
            )  # fmt: skip
        for sign in self._urgency.signs(entry):
            if sign == "drop" and entry.score.previous is not None:
                found.append(say("was %(tier)s", tier=entry.score.previous.tier))
            elif sign == "detractor":
                nps = newest_nps(entry.case, self._vantage.today_text)
                found.append(say("NPS %(score)s", score=f"{nps or 0:g}"))
            else:
                found.append(say("open complaint"))
        return say("%(signs)s", signs=tuple(found))

    def _care(self, entry: Entry) -> Message:
        return say("birthday of %(name)s", name=self._urgency.birthday(entry.case))

    def _gap(self, entry: Entry) -> Message:
        question = next_question(entry.score)
        label = question.label if question else ""
        return say("ask for %(criterion)s", criterion=Message(label))

    def _cooldown(self, entry: Entry) -> Message:
        if entry.history.attempts > 1:
            return say("tried %(count)s times today", count=entry.history.attempts)
        return say("contacted within 24 h")

    def _waits(self, entry: Entry) -> Message:
        since = entry.contact_ordinal or entry.due_ordinal
        return say("left alone for %(days)s d", days=self._vantage.ordinal - since)


def main_reason(row: Listed, vantage: Vantage, policies: Policies) -> Message:
    """The weightiest of the reasons that a row can tell without the customer's documents: that
    it is due, promised, waits for a reply or rots; its tier, which the badge tells already, only
    where there is none of these."""
    policy, weigh = policies.of(row.tier, row.signed), policies.coefficients
    late, waited = vantage.ordinal - row.due_ordinal, waiting_hours(row.waits, vantage)
    told = {
        "due": due_factor(late, policy),
        "promise": row.promised,
        "reply": min(1.0, waited / policy.reply_hours),
        "stage": float(row.rotting),
    }
    points = {term: weigh[term] * factor for term, factor in told.items()}
    match max(points, key=lambda term: points[term]) if any(points.values()) else "tier":
        case "due":
            return _due(late, row.contact_ordinal == 0 and not row.planned)
        case "promise":
            return _promise(row.promised)
        case "reply":
            return _reply(waited)
        case "stage":
            return _stage(row.stage, row.stage_days, row.rotting)
        case _:
            return tier_reason(row.tier)


def _coming(found: Coming | None) -> Message:
    if found is None:
        return say("money")
    if found.kind == "first":
        return say("first payment %(money)s short", money=found.money)
    if not found.days:
        return say("%(money)s due today", money=found.money)
    return say("%(money)s due in %(days)s d", money=found.money, days=found.days)


def _due(late: int, never: bool) -> Message:
    if never:
        return (
            say("never contacted, late %(days)s d", days=late)
            if late > 0
            else say("never contacted")
        )
    if late > 0:
        return say("late %(days)s d", days=late)
    return say("due in %(days)s d", days=-late) if late < 0 else say("due today")


def _promise(factor: float) -> Message:
    return say("promised for tomorrow") if factor < 1 else say("promised")


def _reply(waited: float) -> Message:
    hours = int(waited)
    if hours < 48:
        return say("reply %(hours)s h", hours=hours)
    return say("reply %(days)s d", days=hours // 24)


def tier_reason(tier: str) -> Message:
    """The tier itself is a reason."""
    return say("%(tier)s", tier=tier)


def _stage(stage: Stage, days: int, rotting: bool) -> Message:
    if rotting:
        return say("rots %(days)s d in %(stage)s", stage=stage.title, days=days)
    return say("%(days)s d in %(stage)s", days=days, stage=stage.title)
