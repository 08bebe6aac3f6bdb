"""`group`: what is told, kept, found by the filter, undone, refused, exported and taken in again."""

import pytest

from tierdesk.commands.candidates import candidates
from tierdesk.commands.registry import find
from tierdesk.commands.shown.outcome import lines_of
from tierdesk.errors import Invalid, Refused, Usage
from tierdesk.i18n.catalog import Catalog


@pytest.fixture
def book(front):
    for name in ("Aster", "Birke", "Clover"):
        front("add", name)
    front("group", "add", "VIP")
    front("group", "add", "VIP/华东")
    front("group", "put", "VIP/华东", "Aster", "Birke")
    front("group", "put", "vip", "Clover")
    return front


def found(front, query):
    return sorted(row["name"] for row in front("list", query).document["customers"])


def test_customers_of_a_group_are_found_and_so_are_those_of_the_groups_below(book):
    assert found(book, "group:VIP") == ["Aster", "Birke", "Clover"]
    assert found(book, "group:华东") == ["Aster", "Birke"]
    assert found(book, "分组:VIP/华东") == ["Aster", "Birke"]
    assert found(book, "!group:华东") == ["Clover"]
    rows = book("group", "list").document["groups"]
    assert [(r["group"], r["customers"], r["whole"]) for r in rows] == [
        ("VIP", 1, 3), ("VIP/华东", 2, 2),
    ]  # fmt: skip
    assert any(
        "VIP/华东" in line for line in lines_of(find("group"), book("group", "list"), Catalog("zh"))
    )
    assert book("show", "Aster").document["groups"] == ["VIP/华东"]
    assert any(
        "VIP/华东" in line for line in lines_of(find("show"), book("show", "Aster"), Catalog("en"))
    )


def test_each_verb_is_one_change_that_undo_takes_back(book):
    for words, told in (
        (("rename", "VIP", "Gold"), "Saved: renamed the group “VIP” to “Gold”."),
        (("remove", "VIP", "--yes"), "Saved: removed the group “VIP” with 3 customers in it."),
        (("take", "VIP", "Aster", "Clover"), "Saved: took 2 customers out of the group “VIP”."),
        (("take", "VIP/华东", "Aster"), "Saved: took Aster out of the group “VIP/华东”."),
        (("put", "VIP", "--where", "Birke"), "Saved: put Birke into the group “VIP”."),
        (("add", "Fair"), "Saved: added the group “Fair”."),
    ):
        before = book.tables()
        outcome = book("group", *words)
        assert book.said(outcome) == [told]
        after = book.tables()
        assert after != before
        assert isinstance(outcome.document["change_id"], int)
        book("undo")
        assert book.tables() == before, words
        book("redo")
        assert book.tables() == after
        book("undo")


def test_a_renamed_group_is_another_word_of_the_filter(book):
    book("group", "rename", "VIP", "Gold")
    assert found(book, "group:Gold") == ["Aster", "Birke", "Clover"]
    assert found(book, "group:Gold/华东") == ["Aster", "Birke"]
    assert found(book, "group:VIP") == []


def test_a_dry_run_changes_nothing(book):
    before = book.tables()
    for words in (("remove", "VIP", "--yes"), ("rename", "VIP", "Gold"), ("put", "VIP", "Aster")):
        assert book("group", *words, "--dry-run").document["dry_run"] is True
    assert book.tables() == before


@pytest.mark.parametrize(("words", "kind"), [
    (["add", "VIP"], Refused), (["add", ""], Usage), (["add", "a//b"], Invalid), (["add", "a", "b"], Usage),
    (["rename", "VIP"], Usage), (["rename", "Nobody", "x"], Refused), (["remove", "VIP"], Refused),
    (["remove", "Nobody"], Refused), (["put", "Nobody", "Aster"], Refused), (["put", "VIP"], Usage),
    (["put", "VIP", "Zzz"], Refused), (["take", "Nobody", "Aster"], Refused), (["burn"], Usage),
])  # fmt: skip
def test_what_is_wrong_is_one_sentence_and_nothing_changes(book, words, kind):
    before = book.tables()
    with pytest.raises(kind) as refused:
        book("group", *words)
    assert Catalog("zh").text(refused.value.message)
    assert book.tables() == before


def test_a_group_that_somebody_is_in_says_how_many_and_how_it_goes_all_the_same(book):
    with pytest.raises(Refused) as refused:
        book("group", "remove", "VIP")
    said = book.sentence(refused.value.message)
    assert "3 customers" in said
    assert "--yes" in said


def test_an_addition_is_not_undone_while_somebody_is_in_it(book):
    other = book.beside()
    other("group", "add", "Fair")
    book.desk.refresh()
    book("group", "put", "Fair", "Aster")
    other.desk.refresh()
    with pytest.raises(Refused):
        other("undo")
    other.desk.close()


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_groups_are_exported_and_taken_in_again(book, tmp_path, kind):
    book("group", "put", "VIP", "Aster")
    path = tmp_path / f"out.{kind}"
    book("export", str(path))
    assert book("import", str(path)).document["change_id"] is None, (
        "what is there already is as it was"
    )
    (tmp_path / "fresh").mkdir()
    fresh = type(book)(tmp_path / "fresh")
    fresh("add", "Somebody else")
    fresh("group", "add", "Other")
    fresh("import", str(path))
    for query in ("group:VIP", "group:华东"):
        assert found(fresh, query) == found(book, query)
    assert fresh("show", "Aster").document["groups"] == ["VIP/华东", "VIP"]
    before = fresh.tables()
    fresh("undo")
    assert len(fresh.tables()["groups"]) == 1
    fresh("redo")
    assert fresh.tables() == before
    fresh.desk.close()


def test_some_customers_take_their_groups_along(book, tmp_path):
    path = tmp_path / "some.json"
    book("export", str(path), "Clover")
    (tmp_path / "fresh").mkdir()
    fresh = type(book)(tmp_path / "fresh")
    fresh("import", str(path))
    assert [r["group"] for r in fresh("group", "list").document["groups"]] == ["VIP"]
    fresh.desk.close()


def test_a_table_brings_groups_by_heading_and_names_a_row_that_is_wrong(book, tmp_path):
    path = tmp_path / "in.csv"
    path.write_text(
        "客户,分组\nAster,vip; 展会\nDahlia,展会；VIP/华北\nErle,a//b\n", encoding="utf-8"
    )
    outcome = book("import", str(path)).document
    assert (outcome["created"], outcome["updated"], outcome["rejected"]) == (1, 1, 1)
    assert [(p["row"], p["field"]) for p in outcome["problems"]] == [(4, "分组")]
    assert found(book, "group:展会") == ["Aster", "Dahlia"]
    names = [r["group"] for r in book("group", "list").document["groups"]]
    assert sorted(names) == sorted(["VIP", "VIP/华东", "VIP/华北", "展会"])
    assert book("show", "Aster").document["groups"] == ["VIP/华东", "VIP", "展会"], (
        "a file adds to groups"
    )


def groups_of(front, name):
    return front("show", name).document["groups"]


def test_set_says_in_which_groups_somebody_is(book):
    book("group", "add", "News")
    before = book.tables()
    book("set", "Aster", "groups=news; VIP", "city=Kiel")
    assert groups_of(book, "Aster") == ["News", "VIP"]
    assert book.doc("customers")["city"] == "Kiel"
    book("undo")
    assert book.tables() == before


def test_set_adds_groups_takes_them_away_and_forgets_them(book):
    book("group", "add", "News")
    book("set", "Aster", "groups+=News;vip/华东")
    assert groups_of(book, "Aster") == ["VIP/华东", "News"]
    book("set", "Aster", "groups-=VIP")
    assert groups_of(book, "Aster") == ["News"]
    book("set", "Aster", "groups=")
    assert groups_of(book, "Aster") == []
    assert "group_ids" not in book.doc("customers")


def test_set_puts_several_into_a_group_as_one_change(book):
    book("group", "add", "News")
    book("set", "--where", "group:VIP", "groups+=News")
    assert [groups_of(book, name) for name in ("Aster", "Birke", "Clover")] == [
        ["VIP/华东", "News"], ["VIP/华东", "News"], ["VIP", "News"],
    ]  # fmt: skip
    book("undo")
    assert groups_of(book, "Clover") == ["VIP"]


@pytest.mark.parametrize("word", ["groups=VIQ", "groups+=VIQ", "groups-=VIQ"])
def test_set_knows_no_group_that_nobody_made(book, word):
    before = book.tables()
    with pytest.raises(Refused, match="VIQ"):
        book("set", "Aster", "city=Kiel", word)
    assert book.tables() == before


def test_names_of_groups_are_offered_behind_the_equals_sign(book):
    offered = [word for word, _ in candidates("field", "groups+=V", lambda: book.desk.book)]
    assert offered == ["groups+=VIP", "groups+=VIP/华东"]
    assert "groups=" in [word for word, _ in candidates("field", "gr", lambda: book.desk.book)]
