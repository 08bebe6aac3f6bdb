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

from tierdesk.store.port import Conflict, Damaged, ExternalChange, Op, StoreError
from tierdesk.store.tiny.integrity import check
from tierdesk.store.tiny.recovery import OlderCopy


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


def test_the_journal_of_another_book_is_refused(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        make(str(tmp_path / name)).close(compact=False)
    shutil.copy(tmp_path / "two" / "crm.json.journal", tmp_path / "one" / "crm.json.journal")
    before = bytes_of(tmp_path / "one")
    with pytest.raises(ExternalChange, match="another book"):
        opened(tmp_path / "one" / "crm.json")
    assert bytes_of(tmp_path / "one") == before


def test_a_fork_of_the_same_book_is_refused(tmp_path):
    (tmp_path / "one").mkdir()
    store = make(str(tmp_path / "one"), steps=3, folded=1)
    store.close(compact=False)
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    for name in ("one", "two"):
        branch = opened(tmp_path / name / "crm.json")
        put(branch, 1, who=name)
        branch.compact()
        put(branch, 2, who=name)
        branch.close(compact=False)
    shutil.copy(tmp_path / "two" / "crm.json", tmp_path / "one" / "crm.json")
    before = bytes_of(tmp_path / "one")
    with pytest.raises(ExternalChange, match="histories"):
        opened(tmp_path / "one" / "crm.json")
    assert bytes_of(tmp_path / "one") == before


def older(tmp_path):
    """A book at step 5 whose data file is the copy of step 2."""
    store = make(str(tmp_path), steps=2, folded=9)
    store.compact()
    old = read(store.path)
    for _ in range(3):
        step(store)
        store.compact()
    store.close()
    swap(store.path, old)
    return store.path


def test_an_older_copy_put_back_asks_and_changes_nothing(tmp_path):
    path = older(tmp_path)
    before = bytes_of(tmp_path)
    with pytest.raises(OlderCopy) as asked:
        opened(path)
    assert (asked.value.file_seq, asked.value.newest_seq) == (3, 6)
    assert bytes_of(tmp_path) == before
    assert not check(path).ok


def test_the_newest_state_can_be_kept(tmp_path):
    path = older(tmp_path)
    store = opened(path, older="newest")
    assert count_of(store.tables()) == 5
    assert evidence_in(path, ".older-")
    store.close()
    again = opened(path)
    assert again.notes == [] and step(again) == 6
    again.close()


def test_one_can_go_back_to_the_older_copy_and_nothing_newer_is_deleted(tmp_path):
    path = older(tmp_path)
    store = opened(path, older="file")
    assert count_of(store.tables()) == 2
    assert store.get("customers", 1)["rev"] == 7
    newer = evidence_in(path, ".newer-")
    store.close()
    assert count_of(opened(str(tmp_path / newer[0]), readonly=True).tables()) == 5
    again = opened(path)
    assert again.notes == [] and step(again) == 3
    again.close()


def test_a_session_that_was_open_cannot_write_over_an_older_copy(tmp_path):
    store = make(str(tmp_path), steps=2, folded=9)
    store.compact()
    old = read(store.path)
    step(store)
    store.compact()
    swap(store.path, old)
    with pytest.raises(ExternalChange):
        step(store)
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


WEIRD = {
    "list": b"[1,2]",
    "text": b'"x"',
    "document is a text": b'{"customers":{"1":"x"}}',
    "table is a list": b'{"customers":[]}',
    "id is a word": b'{"customers":{"abc":{}}}',
    "id with zeros": b'{"customers":{"007":{}}}',
    "id zero": b'{"customers":{"0":{}}}',
    "id below zero": b'{"customers":{"-1":{}}}',
    "huge id": b'{"customers":{"' + b"9" * 5000 + b'":{}}}',
    "duplicate ids": b'{"customers":{"1":{"name":"a"},"1":{"name":"b"}}}',
    "duplicate fields": b'{"customers":{"1":{"name":"a","name":"b"}}}',
    "NaN": b'{"customers":{"1":{"x":NaN}}}',
    "infinite": b'{"customers":{"1":{"x":1e999}}}',
    "latin-1": b'{"customers":{"1":{"x":"\xe9"}}}',
    "lone surrogate": b'{"customers":{"1":{"x":"\\ud800"}}}',
    "foreign _meta": b'{"_meta":{"1":{"x":1}},"customers":{}}',
    "conflict markers": b'<<<<<<< HEAD\n{"customers":{}}\n',
    "byte order mark": b'\xef\xbb\xbf{"customers":{}}',
    "UTF-16": '{"customers":{}}'.encode("utf-16"),
    "binary": bytes(range(256)),
    "deep": b'{"a":{"1":' + b'{"x":' * 400 + b"1" + b"}" * 400 + b"}}",
}


@pytest.mark.parametrize("name", sorted(WEIRD))
def test_weird_content_is_refused_with_a_sentence_and_not_one_byte_changes(tmp_path, name):
    path = str(tmp_path / "crm.json")
    Path(path).write_bytes(WEIRD[name])
    before = bytes_of(tmp_path)
    with pytest.raises(Damaged, match="nothing was changed"):
        opened(path)
    assert not check(path).ok
    assert bytes_of(tmp_path) == before


def test_big_numbers_and_strange_texts_survive(tmp_path):
    path = str(tmp_path / "crm.json")
    doc = {"big": 10**300, "small": -0.0, "text": '\u2028\x7f"\\\U0001f600', "deep": [[{}]]}
    Path(path).write_text(json.dumps({"t": {"3": doc}}))
    store = opened(path)
    put(store, 4, table="t", **doc)
    store.close()
    again = opened(path)
    for key in ("3", "4"):
        assert {k: v for k, v in again.tables()["t"][key].items() if k != "rev"} == doc
    again.close()


def suites():
    root = os.environ.get("TIERDESK_REALDATA") or str(
        Path(__file__).resolve().parents[3] / "shared" / "data"
    )
    return Path(root) / "hostile_text" / "JSONTestSuite"


@pytest.mark.realdata
@pytest.mark.parametrize("shape", ["file", "document"])
def test_no_file_of_the_json_test_suite_crashes_the_store(tmp_path, shape):
    if not suites().is_dir():
        pytest.skip(f"no JSONTestSuite in {suites()}")
    opened_files = refused = 0
    for number, source in enumerate(sorted(suites().rglob("*.json"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        path, raw = str(folder / "crm.json"), source.read_bytes()
        if shape == "document":
            raw = b'{"t":{"1":{"value":' + raw + b"}}}"
        Path(path).write_bytes(raw)
        before = bytes_of(folder)
        try:
            store = opened(path)
        except StoreError:
            refused += 1
            assert bytes_of(folder) == before, source
            continue
        opened_files += 1
        held = {name: dict(docs) for name, docs in store.tables().items()}
        store.commit(change(Op("added", -1, 0, {"x": 1})))
        store.close()
        again = opened(path)
        assert {k: v for k, v in again.tables().items() if k != "added"} == held, source
        again.close()
    assert refused > 150 and opened_files > (2 if shape == "file" else 60)


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
