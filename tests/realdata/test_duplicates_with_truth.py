"""Duplicates of files that say which of their entries are one, all at the one default cut."""

import pytest
from truth_files import FILES, book_and_truth, quality

from tierdesk.quality.duplicates import duplicates

LEAST = {
    "restaurants with telephone": 0.92, "restaurants": 0.83, "Fodors × Zagats with telephone": 0.92,
    "Fodors × Zagats": 0.83, "febrl 1": 0.95, "febrl 2": 0.95, "febrl 3": 0.95, "splink": 0.87,
}  # fmt: skip


@pytest.mark.realdata
@pytest.mark.parametrize("file", FILES)
def test_the_pairs_of_a_file_are_found_and_the_certain_ones_are_right(file):
    try:
        book, truth = book_and_truth(FILES[file]())
    except FileNotFoundError as missing:
        pytest.skip(f"real data is not there: {missing.filename}")
    found = duplicates(book)
    assert quality({(pair.one, pair.other) for pair in found}, truth)[2] >= LEAST[file]
    precision, recall, _ = quality({(p.one, p.other) for p in found if p.certain}, truth)
    assert precision >= 0.995
    assert recall >= 0.15
