"""kill -9 at random moments: `python -m tests.faults.kill --kills 1000 --processes 3`.

Each worker repeats one change set: its own document n + 1, a new touch (worker, n + 1), a
counter that all share + 1, and an update of its last touch; after `commit` returned it prints
n. A random worker is killed at a random moment, a copy of the book (taken under the lock) is
verified after every kill, and the worker starts again. For every worker: acknowledged <= in
the book <= acknowledged + 1, its touches are exactly 1..n, and the counter is the number of
all touches. At the end one line says it all; the exit code is 1 when anything was wrong.
"""

import argparse
import fcntl
import importlib
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from tierdesk.store.port import ChangeSet, Conflict, Op, StoreError
from tierdesk.store.tiny.engine import FileStore
from tierdesk.store.tiny.state import revision

NAME = "crm.json"
PADS = (10, 10, 10, 300, 3000, 20000)


def send(store, *ops):
    return store.commit(ChangeSet(tuple(ops), os.urandom(16).hex()))


def opened(path, **how):
    store = FileStore(path, lock_timeout=60, **how)
    store.load()
    return store


def set_up(path, processes):
    store = opened(path)
    send(store, *(Op("customers", -1 - i, 0, {"n": 0}) for i in range(processes + 1)))
    store.close(compact=False)


def advance(store, worker, processes, last, rng):
    """One more change set; returns (its number, the id of its touch)."""
    while True:
        own, all_ = store.get("customers", worker + 1), store.get("customers", processes + 1)
        number = own["n"] + 1
        touch = {"worker": worker, "n": number, "pad": "x" * rng.choice(PADS)}
        ops = [
            Op("customers", worker + 1, revision(own), {**own, "n": number}),
            Op("touches", -1, 0, touch),
            Op("customers", processes + 1, revision(all_), {**all_, "n": all_["n"] + 1}),
        ]
        before = store.get("touches", last) if last else None
        if before is not None:
            ops.append(Op("touches", last, revision(before), {**before, "pad": ""}))
        try:
            return number, send(store, *ops).ids[-1]
        except Conflict:
            store.changes()


def work(path, worker, processes, seed, facade):
    """A worker's endless life."""
    rng, io = random.Random(seed), None
    if facade:
        io = getattr(importlib.import_module("store_io"), facade)()
    store, last = opened(path, io=io), 0
    os.write(1, b"ready\n")
    while True:
        number, last = advance(store, worker, processes, last, rng)
        store.changes()
        os.write(1, b"%d\n" % number)
        if rng.random() < 0.04:
            store.compact(off_lock=rng.random() < 0.5)


def copy_at_rest(path, target):
    shutil.rmtree(target, ignore_errors=True)
    fd = os.open(path + ".lock", os.O_RDWR)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        shutil.copytree(os.path.dirname(path), target, ignore=shutil.ignore_patterns("*.tmp-*"))
    finally:
        os.close(fd)
    return os.path.join(target, NAME)


def verify(path, before, after):
    """(what is wrong, was a torn tail found, each worker's number in the book). `before` and `after` are what had been acknowledged
    when the copy was begun and when it was done: the others go on working meanwhile."""
    from tinydb import TinyDB

    try:
        plain = TinyDB(path, encoding="utf-8", access_mode="r")
        plain.tables()
        plain.close()
        store = opened(path)
    except (StoreError, ValueError) as error:
        return [f"open: {type(error).__name__}: {error}"[:200]], False, before
    wrong = [f"read-only: {store.notes[-1]}"] if store.readonly else []
    tables = store.tables()
    touches, found = {}, {}
    for doc in tables.get("touches", {}).values():
        touches.setdefault(doc["worker"], []).append(doc["n"])
    for worker, last in before.items():
        number = found[worker] = tables["customers"][str(worker + 1)]["n"]
        if not last <= number <= after[worker] + 1:
            wrong.append(f"worker {worker}: acknowledged {last} to {after[worker]}, found {number}")
        if sorted(touches.get(worker, [])) != list(range(1, number + 1)):
            wrong.append(f"worker {worker}: torn at {number}")
    counter = tables["customers"][str(len(before) + 1)]["n"]
    if counter != sum(map(len, touches.values())):
        wrong.append(f"torn: counter {counter}")
    torn = any("unfinished" in str(note) for note in store.notes)
    store.close(compact=False)
    return wrong, torn, found


class Rig:
    """The workers, and what they acknowledged."""

    def __init__(self, folder, processes, seed, facade=""):
        self.path, self.copy = os.path.join(folder, "book", NAME), os.path.join(folder, "copy")
        os.makedirs(os.path.dirname(self.path))
        self.rng, self.facade, self.processes = random.Random(seed), facade, processes
        self.acked = dict.fromkeys(range(processes), 0)
        self.running, self.buffers = {}, {}
        self.torn = self.verified = 0
        set_up(self.path, processes)

    def start(self, worker):
        here = os.path.dirname(os.path.abspath(__file__))
        command = [
            sys.executable, os.path.join(here, "kill.py"), "--worker", str(worker), "--processes",
            str(self.processes), "--seed", str(self.rng.randrange(10**9)), "--path", self.path,
            "--facade", self.facade,
        ]  # fmt: skip
        env = {**os.environ, "PYTHONPATH": os.pathsep.join([here, *sys.path])}
        process = subprocess.Popen(command, stdout=subprocess.PIPE, env=env, stderr=subprocess.PIPE)
        os.set_blocking(process.stdout.fileno(), False)
        self.running[worker], self.buffers[worker] = process, b""

    def listen(self, seconds):
        end = time.monotonic() + seconds
        while True:
            rest = max(0, end - time.monotonic())
            pipes = {process.stdout: worker for worker, process in self.running.items()}
            ready, _, _ = select.select(list(pipes), [], [], rest)
            for pipe in ready:
                worker = pipes[pipe]
                lines = (self.buffers[worker] + (pipe.read() or b"")).split(b"\n")
                self.buffers[worker] = lines.pop()
                numbers = [int(line) for line in lines if line.isdigit()]
                self.acked[worker] = max([self.acked[worker], *numbers])
            if time.monotonic() >= end:
                return

    def kill(self, worker):
        """Let it work, then kill it; returns what is wrong."""
        before, process = self.acked[worker], self.running[worker]
        end = time.monotonic() + 30
        while self.acked[worker] == before and process.poll() is None and time.monotonic() < end:
            self.listen(0.005)
        self.listen(self.rng.random() ** 2 * 0.05)
        if process.poll() is not None:
            return [f"worker {worker} failed: {process.stderr.read().decode()[-300:]}"]
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.listen(0)
        self.bury(worker)
        return self.check()

    def bury(self, worker):
        process = self.running.pop(worker)
        process.stdout.close()
        process.stderr.close()

    def check(self):
        """Verify a copy against what was acknowledged around the moment when it was taken."""
        before = dict(self.acked)
        copy = copy_at_rest(self.path, self.copy)
        self.listen(0)
        wrong, torn, found = verify(copy, before, dict(self.acked))
        # what a killed worker had written without saying so is in the book now, and must stay
        self.acked = {worker: max(last, found[worker]) for worker, last in self.acked.items()}
        self.torn += torn
        self.verified += 1
        return wrong

    def run(self, kills, patience=3):
        """All the kills; returns what was wrong."""
        wrong = []
        try:
            for worker in range(self.processes):
                self.start(worker)
            for number in range(kills):
                worker = self.rng.randrange(self.processes)
                wrong += [f"kill {number}: {text}" for text in self.kill(worker)]
                if len(wrong) >= patience:
                    break
                if worker not in self.running:
                    self.start(worker)
        finally:
            for worker in list(self.running):
                self.running[worker].kill()
                self.running[worker].wait()
                self.listen(0)
                self.bury(worker)
        return wrong + [f"end: {text}" for text in self.check()]


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--processes", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worker", type=int)
    parser.add_argument("--path")
    parser.add_argument("--facade", default="")
    asked = parser.parse_args(arguments)
    if asked.worker is not None:
        work(asked.path, asked.worker, asked.processes, asked.seed, asked.facade)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tierdesk-kill-") as folder:
        rig = Rig(folder, asked.processes, asked.seed, asked.facade)
        wrong = rig.run(asked.kills)
        aside = sum("torn" in name for name in os.listdir(os.path.dirname(rig.path)))
    print(
        f"{asked.kills} kills, {asked.processes} processes: {sum(rig.acked.values())}"
        f" acknowledged changes, {rig.verified} verifications, {rig.torn} torn tails seen,"
        f" {aside} set aside, {len(wrong)} violations, {time.monotonic() - begun:.0f} s"
    )
    for text in wrong[:10]:
        print("   ", text)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
