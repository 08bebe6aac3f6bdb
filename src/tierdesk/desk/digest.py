"""The Today screen as it was when the book was closed: kept in the cache folder, so that the next
start shows rows before the book is read.

Loading it imports neither records nor rules nor a store; it is believed only when nothing has
happened to the book's files since, on the same day, in the same language. It must not know a
screen.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from tierdesk.desk.kept_file import key_of, read_kept, write_kept
from tierdesk.terminal.clean import clean

if TYPE_CHECKING:
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.domain.moment import Moment
    from tierdesk.i18n.catalog import Catalog
    from tierdesk.triage.listed import Listed
    from tierdesk.triage.queue import Item, Waiting


class OfADay(Protocol):
    """What is kept says of which language and day it is."""

    @property
    def language(self) -> str:
        """Of its texts."""
        ...

    @property
    def day(self) -> str:
        """An ISO date."""
        ...


Dated = TypeVar("Dated", bound=OfADay)

ROWS = 100
_SCHEMA = 1
_TIERS = "ABCD"


class TodayRow(NamedTuple):
    """A row of the queue as the screen shows it: `reason`, `amount` and `stage` in the reader's
    language, all text clean. `late` in days, `due` an ISO date, `at` HH:MM of today's promise in
    the reader's zone ("" for none), `local_time` HH:MM at the customer's."""

    customer_id: int
    tier: str
    name: str
    lane: bool
    waiting: bool
    asleep: bool
    local_time: str
    late: int
    due: str
    reason: str
    amount: str
    percent: int
    urgency: float
    stage: str
    promised: bool
    signed: bool
    at: str


class Digest(NamedTuple):
    """The first rows with the day's figures: customers, planned, done, carried, waiting (in lane
    and plan), not_today, capacity (−1 for none), used, streak, past_max, and by tier tier_A,
    debt_A (days), quota_A (slots)."""

    language: str
    day: str
    figures: Mapping[str, int]
    rows: tuple[TodayRow, ...]


class TodayRows:
    """The rows of a snapshot, made when somebody looks: of 75,000 a screen shows forty. `lane`,
    `plan` and `waiting` are the customers in order."""

    def __init__(self, snapshot: Snapshot, catalog: Catalog) -> None:
        queue = snapshot.queue
        self._snapshot, self._catalog = snapshot, catalog
        self.lane = [item.customer_id for item in queue.lane]
        self.plan = [item.customer_id for item in queue.items]
        self.waiting = queue.waiting_ids()
        self._items = {item.customer_id: item for item in (*queue.lane, *queue.items)}
        self._places: dict[int, int] | None = None
        self._made: dict[int, TodayRow] = {}

    def __len__(self) -> int:
        return len(self.lane) + len(self.plan) + len(self.waiting)

    @property
    def ids(self) -> list[int]:
        """Everybody, in order."""
        return [*self.lane, *self.plan, *self.waiting]

    def row(self, customer_id: int) -> TodayRow:
        """The row of one of them. KeyError for anybody else."""
        found = self._made.get(customer_id)
        if found is None:
            found = self._made[customer_id] = self._row(customer_id)
        return found

    def _row(self, customer_id: int) -> TodayRow:
        row, item = self._snapshot.rows[customer_id], self._items.get(customer_id)
        moment, catalog = self._snapshot.moment, self._catalog
        if item is not None:
            lane = customer_id in self.lane
            return today_row(item, row, lane=lane, moment=moment, catalog=catalog)
        if self._places is None:
            self._places = {one: at for at, one in enumerate(self.waiting)}
        entry = self._snapshot.queue.waiting[self._places[customer_id]]
        return today_row(entry, row, lane=False, moment=moment, catalog=catalog)


def digest_of(snapshot: Snapshot, catalog: Catalog, most: int = ROWS) -> Digest:
    """The first `most` rows of a snapshot."""
    rows = TodayRows(snapshot, catalog)
    first = tuple(rows.row(customer_id) for customer_id in islice(rows.ids, most))
    day = snapshot.queue.day.isoformat()
    return Digest(catalog.language, day, figures_of(snapshot), first)


def figures_of(snapshot: Snapshot) -> dict[str, int]:
    """The figures of the head."""
    queue, day = snapshot.queue, snapshot.day
    figures = {
        "customers": len(snapshot.rows), "planned": day.planned, "done": day.done,
        "carried": day.carried, "waiting": len(queue.lane) + len(queue.items),
        "not_today": queue.not_today, "used": queue.used, "streak": day.streak,
        "capacity": -1 if queue.capacity is None else queue.capacity,
        "past_max": snapshot.past_max,
    }  # fmt: skip
    for tier in _TIERS:
        figures[f"tier_{tier}"] = snapshot.tiers.get(tier, 0)
        figures[f"debt_{tier}"] = day.debt.get(tier, 0)
        figures[f"quota_{tier}"] = queue.quota.get(tier, 0)
    return figures


def today_row(
    entry: Item | Waiting, row: Listed, *, lane: bool, moment: Moment, catalog: Catalog
) -> TodayRow:
    """One row of the queue in the reader's language."""
    from tierdesk.triage.queue import Waiting, main_of

    amount, today = row.amount, moment.today.toordinal()
    return TodayRow(
        customer_id=row.customer_id,
        tier=row.tier,
        name=clean(row.name),
        lane=lane,
        waiting=isinstance(entry, Waiting),
        asleep=entry.asleep,
        local_time=entry.local_time,
        late=today - row.due_ordinal,
        due=date.fromordinal(row.due_ordinal).isoformat(),
        reason=catalog.text(main_of(entry)),
        amount=catalog.brief(amount) if amount is not None else "",
        percent=round(row.percent),
        urgency=round(entry.urgency, 1) + 0.0,
        stage=catalog.text(row.stage.title),
        promised=row.promised == 1.0,
        signed=row.signed,
        at=_clock(row.soon, moment) if row.soon else "",
    )


def load(folder: Path, book: Path, language: str, today: date) -> Digest | None:
    """What was kept of this book, when it still holds; None for anything else."""
    return believed(_path(folder, book), _SCHEMA, book, language, today, _read)


def believed(
    path: Path, schema: int, book: Path, language: str, today: date,
    read: Callable[[Mapping[str, object]], Dated | None],
) -> Dated | None:  # fmt: skip
    """What a kept file says, as `read` takes it: when nothing happened to the book since, and it is of
    this language and day."""
    try:
        kept = read_kept(path)
    except (OSError, ValueError):
        return None
    if not isinstance(kept, dict) or not holds(kept, schema, book):
        return None
    digest = read(kept)
    if digest is None or (digest.language, digest.day) != (language, today.isoformat()):
        return None
    return digest


def save(folder: Path, book: Path, digest: Digest) -> None:
    """Keep it for the next start. The book must be closed: its files as they are now are what
    the digest belongs to. A cache that cannot be written is no failure."""
    kept = {
        **identified(_SCHEMA, book), "language": digest.language, "day": digest.day,
        "figures": dict(digest.figures),
        "rows": [list(row) for row in digest.rows[:ROWS]],
    }  # fmt: skip
    with suppress(OSError):
        write_kept(_path(folder, book), kept)


def identified(schema: int, book: Path) -> dict[str, object]:
    """What a kept file says of the book that it belongs to."""
    return {"schema": schema, "book": os.path.realpath(book), "files": _identity(book)}


def holds(kept: Mapping[str, object], schema: int, book: Path) -> bool:
    """Has nothing happened to the book since?"""
    return all(kept.get(name) == value for name, value in identified(schema, book).items())


def _path(folder: Path, book: Path) -> Path:
    return folder / f"today-{key_of(book)}.json"


def _identity(book: Path) -> list[list[int] | None]:
    """What changes whenever anybody writes to the book: size, time and inode of its files."""
    from tierdesk.store.engines import places

    found: list[list[int] | None] = []
    for name in ("data", "journal"):
        try:
            seen = places(book)[name].stat()
        except OSError:
            found.append(None)
        else:
            found.append([seen.st_size, seen.st_mtime_ns, seen.st_ino])
    return found


def _read(kept: Mapping[str, object]) -> Digest | None:
    """Every value is of its type, every text clean, or nothing at all: whoever writes into the
    cache folder must not paint on the screen."""
    language, day, figures, rows = (kept.get(k) for k in ("language", "day", "figures", "rows"))
    if not isinstance(language, str) or not isinstance(day, str):
        return None
    if not isinstance(figures, dict) or not isinstance(rows, list) or len(rows) > ROWS:
        return None
    if not figures.keys() >= _FIGURES or any(type(n) is not int for n in figures.values()):
        return None
    if not all(isinstance(row, list) and [type(value) for value in row] == _TYPES for row in rows):
        return None
    made = (TodayRow._make(clean(v) if isinstance(v, str) else v for v in row) for row in rows)
    return Digest(language, day, figures, tuple(made))


def _clock(soon: str, moment: Moment) -> str:
    """The reader's HH:MM of a promise; "" for one that is meant until closing."""
    from tierdesk.triage.listed import closing

    if soon == closing(moment):
        return ""
    try:
        return datetime.fromisoformat(soon).astimezone(moment.zone).strftime("%H:%M")
    except ValueError:
        return ""


_TYPES: list[type] = [
    int, str, str, bool, bool, bool, str, int, str, str, str, int, float, str, bool, bool, str,
]  # fmt: skip
"""Of the fields of a row."""
_FIGURES = frozenset((
    "customers", "planned", "done", "carried", "waiting", "not_today", "used", "streak",
    "capacity", "past_max", *(f"{kind}_{t}" for kind in ("tier", "debt", "quota") for t in _TIERS),
))  # fmt: skip
