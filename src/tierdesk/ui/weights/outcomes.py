"""What learning needs and how it runs: the book as it was when it began, and a thread of its own that
says how far it is and stops when it is told to.

The clerk hands out the tables as they are at that moment, which takes no longer than copying their
lists: documents are never changed, so that the other thread may read them. It must not know what is
shown of it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from copy import copy
from functools import partial
from time import sleep
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from tierdesk.errors import TierdeskError
from tierdesk.ui.weights.draft import Subject

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.moment import Moment
    from tierdesk.scoring.kept_versions import Version
    from tierdesk.scoring.learning.challengers import Challenger
    from tierdesk.scoring.learning.outcomes import Outcomes
    from tierdesk.scoring.learning.suggestion import Suggestion
    from tierdesk.scoring.learning.watch import Watch
    from tierdesk.scoring.model import ScoringModel

T = TypeVar("T")
_STEP = 0.02
_FIELDS = 8


class Gathered(NamedTuple):
    """The book as it was when learning began, its moment, and the yes/no fields that customers
    have."""

    book: Book
    moment: Moment
    fields: tuple[str, ...]


class Learned(NamedTuple):
    """What came of it; `contest` is how a saved draft did since."""

    suggestion: Suggestion
    contest: Challenger | None


class Run(Generic[T]):
    """One run on its own thread. `told` gets 0..1, `ended` what came of it; both are called on the
    screen's thread by `post`, and not any more after `stop`."""

    def __init__(self, work: Callable[[Watch], T], post: Callable[[Callable[[], None]], None],
                 told: Callable[[float], None],
                 ended: Callable[[T | TierdeskError], None]) -> None:  # fmt: skip
        self._stopped = threading.Event()
        self._post, self._told, self._ended, self._shown = post, told, ended, 0.0
        self._work = work
        threading.Thread(target=self._run, name="learning", daemon=True).start()

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._stopped.set()

    def _run(self) -> None:
        found: T | TierdeskError
        try:
            found = self._work(self._watched)
        except TierdeskError as failure:
            found = failure
        except Exception as fault:  # noqa: BLE001 - raised again where it is seen
            self._post(partial(_raise, fault))
            return
        self._post(lambda: None if self._stopped.is_set() else self._ended(found))

    def _watched(self, share: float) -> bool:
        """Let the screen in, tell how far it is, and say whether to go on."""
        sleep(0)
        if share >= self._shown + _STEP and not self._stopped.is_set():
            self._shown = share
            self._post(lambda: None if self._stopped.is_set() else self._told(share))
        return not self._stopped.is_set()


def _raise(fault: Exception) -> None:
    raise fault


def gathered(room: Room) -> Gathered:
    """The tables as they are now, with lists of their own; documents never change. On the clerk's
    thread."""
    from tierdesk.domain.document import mapping
    from tierdesk.scoring.learning.yes_no import yes_or_no

    book = _copied(room)
    told: dict[str, list[int]] = {}
    for _, doc in book.rows("customers"):
        for name, value in mapping(doc, "custom").items():
            counts = told.setdefault(name, [0, 0, 0])
            answer = yes_or_no(value)
            counts[2 if answer is None else answer] += 1
    fields = [name for name, (no, yes, other) in told.items() if no and yes and not other]
    return Gathered(book, room.roster.moment, tuple(sorted(fields)[:_FIELDS]))


def _copied(room: Room) -> Book:
    from tierdesk.domain.book import Book

    return Book({name: copy(docs) for name, docs in room.desk.store.tables().items()})


def learn(gathered_: Gathered, model: ScoringModel, field: str, watch: Watch) -> Learned:
    """What the outcomes say; on a thread of its own. Raises Invalid, Stopped."""
    from tierdesk.scoring.kept_versions import industries_apart
    from tierdesk.scoring.learning.outcomes import outcomes_of
    from tierdesk.scoring.learning.suggest import suggested
    from tierdesk.scoring.learning.watch import part_of

    book = gathered_.book
    outcomes = outcomes_of(
        book, gathered_.moment, field, industries=model.industries, without=industries_apart(book, model),
        watch=part_of(watch, 0.0, 0.3),
    )  # fmt: skip
    found = suggested(book, outcomes, model, part_of(watch, 0.3, 1.0))
    return Learned(found, _contest(gathered_, outcomes, model))


def _contest(gathered_: Gathered, outcomes: Outcomes, model: ScoringModel) -> Challenger | None:
    """The newest draft of the book against the model in force, on what was decided since."""
    from tierdesk.scoring.learning.challengers import tried

    drafts = saved_drafts(gathered_.book, Subject(model.kind, model.industries))
    return tried(gathered_.book, gathered_.moment, outcomes, drafts[-1]) if drafts else None


def saved_drafts(book: Book, subject: Subject) -> list[Version]:
    """The drafts of the book for these customers, by number."""
    from tierdesk.scoring.kept_versions import versions_of

    return [
        version for version in versions_of(book)
        if version.id is not None and version.model.status == "draft"
        and subject.same(Subject(version.model.kind, version.model.industries))
    ]  # fmt: skip


def challenging(room: Room, subject: Subject) -> Gathered | None:
    """The book for trying its drafts; None where there is nothing to try. On the clerk's thread."""
    from tierdesk.scoring.kept_versions import can_be_tried

    found = any(map(can_be_tried, saved_drafts(room.desk.book, subject)))
    return Gathered(_copied(room), room.roster.moment, ()) if found else None


def tried_so_far(gathered_: Gathered, subject: Subject, watch: Watch) -> Mapping[int, Challenger]:
    """How the drafts for these customers have done since, by the id of their documents; on a thread of
    its own. Raises Stopped, and Invalid when a version in force cannot grade."""
    from tierdesk.scoring.kept_versions import can_be_tried
    from tierdesk.scoring.learning.challengers import challengers

    drafts = [one for one in saved_drafts(gathered_.book, subject) if can_be_tried(one)]
    return challengers(gathered_.book, gathered_.moment, drafts, watch)
