"""Cells that hold days and times: in the order of day and month that their column uses.

History (`past`) prefers the past where a year is missing, plans the future. A time is the
reader's local one; a touch without a time stands at the start of its day, so that importing
again finds it.
"""

import datetime as dt
import re
from collections.abc import Iterable

from tierdesk.domain.dates import Order, guess_order, parse_day, parse_when
from tierdesk.domain.document import stamp
from tierdesk.errors import Invalid
from tierdesk.exchange.cells import LONGEST, Read, Setting
from tierdesk.exchange.sheet import Cell, cell_text, shown
from tierdesk.i18n.message import say

READINGS = frozenset(("past_day", "next_day", "year_day", "past_when", "due", "birthday"))
_YEAR = re.compile(r"(\d{4})(?:\.0)?年?")
_MONTH_DAY = re.compile(r"(?:--)?(?:(\d{4})[-/.年])?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_LUNAR = re.compile(
    r"(?:农历|阴历|農曆|lunar)\s*[:：]?\s*(.*)|(.*?)\s*[(（](?:农历|阴历|lunar)[)）]", re.I
)
_LEAP = re.compile(r"(?:leap\b|闰|閏)\s*", re.I)
_ORDERED = re.compile(r"\s*(\d{1,2})([/.-])(\d{1,2})\2(\d{2,4})\b")
_EPOCH = dt.date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)
"""Day numbers of a workbook, 1954 to 2119: a date cell whose format was lost."""


def column_order(cells: Iterable[Cell]) -> tuple[Order | None, bool]:
    """(order of day and month in a column or None, whether its dates call for one and do not tell
    it)."""
    texts = [c[:LONGEST] for c in cells if isinstance(c, str) and _ORDERED.match(c)]
    order = guess_order(texts) if texts else None
    return order, bool(texts) and order is None


def read_either_way(cells: Iterable[Cell]) -> bool:
    """True when some cell is a day by either order and was read month first for want of a better
    reason: short years are refused and points mean day first."""
    found = (_ORDERED.match(c[:LONGEST]) for c in cells if isinstance(c, str))
    return any(_either(match) for match in found if match)


def _either(match: re.Match[str]) -> bool:
    one, other = int(match[1]), int(match[3])
    months = range(1, 13)
    return (
        one != other and one in months and other in months
        and match[2] != "." and len(match[4]) == 4
    )  # fmt: skip


def day_reader(reading: str, setting: Setting) -> Read:
    """The reading of a column of days."""
    order: Order = setting.date_order or "ymd"
    if reading == "birthday":
        return lambda cell, _: _birthday(cell, setting, order)
    if reading in ("past_when", "due"):
        return lambda cell, _: _when(cell, setting, order, reading)
    past = reading != "next_day"

    def read(cell: Cell, _: str) -> object:
        if reading == "year_day":
            year = _YEAR.fullmatch(cell_text(cell).strip())
            if year and 1000 <= int(year[1]) <= setting.now.year:
                return f"{year[1]}-01-01"
        return _day(cell, setting, order, past).isoformat()

    return read


def _day(cell: Cell, setting: Setting, order: Order, past: bool) -> dt.date:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, int | float) and int(cell) in _SERIALS:
        return _EPOCH + dt.timedelta(days=int(cell))
    return parse_day(cell_text(cell).strip(), setting.now.date(), date_order=order, past=past)


def _when(cell: Cell, setting: Setting, order: Order, reading: str) -> str:
    zone = setting.now.tzinfo or dt.UTC
    if isinstance(cell, dt.datetime):
        return stamp(cell if cell.tzinfo else cell.replace(tzinfo=zone))
    if not isinstance(cell, str):
        day = _day(cell, setting, order, past=True)
        return day.isoformat() if reading == "due" else _midnight(day, zone)
    when = parse_when(cell.strip(), setting.now, date_order=order, past=reading == "past_when")
    return when.stored(zone) if reading == "due" else stamp(when.at(zone))


def _midnight(day: dt.date, zone: dt.tzinfo) -> str:
    return stamp(dt.datetime.combine(day, dt.time(), zone))


def _birthday(cell: Cell, setting: Setting, order: Order) -> dict[str, object]:
    text = cell_text(cell).strip()
    lunar = _LUNAR.fullmatch(text)
    plain = ((lunar[1] or lunar[2]) if lunar else text).strip()
    extra: dict[str, object] = {"calendar": "lunar"} if lunar else {}
    if lunar and _LEAP.search(plain):
        plain, extra = _LEAP.sub("", plain, count=1), {**extra, "leap": True}
    short = _MONTH_DAY.fullmatch(plain)
    if short and (lunar or not short[1]):
        month, day = int(short[2]), int(short[3])
        if not (1 <= month <= 12 and 1 <= day <= (30 if lunar else 31)):
            raise _no_birthday(text)
        year = {"year": int(short[1])} if short[1] else {}
        return {"month": month, "day": day, **year, **extra}
    if lunar:
        raise _no_birthday(text)
    found = _day(cell, setting, order, past=True)
    return {"month": found.month, "day": found.day, "year": found.year}


def _no_birthday(text: str) -> Invalid:
    return Invalid(
        say("“%(text)s” is no birthday; write it like 1988-05-12, 05-12, lunar 08-15 or lunar leap 06-15.",
            text=shown(text))
    )  # fmt: skip
