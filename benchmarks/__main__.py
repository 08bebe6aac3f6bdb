"""`python -m benchmarks [--quick] [--strict]`: every figure of the project against its target.

`--quick` takes fewer turns and the small books; `--strict` leaves with 1 when one falls short.
"""

import sys

from benchmarks import (
    address_books,
    board,
    duplicates,
    grading,
    headless,
    reporting,
    screen,
    searching,
    store_commit,
    weights,
)
from benchmarks.figures import report


def main() -> int:
    """Print all tables, those that fall short first in each."""
    quick = "--quick" in sys.argv
    met = report("headless commands", headless.figures(quick))
    met &= report("the screen, in a pty", screen.figures(quick))
    met &= report("the board, in a pty", board.figures(quick))
    met &= report("search", searching.figures(quick))
    met &= report("duplicates, CPU", duplicates.figures(quick))
    met &= report("reports of the pipeline, CPU", reporting.figures(quick))
    met &= report("weights, CPU", weights.figures(quick))
    met &= report("address books, CPU", address_books.figures(quick))
    met &= report("the store", store_commit.figures(quick))
    print("\ngrading and the queue, CPU in units of json.loads of the same book")
    grading.main()
    return 1 if "--strict" in sys.argv and not met else 0


if __name__ == "__main__":
    sys.exit(main())
