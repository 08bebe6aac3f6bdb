"""The file store: what the desk holds. Every public method is one short story; the work is
done by the modules that it names.

A session in a worker thread may share it with a screen that only reads `tables()`.
"""

import errno
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from tierdesk.domain.document import Doc, Tables
from tierdesk.i18n.message import Message, say
from tierdesk.store.port import (
    Applied,
    ChangeSet,
    Listener,
    LockTimeout,
    Points,
    Resolve,
    StoreError,
    Unreachable,
)
from tierdesk.store.tiny import commit as writing
from tierdesk.store.tiny import compaction
from tierdesk.store.tiny.assembly import read_moment
from tierdesk.store.tiny.failures import disk_error, not_saved, read_only, unreachable
from tierdesk.store.tiny.migrations import CURRENT
from tierdesk.store.tiny.opening import open_files, open_locked, open_session, unlock_writing
from tierdesk.store.tiny.paths import Paths
from tierdesk.store.tiny.refresh import idle, refresh
from tierdesk.store.tiny.session import Options, Session, Versions
from tierdesk.store.tiny.syscalls import OsIO, stat_or_none

POLL_SECONDS = 0.02
EXIT_SECONDS = 0.5
EMPTY: Tables = {}


class FileStore:
    """One session on one data file. `resolve` fills placeholder ids into a document's
    references, `points` tells which documents one names; `who` is the name that changes carry;
    `older` ("file" or "newest") answers the question that an older copy of the data file
    raises; `lazy` names tables whose documents are parsed when somebody asks for them.
    Constructing does no input or output; errors are those of the port."""

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        readonly: bool = False,
        resolve: Resolve | None = None,
        points: Points | None = None,
        io: OsIO | None = None,
        lock_timeout: float = 5.0,
        who: str | None = None,
        older: str | None = None,
        versions: Versions = CURRENT,
        lazy: Iterable[str] = (),
    ) -> None:
        self._path = os.fspath(path)
        self._asked = (readonly, lock_timeout, who, older, versions, frozenset(lazy))
        self._io = io or OsIO()
        self._resolve, self._points = resolve, points
        self._session: Session | None = None
        self._mutex = threading.RLock()
        self._compacting = threading.Lock()
        self._last_change = 0.0
        self._early_notes: list[Message] = []
        self.listeners: list[Listener] = []

    @property
    def readonly(self) -> bool:
        """Would a commit be refused?"""
        session = self._session
        return self._asked[0] if session is None else session.forbidden is not None

    @property
    def notes(self) -> list[Message]:
        """What the user must be told."""
        session = self._session
        return self._early_notes if session is None else session.notes

    @property
    def path(self) -> str:
        """The data file, resolved once it is open."""
        return self._path if self._session is None else self._session.paths.data

    @property
    def session(self) -> Session:
        """The open session, for the modules and rigs of this package. Raises Unreachable."""
        if self._session is None:
            raise Unreachable(say("The book is not open; open it first."))
        return self._session

    def load(self, progress: Callable[[float], None] | None = None) -> int:
        """Open (again) and read everything; returns the cursor. A missing file is an empty
        book, which the first commit creates. `progress` gets 0..1 and makes room for other
        threads; without it the file is parsed in one go. When opening again fails, what was
        shown before stays, for a rescue copy."""
        with self._compacting, self._mutex:
            paths = Paths.of(self._path)
            try:
                opened = open_session(self._io, paths, self._options(), progress)
            except OSError as error:
                raise unreachable(error, paths) from error
            self._leave()
            self._session = opened
            self._last_change = self._io.monotonic()
            return opened.book.seq

    def _options(self) -> Options:
        readonly, timeout, who, older, versions, lazy = self._asked
        name = who or f"{os.environ.get('USER') or os.getuid()}@{os.uname().nodename}"
        return Options(readonly, timeout, f"{name}:{self._io.pid()}", older, versions, lazy)

    def tables(self) -> Tables:
        """The live tables, read only: {table: {id as text: document}}."""
        return EMPTY if self._session is None else self._session.book.tables

    def get(self, table: str, doc_id: int) -> Doc | None:
        """One document or None."""
        return None if self._session is None else self._session.book.get(table, doc_id)

    def free_id(self, table: str) -> int:
        """The id that the next new document of a table would get."""
        return self.session.book.free_id(table)

    def commit(self, change: ChangeSet) -> Applied:
        """Write one change set, all or nothing; durable when it returns."""
        with self._mutex, self._failing_to_save():
            session = self.session
            if session.unknown and session.unknown == change.cid:
                raise writing.unknown(session)
            if session.forbidden is not None:
                raise read_only(session.forbidden)
            if session.absent:
                self._prepare_first()
            with session.lock.exclusive(session.options.timeout):
                if session.absent:
                    self._create(session)
                self._refresh(session, exclusive=True)
                if session.forbidden is not None:
                    raise read_only(session.forbidden)
                applied = writing.commit(session, change, self._resolve, self._points)
            self._tell([applied])
            return applied

    def _prepare_first(self) -> None:
        session = self.session
        if stat_or_none(self._io, session.paths.folder) is None:
            raise unreachable(FileNotFoundError(errno.ENOENT, "folder"), session.paths)
        unlock_writing(session)
        if session.forbidden is not None:
            raise read_only(session.forbidden)

    def _create(self, session: Session) -> None:
        """The first commit makes the book, unless somebody else was first."""
        if not read_moment(self._io, session.paths).bare:
            open_locked(session)
            self._arrived(session)
            return
        session.store = self._io.fresh_id()
        try:
            compaction.rotate(session, keep_previous=False)
        except OSError:
            session.store = ""
            raise

    def _arrived(self, session: Session) -> None:
        """Somebody else made the book that was missing: all of it is news."""
        book = session.book
        if not session.absent:
            ops = [(name, int(key), book.tables[name][key]) for name, key in book.all_keys()]
            cid = f"catch-up-{book.seq}"
            session.pending.append(Applied(book.seq, cid, "", "", ops, [None] * len(ops)))
            self._tell(session.pending[-1:])

    def changes(self) -> list[Applied]:
        """What other sessions committed since the last call. Two stats when nothing happened;
        waits at most 20 ms for the lock, then tries again at the next call."""
        if not self._mutex.acquire(timeout=POLL_SECONDS):
            return []
        try:
            self.catch_up()
            session = self.session
            found, session.pending = session.pending, []
            return found
        finally:
            self._mutex.release()

    def catch_up(self) -> None:
        """See what other sessions did, and leave the news for the next `changes()`."""
        with self._mutex:
            session = self.session
            try:
                if not idle(session):
                    self._look(session)
            except OSError as error:
                if error.errno == errno.EIO:
                    session.forbid(disk_error(session.paths))
                raise unreachable(error, session.paths) from error

    def _look(self, session: Session) -> None:
        try:
            if session.absent:
                open_files(session)
                self._arrived(session)
                return
            with session.lock.shared(min(POLL_SECONDS, session.options.timeout)):
                self._refresh(session, exclusive=False)
        except LockTimeout:
            return

    def _refresh(self, session: Session, *, exclusive: bool) -> None:
        known = len(session.pending)
        try:
            refresh(session, exclusive=exclusive)
        finally:
            self._tell(session.pending[known:])

    def _tell(self, changes: list[Applied]) -> None:
        if changes:
            self._last_change = self._io.monotonic()
        for listener in self.listeners:
            for applied in changes:
                listener(applied)

    def maintain(self) -> None:
        """Compact when it is time; call it while nothing else happens, off the screen's
        thread."""
        idle_for = self._io.monotonic() - self._last_change
        session = self._session
        if session is not None and not self.readonly and compaction.due(session, idle_for):
            self.compact()

    def compact(self, off_lock: bool | None = None, *, timeout: float | None = None) -> bool:
        """Fold the journal into the data file now; False when it has to wait (see `notes`).
        Commits of this session go on meanwhile when the file is large."""
        session = self.session
        if not self._compacting.acquire(blocking=False):
            return False
        try:
            with self._failing_to_save():
                wait = session.options.timeout if timeout is None else timeout
                return compaction.compact(session, off_lock, wait)
        finally:
            self._compacting.release()

    def rescue(self, path: str | os.PathLike[str]) -> None:
        """Write what memory holds as a complete data file elsewhere, when the own one is not
        to be trusted any more. Raises Refused rather than overwrite."""
        from tierdesk.store.tiny.backup import write_copy

        write_copy(self.session, os.fspath(path), overwrite=False)

    def close(self, compact: bool = True) -> None:
        """Leave. With `compact` the journal is folded in when that is cheap or due."""
        if self._session is None:
            return
        if compact and not self.readonly and compaction.due_at_exit(self._session):
            self._fold_or_note()
        with self._compacting, self._mutex:
            self._leave()

    def _fold_or_note(self) -> None:
        """Whatever keeps the journal from being folded in must not keep a session from
        leaving: all changes are in the journal."""
        try:
            self.compact(timeout=EXIT_SECONDS)
        except StoreError as error:
            self.session.note(error.message)

    def _leave(self) -> None:
        if self._session is not None:
            self._early_notes = self._session.notes
            self._session.close_files()
            self._session = None

    @contextmanager
    def _failing_to_save(self) -> Iterator[None]:
        """An error of the system before anything was written is a sentence, too."""
        try:
            yield
        except OSError as error:
            session = self.session
            if error.errno == errno.EIO:
                session.forbid(disk_error(session.paths))
            raise not_saved(error, session.paths) from error
