"""Dates in digits: `2026-11-24`, `2026/11/24`, `20261124`, `24.11.2026`, `11/24/26`, `12/1`, and
which order of day and month a column of them uses. Knows no words.
"""

import re
from collections.abc import Iterable
from datetime import date

from tierdesk.domain.dates_frame import Frame, Grammar, Order
from tierdesk.errors import Invalid
from tierdesk.i18n.message import say

_YEAR_FIRST = r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"
_YEAR_LAST = r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})"
_SHORT_YEAR = r"(\d{1,2})([-/.])(\d{1,2})\2(\d{1,2})"
_NO_YEAR = r"(\d{1,2})([/.-])(\d{1,2})\.?"
_COMPACT = r"((?:19|20)\d\d)(\d\d)(\d\d)"


def _year_first(frame: Frame, match: re.Match[str]) -> date:
    return date(int(match[1]), int(match[3]), int(match[4]))


def _compact(frame: Frame, match: re.Match[str]) -> date:
    return date(int(match[1]), int(match[2]), int(match[3]))


def _year_last(frame: Frame, match: re.Match[str]) -> date:
    """Points with the year at the end are written day first everywhere. A reader whose own order
    is ymd has no habit for the rest: month first, and day first where that is impossible."""
    one, other, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "." or frame.order == "dmy":
        return date(year, other, one)
    if frame.order == "ymd" and one > 12:
        return date(year, other, one)
    return date(year, one, other)


def _short_year(frame: Frame, match: re.Match[str]) -> date:
    """A reader whose order is ymd still meets years at the end: where both are a day that exists
    the text is refused, since nobody could tell a wrong guess from a right one."""
    parts = (match[1], match[3], match[4])
    if frame.order != "ymd":
        return _by_order(frame, frame.order, parts)
    last: Order = "dmy" if match[2] == "." else "mdy"
    found = [day for order in ("ymd", last) if (day := _if_exists(frame, order, parts))]
    if len(set(found)) > 1:
        raise Invalid(
            say("“%(text)s” could be more than one day; write its year with four digits.",
                text=match[0])
        )  # fmt: skip
    if not found:
        raise ValueError(match[0])
    return found[0]


def _by_order(frame: Frame, order: str, parts: tuple[str, str, str]) -> date:
    part = dict(zip(order, parts, strict=True))
    if len(part["y"]) != 2:
        raise ValueError(parts)
    return date(frame.year_of(part["y"]), int(part["m"]), int(part["d"]))


def _if_exists(frame: Frame, order: str, parts: tuple[str, str, str]) -> date | None:
    try:
        return _by_order(frame, order, parts)
    except ValueError:
        return None


def _no_year(frame: Frame, match: re.Match[str]) -> date:
    """`24.12.` with a point after each number is day first whatever the reader's order."""
    one, other = int(match[1]), int(match[3])
    day_first = frame.order == "dmy" or (match[2] == "." and match[0].endswith("."))
    return frame.month_day(other, one) if day_first else frame.month_day(one, other)


GRAMMAR: Grammar = (
    (_YEAR_FIRST, _year_first),
    (_COMPACT, _compact),
    (_YEAR_LAST, _year_last),
    (_SHORT_YEAR, _short_year),
    (_NO_YEAR, _no_year),
)

_DATE_AT_START = re.compile(r"\s*(\d{1,4})([-/.])(\d{1,2})(?:\2(\d{1,4}))?(?!\d)")
_ANY: frozenset[Order] = frozenset(("ymd", "dmy", "mdy"))
_YEAR_DIGITS = 3
"""From this many digits on, a number is a year."""


def guess_order(samples: Iterable[str]) -> Order | None:
    """The order in which a column of dates is written, when only one explains all of them.

    Times after the date and texts that hold no date in digits are passed over. None when there
    is no such date, when day and month could be either (`1/12`), or when no order fits all."""
    found = [match for sample in samples if (match := _DATE_AT_START.match(sample))]
    told = [match for match in found if len(match[1]) < _YEAR_DIGITS]
    if not told:
        return "ymd" if found else None
    left = _ANY.intersection(*(_orders(match) for match in told))
    if not any(match[4] for match in told):
        left -= {"ymd"}
    return next(iter(left)) if len(left) == 1 else None


def _orders(match: re.Match[str]) -> frozenset[Order]:
    """Orders by which the two or three numbers are a day that the calendar has."""
    one, two, year = int(match[1]), int(match[3]), match[4] or ""
    day_first, month_first = _exists(one, two), _exists(two, one)
    orders: list[Order] = ["dmy"] if day_first else []
    if month_first and not (match[2] == "." and len(year) >= _YEAR_DIGITS):
        orders.append("mdy")
    if _exists(int(year), two) if year else month_first:
        orders.append("ymd")
    return frozenset(orders)


def _exists(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= _LONGEST[month - 1]


_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
