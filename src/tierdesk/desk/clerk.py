"""The one thread that owns the desk: opens the book, does what the screens ask for, notices what
other sessions did, and publishes a snapshot after every change.

A screen never waits: it hands in work and is told the answer. It must not know the screen
library; `post` carries every call back to the screen's thread.
"""

import gc
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from tierdesk.desk.desk import Desk
from tierdesk.desk.mailbox import Mailbox
from tierdesk.desk.mishap import mishap
from tierdesk.desk.room import Room
from tierdesk.desk.snapshot import Snapshot
from tierdesk.errors import Refused, TierdeskError
from tierdesk.i18n.message import say

T = TypeVar("T")
Progress = Callable[[float], None]
Work = Callable[[Room], T]
Answer = Callable[[T | TierdeskError], None]

POLL_SECONDS = 0.5
_UPKEEP_SECONDS = 5.0
_READING = 0.55
"""The share of loading that is reading the file; the rest is grading."""
_STEP = 0.02


class Stopped(TierdeskError):
    """The desk was left while the book was still being read."""


class Clerk:
    """Everything public is called on the screen's thread and returns at once (but `stop`).

    `open_desk` is called on the clerk's thread with where to report 0..1. `post` hands a
    callable to the screen's thread and never raises; `on_loading`, `on_snapshot`, `on_failure`
    and every answer go through it. `prepare` is called on the clerk's thread once the book is
    open, with what it has to call every few milliseconds, which lets the screen have its turn and
    ends the preparing when the desk is left; `keep` is called with the last snapshot before the book
    is closed, and what it returns once it is; `log` is where failures that nobody expected are
    written."""

    def __init__(
        self,
        open_desk: Callable[[Progress], Desk],
        post: Callable[[Callable[[], None]], None],
        *,
        on_loading: Callable[[float], None],
        on_snapshot: Callable[[Snapshot], None],
        on_failure: Callable[[TierdeskError], None],
        prepare: Callable[[Room, Progress], None] | None = None,
        keep: Callable[[Snapshot], Callable[[], None]] | None = None,
        log: Path | None = None,
        poll: float = POLL_SECONDS,
    ) -> None:
        self._open_desk, self._post = open_desk, post
        self._on_loading, self._on_snapshot, self._on_failure = on_loading, on_snapshot, on_failure
        self._prepare, self._keep, self._log, self._poll = prepare, keep, log, poll
        self._mailbox = Mailbox()
        self._thread = threading.Thread(target=self._run, name="clerk", daemon=True)
        self._upkeep: threading.Thread | None = None
        self._room: Room | None = None
        self._closed_because: TierdeskError = Stopped(say("The book is not open yet."))
        self._told: dict[str, str] = {}
        self._shown = 0.0
        self._polled = self._written = 0.0
        self._compact = True

    def start(self) -> None:
        """Begin to open the book."""
        self._thread.start()

    def submit(self, work: Work[T], answer: Answer[T]) -> None:
        """Have something done, after all that was submitted before; it is done even when the
        desk is left meanwhile. A snapshot that it causes comes before its answer."""
        self._ask(work, answer, "")

    def latest(self, slot: str, work: Work[T], answer: Answer[T]) -> None:
        """Have something looked up; what waits in the same slot gives way to it, unanswered."""
        self._ask(work, answer, slot)

    def reopen(self) -> None:
        """Read the book again, after a failure or because another program changed it."""
        self._mailbox.put(self._open)

    def stop(self, timeout: float = 5.0, *, compact: bool = True) -> bool:
        """Finish what was submitted, close the book (tidying up with `compact`) and keep the
        last snapshot; False when that takes longer than `timeout` seconds."""
        self._compact = compact
        self._mailbox.close()
        if self._thread.ident is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _ask(self, work: Work[T], answer: Answer[T], slot: str) -> None:
        def job() -> None:
            found = self._done(work)
            self._post(lambda: answer(found))

        if not self._mailbox.put(job, slot):
            late = Refused(say("The desk is being closed; nothing more is taken in."))
            self._post(lambda: answer(late))

    def _run(self) -> None:
        try:
            self._work()
        finally:
            self._leave()

    def _work(self) -> None:
        self._open()
        while True:
            job = self._mailbox.take(self._poll)
            if job is not None:
                job()
            elif self._mailbox.closed:
                break
            if time.monotonic() - self._polled >= self._poll:
                self._look_around()

    def _open(self) -> None:
        """Read and grade the book with the collector of garbage at rest: it would look through a
        million new objects again and again, all of which stay."""
        gc.disable()
        try:
            failure = self._guarded("open", self._opened)
            if failure is not None:
                self._closed_because = failure
        finally:
            gc.freeze()
            gc.enable()
        self._polled = time.monotonic()

    def _opened(self) -> None:
        self._shown = 0.0
        room = self._room
        if room is not None:
            room.desk.reload(lambda done: self._loading(_READING * done))
            self._show(room.renewed(mine=False))
            return
        desk = self._open_desk(lambda done: self._loading(_READING * done))
        try:
            room = self._room = Room(
                desk,
                progress=lambda done: self._loading(_READING + (1.0 - _READING) * done),
                yield_=_let_in,
            )
        except TierdeskError:
            desk.close(compact=False)
            raise
        self._show(room.snapshot)
        with suppress(Stopped):  # what was submitted by then is done without it
            if self._prepare is not None:
                self._prepare(room, self._pause)
            if not room.desk.store.readonly:
                _warm_up()

    def _pause(self, _: float) -> None:
        """Between two steps of what nobody has to wait for when the desk is left."""
        if self._mailbox.closed:
            raise Stopped(say("The desk was left before everything was prepared."))
        _let_in()

    def _loading(self, done: float) -> None:
        """Tell how far it is, in steps, and let the screen paint."""
        if self._mailbox.closed:
            raise Stopped(say("The desk was closed while the book was being read."))
        if done >= self._shown + _STEP:
            self._shown = done
            self._post(lambda: self._on_loading(done))
        _let_in()

    def _done(self, work: Work[T]) -> T | TierdeskError:
        """The outcome of a piece of work; what it changed is published."""
        room = self._room
        if room is None:
            return self._closed_because
        revision = room.desk.revision
        found = self._outcome(work, room)
        mine = room.desk.revision != revision
        if mine:
            self._written = time.monotonic()
        self._guarded("follow", lambda: self._show(room.renewed(mine=mine)))
        return found

    def _outcome(self, work: Work[T], room: Room) -> T | TierdeskError:
        try:
            return work(room)
        except TierdeskError as failure:
            return failure
        except Exception as failure:  # noqa: BLE001 - written down and told, never swallowed
            return mishap(failure, self._log)

    def _guarded(self, name: str, step: Callable[[], None]) -> TierdeskError | None:
        """Do something that nobody waits for; a failure is told, but not again and again."""
        try:
            step()
            self._told.pop(name, None)
            return None
        except TierdeskError as failure:
            told = failure
        except Exception as failure:  # noqa: BLE001 - written down and told, never swallowed
            told = mishap(failure, self._log)
        if str(told.message) != self._told.get(name):
            self._told[name] = str(told.message)
            self._post(lambda: self._on_failure(told))
        return told

    def _look_around(self) -> None:
        """What other sessions did, what the clock did, and what the store wants to tidy up."""
        room = self._room
        if room is not None:
            self._guarded("poll", lambda: self._caught_up(room))
            self._guarded("tidy", lambda: self._tidy(room.desk))
        self._polled = time.monotonic()

    def _caught_up(self, room: Room) -> None:
        room.desk.refresh()
        self._show(room.renewed(mine=False))
        if time.monotonic() - self._written >= self._poll:  # not between two moves of a series
            self._show(room.requeued())
        self._show(room.ticked())

    def _show(self, snapshot: Snapshot | None) -> None:
        if snapshot is not None:
            self._post(lambda: self._on_snapshot(snapshot))

    def _tidy(self, desk: Desk) -> None:
        """Folding the journal of a large book takes a second, during which commits go on: so it
        has a thread of its own, once in a while and only after this session wrote."""
        quiet = time.monotonic() - self._written
        if not self._written or quiet < _UPKEEP_SECONDS:
            return
        if self._upkeep is not None and self._upkeep.is_alive():
            return
        self._written = 0.0
        self._upkeep = threading.Thread(
            target=self._guarded,
            args=("upkeep", desk.store.maintain),
            name="clerk-upkeep",
            daemon=True,
        )
        self._upkeep.start()

    def _leave(self) -> None:
        room = self._room
        if room is None:
            return

        def leave() -> None:
            room.desk.refresh()  # what is kept for the next start must be what the file says then
            room.renewed(mine=False)
            room.requeued()
            kept = None
            try:
                if self._keep is not None:
                    kept = self._keep(room.snapshot)
            finally:  # whatever is wrong with what is only kept for a quicker start
                room.desk.close(compact=self._compact)
            if kept is not None:
                kept()

        self._guarded("leave", leave)


def _warm_up() -> None:
    """Have what checks a change at hand: importing it takes a tenth of a second, which the first
    log line need not wait for."""
    import tierdesk.domain.validation  # noqa: F401 - for its being imported


def _let_in() -> None:
    """Give the other thread a turn: a thread that only computes would keep the interpreter for
    five milliseconds at a time, and the screen would stutter."""
    time.sleep(0)
