"""Checking looks at everything and changes nothing."""

import os
import shutil

import pytest

from tierdesk.store.port import ChangeSet, NotSaved, Op, Unreachable
from tierdesk.store.tiny.engine import FileStore
from tierdesk.store.tiny.integrity import check, compact, repair
from tierdesk.store.tiny.syscalls import OsIO


def change(*ops):
    return ChangeSet(tuple(ops), os.urandom(8).hex())


def opened(path, **how):
    store = FileStore(path, **how)
    store.load()
    return store


def fill(store, count, **fields):
    return store.commit(
        change(*(Op("customers", -1 - i, 0, {"i": i, **fields}) for i in range(count)))
    )


@pytest.fixture
def store(tmp_path):
    store = opened(tmp_path / "crm.json")
    fill(store, 3)
    fill(store, 2)
    yield store
    store.close(compact=False)


def test_a_check_of_a_sound_book_counts_and_finds_nothing(store):
    store.compact()
    fill(store, 1)
    report = check(store.path)
    assert report.ok and report.problems == ()
    assert (report.seq, report.generation, report.records) == (3, 2, 1)
    assert report.counts == {"customers": 6}
    assert report.data_bytes == os.path.getsize(store.path)
    assert report.journal_bytes == os.path.getsize(store.path + ".journal")


def test_a_check_creates_no_file_and_a_missing_book_is_a_sentence(tmp_path):
    with pytest.raises(Unreachable):
        check(tmp_path / "none.json")
    with pytest.raises(Unreachable):
        repair(tmp_path / "none.json")
    assert os.listdir(tmp_path) == []


def test_a_check_finds_impossible_revisions_and_ids(store):
    store.session.book.tables["customers"]["9"] = {"rev": 99}
    store.session.book.tables["customers"]["1"] = {"name": "no revision"}
    fill(store, 1)
    store.compact()
    problems = " ".join(map(str, check(store.path).problems))
    assert "impossible revision" in problems and "id that would be given away" in problems


def test_a_check_tells_when_the_previous_generation_is_gone(store):
    store.compact()
    os.unlink(store.path + ".bak")
    assert "previous generation" in str(check(store.path).problems[0])


def test_compacting_by_path_leaves_everything_in_the_data_file(store, tmp_path):
    store.close(compact=False)
    assert compact(store.path)
    assert not compact(store.path)
    shutil.copy(store.path, tmp_path / "alone.json")
    assert len(opened(tmp_path / "alone.json").tables()["customers"]) == 5


@pytest.mark.parametrize("gone", [".bak", ".journal.1"])
def test_a_lost_previous_generation_is_made_anew_at_the_next_opening(store, gone):
    store.compact()
    fill(store, 1)
    os.unlink(store.path + gone)
    assert not check(store.path).ok
    again = opened(store.path)
    assert again.notes == [] and check(store.path).ok
    fill(again, 1)
    again.close(compact=False)
    os.unlink(store.path)
    assert len(opened(store.path).tables()["customers"]) == 7


def test_a_full_disk_keeps_a_single_generation_writable(store):
    store.compact()
    os.unlink(store.path + ".bak")

    class Full(OsIO):
        def fsync(self, fd):
            raise OSError(28, "No space left on device")

    again = opened(store.path, io=Full())
    assert not again.readonly and "stay in the journal" in str(again.notes[0])
    assert fill(again, 1).seq == 3
    again.close(compact=False)


def test_compacting_by_path_says_why_it_cannot(store):
    class Full(OsIO):
        def fsync(self, fd):
            raise OSError(28, "No space left on device")

    with pytest.raises(NotSaved, match="stay in the journal"):
        compact(store.path, io=Full())
