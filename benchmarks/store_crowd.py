"""What several processes do to each other on one book: waiting, losing, seeing."""

import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

from benchmarks.store_book import edit, opened, send, write_book
from benchmarks.store_figures import least, most
from tierdesk.store.port import Conflict, Op

POLL = 0.25


def spawn(*arguments):
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), *sys.path])}
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.store_crowd", *map(str, arguments)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env,
    )  # fmt: skip


def start(workers):
    for worker in workers:
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()


def finish(worker):
    """The worker's answer."""
    answer = json.loads(worker.stdout.readline())
    worker.wait()
    worker.stdin.close()
    worker.stdout.close()
    return answer


def ready():
    print("ready", flush=True)
    sys.stdin.readline()


def work_on(path, target, rounds):
    """A worker: `rounds` changes of one customer, each with a touch."""
    store = opened(path)
    ready()
    begun, retried = time.perf_counter(), 0
    for _ in range(rounds):
        while True:
            old = store.get("customers", target)
            try:
                send(
                    store,
                    Op("customers", target, old["rev"], {**old, "score": old["score"] + 1}),
                    Op("touches", -1, 0, {"customer_id": target}),
                )
                break
            except Conflict:
                retried += 1
    print(json.dumps([time.perf_counter() - begun, retried]), flush=True)


def fold(path):
    store = opened(path)
    edit(store, 1, score=0)
    ready()
    begun = time.perf_counter()
    done = store.compact()
    print(json.dumps([time.perf_counter() - begun, done]), flush=True)


def write_slowly(path, count):
    store, rng = opened(path), random.Random(3)
    ready()
    for _ in range(count):
        time.sleep(rng.uniform(0.05, 0.45))
        edit(store, 1, sent=time.time())
    print(json.dumps([count, True]), flush=True)


def crowd_figures(folder, rounds):
    """Four processes with `rounds` changes each, against one alone with as many in all."""
    figures, alone = [], run_crowd(folder, [1], 2 * rounds)
    for name, targets in (("different documents", [1, 2, 3, 4]), ("same document", [1, 1, 1, 1])):
        rate, lost, retried = run_crowd(folder, targets, rounds)
        said = f"{rate:.0f} changes/s, alone {alone[0]:.0f}; {retried} retried"
        figures.append(most(f"4 x {rounds}, {name}: lost", lost, 0, unit=""))
        figures.append(least(f"4 x {rounds}, {name}: rate / alone", rate / alone[0], 0.5, said))
    return figures


def run_crowd(folder, targets, rounds):
    path = write_book(folder, 10 + len(list(Path(folder).iterdir())))
    before = opened(path, readonly=True)
    workers = [spawn("work", path, target, rounds) for target in targets]
    start(workers)
    begun = time.perf_counter()
    answers = [finish(worker) for worker in workers]
    took = time.perf_counter() - begun
    after = opened(path, readonly=True)
    lost = len(targets) * rounds
    for target in set(targets):
        now, then = (s.get("customers", target)["score"] for s in (after, before))
        lost -= now - then
    missing = len(targets) * rounds - (
        len(after.tables()["touches"]) - len(before.tables()["touches"])
    )
    return len(targets) * rounds / took, abs(lost) + abs(missing), sum(a[1] for a in answers)


def wait_figure(path):
    """The longest commit of another session while a large book is folded."""
    folder, store = spawn("fold", path), opened(path)
    start([folder])
    waits, answers = [], []
    watcher = threading.Thread(target=lambda: answers.append(finish(folder)))
    watcher.start()
    number = 0
    while watcher.is_alive():
        number += 1
        begun = time.perf_counter()
        edit(store, 2 + number % 100, score=number)
        waits.append(time.perf_counter() - begun)
        time.sleep(0.002)
    watcher.join()
    store.close(compact=False)
    took, done = answers[0]
    assert done, "another session folded first"
    said = f"longest {max(waits) * 1000:.0f} ms of {took:.2f} s, {len(waits)} commits meanwhile"
    return most("others' wait / compaction", max(waits) / took, 0.25, said)


def sight_figure(path, count):
    """From a commit to its being seen by a session that looks every 0.25 s."""
    writer, store, late = spawn("write", path, count), opened(path), []
    start([writer])
    while len(late) < count:
        for applied in store.changes():
            late += [time.time() - doc["sent"] for _, _, doc in applied.ops]
        time.sleep(POLL)
    finish(writer)
    store.close(compact=False)
    late.sort()
    p95 = late[int(len(late) * 0.95)]
    said = f"p50 {statistics.median(late) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms"
    return most("seen elsewhere, p95 / poll interval", p95 / POLL, 1.2, said)


def main(what, path, *numbers):
    tasks = {"work": work_on, "fold": fold, "write": write_slowly}
    tasks[what](path, *map(int, numbers))


if __name__ == "__main__":
    main(*sys.argv[1:])
