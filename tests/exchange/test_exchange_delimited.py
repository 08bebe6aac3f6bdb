"""Delimited text: delimiters, quotes, ragged rows, headings; nothing shifts, nothing is lost."""

import csv
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierdesk.errors import Usage
from tierdesk.exchange.delimited import read_delimited


def read(text, delimiter=""):
    return read_delimited(text, name="file", encoding="utf-8", delimiter=delimiter)


def cells(text, delimiter=""):
    return [row.cells for row in read(text, delimiter).rows]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "，"])
def test_the_delimiter_is_found(sign):
    text = f"name{sign}city{sign}note\nAcme{sign}Bonn{sign}1.5\nBeta{sign}Köln{sign}x\n"
    sheet = read(text)
    assert (sheet.headers, sheet.delimiter) == (("name", "city", "note"), sign)


def test_decimal_commas_do_not_win_over_semicolons():
    assert read("a;b;c\n1,5;2,5;3\n4,5;5,5;6\n").delimiter == ";"


def test_one_column_with_commas_stays_one_column():
    sheet = read("name\nAcme, Inc\nBeta, Ltd\nGamma\n")
    assert (sheet.headers, sheet.delimiter) == (("name",), "")
    assert sheet.rows[0].cells == ("Acme, Inc",)


def test_a_given_delimiter_wins():
    assert cells("a;b,c\n1;2,3\n", ",") == [("1;2", "3")]
    assert read("a\tb\n1\t2\n", "tab").headers == ("a", "b")


@pytest.mark.parametrize("sign", ["ab", '"', "\n"])
def test_an_impossible_delimiter_is_a_usage_error(sign):
    with pytest.raises(Usage):
        read("a,b\n1,2\n", sign)


def test_the_sep_line_of_spreadsheets_is_obeyed_and_counted():
    sheet = read("sep=;\r\na;b\r\n1;2\r\n")
    assert (sheet.headers, sheet.rows[0].number) == (("a", "b"), 3)


def test_columns_of_numbers_kept_apart_by_spaces_have_no_headings():
    sheet = read(" 00004 0001 19970101  2   29.33\n 00005 0001 19970118  2   29.73\n")
    assert sheet.headers == ("#1", "#2", "#3", "#4", "#5")
    assert sheet.rows[0].cells == ("00004", "0001", "19970101", "2", "29.33")


def test_line_numbers_are_those_of_the_first_line_of_a_row():
    sheet = read('a,b\n1,"x\ny"\n\n\n3,z\n')
    assert [(row.number, row.cells) for row in sheet.rows] == [(2, ("1", "x\ny")), (6, ("3", "z"))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(end):
    assert cells(end.join(["a,b", "1,2", "3,4", ""])) == [("1", "2"), ("3", "4")]


def test_quotes_after_a_space_are_quotes():
    assert cells('ID, Test\n1, "a, b"\n2, "x "" y"\n') == [("1", "a, b"), ("2", 'x " y')]


def test_ragged_rows_are_kept_with_their_fields_and_their_fault():
    sheet = read("a,b,c\n1,2,3\n1,2,3,4\n1,2\n4,5,6\n")
    assert [row.cells for row in sheet.rows if row.fault] == [("1", "2", "3", "4"), ("1", "2")]
    assert [row.number for row in sheet.rows if row.fault] == [3, 4]
    assert "fields: 4, headings: 3" in str(sheet.rows[1].fault)


def test_one_trailing_delimiter_on_every_row_is_no_field():
    assert cells("a,b\n1,2,\n3,4,\n") == [("1", "2"), ("3", "4")]


def test_a_trailing_empty_field_on_some_rows_is_a_fault_since_it_could_hide_a_shift():
    assert [bool(row.fault) for row in read("a,b\n1,2\n3,4,\n").rows] == [False, True]


def test_an_unclosed_quote_costs_one_row_and_not_the_rest_of_the_file():
    sheet = read('a,b\n1,"open\n2,y\n3,z\n')
    assert [(row.number, bool(row.fault)) for row in sheet.rows] == [
        (2, True),
        (3, False),
        (4, False),
    ]
    assert "quotation marks" in str(sheet.rows[0].fault)
    assert sheet.rows[2].cells == ("3", "z")


def test_a_stray_quote_does_not_glue_rows_together():
    sheet = read('a,b\n1,"open\n2,y\n3,"z" z\n4,w\n')
    assert [row.number for row in sheet.rows if not row.fault] == [3, 5]


def test_duplicate_and_missing_headings_are_named_and_told():
    sheet = read("name,,name,name (2)\nA,b,C,d\n")
    assert sheet.headers == ("name", "#2", "name (2)", "name (2) (2)")
    assert len(sheet.notes) == 3


def test_an_empty_column_without_heading_is_no_column():
    assert read("a,b,\n1,2,\n3,4,\n").headers == ("a", "b")


def test_a_title_above_the_headings_is_left_out_and_told():
    sheet = read("# exported today\n\nid,name\n1,Acme\n")
    assert (sheet.headers, sheet.rows[0].number) == (("id", "name"), 4)
    assert "# exported today" in str(sheet.notes[0])


def test_an_index_column_without_heading_is_no_title():
    assert read(",name\n0,Acme\n1,Beta\n").headers == ("#1", "name")


def test_a_table_of_numbers_keeps_its_first_row():
    sheet = read("1,2,3\n4,5,6\n")
    assert [row.cells for row in sheet.rows] == [("1", "2", "3"), ("4", "5", "6")]


def test_ten_megabytes_in_one_cell_are_one_cell_and_the_limit_is_put_back():
    before = csv.field_size_limit()
    assert len(cells("a,b\n" + "x" * 10_485_760 + ",2\n")[0][0]) == 10_485_760
    assert csv.field_size_limit() == before


def test_formula_guards_are_taken_off():
    assert cells("a,b\n'=1+1,it's\n") == [("=1+1", "it's")]


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@settings(deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8))
def test_what_the_csv_module_writes_is_read_back(rows):
    from tierdesk.exchange.formula import guarded

    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["name", "code", "notes"])
    writer.writerows([map(guarded, row) for row in rows])
    sheet = read(out.getvalue())
    assert sheet.headers == ("name", "code", "notes")
    assert [r.cells for r in sheet.rows] == [r for r in rows if any(c.strip() for c in r)]


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from('a1,;"\n\r \t|'), max_size=60))
def test_no_text_crashes_and_every_letter_is_somewhere(text):
    sheet = read(text)
    kept = "".join(sheet.headers) + "".join(str(c) for r in sheet.rows for c in r.cells)
    kept += " ".join(str(note) for note in sheet.notes)
    assert all(kept.count(letter) >= text.count(letter) for letter in "a")
