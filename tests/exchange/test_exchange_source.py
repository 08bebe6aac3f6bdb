"""Files are told by their content, and what is no table is refused in one sentence."""

import contextlib
import gzip
import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tierdesk.errors import Invalid, Refused
from tierdesk.exchange.reading import read_sheet
from tierdesk.exchange.source import Source, read_source


def workbook(rows) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


WORKBOOK = workbook([["name", "city"], ["Acme", "Bonn"], ["Beta", 7]])


def zipped(names) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return out.getvalue()


def put(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(Refused, match="no file"):
        read_source(tmp_path / "none.csv")


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(Refused, match="is a folder"):
        read_source(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path):
    path = put(tmp_path, "x.csv", b"a\n1\n")
    path.chmod(0)
    with pytest.raises(Refused, match="permission"):
        read_source(path)


@pytest.mark.parametrize("data", [b"", b"\n\n  \r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0\0"])
def test_an_empty_file_says_so(tmp_path, data):
    with pytest.raises(Invalid, match="is empty"):
        read_source(put(tmp_path, "x.csv", data))


@pytest.mark.parametrize(("data", "words"), [
    (b"<!DOCTYPE html><table><tr><td>1</td></tr></table>", "HTML page"),
    (b"\xef\xbb\xbf\n<html><body>", "HTML page"),
    (b"<!-- saved --><html>", "HTML page"),
    (b'<?xml version="1.0"?><Workbook/>', "XML document"),
    (b"%PDF-1.7 x", "PDF"),
    (gzip.compress(b"a,b\n1,2\n", mtime=0), "gzip"),
    (b"SQLite format 3\0xxxx", "SQLite"),
    (b"\x89PNG\r\n", "picture"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (bytes(range(32)) * 100, "binary"),
    (zipped(["table.csv"]), "ZIP archive"),
    (zipped(["word/document.xml"]), "Office document"),
    (b"PK\x03\x04 broken", "damaged"),
])  # fmt: skip
@pytest.mark.parametrize("name", ["x.csv", "x.xlsx", "x"])
def test_what_is_no_table_is_refused_whatever_its_name(tmp_path, data, words, name):
    with pytest.raises(Invalid, match=words):
        read_source(put(tmp_path, name, data))


@pytest.mark.parametrize("name", ["book.xlsx", "book.csv", "book"])
def test_a_workbook_is_read_whatever_its_name(tmp_path, name):
    source = read_source(put(tmp_path, name, workbook([["name"], ["Acme"]])))
    assert source.kind == "xlsx"
    assert read_sheet(source).rows[0].cells == ("Acme",)
    assert bool(source.notes) == (name == "book.csv")


def test_text_that_is_called_a_workbook_is_read_and_that_is_told(tmp_path):
    source = read_source(put(tmp_path, "x.xlsx", b"name,city\nAcme,Bonn\n"))
    assert read_sheet(source).headers == ("name", "city")
    assert "called .xlsx but holds delimited text" in str(source.notes[0])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data):
    whole = WORKBOOK
    at = data.draw(st.integers(0, len(whole) - 1))
    noise = data.draw(st.binary(min_size=1, max_size=40))
    broken = whole[:at] + noise + whole[at + len(noise) :]
    cut = whole[: data.draw(st.integers(1, len(whole)))]
    for damaged in (broken, cut):
        with contextlib.suppress(Invalid):
            read_sheet(Source(Path("x.xlsx"), damaged, "xlsx"))


def test_a_workbook_without_its_sheet_is_refused(tmp_path):
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(WORKBOOK)) as packed, zipfile.ZipFile(out, "w") as other:
        for name in packed.namelist():
            other.writestr(name, b"<x" if "sheet1" in name else packed.read(name))
    with pytest.raises(Invalid, match=r"cannot be read as a workbook|holds no cells"):
        read_sheet(read_source(put(tmp_path, "x.xlsx", out.getvalue())))


def test_an_old_office_file_without_a_workbook_is_refused(tmp_path):
    path = put(tmp_path, "x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000)
    with pytest.raises(Invalid, match="cannot be read as a workbook"):
        read_sheet(read_source(path))


def test_a_heading_in_brackets_is_not_json(tmp_path):
    source = read_source(put(tmp_path, "x.csv", b"[id],name\n1,Acme\n"))
    assert source.kind == "text"
