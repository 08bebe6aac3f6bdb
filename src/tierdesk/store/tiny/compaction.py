"""Folding the journal into a new generation of the data file, and when that is worth it.

The order of the steps is what makes it safe: the new snapshot is on the disk before it gets
its name, and it has its name before the journal starts anew. Between the two renames anybody
who comes along finishes the rotation. The previous generation stays as hard links.
"""

import errno
import itertools
from collections.abc import Callable
from typing import NamedTuple

from tierdesk.errors import system_reason
from tierdesk.i18n.message import say
from tierdesk.store.port import StoreError
from tierdesk.store.tiny.failures import disk_error
from tierdesk.store.tiny.journal import header_line
from tierdesk.store.tiny.paths import base_name
from tierdesk.store.tiny.refresh import refresh
from tierdesk.store.tiny.renewal import attach, keep, write_journal
from tierdesk.store.tiny.session import Session
from tierdesk.store.tiny.snapshot import Meta, write_snapshot
from tierdesk.store.tiny.syscalls import read_from, remove, stat_or_none

MEGA = 1 << 20
LEAST_JOURNAL = MEGA
MOST_JOURNAL = 8 * MEGA
BIG_SNAPSHOT = 8 * MEGA
SMALL_SNAPSHOT = 2 * MEGA
IDLE_SECONDS = 2.0

_numbers = itertools.count(1)


class Prepared(NamedTuple):
    """A snapshot that was written off the lock, and the journal lines that came after it."""

    path: str
    meta: Meta
    tail: bytes


def rotate(
    session: Session, prepared: Prepared | None = None, *, keep_previous: bool = True
) -> None:
    """Write and switch to a new generation. The caller holds the lock and is up to date.
    Raises OSError; then the old generation stands, or the new one can be finished by
    whoever comes next."""
    io, paths = session.io, session.paths
    old = stat_or_none(io, paths.data)
    like = old or stat_or_none(io, paths.bak)
    gen = max(session.gen, session.snap_gen) + 1
    if prepared is None:
        meta = write_snapshot(io, paths.tmp, session.book.tables, session.meta(gen), like)
        prepared = Prepared(paths.tmp, meta, b"")
    meta = prepared.meta
    lines = header_line(session.header(meta)) + prepared.tail
    write_journal(io, paths.journal_tmp, lines, like)
    if keep_previous and old is not None:
        keep(session, paths.data, paths.bak)
    io.replace(prepared.path, paths.data)
    io.fsync_dir(paths.folder)
    if keep_previous:
        keep(session, paths.journal, paths.old_journal)
    io.replace(paths.journal_tmp, paths.journal)
    io.fsync_dir(paths.folder)
    session.base_seq = meta.seq
    session.replaces = ""
    attach(session, gen, len(lines))


def rebase(session: Session) -> None:
    """Two generations at once: after something other than a change set wrote the book, the
    previous generation must be one that leads to this one without a gap."""
    rotate(session, keep_previous=False)
    rotate(session)


def compact(session: Session, off_lock: bool | None, timeout: float) -> bool:
    """Fold the journal into the data file; False when that was not possible now (a note says
    why) or another session did it meanwhile. `off_lock` None: when the file is large."""
    if session.absent:
        return False
    with session.lock.exclusive(timeout):
        refresh(session, exclusive=True)
        if session.forbidden is not None:
            return False
        if session.book.seq == session.base_seq:
            return True
        if off_lock is None:
            off_lock = session.snap_size > BIG_SNAPSHOT
        if not off_lock:
            return attempt(session, lambda: rotate(session))
        view, meta, start = session.book.view(), session.meta(session.gen + 1), session.joff
        like = stat_or_none(session.io, session.paths.data)
    path = session.paths.own_tmp(session.io, next(_numbers))
    try:
        meta = write_snapshot(session.io, path, view, meta, like)
        return _switch(session, path, meta, start)
    except OSError as error:
        _postponed(session, error, path)
        return False
    except StoreError:
        remove(session.io, path)
        raise


def _switch(session: Session, path: str, meta: Meta, start: int) -> bool:
    with session.lock.exclusive(session.options.timeout):
        refresh(session, exclusive=True)
        if session.gen != meta.gen - 1 or session.forbidden is not None:
            remove(session.io, path)
            return False
        tail = read_from(session.io, session.jfd, start)[: session.joff - start]
        return attempt(session, lambda: rotate(session, Prepared(path, meta, tail)), path)


def attempt(session: Session, work: Callable[[], None], *leftovers: str) -> bool:
    """Do it, or note why it has to wait; the changes stay in the journal either way."""
    try:
        work()
    except OSError as error:
        _postponed(session, error, session.paths.tmp, session.paths.journal_tmp, *leftovers)
        return False
    return True


def _postponed(session: Session, error: OSError, *leftovers: str) -> None:
    for path in leftovers:
        remove(session.io, path)
    if error.errno == errno.EIO:
        session.forbid(disk_error(session.paths))
        return
    session.note(
        say(
            "The journal could not be folded into %(name)s (%(detail)s); nothing is lost, the"
            " changes stay in the journal until that is put right.",
            name=session.paths.name,
            detail=system_reason(error),
        )
    )


def journal_limit(snapshot: int) -> int:
    """Bytes of journal at which folding pays: a quarter of the file, 1 to 8 MB, so that
    replaying it never costs more than reading the file itself."""
    return min(MOST_JOURNAL, max(LEAST_JOURNAL, snapshot // 4))


def due(session: Session, idle: float) -> bool:
    """Is it time, `idle` seconds after the last commit of this session?"""
    if session.absent or session.book.seq == session.base_seq:
        return False
    if session.joff > journal_limit(session.snap_size):
        return True
    return session.snap_size <= BIG_SNAPSHOT and idle >= IDLE_SECONDS


def due_at_exit(session: Session) -> bool:
    """Is it worth it when a session leaves? A command of one line must not rewrite 20 MB, so
    a large file waits until its journal has grown; a small one is always left complete."""
    if session.absent or session.book.seq == session.base_seq:
        return False
    return session.snap_size <= SMALL_SNAPSHOT or session.joff > journal_limit(session.snap_size)


def sweep(session: Session) -> None:
    """Remove half-written snapshots of processes that are gone. The caller holds the lock."""
    stem = base_name(session.paths.tmp) + "-"
    for name in session.io.listdir(session.paths.folder):
        pid = name.removeprefix(stem).partition("-")[0]
        if name.startswith(stem) and pid.isdigit() and not session.io.alive(int(pid)):
            remove(session.io, f"{session.paths.folder}/{name}")
