"""Rows that end in a bare carriage return: line feeds in their fields are text."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.exchange.delimited import read_delimited

ROWS = [
    ["name", "country", "budget", "phone", "notes"],
    ["Alpha", "DE", "1,200.50 EUR", "+49 30 1", "line1\nline2; x"],
    ["Beta, Inc", "US", "$3000", "555", 'say "hi"\n'],
    ["Gamma", "AT", "40k EUR", "0043", ""],
]


def read(text):
    return read_delimited(text, name="file", encoding="utf-8")


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_a_table_reads_the_same_whatever_ends_its_rows(end, quoting):
    out = StringIO()
    rows = ROWS if end == "\r" or quoting == csv.QUOTE_ALL else [ROWS[0], *ROWS[2:]]
    csv.writer(out, lineterminator=end, quoting=quoting).writerows(rows)
    sheet = read(out.getvalue())
    assert [list(row.cells) for row in sheet.rows] == rows[1:]
    assert all(row.fault is None for row in sheet.rows)


def test_row_numbers_are_the_lines_of_an_editor():
    sheet = read("name,city,notes\rA,x,1\n2\n3\rB,y,4\r")
    assert [(row.number, row.cells[2]) for row in sheet.rows] == [(2, "1\n2\n3"), (5, "4")]


def test_a_stray_quotation_mark_costs_its_own_row_only():
    sheet = read('name,city,notes\rA,x,1\n2\rB,y,"4"5\rC,z,6\n7\r')
    assert [(row.number, row.fault is None) for row in sheet.rows] == [
        (2, True), (4, False), (5, True),
    ]  # fmt: skip
    assert sheet.rows[2].cells == ("C", "z", "6\n7")


@pytest.mark.parametrize("text", ["a,b\r1,2\n3,4\n", "a,b\r1,2\n3,4\n5,6\r7,8", "a,b\n1,2\r3,4\r"])
def test_a_file_of_mixed_row_ends_keeps_all_its_rows(text):
    sheet = read(text)
    assert [len(row.cells) for row in sheet.rows] == [2] * len(sheet.rows)
    assert [row.cells[0] for row in sheet.rows] == ["1", "3", "5", "7"][: len(sheet.rows)]


@given(st.lists(st.text('ab,\n" ;', max_size=9), min_size=1, max_size=6))
def test_any_field_of_such_a_file_comes_back(fields):
    rows = [["name", "country", "notes"], *(["x", "DE", field] for field in fields)]
    out = StringIO()
    csv.writer(out, lineterminator="\r", quoting=csv.QUOTE_ALL).writerows(rows)
    assert [list(row.cells) for row in read(out.getvalue()).rows] == rows[1:]
