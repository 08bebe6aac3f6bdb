"""Other programs change, replace, restore or remove the files: noticed, told, never guessed."""

import json
import os
import shutil
from pathlib import Path

import pytest
from store_story import (
    begin,
    bytes_of,
    change,
    count_of,
    evidence_in,
    make,
    opened,
    plain_tables,
    put,
    step,
)
from tinydb import TinyDB

from tierdesk.store.port import Conflict, ExternalChange, Op
from tierdesk.store.tiny.integrity import check


def read(path):
    return Path(path).read_bytes()


def swap(path, data):
    """As an editor or a synchroniser does it: a new file takes the name."""
    Path(path + ".new").write_bytes(data)
    os.replace(path + ".new", path)


def told(store):
    return " ".join(map(str, store.notes))


def test_the_same_content_delivered_again_is_nothing(tmp_path):
    store = make(str(tmp_path))
    swap(store.path, read(store.path))
    assert step(store) == 6
    os.utime(store.path, (1, 1))
    assert store.changes() == []
    assert step(store) == 7
    swap(store.path + ".journal", read(store.path + ".journal"))
    assert step(store) == 8
    assert store.notes == []
    store.close()


def edited(store, **fields):
    """Another program writes customer 2 in its own layout."""
    book = json.loads(read(store.path))
    book["customers"]["2"].update(fields)
    return json.dumps(book).encode()


def test_a_change_by_another_program_while_open_is_refused_and_adopted_after_reopening(tmp_path):
    store = make(str(tmp_path), steps=4, folded=4)
    old_rev = store.get("customers", 2)["rev"]
    swap(store.path, edited(store, name="外部修改"))
    for _ in range(2):
        with pytest.raises(ExternalChange, match="open the book again"):
            store.changes()
        with pytest.raises(ExternalChange):
            put(store, 1, note="x")
    store.load()
    assert "1 document differs" in told(store)
    assert store.get("customers", 2)["name"] == "外部修改"
    assert store.get("customers", 2)["rev"] > old_rev
    assert store.get("customers", 1)["rev"] <= old_rev
    with pytest.raises(Conflict):
        store.commit(change(Op("customers", 2, old_rev, {"n": 0})))
    assert step(store) == 5
    store.close()
    assert check(store.path).ok
    os.unlink(store.path)
    again = opened(store.path)
    assert count_of(again.tables()) == 5
    assert again.get("customers", 2)["name"] == "外部修改"
    again.close()


def test_another_session_that_was_open_sees_what_was_adopted(tmp_path):
    store = make(str(tmp_path), steps=4, folded=4)
    swap(store.path, edited(store, name="外部修改"))
    other = opened(store.path)
    assert [doc["name"] for applied in store.changes() for _, _, doc in applied.ops] == ["外部修改"]
    assert store.tables() == other.tables()
    assert step(store) == 5
    assert other.changes()
    store.close()
    other.close()


def test_a_plain_tinydb_writing_meanwhile_is_noticed_and_kept(tmp_path):
    store = make(str(tmp_path), steps=4, folded=4)
    plain = TinyDB(store.path, encoding="utf-8", ensure_ascii=False)
    new = plain.table("customers").insert({"name": "stock", "n": 4})
    plain.close()
    with pytest.raises(ExternalChange):
        step(store)
    store.load()
    assert store.get("customers", new)["name"] == "stock"
    assert store.get("customers", new)["rev"] > 0
    assert step(store) == 5
    store.close()
    assert plain_tables(store.path)["customers"][str(new)]["name"] == "stock"


@pytest.mark.parametrize("gone", [".bak", ".journal"])
def test_an_edit_is_adopted_also_without_the_rest_of_the_files(tmp_path, gone):
    store = make(str(tmp_path), steps=4, folded=4)
    seq = store.session.book.seq
    store.close(compact=False)
    Path(store.path).write_bytes(edited(store, name="外部修改"))
    os.unlink(store.path + gone)
    again = opened(store.path)
    assert again.get("customers", 2) == {"n": 4, "name": "外部修改", "rev": seq + 1}
    assert (again.get("customers", 1)["rev"] == seq + 1) == (gone == ".bak")
    again.close()
    assert opened(store.path).notes == []


def test_an_edit_and_a_journalled_change_of_one_document_keep_both(tmp_path):
    store = make(str(tmp_path), steps=5, folded=3)
    data = edited(store, n=77)
    store.close(compact=False)
    Path(store.path).write_bytes(data)
    again = opened(store.path)
    assert count_of(again.tables()) == 5
    assert "1 document may have been changed both" in told(again)
    kept = evidence_in(again.path, ".edited-")
    assert read(str(tmp_path / kept[0])) == data
    again.close()


def test_a_file_written_anew_without_a_difference_is_told_and_gives_no_new_revision(tmp_path):
    store = make(str(tmp_path), steps=4, folded=4)
    before = dict(store.tables()["customers"])
    store.close(compact=False)
    Path(store.path).write_text(json.dumps(json.loads(read(store.path)), indent=2))
    again = opened(store.path)
    assert "no document differs" in told(again)
    assert again.tables()["customers"] == before
    again.close()
    assert opened(store.path).notes == []


def test_a_reader_adopts_in_memory_only(tmp_path):
    store = make(str(tmp_path), steps=4, folded=4)
    store.close(compact=False)
    Path(store.path).write_bytes(edited(store, name="x"))
    before = bytes_of(tmp_path)
    reader = opened(store.path, readonly=True)
    assert reader.get("customers", 2)["name"] == "x"
    assert reader.changes() == []
    reader.close()
    assert bytes_of(tmp_path) == before


@pytest.mark.parametrize("end", ["", ".journal"])
def test_a_file_removed_under_us_stops_writing_and_a_rescue_copy_holds_everything(tmp_path, end):
    store = make(str(tmp_path))
    os.unlink(store.path + end)
    with pytest.raises(ExternalChange, match="rescue"):
        store.changes()
    with pytest.raises(ExternalChange, match="rescue"):
        step(store)
    store.rescue(tmp_path / "rescue.json")
    copy = opened(tmp_path / "rescue.json")
    assert copy.tables() == store.tables()
    assert copy.notes == []
    assert step(copy) == 6
    copy.close()
    store.close()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: os.truncate(path, 250),
        lambda path: swap(path, b"garbage\n"),
        lambda path: swap(path, read(path)[: read(path).index(b"\n") + 1]),
        lambda path: swap(path, b""),
    ],
    ids=["shorter", "garbage", "only the first line", "empty"],
)
def test_a_journal_changed_under_us_stops_writing(tmp_path, spoil):
    store = make(str(tmp_path))
    before = {name: dict(docs) for name, docs in store.tables().items()}
    spoil(store.path + ".journal")
    left = bytes_of(tmp_path)
    with pytest.raises(ExternalChange):
        step(store)
    with pytest.raises(ExternalChange):
        store.changes()
    assert store.tables() == before
    assert bytes_of(tmp_path) == left
    store.close(compact=False)


def test_taking_over_a_plain_tinydb_file_keeps_the_original(tmp_path):
    path = str(tmp_path / "crm.json")
    plain = TinyDB(path)
    plain.insert({"name": "王芳"})
    plain.table("customers").insert({"name": "张三", "rev": 5})
    plain.close()
    original = read(path)
    store = opened(path)
    assert store.get("_default", 1) == {"name": "王芳", "rev": 6}
    assert store.get("customers", 1)["rev"] == 5
    assert "did not write" in told(store)
    assert read(str(tmp_path / evidence_in(path, ".foreign-")[0])) == original
    put(store, 1, name="李四")
    store.close()
    assert plain_tables(path)["customers"]["1"]["name"] == "李四"
    again = opened(path)
    assert again.notes == []
    again.close()


def test_the_last_of_a_book_whose_data_file_was_exchanged_is_kept(tmp_path):
    store = make(str(tmp_path), steps=3, folded=2)
    store.close()
    bak = read(store.path + ".bak")
    swap(store.path, b'{"customers": {"1": {"n": 9}}}')
    again = opened(store.path)
    assert again.get("customers", 1)["n"] == 9
    assert [read(str(tmp_path / name)) for name in evidence_in(again.path, ".bak.former-")] == [bak]
    again.close()


def test_an_emptied_first_generation_comes_back(tmp_path):
    store = opened(tmp_path / "crm.json")
    begin(store)
    store.close(compact=False)
    Path(store.path).write_bytes(b"")
    again = opened(store.path)
    assert count_of(again.tables()) == 0
    again.close()


def test_a_copied_data_file_alone_opens_without_a_word(tmp_path):
    store = make(str(tmp_path), steps=3, folded=9)
    store.compact()
    (tmp_path / "elsewhere").mkdir()
    target = str(tmp_path / "elsewhere" / "crm.json")
    shutil.copy(store.path, target)
    copy = opened(target)
    assert count_of(copy.tables()) == 3 and copy.notes == []
    copy.close()
    store.close()
