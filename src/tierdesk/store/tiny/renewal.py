"""Starting a journal anew for a data file that is in place, and holding on to it.

Shared by opening, refreshing and compaction, so it knows none of them.
"""

import os

from tierdesk.store.tiny.journal import header_line
from tierdesk.store.tiny.paths import NO_LINKS, write_new
from tierdesk.store.tiny.session import Session
from tierdesk.store.tiny.snapshot import Meta, dress
from tierdesk.store.tiny.syscalls import OsIO, read_file, remove, stat_or_none, write_all


def write_journal(io: OsIO, path: str, lines: bytes, like: os.stat_result | None) -> None:
    """A whole journal under a temporary name, on the disk when this returns."""
    fd = io.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
    try:
        if like is not None:
            dress(io, fd, like)
        write_all(io, fd, lines)
        io.fsync(fd)
    finally:
        io.close(fd)


def renew_journal(session: Session, meta: Meta, tail: bytes, *, keep_previous: bool) -> None:
    """Replace the journal by one that continues the snapshot `meta` with the lines `tail`.
    The caller holds the lock; also how a rotation is finished whose process died: then the
    old journal becomes the previous one, as it would have."""
    io, paths = session.io, session.paths
    lines = header_line(session.header(meta)) + tail
    write_journal(io, paths.journal_tmp, lines, stat_or_none(io, paths.data))
    if keep_previous:
        keep(session, paths.journal, paths.old_journal)
    io.replace(paths.journal_tmp, paths.journal)
    io.fsync_dir(paths.folder)
    session.base_seq = meta.seq
    attach(session, meta.gen, len(lines))


def keep(session: Session, source: str, target: str) -> None:
    """Let the previous generation live on under a second name, replaced in one step;
    a disk without hard links gets a copy."""
    io = session.io
    half = target + ".tmp"
    remove(io, half)
    try:
        io.link(source, half)
    except FileNotFoundError:
        return
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        write_new(io, half, read_file(io, source)[0])
    io.replace(half, target)


def attach(session: Session, gen: int, end: int) -> None:
    """Hold the journal that lies at its place now, which is read up to `end`."""
    io, paths = session.io, session.paths
    fd = io.open(paths.journal, os.O_RDWR | os.O_APPEND)
    if session.jfd >= 0:
        io.close(session.jfd)
    session.jfd = fd
    session.jino = io.fstat(fd).st_ino
    session.joff = end
    session.gen = session.snap_gen = gen
    session.saw_snapshot(io.stat(paths.data))
