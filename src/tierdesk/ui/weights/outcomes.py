"""What learning needs and how it runs: the book as it was when it began, and a thread of its own that
says how far it is and stops when it is told to.

The clerk hands out the tables as they are at that moment, which takes no longer than copying their
lists: documents are never changed, so that the other thread may read them. It must not know what is
shown of it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from copy import copy
from functools import partial
from time import sleep
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.errors import TierdeskError

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.moment import Moment
    from tierdesk.scoring.learning.challenge import Contest
    from tierdesk.scoring.learning.outcomes import Outcomes
    from tierdesk.scoring.learning.suggestion import Suggestion
    from tierdesk.scoring.learning.watch import Watch
    from tierdesk.scoring.model import ScoringModel

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
    contest: Contest | None


class Run:
    """One run on its own thread. `told` gets 0..1, `ended` what came of it; both are called on the
    screen's thread by `post`, and not any more after `stop`."""

    def __init__(self, work: Callable[[Watch], Learned], post: Callable[[Callable[[], None]], None],
                 told: Callable[[float], None],
                 ended: Callable[[Learned | TierdeskError], None]) -> None:  # fmt: skip
        self._stopped = threading.Event()
        self._post, self._told, self._ended, self._shown = post, told, ended, 0.0
        self._work = work
        threading.Thread(target=self._run, name="learning", daemon=True).start()

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._stopped.set()

    def _run(self) -> None:
        found: Learned | TierdeskError
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
    from tierdesk.domain.book import Book
    from tierdesk.domain.document import mapping
    from tierdesk.scoring.learning.yes_no import yes_or_no

    tables = {name: copy(docs) for name, docs in room.desk.store.tables().items()}
    told: dict[str, list[int]] = {}
    for doc in tables.get("customers", {}).values():
        for name, value in mapping(doc, "custom").items():
            counts = told.setdefault(name, [0, 0, 0])
            answer = yes_or_no(value)
            counts[2 if answer is None else answer] += 1
    fields = [name for name, (no, yes, other) in told.items() if no and yes and not other]
    return Gathered(Book(tables), room.roster.moment, tuple(sorted(fields)[:_FIELDS]))


def learn(gathered_: Gathered, model: ScoringModel, field: str, watch: Watch) -> Learned:
    """What the outcomes say; on a thread of its own. Raises Invalid, Stopped."""
    from tierdesk.scoring.learning.outcomes import outcomes_of
    from tierdesk.scoring.learning.suggest import suggested
    from tierdesk.scoring.learning.watch import part_of

    book = gathered_.book
    outcomes = outcomes_of(
        book, gathered_.moment, field, industries=model.industries, without=_apart(book, model),
        watch=part_of(watch, 0.0, 0.3),
    )  # fmt: skip
    found = suggested(book, outcomes, model, part_of(watch, 0.3, 1.0))
    return Learned(found, _contest(book, outcomes, model))


def _apart(book: Book, model: ScoringModel) -> tuple[str, ...]:
    """The industries whose customers variants grade, for the model of all others."""
    from tierdesk.scoring.default_model import all_models_of

    if model.industries:
        return ()
    variants = [one for one in all_models_of(book).variants if one.kind == model.kind]
    return tuple(name for one in variants for name in one.industries)


def _contest(book: Book, outcomes: Outcomes, model: ScoringModel) -> Contest | None:
    """The newest draft of the book against the model in force, on what was decided since."""
    from tierdesk.scoring.default_model import all_models_of
    from tierdesk.scoring.kept_versions import TABLE, versions_of
    from tierdesk.scoring.learning.challenge import challenge, saved_at
    from tierdesk.scoring.variants import same_customers
    from tierdesk.ui.weights.draft import Subject
    from tierdesk.ui.weights.look import in_force

    drafts = [
        version for version in versions_of(book)
        if version.model.status == "draft" and same_customers(version.model, model)
    ]  # fmt: skip
    if not drafts or drafts[-1].id is None:
        return None
    rival = drafts[-1]
    active = in_force(all_models_of(book), Subject(model.kind, model.industries))
    since = saved_at(book, TABLE, rival.id or 0, rival.created_at)
    return challenge(book, outcomes, active, rival.model, since)
