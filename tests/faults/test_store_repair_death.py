"""A process may also die in the middle of putting a damaged book in order: whoever comes next
finds the same book, and what was set aside is still there."""

import json
import os
import shutil
from pathlib import Path

import pytest
from store_io import Cutting, Died, Tracing
from store_story import NAME, count_of, fast_folder, make, opened, put, step
from test_store_power import build, contents, data_choices, name_choices, names

from tierdesk.store.port import StoreError
from tierdesk.store.tiny.backup import backup, restore
from tierdesk.store.tiny.integrity import check, repair
from tierdesk.store.tiny.session import Versions

MARKED = Versions(
    steps={
        1: lambda t: {n: {k: {**d, "marked": 1} for k, d in docs.items()} for n, docs in t.items()}
    }
)


def book(home):
    store = make(home, steps=5, folded=3)
    store.close(compact=False)
    return store.path


def read(path):
    return Path(path).read_bytes()


def write(path, data):
    Path(path).write_bytes(data)


def torn(home):
    path = book(home)
    write(path + ".journal", read(path + ".journal")[:-7])
    return 4


def emptied(home):
    write(book(home), b"")
    return 5


def garbled(home):
    path = book(home)
    write(path, read(path)[:-30])
    return 5


def missing(home):
    os.unlink(book(home))
    return 5


def edited(home):
    path = book(home)
    content = json.loads(read(path))
    content["customers"]["1"]["name"] = "外部"
    write(path, json.dumps(content).encode())
    return 5


def foreign(home):
    path = book(home)
    content = json.loads(read(path))
    del content["_meta"]
    for name in os.listdir(home):
        os.unlink(os.path.join(home, name))
    write(path, json.dumps(content).encode())
    return 3


def unfinished(home):
    path = book(home)
    journal = read(path + ".journal")
    store = opened(path)
    store.compact()
    store.close()
    write(path + ".journal", journal)
    return 5


def older(home):
    store = make(home, steps=2, folded=2)
    old = read(store.path)
    for _ in range(3):
        step(store)
        store.compact()
    store.close()
    write(store.path, old)
    return 5


def older_taken(home):
    older(home)
    return 2


def holed(home):
    path = book(home)
    journal = bytearray(read(path + ".journal"))
    journal[journal.index(b"\n") + 30] ^= 1
    write(path + ".journal", journal)
    return 3


def with_backup(home):
    path = book(home)
    backup(path, os.path.join(home, "backup.json"))
    store = opened(path)
    put(store, 1, note="after")
    store.close(compact=False)
    return 5


def load(**how):
    return lambda path, io: opened(path, io=io, **how).close(compact=False)


def put_back(path, io):
    restore(os.path.join(os.path.dirname(path), "backup.json"), path, io=io)


CASES = {
    "torn tail": (torn, load(), {}),
    "emptied data file": (emptied, load(), {}),
    "garbled data file": (garbled, load(), {}),
    "missing data file": (missing, load(), {}),
    "edited data file": (edited, load(), {}),
    "foreign data file": (foreign, load(), {}),
    "unfinished rotation": (unfinished, load(), {}),
    "older copy, newest wanted": (older, load(older="newest"), {"older": "newest"}),
    "older copy taken": (older_taken, load(older="file"), {"older": "file"}),
    "hole in the journal": (holed, lambda path, io: repair(path, io=io), {}),
    "older schema": (lambda home: (book(home), 5)[1], load(versions=MARKED), {"versions": MARKED}),
    "restore": (with_backup, put_back, {}),
}


def wrong(path, expected, how):
    """What the next session finds wrong."""
    try:
        store = opened(path, **how)
        if store.readonly:
            repair(path)
            store.load()
        found = count_of(store.tables())
        number = step(store)
        problems = [] if "versions" in how else list(map(str, check(path).problems))
        store.close()
        again = opened(path, **how)
        reached, notes = count_of(again.tables()), list(map(str, again.notes))
        again.close()
    except (StoreError, AssertionError) as error:
        return [f"{type(error).__name__}: {error}"[:150]]
    if (found, number, reached) != (expected, expected + 1, expected + 1) or notes or problems:
        return [f"found {found}, then {reached}, told {notes}, problems {problems}"]
    return []


@pytest.fixture
def folder(tmp_path):
    root = fast_folder(tmp_path)
    yield root
    shutil.rmtree(root, ignore_errors=True)


@pytest.mark.parametrize("name", sorted(CASES))
def test_death_at_any_call_of_a_repair_leaves_the_same_book(folder, name):
    hurt, act, how = CASES[name]
    template, work = os.path.join(folder, "template"), os.path.join(folder, "work")
    os.makedirs(template)
    expected, at, found = hurt(template), 0, []
    path = os.path.join(work, NAME)
    died = True
    while died:
        at += 1
        died = False
        for mode in ("before", "half", "after"):
            shutil.rmtree(work, ignore_errors=True)
            shutil.copytree(template, work)
            io = Cutting(at, mode)
            try:
                act(path, io)
            except Died:
                died = True
            io.bury()
            found += [(at, mode, text) for text in wrong(path, expected, how)]
    assert at > 4
    assert found == []


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_power_cut_during_a_repair_leaves_the_same_book(folder, name):
    hurt, act, how = CASES[name]
    work, state = os.path.join(folder, "work"), os.path.join(folder, "state")
    os.makedirs(work)
    expected, io = hurt(work), Tracing()
    for entry in os.scandir(work):
        inode = entry.inode()
        io.log += [("create", entry.path, inode), ("data", inode, 0, read(entry.path))]
        io.log.append(("sync", inode))
    io.log.append(("dirsync",))
    begun, found = len(io.log), []
    act(os.path.join(work, NAME), io)
    for end in range(begun, len(io.log) + 1):
        for kept in name_choices(io.log, end):
            for data, partial, part in data_choices(io.log, end):
                build(state, names(io.log, kept), contents(io.log, data, set(partial), part))
                text = wrong(os.path.join(state, NAME), expected, how)
                found += [(end, part, line) for line in text]
    assert len(io.log) > begun + 3
    assert found == []
