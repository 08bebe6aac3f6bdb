"""Whether the values of a column look like what its heading says: a look at some of them, never
a reading of all.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date

from tierdesk.domain import vocabulary
from tierdesk.domain.countries import find_country
from tierdesk.domain.dates import LONGEST, parse_day
from tierdesk.errors import Invalid
from tierdesk.exchange.cells import NULLS
from tierdesk.exchange.sheet import Cell, Sheet, blank, cell_text

_MOST = 60
_ANY_DAY = date(2000, 1, 1)
_DIGIT = re.compile(r"\d")
_COUNT = re.compile(r"\d[\d,\s]*(?:\.0+)?\D{0,10}")
_WORDY = re.compile(r"[^\W\d_]{4,}")


def sampled(sheet: Sheet, index: int) -> list[Cell]:
    """Up to 60 cells of a column in which something stands, from all over the file."""
    rows = [row for row in sheet.rows if row.fault is None]
    step = max(1, len(rows) // (4 * _MOST))
    cells = []
    for row in rows[::step]:
        cell = row.cells[index]
        if not blank(cell) and cell not in NULLS:
            cells.append(cell)
            if len(cells) >= _MOST:
                break
    return cells


def fits(reading: str, cells: Sequence[Cell], *, share: float = 0.5, target: str = "") -> bool:
    """True when at least `share` of the cells could be read so; an empty column fits all. Names
    of people differ: a few words that come again and again are no names."""
    if target == "contact.name":
        return len(cells) < 20 or 5 * len(set(cells)) >= len(cells)
    test = _TESTS.get("phones" if target == "contact.phones" else
                      "emails" if target == "contact.emails" else reading)  # fmt: skip
    if test is None or not cells:
        return True
    return sum(1 for cell in cells if test(cell_text(cell).strip()[:200])) >= share * len(cells)


def _numeric(text: str) -> bool:
    """Digits, with a unit or sign perhaps, but no words."""
    return bool(_DIGIT.search(text)) and not _WORDY.search(text)


def _dated(text: str) -> bool:
    if _DIGIT.search(text):
        return len(text) <= LONGEST
    try:
        parse_day(text, _ANY_DAY)
    except Invalid:
        return False
    return True


def _country(text: str) -> bool:
    try:
        find_country(text)
    except Invalid:
        return False
    return True


def _chosen(words: vocabulary.Words) -> Callable[[str], bool]:
    def test(text: str) -> bool:
        try:
            vocabulary.choose(words, text, "")
        except Invalid:
            return False
        return True

    return test


def _phone(text: str) -> bool:
    return len(_DIGIT.findall(text)) >= 5


_TESTS: dict[str, Callable[[str], bool]] = {
    "money": _numeric, "profit": _numeric, "share": _numeric,
    "count": lambda text: bool(_COUNT.fullmatch(text)),
    "percent": _numeric, "number": _numeric, "rate": _numeric,
    "past_day": _dated, "next_day": _dated, "year_day": _dated, "past_when": _dated, "due": _dated,
    "birthday": _dated, "country": _country, "phones": _phone,
    "emails": lambda text: "@" in text,
    "event": _chosen(vocabulary.EVENTS),
    "channel": _chosen(vocabulary.CHANNELS), "direction": _chosen(vocabulary.DIRECTIONS),
    "result": _chosen(vocabulary.RESULTS), "position": _chosen(vocabulary.POSITIONS),
    "kind": _chosen(vocabulary.KINDS), "role": _chosen(vocabulary.ROLES),
    "stars": lambda text: text[:1] in "012345" or "★" in text,
    "currency": lambda text: len(text) <= 6,
    "flag": lambda text: len(text) <= 8,
}  # fmt: skip
