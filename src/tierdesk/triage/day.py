"""The day in figures: planned, done, carried over, what was neglected, and the streak.

Everything is derived from the log and the due days. It must not know how the queue is sorted.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tierdesk.triage.cadence import days_past_max
from tierdesk.triage.overview import Entry, Overview
from tierdesk.triage.policy import TIERS
from tierdesk.triage.queue import Queue, eligible

_WATCHED = frozenset({"A", "B"})
_LONGEST_STREAK = 366


class Day(NamedTuple):
    """`planned` customers are those in the plan and those already contacted today, which are
    `done`; `carried` were due before today and are still in the plan; `debt` is the neglect by
    tier, Σ days past the longest interval; `streak` counts the working days in a row, up to
    yesterday, on which every A and B that was due was contacted."""

    planned: int
    done: int
    carried: int
    debt: Mapping[str, int]
    streak: int


def day_summary(queue: Queue, entries: Sequence[Entry], overview: Overview) -> Day:
    """The figures of the queue's day; `entries` are those of the whole book at the overview's
    moment."""
    vantage = overview.vantage
    waiting = [*queue.lane, *queue.items]
    open_ids = {item.customer_id for item in waiting}
    done = sum(
        entry.contact_ordinal == vantage.ordinal and entry.customer_id not in open_ids
        for entry in entries
    )
    counted = [entry for entry in entries if eligible(entry)]
    return Day(
        len(waiting) + done,
        done,
        sum(item.due < queue.day for item in waiting),
        neglect_debt(counted, overview),
        streak(counted, overview),
    )


def neglect_debt(entries: Sequence[Entry], overview: Overview) -> dict[str, int]:
    """Σ max(0, days past the longest interval) by tier."""
    debt, today = dict.fromkeys(TIERS, 0), overview.vantage.ordinal
    for entry in entries:
        policy = overview.policies.of(entry.score.tier, entry.signed)
        debt[entry.score.tier] += days_past_max(today - entry.due_ordinal, policy)
    return debt


def streak(entries: Sequence[Entry], overview: Overview) -> int:
    """Working days up to yesterday since an A or B was last left overdue at the end of a day.

    Tiers are today's; past due days are those of the cadence, since finished follow-ups are not
    kept. It cannot reach back before the first contact that any of them had; 0 without one."""
    watched = [entry for entry in entries if entry.score.tier in _WATCHED]
    starts = [min(entry.history.days) for entry in watched if entry.history.days]
    if not starts:
        return 0
    missed = max(_last_miss(entry, overview) for entry in watched)
    vantage, count = overview.vantage, 0
    for ordinal in range(vantage.ordinal - 1, max(missed, min(starts) - 1), -1):
        count += overview.cadence.working(ordinal) == ordinal
        if count == _LONGEST_STREAK:
            break
    return count


def _last_miss(entry: Entry, overview: Overview) -> int:
    """Number of the last day, up to yesterday, that ended with this customer overdue; 0 for
    never."""
    yesterday = overview.vantage.ordinal - 1
    if entry.due_ordinal <= yesterday and entry.contact_ordinal <= yesterday:
        return yesterday
    days = sorted(set(entry.history.days))
    ideal = overview.policies.of(entry.score.tier, entry.signed).ideal_days
    for earlier, later in zip(reversed(days[:-1]), reversed(days[1:]), strict=True):
        if overview.cadence.working(earlier + ideal) < later:
            return later - 1
    return 0
