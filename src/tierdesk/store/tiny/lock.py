"""The lock between sessions: flock(2) on a file of its own, for one commit at a time.

Not lockf: a POSIX lock vanishes when any descriptor of the file is closed in the process.
Not for a whole session: an idle one would lock out the rest. A lock cannot go stale, because
the kernel drops it with its process.
"""

import errno
import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tierdesk.i18n.message import say
from tierdesk.store.port import LockTimeout
from tierdesk.store.tiny.snapshot import dress
from tierdesk.store.tiny.syscalls import OsIO, stat_or_none

SHORTEST, LONGEST = 0.0005, 0.002
HOLDER_BYTES = 200
FULL = (errno.ENOSPC, errno.EDQUOT)
DENIED = (errno.EACCES, errno.EPERM, errno.EROFS, *FULL)


class FileLock:
    """One session's handle on the lock file. `who`: pid and name, written into the file while
    the lock is held, so that others can say whom they wait for."""

    def __init__(self, io: OsIO, path: str, who: str) -> None:
        self._io = io
        self._path = path
        self._who = (
            who.encode("utf-8", "replace")[: HOLDER_BYTES - 1].ljust(HOLDER_BYTES - 1) + b"\n"
        )
        self._mutex = threading.RLock()
        self._fd = -1
        self._writable = False

    def open(self, *, create: bool, like: os.stat_result | None = None) -> OSError | None:
        """Open the lock file. An error is returned when it may not be written: then this
        session can only read. Without `create` it is opened for reading, if it is there."""
        self.close()
        self._writable = create
        failure = None
        if create:
            try:
                self._open_writable(like)
            except OSError as error:
                if error.errno not in DENIED:
                    raise
                self._writable, failure = False, error
        if not self._writable:
            try:
                self._fd = self._io.open(self._path, os.O_RDONLY)
            except (FileNotFoundError, PermissionError):
                self._fd = -1
        return failure

    def _open_writable(self, like: os.stat_result | None) -> None:
        fresh = stat_or_none(self._io, self._path) is None
        self._fd = self._io.open(self._path, os.O_RDWR | os.O_CREAT)
        if fresh and like is not None:
            dress(self._io, self._fd, like)

    def close(self) -> None:
        """Let go of the file; a held lock goes with it."""
        if self._fd >= 0:
            self._io.close(self._fd)
            self._fd = -1

    @contextmanager
    def exclusive(self, timeout: float) -> Iterator[None]:
        """Nobody else reads or writes. Raises LockTimeout after `timeout` seconds."""
        with self._held(fcntl.LOCK_EX, timeout):
            if self._fd >= 0 and self._io.pread(self._fd, HOLDER_BYTES, 0) != self._who:
                self._sign()
            yield

    def _sign(self) -> None:
        """A full disk must not keep us from what may not need any room."""
        try:
            self._io.pwrite(self._fd, self._who, 0)
        except OSError as error:
            if error.errno not in FULL:
                raise

    @contextmanager
    def shared(self, timeout: float) -> Iterator[None]:
        """Nobody writes. Without a lock file there is nothing to wait for."""
        with self._held(fcntl.LOCK_SH, timeout):
            yield

    @contextmanager
    def _held(self, how: int, timeout: float) -> Iterator[None]:
        if not self._mutex.acquire(timeout=timeout):
            raise self._too_long(timeout)
        try:
            if self._fd >= 0:
                self._wait(how, timeout)
            try:
                yield
            finally:
                if self._fd >= 0:
                    self._io.flock(self._fd, fcntl.LOCK_UN)
        finally:
            self._mutex.release()

    def _wait(self, how: int, timeout: float) -> None:
        end = self._io.monotonic() + timeout
        delay = SHORTEST
        while not self._try(how):
            if self._io.monotonic() > end:
                raise self._too_long(timeout)
            self._io.pause(delay)
            delay = min(delay * 1.5, LONGEST)

    def _try(self, how: int) -> bool:
        while True:
            try:
                self._io.flock(self._fd, how | fcntl.LOCK_NB)
            except (BlockingIOError, InterruptedError):
                return False
            if self._is_current():
                return True

    def _is_current(self) -> bool:
        """Somebody may have deleted or replaced the file: then two sessions would hold the
        locks of two different inodes."""
        there = stat_or_none(self._io, self._path)
        if there is not None and there.st_ino == self._io.fstat(self._fd).st_ino:
            return True
        if not self._writable:
            return True
        self.close()
        self._open_writable(None)
        return False

    def _too_long(self, timeout: float) -> LockTimeout:
        holder = self._holder()
        if holder:
            return LockTimeout(
                say(
                    "%(holder)s has kept the book locked for more than %(seconds)s seconds, so"
                    " nothing was changed; try again when that program has gone on or ended.",
                    holder=holder,
                    seconds=f"{timeout:g}",
                )
            )
        return LockTimeout(
            say(
                "Another program has kept the book locked for more than %(seconds)s seconds, so"
                " nothing was changed; try again when that program has gone on or ended.",
                seconds=f"{timeout:g}",
            )
        )

    def _holder(self) -> str:
        """Who holds the lock, "" when nobody can say. Readers do not sign, so the kernel's
        table is asked whether the last one who signed is the holder."""
        if self._fd < 0:
            return ""
        signed = self._io.pread(self._fd, HOLDER_BYTES, 0).decode("utf-8", "replace").strip()
        inode = f":{self._io.fstat(self._fd).st_ino} "
        pids = [
            line.split()[4]
            for line in self._io.locks().splitlines()
            if inode in line and "FLOCK" in line and "->" not in line
        ]
        if not pids:
            return signed
        return signed if signed.rpartition(":")[2] in pids else pids[0]
