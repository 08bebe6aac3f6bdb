"""Rarer delimiters are found where headings and rows speak for them, and nowhere else."""

import csv
from io import StringIO

import pytest

from tierdesk.errors import Invalid
from tierdesk.exchange.columns import map_columns
from tierdesk.exchange.delimited import read_delimited
from tierdesk.exchange.sheet import Sheet, SheetRow

ROWS = [
    ["name", "country", "budget", "phone", "notes"],
    ["Alpha 有限公司", "DE", "1,200.50 EUR", "+49 30 1", "line1\nline2; x"],
    ["Beta, Inc", "US", "$3000", "555", 'say "hi"'],
    ["Gamma|GmbH", "AT", "40k EUR", "0043", ""],
]


def read(text, delimiter=""):
    return read_delimited(text, name="file", encoding="utf-8", delimiter=delimiter)


def written(sign, end="\r\n"):
    out = StringIO()
    csv.writer(out, delimiter=sign, lineterminator=end).writerows(ROWS)
    return out.getvalue()


@pytest.mark.parametrize("sign", ["^", "~", "#", ":", " "])
def test_a_rare_delimiter_is_found_and_nothing_shifts(sign):
    sheet = read(written(sign))
    assert (sheet.delimiter, list(sheet.headers)) == (sign, ROWS[0])
    assert [list(row.cells) for row in sheet.rows] == ROWS[1:]


@pytest.mark.parametrize("text", [
    "notes\nsee: below\nthen: above\n", "name: Acme\ncountry: DE\n", "name\n#1 of all\n#2 of all\n",
    "Customer\nAnna Maria Smith\nJohn Paul Jones\n", "时间:地点\n10:30\n", "~ a list ~\n~ b ~\n",
    "first name of contact\nAnna from Bonn\nOtto from Köln\n",
])  # fmt: skip
def test_a_list_of_texts_stays_one_column(text):
    assert read(text).delimiter == ""


def test_a_common_delimiter_beats_a_rare_one():
    assert read("name,city:town,phone\nA,x:y,1\nB,x:y,2\n").delimiter == ","
    assert read("name;time;city\nA;10:30;x\nB;11:45;y\n").delimiter == ";"


def test_rows_that_do_not_agree_speak_against_a_rare_delimiter():
    assert read("name^city\nA^b^c\nB\nC^d^e^f\n").delimiter == ""


def test_a_given_blank_takes_quotes_or_runs_as_the_file_does():
    assert [r.cells for r in read('a b c\n"x y"  z\n', "space").rows] == [("x y", "", "z")]
    assert [r.cells for r in read("a   b c\n1  2    3\n", "space").rows] == [("1", "2", "3")]


def test_a_text_without_a_name_column_is_told_of_map_as_and_delimiter():
    with pytest.raises(Invalid) as refused:
        map_columns(read("foo%bar\n1%2\n"))
    assert all(o in str(refused.value) for o in ("--map COLUMN=name", "--as", "--delimiter"))
    workbook = Sheet(("foo", "bar"), [SheetRow(2, ("1", "2"))])
    with pytest.raises(Invalid) as refused:
        map_columns(workbook)
    assert "--map COLUMN=name" in str(refused.value) and "--delimiter" not in str(refused.value)
