"""One small book whose content proves itself, and how to tell that nothing of it is missing.

After step n: customers 1 and 2 hold n, and touches hold exactly 1..n. All of one step is one
change set, so any other combination is a torn one.
"""

import itertools
import os
import shutil
import tempfile

from tinydb import TinyDB

from tierdesk.store.port import ChangeSet, Op, StoreError
from tierdesk.store.tiny.engine import FileStore
from tierdesk.store.tiny.integrity import check
from tierdesk.store.tiny.state import revision

NAME = "crm.json"
_ids = itertools.count(1)


def fast_folder(tmp_path):
    """Memory instead of a disk where there is one: enumeration needs many small files."""
    if os.access("/dev/shm", os.W_OK):
        return tempfile.mkdtemp(prefix="tierdesk-", dir="/dev/shm")
    return str(tmp_path)


def change(*ops, cid=None):
    return ChangeSet(tuple(ops), cid or f"c{os.getpid()}-{next(_ids)}")


def opened(path, **how):
    store = FileStore(path, **how)
    store.load()
    return store


def put(store, doc_id, table="customers", **fields):
    """An ordinary update of one document."""
    old = store.get(table, doc_id)
    return store.commit(change(Op(table, doc_id, revision(old), {**(old or {}), **fields})))


def begin(store):
    return store.commit(
        change(Op("customers", -1, 0, {"n": 0, "name": "张三"}), Op("customers", -2, 0, {"n": 0}))
    )


def step(store, pad=""):
    """The next step; returns its number."""
    one, two = store.get("customers", 1), store.get("customers", 2)
    number = one["n"] + 1
    store.commit(
        change(
            Op("customers", 2, revision(two), {**two, "n": number}),
            Op("touches", -1, 0, {"customer_id": 2, "n": number, "pad": pad}),
            Op("customers", 1, revision(one), {**one, "n": number}),
        )
    )
    return number


def count_of(tables):
    """The step at which a book stands; AssertionError for a torn one, None for an empty one."""
    customers = tables.get("customers", {})
    if not customers:
        return None
    numbers = sorted(doc["n"] for doc in tables.get("touches", {}).values())
    found = (customers["1"]["n"], customers["2"]["n"], numbers)
    assert found == (found[0], found[0], list(range(1, found[0] + 1))), f"torn: {found}"
    return found[0]


def make(folder, steps=5, folded=2, **how):
    """A book in `folder` with `folded` steps in the snapshot and the rest in the journal."""
    path = os.path.join(folder, NAME)
    store = opened(path, **how)
    begin(store)
    for number in range(steps + 1):
        if number == folded:
            store.compact()
        if number < steps:
            step(store, "回访记录" * 3)
    return store


def play(io, path, acknowledge):
    """Every kind of transition: creation, commits, both compactions, reopening, a clean end."""
    store = opened(path, io=io)
    begin(store)
    acknowledge(0)
    acknowledge(step(store))
    acknowledge(step(store, "x" * 5000))
    store.compact(off_lock=False)
    acknowledge(step(store))
    acknowledge(step(store))
    store.compact(off_lock=True)
    acknowledge(step(store))
    store.close(compact=False)
    for _ in range(2):
        store = opened(path, io=io)
        acknowledge(step(store))
        store.compact()
        acknowledge(step(store))
        store.close(compact=True)


def violations(path, acked, lost_data=False):
    """What is wrong with a book whose last acknowledged step is `acked` (None: none)."""
    try:
        if not lost_data and os.path.exists(path):
            plain_tables(path)
        store = opened(path)
        found = count_of(store.tables())
    except (StoreError, AssertionError, ValueError) as error:
        return [f"open: {type(error).__name__}: {error}"[:150]]
    wrong = []
    if store.readonly:
        wrong.append(f"read-only: {store.notes}"[:150])
    if found is None and acked is not None:
        wrong.append("everything lost")
    if found is not None and not (-1 if acked is None else acked) <= found <= next_of(acked):
        wrong.append(f"acknowledged {acked}, found {found}")
    if not wrong:
        wrong += still_usable(store, path, found)
    store.close(compact=False)
    return wrong


def plain_tables(path):
    """{table: {id: document}} as a plain TinyDB sees the data file; ValueError for bad JSON."""
    plain = TinyDB(path, encoding="utf-8", access_mode="r")
    try:
        names = plain.tables() - {"_meta"}
        return {name: {str(doc.doc_id): dict(doc) for doc in plain.table(name)} for name in names}
    finally:
        plain.close()


def next_of(acked):
    return 0 if acked is None else acked + 1


def still_usable(store, path, found):
    if found is None:
        begin(store)
    step(store)
    told = [str(problem) for problem in check(path).problems]
    store.close(compact=True)
    again = opened(path)
    told += [str(note) for note in again.notes]
    reached = count_of(again.tables())
    again.close()
    wrong = [f"told after a clean end: {told}"] if told else []
    return wrong if reached == next_of(found) + (found is None) else [*wrong, "not usable"]


def clone(path, folder, name):
    """A copy of the whole book, for damaging."""
    target = os.path.join(folder, name)
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(os.path.dirname(path), target)
    return os.path.join(target, os.path.basename(path))


def bytes_of(folder):
    """{name: content} of all files, to show that not one byte changed."""
    found = {}
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".lock"):
            with open(os.path.join(folder, name), "rb") as file:
                found[name] = file.read()
    return found


def evidence_in(path, mark):
    """The names of files that were set aside."""
    return [name for name in os.listdir(os.path.dirname(path)) if mark in name]
