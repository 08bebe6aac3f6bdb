"""Looking a book over without touching it, and the two repairs that a user may ask for.

`check` reads and never changes a byte, so it may be run on damaged files and on books in use.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from tierdesk.i18n.message import Message, say, say_n
from tierdesk.store.port import NotSaved, StoreError
from tierdesk.store.tiny.assembly import Assembly, assemble, read_moment
from tierdesk.store.tiny.engine import FileStore
from tierdesk.store.tiny.failures import not_saved, read_only, unreachable
from tierdesk.store.tiny.journal import Scan, scan, whole_behind
from tierdesk.store.tiny.lock import FileLock
from tierdesk.store.tiny.migrations import CURRENT
from tierdesk.store.tiny.paths import Paths, set_aside
from tierdesk.store.tiny.recovery import previous_journal, previous_snapshot, too_new
from tierdesk.store.tiny.session import Options, Session
from tierdesk.store.tiny.settling import carry_out, take_in
from tierdesk.store.tiny.state import Book, revision
from tierdesk.store.tiny.syscalls import OsIO, stat_or_none

FilePath = str | os.PathLike[str]
READING = Options(True, 5.0, "check", None, CURRENT)


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. `counts`: documents per table; `records`: changes in the journal;
    sizes in bytes; `seq` and `generation` are 0 when the book cannot be read."""

    ok: bool
    problems: tuple[Message, ...]
    seq: int = 0
    generation: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    records: int = 0
    data_bytes: int = 0
    journal_bytes: int = 0
    schema: int = 0


class Repaired(NamedTuple):
    """What a repair did. `kept`: changes of the journal that are in the book; `lost_records`,
    `lost_bytes`: what lay behind the damage; `aside`: where the damaged journal is kept, ""
    when nothing was damaged."""

    changed: bool
    seq: int
    kept: int
    lost_records: int
    lost_bytes: int
    aside: str
    notes: tuple[Message, ...]


def check(path: FilePath, *, io: OsIO | None = None) -> Report:
    """Verify every checksum, chain, revision and id of a book and of its previous
    generation. Raises LockTimeout or Unreachable only when nothing can be read."""
    system, place = io or OsIO(), Paths.of(path)
    lock = FileLock(system, place.lock, READING.who)
    try:
        if stat_or_none(system, place.data) is None and not _traces(system, place):
            raise unreachable(FileNotFoundError(errno.ENOENT, "file"), place)
        lock.open(create=False)
        with lock.shared(READING.timeout):
            return _look_over(system, place)
    except OSError as error:
        raise unreachable(error, place) from error
    finally:
        lock.close()


def _traces(io: OsIO, place: Paths) -> bool:
    return any(stat_or_none(io, name) is not None for name in (place.journal, place.bak))


def _look_over(io: OsIO, place: Paths) -> Report:
    moment = read_moment(io, place)
    found = scan(moment.journal)
    nothing = Report(
        False,
        (),
        records=len(found.records),
        data_bytes=len(moment.raw),
        journal_bytes=len(moment.journal),
    )
    try:
        work = assemble(io, place, READING, moment, None)
    except StoreError as error:
        return replace(nothing, problems=(error.message,))
    problems = list(work.notes)
    if work.forbidden is not None:
        problems.append(work.forbidden)
    problems += _documents(work.book)
    problems += _previous(io, place, work, found)
    counts = {name: len(docs) for name, docs in sorted(work.book.tables.items())}
    return replace(
        nothing,
        ok=not problems,
        problems=tuple(problems),
        seq=work.book.seq,
        generation=work.gen,
        counts=counts,
        schema=work.schema,
    )


def _documents(book: Book) -> Iterator[Message]:
    late = unruly = 0
    for name, docs in book.tables.items():
        free = book.free_id(name)
        late += sum(not 0 < revision(doc) <= book.seq for doc in docs.values())
        unruly += sum(int(key) >= free for key in docs)
    if late:
        yield say_n(
            "%(n)s document carries an impossible revision; restore a backup or save it anew.",
            "%(n)s documents carry an impossible revision; restore a backup or save them anew.",
            late,
        )
    if unruly:
        yield say_n(
            "%(n)s document has an id that would be given away again; compact the book.",
            "%(n)s documents have an id that would be given away again; compact the book.",
            unruly,
        )


def _previous(io: OsIO, place: Paths, work: Assembly, found: Scan) -> Iterator[Message]:
    """Would the book survive the loss of its data file?"""
    if work.base is None or work.base.seq == 0 or work.scan.header is None:
        return
    start = previous_snapshot(io, place)
    if start is not None and start[1].store == work.store:
        book = start[0]
        book.replay_after(previous_journal(io, place, work.store).records)
        book.replay_after(found.records)
        if book.seq >= found.last:
            return
    yield say(
        "The previous generation of %(name)s is missing or incomplete, so the data file could"
        " not be rebuilt from it; compact the book.",
        name=place.name,
    )


def compact(path: FilePath, *, io: OsIO | None = None) -> bool:
    """Fold the journal into the data file now; False when there is nothing to fold in.
    Raises ReadOnly or NotSaved, with the reason, when that is not possible."""
    store = FileStore(path, io=io)
    store.load()
    try:
        session = store.session
        if session.absent or session.book.seq == session.base_seq:
            return False
        if session.forbidden is not None:
            raise read_only(session.forbidden)
        if not store.compact():
            raise NotSaved(session.notes[-1])
        return True
    finally:
        store.close(compact=False)


def repair(path: FilePath, *, io: OsIO | None = None, timeout: float = 5.0) -> Repaired:
    """Make a book writable again whose journal is damaged: the damaged journal is set aside,
    the longest believable run of changes stays. Everything else that opening would repair is
    repaired too. Raises TooNew, Damaged, ExternalChange, NotSaved, LockTimeout."""
    system, place = io or OsIO(), Paths.of(path)
    options = Options(False, timeout, f"repair:{system.pid()}", None, CURRENT)
    session = Session(system, place, options, FileLock(system, place.lock, options.who))
    try:
        with _locked(session):
            return _mend(session)
    except OSError as error:
        raise not_saved(error, place) from error
    finally:
        session.close_files()


@contextmanager
def _locked(session: Session) -> Iterator[None]:
    place = session.paths
    if stat_or_none(session.io, place.data) is None and not _traces(session.io, place):
        raise unreachable(FileNotFoundError(errno.ENOENT, "file"), place)
    failure = session.lock.open(create=True)
    if failure is not None:
        raise not_saved(failure, place)
    with session.lock.exclusive(session.options.timeout):
        yield


def _mend(session: Session) -> Repaired:
    moment = read_moment(session.io, session.paths)
    work = assemble(session.io, session.paths, session.options, moment, None)
    found = work.scan
    if work.schema > CURRENT.schema or (work.base and work.base.min_writer > CURRENT.writer):
        raise too_new(session.paths)
    aside, lost, size = "", 0, 0
    if found.state == "damaged":
        aside = set_aside(session.io, session.paths.journal, session.paths.journal + ".damaged")
        lost, size = _give_up(work, moment.journal, found)
        work.forbidden, work.todo = None, "rebase"
    take_in(session, work)
    changed = work.todo != "nothing"
    if changed:
        carry_out(session, work)
    return Repaired(
        changed, session.book.seq, len(found.records), lost, size, aside, tuple(session.notes)
    )


def _give_up(work: Assembly, raw: bytes, found: Scan) -> tuple[int, int]:
    """Count what lies behind the damage, and see to it that none of the lost changes' numbers
    and ids are given away again."""
    header = found.header
    if header is not None and header.guessed and found.good == len(raw):
        return 0, 0
    behind = whole_behind(raw, found.good)
    for record in behind:
        for table, doc_id, _, _ in record.ops:
            work.book.next[table] = max(work.book.free_id(table), doc_id + 1)
    highest = max((record.seq for record in behind), default=0)
    lines = raw.count(b"\n", found.good)
    work.book.stamp([], max(highest, work.book.seq + lines) + 1)
    return len(behind), len(raw) - found.good
