"""The file store against its targets: `python -m benchmarks.store_commit [--quick]`.

Every line is a ratio whose two sides were measured in one interleaved run; absolute times say
more about the machine than about the store. The exit code is 0 only when all targets are met.
"""

import argparse
import sys

from benchmarks.figures import report
from benchmarks.store_book import workshop, write_book
from benchmarks.store_crowd import crowd_figures, sight_figure, wait_figure
from benchmarks.store_figures import (
    commit_figures,
    open_figures,
    replay_figure,
    stall_figures,
    stock_figures,
)


def figures(quick):
    """Everything, in one run; about four minutes, half a minute when quick."""
    sizes = (1000, 10_000) if quick else (1000, 10_000, 100_000)
    rounds, tries = (200, 3) if quick else (600, 5)
    with workshop() as folder:
        books = {size: write_book(folder, size) for size in sizes}
        found = open_figures(books, tries) + stall_figures(books)
        ms, commits = commit_figures(books, folder, rounds)
        found += commits + stock_figures(books, folder, ms, 5 if quick else 30)
        found.append(sight_figure(books[1000], 15 if quick else 60))
        found.append(wait_figure(books[max(sizes)]))
        found.append(replay_figure(tries))
        return found + crowd_figures(folder, 250 if quick else 1000)


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="up to 10,000 customers, fewer rounds")
    return 0 if report("the store", figures(parser.parse_args(arguments).quick)) else 1


if __name__ == "__main__":
    sys.exit(main())
