"""Whole tables as rows of cells, workbooks and ZIP files, and back: whatever a document holds."""

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tierdesk.errors import Invalid, Refused
from tierdesk.exchange import tables_in, tables_out
from tierdesk.exchange.json_out import exported
from tierdesk.exchange.source import read_source
from tierdesk.exchange.table_cells import document, headings, row_of
from tierdesk.exchange.tables_in import read_tables
from tierdesk.exchange.tables_out import packed_tables, workbook

HOSTILE = [
    "=HYPERLINK(\"http://x\")", "+1", "-1", "@x", "'=1", "\t=x", "\r\n=x", "\x1b[31m", "\x00", "_x0041_", "0012",
    "12", "1e5", "true", "null", "[1]", '"quoted"', '"', "NaN", " lead", "trail ", "line\nbreak", "a; b", "\ufeff",
    "\u2028", "\ufffe", "＝1", "NULL", "", "2026-01-01", "😀", "13800138000",
]  # fmt: skip
TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(codec="utf-8"), max_size=12))
NUMBER = st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.booleans())
ANY = st.recursive(
    st.one_of(TEXT, NUMBER, st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=5,
)
MONEY = st.fixed_dictionaries(
    {
        "minor": st.integers(-(10**18), 10**18),
        "currency": st.sampled_from(["CNY", "JPY", "KWD", "XXX"]),
    }
)
CUSTOMER = st.fixed_dictionaries(
    {"name": TEXT},
    optional={
        "code": TEXT, "notes": TEXT, "tags": st.lists(TEXT, max_size=3), "budget": MONEY, "interest": NUMBER,
        "market_share": NUMBER, "key_account": st.booleans(), "needs": ANY, "parked": ANY,
        "custom": st.dictionaries(TEXT, st.one_of(ANY, MONEY), max_size=3), "later_field": ANY,
    },
)  # fmt: skip


def read_back(data: bytes, folder: Path, name: str) -> dict:
    path = folder / name
    path.write_bytes(data)
    source = read_source(path)
    assert source.kind == "tables" and not source.notes
    return read_tables(source)


def numbered(docs):
    return [{"id": number, **doc} for number, doc in enumerate(docs, 1)]


def listed(docs):
    return [(doc["id"], {k: v for k, v in doc.items() if k != "id"}) for doc in docs]


@given(st.lists(CUSTOMER, min_size=1, max_size=3))
def test_cells_give_back_the_document(docs):
    docs = numbered(docs)
    columns = headings("customers", docs)
    rows = [row_of("customers", doc, columns) for doc in docs]
    assert all(isinstance(cell, str | int | float | bool | None) for row in rows for cell in row)
    assert [document("customers", columns, row) for row in rows] == docs


@settings(deadline=None)
@given(st.lists(CUSTOMER, min_size=1, max_size=3))
def test_a_zip_gives_back_the_documents(tmp_path_factory, docs):
    docs = numbered(docs)
    data = packed_tables({"customers": docs})
    assert read_back(data, tmp_path_factory.mktemp("zip"), "x.zip") == {"customers": listed(docs)}


@settings(max_examples=25, deadline=None)
@given(st.lists(CUSTOMER, min_size=1, max_size=40))
def test_a_workbook_gives_back_the_documents(tmp_path_factory, docs):
    docs = numbered(docs)
    data = workbook({"customers": docs})
    assert read_back(data, tmp_path_factory.mktemp("xlsx"), "x.xlsx") == {"customers": listed(docs)}


def test_amounts_are_numbers_and_text_is_no_formula():
    doc = {
        "id": 1,
        "name": "=1+1",
        "budget": {"minor": 125050, "currency": "CNY"},
        "custom": {"size": 3},
    }
    columns = headings("customers", [doc])
    assert columns == ["id", "name", "budget", "budget.currency", "custom.size"]
    assert row_of("customers", doc, columns) == [1, "=1+1", 1250.5, "CNY", 3]
    with zipfile.ZipFile(io.BytesIO(workbook({"customers": [doc]}))) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
    with zipfile.ZipFile(io.BytesIO(packed_tables({"customers": [doc]}))) as packed:
        assert (
            packed.read("customers.csv").decode("utf-8-sig").splitlines()[1]
            == "1,'=1+1,1250.5,CNY,3"
        )


def test_the_same_book_gives_the_same_bytes():
    tables = exported({"customers": {"1": {"name": "A", "rev": 2}}, "changes": {"1": {}}})
    assert tables == {"customers": [{"id": 1, "name": "A"}]}
    assert workbook(tables) == workbook(tables) and packed_tables(tables) == packed_tables(tables)


def edited(rows, extra=()) -> bytes:
    """A workbook as a person may have saved it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name, cells in [
        ("contacts", rows),
        *extra,
        ("tierdesk", [["format", "schema"], ["tierdesk-export", 1]]),
    ]:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(cells):
            sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def test_what_a_person_did_in_a_spreadsheet_is_understood(tmp_path):
    rows = [
        ["phones", "name", "", "id", "customer_id"], [13800138000, 12, "stray", 7, 1], ["1, 2", "New", "", "", 1],
        ["", "", "", "", ""],
    ]  # fmt: skip
    assert read_back(edited(rows), tmp_path, "x.xlsx") == {"contacts": [
        (7, {"phones": ["13800138000"], "name": "12", "customer_id": 1}),
        (8, {"phones": ["1", "2"], "name": "New", "customer_id": 1}),
    ]}  # fmt: skip


@pytest.mark.parametrize(("rows", "words"), [
    ([["id", "name", "name"], [1, "a", "b"]], "name stands twice in the table contacts"),
    ([["id", "name"], ["x", "a"]], "Row 2 of the table contacts"),
    ([["id", "name"], [0, "a"]], "Row 2 of the table contacts"),
    ([["name"], ["a"]], "“contacts” of x.xlsx is not as tierdesk writes it"),
])  # fmt: skip
def test_a_table_that_cannot_be_meant_is_named(tmp_path, rows, words):
    with pytest.raises(Invalid, match=words):
        read_back(edited(rows), tmp_path, "x.xlsx")


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(f"{name}.csv", data)
    return out.getvalue()


MARK = b"format,schema\r\ntierdesk-export,1\r\n"


def test_a_newer_or_foreign_archive_is_refused(tmp_path):
    with pytest.raises(Invalid, match="newer tierdesk"):
        read_back(zipped(tierdesk=MARK.replace(b"1", b"9")), tmp_path, "x.zip")
    with pytest.raises(Invalid, match="not as tierdesk writes it"):
        read_back(zipped(tierdesk=b"a,b\r\n"), tmp_path, "x.zip")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    bomb = zipped(tierdesk=MARK, customers=b"id,name\r\n1," + b"x" * 5_000_000)
    assert len(bomb) < 20_000
    monkeypatch.setattr(tables_in, "LARGEST", 4_000_000)
    with pytest.raises(Invalid, match="unpacks to more than"):
        read_back(bomb, tmp_path, "x.zip")


def test_a_damaged_archive_is_refused(tmp_path):
    data = bytearray(zipped(tierdesk=MARK, customers=b"id,name\r\n1,Acme\r\n" * 500))
    at = data.index(b"customers.csv") + len(b"customers.csv")
    data[at : at + 20] = b"\xff" * 20
    with pytest.raises(Invalid, match="damaged"):
        read_back(bytes(data), tmp_path, "x.zip")


def test_what_no_cell_holds_is_refused_by_name():
    with pytest.raises(Refused, match="notes of number 4 in customers has 32768 characters"):
        workbook({"customers": [{"id": 4, "name": "A", "notes": "x" * 32_768}]})


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch):
    monkeypatch.setattr(tables_out, "MOST_ROWS", 1)
    with pytest.raises(Refused, match="contacts has 2 rows"):
        workbook({"contacts": numbered([{"name": "A"}, {"name": "B"}])})
