"""The terminal on paper stands with the tests of the wire; a book for every test."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "wire"))

import pytest
from desk_in_terminal import Home, write_book


@pytest.fixture(scope="session")
def written_book(tmp_path_factory):
    """The folder of a book that is written once."""
    return write_book(tmp_path_factory.mktemp("written"))


@pytest.fixture
def home(tmp_path, written_book):
    """A person's folder with a copy of that book."""
    return Home(tmp_path, written_book)
