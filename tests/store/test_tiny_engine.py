"""The file store as the desk uses it."""

import gc
import os
import threading

import pytest
from tiny_steps import change, opened
from tinydb import TinyDB

from tierdesk.store.port import (
    Applied,
    Conflict,
    NotSaved,
    Op,
    Store,
    Unreachable,
)
from tierdesk.store.tiny.engine import FileStore
from tierdesk.store.tiny.syscalls import OsIO


def test_it_is_a_store(path):
    store: Store = FileStore(path)
    assert store.readonly is False


def test_nothing_works_before_loading_except_looking_at_nothing(path):
    store = FileStore(path)
    assert store.tables() == {} and store.get("t", 1) is None and store.notes == []
    with pytest.raises(Unreachable):
        store.commit(change(Op("t", -1, 0, {})))
    with pytest.raises(Unreachable):
        store.changes()
    store.maintain()
    store.close()


def test_the_first_commit_makes_the_book(store, path):
    assert sorted(os.listdir(path.parent)) == ["crm.json", "crm.json.journal", "crm.json.lock"]
    assert store.tables() == {"customers": {"1": {"name": "张三", "rev": 1}, "2": {"rev": 1}}}
    assert opened(path).tables() == store.tables()


def test_applied_tells_real_ids_revisions_and_what_was_replaced(store):
    done = store.commit(
        change(
            Op("touches", -5, 0, {"customer_id": 1}),
            Op("customers", 1, 1, {"name": "李四"}),
            Op("customers", 2, 1, None),
        )
    )
    assert isinstance(done, Applied)
    assert (done.seq, done.ids) == (2, {-5: 1})
    assert done.ops == (
        ("touches", 1, {"customer_id": 1, "rev": 2}),
        ("customers", 1, {"name": "李四", "rev": 2}),
        ("customers", 2, None),
    )
    assert done.before == (None, {"name": "张三", "rev": 1}, {"rev": 1})


def test_references_to_new_documents_are_filled_in(path):
    def resolve(table, doc, ids):
        return (
            {**doc, "customer_id": ids.get(doc["customer_id"], doc["customer_id"])}
            if table == "touches"
            else doc
        )

    store = opened(path, resolve=resolve)
    done = store.commit(
        change(Op("touches", -2, 0, {"customer_id": -1}), Op("customers", -1, 0, {"name": "x"}))
    )
    assert store.get("touches", done.ids[-2])["customer_id"] == done.ids[-1] == 1
    store.close()
    assert opened(path).get("touches", 1)["customer_id"] == 1


def test_ids_are_never_used_twice(store, path):
    store.commit(change(Op("customers", 2, 1, None)))
    assert store.commit(change(Op("customers", -1, 0, {}))).ids == {-1: 3}
    store.commit(change(Op("customers", 3, 3, None)))
    store.compact()
    store.close()
    again = opened(path)
    assert again.free_id("customers") == 4
    assert again.commit(change(Op("customers", 9, 0, {}), Op("customers", -1, 0, {}))).ids == {
        -1: 10
    }
    again.close()


def test_undo_is_an_ordinary_change_and_meets_conflicts(store):
    done = store.commit(change(Op("customers", 2, 1, None)))
    back = store.commit(change(Op("customers", 2, 0, done.before[0])))
    assert store.get("customers", 2) == {"rev": back.seq}
    with pytest.raises(Conflict) as told:
        store.commit(change(Op("customers", 2, 0, {}), Op("customers", 1, 77, None)))
    assert [(item.id, item.expected) for item in told.value.items] == [(2, 0), (1, 77)]
    assert store.session.book.seq == back.seq


def test_a_conflict_over_ten_thousand_documents_is_one_short_sentence(store):
    ops = [Op("customers", number, 99, {}) for number in range(1, 10_001)]
    with pytest.raises(Conflict) as told:
        store.commit(change(*ops))
    assert len(told.value.items) == 10_000
    assert len(str(told.value)) < 200 and "10000" in str(told.value)


@pytest.mark.parametrize(
    "ops",
    [
        (Op("customers", 1, 1, {}), Op("customers", 1, 1, None)),
        (Op("customers", -1, 0, {}), Op("touches", -1, 0, {})),
        (Op("customers", 0, 0, {}),),
        (Op("_meta", -1, 0, {}),),
        (Op("", -1, 0, {}),),
        (Op("customers", -1, 3, {}),),
        (Op("customers", -1, 0, None),),
    ],
)
def test_a_change_set_that_makes_no_sense_is_the_callers_mistake(store, ops):
    with pytest.raises(ValueError, match=r"twice|place|placeholder"):
        store.commit(change(*ops))
    assert store.session.book.seq == 1


def deep(levels):
    doc = {}
    for _ in range(levels):
        doc = {"x": doc}
    return doc


@pytest.mark.parametrize(
    "doc",
    [{"x": float("nan")}, {"x": float("inf")}, {"x": "\ud800"}, {"x": object()}, deep(250),
     {"x": 10**5000}],
    ids=["nan", "inf", "surrogate", "object", "deep", "huge"],
)  # fmt: skip
def test_what_json_cannot_hold_is_refused_before_anything_is_written(store, doc):
    size = os.path.getsize(store.path + ".journal")
    with pytest.raises(NotSaved, match="JSON"):
        store.commit(change(Op("customers", 1, 1, doc)))
    assert os.path.getsize(store.path + ".journal") == size
    assert store.commit(change(Op("customers", 1, 1, {}))).seq == 2


def test_the_book_does_not_share_objects_with_its_caller(store, path):
    doc = {"tags": ["a"], "at": (1, 2)}
    done = store.commit(change(Op("customers", 1, 1, doc)))
    doc["tags"].append("b")
    assert store.get("customers", 1) == {"tags": ["a"], "at": [1, 2], "rev": done.seq}
    assert opened(path).tables() == store.tables()


def test_own_changes_are_not_news_but_listeners_hear_all(store, path):
    other, heard = opened(path), []
    store.listeners.append(lambda applied: heard.append(applied.seq))
    store.commit(change(Op("customers", -1, 0, {})))
    other.commit(change(Op("customers", -1, 0, {})))
    store.commit(change(Op("customers", -1, 0, {})))
    assert [applied.seq for applied in store.changes()] == [3]
    assert store.changes() == []
    assert heard == [2, 3, 4]
    assert [applied.seq for applied in other.changes()] == [2, 4]
    other.close()


def test_an_idle_look_takes_two_stats_and_no_lock(store):
    calls = []

    class Counting(OsIO):
        def stat(self, path):
            calls.append("stat")
            return super().stat(path)

        def flock(self, fd, how):
            calls.append("flock")
            super().flock(fd, how)

        def open(self, *args):
            calls.append("open")
            return super().open(*args)

    other = opened(store.path, io=Counting())
    calls.clear()
    assert other.changes() == []
    assert calls == ["stat", "stat"]
    other.close()


def test_looking_does_not_wait_for_a_commit_in_another_thread(store):
    inside, leave = threading.Event(), threading.Event()

    class Slow(OsIO):
        def fdatasync(self, fd):
            inside.set()
            assert leave.wait(10)
            super().fdatasync(fd)

    store.close()
    slow = FileStore(store.path, io=Slow())
    leave.set()
    slow.load()
    inside.clear()
    leave.clear()
    worker = threading.Thread(target=slow.commit, args=(change(Op("t", -1, 0, {})),))
    worker.start()
    assert inside.wait(10)
    assert slow.changes() == []
    leave.set()
    worker.join()
    assert slow.get("t", 1) is not None
    slow.close()


def test_loading_leaves_the_garbage_collector_as_it_was(store, path):
    assert gc.isenabled()
    opened(path).close()
    assert gc.isenabled()
    gc.disable()
    try:
        opened(path).close()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_closing_gives_every_descriptor_back(store, path):
    store.close()
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        again = opened(path)
        again.commit(change(Op("t", -1, 0, {})))
        again.compact()
        again.close()
        opened(path, readonly=True).close()
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_symbolic_link_shares_journal_and_lock_with_its_target(store, path, tmp_path):
    (tmp_path / "link").mkdir()
    link = tmp_path / "link" / "book.json"
    link.symlink_to(path)
    other = opened(link)
    other.commit(change(Op("customers", 1, 1, {"name": "over the link"})))
    assert store.changes()
    assert os.listdir(tmp_path / "link") == ["book.json"]
    other.compact()
    assert link.is_symlink()
    other.close()


def test_changes_carry_the_name_of_their_session(path):
    store = opened(path, who="li@desk")
    assert store.commit(change(Op("t", -1, 0, {}))).by == f"li@desk:{os.getpid()}"
    store.close()


def test_a_plain_tinydb_sees_everything_after_a_clean_end(store, path):
    store.commit(change(Op("customers", 1, 1, {"name": "李四"})))
    with TinyDB(path, encoding="utf-8", access_mode="r") as plain:
        assert plain.table("customers").all() == []
    store.close()
    with TinyDB(path, encoding="utf-8", access_mode="r") as plain:
        assert plain.table("customers").get(doc_id=1) == {"name": "李四", "rev": 2}
