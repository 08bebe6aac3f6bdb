"""A process may die before, after or half-way through every call that changes the disk."""

import os
import shutil

import pytest
from store_io import Cutting, Died, JournalFirst
from store_story import NAME, fast_folder, play, violations

from tierdesk.store.port import StoreError


def enumerate_deaths(root, wrap=lambda io: io, lose_data=False, stride=1):
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
            if lose_data and os.path.exists(path):
                os.unlink(path)
            if lose_data and last is None:
                continue
            found = violations(path, last, lost_data=lose_data)
            wrong += [(at, mode, text) for text in found if not lose_data or "told" not in text]
        at += stride


@pytest.fixture
def root(tmp_path):
    folder = fast_folder(tmp_path)
    yield os.path.join(folder, "work")
    shutil.rmtree(folder, ignore_errors=True)


def test_death_at_any_call_loses_nothing_acknowledged(root):
    points, wrong = enumerate_deaths(root)
    assert points > 250
    assert wrong == []


def test_death_at_any_call_and_then_the_data_file_lost_loses_nothing_acknowledged(root):
    points, wrong = enumerate_deaths(root, lose_data=True)
    assert points > 250
    assert wrong == []


def test_the_rig_catches_a_journal_that_starts_before_the_snapshot(root):
    _, wrong = enumerate_deaths(root, wrap=JournalFirst)
    assert wrong
