"""`field`: definitions kept and undone, values checked by type in `set` and in a file, compared, and brought back."""

import pytest

from tierdesk.commands.registry import find
from tierdesk.commands.shown.outcome import lines_of
from tierdesk.desk import forms
from tierdesk.errors import Invalid, Refused, TierdeskError, Usage
from tierdesk.i18n.catalog import Catalog


@pytest.fixture
def book(front):
    for name in ("Aster", "Birke", "Clover"):
        front("add", name)
    front("field", "add", "size", "name=Contract size", "type=number", "unit=t")
    front("field", "add", "worth", "type=money")
    front("field", "add", "ends", "type=date")
    front("field", "add", "fair", "type=yes_no")
    front("field", "add", "level", "type=choice", "choices=small;Large")
    front("set", "Aster", "custom.size=12.5", "custom.worth=2000 CNY", "custom.ends=2027-03-01",
          "custom.fair=yes", "custom.level=large")  # fmt: skip
    front("set", "Birke", "custom.size=9", "custom.worth=300", "custom.ends=2026-12-01", "custom.fair=no",
          "custom.level=small")  # fmt: skip
    return front


def custom(front, name):
    return front("show", name).document["customer"].get("custom", {})


def found(front, query):
    return [row["name"] for row in front("list", query, "--sort", "name").document["customers"]]


def test_values_are_kept_by_type(book):
    assert custom(book, "Aster") == {
        "size": 12.5, "worth": {"minor": 200000, "currency": "CNY"}, "ends": "2027-03-01", "fair": True,
        "level": "Large",
    }  # fmt: skip
    assert custom(book, "Birke")["fair"] is False, "no is an answer"
    assert custom(book, "Birke")["size"] == 9
    book("set", "Birke", "custom.fair=")
    assert "fair" not in custom(book, "Birke")


@pytest.mark.parametrize(("query", "names"), [
    ("custom.size>9", ["Aster"]), ("custom.size<=9", ["Birke"]), ("custom.size:12.5", ["Aster"]),
    ("custom.worth>=1k", ["Aster"]), ("custom.ends<2027-01-01", ["Birke"]), ("custom.fair:yes", ["Aster"]),
    ("custom.fair:否", ["Birke"]), ("custom.level:large", ["Aster"]), ("!custom.size>9", ["Birke", "Clover"]),
])  # fmt: skip
def test_the_filter_compares_by_type(book, query, names):
    assert found(book, query) == names


@pytest.mark.parametrize("pair", [
    "custom.size=big", "custom.worth=much", "custom.ends=someday", "custom.fair=perhaps", "custom.level=middle",
])  # fmt: skip
def test_a_wrong_value_is_one_sentence_and_nothing_changes(book, pair):
    before = book.tables()
    with pytest.raises(Invalid) as refused:
        book("set", "Clover", pair)
    assert Catalog("zh").text(refused.value.message)
    assert book.tables() == before


def test_a_wrong_value_of_a_filter_is_a_sentence_too(book):
    for query in ("custom.size>x", "custom.fair:perhaps", "custom.ends<x", "custom.worth>x"):
        with pytest.raises(TierdeskError):
            book("list", query)


def test_each_verb_is_one_change_that_undo_takes_back(book):
    book("view", "save", "big", "custom.size>9")
    for words in (
        ("add", "other"), ("set", "level", "choices=small;Large;huge"), ("rename", "size", "tons"),
        ("remove", "worth"), ("set", "size", "type=text", "unit="),
    ):  # fmt: skip
        before = book.tables()
        outcome = book("field", *words)
        assert isinstance(outcome.document["change_id"], int)
        after = book.tables()
        assert after != before
        book("undo")
        assert book.tables() == before, words
    book("field", "rename", "Contract size", "tons")
    assert found(book, "custom.tons>9") == ["Aster"]
    assert [row["name"] for row in book("list", "--view", "big").document["customers"]] == ["Aster"]
    book("field", "remove", "worth")
    assert "worth" in custom(book, "Aster"), "the values stay"
    rows = {row["key"]: row for row in book("field", "list").document["fields"]}
    assert rows["worth"]["defined"] is False
    assert rows["tons"]["customers"] == 2
    for language in ("en", "zh"):
        shown = lines_of(find("field"), book("field", "list"), Catalog(language), room=100)
        assert any("Contract size" in line for line in shown)


def test_what_is_so_already_changes_nothing(book):
    assert book("field", "set", "size", "unit=t").document["change_id"] is None


@pytest.mark.parametrize(("words", "kind"), [
    (["add", "size"], Refused), (["add", "x", "name=contract SIZE"], Refused), (["add", "x", "colour=red"], Usage),
    (["add", "x", "type=choice"], Invalid), (["add", "a/b"], Invalid), (["add"], Usage), (["set", "size"], Usage),
    (["set", "nobody", "unit=t"], Refused), (["rename", "size"], Usage), (["rename", "size", "level"], Refused),
    (["rename", "nobody", "x"], Refused), (["remove", "nobody"], Refused), (["remove", "size", "x"], Usage),
])  # fmt: skip
def test_what_is_wrong_is_one_sentence(book, words, kind):
    before = book.tables()
    with pytest.raises(kind) as refused:
        book("field", *words)
    assert Catalog("zh").text(refused.value.message)
    assert book.tables() == before


def test_a_form_offers_every_field_and_gives_back_what_it_shows(book):
    moment, aster = book.desk.moment, book.desk.book.get("customers", 1)
    fields = forms.custom_fields(aster, moment.own_fields)
    assert [field.kind for field in fields] == ["number", "money", "date", "choice", "choice"]
    assert str(fields[0].label) == "Contract size (t)"
    for field in fields:
        text = forms.shown(field, aster, Catalog("en"), moment)
        assert forms.fault(field, text, moment) is None, field
        assert forms.value_of(field, text, moment) == forms.stored(field, aster), field
    assert forms.fault(fields[0], "big", moment) is not None
    assert len(forms.custom_fields({"custom": {"own": 1}}, moment.own_fields)) == 6


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_values_are_exported_and_taken_in_again(book, tmp_path, kind):
    path = tmp_path / f"out.{kind}"
    book("export", str(path))
    assert book("import", str(path)).document["change_id"] is None
    (tmp_path / "fresh").mkdir()
    fresh = type(book)(tmp_path / "fresh")
    if kind == "csv":
        for field in book.desk.moment.own_fields:
            choices = [f"choices={';'.join(field.choices)}"] if field.choices else []
            fresh("field", "add", field.key, f"name={field.name}", f"type={field.kind}", *choices)
    fresh("import", str(path))
    for name in ("Aster", "Birke"):
        assert custom(fresh, name) == custom(book, name)
    if kind == "json":
        assert fresh.desk.moment.own_fields == book.desk.moment.own_fields
    fresh.desk.close()


def test_a_wrong_value_of_a_file_is_told_with_its_row_and_the_name_is_a_heading(book, tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("客户,Contract size,level\nDahlia,3,LARGE\nErle,many,small\nFarn,,middle\n", encoding="utf-8")  # fmt: skip
    outcome = book("import", str(path)).document
    assert (outcome["created"], outcome["rejected"]) == (1, 2)
    assert [(p["row"], p["field"]) for p in outcome["problems"]] == [
        (3, "Contract size"),
        (4, "level"),
    ]
    assert custom(book, "Dahlia") == {"size": 3, "level": "Large"}


def test_a_field_that_nobody_defined_works_as_it_did(book):
    book("set", "Clover", "custom.Branche=Stahl")
    assert custom(book, "Clover") == {"Branche": "Stahl"}
    assert found(book, "custom.Branche:stahl") == ["Clover"]


def test_exit_criteria_over_an_own_field_follow_its_key(front):
    front("add", "Acme")
    front("field", "add", "level", "type=text")
    front("stage", "set", "prospect", "exit_criteria=custom.level,budget")
    before = front.tables()
    front("field", "rename", "level", "grade")
    criteria = [
        doc["exit_criteria"]
        for _, doc in front.desk.book.rows("stages")
        if doc["key"] == "prospect"
    ]
    assert criteria == [["custom.grade", "budget"]]
    front("undo")
    assert front.tables() == before
