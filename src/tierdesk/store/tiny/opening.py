"""Opening a book: read under the shared lock, parse off it, repair under the exclusive one.

The lock is held only while bytes are read, so a large book does not keep others waiting.
"""

import os
import stat

from tierdesk.collector import resting
from tierdesk.errors import system_reason
from tierdesk.i18n.message import say
from tierdesk.store.port import Unreachable
from tierdesk.store.tiny.assembly import Assembly, Moment, assemble, read_moment
from tierdesk.store.tiny.compaction import sweep
from tierdesk.store.tiny.failures import DENIED, READS_ONLY
from tierdesk.store.tiny.lock import FileLock
from tierdesk.store.tiny.migrations import migrate
from tierdesk.store.tiny.mounts import warning
from tierdesk.store.tiny.paths import Paths
from tierdesk.store.tiny.reading import Progress
from tierdesk.store.tiny.recovery import doubled
from tierdesk.store.tiny.session import Options, Session
from tierdesk.store.tiny.settling import settle, take_in
from tierdesk.store.tiny.syscalls import OsIO, stat_or_none


def open_session(
    io: OsIO, paths: Paths, options: Options, progress: Progress | None = None
) -> Session:
    """A session on the book as it is now. Without any file the session is `absent` and
    nothing was created. Raises OSError or an error of the port."""
    session = Session(io, paths, options, FileLock(io, paths.lock, options.who))
    network = warning(paths.folder, io.mounts())
    if network is not None:
        session.note(network)
    if options.readonly:
        session.forbidden = READS_ONLY
    data = stat_or_none(io, paths.data)
    if data is None and not any(stat_or_none(io, p) for p in (paths.journal, paths.bak)):
        return session
    if data is not None and not stat.S_ISREG(data.st_mode):
        raise Unreachable(say("%(path)s is not a file; name a file.", path=paths.data))
    try:
        with resting():
            open_files(session, progress)
    except BaseException:
        session.close_files()
        raise
    return session


def open_files(session: Session, progress: Progress | None = None) -> None:
    """Read what is there; what has to be repaired is, when the session may write."""
    unlock_writing(session)
    if session.forbidden is None:
        sweep(session)
    with session.lock.shared(session.options.timeout):
        moment = read_moment(session.io, session.paths)
        _hold_journal(session, moment)
    if moment.bare:
        session.saw_snapshot(moment.data)
        return
    work = _assemble(session, moment, progress)
    if session.forbidden is None and work.calls_for_writing:
        with session.lock.exclusive(session.options.timeout):
            open_locked(session)
        return
    _follow(session, work)


def open_locked(session: Session) -> None:
    """Read, assemble and repair. The caller holds the lock exclusively."""
    moment = read_moment(session.io, session.paths)
    work = _assemble(session, moment, None)
    if session.forbidden is None and work.calls_for_writing:
        take_in(session, work)
        settle(session, work)
        return
    _hold_journal(session, moment)
    _follow(session, work)


def unlock_writing(session: Session) -> None:
    """Open the lock file; a session that may not write it is read-only."""
    like = stat_or_none(session.io, session.paths.data)
    failure = session.lock.open(create=not session.options.readonly, like=like)
    if failure is None:
        return
    if failure.errno not in DENIED:
        session.forbid(
            say(
                "%(name)s is read-only here, because nothing can be written in %(folder)s"
                " (%(detail)s); put that right to change it.",
                name=session.paths.name,
                folder=session.paths.folder,
                detail=system_reason(failure),
            )
        )
        return
    session.forbid(
        say(
            "%(name)s is read-only here, because writing in %(folder)s is not permitted; ask for"
            " permission to change it.",
            name=session.paths.name,
            folder=session.paths.folder,
        )
    )


def _assemble(session: Session, moment: Moment, progress: Progress | None) -> Assembly:
    work = assemble(session.io, session.paths, session.options, moment, progress)
    migrate(work, session.options.versions, session.paths)
    if work.base is not None and work.todo in ("nothing", "cut"):
        work.single = not doubled(session.io, session.paths, work.base)
    return work


def _hold_journal(session: Session, moment: Moment) -> None:
    """Open the very journal that was read. What a killed writer left unsynced is synced
    before anybody sees it."""
    io, paths = session.io, session.paths
    session.saw_snapshot(moment.data)
    if session.jfd >= 0:
        io.close(session.jfd)
        session.jfd = -1
    if moment.journal_stat is None:
        return
    if session.forbidden is None:
        try:
            session.jfd = io.open(paths.journal, os.O_RDWR | os.O_APPEND)
        except OSError as error:
            if error.errno not in DENIED:
                raise
            session.forbid(
                say(
                    "%(name)s is read-only here, because its journal may not be written; ask for"
                    " permission to change it.",
                    name=paths.name,
                )
            )
    if session.jfd < 0:
        session.jfd = io.open(paths.journal, os.O_RDONLY)
    elif moment.journal:
        io.fdatasync(session.jfd)
    session.jino = io.fstat(session.jfd).st_ino


def _follow(session: Session, work: Assembly) -> None:
    """Show the book and go on reading the journal that it came from."""
    take_in(session, work)
    header = work.scan.header
    session.joff = work.scan.good
    if header is None or work.todo in ("rotate", "rebase"):
        if session.jfd >= 0:
            session.io.close(session.jfd)
            session.jfd = -1
    elif not header.guessed:
        session.gen = header.gen
        session.snap_gen = work.base.gen if work.base else header.gen
