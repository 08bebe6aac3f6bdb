"""Putting a follow-up off: it keeps the day for which it was first planned, and counts.

Snoozed are the plans before the new day, but for what was promised to the customer for a day
still to come; a customer whom only the cadence dates gets a plan of the cadence's day, put off.
From the third time on a reason is wanted, and a day beyond the tier's longest interval is never
passed over in silence: `Snoozed.beyond` and `hints` say so. It must not know how a day is typed.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tierdesk.domain.book import Case, Row
from tierdesk.domain.change import Edit
from tierdesk.domain.dates import When, why_not_planned
from tierdesk.domain.document import Doc, integer, text
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage
from tierdesk.domain.workdays import next_working
from tierdesk.errors import Refused
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.pipeline.standing import planned_ordinal
from tierdesk.triage.cadence import Due
from tierdesk.triage.needs_reason import NeedsReason
from tierdesk.triage.policy import TierPolicy

NEW_PLAN = -1
FREE_SNOOZES = 2
"""How often a follow-up may be put off without a reason."""


class Snoozed(NamedTuple):
    """The edits of one customer's snooze; `beyond` the days by which the new day lies past the
    tier's longest interval (0: inside it); `stays` the day of a promise that comes earlier."""

    edits: list[Edit]
    beyond: int
    stays: date | None


class LaterAlready(Refused):
    """There is nothing to put off: what is planned comes no earlier than the new day."""


def snooze(
    case: Case, due: Due, policy: TierPolicy, when: When, moment: Moment, *, reason: str = ""
) -> Snoozed:
    """Put the customer off to a day, or to a time of a day. `due` is when it is due as things
    are, `policy` that of its tier.

    Raises Refused for a day that is not after today or out of all reach, LaterAlready for one
    that is not after the planned day, and NeedsReason at the third snooze of a plan without a
    reason; the reason is kept in the plan."""
    name, vantage = text(case.customer, "name"), Vantage(moment)
    if when.day <= moment.today:
        raise Refused(
            say("%(day)s is not after today; choose a later day to put %(name)s off to.",
                day=when.day, name=name)
        )  # fmt: skip
    fault = why_not_planned(when, moment.now.astimezone(moment.zone))
    if fault is not None:
        raise Refused(fault)
    plans, stays = _affected(case, when, vantage)
    if not plans:
        _refuse_later(case, due, when, stays, vantage)
    if not reason.strip() and any(_count(plan) >= FREE_SNOOZES for _, plan in plans):
        raise NeedsReason(
            say("%(name)s was put off %(n)s times already; say why once more.",
                name=name, n=max(_count(plan) for _, plan in plans))
        )  # fmt: skip
    edits = [
        Edit("follow_ups", plan_id, plan, _put_off(plan, when, moment, reason.strip()))
        for plan_id, plan in plans
    ] or [
        Edit("follow_ups", NEW_PLAN, None, _from_cadence(case, due, when, moment, reason.strip()))
    ]
    return Snoozed(edits, beyond(due, policy, when.day), stays)


def beyond(due: Due, policy: TierPolicy, day: date) -> int:
    """Days by which a day lies past the longest interval since the last contact, 0 inside it;
    for somebody never contacted the interval runs from the day on which it was due."""
    last = (due.contact or due.ordinal) + policy.max_days
    return max(0, day.toordinal() - last)


def rest_day(day: date, moment: Moment) -> tuple[Message, ...]:
    """The sentence about a day on which nobody works, () for a working day."""
    working = next_working(day, moment.country, moment.is_working)
    if working == day:
        return ()
    return (
        say("%(day)s is no working day; the next one is %(working)s.", day=day, working=working),
    )


def past_longest(name: str, days: int, policy: TierPolicy) -> Message:
    """The sentence that a snooze beyond the longest interval is never without."""
    return say_n("%(name)s will then have waited %(n)s day longer than its tier allows (%(longest)s).",
                 "%(name)s will then have waited %(n)s days longer than its tier allows (%(longest)s).",
                 days, name=name, longest=policy.max_days)  # fmt: skip


def _refuse_later(case: Case, due: Due, when: When, stays: date | None, vantage: Vantage) -> None:
    name = text(case.customer, "name")
    if stays is not None:
        raise LaterAlready(
            say("%(name)s was promised a contact on %(planned)s; change that follow-up instead.",
                name=name, planned=stays)
        )  # fmt: skip
    planned = _planned(case, vantage) or due.ordinal
    if planned >= when.day.toordinal():
        raise LaterAlready(
            say("%(name)s is planned for %(planned)s, which is not before %(day)s; change the "
                "follow-up's day instead.", name=name, planned=date.fromordinal(planned),
                day=when.day)
        )  # fmt: skip


def _affected(case: Case, when: When, vantage: Vantage) -> tuple[Sequence[Row], date | None]:
    """The plans that are put off, and the first day for which something was promised that is
    not."""
    plans, kept = [], []
    for row in case.follow_ups:
        day = planned_ordinal(row[1], vantage)
        if day is None or day >= when.day.toordinal():
            continue
        if row[1].get("promised") is True and day > vantage.ordinal:
            kept.append(day)
        else:
            plans.append(row)
    return plans, date.fromordinal(min(kept)) if kept else None


def _planned(case: Case, vantage: Vantage) -> int | None:
    days = [planned_ordinal(plan, vantage) for _, plan in case.follow_ups]
    return min((day for day in days if day is not None), default=None)


def _count(plan: Doc) -> int:
    return integer(plan, "snooze_count") or 0


def _put_off(plan: Doc, when: When, moment: Moment, reason: str) -> dict[str, object]:
    after: dict[str, object] = {"original_due": text(plan, "due_at"), **plan}
    after["snooze_count"] = _count(plan) + 1
    if reason:
        after["snooze_reason"] = reason
    if when.time is None:
        after["snoozed_until"] = when.day.isoformat()
    else:
        after.pop("snoozed_until", None)
        after["due_at"] = when.stored(moment.zone)
    return after


def _from_cadence(
    case: Case, due: Due, when: When, moment: Moment, reason: str
) -> dict[str, object]:
    day = date.fromordinal(due.ordinal).isoformat()
    return _put_off({"customer_id": case.id, "due_at": day}, when, moment, reason)
