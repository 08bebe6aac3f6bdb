# ruff: noqa: PTH105, PTH108, PTH116, PTH208
"""Every system call that the file store makes, in one place.

The fault rigs replace this object to cut, fail, shorten or record single calls; therefore
no other module of the package may touch the disk, the clock or the process table.
"""

import fcntl
import os
import stat
import time

Buffer = bytes | bytearray | memoryview

PIECE = 1 << 22
HEAD_BYTES = 1 << 16


class OsIO:
    """A thin facade: each method is one call, raises OSError, and keeps no state."""

    def open(self, path: str, flags: int, mode: int = 0o660) -> int:
        """A descriptor that no child process inherits."""
        return os.open(path, flags | os.O_CLOEXEC, mode)

    def close(self, fd: int) -> None:
        """close(2)."""
        os.close(fd)

    def pread(self, fd: int, count: int, offset: int) -> bytes:
        """pread(2); may return less than asked."""
        return os.pread(fd, count, offset)

    def write(self, fd: int, data: Buffer) -> int:
        """write(2); may write less than asked."""
        return os.write(fd, data)

    def pwrite(self, fd: int, data: Buffer, offset: int) -> int:
        """pwrite(2); may write less than asked."""
        return os.pwrite(fd, data, offset)

    def fsync(self, fd: int) -> None:
        """fsync(2)."""
        os.fsync(fd)

    def fdatasync(self, fd: int) -> None:
        """fdatasync(2): the data and the size, not the times."""
        os.fdatasync(fd)

    def ftruncate(self, fd: int, size: int) -> None:
        """ftruncate(2)."""
        os.ftruncate(fd, size)

    def replace(self, source: str, target: str) -> None:
        """rename(2): the target is the old file or the new one, never none."""
        os.replace(source, target)

    def link(self, source: str, target: str) -> None:
        """link(2): a second name; fails when the name is taken."""
        os.link(source, target)

    def unlink(self, path: str) -> None:
        """unlink(2)."""
        os.unlink(path)

    def fsync_dir(self, folder: str) -> None:
        """Make new names in a folder survive a power cut."""
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

    def stat(self, path: str) -> os.stat_result:
        """stat(2)."""
        return os.stat(path)

    def fstat(self, fd: int) -> os.stat_result:
        """fstat(2)."""
        return os.fstat(fd)

    def listdir(self, folder: str) -> list[str]:
        """The names in a folder."""
        return os.listdir(folder)

    def flock(self, fd: int, how: int) -> None:
        """flock(2)."""
        fcntl.flock(fd, how)

    def dress(self, fd: int, like: os.stat_result) -> None:
        """Give a new file the mode and the group of an old one."""
        os.fchmod(fd, stat.S_IMODE(like.st_mode))
        if os.fstat(fd).st_gid != like.st_gid:
            os.fchown(fd, -1, like.st_gid)

    def alive(self, pid: int) -> bool:
        """Does a process of this number exist on this host?"""
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True

    def pid(self) -> int:
        """The number of this process."""
        return os.getpid()

    def fresh_id(self) -> str:
        """32 hexadecimal digits that no other store has."""
        return os.urandom(16).hex()

    def monotonic(self) -> float:
        """Seconds, for time-outs only."""
        return time.monotonic()

    def wall(self) -> float:
        """Seconds since 1970, for display and for names of evidence only."""
        return time.time()

    def pause(self, seconds: float) -> None:
        """The one sleep of the store: between two tries for the lock, jittered by half. The
        clock's last digits are random enough for that and cost no import."""
        time.sleep(seconds * (0.5 + time.monotonic_ns() % 1000 / 1000))

    def mounts(self) -> str:
        """The kernel's mount table, "" where it cannot be read."""
        try:
            with open("/proc/self/mountinfo", encoding="utf-8", errors="replace") as table:
                return table.read()
        except OSError:
            return ""

    def locks(self) -> str:
        """The kernel's lock table, "" where it cannot be read."""
        try:
            with open("/proc/locks", encoding="ascii", errors="replace") as table:
                return table.read()
        except OSError:
            return ""


def read_from(io: OsIO, fd: int, offset: int = 0) -> bytes:
    """All bytes from `offset` to the end, whatever short reads the system makes of it."""
    size = io.fstat(fd).st_size
    pieces = []
    while True:
        piece = io.pread(fd, max(size - offset, 0) + 1, offset)
        if not piece:
            break
        pieces.append(piece)
        offset += len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def read_file(io: OsIO, path: str) -> tuple[bytes, os.stat_result]:
    """The bytes of a file and the stat of the very inode that they came from."""
    fd = io.open(path, os.O_RDONLY)
    try:
        return read_from(io, fd), io.fstat(fd)
    finally:
        io.close(fd)


def read_head(io: OsIO, path: str) -> bytes:
    """The first bytes of a file, enough for a first line; empty when nothing is there."""
    try:
        fd = io.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return b""
    try:
        return io.pread(fd, HEAD_BYTES, 0)
    finally:
        io.close(fd)


def write_all(io: OsIO, fd: int, data: Buffer) -> None:
    """Write everything, whatever short writes the system makes of it."""
    rest = memoryview(data)
    while rest:
        rest = rest[io.write(fd, rest[:PIECE]) :]


def stat_or_none(io: OsIO, path: str) -> os.stat_result | None:
    """The stat of a path, None when nothing is there."""
    try:
        return io.stat(path)
    except FileNotFoundError:
        return None


def remove(io: OsIO, path: str) -> None:
    """Remove one of our own temporary files; that it stays is no harm."""
    try:
        io.unlink(path)
    except OSError:
        return
