"""Times of day inside a written date: `3pm`, `20:30`, `下午3点`, `明早9点`, `noon`.

It takes the time off a folded text and leaves the rest to the grammars of days; it does not
know whether the rest is a day, so it offers every way to cut.
"""

import re
from collections.abc import Callable, Iterator
from datetime import time

from tierdesk.domain.dates_zh import NUMBER, number

_SECONDS = r"(?::(?P<s>\d\d)(?:\.\d{1,9})?)?"
_AM_PM = rf"(?P<h>\d{{1,2}})(?::(?P<m>\d\d){_SECONDS})? ?(?P<half>[ap])\.?m\.?"
_CLOCK = rf"(?P<h>\d{{1,2}}):(?P<m>\d\d){_SECONDS}"
_NOON = r"noon|midday"
_PART = "凌晨|清晨|早上|早晨|早|上午|中午|下午|午后|傍晚|晚上|晚间|晚|夜里"
_ZH = (
    rf"(?P<part>{_PART})?(?P<h>{NUMBER})(?:(?:点钟?|时)(?:(?P<half>半)|(?P<q>[一三])刻|"
    rf"(?P<m>{NUMBER})分?)?|:(?P<m2>\d\d){_SECONDS})"
)
_ZH_NOON = "中午"
_SHORT_DAYS = {"今": "今天", "明": "明天", "昨": "昨天"}


def _am_pm(match: re.Match[str]) -> time:
    hour = int(match["h"])
    if not 1 <= hour <= 12:
        raise ValueError(match[0])
    hour = hour % 12 + (12 if match["half"] == "p" else 0)
    return time(hour, int(match["m"] or 0), int(match["s"] or 0))


def _clock(match: re.Match[str]) -> time:
    return time(int(match["h"]), int(match["m"]), int(match["s"] or 0))


def _noon(match: re.Match[str]) -> time:
    return time(12)


def _zh(match: re.Match[str]) -> time:
    minute = 30 if match["half"] else 0
    if match["q"]:
        minute = 15 * number(match["q"])
    if match["m"] or match["m2"]:
        minute = number(match["m"] or match["m2"])
    return time(_hour(number(match["h"]), match["part"] or ""), minute, int(match["s"] or 0))


def _hour(hour: int, part: str) -> int:
    """The hour of 24 for an hour said of a part of the day; without a part it is taken as is.

    ValueError for what nobody says: 上午15点, and 晚上12点, which could be either midnight."""
    if not part:
        return hour
    if part in ("下午", "午后", "傍晚", "晚上", "晚间", "晚", "夜里"):
        if hour == 12 and part not in ("下午", "午后"):
            raise ValueError(part)
        return hour + 12 if hour < 12 else hour
    if hour > 12:
        raise ValueError(part)
    if part == "中午":
        return hour + 12 if hour < 3 else hour
    return 0 if hour == 12 and part == "凌晨" else hour


_WORDS: tuple[tuple[str, Callable[[re.Match[str]], time]], ...] = (
    (_AM_PM, _am_pm),
    (_CLOCK, _clock),
    (_NOON, _noon),
    (_ZH, _zh),
    (_ZH_NOON, _noon),
)
_LONGEST_TIME = 16
"""No time of day is written in more characters than this."""


def cuts(written: str) -> Iterator[tuple[str, time]]:
    """Every (rest, time) that the text can be cut into, the longest time first. The time stands
    at the end, or in English at the beginning; the rest may be empty."""
    for start in range(max(0, len(written) - _LONGEST_TIME), len(written)):
        found = _time(written[start:]) if _may_begin(written, start) else None
        if found is not None:
            yield _rest(written[:start]), found
    words = written.split(" ")
    for n in (1, 2):
        found = _time(" ".join(words[:n])) if len(words) > n else None
        if found is not None:
            yield _rest(" ".join(words[n:])), found


def _may_begin(written: str, start: int) -> bool:
    """A time never begins in the middle of a number, nor glued to a Latin word."""
    if not start:
        return True
    before, here = written[start - 1], written[start]
    return not (before.isascii() and before.isalnum() and here.isascii() and here.isalnum()) and (
        before not in "/-.:+"
    )


def _time(written: str) -> time | None:
    for pattern, reading in _WORDS:
        match = re.fullmatch(pattern, written)
        if match:
            try:
                return reading(match)
            except ValueError:
                continue
    return None


def _rest(written: str) -> str:
    """The day's part without what only joins it to the time."""
    rest = written.strip(" ,，的@")
    rest = rest.removesuffix(" at").removeprefix("on ").strip()
    return "" if rest == "at" else _SHORT_DAYS.get(rest, rest)
