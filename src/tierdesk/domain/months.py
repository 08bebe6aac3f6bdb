"""Month arithmetic: what "a month later" means when there is no such day. Knows no holidays, no
words, no clock.
"""

from calendar import monthrange
from datetime import date


def month_day(year: int, month: int, day: int) -> date:
    """That day, or the last one of the month when the month is shorter.

    ValueError for a year outside 1..9999, a month outside 1..12 or a day below 1."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def add_months(day: date, n: int) -> date:
    """The same day `n` months later (earlier for a negative n), clipped to the end of a short
    month: 31 January + 1 is 28 or 29 February. ValueError when the result leaves 1..9999."""
    years, month = divmod(day.month - 1 + n, 12)
    return month_day(day.year + years, month + 1, day.day)


def end_of_month(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])
