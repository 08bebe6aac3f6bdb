"""Bytes that nobody may delete: an unfinished line is set aside before it is cut off."""

from tierdesk.i18n.message import say
from tierdesk.store.tiny.paths import base_name, evidence, write_new
from tierdesk.store.tiny.session import Session


def cut_torn_tail(session: Session, tail: bytes) -> None:
    """Set the bytes behind the last whole line aside, then cut them off, so that the next
    line begins at the start of a line. The caller holds the lock exclusively."""
    keep_torn_tail(session, tail)
    session.io.ftruncate(session.jfd, session.joff)
    session.io.fdatasync(session.jfd)


def keep_torn_tail(session: Session, tail: bytes) -> None:
    """Write the unfinished bytes into a file of their own, and say so."""
    path = evidence(session.io, session.paths.journal + ".torn")
    write_new(session.io, path, tail)
    session.note(
        say(
            "The unfinished last record (%(size)s bytes) was set aside as %(kept)s; delete that"
            " file when you do not need it.",
            size=len(tail),
            kept=base_name(path),
        )
    )
