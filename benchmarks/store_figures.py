"""What one process can measure of the file store: commits, opening, memory, replay."""

import json
import os
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.store_book import edit, opened, workshop, write_book


def most(what, value, target, note="", unit="×"):
    """A figure that may not exceed its target."""
    return Figure(what, value, target, unit, note=note)


def least(what, value, target, note=""):
    """A figure that has to reach its target."""
    return Figure(what, value, target, at_most=False, note=note)


def timed(work):
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


class Bare:
    """Append and fdatasync the bytes of the last journal line, and nothing else."""

    def __init__(self, path):
        self.fd = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    def __call__(self, data):
        os.write(self.fd, data)
        os.fdatasync(self.fd)


class Sqlite:
    """One row updated in WAL mode, synchronous=FULL."""

    def __init__(self, path, store):
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute("pragma journal_mode=wal")
        self.db.execute("pragma synchronous=full")
        self.db.execute("create table doc (id integer primary key, body text)")
        self.db.execute("begin")
        for key, doc in store.tables()["customers"].items():
            self.db.execute("insert into doc values (?, ?)", (int(key), json.dumps(doc)))
        self.db.execute("commit")

    def __call__(self, number, doc):
        self.db.execute("begin immediate")
        self.db.execute("update doc set body = ? where id = ?", (json.dumps(doc), number))
        self.db.execute("commit")


def last_line(store, start):
    return os.pread(store.session.jfd, store.session.joff - start, start)


def median_ms(values):
    return statistics.median(values) * 1000


def commits(books, folder, rounds):
    """Commits at every size, the bare append of the same bytes and SQLite, in turn."""
    stores = {size: opened(path) for size, path in books.items()}
    middle = 10_000 if 10_000 in stores else max(stores)
    bare, sqlite = Bare(f"{folder}/bare"), Sqlite(f"{folder}/db.sqlite", stores[middle])
    took = {name: [] for name in (*stores, "bare", "sqlite")}
    for number in range(1, rounds + 1):
        for size, store in stores.items():
            start, place = store.session.joff, number % size + 1
            took[size].append(timed(lambda s=store, p=place, n=number: edit(s, p, score=n)))
            if size == middle:
                line, doc = last_line(store, start), store.get("customers", place)
        took["bare"].append(timed(lambda data=line: bare(data)))
        took["sqlite"].append(timed(lambda p=place, d=doc: sqlite(p, d)))
    for store in stores.values():
        store.close(compact=False)
    ms = {name: median_ms(values) for name, values in took.items()}
    return middle, ms


def commit_figures(books, folder, rounds):
    middle, ms = commits(books, folder, rounds)
    small, large = min(books), max(books)
    said = ", ".join(f"{name} {value:.3f}" for name, value in ms.items())
    return ms, [
        most("commit / bare append + fdatasync", ms[middle] / ms["bare"], 2.5, f"ms: {said}"),
        most("commit / SQLite WAL FULL", ms[middle] / ms["sqlite"], 2.0),
        most(f"commit at {large} / at {small}", ms[large] / ms[small], 1.5),
    ]


def stock_figures(books, folder, ms, rounds):
    """Stock TinyDB's durable one-document update of the same book."""
    from tinydb import TinyDB

    figures = []
    slow_disk = ms["bare"] > 2
    for size, bound in ((1000, 5 if slow_disk else 20), (10_000, 50 if slow_disk else 200)):
        if size not in books:
            continue
        path = f"{folder}/stock-{size}.json"
        with open(path, "w", encoding="utf-8") as file:
            json.dump(opened(books[size], readonly=True).tables(), file)
        plain, store = TinyDB(path), opened(books[size])
        table, took, ours = plain.table("customers"), [], []
        for number in range(1, max(3, rounds * 1000 // size) + 1):
            took.append(timed(lambda t=table, n=number: t.update({"score": n}, doc_ids=[n])))
            for again in range(20):
                ours.append(timed(lambda s=store, n=number, a=again: edit(s, n, score=a)))
        plain.close()
        store.close(compact=False)
        ratio = statistics.median(took) / statistics.median(ours)
        detail = f"stock {median_ms(took):.0f} ms, ours {median_ms(ours):.2f} ms"
        figures.append(least(f"stock TinyDB / commit at {size}", ratio, bound, detail))
    return figures


FRESH = """
import gc, sys, time
from tierdesk.store.tiny.codec import loads
from tierdesk.store.tiny.engine import FileStore
what, path = sys.argv[1:]
from pydantic_core import from_json
raw = open(path, "rb").read() if what == "parse" else b""
gc.disable() if what == "parse" else None
store = FileStore(path, readonly=True)
begun = time.perf_counter()
kept = loads(raw) if what == "parse" else store.load((lambda done: None) if what == "pieces" else None)
took = time.perf_counter() - begun
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(took, status["VmRSS"].split()[0], status["VmHWM"].split()[0])
"""


def fresh(what, path):
    """(seconds, resident bytes, peak bytes) of one opening in a new process."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", FRESH, what, path],
        capture_output=True,
        text=True,
        env=env,
        check=True,
    )
    seconds, resident, peak = done.stdout.split()
    return float(seconds), int(resident) * 1024, int(peak) * 1024


def paired(runs, one, other):
    """The median of the ratios of neighbouring runs: a busy moment hits both."""
    pairs = zip(runs[one], runs[other], strict=True)
    return statistics.median(left[0] / right[0] for left, right in pairs)


def open_runs(path, tries):
    """{way of opening: runs}, each in a process of its own, in turns."""
    runs = {what: [] for what in ("parse", "open", "pieces")}
    for _ in range(tries):
        for what, found in runs.items():
            found.append(fresh(what, path))
    return runs


def open_figures(books, tries):
    middle, large = (10_000 if 10_000 in books else max(books)), max(books)
    runs = open_runs(books[middle], 2 * tries + 1)
    seconds = {what: statistics.median(run[0] for run in found) for what, found in runs.items()}
    said = ", ".join(f"{what} {value:.3f} s" for what, value in seconds.items())
    figures = [
        most(f"open / one parse at {middle}", paired(runs, "open", "parse"), 2.0, said),
        most(f"open by pieces / open at {middle}", paired(runs, "pieces", "open"), 1.15),
    ]
    if large > middle:
        many = [fresh("open", books[large]) for _ in range(3)]
        took = statistics.median(run[0] for run in many)
        ratio = took / seconds["open"]
        figures.append(most(f"open at {large} / at {middle}", ratio, 15, f"{took:.2f} s"))
        figures += memory_figures(books[large], large, many[0])
    return figures


def memory_figures(path, large, run):
    size = Path(path).stat().st_size
    _, resident, peak = run
    said = f"{resident >> 20} and {peak >> 20} MB of {size >> 20}"
    return [
        most(f"resident memory / file at {large}", resident / size, 4, said),
        most(f"peak memory / file at {large}", peak / size, 5),
    ]


def stalls(path):
    """How late a loop that wakes every 5 ms gets its turn while a thread loads by pieces."""
    store, late = opened_later(path), []
    worker = threading.Thread(target=store.load, args=(lambda done: None,))
    worker.start()
    while worker.is_alive():
        begun = time.perf_counter()
        time.sleep(0.005)
        late.append((time.perf_counter() - begun - 0.005) * 1000)
    worker.join()
    store.close(compact=False)
    late.sort()
    return late[int(len(late) * 0.95)], late[-1]


def opened_later(path):
    from tierdesk.store.tiny.engine import FileStore

    return FileStore(path, readonly=True)


def stall_figures(books):
    figures = []
    for size in sorted(books):
        if size < 10_000:
            continue
        runs = [stalls(books[size]) for _ in range(3)]
        p95, longest = (statistics.median(values) for values in zip(*runs, strict=True))
        limit = 50 if size == 10_000 else 500
        figures.append(most(f"stall while loading {size}, p95", p95, 30, unit="ms"))
        figures.append(most(f"stall while loading {size}, longest", longest, limit, unit="ms"))
    return figures


def replay_figure(tries):
    """A journal of 8 MB replayed, against loading the book without it."""
    with workshop() as folder:
        path = write_book(folder, 10_000)
        alone = statistics.median(fresh("open", path)[0] for _ in range(tries))
        store, number = opened(path), 0
        while store.session.joff < 8 << 20:
            number += 1
            edit(store, number % 10_000 + 1, score=number)
        store.close(compact=False)
        full = statistics.median(fresh("open", path)[0] for _ in range(tries))
    said = f"+{full - alone:.3f} s for {number} changes on {alone:.3f} s"
    return most("replay of 8 MB / load without it", (full - alone) / alone, 2.0, said)
