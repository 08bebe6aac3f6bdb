"""`list --columns`: groups and fields of the book's own beside what every list shows."""

import pytest
from command_front import DeskFront

from tierdesk.commands.registry import find
from tierdesk.commands.shown.outcome import lines_of
from tierdesk.errors import Usage
from tierdesk.i18n.catalog import Catalog


@pytest.fixture
def book(tmp_path):
    front = DeskFront(tmp_path)
    front("field", "add", "size", "name=Contract size", "type=number")
    front("field", "add", "paid", "type=money")
    front("group", "add", "VIP")
    front("add", "Aster", "custom.size=12.5", "custom.paid=200 EUR")
    front("add", "Birke")
    front("group", "put", "VIP", "Aster")
    return front


def by_name(outcome):
    return {row["name"]: row.get("columns") for row in outcome.document["customers"]}


@pytest.mark.parametrize(
    "written", ["groups,custom.size", "Groups, Contract size", "分组，size", "groups,SIZE,groups"]
)
def test_a_column_goes_by_any_of_its_names(book, written):
    assert by_name(book("list", "--columns", written)) == {
        "Aster": {"groups": ["VIP"], "custom.size": 12.5},
        "Birke": {"groups": [], "custom.size": None},
    }


def test_nothing_is_added_unasked(book):
    assert by_name(book("list")) == {"Aster": None, "Birke": None}


def test_the_table_has_them_behind_the_others(book):
    outcome = book("list", "--sort", "name", "--columns", "groups,paid,size")
    head, aster, birke = lines_of(find("list"), outcome, Catalog("en"), room=200)[:3]
    assert head.split()[-3:] == ["groups", "custom.paid", "custom.size"]
    assert aster.split()[-4:] == ["VIP", "200.00", "EUR", "12.5"]
    assert "VIP" not in birke
    assert "分组" in lines_of(find("list"), outcome, Catalog("zh"), room=200)[0]


def test_a_reversed_list_keeps_them(book):
    rows = book("list", "--sort", "name", "--reverse", "--columns", "groups").document["customers"]
    assert [(row["name"], row["columns"]["groups"]) for row in rows] == [
        ("Birke", []),
        ("Aster", ["VIP"]),
    ]


def test_what_is_no_column_is_refused_with_those_there_are(book):
    with pytest.raises(Usage) as refused:
        book("list", "--columns", "groups,weight")
    said = book.sentence(refused.value.message)
    assert "weight" in said
    assert "custom.size" in said
