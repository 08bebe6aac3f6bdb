"""Facades over the store's system calls: they cut, record, fail, shorten or drop single calls."""

import os

from tierdesk.store.tiny.syscalls import OsIO

MUTATING = (
    "open", "write", "pwrite", "ftruncate", "fsync", "fdatasync", "replace", "link", "unlink",
    "fsync_dir",
)  # fmt: skip


class Died(BaseException):
    """The process is gone; not an Exception, so that nothing in the store can catch it."""


class Passing(OsIO):
    """Hands every mutating call on to another facade; remembers what is open."""

    def __init__(self, inner=None):
        self.inner = inner or OsIO()

    def call(self, name, *args):
        return getattr(self.inner, name)(*args)

    def close(self, fd):
        return self.inner.close(fd)


for _name in MUTATING:
    setattr(Passing, _name, lambda self, *args, _name=_name: self.call(_name, *args))


def creates(name, args):
    """Opening an existing file for reading or appending changes nothing on the disk."""
    return name != "open" or bool(args[1] & (os.O_CREAT | os.O_TRUNC))


class Cutting(Passing):
    """Dies before ("before"), after ("after") or half-way through ("half") the `at`-th mutating
    call and refuses everything from then on."""

    def __init__(self, at, mode, inner=None):
        super().__init__(inner)
        self.at, self.mode, self.count, self.dead = at, mode, 0, False
        self.fds = set()

    def call(self, name, *args):
        if self.dead:
            raise Died
        if creates(name, args):
            self.count += 1
            if self.count == self.at:
                self.die(name, args)
        result = super().call(name, *args)
        if name == "open":
            self.fds.add(result)
        return result

    def die(self, name, args):
        self.dead = True
        if self.mode == "after":
            super_result = super().call(name, *args)
            if name == "open":
                self.fds.add(super_result)
        elif self.mode == "half" and name in ("write", "pwrite"):
            data = bytes(args[1])
            super().call(name, args[0], data[: max(1, len(data) // 2)], *args[2:])
        raise Died

    def close(self, fd):
        self.fds.discard(fd)
        super().close(fd)

    def bury(self):
        """What the kernel does with a dead process: its descriptors and locks are gone."""
        for fd in self.fds:
            os.close(fd)
        self.fds.clear()


class Tracing(Passing):
    """Records what reaches the disk, for rebuilding what a power cut may leave."""

    def __init__(self, inner=None):
        super().__init__(inner)
        self.log = []
        self.files = {}

    def call(self, name, *args):
        return getattr(self, "on_" + name)(*args)

    def on_open(self, path, flags, mode=0o660):
        there = os.path.exists(path)
        fd = self.inner.open(path, flags, mode)
        inode = os.fstat(fd).st_ino
        self.files[fd] = (inode, flags)
        if not there:
            self.log.append(("create", path, inode))
        elif flags & os.O_TRUNC:
            self.log.append(("trunc", inode, 0))
        return fd

    def on_write(self, fd, data):
        inode, flags = self.files[fd]
        at = os.fstat(fd).st_size if flags & os.O_APPEND else os.lseek(fd, 0, os.SEEK_CUR)
        count = self.inner.write(fd, data)
        self.log.append(("data", inode, at, bytes(data)[:count]))
        return count

    def on_pwrite(self, fd, data, offset):
        count = self.inner.pwrite(fd, data, offset)
        self.log.append(("data", self.files[fd][0], offset, bytes(data)[:count]))
        return count

    def on_ftruncate(self, fd, size):
        self.inner.ftruncate(fd, size)
        self.log.append(("trunc", self.files[fd][0], size))

    def on_fsync(self, fd):
        self.inner.fsync(fd)
        self.log.append(("sync", self.files[fd][0]))

    def on_fdatasync(self, fd):
        self.inner.fdatasync(fd)
        self.log.append(("sync", self.files[fd][0]))

    def on_replace(self, source, target):
        self.inner.replace(source, target)
        self.log.append(("rename", source, target))

    def on_link(self, source, target):
        self.inner.link(source, target)
        self.log.append(("link", source, target))

    def on_unlink(self, path):
        self.inner.unlink(path)
        self.log.append(("unlink", path))

    def on_fsync_dir(self, folder):
        self.inner.fsync_dir(folder)
        self.log.append(("dirsync",))


class Failing(Passing):
    """Raises `error` for calls that `when(name, args)` picks; `times` None: for ever."""

    def __init__(self, when, error, times=None, inner=None):
        super().__init__(inner)
        self.when, self.error, self.times, self.hits = when, error, times, 0

    def call(self, name, *args):
        if self.when(name, args) and (self.times is None or self.hits < self.times):
            self.hits += 1
            raise OSError(self.error, os.strerror(self.error))
        return super().call(name, *args)


class Short(Passing):
    """Writes at most `limit` bytes at a time, as a signal or a quota may make it."""

    def __init__(self, limit, inner=None):
        super().__init__(inner)
        self.limit = limit

    def call(self, name, *args):
        if name in ("write", "pwrite"):
            args = (args[0], bytes(args[1])[: self.limit], *args[2:])
        return super().call(name, *args)

    def pread(self, fd, count, offset):
        return super().pread(fd, min(count, self.limit), offset)


class NoDataSync(Passing):
    """A broken store: acknowledges before the disk has it."""

    def fdatasync(self, fd):
        del fd


class NoSnapshotSync(Passing):
    """A broken store: names a snapshot that is not on the disk."""

    def fsync(self, fd):
        del fd


class NoFolderSync(Passing):
    """A broken store: forgets that names need syncing, too."""

    def fsync_dir(self, folder):
        del folder


class NoLock(Passing):
    """A broken store: its lock does not lock."""

    def flock(self, fd, how):
        del fd, how


class JournalFirst(Passing):
    """A broken store: starts the journal anew before the snapshot has its name."""

    held = None

    def replace(self, source, target):
        if target.endswith(".json") and self.held is None:
            self.held = (source, target)
            return
        self.inner.replace(source, target)
        if target.endswith(".journal") and self.held:
            self.inner.fsync_dir(os.path.dirname(target))
            self.inner.replace(*self.held)
            self.held = None

    def fsync_dir(self, folder):
        if self.held is None:
            self.inner.fsync_dir(folder)
