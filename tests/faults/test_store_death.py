"""A process may die before, after or half-way through every call that changes the disk."""

import os
import shutil

import pytest
from store_io import Cutting, Died, JournalFirst
from store_story import NAME, fast_folder, opened, play, violations

from tierdesk.store.port import StoreError


def nothing(path):
    """The book stays as the dead process left it."""


def lose(path):
    """The data file is lost on top."""
    if os.path.exists(path):
        os.unlink(path)


def reopen_and_lose(path):
    """Somebody puts the book in order, and the data file is lost after that."""
    store = opened(path)
    store.close(compact=False)
    lose(path)


def enumerate_deaths(root, wrap=lambda io: io, then=nothing):
    """(crash points, violations) of the whole story, dying at every call in turn."""
    points, wrong, at = 0, [], 1
    while True:
        died = False
        for mode in ("before", "half", "after"):
            shutil.rmtree(root, ignore_errors=True)
            os.makedirs(root)
            path, acked, io = os.path.join(root, NAME), [], Cutting(at, mode)
            try:
                play(wrap(io), path, acked.append)
            except Died:
                died = True
            except StoreError as error:
                died = True
                wrong.append((at, mode, f"{type(error).__name__}: {error}"))
            io.bury()
            if not died:
                return points, wrong
            points += 1
            last = acked[-1] if acked else None
            if last is not None:
                then(path)
            found = violations(path, last, lost_data=then is not nothing)
            wrong += [(at, mode, text) for text in found if then is nothing or "told" not in text]
        at += 1


@pytest.fixture
def root(tmp_path):
    folder = fast_folder(tmp_path)
    yield os.path.join(folder, "work")
    shutil.rmtree(folder, ignore_errors=True)


def test_death_at_any_call_loses_nothing_acknowledged(root):
    points, wrong = enumerate_deaths(root)
    assert points > 250
    assert wrong == []


@pytest.mark.parametrize("then", [lose, reopen_and_lose])
def test_death_at_any_call_and_then_the_data_file_lost_loses_nothing_acknowledged(root, then):
    points, wrong = enumerate_deaths(root, then=then)
    assert points > 250
    assert wrong == []


def test_the_rig_catches_a_journal_that_starts_before_the_snapshot(root):
    _, wrong = enumerate_deaths(root, wrap=JournalFirst)
    assert wrong
