"""The headless commands as processes: start-up, the daily queue, import, memory."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from uuid import uuid4

from benchmarks import invented
from benchmarks.figures import Figure, Run, interleaved, measure, python, ratio
from tierdesk.domain.references import resolve
from tierdesk.store.port import ChangeSet, Op
from tierdesk.store.tiny.engine import FileStore

TIERDESK = python("-m", "tierdesk")


def make_book(path: Path, customers: int) -> None:
    """A book on disk as a session leaves it."""
    store = FileStore(path, resolve=resolve)
    store.load()
    ops = [
        Op(table, int(doc_id), 0, doc)
        for table, docs in invented.tables(customers).items()
        for doc_id, doc in docs.items()
    ]
    store.commit(ChangeSet(tuple(ops), uuid4().hex))
    store.close(compact=True)


def environment(folder: Path) -> dict[str, str]:
    """A home of its own, so that nothing of the user's is read or written."""
    return {**os.environ, "HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache"),
            "TIERDESK_NOW": invented.NOW, "TIERDESK_LANG": "en"}  # fmt: skip


def figures(quick: bool) -> list[Figure]:
    """Everything that the issue asks of the headless commands."""
    times = 3 if quick else 9
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = folder / "book.json"
        # in a process of its own: a child's peak memory counts what its parent held at the fork
        subprocess.run(python("-m", "benchmarks.headless", str(book), "10000"), check=True)
        around = environment(folder)
        measure(
            [*TIERDESK, "--data", str(book), "today", "--json"], around
        )  # fills the cache of holidays
        runs = interleaved(
            {
                "click": python("-c", "import click"),
                "bare": python("-c", "import pydantic, tinydb"),
                "version": [*TIERDESK, "--version"],
                "help": [*TIERDESK, "--help"],
                "today": [*TIERDESK, "--data", str(book), "today", "--json"],
                "list": [*TIERDESK, "--data", str(book), "list", "--json"],
            },
            around,
            times,
        )
        found = [
            Figure("today --json, 10,000 customers / bare import", ratio(runs, "today", "bare"), 6),
            Figure("--version / import click", ratio(runs, "version", "click"), 2),
            Figure("--help / import click", ratio(runs, "help", "click"), 2),
            Figure("peak memory of today at 10,000", max(r.megabytes for r in runs["today"]), 150, "MB"),
        ]  # fmt: skip
        for count, limit in ((1_000, 1.0), (10_000, 3.0)):
            done = _imports(folder, count, around, times)
            found.append(
                Figure(f"import of {count:,} rows, wall", median(r.wall for r in done), limit, "s")
            )
            found.append(Figure(f"import of {count:,} rows, peak memory", max(r.megabytes for r in done),
                                150, "MB"))  # fmt: skip
    return found


def _imports(folder: Path, count: int, around: dict[str, str], times: int) -> list[Run]:
    source = folder / f"{count}.csv"
    invented.write_csv(source, count)
    done = []
    for turn in range(max(times // 3, 1)):
        target = folder / f"into-{count}-{turn}.json"
        done.append(measure([*TIERDESK, "--data", str(target), "import", str(source)], around))
    return done


if __name__ == "__main__":
    make_book(Path(sys.argv[1]), int(sys.argv[2]))
