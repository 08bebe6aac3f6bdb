"""Reports of an import: counts, problems, the dry run, and the file of refused rows."""

import csv
import json
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_steps import (
    MOMENT,
    counted,
    docs,
    imported,
    imported_file,
    open_desk,
    planned,
    sheet_of,
)

from tierdesk.desk.intake import plan
from tierdesk.desk.intake_report import dry_run, write_rejects
from tierdesk.domain.book import Book
from tierdesk.errors import Refused
from tierdesk.exchange.columns import map_columns
from tierdesk.exchange.formula import unguarded

MIXED = 'name,budget,city\nAcme,5,Bonn\n=Beta,-5,"Köln, Süd"\nGamma,1,2,3\n"Delta\n'


def refused(text=MIXED):
    sheet = sheet_of(text)
    return plan(Book({}), sheet, map_columns(sheet), MOMENT, file="file.csv"), sheet


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_report_adds_up_and_names_rows_and_columns():
    made, _ = refused()
    document = made.document()
    assert document["schema"] == 1
    assert (
        document["read"]
        == sum(document[k] for k in ("created", "updated", "unchanged", "rejected"))
        == 4
    )
    assert [(p["row"], p["field"]) for p in document["problems"]] == [
        (3, "budget"),
        (4, ""),
        (5, ""),
    ]
    json.dumps(document, default=str)


def test_the_change_says_what_it_was():
    made, _ = refused()
    assert made.change.verb == "import"
    assert dict(made.change.args) == {
        "file": "file.csv", "kind": "customers", "read": 4, "created": 1, "updated": 0,
        "unchanged": 0, "rejected": 3,
    }  # fmt: skip


def test_refused_rows_are_written_with_row_and_reason_and_all_their_fields(tmp_path):
    made, sheet = refused()
    path = write_rejects(made, sheet, tmp_path / "list.csv")
    assert path == tmp_path / "list.rejects.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    heading, negative, ragged, broken = rows_of(path)
    assert heading == ["row", "reason", "name", "budget", "city"]
    assert negative[0] == "3" and negative[1].startswith("budget: ") and "negative" in negative[1]
    assert negative[2:] == ["'=Beta", "'-5", "Köln, Süd"]
    assert ragged[2:] == ["Gamma", "1", "2", "3"]
    assert broken[2].strip() == "Delta"


def test_reasons_are_told_in_the_reader_s_language(tmp_path):
    made, sheet = refused()
    path = write_rejects(made, sheet, tmp_path / "list.csv", tell=lambda message: "不行")
    assert rows_of(path)[1][1] == "budget: 不行"


def test_nothing_refused_is_no_file(tmp_path):
    made, sheet = refused("name\nAcme\nBeta\n")
    assert write_rejects(made, sheet, tmp_path / "list.csv") is None
    assert os.listdir(tmp_path) == []


def test_a_file_that_is_there_is_never_replaced(tmp_path):
    made, sheet = refused()
    other = tmp_path / "list.rejects.csv"
    other.write_text("mine")
    path = write_rejects(made, sheet, tmp_path / "list.csv")
    assert (path.name, other.read_text()) == ("list.rejects-2.csv", "mine")
    assert write_rejects(made, sheet, tmp_path / "list.csv") == path
    with pytest.raises(Refused):
        write_rejects(made, sheet, tmp_path / "list.csv", target=other)


def test_mended_rejects_are_imported_without_their_row_and_reason(tmp_path):
    desk = open_desk()
    made = imported(desk, MIXED)
    path = write_rejects(made, sheet_of(MIXED), tmp_path / "list.csv")
    mended = path.read_text(encoding="utf-8-sig").replace("'-5", "5")
    path.write_text(mended, encoding="utf-8-sig")
    again = imported_file(desk, path)
    assert counted(again) == (3, 1, 0, 0, 2)
    assert docs(desk, "customers")[1] == {
        "name": "=Beta", "budget": {"minor": 500, "currency": "CNY"}, "city": "Köln, Süd",
    }  # fmt: skip


def test_the_dry_run_shows_every_row_and_changes_nothing():
    desk = open_desk()
    imported(desk, "name,city\nAcme,Bonn\n")
    before = desk.revision
    made = planned(desk, "name,city\nAcme,Ulm\nBeta,Köln\n,x\n")
    shown = list(dry_run(made))
    assert [(row["row"], row["outcome"], row["name"]) for row in shown] == [
        (2, "updated", "Acme"), (3, "created", "Beta"), (4, "rejected", ""),
    ]  # fmt: skip
    assert shown[0]["differences"] == [
        {"table": "customers", "field": "city", "before": "Bonn", "after": "Ulm"}
    ]
    assert len(shown[2]["problems"]) == 1
    assert desk.revision == before


def test_values_that_are_quoted_in_a_sentence_are_cut():
    made = planned(open_desk(), "name,budget\nA," + "x" * 199 + "\n")
    assert all(len(str(p.message)) < 400 for p in made.problems)


CELL = st.text(st.characters(codec="utf-8"), max_size=6)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=6))
def test_every_refused_field_is_in_the_rejects_file(tmp_path_factory, rows):
    from io import StringIO

    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["name", "budget", "city"])
    writer.writerows(rows)
    made, sheet = refused(out.getvalue() + "Last,-1,x\n")
    path = write_rejects(made, sheet, tmp_path_factory.mktemp("r") / "list.csv")
    written = {int(r[0]): tuple(map(unguarded, r[2:])) for r in rows_of(path)[1:]}
    kept = {row.number: row.cells for row in sheet.rows}
    assert written == {r.number: kept[r.number] for r in made.rows if r.outcome == "rejected"}
