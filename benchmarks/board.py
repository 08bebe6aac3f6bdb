"""The board, measured from outside in a real pty: first paint at the next start, bytes of the cursor and of
a move, CPU of a move, memory. Ratios are to an empty app of the same library in the same run.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, report
from benchmarks.screen import EMPTY, Rig, first_paint, leave

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "wire"))

from pty_session import PtySession

_TRUE = {"COLORTERM": "truecolor"}


def figures(quick: bool) -> list[Figure]:
    """At 10,000 open deals, and in full runs at 100,000."""
    with tempfile.TemporaryDirectory() as name:
        found = _board(Rig(Path(name), 1_000 if quick else 10_000), 3 if quick else 7, 1.5)
        if not quick:
            found += _board(Rig(Path(name), 100_000), 3, 4.0)
    return found


def _board(rig: Rig, times: int, target: float) -> list[Figure]:
    seen = _stand_on_board(rig)
    found = [
        *_starts(rig, times, target, seen),
        *_keys(rig, remote=False),
        *_keys(rig, remote=True),
    ]
    if rig.customers <= 10_000:
        found += _moves(rig)
    n = f"{rig.customers:,} deals"
    return [Figure(f"{n}: {f.what}", f.value, f.target, f.unit, f.at_most, f.note) for f in found]


def _stand_on_board(rig: Rig) -> str:
    """Leave the desk on the board; returns what shows that it is there again."""
    with rig.ready() as session:
        session.press("2")
        session.wait_for("open deals", "Negotiation", seconds=60)
        session.quiet(1.0)
        row = next(line for line in session.screen.lines if "号" in line or "公司" in line)
        leave(session)
        return row.split()[1][:5]


def _starts(rig: Rig, times: int, target: float, seen: str) -> list[Figure]:
    words = [sys.executable, "-m", "tierdesk", "--data", str(rig.book)]
    ours, floor = [], []
    for _ in range(times):
        floor.append(
            first_paint(EMPTY, lambda text: "Hello" in text and "Quit" in text, rig.around)
        )
        ours.append(
            first_paint(words, lambda text: seen in text and "Negotiation" in text, rig.around)
        )
    base = median(floor)
    return [Figure("first useful paint of the board", median(ours) / base, target,
                   note=f"empty app {base:.2f} s")]  # fmt: skip


def _ready(session: PtySession) -> None:
    """The book is read, and what the selected card still needs is told: the clerk has time again."""
    session.wait_for("saved", "Negotiation", seconds=120)
    session.wait_until(
        lambda screen: "still needed" in screen.text or "Nothing is missing" in screen.text,
        "what is needed", seconds=120,
    )  # fmt: skip
    session.quiet(1.0)


def _keys(rig: Rig, *, remote: bool) -> list[Figure]:
    link = "remote profile" if remote else "true colour"
    limit = 600 if remote else 2_000
    rig.around |= {} if remote else _TRUE
    try:
        with rig.desk(remote=remote) as session:
            _ready(session)
            session.press("g")
            session.quiet(0.4)
            down = [session.bytes_of("j", seconds=0.25) for _ in range(40)]
            across = [session.bytes_of(key, seconds=0.25) for key in ("l", "l", "h", "h")]
    finally:
        rig.around.pop("COLORTERM", None)
    return [
        Figure(f"cursor down, {link}, 80×24", median(down), limit, "B",
               note=f"mean {sum(down) / len(down):.0f}, worst of 40 (it scrolls) {max(down)}"),
        Figure(f"cursor to the next column, {link}", median(across), limit, "B"),
    ]  # fmt: skip


def _moves(rig: Rig) -> list[Figure]:
    rig.around |= _TRUE
    try:
        with rig.desk() as session:
            _ready(session)
            session.press("g", "l", "l")
            session.quiet(0.5)
            sizes, costs, after = [], [], []
            for _ in range(7):
                before, written = session.cpu(), session.written
                session.press("<")
                session.wait_until(lambda screen: "is in" in screen.text, "the move is told")
                session.quiet(0.1)
                painted = session.cpu()
                costs.append(1000 * (painted - before))
                session.quiet(0.8)
                sizes.append(session.written - written)
                after.append(1000 * (session.cpu() - painted))
                session.press("l")
                session.quiet(0.4)
            status = Path(f"/proc/{session.pid}/status").read_text()
    finally:
        rig.around.pop("COLORTERM", None)
    memory = next(int(line.split()[1]) for line in status.splitlines() if "VmRSS" in line)
    return [
        Figure("move of a card, true colour", median(sizes), 6_000, "B", note=f"worst {max(sizes)}"),
        Figure("move of a card until it is painted, CPU, its commit included", median(costs), 15, "ms",
               note=f"worst {max(costs):.0f}; the queue, once it is quiet, {median(after):.0f}"),
        Figure("resident memory on the board", memory / 1024, 120, "MB"),
    ]  # fmt: skip


if __name__ == "__main__":
    report("the board, in a pty", figures("--quick" in sys.argv))
