"""Turning an error of the system into a sentence about the book: what is wrong, what to do.

Every sentence is whole in itself, one for each thing that a user can do something about.
"""

import errno

from tierdesk.domain.labels import table_name
from tierdesk.errors import system_reason
from tierdesk.i18n.message import Message, say
from tierdesk.store.port import Conflict, NotSaved, ReadOnly, Stale, Unreachable
from tierdesk.store.tiny.paths import Paths

FULL = (errno.ENOSPC, errno.EDQUOT)
DENIED = (errno.EACCES, errno.EPERM)


READS_ONLY = say("This session only reads; open the book for writing to change it.")


def not_saved(error: OSError, paths: Paths) -> NotSaved:
    """For a write that was taken back completely."""
    return NotSaved(_not_saved(error, paths))


def _not_saved(error: OSError, paths: Paths) -> Message:
    folder = paths.folder
    if error.errno in FULL:
        return say(
            "Not saved: the disk of %(folder)s is full; make room and save again.", folder=folder
        )
    if error.errno == errno.EFBIG:
        return say(
            "Not saved: %(name)s has reached the file size limit of this session; raise the"
            " limit and save again.",
            name=paths.name,
        )
    if error.errno in DENIED:
        return say(
            "Not saved: writing in %(folder)s is not permitted; ask for permission and save again.",
            folder=folder,
        )
    if error.errno == errno.EROFS:
        return say(
            "Not saved: the disk of %(folder)s is mounted read-only; mount it for writing and"
            " save again.",
            folder=folder,
        )
    if error.errno == errno.EIO:
        return disk_error(paths)
    return say(
        "Not saved: the system reported %(detail)s for %(name)s; put that right and save again.",
        detail=system_reason(error),
        name=paths.name,
    )


def disk_error(paths: Paths) -> Message:
    """After an I/O error the kernel may believe that lost pages were written."""
    return say(
        "Not saved: the disk of %(folder)s reported an error, so this session stays read-only;"
        " check the disk and open the book again.",
        folder=paths.folder,
    )


def unreachable(error: OSError, paths: Paths) -> Unreachable:
    """For files that cannot be opened or read at all."""
    path = paths.data
    if error.errno in DENIED:
        return Unreachable(
            say("%(path)s may not be read by this user; ask for permission.", path=path)
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return Unreachable(
            say(
                "The folder %(folder)s does not exist; create it or name another file.",
                folder=paths.folder,
            )
        )
    if error.errno == errno.EIO:
        return Unreachable(
            say("The disk reported an error for %(path)s; check the disk.", path=path)
        )
    return Unreachable(
        say(
            "%(path)s cannot be opened: the system reported %(detail)s; put that right.",
            path=path,
            detail=system_reason(error),
        )
    )


def conflict(items: list[Stale]) -> Conflict:
    """One sentence however many documents are concerned."""
    if len(items) == 1:
        first = items[0]
        return Conflict(
            say(
                "Not saved: document %(id)s of %(table)s was changed by another session"
                " meanwhile; look at the new version and save again.",
                id=first.id,
                table=table_name(first.table),
            ),
            items,
        )
    return Conflict(
        say(
            "Not saved: %(n)s documents were changed by another session meanwhile; look at the"
            " new versions and save again.",
            n=len(items),
        ),
        items,
    )


def read_only(reason: Message | None) -> ReadOnly:
    """`reason` is the sentence that the session noted when it lost the right to write."""
    return ReadOnly(reason or READS_ONLY)
