"""From the bytes of one moment to a book: what state the files are in, and what that asks for.

Decides only. Nothing here writes: a reading session uses the result as it is, a writing one
hands it to `settling`, under the lock.
"""

import os
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tierdesk.i18n.message import Message, say, say_n
from tierdesk.store.port import Damaged, ExternalChange
from tierdesk.store.tiny.journal import Scan, scan
from tierdesk.store.tiny.paths import Paths, base_name
from tierdesk.store.tiny.reading import Live, Progress
from tierdesk.store.tiny.session import Options
from tierdesk.store.tiny.snapshot import Meta, Parsed, UnreadableError, blank, parse
from tierdesk.store.tiny.state import Book
from tierdesk.store.tiny.syscalls import OsIO, read_file, stat_or_none

Todo = Literal["nothing", "cut", "journal", "rotate", "rebase"]


class Moment(NamedTuple):
    """The bytes of the data file and its journal, read under one lock."""

    raw: bytes
    data: os.stat_result | None
    journal: bytes
    journal_stat: os.stat_result | None
    previous: bool

    @property
    def bare(self) -> bool:
        """No trace of a book."""
        return blank(self.raw) and self.journal_stat is None and not self.previous


@dataclass(slots=True)
class Assembly:
    """The book and what must be written before it may be changed. "cut": the journal's torn
    end; "journal": a fresh journal with the lines `tail`; "rotate"/"rebase": one or two new
    generations. `keep`: (file, stem) to set aside first; `forbidden`: why not to write;
    `copies`: (name, tables, first line) of other states of the book to write down first;
    `single`: no previous generation leads here, so a new one should be written."""

    book: Book
    store: str
    gen: int
    base: Meta | None
    scan: Scan
    todo: Todo = "nothing"
    tail: bytes = b""
    torn: bytes = b""
    schema: int = 0
    copies: list[tuple[str, Live, Meta]] = field(default_factory=list)
    single: bool = False
    keep: list[tuple[str, str]] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    forbidden: Message | None = None

    @property
    def calls_for_writing(self) -> bool:
        """Must or should the files change before the book is used?"""
        return self.forbidden is None and (self.todo != "nothing" or self.single)


class Desk(NamedTuple):
    """What every decision needs: where the files are and how the session was asked to open."""

    io: OsIO
    paths: Paths
    options: Options
    moment: Moment
    scan: Scan


def read_moment(io: OsIO, paths: Paths) -> Moment:
    """All bytes that matter, in one go. The caller holds the lock."""
    raw, data = _read(io, paths.data)
    journal, journal_stat = _read(io, paths.journal)
    previous = stat_or_none(io, paths.bak) is not None
    return Moment(raw, data, journal, journal_stat, previous)


def _read(io: OsIO, path: str) -> tuple[bytes, os.stat_result | None]:
    try:
        return read_file(io, path)
    except FileNotFoundError:
        return b"", None


def assemble(
    io: OsIO, paths: Paths, options: Options, moment: Moment, progress: Progress | None
) -> Assembly:
    """The book of this moment. Raises Damaged, ExternalChange or TooNew where no book can be
    shown honestly; nothing was written then."""
    from tierdesk.store.tiny import adoption, recovery

    desk = Desk(io, paths, options, moment, scan(moment.journal))
    try:
        reader, lazy = options.versions.reader, options.lazy
        parsed = parse(moment.raw, paths.name, progress, reader, lazy)
    except UnreadableError as error:
        return recovery.rebuild(desk, error.reason)
    if parsed.state == "empty":
        reason = say("The data file %(name)s is empty or missing.", name=paths.name)
        return recovery.rebuild(desk, reason)
    if parsed.meta is None:
        return adoption.take_over(desk, parsed.tables)
    if parsed.meta.min_reader > options.versions.reader:
        raise recovery.too_new(paths)
    return _ours(desk, parsed, parsed.meta)


def _ours(desk: Desk, parsed: Parsed, meta: Meta) -> Assembly:
    """A data file that carries our first line, together with whatever journal lies there."""
    from tierdesk.store.tiny import adoption, recovery

    found = desk.scan
    book = Book(parsed.tables, seq=meta.seq, crc=meta.prev)
    if parsed.state == "ok":
        book.next = dict(meta.next)
    else:
        book.settle_ids(meta.next)
    work = Assembly(book, meta.store, meta.gen, meta, found, schema=meta.schema)
    _check_versions(desk, work, meta)
    if found.state == "damaged":
        recovery.lock_damaged(desk, work)
    belongs = _belongs(desk, work, meta)
    if belongs and found.header is not None and found.header.seq > meta.seq:
        return recovery.older_copy(desk, work, meta)
    edited = parsed.state == "edited"
    changed = adoption.differing(desk, parsed.tables, meta) if edited else None
    if belongs and _continues(desk, work, meta):
        book.replay_after(found.records)
    if edited:
        adoption.adopt(desk, work, changed)
    return work


def _check_versions(desk: Desk, work: Assembly, meta: Meta) -> None:
    header = desk.scan.header
    writer = max(meta.min_writer, header.min_writer if header else 1)
    versions = desk.options.versions
    if writer > versions.writer or meta.schema > versions.schema:
        work.forbidden = say(
            "A newer tierdesk wrote %(name)s, so it is read-only here; update tierdesk to"
            " change it.",
            name=desk.paths.name,
        )


def _belongs(desk: Desk, work: Assembly, meta: Meta) -> bool:
    """Is there a journal of this store? Otherwise `work` is complete without one."""
    header = desk.scan.header
    if header is None:
        _without_journal(desk, work, meta)
        return False
    if header.guessed:
        return header.seq <= meta.seq
    if header.store == meta.store:
        return True
    if desk.scan.records and header.store != meta.replaces:
        raise ExternalChange(
            say_n(
                "The journal %(journal)s holds %(n)s change of another book than %(name)s;"
                " move it away or put the right data file back.",
                "The journal %(journal)s holds %(n)s changes of another book than %(name)s;"
                " move it away or put the right data file back.",
                len(desk.scan.records),
                journal=base_name(desk.paths.journal),
                name=desk.paths.name,
            )
        )
    if header.store != meta.replaces:
        work.notes.append(
            say(
                "The data file %(name)s was exchanged for another book; if that was not meant,"
                " put the right one back.",
                name=desk.paths.name,
            )
        )
        keep_former(desk, work)
    work.todo = "rebase"
    return False


def keep_former(desk: Desk, work: Assembly) -> None:
    """The previous generation of a book whose data file was exchanged is all that is left of
    it, so it must not be replaced like one of ours."""
    for path in (desk.paths.bak, desk.paths.old_journal):
        work.keep.append((path, path + ".former"))


def _without_journal(desk: Desk, work: Assembly, meta: Meta) -> None:
    """The journal is gone, or nothing in it can be read."""
    size = desk.scan.size
    if work.forbidden is not None:
        return
    work.todo = "journal"
    if size:
        work.keep.append((desk.paths.journal, desk.paths.journal + ".torn"))
        work.notes.append(
            say(
                "Nothing in the journal of %(name)s can be read (%(size)s bytes); the"
                " book is shown as of change %(seq)s, so look for what was written after that.",
                name=desk.paths.name,
                size=size,
                seq=meta.seq,
            )
        )
    elif desk.moment.previous and meta.seq:
        work.notes.append(
            say(
                "There is no journal beside %(name)s; the book is shown as of change %(seq)s, so"
                " look for what was written after that.",
                name=desk.paths.name,
                seq=meta.seq,
            )
        )


def _continues(desk: Desk, work: Assembly, meta: Meta) -> bool:
    """Does the journal know the change that the snapshot stands at, as the same change?"""
    from tierdesk.store.tiny import recovery
    from tierdesk.store.tiny.refresh import crc_at, tail_after

    found = desk.scan
    assert found.header is not None
    work.gen = max(meta.gen, found.header.gen)
    if found.state == "torn":
        _note_torn(desk, work)
    crc = crc_at(found, meta.seq)
    if crc is None:
        _ahead(desk, work, meta)
        return False
    if crc != meta.prev:
        raise recovery.another_history(desk)
    if found.header.guessed:
        return True
    if found.header.gen < meta.gen:
        work.todo = "journal"
        work.tail = tail_after(desk.moment.journal, found, meta.seq)
    elif found.header.gen > meta.gen or found.header.base_crc != meta.crc:
        work.todo = "rotate"
    elif work.torn:
        work.todo = "cut"
    return True


def _note_torn(desk: Desk, work: Assembly) -> None:
    work.torn = desk.moment.journal[desk.scan.good :]
    work.notes.append(
        say(
            "The journal of %(name)s ends in an unfinished record of %(size)s bytes; every"
            " acknowledged change is there, so nothing needs to be done.",
            name=desk.paths.name,
            size=len(work.torn),
        )
    )


def _ahead(desk: Desk, work: Assembly, meta: Meta) -> None:
    """The snapshot is newer than its journal: a rotation that nobody finished, or a newer
    copy that was put here without its journal."""
    header = desk.scan.header
    work.todo = "rotate"
    if header is not None and meta.gen > header.gen:
        return
    work.keep.append((desk.paths.journal, desk.paths.journal + ".older"))
    work.notes.append(
        say(
            "The data file %(name)s is newer (change %(seq)s) than its journal (change"
            " %(last)s); nothing needs to be done if you copied it here.",
            name=desk.paths.name,
            seq=meta.seq,
            last=desk.scan.last,
        )
    )


def no_way(reason: Message) -> Damaged:
    """The refusal when nothing intact is left: the bytes stay as they are."""
    return Damaged(
        say(
            "%(reason)s There is no intact earlier copy beside it, so nothing was changed;"
            " restore a backup.",
            reason=reason,
        )
    )
