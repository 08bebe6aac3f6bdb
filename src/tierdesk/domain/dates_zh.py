"""Dates in Chinese words: `明天`, `下周三`, `3天后`, `半个月后`, `月底`, `下个月15号`, `12月1日`.

Text arrives folded (NFKC, lower case) and without spaces; traditional characters are read as
the simplified ones. Weeks begin on Monday. Knows no times of day and no English.
"""

import re
from datetime import date

from tierdesk.domain.dates_frame import Frame, Grammar
from tierdesk.domain.months import end_of_month

SIMPLIFIED = str.maketrans("週後禮點個號兩這內鐘時", "周后礼点个号两这内钟时")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_DAYS = {
    "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "后日": 2, "大后天": 3,
    "昨天": -1, "昨日": -1, "前天": -2, "前日": -2, "大前天": -3,
}  # fmt: skip
_UNITS = {"天": "d", "日": "d", "周": "w", "星期": "w", "礼拜": "w", "月": "m", "年": "y"}
_YEARS = {"今年": 0, "本年": 0, "明年": 1, "来年": 1, "后年": 2, "去年": -1, "前年": -2}

NUMBER = r"(?:\d{1,4}|[二三四五六七八九]?十[一二三四五六七八九]?|[零〇一二两三四五六七八九])"
_MONTH_NUMBER = r"(0?[1-9]|1[0-2]|十[一二]?|[一二三四五六七八九])"
_DAY_NUMBER = r"(\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_WEEK = r"(?:周|星期|礼拜)"
_WEEKDAY = rf"{_WEEK}([一二三四五六日天])"
_SIDE = r"(本|这个?|(?:下个?)+|(?:上个?)+)"
_WRITTEN_YEAR = r"(?:\d{4}|[〇零一二三四五六七八九]{4})年"


def number(written: str) -> int:
    """`3`, `三`, `十五`, `二十`, `两` as an int."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.partition("十")
    if not ten:
        return _DIGITS[written]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _side(written: str) -> int:
    """本 0, 下 1, 下下 2, 上 -1."""
    return written.count("下") - written.count("上")


def _day_word(frame: Frame, match: re.Match[str]) -> date:
    return frame.shifted(_DAYS[match[1]], "d")


def _weekday(frame: Frame, match: re.Match[str]) -> date:
    return frame.weekday(_weekday_number(match[1]))


def _side_weekday(frame: Frame, match: re.Match[str]) -> date:
    return frame.of_week(_weekday_number(match[2]), _side(match[1]))


def _weekday_number(written: str) -> int:
    return "一二三四五六日".find(written.replace("天", "日"))


def _week(frame: Frame, match: re.Match[str]) -> date:
    """A week alone stands for its Monday."""
    return frame.of_week(0, _side(match[1]))


def _weekend(frame: Frame, match: re.Match[str]) -> date:
    """`周末` is the Saturday that is not over yet, `下周末` the next week's."""
    found = frame.of_week(5, _side(match[1] or ""))
    return frame.of_week(5, 1) if not match[1] and found < frame.today else found


def _shifted(frame: Frame, match: re.Match[str]) -> date:
    """`3天后`, `两周前`, `一个月后`."""
    n = number(match[1])
    return frame.shifted(-n if match[3] == "前" else n, _UNITS[match[2]])


def _half(frame: Frame, match: re.Match[str]) -> date:
    """Half a month is 15 days, half a year six months."""
    sign = -1 if match[2] == "前" else 1
    return frame.shifted(6 * sign, "m") if match[1] == "年" else frame.shifted(15 * sign, "d")


def _part_of_month(frame: Frame, match: re.Match[str]) -> date:
    """`月底`, `下月初`, `这个月中`: without a side the next one that is not over yet."""
    if match[1]:
        return _part(frame.month_from_now(_side(match[1])), match[2])
    near = _part(frame.month_from_now(0), match[2])
    if near < frame.today and not frame.past:
        return _part(frame.month_from_now(1), match[2])
    if near > frame.today and frame.past:
        return _part(frame.month_from_now(-1), match[2])
    return near


def _part_of_named_month(frame: Frame, match: re.Match[str]) -> date:
    """`12月初`, `明年3月底`."""
    month = number(match[2])
    if match[1]:
        return _part(date(_year(frame, match[1]), month, 1), match[3])
    near = _part(date(frame.today.year, month, 1), match[3])
    step = 1 if near < frame.today and not frame.past else 0
    step = -1 if near > frame.today and frame.past else step
    return _part(date(frame.today.year + step, month, 1), match[3])


def _part(first: date, part: str) -> date:
    if part in ("底", "末"):
        return end_of_month(first)
    return first.replace(day=15) if part == "中" else first


def _day_of_month(frame: Frame, match: re.Match[str]) -> date:
    if not match[1]:
        return frame.day_of_month(number(match[2]))
    return frame.month_from_now(_side(match[1])).replace(day=number(match[2]))


def _month(frame: Frame, match: re.Match[str]) -> date:
    return frame.month_from_now(_side(match[1]))


def _month_day(frame: Frame, match: re.Match[str]) -> date:
    month, day = number(match[2]), number(match[3])
    if match[1]:
        return date(_year(frame, match[1]), month, day)
    return frame.month_day(month, day)


def _part_of_year(frame: Frame, match: re.Match[str]) -> date:
    """`年底`, `明年初`, `明年`: a year alone stands for its first day."""
    year = frame.today.year + _YEARS.get(match[1] or "今年", 0)
    first, last = date(year, 1, 1), date(year, 12, 31)
    if match[2] in ("底", "末"):
        return last
    rolls = not match[1] and first < frame.today and not frame.past
    return first.replace(year=year + 1) if rolls else first


def _year(frame: Frame, written: str) -> int:
    if written in _YEARS:
        return frame.today.year + _YEARS[written]
    digits = written.rstrip("年")
    return int("".join(str(_DIGITS.get(c, c)) for c in digits))


def _end_of_quarter(frame: Frame, match: re.Match[str]) -> date:
    ahead = 2 - (frame.today.month - 1) % 3
    return end_of_month(frame.month_from_now(ahead + 3 * _side(match[1] or "")))


_ANY_YEAR = rf"({'|'.join(_YEARS)}|{_WRITTEN_YEAR})?"

GRAMMAR: Grammar = (
    ("(" + "|".join(sorted(_DAYS, key=len, reverse=True)) + ")", _day_word),
    (_WEEKDAY, _weekday),
    (_SIDE + _WEEKDAY, _side_weekday),
    (rf"{_SIDE}{_WEEK}", _week),
    (rf"{_SIDE}?周末", _weekend),
    (rf"({NUMBER})个?(天|日|周|星期|礼拜|年)(?:之|以)?(后|前)", _shifted),
    (rf"({NUMBER})个(月)(?:之|以)?(后|前)", _shifted),
    (r"半个?(月|年)(?:之|以)?(后|前)", _half),
    (rf"{_SIDE}?月(初|中|底|末)", _part_of_month),
    (rf"{_SIDE}月", _month),
    (rf"(?:{_SIDE}月)?{_DAY_NUMBER}[号日]", _day_of_month),
    (rf"{_ANY_YEAR}{_MONTH_NUMBER}月(初|中|底|末)", _part_of_named_month),
    (rf"{_ANY_YEAR}{_MONTH_NUMBER}月{_DAY_NUMBER}[日号]?", _month_day),
    (rf"(?:({'|'.join(_YEARS)})年?|年)(初|底|末)", _part_of_year),
    (r"(明年|来年|后年)()", _part_of_year),
    (rf"{_SIDE}?季度?[末底]", _end_of_quarter),
)
