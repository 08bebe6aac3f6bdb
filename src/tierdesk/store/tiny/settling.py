"""Writing what assembly decided, under the exclusive lock: evidence first, repairs second."""

from tierdesk.i18n.message import say
from tierdesk.store.tiny.assembly import Assembly
from tierdesk.store.tiny.compaction import attempt, rebase, rotate
from tierdesk.store.tiny.evidence import cut_torn_tail, keep_torn_tail
from tierdesk.store.tiny.paths import base_name, evidence, set_aside
from tierdesk.store.tiny.reading import Live
from tierdesk.store.tiny.recovery import doubled
from tierdesk.store.tiny.renewal import attach, renew_journal
from tierdesk.store.tiny.session import Session
from tierdesk.store.tiny.snapshot import Meta, write_snapshot
from tierdesk.store.tiny.syscalls import stat_or_none


def take_in(session: Session, work: Assembly) -> None:
    """Let the session hold the assembled book, without writing anything."""
    session.book, session.store = work.book, work.store
    session.gen = session.snap_gen = work.gen
    session.base_seq = work.base.seq if work.base else work.book.seq
    for message in work.notes:
        session.note(message)
    if work.forbidden is not None:
        session.forbid(work.forbidden)


def settle(session: Session, work: Assembly) -> None:
    """Bring the files to the state of the book. When the system does not let us, the session
    shows the book and stays read-only."""
    if not attempt(session, lambda: carry_out(session, work)):
        session.forbid(
            say(
                "%(name)s could not be put in order on the disk, so it is shown read-only; make"
                " room or ask for permission, then open it again.",
                name=session.paths.name,
            )
        )


def carry_out(session: Session, work: Assembly) -> None:
    """The same for a caller who wants the OSError."""
    for path, stem in work.keep:
        if stat_or_none(session.io, path) is not None:
            _note_kept(session, path, set_aside(session.io, path, stem))
    for name, tables, meta in work.copies:
        _write_copy(session, name, tables, meta)
    if work.torn and work.todo != "cut":
        keep_torn_tail(session, work.torn)
    if work.todo == "journal":
        assert work.base is not None
        unfinished = work.scan.header is not None
        renew_journal(session, work.base, work.tail, keep_previous=unfinished)
    elif work.todo == "rotate":
        rotate(session)
    elif work.todo == "rebase":
        rebase(session)
    else:
        attach(session, work.gen, work.scan.good)
        if work.torn:
            cut_torn_tail(session, work.torn)
    base = work.base if work.todo in ("nothing", "cut", "journal") else None
    if base is not None and not doubled(session.io, session.paths, base):
        attempt(session, lambda: rotate(session))


def _note_kept(session: Session, path: str, kept: str) -> None:
    session.note(
        say(
            "The former %(name)s is kept as %(kept)s; delete it when you do not need it.",
            name=base_name(path),
            kept=kept,
        )
    )


def _write_copy(session: Session, name: str, tables: Live, meta: Meta) -> None:
    """Another state of the whole book, as a snapshot that opens by itself."""
    io, paths = session.io, session.paths
    target = name if stat_or_none(io, name) is None else evidence(io, name)
    write_snapshot(io, paths.tmp, tables, meta, stat_or_none(io, paths.data))
    io.replace(paths.tmp, target)
    io.fsync_dir(paths.folder)
    _note_kept(session, paths.data, base_name(target))
