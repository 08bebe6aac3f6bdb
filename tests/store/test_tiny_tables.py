"""TinyDB's own interface over the file store."""

import os

import pytest
from tinydb import TinyDB, where
from tinydb.operations import delete, increment
from tinydb.table import Document

from tierdesk.store.port import ChangeSet, Op
from tierdesk.store.tiny.engine import FileStore
from tierdesk.store.tiny.tables import DeskDB


@pytest.fixture
def db(tmp_path):
    with DeskDB(tmp_path / "crm.json") as db:
        yield db


def test_it_answers_as_a_plain_tinydb_does(tmp_path):
    answers = []
    with DeskDB(tmp_path / "a.json") as ours, TinyDB(tmp_path / "b.json") as plain:
        for db in (ours, plain):
            t = db.table("customers")
            said = [t.insert({"name": "a", "n": 1}), t.insert_multiple([{"name": "b"}, {"n": 3}])]
            said += [t.insert(Document({"name": "z"}, doc_id=9)), t.insert({"name": "after"})]
            said += [
                t.update({"n": 5}, where("name") == "b"),
                t.update(increment("n"), doc_ids=[1, 77]),
            ]
            said += [
                t.update(delete("n"), where("n") == 5),
                t.upsert({"name": "b", "x": 1}, where("name") == "b"),
            ]
            said += [t.upsert({"name": "new"}, where("name") == "nobody")]
            said += [t.upsert(Document({"name": "q"}, doc_id=9)), t.remove(where("name") == "z")]
            said += [
                t.remove(doc_ids=[3, 55]),
                len(t),
                t.contains(doc_id=1),
                t.count(where("x") == 1),
            ]
            said += [t.update_multiple([({"k": 1}, where("name") == "a")])]
            said += [
                sorted((d.doc_id, sorted((k, v) for k, v in d.items() if k != "rev")) for d in t)
            ]
            said += [t.get(where("name") == "nobody"), sorted(db.tables())]
            t.truncate()
            said += [t.all()]
            db.insert({"default": True})
            db.drop_table("customers")
            said += [len(db), len(db.table("customers"))]
            db.drop_tables()
            said += [len(db)]
            answers.append(said)
    assert answers[0] == answers[1]


def test_an_update_is_one_change_set_and_a_failing_one_changes_nothing(db):
    t = db.table("customers")
    t.insert_multiple({"n": i} for i in range(5))
    seq = db.storage.store.session.book.seq

    def fail_at_the_last(doc):
        if doc["n"] == 4:
            raise RuntimeError
        doc["n"] = -1

    with pytest.raises(RuntimeError):
        t.update(fail_at_the_last)
    assert sorted(doc["n"] for doc in t) == [0, 1, 2, 3, 4]
    t.update({"n": 7})
    assert db.storage.store.session.book.seq == seq + 1


def test_what_is_handed_out_is_a_copy(db):
    t = db.table("customers")
    t.insert({"tags": ["a"]})
    t.get(doc_id=1)["tags"].append("b")
    t.search(where("tags").any(["a"]))[0]["tags"].append("c")
    t.search(where("tags").any(["a"]))[0]["tags"].append("d")
    t.all()[0]["tags"].append("e")
    assert t.get(doc_id=1)["tags"] == ["a"]


def test_another_sessions_change_is_seen_although_the_query_was_cached(db, tmp_path):
    t = db.table("customers")
    t.insert({"name": "a"})
    assert len(t.search(where("name") == "a")) == 1
    other = FileStore(tmp_path / "crm.json")
    other.load()
    other.commit(ChangeSet((Op("customers", -1, 0, {"name": "a"}),), os.urandom(8).hex()))
    assert len(t.search(where("name") == "a")) == 2
    assert t.insert({"name": "c"}) == 3
    other.close()


def test_a_loaded_store_can_be_shared(tmp_path):
    store = FileStore(tmp_path / "crm.json")
    store.load()
    db = DeskDB(store)
    db.table("customers").insert({"name": "a"})
    assert store.get("customers", 1)["name"] == "a"
    assert len(db.table("customers").search(where("name") == "b")) == 0
    store.commit(ChangeSet((Op("customers", 1, 1, {"name": "b"}),), "x"))
    assert len(db.table("customers").search(where("name") == "b")) == 1
    db.close()
    assert store.get("customers", 1) is not None
    store.close()


def test_after_a_clean_end_a_plain_tinydb_has_everything(tmp_path):
    with DeskDB(tmp_path / "crm.json") as db:
        db.table("customers").insert({"name": "张三"})
    with TinyDB(tmp_path / "crm.json", encoding="utf-8") as plain:
        assert plain.table("customers").all() == [{"name": "张三", "rev": 1}]
