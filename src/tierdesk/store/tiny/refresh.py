"""Catching up with what other sessions did, and noticing what other programs did.

The caller holds the lock, shared or exclusive, so nothing here is half-written except by a
process that died. What is found goes into the book and into `session.pending`.
"""

import os
from collections.abc import Iterable

from tierdesk.i18n.message import say
from tierdesk.store.port import Damaged, ExternalChange, TooNew
from tierdesk.store.tiny.evidence import cut_torn_tail
from tierdesk.store.tiny.journal import Record, Scan, follow, scan, tail_state
from tierdesk.store.tiny.renewal import renew_journal
from tierdesk.store.tiny.session import Session, Versions, identity
from tierdesk.store.tiny.snapshot import Meta, UnreadableError, intact, parse, peek
from tierdesk.store.tiny.syscalls import read_file, read_from, read_head, stat_or_none

OTHERS = ""


def idle(session: Session) -> bool:
    """Nothing happened since we last looked: two stats, no lock."""
    io, paths = session.io, session.paths
    journal, data = stat_or_none(io, paths.journal), stat_or_none(io, paths.data)
    if session.jfd < 0:
        return (identity(data) if data else None) == session.snap_id
    if journal is None or data is None:
        return False
    same = journal.st_ino == session.jino and journal.st_size == session.joff
    return same and identity(data) == session.snap_id


def refresh(session: Session, *, exclusive: bool) -> None:
    """Bring the book to the newest state on the disk. Raises ExternalChange when the files
    are no longer ours, Damaged, TooNew; then the book is what it was."""
    if session.jfd < 0:
        if not idle(session):
            raise _changed(session)
        return
    there = stat_or_none(session.io, session.paths.journal)
    if there is None:
        raise ExternalChange(
            say(
                "The journal of %(name)s disappeared, so nothing can be saved; write a rescue"
                " copy of what is shown here, then open the book again.",
                name=session.paths.name,
            )
        )
    if there.st_ino != session.jino:
        _drain(session, exclusive=False)
        _change_journal(session)
    elif there.st_size < session.joff:
        raise ExternalChange(
            say(
                "The journal of %(name)s was cut short by another program, so nothing can be"
                " saved; write a rescue copy of what is shown here, then open the book again.",
                name=session.paths.name,
            )
        )
    elif there.st_size > session.joff:
        _drain(session, exclusive=exclusive)
    _check_snapshot(session, exclusive=exclusive)


def _changed(session: Session) -> ExternalChange:
    return ExternalChange(
        say(
            "The data file %(name)s was changed by another program while it was open here;"
            " open the book again to see and keep that change.",
            name=session.paths.name,
        )
    )


def _take(session: Session, records: Iterable[Record]) -> None:
    for record in records:
        if record.seq == session.book.seq + 1 and record.prev == session.book.crc:
            session.pending.append(session.book.apply(record))


def _drain(session: Session, *, exclusive: bool) -> None:
    raw = read_from(session.io, session.jfd, session.joff)
    records, good = follow(raw, 0, session.book.seq, session.book.crc)
    _take(session, records)
    session.joff += good
    if good == len(raw) or not exclusive or session.forbidden is not None:
        return
    if tail_state(raw, good) == "damaged":
        session.forbid(
            say(
                "The journal of %(name)s was damaged behind change %(seq)s, so this session"
                " became read-only; run repair.",
                name=session.paths.name,
                seq=session.book.seq,
            )
        )
        raise Damaged(session.notes[-1])
    cut_torn_tail(session, raw[good:])


def _change_journal(session: Session) -> None:
    """Another session compacted: go on in the new journal, if it continues our state."""
    io, paths = session.io, session.paths
    readable = os.O_RDONLY if session.options.readonly else os.O_RDWR | os.O_APPEND
    fd = io.open(paths.journal, readable)
    try:
        found = scan(read_from(io, fd))
        _accept(session, found)
    except BaseException:
        io.close(fd)
        raise
    io.close(session.jfd)
    session.jfd, session.jino, session.joff = fd, io.fstat(fd).st_ino, found.good


def _accept(session: Session, found: Scan) -> None:
    header = found.header
    if header is None or header.guessed or header.store != session.store:
        raise _replaced(session)
    head = peek(read_head(session.io, session.paths.data))
    if head is None or head.store != session.store or head.gen not in (header.gen, header.gen + 1):
        raise _changed(session)
    check_versions(session, head, header.min_writer)
    if header.seq > session.book.seq:
        _bridge(session, header.seq)
    elif crc_at(found, session.book.seq) != session.book.crc:
        raise _replaced(session)
    _take(session, found.records)
    session.gen, session.base_seq = header.gen, header.seq
    session.snap_gen = head.gen
    session.saw_snapshot(session.io.stat(session.paths.data))


def _replaced(session: Session) -> ExternalChange:
    return ExternalChange(
        say(
            "The journal of %(name)s was replaced by one that does not continue what is shown"
            " here; write a rescue copy, then open the book again.",
            name=session.paths.name,
        )
    )


def crc_at(found: Scan, seq: int) -> str | None:
    """The checksum of the line of change `seq`, None when this journal does not know it."""
    header = found.header
    if header is None:
        return None
    if seq == header.seq:
        return header.prev
    place = seq - header.seq - 1
    return found.records[place].crc if 0 <= place < len(found.records) else None


def check_versions(session: Session, meta: Meta, min_writer: int) -> None:
    """A newer program may take the file over at any generation change."""
    versions: Versions = session.options.versions
    if meta.min_reader > versions.reader:
        raise TooNew(
            say(
                "A newer tierdesk wrote %(name)s in a form that this one cannot read; update"
                " tierdesk.",
                name=session.paths.name,
            )
        )
    if max(min_writer, meta.min_writer) > versions.writer or meta.schema > versions.schema:
        session.forbid(
            say(
                "A newer tierdesk writes %(name)s now, so it is read-only here; update tierdesk"
                " and start again.",
                name=session.paths.name,
            )
        )


def _bridge(session: Session, start: int) -> None:
    """We slept through more than one compaction: the previous journal may close the gap,
    else the difference to the snapshot stands for the changes that we missed."""
    old = stat_or_none(session.io, session.paths.old_journal)
    if old is not None:
        found = scan(read_file(session.io, session.paths.old_journal)[0])
        if found.header is not None and found.header.store == session.store:
            _take(session, found.records)
    if session.book.seq >= start:
        return
    raw, _ = read_file(session.io, session.paths.data)
    try:
        parsed = parse(raw, session.paths.name)
    except UnreadableError as error:
        raise Damaged(error.reason) from error
    meta = parsed.meta
    if meta is None or parsed.state != "ok" or meta.store != session.store or meta.seq < start:
        raise _changed(session)
    ops = session.book.difference(parsed.tables)
    session.pending.append(
        session.book.apply(Record(meta.seq, "", f"catch-up-{meta.seq}", OTHERS, "", ops, meta.prev))
    )
    session.book.settle_ids(meta.next)


def _check_snapshot(session: Session, *, exclusive: bool) -> None:
    """Touched, copied back and half-rotated files are fine; another content is not."""
    there = stat_or_none(session.io, session.paths.data)
    if there is None:
        raise ExternalChange(
            say(
                "The data file %(name)s was removed by another program; write a rescue copy of"
                " what is shown here, then open the book again.",
                name=session.paths.name,
            )
        )
    if identity(there) != session.snap_id:
        raw, seen = read_file(session.io, session.paths.data)
        meta = peek(raw)
        if meta is None or meta.store != session.store or not intact(raw, meta):
            raise _changed(session)
        if meta.gen != session.gen and not _half_rotated(session, meta):
            raise _changed(session)
        session.snap_gen = meta.gen
        session.saw_snapshot(seen)
    if exclusive and session.snap_gen != session.gen and session.forbidden is None:
        _finish_rotation(session)


def _half_rotated(session: Session, meta: Meta) -> bool:
    if meta.gen != session.gen + 1 or meta.seq > session.book.seq:
        return False
    return meta.seq < session.book.seq or meta.prev == session.book.crc


def _finish_rotation(session: Session) -> None:
    """Somebody died between the two renames: write the journal that was to come."""
    meta = peek(read_head(session.io, session.paths.data))
    if meta is None:
        raise _changed(session)
    raw = read_from(session.io, session.jfd)
    renew_journal(session, meta, tail_after(raw, scan(raw), meta.seq), keep_previous=True)


def tail_after(raw: bytes, found: Scan, seq: int) -> bytes:
    """The lines of a journal behind change `seq`, verbatim: their chain stays whole."""
    if found.header is None:
        return b""
    start = raw.find(b"\n") + 1
    for record in found.records:
        if record.seq <= seq:
            start = record.end
    return raw[start : found.good]
