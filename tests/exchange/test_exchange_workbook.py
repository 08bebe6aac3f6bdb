"""Workbooks: numbers, dates, sheets and merged cells as they are read."""

import datetime as dt
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from tierdesk.errors import Invalid, Usage
from tierdesk.exchange.reading import read_sheet
from tierdesk.exchange.source import Source


def source(*sheets, merge=None):
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(number, column, value)
        if merge:
            sheet.merge_range(*merge)
    book.close()
    return Source(Path("book.xlsx"), out.getvalue(), "xlsx")


def test_numbers_dates_and_booleans_keep_their_kind():
    day, at = dt.datetime(2026, 3, 4), dt.datetime(2026, 3, 4, 15, 30)
    read = read_sheet(
        source(("S", [["n", "x", "d", "t", "b", "s"], [13800138000, 1.5, day, at, True, "007"]]))
    )
    assert read.rows[0].cells == (13800138000, 1.5, dt.date(2026, 3, 4), at, True, "007")
    assert isinstance(read.rows[0].cells[0], int)


def test_numbers_that_the_workbook_rounded_are_told():
    read = read_sheet(source(("S", [["id"], [110101199003078515], [7]])))
    assert "row 2" in str(read.notes[0]) and "rounded" in str(read.notes[0])


def test_row_numbers_are_those_of_the_spreadsheet():
    read = read_sheet(source(("S", [[None], ["name", "city"], [None, None], ["Acme", "Bonn"]])))
    assert [(row.number, row.cells) for row in read.rows] == [(4, ("Acme", "Bonn"))]


def test_the_first_sheet_with_cells_is_read_and_the_others_are_told():
    book = source(("Empty", []), ("One", [["name"], ["Acme"]]), ("Two", [["name"], ["Beta"]]))
    read = read_sheet(book)
    assert read.rows[0].cells == ("Acme",)
    assert "Empty, Two" in str(read.notes[0])
    assert read_sheet(book, sheet="Two").rows[0].cells == ("Beta",)


def test_a_sheet_that_is_not_there_is_a_usage_error_that_lists_them():
    with pytest.raises(Usage, match="One, Two"):
        read_sheet(source(("One", [["a"], [1]]), ("Two", [])), sheet="Three")


def test_a_title_over_merged_cells_is_no_heading():
    rows = [[None, None], ["name", "city"], ["Acme", "Bonn"]]
    read = read_sheet(source(("S", rows), merge=(0, 0, 0, 1, "Our customers")))
    assert (read.headers, read.rows[0].number) == (("name", "city"), 3)
    assert "Our customers" in str(read.notes[0])


@pytest.mark.parametrize("rows", [[], [["name", "city"]]])
def test_a_workbook_without_rows_is_refused(rows):
    with pytest.raises(Invalid, match="nothing to import"):
        read_sheet(source(("S", rows)))


def test_a_cell_at_the_far_end_of_the_grid_is_refused_instead_of_ending_the_process():
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "name")
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    with pytest.raises(Invalid, match="far from the table"):
        read_sheet(Source(Path("far.xlsx"), out.getvalue(), "xlsx"))


def test_formula_like_text_of_a_workbook_is_text():
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False})
    book.add_worksheet().write_column(0, 0, ["name", "=1+1", "'x"])
    book.close()
    read = read_sheet(Source(Path("book.xlsx"), out.getvalue(), "xlsx"))
    assert [row.cells for row in read.rows] == [("=1+1",), ("'x",)]


def test_a_sheet_name_for_a_text_file_is_a_usage_error():
    with pytest.raises(Usage):
        read_sheet(Source(Path("x.csv"), b"a,b\n1,2\n", "text"), sheet="One")


@pytest.mark.parametrize("limit", ["MOST_CELLS", "MOST_TEXT"])
def test_more_than_the_reader_can_hold_is_refused_with_a_sentence(tmp_path, monkeypatch, limit):
    from tierdesk.exchange import workbook, workbook_child

    path = tmp_path / "large.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet().write_row(0, 0, ["name", "notes"])
    book.close()
    monkeypatch.setattr(workbook_child, limit, 1)
    data = path.read_bytes()
    for answer in (workbook_child._answer(data, ""), workbook_child._every(data)):
        assert answer["error"] == "large"
    refusal = workbook._refusal(Source(path, data, "xlsx"), "", answer)
    assert "split it first" in str(refusal.message)
