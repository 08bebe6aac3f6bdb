"""Dates in English words: `tomorrow`, `fri`, `next tue`, `+3d`, `in 2 weeks`, `eom`, `24 Nov`.

The words are a closed list: `next mon` must not swallow `next month`. Text arrives folded
(NFKC, lower case, single spaces). Knows no times of day and no Chinese.
"""

import re
from datetime import date

from tierdesk.domain.dates_frame import Frame, Grammar
from tierdesk.domain.months import end_of_month

_WEEKDAYS = (
    "mon monday", "tue tues tuesday", "wed weds wednesday", "thu thur thurs thursday",
    "fri friday", "sat saturday", "sun sunday",
)  # fmt: skip
_MONTHS = (
    "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
    "aug august", "sep sept september", "oct october", "nov november", "dec december",
)  # fmt: skip
_WEEKDAY = {name: n for n, names in enumerate(_WEEKDAYS) for name in names.split()}
_MONTH = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split()}
_DAYS = {
    "today": 0, "now": 0, "tod": 0, "tomorrow": 1, "tmr": 1, "tmrw": 1, "tom": 1, "yesterday": -1,
    "day after tomorrow": 2, "the day after tomorrow": 2,
    "day before yesterday": -2, "the day before yesterday": -2,
}  # fmt: skip
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip
_UNIT = r"(d|w|m|y|days?|weeks?|wks?|months?|mos?|years?|yrs?)"
_COUNT = rf"(\d{{1,5}}|{'|'.join(_NUMBERS)})"
_SIDE = {"this": 0, "next": 1, "last": -1, "previous": -1}


def _one_of(names: dict[str, int]) -> str:
    return "(" + "|".join(sorted(names, key=len, reverse=True)) + ")"


def _count(written: str) -> int:
    return _NUMBERS[written] if written in _NUMBERS else int(written)


def _relative(frame: Frame, match: re.Match[str]) -> date:
    """`+3d`, `-5d`, `2w`."""
    n = int(match[2])
    return frame.shifted(-n if match[1] in ("-", "−") else n, match[3][0])


def _ahead(frame: Frame, match: re.Match[str]) -> date:
    return frame.shifted(_count(match[1]), match[2][0])


def _ago(frame: Frame, match: re.Match[str]) -> date:
    return frame.shifted(-_count(match[1]), match[2][0])


def _day_word(frame: Frame, match: re.Match[str]) -> date:
    return frame.shifted(_DAYS[match[1]], "d")


def _weekday(frame: Frame, match: re.Match[str]) -> date:
    return frame.weekday(_WEEKDAY[match[1]])


def _side_weekday(frame: Frame, match: re.Match[str]) -> date:
    """`next tue` is Tuesday of next week, whatever today is."""
    return frame.of_week(_WEEKDAY[match[2]], _SIDE[match[1]])


def _next_period(frame: Frame, match: re.Match[str]) -> date:
    """A period alone stands for its first day."""
    if match[2] == "week":
        return frame.of_week(0, _SIDE[match[1]])
    if match[2] == "month":
        return frame.month_from_now(_SIDE[match[1]])
    return date(frame.today.year + _SIDE[match[1]], 1, 1)


def _end(frame: Frame, match: re.Match[str]) -> date:
    """The last day of the month (m), quarter (q), year (y) or week (w, Sunday)."""
    side = _SIDE[match["side"]] if match["side"] else 0
    unit = (match["short"] or match["long"])[0]
    if unit == "w":
        return frame.of_week(6, side)
    if unit == "m":
        return end_of_month(frame.month_from_now(side))
    if unit == "q":
        ahead = 2 - (frame.today.month - 1) % 3
        return end_of_month(frame.month_from_now(ahead + 3 * side))
    return date(frame.today.year + side, 12, 31)


def _named(frame: Frame, day: str, month: str, year: str | None) -> date:
    if year is None:
        return frame.month_day(_MONTH[month], int(day))
    return date(frame.year_of(year.lstrip("'")), _MONTH[month], int(day))


def _day_month(frame: Frame, match: re.Match[str]) -> date:
    return _named(frame, match[1], match[2], match[3])


def _month_day(frame: Frame, match: re.Match[str]) -> date:
    return _named(frame, match[2], match[1], match[3])


def _year_month_day(frame: Frame, match: re.Match[str]) -> date:
    return _named(frame, match[3], match[2], match[1])


_NAME = _one_of(_MONTH)
_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(\d{4}|'?\d{2})"

GRAMMAR: Grammar = (
    (rf"([-+−]) ?(\d{{1,5}}) ?{_UNIT}", _relative),
    (_one_of(_DAYS), _day_word),
    (_one_of(_WEEKDAY) + r"\.?", _weekday),
    (rf"(this|next|last) {_one_of(_WEEKDAY)}", _side_weekday),
    (r"(next|last|previous) (week|month|year)", _next_period),
    (rf"(?:in )?{_COUNT} ?{_UNIT}", _ahead),
    (rf"{_COUNT} ?{_UNIT} (?:from now|later)", _ahead),
    (rf"{_COUNT} ?{_UNIT} ago", _ago),
    (
        r"(?:eo(?P<short>[wmqy])|(?:the )?end of (?:the |(?P<side>this|next|last) )?"
        r"(?P<long>week|month|quarter|year))",
        _end,
    ),
    (rf"{_ORDINAL}[ -]?(?:of )?{_NAME}\.?(?:,? ?-?{_YEAR})?", _day_month),
    (rf"{_NAME}\.?[ -]?{_ORDINAL}(?:(?:, ?| |-){_YEAR})?", _month_day),
    (rf"(\d{{4}})[ -]{_NAME}[ -]{_ORDINAL}", _year_month_day),
)
