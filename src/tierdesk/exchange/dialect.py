"""How a delimited text is cut into fields: which delimiter, whether spaces follow it.

The delimiter is the one by which most rows have the same number of fields; a list of one
column that merely contains commas stays one column. Rarer signs and blanks must have well-known
headings and even rows behind them. Only the start of the text is looked at.
"""

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO

from tierdesk.errors import Usage
from tierdesk.exchange.synonyms import is_known_heading
from tierdesk.i18n.message import say

DELIMITERS = (",", ";", "\t", "|", "，")
RARE = ("^", "~", "#", ":")
"""Signs that stand in texts as well: they count only where headings and rows speak for them."""
SPACES = " "
ONE_COLUMN = ""
_SAMPLE = 65_536
_ROWS = 200
_NUMBER = re.compile(r"[-+]?\d[\d.,:/-]*")
_SEP = re.compile(r"\A\ufeff?sep=(.)\r?\n", re.IGNORECASE)
_NAMED = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": SPACES}


@dataclass(frozen=True, slots=True)
class Dialect:
    """`delimiter` is one character, "" for a single column; `runs`: several of it in a row are
    one; `skip` is the number of characters of a `sep=;` line at the start."""

    delimiter: str
    spaced: bool = False
    skip: int = 0
    runs: bool = False


def find_dialect(text: str, delimiter: str = "") -> Dialect:
    """The dialect of a text; `delimiter` overrides the guess. Raises Usage when it is not one
    character."""
    announced = _SEP.match(text)
    if announced:
        return Dialect(announced[1], skip=announced.end())
    sample = _sample(text)
    chosen = _given(delimiter) if delimiter else _guess(sample)
    if chosen == SPACES:
        return Dialect(SPACES, runs=_in_runs(sample))
    return Dialect(chosen, spaced=chosen != ONE_COLUMN and _spaced(sample, chosen))


def reader(lines: Iterable[str], dialect: Dialect, *, strict: bool) -> Iterator[list[str]]:
    """Rows of fields; a csv.reader, or its like for runs of spaces."""
    if dialect.runs:
        return (line.split() for line in lines)
    return csv.reader(
        lines,
        delimiter=dialect.delimiter or "\x1f",
        strict=strict,
        skipinitialspace=dialect.spaced,
    )


@contextmanager
def any_field_size() -> Iterator[None]:
    """The csv module's limit (131,072 characters, a global) lifted for as long as it lasts."""
    before = csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    end = max(text.rfind("\n", 0, _SAMPLE), text.rfind("\r", 0, _SAMPLE))
    return text[: end + 1] if end > 0 else text[:_SAMPLE]


def _given(delimiter: str) -> str:
    chosen = _NAMED.get(delimiter.lower(), delimiter)
    if len(chosen) != 1 or chosen in '"\r\n':
        raise Usage(
            say("“%(text)s” cannot be a delimiter; give one character, or tab.", text=delimiter)
        )
    return chosen


def _rows(sample: str, delimiter: str) -> list[list[str]]:
    with any_field_size():
        cut = reader(StringIO(sample, newline=""), Dialect(delimiter), strict=False)
        rows = []
        for fields in cut:
            if any(field.strip() for field in fields):
                rows.append(fields)
            if len(rows) >= _ROWS:
                break
    return rows


def _guess(sample: str) -> str:
    best: tuple[float, int, str] = (0.0, 0, ONE_COLUMN)
    for delimiter in DELIMITERS:
        if delimiter not in sample:
            continue
        rows = _rows(sample, delimiter)
        widths = Counter(len(fields) for fields in rows if len(fields) > 1)
        if not widths or _is_list(rows):
            continue
        width, count = widths.most_common(1)[0]
        score = (count / len(rows) + _known(rows[0]), width, delimiter)
        if score[:2] > best[:2]:
            best = score
    if best[0] >= 0.5:
        return best[2]
    if _by_spaces(sample):
        return SPACES
    rare = next((sign for sign in RARE if sign in sample and _even(_rows(sample, sign), 0.9)), "")
    return rare or (SPACES if _by_blanks(sample) else ONE_COLUMN)


def _even(rows: list[list[str]], share: float) -> bool:
    """Two well-known headings at least over rows of their width."""
    if len(rows) < 2 or sum(map(is_known_heading, rows[0])) < 2:
        return False
    return sum(1 for fields in rows if len(fields) == len(rows[0])) >= share * len(rows)


def _by_blanks(sample: str) -> bool:
    """Three columns or more kept apart by single blanks, with quotation marks or figures that
    tell them from words of a sentence."""
    rows = _rows(sample, SPACES)
    if not _even(rows, 1.0) or len(rows[0]) < 3:
        return False
    return '"' in sample or any(
        all(_NUMBER.fullmatch(value) for value in column) for column in zip(*rows[1:], strict=True)
    )


def _in_runs(sample: str) -> bool:
    """False where fields are quoted or empty: then every single blank counts."""
    if '"' not in sample and len({len(line.split()) for line in sample.splitlines()} - {0}) == 1:
        return True
    return len({len(fields) for fields in _rows(sample, SPACES)}) != 1


def _is_list(rows: list[list[str]]) -> bool:
    """One heading over one column: the delimiter belongs to the values."""
    first = rows[0]
    if len(first) != 1 or first[0].lstrip().startswith("#"):
        return False
    usual = Counter(len(fields) for fields in rows).most_common(1)[0][0]
    return usual <= 2 or is_known_heading(first[0])


def _known(fields: list[str]) -> float:
    """The share of well-known headings in a row: they tell the delimiter even where most rows
    of the file are broken."""
    return (
        sum(1 for field in fields if is_known_heading(field)) / len(fields) if fields[1:] else 0.0
    )


def _by_spaces(sample: str) -> bool:
    """Columns of numbers kept apart by spaces, as statistics programs write them."""
    rows = [line.split() for line in sample.splitlines()[:_ROWS] if line.strip()]
    if len(rows) < 2 or len({len(fields) for fields in rows}) != 1 or len(rows[0]) < 3:
        return False
    columns = zip(*rows[1:], strict=True)
    return sum(1 for c in columns if all(_NUMBER.fullmatch(v) for v in c)) >= 2


def _spaced(sample: str, delimiter: str) -> bool:
    """Every quoted field follows a delimiter and a space: `1, "a, b"`."""
    edge = re.escape(delimiter)
    if re.search(f'(?:^|{edge})"', sample, re.MULTILINE):
        return False
    return re.search(f'{edge} +"', sample) is not None
