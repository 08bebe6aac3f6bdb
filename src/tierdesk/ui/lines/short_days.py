"""Dates and times in as few cells as are clear: without the year in the reader's own year.

They are figures, the same in every language; weekdays and sentences are the catalogue's.
"""

from __future__ import annotations

from datetime import date, datetime


def short_day(day: date, today: date) -> str:
    """`11-27`, in another year `2027-01-05`."""
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()


def short_time(at: datetime, today: date) -> str:
    """`11-27 10:30`; `at` is in the reader's zone."""
    return f"{short_day(at.date(), today)} {at:%H:%M}"
