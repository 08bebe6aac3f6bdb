"""The file store against its targets: `python -m benchmarks.store_commit [--quick]`.

Every line is a ratio whose two sides were measured in one interleaved run; absolute times say
more about the machine than about the store. The exit code is 0 only when all targets are met.
"""

import argparse
import sys

from benchmarks.store_book import workshop, write_book
from benchmarks.store_crowd import crowd_figures, sight_figure, wait_figure
from benchmarks.store_figures import (
    commit_figures,
    open_figures,
    replay_figure,
    stall_figures,
    stock_figures,
)


def show(figures):
    """Print as they come; returns how many fell short."""
    short = 0
    for figure in figures:
        bound = ">=" if figure.least else "<="
        verdict = "pass" if figure.passed else "SHORT"
        short += not figure.passed
        target = f"{bound} {figure.target:g}"
        print(
            f"{verdict:5}  {figure.value:8.2f}  {target:8}  {figure.name}  {figure.detail}".rstrip()
        )
        sys.stdout.flush()
    return short


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="up to 10,000 customers, fewer rounds")
    quick = parser.parse_args(arguments).quick
    sizes = (1000, 10_000) if quick else (1000, 10_000, 100_000)
    rounds, tries = (200, 3) if quick else (600, 5)
    with workshop() as folder:
        books = {size: write_book(folder, size) for size in sizes}
        short = show(open_figures(books, tries))
        short += show(stall_figures(books))
        ms, figures = commit_figures(books, folder, rounds)
        short += show(figures)
        short += show(stock_figures(books, folder, ms, 5 if quick else 30))
        short += show([sight_figure(books[1000], 15 if quick else 60)])
        short += show([wait_figure(books[max(sizes)])])
        short += show([replay_figure(tries)])
        short += show(crowd_figures(folder, 250 if quick else 1000))
    print(f"{short} short of the target" if short else "all targets met")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
