"""How far the sheets of a workbook reach, told from their XML before they are unpacked.

The reader holds a sheet as a full grid: a small file with one cell at XFD1048576, or with one
row repeated a million times, would ask for more memory than there is, and that ends a process
without an exception.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ODS_ROW = re.compile(rb"<table:table-row\b([^>]*?)(?:/>|>(.*?)</table:table-row>)", re.DOTALL)
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)")
_ROWS = re.compile(rb'number-rows-repeated="(\d{1,9})"')
_COLUMNS = re.compile(rb'number-columns-repeated="(\d{1,9})"')


def extents(data: bytes, kind: str) -> Iterator[tuple[int, int]]:
    """(columns, rows) that the sheets of a workbook occupy; nothing for XLS, whose grid is small
    by its format. Raises what zipfile raises for a damaged file."""
    if kind == "xls":
        return
    with zipfile.ZipFile(BytesIO(data)) as packed:
        for name in packed.namelist():
            if kind == "ods" and name == "content.xml":
                yield _ods_extent(packed.read(name))
            elif kind == "xlsx" and name.startswith("xl/worksheets/") and name.endswith(".xml"):
                yield _xlsx_extent(packed.read(name))


def _xlsx_extent(xml: bytes) -> tuple[int, int]:
    columns: set[bytes] = set()
    last = 0
    for letters, row in _CELL.findall(xml):
        columns.add(letters)
        last = max(last, int(row))
    return max((_number(letters) for letters in columns), default=0), last


def _number(letters: bytes) -> int:
    """AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _ods_extent(xml: bytes) -> tuple[int, int]:
    """The largest of all tables together: a bound, not a measure."""
    widest = last = row = 0
    for opening, body in _ODS_ROW.findall(xml):
        row += _repeated(_ROWS, opening)
        if b"value" in body or b"<text:p" in body:
            last = row
            widest = max(widest, _ods_width(body))
    return widest, last


def _ods_width(body: bytes) -> int:
    width = filled = 0
    for attributes in _ODS_CELL.findall(body):
        width += _repeated(_COLUMNS, attributes)
        if b"value" in attributes:
            filled = width
    return filled


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1
