"""Journal format v1: one change set a line, each line checksummed and chained to the last.

Independent checksums, the chain and the running number tell apart what must be treated
differently: an unfinished last line, damage, and a line of another history. Bytes only:
nothing here opens a file.
"""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from tierdesk.domain.document import Doc, integer, text
from tierdesk.store.tiny.codec import crc8, dumps, loads

VERSION = 1
START = re.compile(rb'\["[0-9a-f]{8}",\{"(?:seq|journal)":')
CID = re.compile(rb'\["[0-9a-f]{8}",\{"seq":(\d+),"prev":"[0-9a-f]{8}","cid":"([^"\\]*)"')
FRAME = len(b'["00000000",]')

TailState = Literal["none", "ok", "torn", "damaged"]
Written = tuple[str, int, int, Doc | None]


class Header(NamedTuple):
    """The first line: which data file, generation and change this journal continues."""

    store: str
    gen: int
    seq: int
    prev: str
    base_crc: str = ""
    base_size: int = 0
    min_writer: int = 1
    guessed: bool = False


class Record(NamedTuple):
    """One change set as written: `ops` are (table, id, expected revision, document or None);
    `crc` and `prev` are the checksums of this line and the one before it, `end` the offset
    behind it."""

    seq: int
    prev: str
    cid: str
    by: str
    at: str
    ops: Sequence[Written]
    crc: str
    end: int = 0


class Scan(NamedTuple):
    """A journal as far as it can be believed. `good`: the offset behind the last good line;
    `state`: what lies behind it; "none" means that there is no journal at all."""

    header: Header | None
    records: tuple[Record, ...]
    good: int
    state: TailState
    size: int = 0

    @property
    def last(self) -> int:
        """The newest change that the journal knows of, 0 when it knows none."""
        if self.records:
            return self.records[-1].seq
        return self.header.seq if self.header else 0


NOTHING = Scan(None, (), 0, "none")


def frame(payload: bytes) -> bytes:
    """A line: valid JSON by itself, so that any program can read the journal."""
    return b'["' + crc8(payload).encode() + b'",' + payload + b"]\n"


def unframe(line: bytes) -> Doc | None:
    """The payload of a line without its newline; None when the line is not intact."""
    if len(line) < FRAME or line[:2] != b'["' or line[10:12] != b'",' or line[-1:] != b"]":
        return None
    payload = line[12:-1]
    if crc8(payload).encode() != line[2:10]:
        return None
    try:
        found = loads(payload)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def header_line(header: Header) -> bytes:
    """The first line of a journal."""
    return frame(
        dumps(
            {
                "journal": VERSION,
                "store": header.store,
                "gen": header.gen,
                "seq": header.seq,
                "prev": header.prev,
                "base_crc": header.base_crc,
                "base_size": header.base_size,
                "min_writer": header.min_writer,
            }
        )
    )


def payload_of(record: Record) -> bytes:
    """What `frame` wraps. Raises ValueError for a document that JSON cannot hold."""
    return dumps(
        {
            "seq": record.seq,
            "prev": record.prev,
            "cid": record.cid,
            "by": record.by,
            "at": record.at,
            "ops": record.ops,
        }
    )


def as_header(payload: Doc | None) -> Header | None:
    """A header, or None for any other payload."""
    if payload is None or integer(payload, "journal") is None:
        return None
    gen, seq = integer(payload, "gen"), integer(payload, "seq")
    if gen is None or seq is None:
        return None
    return Header(
        text(payload, "store"),
        gen,
        seq,
        text(payload, "prev"),
        text(payload, "base_crc"),
        integer(payload, "base_size") or 0,
        integer(payload, "min_writer") or 1,
    )


def as_record(payload: Doc | None, crc: str, end: int = 0) -> Record | None:
    """A record, or None for any other payload."""
    if payload is None:
        return None
    seq, ops = integer(payload, "seq"), payload.get("ops")
    if seq is None or not isinstance(ops, list) or not all(map(_well_formed, ops)):
        return None
    return Record(
        seq, text(payload, "prev"), text(payload, "cid"), text(payload, "by"),
        text(payload, "at"), ops, crc, end,
    )  # fmt: skip


def _well_formed(op: object) -> bool:
    match op:
        case [str(), int(), int(), dict() | None]:
            return True
    return False


def read_record(raw: bytes, start: int) -> Record | None:
    """The record of the line that begins at `start`; None unless the line is whole."""
    end = raw.find(b"\n", start)
    if end < 0:
        return None
    return as_record(
        unframe(raw[start:end]), raw[start + 2 : start + 10].decode("latin-1"), end + 1
    )


def scan(raw: bytes) -> Scan:
    """The longest believable prefix of a journal, and what comes behind it."""
    if not raw:
        return NOTHING
    end = raw.find(b"\n") + 1
    header = as_header(unframe(raw[: end - 1])) if end else None
    if header is None:
        first = _first_intact(raw)
        if first is None:
            return Scan(None, (), 0, tail_state(raw, 0), len(raw))
        end, header = first
    records, good = follow(raw, end, header.seq, header.prev)
    state: TailState = "ok" if good == len(raw) else tail_state(raw, good)
    return Scan(header, tuple(records), good, "damaged" if header.guessed else state, len(raw))


def follow(raw: bytes, start: int, seq: int, prev: str) -> tuple[list[Record], int]:
    """The records from `start` on that continue the chain after change `seq`; and where
    they end."""
    records = []
    while start < len(raw):
        record = read_record(raw, start)
        if record is None or record.seq != seq + 1 or record.prev != prev:
            break
        records.append(record)
        start, seq, prev = record.end, record.seq, record.crc
    return records, start


def _first_intact(raw: bytes) -> tuple[int, Header] | None:
    """Only the first line is damaged: the records may still chain on from the snapshot."""
    for found in START.finditer(raw, 1):
        record = read_record(raw, found.start())
        if record is not None:
            return found.start(), Header("", 0, record.seq - 1, record.prev, guessed=True)
    return None


def tail_state(raw: bytes, start: int) -> Literal["torn", "damaged"]:
    """What follows the last good line: "torn" is an unfinished write (the beginning of a line,
    or NULs after a power cut); an intact line behind the first bad byte, or a complete line
    with a wrong checksum, is damage and may have been acknowledged."""
    if intact_behind(raw, start):
        return "damaged"
    tail = raw[start:]
    if tail.endswith(b"]\n") and b"\0" not in tail:
        return "damaged"
    return "torn"


def intact_behind(raw: bytes, start: int) -> bool:
    """Does an intact line begin anywhere behind the byte at `start`?"""
    for found in START.finditer(raw, start + 1):
        end = raw.find(b"\n", found.start())
        if end >= 0 and unframe(raw[found.start() : end]) is not None:
            return True
    return False


def whole_behind(raw: bytes, start: int) -> list[Record]:
    """All intact records that begin anywhere behind the byte at `start`."""
    records = (read_record(raw, found.start()) for found in START.finditer(raw, start + 1))
    return [record for record in records if record is not None]


def change_ids(raw: bytes) -> dict[str, int]:
    """{change id: seq} of all lines, without looking into their documents: an import is one line of
    many megabytes, which only its end is looked for in."""
    found: dict[str, int] = {}
    start = 0
    while start < len(raw):
        if (head := CID.match(raw, start)) is not None:
            found[head[2].decode("utf-8", "replace")] = int(head[1])
        end = raw.find(b"\n", start)
        start = len(raw) if end < 0 else end + 1
    return found
