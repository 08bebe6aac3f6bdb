"""What is written: safe for spreadsheets and terminals, whole or not at all, and read back."""

import json
import os
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Book
from tierdesk.errors import Invalid, Refused
from tierdesk.exchange.cells import Setting
from tierdesk.exchange.csv_out import customers_csv
from tierdesk.exchange.day_cells import day_reader
from tierdesk.exchange.json_in import read_export
from tierdesk.exchange.json_out import export_json
from tierdesk.exchange.source import Source
from tierdesk.exchange.written import NotWritten, write_file
from tierdesk.terminal.escape import escaped_json

HOSTILE = "=cmd|' /C calc'!A0 \x1b]52;c;aGk=\x07 \u202egnp.exe \x9b31m [link=x]y[/] {{7*7}}"
TABLES = {
    "customers": {
        "1": {"name": HOSTILE, "notes": HOSTILE, "tags": ["a, b", "c"], "rev": 4,
              "needs": [{"text": "x", "strength": 2}], "key_account": True,
              "custom": {"n": -1.8, "t": "-1.8", "=h": "v", "d": {"a": 1}}},
        "2": {"name": "Beta", "annual_revenue": {"minor": 125050, "currency": "EUR"}, "rev": 5},
    },
    "contacts": {"7": {"customer_id": 2, "name": "Li", "phones": ["+86 1", "2"],
                       "birthday": {"month": 8, "day": 15, "calendar": "lunar"}, "rev": 5}},
    "deals": {"1": {"customer_id": 2, "stage": "won", "status": "won", "rev": 1},
              "2": {"customer_id": 2, "stage": "prospect", "probability_override": 0.5, "rev": 1}},
    "contracts": {"3": {"customer_id": 2, "amount": {"minor": 1, "currency": "EUR"}}},
    "payments": {"4": {"contract_id": 3, "paid_on": "2026-01-01", "amount": {"minor": 1, "currency": "EUR"}}},
    "changes": {"1": {"verb": "x"}},
}  # fmt: skip


def rows_of(data):
    import csv
    from io import StringIO

    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_csv_export_has_a_mark_and_field_names_and_leaves_unused_columns_out():
    data = customers_csv(Book(TABLES).cases())
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(rows_of(data)[0]) == [
        "name", "annual_revenue", "tags", "key_account", "needs", "notes", "contact.name",
        "contact.phones", "contact.birthday", "deal.stage", "deal.probability", "tierdesk_id",
        "custom.=h", "custom.d", "custom.n", "custom.t",
    ]  # fmt: skip


def test_no_cell_of_a_csv_export_is_a_formula_and_numbers_stay_numbers():
    first, second = rows_of(customers_csv(Book(TABLES).cases()))
    assert first["name"] == first["notes"] == "'" + HOSTILE
    assert (first["custom.n"], first["custom.t"]) == ("-1.8", "'-1.8")
    assert second["contact.phones"] == "'+86 1; 2"
    assert (second["annual_revenue"], second["deal.stage"]) == ("1250.50 EUR", "prospect")


def test_lists_that_commas_would_take_apart_are_written_as_json():
    first, _ = rows_of(customers_csv(Book(TABLES).cases()))
    assert json.loads(first["tags"]) == ["a, b", "c"]
    assert json.loads(first["needs"]) == [{"text": "x", "strength": 2}]


def test_a_json_export_is_complete_and_the_same_every_time():
    data = export_json(TABLES)
    document = json.loads(data)
    assert document["schema"] == 1 and "changes" not in document
    assert document["customers"][0]["name"] == HOSTILE
    assert "rev" not in document["customers"][0]
    backwards = {t: dict(reversed(docs.items())) for t, docs in reversed(TABLES.items())}
    assert export_json(backwards) == data


def test_a_json_export_of_some_customers_holds_what_belongs_to_them():
    document = json.loads(export_json(TABLES, {2}))
    assert {t: [d["id"] for d in docs] for t, docs in document.items() if isinstance(docs, list)} == {
        "customers": [2], "contacts": [7], "deals": [1, 2], "contracts": [3], "payments": [4],
    }  # fmt: skip
    assert set(json.loads(export_json(TABLES, {1}))) == {"schema", "format", "customers"}


@given(
    st.text(st.characters(categories=["Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Zs", "Ll", "So", "Lo"]))
)
def test_json_text_is_printable_and_means_the_same(text):
    written = escaped_json(json.dumps({"x": text}, ensure_ascii=False))
    assert written.isprintable() and written.encode("utf-8")
    assert json.loads(written) == {"x": text}


@pytest.mark.parametrize("birthday", [
    {"month": 6, "day": 15, "calendar": "lunar", "leap": True}, {"month": 6, "day": 15},
    {"month": 6, "day": 15, "year": 1990, "calendar": "lunar", "leap": True},
    {"month": 6, "day": 30, "calendar": "lunar"}, {"month": 2, "day": 29, "year": 1988},
])  # fmt: skip
def test_a_birthday_comes_back_from_csv_leap_months_included(birthday):
    setting = Setting(datetime(2026, 11, 24, 10, tzinfo=UTC), "CNY")
    contact = {"customer_id": 1, "name": "Li", "birthday": birthday}
    tables = {"customers": {"1": {"name": "A"}}, "contacts": {"1": contact}}
    [row] = rows_of(customers_csv([Book(tables).case(1)]))
    assert day_reader("birthday", setting)(row["contact.birthday"], "") == birthday


def test_no_line_of_an_export_holds_a_character_that_acts():
    text = export_json(TABLES).decode()
    assert all(unicodedata.category(c)[0] != "C" for c in text if c != "\n")


def test_an_export_is_read_back():
    tables = read_export(Source(Path("x.json"), export_json(TABLES), "json"))
    assert tables["contacts"] == [
        (7, {k: v for k, v in TABLES["contacts"]["7"].items() if k != "rev"})
    ]


@pytest.mark.parametrize("text", [
    "[]", "{}", '{"schema":1}', "null", "{", '{"format":"tierdesk-export"}', "[" * 100_000,
    '{"format":"tierdesk-export","schema":2}', '{"format":"tierdesk-export","schema":"1"}',
    '{"format":"tierdesk-export","schema":1,"customers":{}}',
    '{"format":"tierdesk-export","schema":1,"customers":[1]}',
    '{"format":"tierdesk-export","schema":1,"customers":[{"name":"A"}]}',
    '{"format":"tierdesk-export","schema":1,"customers":[{"id":true,"name":"A"}]}',
    '{"format":"tierdesk-export","schema":1,"customers":[{"id":-1,"name":"A"}]}',
    '{"format":"tierdesk-export","schema":1,"changes":[{"id":1}]}',
    '{"format":"tierdesk-export","schema":1,"a b":[{"id":1}]}',
    '{"format":"tierdesk-export","schema":1,"customers":[{"id":1,"x":NaN}]}',
    '{"format":"tierdesk-export","schema":1,"customers":[{"id":1,"x":' + "9" * 5000 + "}]}",
])  # fmt: skip
def test_json_that_is_no_export_is_refused_in_one_sentence(text):
    with pytest.raises(Invalid) as refused:
        read_export(Source(Path("x.json"), text.encode(), "json"))
    assert len(str(refused.value)) < 200


def test_a_file_is_not_replaced_unless_that_is_allowed(tmp_path):
    path = tmp_path / "out.csv"
    write_file(path, b"one")
    with pytest.raises(Refused, match="exists already"):
        write_file(path, b"two")
    assert path.read_bytes() == b"one"
    write_file(path, b"two", overwrite=True)
    assert path.read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["out.csv"]


def test_a_file_system_without_links_does_not_replace_either(tmp_path, monkeypatch):
    def no_links(self, target):
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    path = tmp_path / "out.csv"
    write_file(path, b"one")
    with pytest.raises(Refused):
        write_file(path, b"two")
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"one", ["out.csv"])


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left(tmp_path):
    with pytest.raises(NotWritten, match="cannot be written") as refused:
        write_file(tmp_path / "nowhere" / "out.csv", b"x")
    assert refused.value.exit_code == 5
    with pytest.raises(NotWritten):
        (tmp_path / "folder").mkdir()
        write_file(tmp_path / "folder", b"x", overwrite=True)
    assert os.listdir(tmp_path) == ["folder"]
