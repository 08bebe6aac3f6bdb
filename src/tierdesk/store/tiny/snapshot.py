"""Snapshot format v1: a TinyDB file with one document a line and a checksummed first line.

Why a format of our own inside JSON: a plain TinyDB opens it at any moment, a version control
system shows one changed line for one changed document, it can be read by pieces, and damage
is told apart from another program's edit. Knows bytes and tables, no journal and no locks.
"""

import os
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Literal, NamedTuple

from tierdesk.domain.document import Doc, Tables
from tierdesk.i18n.message import Message, say
from tierdesk.store.tiny.codec import canonical, crc8, dumps, loads, strict
from tierdesk.store.tiny.line_table import LineTable, is_id
from tierdesk.store.tiny.reading import META, Live, Progress, tables_of
from tierdesk.store.tiny.syscalls import OsIO, write_all

FORMAT = 1
BLOCK = 512
DOCS_A_CHUNK = 2000
BYTES_A_WRITE = 1 << 20
NO_CRC = "00000000"
UNKNOWN_SIZE = 10**15

State = Literal["ok", "edited", "foreign", "empty"]


class UnreadableError(Exception):
    """The bytes are no snapshot; `reason` is a whole sentence."""

    def __init__(self, reason: Message) -> None:
        self.reason = reason
        super().__init__(str(reason))


@dataclass(frozen=True, slots=True)
class Meta:
    """The first line. `prev`: checksum of the journal line of change `seq`; `next`: the next
    free id of each table; `size`, `crc`: of everything behind the first line; `replaces`: the
    store whose journal may still lie here after an interrupted restore."""

    store: str
    gen: int
    seq: int
    prev: str
    next: Mapping[str, int]
    schema: int = 1
    min_reader: int = 1
    min_writer: int = 1
    size: int = 0
    crc: str = NO_CRC
    replaces: str = ""


class Parsed(NamedTuple):
    """A snapshot in memory. "ok": our bytes; "edited": our file, rewritten by another program;
    "foreign": a TinyDB file that never was ours; "empty": no bytes at all."""

    tables: Live
    meta: Meta | None
    state: State


def header(meta: Meta, length: int = 0) -> bytes:
    """The first line, padded with spaces to a multiple of 512 bytes (`length` if given)."""
    known: dict[str, object] = {"app": "tierdesk", "format": FORMAT, **asdict(meta)}
    if not meta.replaces:
        del known["replaces"]
    known["meta_crc"] = crc8(canonical(known))
    line = b'{"_meta":{"1":' + dumps(known) + b"}"
    full = length or -(-(len(line) + 1) // BLOCK) * BLOCK
    return line.ljust(full - 1) + b"\n"


def read_meta(doc: object) -> Meta:
    """The content of the first line; ValueError when it fails its own checksum."""
    if not isinstance(doc, dict) or doc.get("app") != "tierdesk":
        raise ValueError("not a tierdesk _meta table")
    rest = {key: value for key, value in doc.items() if key != "meta_crc"}
    if doc.get("meta_crc") != crc8(canonical(rest)):
        raise ValueError("the _meta line fails its checksum")
    fields = {key: rest[key] for key in Meta.__dataclass_fields__ if key in rest}
    return Meta(**fields)


def peek(raw: bytes) -> Meta | None:
    """The meta data of bytes that begin like a snapshot, None when they do not."""
    end = raw.find(b"\n") + 1
    if not end or end % BLOCK:
        return None
    try:
        first = loads(raw[:end].rstrip() + b"}")
        return read_meta(first[META]["1"]) if isinstance(first, dict) else None
    except (ValueError, KeyError, TypeError):
        return None


def intact(raw: bytes, meta: Meta | None) -> bool:
    """Are these exactly the bytes that were written with this meta data?"""
    if meta is None:
        return False
    body = memoryview(raw)[raw.find(b"\n") + 1 :]
    return len(body) == meta.size and crc8(body) == meta.crc


def parse(
    raw: bytes,
    name: str,
    progress: Progress | None = None,
    reader: int = FORMAT,
    lazy: Collection[str] = (),
) -> Parsed:
    """Bytes -> tables. Raises UnreadableError, with a sentence about the file `name`. Of a
    file that asks for a newer `reader` only the meta data are returned. `lazy` names the tables
    whose documents stay lines until somebody asks, if the bytes are ours."""
    if blank(raw):
        return Parsed({}, None, "empty")
    meta = peek(raw)
    if meta is not None and meta.min_reader > reader:
        return Parsed({}, meta, "ok")
    if meta is not None and intact(raw, meta):
        return Parsed(tables_of(raw, progress, lazy), meta, "ok")
    return _strangers(raw, name)


def blank(raw: bytes) -> bool:
    """Nothing at all, or white space only; looks no further than it must."""
    return not raw or raw.isspace()


def _strangers(raw: bytes, name: str) -> Parsed:
    """Bytes that we did not write: every check that the checksum would have saved."""
    try:
        found = loads(raw)
        strict(raw)
    except (ValueError, RecursionError) as error:
        detail = str(error)[:200]
        raise UnreadableError(
            say("The data file %(name)s is not valid JSON (%(detail)s).", name=name, detail=detail)
        ) from error
    if not isinstance(found, dict):
        raise UnreadableError(say("The data file %(name)s is JSON, but no TinyDB file.", name=name))
    for table, docs in found.items():
        _check_table(table, docs, name)
    if META not in found:
        return Parsed(found, None, "foreign")
    try:
        meta = read_meta(found.pop(META).get("1"))
    except (ValueError, TypeError) as error:
        raise UnreadableError(
            say("The first line (_meta) of the data file %(name)s is damaged.", name=name)
        ) from error
    return Parsed(found, meta, "edited")


def _check_table(table: str, docs: object, name: str) -> None:
    if not isinstance(docs, dict):
        raise UnreadableError(
            say(
                "The data file %(name)s is no TinyDB file: its table %(table)s is no object.",
                name=name,
                table=table[:40],
            )
        )
    for key, doc in docs.items():
        if not isinstance(doc, dict) or not is_id(key):
            raise UnreadableError(
                say(
                    "The data file %(name)s is no TinyDB file: the entry %(entry)s of its table"
                    " %(table)s is no document with a whole number as its id.",
                    name=name,
                    table=table[:40],
                    entry=key[:40],
                )
            )


def chunks(tables: Tables) -> Iterator[bytes]:
    """Everything behind the first line, in pieces of a few thousand documents."""
    for name in sorted(tables):
        table = tables[name]
        yield b"," + dumps(name) + b":{"
        keys = sorted(table, key=int)
        comma = b"\n"
        for start in range(0, len(keys), DOCS_A_CHUNK):
            lines = [
                b'"%s":%s' % (key.encode(), _json(table, key))
                for key in keys[start : start + DOCS_A_CHUNK]
            ]
            yield comma + b",\n".join(lines)
            comma = b",\n"
        yield b"\n}\n"
    yield b"}\n"


def _json(table: Mapping[str, Doc], key: str) -> bytes:
    return table.json(key) if isinstance(table, LineTable) else dumps(table[key])


def write_snapshot(
    io: OsIO, path: str, tables: Tables, meta: Meta, like: os.stat_result | None
) -> Meta:
    """Write and fsync a whole snapshot; returns `meta` with size and crc. `like`: whose mode
    and group to take over. The first line comes last, so a half-written file never passes."""
    fd = io.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
    try:
        if like is not None:
            dress(io, fd, like)
        first = len(header(replace(meta, size=UNKNOWN_SIZE)))
        write_all(io, fd, b" " * (first - 1) + b"\n")
        size, crc = _write_body(io, fd, tables)
        whole = replace(meta, size=size, crc=crc)
        write_at(io, fd, header(whole, first), 0)
        io.fsync(fd)
    finally:
        io.close(fd)
    return whole


def _write_body(io: OsIO, fd: int, tables: Tables) -> tuple[int, str]:
    crc = size = pending = 0
    buffer: list[bytes] = []
    for chunk in chunks(tables):
        crc = zlib.crc32(chunk, crc)
        size += len(chunk)
        pending += len(chunk)
        buffer.append(chunk)
        if pending > BYTES_A_WRITE:
            write_all(io, fd, b"".join(buffer))
            buffer, pending = [], 0
    write_all(io, fd, b"".join(buffer))
    return size, f"{crc:08x}"


def write_at(io: OsIO, fd: int, data: bytes, offset: int) -> None:
    """pwrite everything, whatever short writes the system makes of it."""
    while data:
        count = io.pwrite(fd, data, offset)
        data, offset = data[count:], offset + count


def dress(io: OsIO, fd: int, like: os.stat_result) -> None:
    """Mode and group of the old file; where the system says no, the new file stays private."""
    try:
        io.dress(fd, like)
    except PermissionError:
        return
