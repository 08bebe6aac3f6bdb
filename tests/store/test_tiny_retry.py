"""A change set that is sent again is recognised."""

import pytest
from tiny_steps import change, opened

from tierdesk.store.port import (
    ChangeSet,
    Op,
)


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
