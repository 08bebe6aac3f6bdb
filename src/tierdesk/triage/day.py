"""The day in figures: planned, done, carried over, what was neglected, and the streak.

Everything is derived from the log and the due days. It must not know how the queue is sorted.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tierdesk.triage.cadence import Cadence
from tierdesk.triage.listed import Lister
from tierdesk.triage.overview import Entry, Overview
from tierdesk.triage.queue import Queue
from tierdesk.triage.tally import Tally
from tierdesk.triage.urgency import Urgency

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


def day_of(queue: Queue, tally: Tally, cadence: Cadence) -> Day:
    """The figures of the queue's day; `tally` is that of the whole book."""
    waiting = [*queue.lane, *queue.items]
    done = len(tally.contacted.difference(item.customer_id for item in waiting))
    return Day(
        len(waiting) + done,
        done,
        sum(item.due < queue.day for item in waiting),
        tally.debt,
        streak(tally, cadence),
    )


def day_summary(queue: Queue, entries: Iterable[Entry], overview: Overview) -> Day:
    """The same from a pass over the book: `entries` are those of the whole book at the
    overview's moment."""
    urgency = Urgency(overview.vantage, overview.policies, overview.stages)
    rows = map(Lister(overview, urgency).of, entries)
    return day_of(queue, Tally(overview.vantage.ordinal, rows), overview.cadence)


def streak(tally: Tally, cadence: Cadence) -> int:
    """Working days up to yesterday since an A or B was last left overdue at the end of a day.

    Tiers are today's; past due days are those of the cadence, since finished follow-ups are not
    kept. It cannot reach back before the first contact that any of them had; 0 without one."""
    if not tally.first_day:
        return 0
    count = 0
    for ordinal in range(cadence.today - 1, max(tally.last_miss, tally.first_day - 1), -1):
        count += cadence.working(ordinal) == ordinal
        if count == _LONGEST_STREAK:
            break
    return count
