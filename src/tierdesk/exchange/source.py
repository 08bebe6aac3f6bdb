"""A foreign file as bytes, and what it is by its content: names lie, first bytes rarely do.

Everything that cannot become a table is refused here in one sentence that says what to do.
"""

import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Literal

from tierdesk.errors import Invalid
from tierdesk.exchange.opened import read_bytes
from tierdesk.exchange.vcard_mark import is_vcard
from tierdesk.i18n.message import N_, Message, say

Kind = Literal["text", "xlsx", "xls", "ods", "json", "vcard", "tables"]
LARGEST = 256 * 2**20
LARGEST_UNPACKED = 2**30
_LARGEST_LIST = 2**22
"""Bytes of a workbook's list of sheets that are looked at."""
_EXTENSIONS = {
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xlsb": "xlsx", ".xls": "xls", ".ods": "ods",
    ".json": "json", ".csv": "text", ".tsv": "text", ".txt": "text", ".vcf": "vcard",
    ".vcard": "vcard",
}  # fmt: skip
IMPORTABLE = frozenset(_EXTENSIONS)
"""Endings of names by which a file is offered; what it is, its content tells."""
_LABELS = {
    "text": N_("delimited text"), "xlsx": N_("an Excel workbook"), "json": N_("JSON"),
    "xls": N_("an old Excel workbook"), "ods": N_("an OpenDocument sheet"),
    "vcard": N_("vCards"), "tables": N_("tables of tierdesk"),
}  # fmt: skip
_FOREIGN = (
    (
        b"%PDF",
        N_("%(file)s is a PDF document; export the table as CSV or XLSX where it came from."),
    ),
    (b"\x1f\x8b", N_("%(file)s is packed with gzip; unpack it first.")),
    (b"BZh", N_("%(file)s is a packed archive; unpack it first.")),
    (b"\xfd7zXZ\x00", N_("%(file)s is a packed archive; unpack it first.")),
    (b"7z\xbc\xaf\x27\x1c", N_("%(file)s is a packed archive; unpack it first.")),
    (b"Rar!\x1a\x07", N_("%(file)s is a packed archive; unpack it first.")),
    (b"SQLite format 3\x00", N_("%(file)s is a SQLite database; export its table as CSV first.")),
    (b"PAR1", N_("%(file)s is a Parquet file; export it as CSV or XLSX first.")),
    (b"\x89PNG", N_("%(file)s is a picture; there is no table to read in it.")),
    (b"\xff\xd8\xff", N_("%(file)s is a picture; there is no table to read in it.")),
    (b"GIF8", N_("%(file)s is a picture; there is no table to read in it.")),
)
_HTML = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body")


@dataclass(frozen=True, slots=True)
class Source:
    """The whole content of a file and its kind; `notes` are worth telling the user."""

    path: Path
    data: bytes
    kind: Kind
    notes: list[Message] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name


def read_source(path: Path) -> Source:
    """Read a file of at most 256 MB and tell its kind. Raises Refused for a file that is not
    there or may not be read, Invalid for one that can be no table."""
    data = _bytes(path)
    kind = _kind(data, path)
    claimed = _EXTENSIONS.get(path.suffix.lower())
    notes = []
    if claimed and claimed != kind and not (kind == "tables" and claimed == "xlsx"):
        notes.append(
            say("%(file)s is called %(suffix)s but holds %(kind)s; it was read as that.",
                file=path.name, suffix=path.suffix, kind=Message(_LABELS[kind]))
        )  # fmt: skip
    return Source(path, data, kind, notes)


def _bytes(path: Path) -> bytes:
    data = read_bytes(path, LARGEST)
    if len(data) > LARGEST:
        raise Invalid(say("%(file)s is larger than 256 MB; split it first.", file=path.name))
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise Invalid(say("%(file)s is empty; there is nothing to import.", file=path.name))
    return data


def _kind(data: bytes, path: Path) -> Kind:
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _packed_kind(data, path)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "xls"
    for magic, sentence in _FOREIGN:
        if data.startswith(magic):
            raise Invalid(Message(sentence, {"file": path.name}))
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_HTML) or (start.startswith(b"<!--") and b"<html" in start):
        raise Invalid(
            say("%(file)s is an HTML page; open it in a browser or spreadsheet and save the table as "
                "CSV or XLSX.", file=path.name)
        )  # fmt: skip
    if start.startswith(b"<?xml"):
        raise Invalid(
            say("%(file)s is an XML document; open it in a spreadsheet and save it as XLSX.",
                file=path.name)
        )  # fmt: skip
    return _text_kind(data, start, path)


def _text_kind(data: bytes, start: bytes, path: Path) -> Kind:
    if is_vcard(data):
        return "vcard"
    if path.suffix.lower() == ".json":
        return "json"
    if start[:1] in (b"{", b"["):
        after = start[1:].lstrip()[:1]
        if after in (b'"', b"{", b"[", b"}", b"]") and b'"' in data:
            return "json"
    head = data[:4096]
    controls = sum(head.count(c) for c in (b"\x01", b"\x02", b"\x03", b"\x04", b"\x05", b"\x06"))
    if controls > len(head) // 50 and head.count(0) > len(head) // 50:
        raise Invalid(
            say("%(file)s is a binary file, not a table; export it as CSV or XLSX first.",
                file=path.name)
        )  # fmt: skip
    return "text"


def _packed_kind(data: bytes, path: Path) -> Kind:
    """Which office format a ZIP container is."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            entries = packed.infolist()
            names = {entry.filename for entry in entries}
            mime = packed.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, EOFError):
        raise Invalid(
            say("%(file)s is a damaged workbook or archive; open it in a spreadsheet and save it "
                "again.", file=path.name)
        ) from None  # fmt: skip
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise Invalid(say("%(file)s unpacks to more than 1 GB; split it first.", file=path.name))
    if "tierdesk.csv" in names:
        return "tables"
    if any(name.startswith("xl/") for name in names):
        return "tables" if _holds_tables(data) else "xlsx"
    if b"opendocument.spreadsheet" in mime:
        return "ods"
    return _refuse_archive(names, path)


def _holds_tables(data: bytes) -> bool:
    """Is the workbook one of tierdesk's own, with a sheet that says so?"""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        entry = next((e for e in packed.infolist() if e.filename == "xl/workbook.xml"), None)
        if entry is None or entry.file_size > _LARGEST_LIST:
            return False
        return b'name="tierdesk"' in packed.read(entry)


def _refuse_archive(names: set[str], path: Path) -> Kind:
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise Invalid(
            say("%(file)s is an Office document without a table of cells; copy the table into a "
                "spreadsheet and save that.", file=path.name)
        )  # fmt: skip
    raise Invalid(
        say("%(file)s is a ZIP archive; unpack it and import the table inside.", file=path.name)
    )
