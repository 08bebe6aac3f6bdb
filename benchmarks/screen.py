"""The screen, measured from outside in a real pty: first useful paint, bytes and time of a key, a
filter's keystroke, idleness, memory, leaving. Ratios are to an empty app of the same library in
the same run; bytes are exact.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.figures import Figure
from benchmarks.headless import environment, make_book

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "wire"))

from pty_session import PtySession

HERE = Path(__file__).parent
EMPTY = [sys.executable, str(HERE / "empty_app.py")]
_BITS, _ROUND_TRIP = 64_000, 0.15


class Rig:
    """One book, its folders, and the way to start the desk on it."""

    def __init__(self, folder: Path, customers: int) -> None:
        self.customers = customers
        self.book = folder / f"book-{customers}.json"
        make_book(self.book, customers)
        self.around = environment(folder) | {
            "XDG_STATE_HOME": str(folder / "state"), "XDG_CACHE_HOME": str(folder / "cache"),
            "XDG_CONFIG_HOME": str(folder / "configuration"), "TIERDESK_LANG": "en",
            "TIERDESK_NOW": "2026-11-24T09:00:00+08:00", "TZ": "Asia/Shanghai",
        }  # fmt: skip

    @contextmanager
    def desk(
        self, *, remote: bool = False, columns: int = 80, lines: int = 24
    ) -> Iterator[PtySession]:
        more = {"TIERDESK_REMOTE": "1"} if remote else {}
        words = [sys.executable, "-m", "tierdesk", "--data", str(self.book)]
        with PtySession(
            words, columns=columns, lines=lines, environment=self.around | more
        ) as session:
            yield session

    @contextmanager
    def ready(self, **how: object) -> Iterator[PtySession]:
        """The book is read, the search index is made, and everything is quiet."""
        with self.desk(**how) as session:  # type: ignore[arg-type]
            session.wait_for("saved", seconds=120)
            at_rest(session)
            yield session


def at_rest(session: PtySession) -> None:
    """Until the program neither paints nor computes: what it still prepares after its rows are on
    the screen must not be counted as the cost of a key."""
    spent = 1.0
    while spent > 0.02:
        before = session.cpu()
        session.quiet(0.6)
        spent = session.cpu() - before


def first_paint(words: list[str], shown: Callable[[str], bool], around: dict[str, str]) -> float:
    """Seconds from exec until the screen is useful."""
    with PtySession(words, environment=around) as session:
        session.wait_until(lambda screen: shown(screen.text), "first useful paint", seconds=60)
        return time.monotonic() - session.started


class Leaving(NamedTuple):
    """Seconds from the key until the book was closed, and from there until the process ended."""

    closing: float
    after: float


def leave(session: PtySession) -> Leaving:
    """Quit in order. The book is closed when its journal is no more among the open files."""
    session.press("ctrl+q")
    begun = closed = time.monotonic()
    while _holds_journal(session.pid):
        session.pump(0.001)
        closed = time.monotonic()
    session.wait_exit(60)
    return Leaving(closed - begun, time.monotonic() - closed)


def _holds_journal(pid: int) -> bool:
    held = Path(f"/proc/{pid}/fd")
    with suppress(OSError):
        return any(".journal" in file.readlink().name for file in held.iterdir())
    return False


def key_times(session: PtySession, key: str, times: int) -> tuple[list[float], list[float]]:
    """Seconds from a key to the first byte of its paint, and to the last before silence (what
    depends on the selected row is fetched and follows)."""
    first, found = [], []
    for _ in range(times):
        session.quiet(0.15)
        begun = time.monotonic()
        session.press(key)
        session.pump(1)
        last = time.monotonic()
        first.append(last - begun)
        while session.pump(0.12):
            last = time.monotonic()
        found.append(last - begun)
    return first, found


def figures(quick: bool) -> list[Figure]:
    """All of them at 10,000 customers; the large book only in full runs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = _book(Rig(folder, 1_000 if quick else 10_000), 3 if quick else 7, 1.3)
        if not quick:
            found += _large(Rig(folder, 100_000))
    return found


def _book(rig: Rig, times: int, target: float) -> list[Figure]:
    n = f"{rig.customers:,}"
    found = [*_starts(rig, times, target), *_remote(rig), *_local(rig, times)]
    return [Figure(f"{n}: {f.what}", f.value, f.target, f.unit, f.at_most, f.note) for f in found]


def _starts(rig: Rig, times: int, target: float) -> list[Figure]:
    words = [sys.executable, "-m", "tierdesk", "--data", str(rig.book)]
    with rig.desk() as session:
        session.wait_for("saved", seconds=120)
        cold = time.monotonic() - session.started
        session.quiet(0.6)
        row = next(line for line in session.screen.lines if "公司" in line)
        name = next(word for word in row.split() if "公司" in word)[:6]
        early = leave(session)
    with rig.ready() as session:
        late = leave(session)
    ours, floor = [], []
    for _ in range(times):
        floor.append(
            first_paint(EMPTY, lambda text: "Hello" in text and "Quit" in text, rig.around)
        )
        ours.append(first_paint(words, lambda text: name in text, rig.around))
    base = median(floor)
    return [
        Figure("first useful paint (not the first start)", median(ours) / base, target,
               note=f"empty app {base:.2f} s"),
        Figure("first start of all: rows on the screen", cold / base, 99, note="no target"),
        *_leaving("leaving at once", early),
        *_leaving("leaving later", late),
    ]  # fmt: skip


def _leaving(what: str, took: Leaving) -> list[Figure]:
    return [
        Figure(f"{what}: the book closed", 1000 * took.closing, 1000, "ms", note="no target"),
        Figure(f"{what}: ended after that", 1000 * took.after, 60, "ms"),
    ]


def _remote(rig: Rig) -> list[Figure]:
    with rig.ready(remote=True) as session:
        session.press("g")
        session.quiet()
        near = [session.bytes_of("down", seconds=0.25) for _ in range(8)]
        far = [session.bytes_of("down", seconds=0.25) for _ in range(24)]
        session.quiet()
        palette = session.bytes_of("ctrl+p") + session.bytes_of("escape")
        slow = median(key_times(session, "down", 8)[1])
        worst = max(far)
        return [
            Figure("cursor down, remote profile, 80×24", median(near), 400, "B"),
            Figure("cursor down while scrolling, worst of 24", worst, 1200, "B"),
            Figure("palette open and close", palette, 10_000, "B"),
            Figure("key on the screen over 64 kbit/s and 150 ms", slow + _ROUND_TRIP + worst * 8 / _BITS,
                   0.4, "s", note="measured paint + round trip + bytes of the worst key"),
        ]  # fmt: skip


def _local(rig: Rig, times: int) -> list[Figure]:
    with (
        PtySession(EMPTY, environment=rig.around | {"ROWS": "10000"}) as floor,
        rig.ready() as session,
    ):
        floor.wait_for("row 1 ")
        ours, base, whole = [], [], []
        for _ in range(3 * times):
            base += key_times(floor, "down", 3)[0]
            first, last = key_times(session, "down", 3)
            ours, whole = ours + first, whole + last
        found = [Figure("key to paint, to a line list of the same library", median(ours) / median(base),
                        1.2, note=f"{1000 * median(ours):.1f} ms; with its reasons {1000 * median(whole):.0f} ms")]  # fmt: skip
        found.append(Figure("one log entry with result and default date", _log(session), 3, "keys"))
        found.append(
            Figure("Esc to the first byte", 1000 * _escape(session), 50, "ms", note="median of 7")
        )
        found += [*_filter(session, rig), *_idle(session)]
        return found


def _escape(session: PtySession) -> float:
    """Seconds from Esc to the first byte of the place beneath."""
    found = []
    for _ in range(7):
        session.press("f1")
        session.quiet()
        begun = time.monotonic()
        session.press("escape")
        session.pump(1)
        found.append(time.monotonic() - begun)
        session.quiet()
    return median(found)


def _log(session: PtySession) -> float:
    """Keys until an entry is acknowledged: enter, a letter, enter."""
    session.press("g", "enter")
    session.quiet()
    session.press("r")
    session.quiet()
    session.press("enter")
    session.wait_for("Logged", seconds=20)
    session.quiet()
    return 3


def _filter(session: PtySession, rig: Rig) -> list[Figure]:
    limit = 30 if rig.customers <= 10_000 else 120
    session.press("3")
    session.quiet(0.5)
    session.press("/")
    session.quiet()
    costs = []
    for letter in "huace":
        before = session.cpu()
        session.type(letter)
        session.quiet(0.4)
        costs.append(1000 * (session.cpu() - before))
    session.press("escape")
    session.quiet()
    return [Figure("a filter's keystroke, CPU", median(costs), limit, "ms",
                   note=f"median of five, the dearest {max(costs):.0f}")]  # fmt: skip


def _idle(session: PtySession) -> list[Figure]:
    session.quiet(1)
    before, cpu = session.written, session.cpu()
    ending = time.monotonic() + 10
    while time.monotonic() < ending:
        session.pump(ending - time.monotonic())
    status = Path(f"/proc/{session.pid}/status").read_text()
    resident = next(
        int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")
    )
    return [
        Figure("idle, bytes in 10 s", session.written - before, 0, "B"),
        Figure("idle, CPU", 100 * (session.cpu() - cpu) / 10, 0.5, "%"),
        Figure("resident memory", resident / 1024, 120, "MB"),
    ]


def _large(rig: Rig) -> list[Figure]:
    found = _starts(rig, 3, 4.0)
    with rig.ready() as session:
        found += _filter(session, rig)
    return [
        Figure(f"100,000: {f.what}", f.value, f.target, f.unit, f.at_most, f.note) for f in found
    ]
