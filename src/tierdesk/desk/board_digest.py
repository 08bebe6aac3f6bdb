"""The board as it was when the book was closed: the heads of its columns and the cards in sight, kept
in the cache folder, so that the next start shows it before the book is read.

It is believed on the same terms as the rows of Today (`desk/digest`). It must not know a screen, rules
or records.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tierdesk.desk.digest import believed, identified
from tierdesk.desk.kept_file import key_of, write_kept
from tierdesk.terminal.clean import clean

_MOST_COLUMNS, MOST_CARDS = 40, 60
_SCHEMA = 2


class CardRow(NamedTuple):
    """A card as the screen shows it, its texts in the reader's language and clean. `customer_id` 0: a
    deal of nobody. `score`, `low`, `high` in points, −1 where nobody is scored; `next` when the
    customer is due (of a deal of nobody its code or number),
    `late` and `soon` (promised today) its urgency; `held`: something is overdue, no
    goods leave; `days` in the stage, of `rot_days` (0: nothing rots there); `note` what a won deal
    lacks, or why one was lost."""

    key: int
    customer_id: int
    tier: str
    name: str
    amount: str
    percent: int
    score: int
    low: int
    high: int
    next: str
    late: bool
    soon: bool
    rotting: bool
    held: bool
    title: str
    days: int
    rot_days: int
    note: str


class ColumnRow(NamedTuple):
    """The head of a column: the stage by its `key` and in the reader's words; how many `cards`; what
    they are worth in the base currency, the parts that no rate tells with their `currencies`, and both
    by probability ("": nothing to tell)."""

    key: str
    title: str
    kind: str
    cards: int
    total: str
    unrated: str
    currencies: str
    weighted: str
    weighted_unrated: str = ""


class BoardDigest(NamedTuple):
    """`heads` with their cards, of which the first that is kept is number `firsts`; `deals` are open
    in all, worth `weighted`; currencies without a rate are `unrated`."""

    language: str
    day: str
    deals: int
    weighted: str
    unrated: str
    heads: tuple[ColumnRow, ...]
    firsts: tuple[int, ...]
    cards: tuple[tuple[CardRow, ...], ...]


def load(folder: Path, book: Path, language: str, today: date) -> BoardDigest | None:
    """What was kept of this book, when it still holds; None for anything else."""
    return believed(_path(folder, book), _SCHEMA, book, language, today, _read)


def save(folder: Path, book: Path, digest: BoardDigest | None) -> None:
    """Keep it for the next start; None: nothing is to be believed any more. The book must be closed.
    A cache that cannot be written is no failure."""
    path = _path(folder, book)
    with suppress(OSError):
        if digest is None:
            path.unlink(missing_ok=True)
            return
        kept = {
            **identified(_SCHEMA, book), "language": digest.language, "day": digest.day,
            "deals": digest.deals, "weighted": digest.weighted, "unrated": digest.unrated,
            "heads": [list(head) for head in digest.heads], "firsts": list(digest.firsts),
            "cards": [[list(card) for card in cards] for cards in digest.cards],
        }  # fmt: skip
        write_kept(path, kept)


def _path(folder: Path, book: Path) -> Path:
    return folder / f"board-{key_of(book)}.json"


def _read(kept: Mapping[str, object]) -> BoardDigest | None:
    """Every value is of its type, every text clean, or nothing at all: whoever writes into the cache
    folder must not paint on the screen."""
    texts = [kept.get(name) for name in ("language", "day", "weighted", "unrated")]
    deals, heads, firsts, piles = (kept.get(k) for k in ("deals", "heads", "firsts", "cards"))
    if not all(isinstance(text, str) for text in texts) or type(deals) is not int:
        return None
    if not _are(heads, _HEAD, _MOST_COLUMNS) or not isinstance(heads, list):
        return None
    if not isinstance(piles, list) or not isinstance(firsts, list):
        return None
    if not len(heads) == len(piles) == len(firsts) or any(type(n) is not int for n in firsts):
        return None
    if not all(_are(cards, _CARD, MOST_CARDS) for cards in piles):
        return None
    language, day, weighted, unrated = (clean(str(text)) for text in texts)
    return BoardDigest(
        language, day, deals, weighted, unrated,
        tuple(ColumnRow._make(_clean(head)) for head in heads), tuple(firsts),
        tuple(tuple(CardRow._make(_clean(card)) for card in cards) for cards in piles),
    )  # fmt: skip


def _are(rows: object, types: list[type], most: int) -> bool:
    """Is it a list of rows with fields of these types, and not too many of them?"""
    return isinstance(rows, list) and len(rows) <= most and all(
        isinstance(row, list) and [type(value) for value in row] == types for row in rows
    )  # fmt: skip


def _clean(row: list[object]) -> list[object]:
    return [clean(value) if isinstance(value, str) else value for value in row]


_HEAD: list[type] = [str, str, str, int, str, str, str, str, str]
_CARD: list[type] = [
    int, int, str, str, str, int, int, int, int, str, bool, bool, bool, bool, str, int, int, str,
]  # fmt: skip
"""Of the fields of a row."""
