"""The look at the whole book, beside the screen's thread and the clerk's: it tells how far it is and
stops when nobody wants it any more.

It reads a book that stands still, so that changes go on meanwhile. It must not know who shows what
it found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import sleep
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.errors import TierdeskError
from tierdesk.ui.newest import Newest, Post

if TYPE_CHECKING:
    from tierdesk.domain.book import Book
    from tierdesk.domain.moment import Moment
    from tierdesk.quality.duplicates import Duplicate
    from tierdesk.quality.faults import Fault
    from tierdesk.quality.health import Health, Missing, Stale

_STEP = 0.01
"""The share after which it is told how far the look is."""


class Incomplete(NamedTuple):
    """A customer of whom not all is known: the points of 100 that hang on it, the weightiest first."""

    customer_id: int
    tier: str
    points: float
    missing: tuple[Missing, ...]


class Found(NamedTuple):
    """What there is to clean in `book`, which stands as it was looked at."""

    book: Book
    duplicates: Sequence[Duplicate]
    faults: Sequence[Fault]
    missing: Sequence[Missing]
    incomplete: Sequence[Incomplete]
    stale: Sequence[Stale]
    health: Sequence[Health]


Answer = Callable[[Found | TierdeskError], None]


class _Unwanted(Exception):
    """Another look has begun, or this one was stopped."""


class Scan:
    """`share` is how far the look is, 0 to 1, None while there is none. `post` hands a call to the
    screen's thread, on which everything public is called; `told` is called when `share` is another."""

    def __init__(self, post: Post, told: Callable[[], None]) -> None:
        self._newest, self._post, self._told = Newest(post, "clean"), post, told
        self._wanted = 0
        self.share: float | None = None

    def begin(self, book: Book, moment: Moment, answer: Answer) -> None:
        """Look at a book that stands still; a look that goes on already ends unanswered. A fault of the
        book's own models is the answer then."""
        self._wanted += 1
        mine, self.share = self._wanted, 0.0
        shown = 0.0

        def progress(share: float) -> None:
            nonlocal shown
            if self._wanted != mine:
                raise _Unwanted
            if share >= shown + _STEP:
                shown = share
                self._post(lambda: self._reached(mine, share))
            sleep(0)  # a thread that only computes would make the screen stutter

        def work() -> Found | TierdeskError | None:
            try:
                return look(book, moment, progress)
            except _Unwanted:
                return None
            except TierdeskError as failure:
                return failure

        def answered(found: Found | TierdeskError | None) -> None:
            if self._wanted == mine and found is not None:
                self.share = None
                answer(found)

        self._newest.ask(work, answered)

    def stop(self) -> None:
        """What goes on is not wanted any more."""
        self._wanted += 1
        self.share = None
        self._newest.forget()

    def _reached(self, mine: int, share: float) -> None:
        if self._wanted == mine and self.share is not None:
            self.share = share
            self._told()


def look(book: Book, moment: Moment, progress: Callable[[float], None]) -> Found:
    """Everything, found in one go; `progress` gets 0..1 and ends it by raising. Raises Invalid when the
    models of the book are faulty."""
    from tierdesk.desk.cleaning import findings
    from tierdesk.quality.health import missing_of

    found = findings(book, moment, progress=progress)
    incomplete = []
    for one in found.graded:
        lacking = tuple(missing_of(one.score))
        if lacking:
            points = sum(missing.points for missing in lacking)
            incomplete.append(Incomplete(one.case.id, one.score.tier, points, lacking))
    incomplete.sort(key=lambda one: (-one.points, one.tier, one.customer_id))
    return Found(book, found.duplicates, found.faults, found.missing, incomplete, found.stale,
                 found.health)  # fmt: skip
