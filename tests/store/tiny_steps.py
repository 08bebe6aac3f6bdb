"""Steps of the file store's tests: a change, an open store, documents in it."""

import os

from tierdesk.store.port import ChangeSet, Op
from tierdesk.store.tiny.engine import FileStore


def change(*ops, cid=None):
    return ChangeSet(tuple(ops), cid or os.urandom(8).hex())


def opened(path, **how):
    store = FileStore(path, **how)
    store.load()
    return store


def fill(store, count, **fields):
    return store.commit(
        change(*(Op("customers", -1 - i, 0, {"i": i, **fields}) for i in range(count)))
    )
