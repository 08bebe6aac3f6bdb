"""Messy and hostile files of others: read, or refused in one sentence; never a crash or a loss."""

import base64
import json
from pathlib import Path

import pytest
from import_steps import Shelf, real

from tierdesk.desk.intake_json import plan_export
from tierdesk.domain.book import Book
from tierdesk.errors import Invalid, TierdeskError
from tierdesk.exchange.csv_out import customers_csv
from tierdesk.exchange.json_in import read_export
from tierdesk.exchange.json_out import export_json
from tierdesk.exchange.reading import read_sheet
from tierdesk.exchange.source import Source, read_source

pytestmark = pytest.mark.realdata

ANOTHER_NUMBER = "Contact Phone Number"
"""The collection's own table and its expected JSON hold different numbers here."""
SPECTRUM = (
    "comma_in_quotes empty empty_crlf escaped_quotes json location_coordinates newlines newlines_crlf "
    "quotes_and_newlines simple simple_crlf utf8"
).split()


@pytest.mark.parametrize("name", SPECTRUM)
def test_csv_spectrum_is_read_as_it_should_be(name):
    sheet = read_sheet(read_source(real("messy_tables", "csv-spectrum", "csvs", f"{name}.csv")))
    rows = [dict(zip(sheet.headers, row.cells, strict=True)) for row in sheet.rows]
    wanted = json.loads(
        real("messy_tables", "csv-spectrum", "json", f"{name}.json").read_text("utf-8")
    )
    wanted = wanted if isinstance(wanted, list) else [wanted]
    for row in [*rows, *wanted]:
        row.pop(ANOTHER_NUMBER, None)
    ends = [{k: v.replace("\r\n", "\n") for k, v in row.items()} for row in rows]
    assert ends == [{k: v.replace("\r\n", "\n") for k, v in row.items()} for row in wanted]


TABLE = [("1", "english"), ("2", "中国人")]


@pytest.mark.parametrize("name", [
    "table.csv", "table.tsv", "table.xls", "table.xlsx", "table.ods", "special/bom.csv",
    "special/table.bad-format", "special/sheet2.xls", "special/sheet2.xlsx",
    "special/skip-rows-before-headers.csv",
])  # fmt: skip
def test_the_same_table_in_every_format(name):
    sheet = read_sheet(read_source(real("messy_tables", "tabulator", *name.split("/"))))
    assert sheet.headers == ("id", "name")
    assert [tuple(map(str, row.cells)) for row in sheet.rows][:2] == TABLE


@pytest.mark.parametrize(("name", "words"), [
    ("table1.html", "HTML"), ("table4.html", "HTML"), ("special/table.csv.html", "HTML"),
    ("table.csv.zip", "ZIP"), ("table.csv.gz", "gzip"), ("table.ndjson", "JSON"),
    ("table-dicts.json", "no export of tierdesk"), ("special/merged-cells.xlsx", "nothing to import"),
])  # fmt: skip
def test_what_is_no_table_is_refused(name, words):
    source = real("messy_tables", "tabulator", *name.split("/"))
    with pytest.raises(Invalid, match=words):
        read = read_source(source)
        read_export(read) if read.kind == "json" else read_sheet(read)


def test_a_title_row_and_booleans_and_dates_of_workbooks():
    def cells(name):
        sheet = read_sheet(read_source(real("messy_tables", "tabulator", "special", name)))
        return sheet.headers, [tuple(map(str, row.cells)) for row in sheet.rows]

    assert cells("skip-rows.xlsx") == (("A", "B"), [("8", "9"), ("", "TOTAL")])
    assert cells("table-with-booleans.ods")[1] == [("1", "True"), ("2", "False")]
    assert cells("table-with-ints-floats-dates.xls")[1][0] == ("2013", "3.3", "2009-08-16")


def outcome(path: Path) -> str:
    try:
        source = read_source(path)
        if source.kind == "json":
            read_export(source)
        else:
            Shelf().planned(path, "customers", ("#=name",))
    except TierdeskError as refused:
        sentence = str(refused)
        assert "\n" not in sentence and len(sentence) < 1500
        return "refused"
    return "read"


def test_every_messy_file_is_read_or_refused():
    folder = real("messy_tables")
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 60
    assert {outcome(path) for path in files} == {"read", "refused"}


def test_every_json_of_the_test_suite_is_refused_in_one_sentence_as_it_is():
    files = sorted(real("hostile_text", "JSONTestSuite", "test_parsing").iterdir())
    assert len(files) >= 318
    assert {outcome(path) for path in files} == {"refused"}


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "big5", "utf-16", "utf-16-le", "utf-8-sig"])
def test_a_list_of_real_surnames_is_read_from_every_encoding(encoding, tmp_path):
    import csv

    with real("cjk_names", "surname_pinyin.csv").open(encoding="utf-8") as file:
        surnames = [next(iter(row.values())) for row in csv.DictReader(file)]

    def survives(name):
        return name == name.encode(encoding, "ignore").decode(encoding).lstrip("\ufeff")

    writable = list(filter(survives, surnames))
    path = tmp_path / "list.csv"
    text = "name,industry\n" + "".join(f"{name}氏公司,software\n" for name in writable)
    path.write_bytes(text.encode(encoding))
    shelf = Shelf()
    assert shelf.imported(path).created == len(set(writable)) > 200
    assert {c["name"] for c in shelf.docs("customers")} == {f"{name}氏公司" for name in writable}


def naughty() -> list[str]:
    blns = json.loads(real("hostile_text", "blns", "blns.json").read_text("utf-8"))
    coded = json.loads(real("hostile_text", "blns", "blns.base64.json").read_text("utf-8"))
    return list(
        dict.fromkeys(
            [*blns, *(base64.b64decode(text).decode("utf-8", "replace") for text in coded)]
        )
    )


def written(path: Path, rows) -> Path:
    import csv

    from tierdesk.exchange.formula import guarded

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "code", "notes"])
        writer.writerows([guarded(cell) for cell in row] for row in rows)
    return path


def test_the_big_list_of_naughty_strings_goes_in_and_comes_out_as_names_and_notes(tmp_path):
    texts = naughty()
    named = [
        (text if text.strip() else f"blank {n}", f"N{n}", text) for n, text in enumerate(texts)
    ]
    shelf = Shelf()
    made = shelf.imported(written(tmp_path / "in.csv", named))
    assert (made.created, made.rejected) == (len(named), 0)

    def kept(book):
        return [(d["name"], d["code"], d.get("notes", "")) for _, d in book.rows("customers")]

    assert kept(shelf.book) == named
    out = tmp_path / "out.csv"
    out.write_bytes(customers_csv(shelf.book.cases()))
    by_csv = Shelf()
    assert by_csv.imported(out).rejected == 0
    assert kept(by_csv.book) == named
    data = export_json(shelf.tables)
    assert all(line.isprintable() for line in data.decode().split("\n"))
    by_json = Shelf()
    by_json.apply(plan_export(Book({}), read_export(Source(Path("x.json"), data, "json"))).change)
    assert kept(by_json.book) == named


def test_naughty_strings_in_every_other_column_are_read_or_refused_whole(tmp_path):
    import csv

    path = tmp_path / "in.csv"
    texts = naughty()
    fields = (
        "name industry tags contact.name contact.phones touch.at touch.content deal.stage country budget"
    ).split()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(fields)
        for n, text in enumerate(texts):
            column = n % (len(fields) - 1) + 1
            writer.writerow(
                [f"A{n}", *(text if i == column else "" for i in range(1, len(fields)))]
            )
    shelf = Shelf()
    made = shelf.imported(path)
    assert made.created + made.rejected == made.read == len(texts)
    assert len(shelf.docs("customers")) == made.created
    assert all("\n" not in str(p.field) for p in made.problems)
