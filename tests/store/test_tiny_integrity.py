"""Checking looks at everything and changes nothing."""

import os
import shutil

import pytest
from tiny_steps import fill, opened

from tierdesk.store.port import NotSaved, Unreachable
from tierdesk.store.tiny.integrity import check, compact, repair
from tierdesk.store.tiny.syscalls import OsIO


def test_a_check_of_a_sound_book_counts_and_finds_nothing(filled):
    filled.compact()
    fill(filled, 1)
    report = check(filled.path)
    assert report.ok and report.problems == ()
    assert (report.seq, report.generation, report.records) == (3, 2, 1)
    assert report.counts == {"customers": 6}
    assert report.data_bytes == os.path.getsize(filled.path)
    assert report.journal_bytes == os.path.getsize(filled.path + ".journal")


def test_a_check_creates_no_file_and_a_missing_book_is_a_sentence(tmp_path):
    with pytest.raises(Unreachable):
        check(tmp_path / "none.json")
    with pytest.raises(Unreachable):
        repair(tmp_path / "none.json")
    assert os.listdir(tmp_path) == []


def test_a_check_finds_impossible_revisions_and_ids(filled):
    filled.session.book.tables["customers"]["9"] = {"rev": 99}
    filled.session.book.tables["customers"]["1"] = {"name": "no revision"}
    fill(filled, 1)
    filled.compact()
    problems = " ".join(map(str, check(filled.path).problems))
    assert "impossible revision" in problems and "id that would be given away" in problems


def test_a_check_tells_when_the_previous_generation_is_gone(filled):
    filled.compact()
    os.unlink(filled.path + ".bak")
    assert "previous generation" in str(check(filled.path).problems[0])


def test_compacting_by_path_leaves_everything_in_the_data_file(filled, tmp_path):
    filled.close(compact=False)
    assert compact(filled.path)
    assert not compact(filled.path)
    shutil.copy(filled.path, tmp_path / "alone.json")
    assert len(opened(tmp_path / "alone.json").tables()["customers"]) == 5


@pytest.mark.parametrize("gone", [".bak", ".journal.1"])
def test_a_lost_previous_generation_is_made_anew_at_the_next_opening(filled, gone):
    filled.compact()
    fill(filled, 1)
    os.unlink(filled.path + gone)
    assert not check(filled.path).ok
    again = opened(filled.path)
    assert again.notes == [] and check(filled.path).ok
    fill(again, 1)
    again.close(compact=False)
    os.unlink(filled.path)
    assert len(opened(filled.path).tables()["customers"]) == 7


def test_a_full_disk_keeps_a_single_generation_writable(filled):
    filled.compact()
    os.unlink(filled.path + ".bak")

    class Full(OsIO):
        def fsync(self, fd):
            raise OSError(28, "No space left on device")

    again = opened(filled.path, io=Full())
    assert not again.readonly and "stay in the journal" in str(again.notes[0])
    assert fill(again, 1).seq == 3
    again.close(compact=False)


def test_compacting_by_path_says_why_it_cannot(filled):

    class Full(OsIO):
        def fsync(self, fd):
            raise OSError(28, "No space left on device")

    with pytest.raises(NotSaved, match="stay in the journal"):
        compact(filled.path, io=Full())
