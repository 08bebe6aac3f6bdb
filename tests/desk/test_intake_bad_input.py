"""Bad input, one sentence each: what is wrong, what to do; nothing lost, nothing half taken."""

import pytest
from intake_steps import counted, docs, imported, open_desk, planned, said, sheet_of

from tierdesk.errors import Invalid


@pytest.mark.parametrize(("row", "field", "words"), [
    ("A,2026-02-30,,,", "founded_on", "does not exist"),
    ("A,,-5,,", "budget", "below zero"),
    ("A,,5 QQQ,,", "budget", "no currency"),
    ("A,,,Bogus,", "deal.stage", "is no stage"),
    ("A,,,,2026-13-01", "touch.at", "2026-13-01"),
    ("A,,9999999999999999999,,", "budget", "too large"),
    ("A,,1,2,3,4", "", "fields: 6, headings: 5"),
    ("A,,1", "", "fields: 3, headings: 5"),
    ('A,"x" y,,,', "", "quotation marks"),
    (",,5,,", "name", "names no customer"),
])  # fmt: skip
def test_a_bad_row_is_refused_alone_and_the_others_stand(row, field, words):
    desk = open_desk()
    text = "name,founded_on,budget,deal.stage,touch.at\nFirst,,,,\n" + row + "\nLast,,,,\n"
    made = imported(desk, text)
    assert counted(made) == (3, 2, 0, 0, 1)
    [problem] = made.problems
    assert (problem.row, problem.field, problem.rejected) == (3, field, True)
    assert words in str(problem.message) and "\n" not in str(problem.message)
    assert [d["name"] for d in docs(desk, "customers")] == ["First", "Last"]
    assert desk.book.count("deals") == 2 and desk.book.count("touches") == 0


def test_lenient_keeps_the_row_and_the_cell_as_text():
    desk = open_desk()
    made = imported(desk, "name,budget,deal.stage\nA,-5,Bogus\n", lenient=True)
    assert counted(made) == (1, 1, 0, 0, 0)
    assert docs(desk, "customers")[0]["custom"] == {"budget": "-5"}
    assert docs(desk, "deals")[0]["custom"] == {"deal.stage": "Bogus"}
    assert len(made.problems) == 2 and not any(p.rejected for p in made.problems)


def test_duplicate_headings_lose_nothing():
    desk = open_desk()
    made = imported(desk, "name,city,city\nA,Bonn,Ulm\n")
    assert docs(desk, "customers") == [{"name": "A", "city": "Bonn", "custom": {"city (2)": "Ulm"}}]
    assert any("stands more than once" in str(note) for note in made.notes)


@pytest.mark.parametrize("text", ["name,city\n", "\n\nname\n\n", "name"])
def test_headings_without_rows_are_refused(text):
    with pytest.raises(Invalid, match="nothing to import"):
        sheet_of(text)


def test_ten_megabytes_in_one_cell_are_kept_or_refused_in_one_short_sentence():
    desk = open_desk()
    huge = "x" * 9_999_999
    made = imported(desk, f"name,notes,budget\nA,{huge},\nB,,{huge}\n{huge}x!,y,\n")
    assert counted(made) == (3, 1, 0, 0, 2)
    assert len(docs(desk, "customers")[0]["notes"]) == 9_999_999
    assert all(len(sentence) < 300 for sentence in said(made))


def test_a_file_of_the_wrong_kind_of_rows_is_refused_whole():
    with pytest.raises(Invalid, match="--map"):
        planned(open_desk(), "lorem,ipsum\ndolor,sit\n")


def test_a_control_sequence_in_a_heading_is_a_custom_field_of_that_name():
    desk = open_desk()
    imported(desk, "name,\x1b[31mred,=1+1\nA,x,y\n")
    assert docs(desk, "customers")[0]["custom"] == {"\x1b[31mred": "x", "=1+1": "y"}
