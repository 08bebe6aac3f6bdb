"""Days as lists show them: short, and measured from today (`today 10:30`, `+2d`, `late 4d`).

A day that has passed is told by a word, not by a sign and not by colour alone: `+2d` is in two
days everywhere, as it is where a date is typed.
"""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import NamedTuple

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.short_days import short_day

_FAR = 99
"""Days from which the date itself says more than a number."""


class Calendar(NamedTuple):
    """`today` by its ordinal, `zone` the reader's; `closing` the stamp at which the day ends: a
    promise for it has no time of its own."""

    today: int
    zone: tzinfo
    closing: str = ""


def next_day(ordinal: int, calendar: Calendar, soon: str = "") -> Message:
    """When a customer is due; `soon` the stamp of a promise of today, "" for none."""
    away = ordinal - calendar.today
    if soon and soon != calendar.closing:
        at = datetime.fromisoformat(soon).astimezone(calendar.zone)
        return say("today %(time)s", time=f"{at:%H:%M}")
    if away == 0 or soon:
        return say("today")
    if away < 0:
        return say("late %(days)sd", days=-away)
    if away > _FAR:
        return _far(ordinal, calendar)
    return say("+%(days)sd", days=away)


def past_day(ordinal: int, calendar: Calendar) -> Message:
    """When somebody was last in touch; 0 for never."""
    away = calendar.today - ordinal
    if ordinal == 0:
        return say("never")
    if away <= 0:
        return say("today")
    if away > _FAR:
        return _far(ordinal, calendar)
    return say("%(days)sd ago", days=away)


def _far(ordinal: int, calendar: Calendar) -> Message:
    today = date.fromordinal(calendar.today)
    return say("%(date)s", date=short_day(date.fromordinal(ordinal), today))
