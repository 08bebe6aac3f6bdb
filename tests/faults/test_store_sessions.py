"""Several processes at once: nothing lost, nothing twice, nobody locked out for ever."""

import json
import os
import signal
import subprocess
import sys

import pytest
from store_story import begin, change, make, opened, put, step

from tierdesk.store.port import Conflict, LockTimeout, Op
from tierdesk.store.tiny.state import revision
from tierdesk.store.tiny.syscalls import OsIO

WORKER = """
import importlib, json, sys
sys.path[:0] = {path!r}
from store_story import change, opened
from tierdesk.store.port import Conflict, Op
from tierdesk.store.tiny.state import revision
file, target, rounds, facade = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
io = getattr(importlib.import_module("store_io"), facade)() if facade else None
store = opened(file, io=io, lock_timeout=60)
done = retried = 0
seqs = []
print("ready", flush=True)
sys.stdin.readline()
while done < rounds:
    old = store.get("customers", target)
    ops = (
        Op("customers", target, revision(old), {{**old, "n": old["n"] + 1}}),
        Op("touches", -1, 0, {{"customer_id": target, "n": old["n"] + 1}}),
    )
    try:
        seqs.append(store.commit(change(*ops)).seq)
        done += 1
    except Conflict:
        retried += 1
print(json.dumps([retried, seqs]), flush=True)
"""


def spawn(path, target, rounds, facade=""):
    program = WORKER.format(path=sys.path)
    return subprocess.Popen(
        [sys.executable, "-c", program, path, str(target), str(rounds), facade],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def together(path, targets, rounds, facade=""):
    """Let one process work on each target; returns their answers and what a tailer saw."""
    workers = [spawn(path, target, rounds, facade) for target in targets]
    tailer, seen = opened(path), []
    try:
        for worker in workers:
            assert worker.stdout.readline() == "ready\n", worker.stderr.read()
        for worker in workers:
            worker.stdin.write("go\n")
            worker.stdin.flush()
        while any(worker.poll() is None for worker in workers):
            seen += [applied.seq for applied in tailer.changes()]
        seen += [applied.seq for applied in tailer.changes()]
        answers = [worker.stdout.read() for worker in workers]
        errors = [worker.stderr.read() for worker in workers]
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
            for pipe in (worker.stdin, worker.stdout, worker.stderr):
                pipe.close()
        tailer.close(compact=False)
    return [json.loads(answer) if answer else None for answer in answers], seen, errors


def young(tmp_path, customers=4):
    store = opened(tmp_path / "crm.json")
    ops = [Op("customers", -1 - i, 0, {"n": 0}) for i in range(customers)]
    store.commit(change(*ops))
    store.close(compact=False)
    return str(tmp_path / "crm.json")


@pytest.mark.parametrize("targets", [(1, 1, 1, 1), (1, 2, 3, 4)], ids=["same", "different"])
def test_four_processes_with_a_thousand_changes_lose_nothing(tmp_path, targets):
    path = young(tmp_path)
    answers, seen, errors = together(path, targets, 1000)
    assert None not in answers, errors
    written = sorted(seq for _, seqs in answers for seq in seqs)
    assert written == list(range(2, 4002))
    assert seen == written
    store = opened(path)
    assert store.notes == []
    for target in set(targets):
        number = 1000 * targets.count(target)
        assert store.get("customers", target)["n"] == number
        touched = sorted(
            doc["n"] for doc in store.tables()["touches"].values() if doc["customer_id"] == target
        )
        assert touched == list(range(1, number + 1))
    if len(set(targets)) == 4:
        assert sum(retried for retried, _ in answers) == 0
    store.close()


def test_the_rig_catches_a_lock_that_does_not_lock(tmp_path):
    path = young(tmp_path)
    answers, seen, _ = together(path, (1, 1, 2, 2), 300, "NoLock")
    whole = None not in answers and sorted(s for _, seqs in answers for s in seqs) == seen
    assert not whole


def test_a_session_that_slept_through_two_compactions_is_told_everything(tmp_path):
    sleeper = make(str(tmp_path))
    other = opened(sleeper.path)
    put(other, 1, name="a")
    other.compact()
    put(other, 2, name="b")
    assert [applied.seq for applied in sleeper.changes()] == [7, 8]
    for name in ("c", "d", "e"):
        put(other, 1, name=name)
        other.commit(change(Op("customers", -1, 0, {"n": name})))
        other.compact()
    other.commit(change(Op("customers", 3, revision(other.get("customers", 3)), None)))
    other.compact()
    told = sleeper.changes()
    assert sleeper.tables() == other.tables()
    assert told[-1].seq == other.session.book.seq
    assert {(table, number) for applied in told for table, number, _ in applied.ops} >= {
        ("customers", 1), ("customers", 4), ("customers", 5),
    }  # fmt: skip
    new = sleeper.commit(change(Op("customers", -1, 0, {}))).ids[-1]
    assert new == 6
    sleeper.close()
    other.close()


def test_two_sessions_that_both_found_no_book_share_the_one_that_is_made(tmp_path):
    one, two = opened(tmp_path / "crm.json"), opened(tmp_path / "crm.json")
    third = opened(tmp_path / "crm.json")
    begin(one)
    with pytest.raises(Conflict):
        put(two, 1, name="x")
    assert two.changes()[0].ops[0][2]["name"] == "张三"
    put(two, 1, name="x")
    assert [applied.seq for applied in one.changes()] == [2]
    assert [doc["rev"] for applied in third.changes() for _, _, doc in applied.ops] == [2, 1]
    assert one.tables() == two.tables() == third.tables()
    for store in (one, two, third):
        store.close()


HOLDER = """
import sys
sys.path[:0] = {path!r}
from store_story import opened
store = opened(sys.argv[1], who="wang@desk")
kind = store.session.lock.exclusive if sys.argv[2] == "write" else store.session.lock.shared
with kind(5):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def holder(tmp_path):
    """A process that holds the lock of a book: (store, start(kind) -> process)."""
    store = make(str(tmp_path), lock_timeout=0.2)
    started = []

    def start(kind):
        child = subprocess.Popen(
            [sys.executable, "-c", HOLDER.format(path=sys.path), store.path, kind],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(child)
        assert child.stdout.readline() == "held\n"
        return child

    yield store, start
    for child in started:
        child.kill()
        child.wait()
        child.stdin.close()
        child.stdout.close()
    store.close()


def test_a_stopped_holder_is_named_and_nothing_is_written(holder):
    store, start = holder
    child = start("write")
    child.send_signal(signal.SIGSTOP)
    size = os.path.getsize(store.path + ".journal")
    with pytest.raises(LockTimeout, match=f"wang@desk:{child.pid} has kept"):
        step(store)
    assert store.changes() == []
    assert os.path.getsize(store.path + ".journal") == size
    child.kill()
    child.wait()
    assert step(store) == 6


def test_a_stopped_reader_is_named_by_its_number(holder):
    store, start = holder
    child = start("read")
    child.send_signal(signal.SIGSTOP)
    with pytest.raises(LockTimeout, match=f"{child.pid} has kept"):
        step(store)


def test_a_killed_holder_leaves_no_stale_lock(holder):
    store, start = holder
    child = start("write")
    child.kill()
    child.wait()
    assert step(store) == 6


def test_a_deleted_lock_file_does_not_split_the_sessions(tmp_path):
    one = make(str(tmp_path), lock_timeout=0.1)
    os.unlink(one.path + ".lock")
    two = opened(one.path, lock_timeout=0.1)
    with two.session.lock.exclusive(1), pytest.raises(LockTimeout):
        step(one)
    assert step(one) == 6
    assert two.changes()
    one.close()
    two.close()


def test_a_slow_holder_is_waited_for_without_a_long_sleep(tmp_path):
    pauses = []

    class Patient(OsIO):
        clock = 0.0

        def monotonic(self):
            return self.clock

        def pause(self, seconds):
            pauses.append(seconds)
            self.clock += seconds

    one = make(str(tmp_path))
    two = opened(one.path, io=Patient())
    with one.session.lock.exclusive(1), pytest.raises(LockTimeout):
        step(two)
    assert max(pauses) <= 0.002 and 4.9 < sum(pauses) < 5.1
    one.close()
    two.close()


def test_a_change_of_the_same_document_by_two_is_a_conflict_for_the_second(tmp_path):
    one = make(str(tmp_path))
    two = opened(one.path)
    old = two.get("customers", 1)
    put(one, 1, name="first")
    with pytest.raises(Conflict) as told:
        two.commit(change(Op("customers", 1, old["rev"], {"name": "second"})))
    assert told.value.items[0].current["name"] == "first"
    assert [applied.seq for applied in two.changes()] == [7]
    one.close()
    two.close()
