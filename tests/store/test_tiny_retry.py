"""A change set that is sent again is recognised."""

import os

import pytest

from tierdesk.store.port import (
    ChangeSet,
    Op,
)
from tierdesk.store.tiny.engine import FileStore


def change(*ops, cid=None):
    return ChangeSet(tuple(ops), cid or os.urandom(8).hex())


def opened(path, **how):
    store = FileStore(path, **how)
    store.load()
    return store


@pytest.fixture
def path(tmp_path):
    return tmp_path / "crm.json"


@pytest.fixture
def store(path):
    store = opened(path)
    store.commit(change(Op("customers", -1, 0, {"name": "张三"}), Op("customers", -2, 0, {})))
    yield store
    store.close()


def test_the_same_change_sent_twice_is_applied_once_also_after_reopening(store, path):
    sent = change(Op("customers", -1, 0, {"name": "x"}), Op("customers", 1, 1, None))
    first = store.commit(sent)
    assert store.commit(sent) == first
    store.commit(change(Op("customers", 2, 1, {"name": "later"})))
    store.compact()
    assert store.commit(sent) == first
    store.close(compact=False)
    again = opened(path)
    assert again.commit(sent) == first
    assert again.session.book.seq == 3
    again.close()


def test_a_change_set_without_an_id_is_the_callers_mistake(store):
    with pytest.raises(ValueError, match="needs an id"):
        store.commit(ChangeSet((Op("t", -1, 0, {}),), ""))


def test_a_retry_of_a_bulk_change_is_not_applied_again_by_another_session(store, path):
    sent = change(*(Op("touches", -1 - i, 0, {"n": i}) for i in range(500)))
    first = store.commit(sent)
    store.compact()
    other = opened(path)
    assert other.commit(sent).ids == first.ids
    assert len(other.tables()["touches"]) == 500
    other.close()
