"""Writing one change set: expectations, real ids, one line, one fdatasync.

The caller holds the lock exclusively and the book is up to date.
"""

import errno
import time
from collections.abc import Sequence
from dataclasses import replace

from tierdesk.i18n.message import say
from tierdesk.store.port import (
    Applied,
    ChangeSet,
    NotSaved,
    Op,
    OutcomeUnknown,
    Points,
    Resolve,
    Stale,
)
from tierdesk.store.tiny.codec import loads
from tierdesk.store.tiny.failures import conflict, disk_error, not_saved
from tierdesk.store.tiny.journal import Record, as_record, frame, payload_of
from tierdesk.store.tiny.reading import META
from tierdesk.store.tiny.retry import answered
from tierdesk.store.tiny.session import Session
from tierdesk.store.tiny.state import Book, revision
from tierdesk.store.tiny.syscalls import write_all


def commit(
    session: Session, change: ChangeSet, resolve: Resolve | None, points: Points | None = None
) -> Applied:
    """Durable when it returns. Raises Conflict, NotSaved or OutcomeUnknown."""
    check_shape(change)
    before = answered(session, change)
    if before is not None:
        return before
    items = stale(session.book, change.ops)
    if points is not None and session.pending:
        items += crossed(session, change.ops, points)
    if items:
        raise conflict(items)
    ids = number(session.book, change.ops)
    line, record = encode(session, change, ids, resolve)
    append(session, line, change.cid)
    return replace(session.book.apply(record), ids=ids)


def check_shape(change: ChangeSet) -> None:
    """Mistakes of the caller, not of the user: ValueError."""
    if not change.cid:
        raise ValueError("a change set needs an id, so that a retry is recognised")
    seen: set[tuple[str, int]] = set()
    for op in change.ops:
        place = ("", op.id) if op.id < 0 else (op.table, op.id)
        if place in seen:
            raise ValueError(f"{op.table} {op.id} is in the change set twice")
        seen.add(place)
        if op.id == 0 or op.expect < 0 or op.table in ("", META):
            raise ValueError(f"no such place: {op.table!r} {op.id}")
        if op.id < 0 and (op.expect or op.doc is None):
            raise ValueError(f"a placeholder stands for a new document: {op.table} {op.id}")


def stale(book: Book, ops: Sequence[Op]) -> list[Stale]:
    """Where the writer expected another revision than the book holds."""
    items = []
    for op in ops:
        if op.id > 0:
            current = book.get(op.table, op.id)
            if revision(current) != op.expect:
                items.append(Stale(op.table, op.id, op.expect, current))
    return items


def crossed(session: Session, ops: Sequence[Op], points: Points) -> list[Stale]:
    """Where two sessions met without writing one document: what others wrote, and the writer has not
    taken in yet, names a document that goes now, or they removed one that is named now."""
    book = session.book
    news = {(table, i) for applied in session.pending for table, i, _ in applied.ops}
    going = {(op.table, op.id) for op in ops if op.doc is None}
    written = {(op.table, op.id) for op in ops}
    items = []
    for table, doc_id in news - written if going else ():
        doc = book.get(table, doc_id)
        if doc is not None and not going.isdisjoint(points(table, doc)):
            items.append(Stale(table, doc_id, 0, doc))
    gone = {place for place in news if book.get(*place) is None}
    for op in ops if gone else ():
        for table, doc_id in points(op.table, op.doc) if op.doc is not None else ():
            if (table, doc_id) in gone - written:
                items.append(Stale(table, doc_id, 0, None))
    return items


def number(book: Book, ops: Sequence[Op]) -> dict[int, int]:
    """What each placeholder becomes."""
    following: dict[str, int] = {}
    ids = {}
    for op in ops:
        if op.id < 0:
            ids[op.id] = following.get(op.table) or book.free_id(op.table)
            following[op.table] = ids[op.id] + 1
        elif op.id >= (following.get(op.table) or book.free_id(op.table)):
            following[op.table] = op.id + 1
    return ids


def encode(
    session: Session, change: ChangeSet, ids: dict[int, int], resolve: Resolve | None
) -> tuple[bytes, Record]:
    """The journal line, and the record as whoever reads that line will see it: so memory and
    file cannot differ, and later changes to the caller's objects do not reach the book."""
    seq = session.book.seq + 1
    ops = []
    for op in change.ops:
        doc = op.doc
        if doc is not None:
            filled = resolve(op.table, doc, ids) if resolve is not None and ids else doc
            doc = {**filled, "rev": seq}
        ops.append((op.table, ids.get(op.id, op.id), op.expect, doc))
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(session.io.wall()))
    by = session.options.who
    draft = Record(seq, session.book.crc, change.cid, by, at, ops, "")
    try:
        payload = payload_of(draft)
        line = frame(payload)
        found = loads(payload)
    except ValueError as error:
        raise _unwritable(error) from error
    record = as_record(found if isinstance(found, dict) else None, line[2:10].decode())
    if record is None:
        raise _unwritable(ValueError("malformed change set"))
    return line, record


def _unwritable(error: ValueError) -> NotSaved:
    return NotSaved(
        say(
            "Not saved: a value in this change cannot be written as JSON (%(detail)s); correct it"
            " and save again.",
            detail=str(error)[:200],
        )
    )


def append(session: Session, line: bytes, cid: str) -> None:
    """Write and sync the line, or leave the journal as it was."""
    try:
        write_all(session.io, session.jfd, line)
        session.io.fdatasync(session.jfd)
    except OSError as error:
        _take_back(session, error, cid)
        if error.errno == errno.EIO:
            session.forbid(disk_error(session.paths))
        raise not_saved(error, session.paths) from error
    session.joff += len(line)


def _take_back(session: Session, error: OSError, cid: str) -> None:
    try:
        session.io.ftruncate(session.jfd, session.joff)
        session.io.fdatasync(session.jfd)
    except OSError:
        session.unknown = cid
        session.forbid(disk_error(session.paths))
        raise unknown(session) from error


def unknown(session: Session) -> OutcomeUnknown:
    """Neither saved nor not saved, as far as anybody can tell from here."""
    return OutcomeUnknown(
        say(
            "The disk of %(folder)s failed while saving, and whether this change got in cannot"
            " be told from here; open the book again and look before you repeat it.",
            folder=session.paths.folder,
        )
    )
