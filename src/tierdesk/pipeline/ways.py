"""The way of a deal through the stages as of any day, from its own dates.

Opened, moved, closed: each is a dated fact of the deal, so that a day long ago can be asked about
again, also in a book that was imported yesterday. What no fact tells (the stage of an imported deal
between its opening and its closing) is said to be unknown, never guessed. It must not know
customers or money.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tierdesk.domain.book import Book, Row
from tierdesk.domain.deals import Status, status
from tierdesk.domain.document import Doc
from tierdesk.domain.rewound import Rewound
from tierdesk.domain.vantage import Vantage
from tierdesk.pipeline.moves import STATUS_OF
from tierdesk.pipeline.stage import Stage

UNKNOWN = -1
UNDATED = (
    "amount", "expected_profit", "expected_sign_on", "probability_override", "owner", "customer_id",
    "products",
)  # fmt: skip
"""Fields of a deal that carry no date; the history of changes tells what they held."""


_Move = tuple[int, str, str]
"""(day, from, to)."""


class Stay(NamedTuple):
    """A deal in an open stage that it has left again: `place` among the open stages, ordinals of
    the days."""

    place: int
    entered: int
    left: int


class Way(NamedTuple):
    """A deal on a day. `place` among the open stages where an open one stands (UNKNOWN: no fact
    tells, or it is closed); `opened`, `closed` and `since` (when it came there) are ordinals, 0
    where not known. `reached` is the furthest place it ever stood in, their number for a won deal,
    UNKNOWN where no move is on record; `stays` what it has left."""

    outcome: Status
    place: int
    opened: int
    closed: int
    since: int
    reached: int
    stays: tuple[Stay, ...] = ()


class Ways:
    """Reads ways at one vantage."""

    def __init__(self, stages: Sequence[Stage], vantage: Vantage) -> None:
        self.open_stages = tuple(stage for stage in stages if stage.kind == "open")
        self._places = {stage.key: n for n, stage in enumerate(self.open_stages)}
        self._outcomes = {stage.key: STATUS_OF[stage.kind] for stage in stages}
        last = len(self.open_stages) - 1
        self._behind = {s.key: last for s in stages if s.kind in ("won", "maintain")}
        self._vantage = vantage

    def of(self, deal: Doc) -> Way | None:
        """The way of a deal up to the vantage's day; None for one that was not there yet."""
        vantage = self._vantage
        opened = vantage.day_ordinal(deal.get("opened_on")) or 0
        if opened > vantage.ordinal:
            return None
        history = deal.get("history")
        if history and isinstance(history, list):
            moves = self._moves(history)
            if moves:
                return self._walked(deal, opened, moves)
        return self._unmoved(deal, opened)

    def _unmoved(self, deal: Doc, opened: int) -> Way | None:
        """A deal without a move on record: how it stands is all that is known."""
        today = self._vantage.ordinal
        since = self._vantage.due_ordinal(deal.get("stage_since")) or 0
        outcome = status(deal)
        if outcome != "open":
            closed = self._vantage.day_ordinal(deal.get("closed_on")) or since
            if closed <= today:
                return _way((outcome, UNKNOWN, opened, closed, closed, UNKNOWN, ()))
            since = closed
        if since > today:
            return Way("open", UNKNOWN, opened, 0, 0, UNKNOWN) if opened else None
        place = self._place(deal.get("stage"))
        return _way(("open", place, opened, 0, since or opened, UNKNOWN, ()))

    def _walked(self, deal: Doc, opened: int, moves: list[_Move]) -> Way | None:
        today, final = self._vantage.ordinal, status(deal)
        closed = self._closed(deal, moves) if final != "open" else 0
        if closed and closed <= today:
            kept = moves
            if any(on > closed for on, _, _ in moves):
                kept = [(min(on, closed), source, target) for on, source, target in moves]
            return self._ended(final, opened, closed, kept)
        kept = [move for move in moves[: -1 if closed else None] if move[0] <= today]
        if not kept:
            if not opened:
                return None
            first = moves[0][1]
            place = self._place(first) if first else UNKNOWN
            return Way("open", place, opened, 0, opened, UNKNOWN)
        on, _, target = kept[-1]
        outcome = self._outcomes.get(target, "open")
        if outcome != "open":
            return self._ended(outcome, opened, on, kept)
        stays = self._stays(opened, kept)
        place = self._place(target)
        reached = max([place, *(stay.place for stay in stays)])
        return _way(("open", place, opened, 0, on, reached, stays))

    def _ended(self, outcome: Status, opened: int, closed: int, moves: list[_Move]) -> Way:
        stays = self._stays(opened, moves)
        reached = len(self.open_stages)
        if outcome == "lost":
            passed = [
                self._places.get(key, UNKNOWN) for _, source, to in moves for key in (source, to)
            ]
            reached = max([0, *passed])
        return _way((outcome, UNKNOWN, opened, closed, closed, reached, stays))

    def _closed(self, deal: Doc, moves: list[_Move]) -> int:
        """When a deal that is closed now was closed: its own date, else that of its last move."""
        return self._vantage.day_ordinal(deal.get("closed_on")) or moves[-1][0]

    def _stays(self, opened: int, moves: list[_Move]) -> tuple[Stay, ...]:
        stays: list[Stay] = []
        entered = opened
        for on, source, _ in moves:
            place = self._places.get(source, UNKNOWN)
            if place != UNKNOWN:
                fields = (place, entered if entered <= on else on, on)
                stays.append(tuple.__new__(Stay, fields))
            entered = on
        return tuple(stays)

    def _moves(self, history: list[object]) -> list[_Move]:
        """The moves on record whose day can be read."""
        day, found = self._vantage.local_ordinal, []
        for move in history:
            if isinstance(move, dict):
                at, source, target = move.get("at"), move.get("source"), move.get("target")
                on = day(at) if isinstance(at, str) else None
                if on and isinstance(target, str) and target:
                    found.append((on, source if isinstance(source, str) else "", target))
        return found

    def _place(self, written: object) -> int:
        """An open deal in no open stage counts as in the first one, one that already stands behind
        them as in the last (as `probability` has it)."""
        if not isinstance(written, str):
            return 0
        found = self._places.get(written)
        return self._behind.get(written, 0) if found is None else found


def _way(fields: tuple[Status, int, int, int, int, int, tuple[Stay, ...]]) -> Way:
    """A NamedTuple's own __new__ is a Python call, and there are 100,000 of them."""
    return tuple.__new__(Way, fields)


class Walked(NamedTuple):
    """The deals of a book that were there on a day, and beside them their ways; `unseen` counts those
    without a day of opening of which no dated fact says that they were there yet, `astray` open ones
    in a stage that the book does not have (any more)."""

    open_stages: tuple[Stage, ...]
    ids: list[int]
    deals: list[Doc]
    ways: list[Way]
    unseen: int
    astray: int

    def pairs(self) -> Iterator[tuple[Doc, Way]]:
        """Each deal with its way. They are kept apart: 100,000 pairs that live would be work for the
        collector."""
        return zip(self.deals, self.ways, strict=True)


def walked(
    book: Book, stages: Sequence[Stage], vantage: Vantage, rewound: Rewound | None = None
) -> Walked:
    """Every deal and its way at the vantage; with `rewound` the fields that carry no date hold what
    they held then, as far as the history of changes tells."""
    ways = Ways(stages, vantage)
    keys = {stage.key for stage in stages}
    of, unseen, astray = ways.of, 0, 0
    ids: list[int] = []
    deals: list[Doc] = []
    found: list[Way] = []
    for deal_id, deal in deals_then(book, vantage, rewound):
        way = of(deal)
        if way is not None:
            stage = deal.get("stage")
            if way.outcome == "open" and isinstance(stage, str) and stage not in keys:
                astray += 1
            ids.append(deal_id)
            deals.append(deal)
            found.append(way)
        elif "opened_on" not in deal:
            unseen += 1
    return Walked(ways.open_stages, ids, deals, found, unseen, astray)


def deals_then(book: Book, vantage: Vantage, rewound: Rewound | None = None) -> Iterator[Row]:
    """All deals; with `rewound` the fields that carry no date hold what they held at the vantage,
    as far as the history of changes tells. Of a deal that came into the book later it tells
    nothing about that day, so that one holds what it holds now."""
    if rewound is None:
        yield from book.rows("deals")
        return
    for deal_id, doc in book.rows("deals"):
        then = rewound.doc("deals", deal_id, doc, vantage.now)
        if then is doc or rewound.made_after("deals", deal_id, vantage.now):
            yield deal_id, doc
        else:
            kept = {key: value for key, value in doc.items() if key not in UNDATED}
            yield deal_id, kept | {key: then[key] for key in UNDATED if key in then}
