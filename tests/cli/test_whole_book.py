"""The whole demo book leaves through a file and comes back: nothing changes, nothing is missing."""

import csv
import io
import json
import zipfile
from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from command_line import NOW

from tierdesk.demo.book import tables
from tierdesk.domain.references import resolve
from tierdesk.domain.validation import validated
from tierdesk.store.port import ChangeSet, Op
from tierdesk.store.tiny.engine import FileStore

KINDS = ("xlsx", "zip", "json")
ONE_TABLE = ("csv", "vcf")


@pytest.fixture
def demo(line):
    """The demo book as the book of the command line."""
    store = FileStore(line.folder / "desk.json", resolve=resolve)
    store.load()
    told = tables(datetime.fromisoformat(NOW), ZoneInfo("Asia/Shanghai"), "li")
    ops = [Op(t, int(i), 0, doc) for t, docs in told.items() for i, doc in docs.items()]
    store.commit(ChangeSet(tuple(ops), uuid4().hex))
    store.close(compact=True)
    return line


def documents(line, **environment):
    """Every document of the book: what its JSON export says."""
    path = line.folder / f"{uuid4().hex}.json"
    line("export", str(path), **environment)
    return json.loads(path.read_bytes())


def as_written(book):
    """The same documents without what equals its default: that is how a change writes them."""
    return {
        table: docs if not isinstance(docs, list) else [
            {"id": doc["id"], **validated(table, {k: v for k, v in doc.items() if k != "id"})} for doc in docs
        ]
        for table, docs in book.items()
    }  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_the_demo_book_comes_back_unchanged(demo, kind):
    before = documents(demo)
    assert {
        "customers",
        "contacts",
        "deals",
        "contracts",
        "payments",
        "orders",
        "touches",
        "follow_ups",
    } <= set(before)
    path = demo.folder / f"book.{kind}"
    told = demo("export", str(path), "--json").json
    assert (told["format"], told["customers"]) == (kind, len(before["customers"]))
    said = demo("import", str(path), "--json").json
    rows = sum(len(docs) for docs in before.values() if isinstance(docs, list))
    assert (said["read"], said["unchanged"], said["change_id"]) == (rows, rows, None)
    assert not said["problems"]
    assert documents(demo) == before


@pytest.mark.parametrize("kind", KINDS)
def test_the_demo_book_in_a_new_place_is_the_same(demo, kind):
    before = documents(demo)
    path = demo.folder / f"book.{kind}"
    demo("export", str(path))
    other = {"TIERDESK_DATA": str(demo.folder / "other.json")}
    said = demo("import", str(path), "--json", **other).json
    assert (said["rejected"], said["created"]) == (0, said["read"])
    assert documents(demo, **other) == as_written(before)
    demo("undo", **other)
    assert set(documents(demo, **other)) <= {"schema", "format", "settings"}


@pytest.mark.parametrize("kind", ONE_TABLE)
def test_the_demo_book_by_one_table_changes_nothing(demo, kind):
    before = documents(demo)
    path = demo.folder / f"book.{kind}"
    demo("export", str(path))
    said = demo("import", str(path), "--json").json
    assert (said["unchanged"], said["change_id"]) == (said["read"], None), said["problems"]
    assert documents(demo) == before


@pytest.mark.parametrize("kind", KINDS)
def test_some_customers_with_all_that_is_theirs(demo, kind):
    before = documents(demo)
    path = demo.folder / f"book.{kind}"
    name = before["customers"][0]["name"]
    told = demo("export", str(path), name, "--json").json
    said = demo("import", str(path), "--json", TIERDESK_DATA=str(demo.folder / "other.json")).json
    assert told["customers"] == 1 and said["rejected"] == 0 and said["created"] == said["read"] > 3


def test_one_table_of_the_workbook_is_read_where_a_sheet_is_named(demo):
    path = demo.folder / "book.xlsx"
    demo("export", str(path))
    said = demo(
        "import", str(path), "--sheet", "people", "--as", "people", "--dry-run", "--json"
    ).json
    assert said["kind"] == "people" and said["rejected"] == 0
    demo("export", str(demo.folder / "book.zip"))
    assert (
        "leave out --sheet"
        in demo("import", str(demo.folder / "book.zip"), "--sheet", "x", code=2).err
    )


def test_a_row_that_cannot_be_is_refused_alone_and_named_by_its_table_and_number(demo):
    """As somebody may have left it in a spreadsheet: an amount in words, a customer who is not there."""
    path = demo.folder / "book.zip"
    demo("export", str(path))
    broken = demo.folder / "broken.zip"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "orders.csv":
                rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
                rows[1][rows[0].index("amount")] = "a lot"
                rows[2][rows[0].index("customer_id")] = "9999"
                ids = [row[0] for row in rows[1:3]]
                text = io.StringIO()
                csv.writer(text).writerows(rows)
                data = text.getvalue().encode()
            new.writestr(name, data)
    before = documents(demo)
    said = demo("import", str(broken), "--json").json
    assert (said["rejected"], said["created"], said["updated"]) == (2, 0, 0)
    assert [p["field"] for p in said["problems"] if p["rejected"]] == [
        f"orders {one}" for one in ids
    ]
    assert "customers 9999" in said["problems"][1]["message"]
    assert documents(demo) == before
