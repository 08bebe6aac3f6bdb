"""The names of the files around one data file, and of the evidence that is set aside."""

import errno
import os
from typing import NamedTuple

from tierdesk.store.tiny.syscalls import OsIO, read_file, stat_or_none, write_all

NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)


def base_name(path: str) -> str:
    """The last part of a path, for sentences."""
    return path.rpartition("/")[2]


class Paths(NamedTuple):
    """All names derived from the data file; see docs/data-format.md."""

    data: str

    @classmethod
    def of(cls, path: str | os.PathLike[str]) -> "Paths":
        """Resolved, so that two names of one file share one journal and one lock."""
        return cls(os.path.realpath(os.fspath(path)))

    @property
    def folder(self) -> str:
        """Where everything lives."""
        return self.data.rpartition("/")[0] or "/"

    @property
    def name(self) -> str:
        """The data file's name without its folder, for sentences."""
        return base_name(self.data)

    @property
    def journal(self) -> str:
        """The redo journal."""
        return self.data + ".journal"

    @property
    def lock(self) -> str:
        """What flock(2) is taken on; never deleted, never replaced."""
        return self.data + ".lock"

    @property
    def bak(self) -> str:
        """The snapshot of the previous generation."""
        return self.data + ".bak"

    @property
    def old_journal(self) -> str:
        """The journal of the previous generation."""
        return self.journal + ".1"

    @property
    def tmp(self) -> str:
        """A snapshot being written under the lock."""
        return self.data + ".tmp"

    @property
    def journal_tmp(self) -> str:
        """A journal being written under the lock."""
        return self.journal + ".tmp"

    def own_tmp(self, io: OsIO, number: int) -> str:
        """A snapshot being written off the lock: named after its process, so that the next
        opener can tell whether somebody is still at it."""
        return f"{self.tmp}-{io.pid()}-{number}"


def evidence(io: OsIO, stem: str) -> str:
    """A name nobody uses yet for bytes that are set aside: stem + nanoseconds."""
    number = int(io.wall() * 1_000_000_000)
    while stat_or_none(io, f"{stem}-{number}") is not None:
        number += 1
    return f"{stem}-{number}"


def set_aside(io: OsIO, path: str, stem: str) -> str:
    """Keep what is at `path` under a second, dated name; returns that name."""
    target = evidence(io, stem)
    try:
        io.link(path, target)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        write_new(io, target, read_file(io, path)[0])
    return base_name(target)


def write_new(io: OsIO, path: str, data: bytes) -> None:
    """A file that must not exist yet, on the disk when this returns."""
    fd = io.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    try:
        write_all(io, fd, data)
        io.fsync(fd)
    finally:
        io.close(fd)
