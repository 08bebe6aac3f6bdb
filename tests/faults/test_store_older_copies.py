"""Older copies, forks and foreign journals: asked about or refused, never guessed."""

import os
import shutil
from pathlib import Path

import pytest
from store_story import (
    bytes_of,
    count_of,
    evidence_in,
    make,
    opened,
    put,
    step,
)

from tierdesk.store.port import ExternalChange
from tierdesk.store.tiny.integrity import check
from tierdesk.store.tiny.recovery import OlderCopy


def read(path):
    return Path(path).read_bytes()


def swap(path, data):
    """As an editor or a synchroniser does it: a new file takes the name."""
    Path(path + ".new").write_bytes(data)
    os.replace(path + ".new", path)


def test_the_journal_of_another_book_is_refused(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        make(str(tmp_path / name)).close(compact=False)
    shutil.copy(tmp_path / "two" / "crm.json.journal", tmp_path / "one" / "crm.json.journal")
    before = bytes_of(tmp_path / "one")
    with pytest.raises(ExternalChange, match="another book"):
        opened(tmp_path / "one" / "crm.json")
    assert bytes_of(tmp_path / "one") == before


def test_a_fork_of_the_same_book_is_refused(tmp_path):
    (tmp_path / "one").mkdir()
    store = make(str(tmp_path / "one"), steps=3, folded=1)
    store.close(compact=False)
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    for name in ("one", "two"):
        branch = opened(tmp_path / name / "crm.json")
        put(branch, 1, who=name)
        branch.compact()
        put(branch, 2, who=name)
        branch.close(compact=False)
    shutil.copy(tmp_path / "two" / "crm.json", tmp_path / "one" / "crm.json")
    before = bytes_of(tmp_path / "one")
    with pytest.raises(ExternalChange, match="histories"):
        opened(tmp_path / "one" / "crm.json")
    assert bytes_of(tmp_path / "one") == before


def older(tmp_path):
    """A book at step 5 whose data file is the copy of step 2."""
    store = make(str(tmp_path), steps=2, folded=9)
    store.compact()
    old = read(store.path)
    for _ in range(3):
        step(store)
        store.compact()
    store.close()
    swap(store.path, old)
    return store.path


def test_an_older_copy_put_back_asks_and_changes_nothing(tmp_path):
    path = older(tmp_path)
    before = bytes_of(tmp_path)
    with pytest.raises(OlderCopy) as asked:
        opened(path)
    assert (asked.value.file_seq, asked.value.newest_seq) == (3, 6)
    assert bytes_of(tmp_path) == before
    assert not check(path).ok


def test_the_newest_state_can_be_kept(tmp_path):
    path = older(tmp_path)
    store = opened(path, older="newest")
    assert count_of(store.tables()) == 5
    assert evidence_in(path, ".older-")
    store.close()
    again = opened(path)
    assert again.notes == [] and step(again) == 6
    again.close()


def test_one_can_go_back_to_the_older_copy_and_nothing_newer_is_deleted(tmp_path):
    path = older(tmp_path)
    store = opened(path, older="file")
    assert count_of(store.tables()) == 2
    assert store.get("customers", 1)["rev"] == 7
    newer = evidence_in(path, ".newer-")
    store.close()
    assert count_of(opened(str(tmp_path / newer[0]), readonly=True).tables()) == 5
    again = opened(path)
    assert again.notes == [] and step(again) == 3
    again.close()


def test_a_session_that_was_open_cannot_write_over_an_older_copy(tmp_path):
    store = make(str(tmp_path), steps=2, folded=9)
    store.compact()
    old = read(store.path)
    step(store)
    store.compact()
    swap(store.path, old)
    with pytest.raises(ExternalChange):
        step(store)
    store.close(compact=False)
