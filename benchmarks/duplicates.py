"""What the scan for duplicates costs, and how well it finds those that are known.

CPU seconds of books that are invented, with every tenth customer doubled; F1 at the default cut and the
precision of the certain ones on the files with truth, where they are there (TIERDESK_REALDATA).
`python -m benchmarks.duplicates [--full]` (100,000 customers too).
"""

import gc
import sys
from pathlib import Path
from time import process_time

from benchmarks import doubled, invented
from benchmarks.figures import Figure, report
from tierdesk.domain.book import Book
from tierdesk.quality.duplicates import duplicates

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "realdata"))
TARGETS = {
    "restaurants with telephone": 0.92, "restaurants": 0.83, "Fodors × Zagats with telephone": 0.92,
    "Fodors × Zagats": 0.83, "febrl 1": 0.95, "febrl 2": 0.95, "febrl 3": 0.95, "splink": 0.87,
}  # fmt: skip


def scan_figures(customers: int) -> list[Figure]:
    """The scan of a book in which nobody is twice, and of one with doubles. No collector runs, as in a
    command and on the clerk's thread."""
    limit = 3 if customers <= 10_000 else 40
    found = []
    for what, tables in (
        ("none twice", invented.tables(customers, 0)),
        ("one in ten twice", doubled.tables(customers)),
    ):
        book = Book(tables)
        gc.collect()
        gc.disable()
        begun = process_time()
        pairs = duplicates(book)
        spent = process_time() - begun
        gc.enable()
        found.append(
            Figure(
                f"scan of {customers:,} customers, {what}",
                spent,
                limit,
                "s",
                note=f"{len(pairs)} pairs",
            )
        )
    return found


def truth_figures() -> list[Figure]:
    """F1 and the precision of the certain class; nothing where the files are not."""
    from truth_files import FILES, book_and_truth, quality

    found = []
    for file, entries in FILES.items():
        try:
            book, truth = book_and_truth(entries())
        except FileNotFoundError:
            return []
        pairs = duplicates(book)
        precision, recall, f1 = quality({(p.one, p.other) for p in pairs}, truth)
        sure, part, _ = quality({(p.one, p.other) for p in pairs if p.certain}, truth)
        found += [
            Figure(
                f"F1, {file}",
                f1,
                TARGETS[file],
                "",
                at_most=False,
                note=f"P {precision:.3f}, R {recall:.3f}",
            ),
            Figure(
                f"precision of the certain, {file}",
                sure,
                0.995,
                "",
                at_most=False,
                note=f"R {part:.3f}",
            ),
        ]
    return found


def figures(quick: bool, full: bool = False) -> list[Figure]:
    """Figures at 10,000 customers, and at 100,000 when asked."""
    found = scan_figures(10_000) + ([] if quick else truth_figures())
    return found + scan_figures(100_000) if full else found


if __name__ == "__main__":
    report("duplicates, CPU", figures("--quick" in sys.argv, "--full" in sys.argv))
