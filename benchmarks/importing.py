"""Import of 100,000 rows into an empty book, as a process of its own: seconds and memory.

`python -m benchmarks.importing`. It is not among the figures of every run, for it takes a minute.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.figures import Figure, measure, report

ROWS = 100_000
HEADINGS = (
    "Company name,Record ID,Company owner,Country/Region,Phone Number,Industry,Lifecycle Stage"
)


def table(rows: int) -> str:
    """A list of firms as another program writes it."""
    lines = (f"Firm {n} GmbH,{n},li,Germany,+49 30 {n:06d},Steel,lead" for n in range(rows))
    return "\n".join((HEADINGS, *lines)) + "\n"


def figures() -> list[Figure]:
    """Wall seconds and peak megabytes of `tierdesk import`."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "firms.csv"
        file.write_text(table(ROWS), encoding="utf-8")
        environment = {"HOME": folder, "TIERDESK_DATA": f"{folder}/desk.json", "LANG": "C.UTF-8"}
        words = [sys.executable, "-m", "tierdesk", "import", str(file), "--json"]
        run = measure(words, environment)
    cpu = f"{run.cpu:.1f} s of CPU"
    return [
        Figure(f"import of {ROWS:,} rows", run.wall, 20, "s", note=cpu),
        Figure("memory at its most", run.megabytes, 500, "MB"),
    ]


if __name__ == "__main__":
    sys.exit(not report("import", figures()))
