"""What one open session knows: the book, the open files, and whether it may still write."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tierdesk.domain.document import Tables
from tierdesk.i18n.message import Message
from tierdesk.store.port import Applied
from tierdesk.store.tiny.journal import Header
from tierdesk.store.tiny.lock import FileLock
from tierdesk.store.tiny.paths import Paths
from tierdesk.store.tiny.snapshot import Meta
from tierdesk.store.tiny.state import Book
from tierdesk.store.tiny.syscalls import OsIO

Identity = tuple[int, int, int, int]
Step = Callable[[Tables], Tables]


@dataclass(frozen=True, slots=True)
class Versions:
    """What this program can read and write, and what it asks of others. `steps`: for each
    schema number the pure function that leads to the next one."""

    reader: int = 1
    writer: int = 1
    min_reader: int = 1
    min_writer: int = 1
    steps: Mapping[int, Step] = field(default_factory=dict)

    @property
    def schema(self) -> int:
        """The schema that this program writes: one more than there are migrations."""
        return 1 + len(self.steps)


class Options(NamedTuple):
    """How a session was asked to behave. `older`: what to do when an older copy of the data
    file was put back: "file" goes back to it, "newest" rebuilds the newest state; `lazy`: the
    tables whose documents stay lines until somebody asks for them."""

    readonly: bool
    timeout: float
    who: str
    older: str | None
    versions: Versions
    lazy: frozenset[str] = frozenset()


@dataclass(slots=True)
class Session:
    """The state of an open store. `gen`: generation of the journal we append to; `snap_gen`:
    of the snapshot last seen, one ahead while a rotation is unfinished; `joff`: the end of
    the last journal line that is in `book`; `forbidden`: why this session may not write."""

    io: OsIO
    paths: Paths
    options: Options
    lock: FileLock
    book: Book = field(default_factory=Book)
    store: str = ""
    gen: int = 0
    snap_gen: int = 0
    snap_id: Identity | None = None
    snap_size: int = 0
    base_seq: int = 0
    jfd: int = -1
    jino: int = 0
    joff: int = 0
    replaces: str = ""
    forbidden: Message | None = None
    unknown: str = ""
    notes: list[Message] = field(default_factory=list)
    pending: list[Applied] = field(default_factory=list)
    old_changes: dict[str, int] | None = None

    @property
    def absent(self) -> bool:
        """There is no book yet; the first commit makes one."""
        return not self.store

    def meta(self, gen: int) -> Meta:
        """The first line of a snapshot of the present state."""
        versions = self.options.versions
        return Meta(
            self.store, gen, self.book.seq, self.book.crc, dict(self.book.next),
            versions.schema, versions.min_reader, versions.min_writer, replaces=self.replaces,
        )  # fmt: skip

    def header(self, meta: Meta) -> Header:
        """The first line of the journal that continues a snapshot."""
        return Header(
            self.store, meta.gen, meta.seq, meta.prev, meta.crc, meta.size, meta.min_writer
        )

    def forbid(self, reason: Message) -> None:
        """Read-only from here on, and say so once."""
        if self.forbidden is None:
            self.forbidden = reason
        self.note(reason)

    def note(self, message: Message) -> None:
        """Something that the user must be told, once."""
        if message not in self.notes:
            self.notes.append(message)

    def saw_snapshot(self, stat: os.stat_result | None) -> None:
        """Remember which data file our state belongs to."""
        self.snap_id = None if stat is None else identity(stat)
        self.snap_size = 0 if stat is None else stat.st_size

    def close_files(self) -> None:
        """Give every descriptor back."""
        if self.jfd >= 0:
            self.io.close(self.jfd)
            self.jfd = -1
        self.lock.close()


def identity(stat: os.stat_result) -> Identity:
    """What changes whenever anybody replaces or rewrites a file."""
    return (stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns)
