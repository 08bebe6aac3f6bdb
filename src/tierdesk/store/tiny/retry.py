"""Recognising a change set that was sent before: its answer got lost, its record did not."""

from collections.abc import Iterator
from dataclasses import replace

from tierdesk.store.port import Applied, ChangeSet
from tierdesk.store.tiny.journal import Record, change_ids, scan
from tierdesk.store.tiny.session import Session
from tierdesk.store.tiny.snapshot import UnreadableError, parse
from tierdesk.store.tiny.state import Book
from tierdesk.store.tiny.syscalls import read_file


def answered(session: Session, change: ChangeSet) -> Applied | None:
    """What this change set did when it got in, None when it never did. Looks as far back as
    the journal and its predecessor reach."""
    if session.old_changes is None:
        session.old_changes = change_ids(_read(session, session.paths.old_journal))
    seq = session.book.recent.get(change.cid) or session.old_changes.get(change.cid)
    if seq is None:
        return None
    applied = _again(session, seq)
    if applied is None or applied.cid != change.cid:
        return Applied(seq, change.cid, "", "", (), ())
    places = zip(change.ops, applied.ops, strict=False)
    return replace(applied, ids={op.id: place[1] for op, place in places if op.id < 0})


def _again(session: Session, seq: int) -> Applied | None:
    """Replay to just before the change, so that what it replaced is known too."""
    records = list(_records(session))
    for path in (session.paths.data, session.paths.bak):
        book = _book(session, path)
        if book is None or book.seq >= seq:
            continue
        book.replay_after(record for record in records if record.seq < seq)
        for record in records:
            if record.seq == seq == book.seq + 1 and record.prev == book.crc:
                return book.apply(record)
    return None


def _records(session: Session) -> Iterator[Record]:
    for path in (session.paths.old_journal, session.paths.journal):
        yield from scan(_read(session, path)).records


def _book(session: Session, path: str) -> Book | None:
    try:
        parsed = parse(_read(session, path), path)
    except UnreadableError:
        return None
    meta = parsed.meta
    if meta is None or meta.store != session.store:
        return None
    return Book(parsed.tables, dict(meta.next), meta.seq, meta.prev)


def _read(session: Session, path: str) -> bytes:
    try:
        return read_file(session.io, path)[0]
    except FileNotFoundError:
        return b""
