"""Copies of a book that open by themselves, and putting one back.

A backup is a complete snapshot of one moment with its own checksum. Restoring verifies first
and deletes nothing: what lay there is set aside, complete, under a dated name.
"""

import errno
import os
import time
from dataclasses import replace
from typing import NamedTuple

from tierdesk.errors import Refused
from tierdesk.i18n.message import say
from tierdesk.store.port import Damaged, Unreachable
from tierdesk.store.tiny.assembly import no_way
from tierdesk.store.tiny.engine import FileStore
from tierdesk.store.tiny.failures import not_saved, unreachable
from tierdesk.store.tiny.journal import header_line, scan
from tierdesk.store.tiny.lock import FileLock
from tierdesk.store.tiny.paths import NO_LINKS, Paths, base_name
from tierdesk.store.tiny.recovery import too_new
from tierdesk.store.tiny.renewal import write_journal
from tierdesk.store.tiny.session import Session
from tierdesk.store.tiny.snapshot import (
    FORMAT,
    Meta,
    Parsed,
    UnreadableError,
    parse,
    write_snapshot,
)
from tierdesk.store.tiny.syscalls import OsIO, read_file, remove, stat_or_none

FilePath = str | os.PathLike[str]


class Copied(NamedTuple):
    """What a copy holds: the change it stands at, documents per table, bytes, checksum."""

    path: str
    seq: int
    counts: dict[str, int]
    size: int
    crc: str


class Restored(NamedTuple):
    """What came back, and the name under which the former book was set aside ("" when there
    was none)."""

    path: str
    seq: int
    counts: dict[str, int]
    former: str


def backup(source: FileStore | FilePath, target: FilePath, *, overwrite: bool = False) -> Copied:
    """Write one consistent moment of a book as a file that opens by itself. Raises NotSaved, or
    Refused when `target` exists and `overwrite` is not given."""
    if isinstance(source, FileStore):
        source.catch_up()
        return write_copy(source.session, os.fspath(target), overwrite=overwrite)
    store = FileStore(source, readonly=True)
    store.load()
    try:
        if store.session.absent:
            raise unreachable(FileNotFoundError(errno.ENOENT, "file"), store.session.paths)
        return write_copy(store.session, os.fspath(target), overwrite=overwrite)
    finally:
        store.close(compact=False)


def write_copy(session: Session, target: str, *, overwrite: bool) -> Copied:
    """What memory holds as a snapshot elsewhere; no lock is needed, documents never change."""
    io, place = session.io, Paths.of(target)
    tmp = session.paths.own_tmp(io, 0).replace(session.paths.tmp, place.tmp)
    meta = replace(session.meta(0), store=session.store or io.fresh_id())
    tables = session.book.view()
    _refuse_taken(io, session, place, overwrite=overwrite)
    try:
        written = write_snapshot(io, tmp, tables, meta, stat_or_none(io, session.paths.data))
        if overwrite:
            io.replace(tmp, place.data)
        else:
            _name(io, tmp, place)
        io.fsync_dir(place.folder)
    except OSError as error:
        remove(io, tmp)
        raise not_saved(error, place) from error
    counts = {name: len(docs) for name, docs in sorted(tables.items())}
    return Copied(place.data, written.seq, counts, written.size, written.crc)


def _refuse_taken(io: OsIO, session: Session, place: Paths, *, overwrite: bool) -> None:
    if place.data == session.paths.data or stat_or_none(io, place.journal) is not None:
        raise Refused(
            say("%(name)s is a book in use; choose another name for the copy.", name=place.name)
        )
    if not overwrite and stat_or_none(io, place.data) is not None:
        raise _taken(place)


def _taken(place: Paths) -> Refused:
    return Refused(
        say(
            "%(path)s exists already and was not overwritten; choose another name or ask for it"
            " to be overwritten.",
            path=place.data,
        )
    )


def _name(io: OsIO, tmp: str, place: Paths) -> None:
    """Give the copy its name unless somebody else took it meanwhile."""
    try:
        io.link(tmp, place.data)
    except FileExistsError as error:
        remove(io, tmp)
        raise _taken(place) from error
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        io.replace(tmp, place.data)
        return
    io.unlink(tmp)


def restore(
    source: FilePath, path: FilePath, *, io: OsIO | None = None, timeout: float = 5.0
) -> Restored:
    """Make `path` what the backup `source` holds. Other sessions on `path` notice an
    ExternalChange. Raises Damaged (the backup is not intact), Unreachable or LockTimeout;
    nothing was changed then."""
    system = io or OsIO()
    place = Paths.of(path)
    parsed = _verified(system, Paths.of(source))
    lock = FileLock(system, place.lock, f"restore:{system.pid()}")
    try:
        failure = lock.open(create=True)
        if failure is not None:
            raise unreachable(failure, place)
        with lock.exclusive(timeout):
            return _put_back(system, place, parsed)
    except OSError as error:
        raise unreachable(error, place) from error
    finally:
        lock.close()


def _verified(io: OsIO, source: Paths) -> Parsed:
    try:
        raw, _ = read_file(io, source.data)
        parsed = parse(raw, source.name)
    except OSError as error:
        if isinstance(error, FileNotFoundError):
            raise Unreachable(
                say("There is no backup %(path)s; name another file.", path=source.data)
            ) from error
        raise unreachable(error, source) from error
    except UnreadableError as error:
        raise no_way(error.reason) from error
    if parsed.meta is None or parsed.state != "ok":
        raise Damaged(
            say(
                "%(name)s is no backup, or it was changed after it was written, so nothing was"
                " restored; name a backup that is intact.",
                name=source.name,
            )
        )
    if parsed.meta.min_reader > FORMAT:
        raise too_new(source)
    return parsed


def _put_back(io: OsIO, place: Paths, parsed: Parsed) -> Restored:
    """The new files are complete before the old ones move; the old book is named first, so
    that at no moment it has no name at all."""
    assert parsed.meta is not None
    known, former_store, gen = _newest(io, place)
    meta = replace(
        parsed.meta,
        store=io.fresh_id(),
        gen=gen + 1,
        seq=max(known, parsed.meta.seq) + 1,
        replaces=former_store,
    )
    like = stat_or_none(io, place.data)
    meta = write_snapshot(io, place.tmp, parsed.tables, meta, like)
    header = _header(meta)
    write_journal(io, place.journal_tmp, header, like)
    former = _set_aside(io, place)
    io.replace(place.tmp, place.data)
    io.fsync_dir(place.folder)
    io.replace(place.journal_tmp, place.journal)
    for stale in (place.bak, place.old_journal):
        remove(io, stale)
    io.fsync_dir(place.folder)
    counts = {name: len(docs) for name, docs in sorted(parsed.tables.items())}
    return Restored(place.data, meta.seq, counts, former)


def _header(meta: Meta) -> bytes:
    from tierdesk.store.tiny.journal import Header

    return header_line(
        Header(meta.store, meta.gen, meta.seq, meta.prev, meta.crc, meta.size, meta.min_writer)
    )


def _newest(io: OsIO, place: Paths) -> tuple[int, str, int]:
    """The last change, store and generation that the present files know of: revisions must
    not be used a second time for other contents."""
    known, store, gen = 0, "", 0
    for name in (place.bak, place.data):
        if stat_or_none(io, name) is None:
            continue
        try:
            meta = parse(read_file(io, name)[0], name).meta
        except UnreadableError:
            continue
        if meta is not None:
            known, store, gen = max(known, meta.seq), meta.store, max(gen, meta.gen)
    if stat_or_none(io, place.journal) is not None:
        found = scan(read_file(io, place.journal)[0])
        known = max(known, found.last)
        if found.header is not None and found.header.store:
            store, gen = found.header.store, max(gen, found.header.gen)
    return known, store, gen


def _set_aside(io: OsIO, place: Paths) -> str:
    """Second names for all files of the former book, which so opens by itself."""
    names = [place.data, place.journal, place.bak, place.old_journal]
    there = [name for name in names if stat_or_none(io, name) is not None]
    if not there:
        return ""
    day = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(io.wall()))
    stem, number = f"{place.data}.before-restore-{day}", 1
    while any(stat_or_none(io, stem + name[len(place.data) :]) is not None for name in there):
        number += 1
        stem = f"{place.data}.before-restore-{day}-{number}"
    for name in there:
        io.link(name, stem + name[len(place.data) :])
    io.fsync_dir(place.folder)
    return base_name(stem)
