"""Backups open by themselves, restoring deletes nothing."""

from pathlib import Path

import pytest
from tiny_steps import fill, opened

from tierdesk.errors import Refused
from tierdesk.store.port import Damaged, ExternalChange, NotSaved, Unreachable
from tierdesk.store.tiny.backup import backup, restore
from tierdesk.store.tiny.integrity import check
from tierdesk.store.tiny.syscalls import OsIO


def test_a_backup_is_one_moment_that_opens_by_itself(filled, tmp_path):
    done = backup(filled, tmp_path / "copy.json")
    assert (done.seq, done.counts) == (2, {"customers": 5})
    assert check(done.path).ok
    copy = opened(done.path)
    assert copy.tables() == filled.tables() and copy.notes == []
    copy.close()
    from_path = backup(filled.path, tmp_path / "second.json")
    assert (from_path.seq, from_path.counts, from_path.crc) == (2, {"customers": 5}, done.crc)


def test_a_backup_overwrites_only_when_told(filled, tmp_path):
    backup(filled, tmp_path / "copy.json")
    before = (tmp_path / "copy.json").read_bytes()
    fill(filled, 1)
    with pytest.raises(Refused, match="exists already"):
        backup(filled, tmp_path / "copy.json")
    assert (tmp_path / "copy.json").read_bytes() == before
    assert backup(filled, tmp_path / "copy.json", overwrite=True).seq == 3
    for taken in (filled.path, tmp_path / "crm.json"):
        with pytest.raises(Refused, match="book in use"):
            backup(filled, taken, overwrite=True)
    assert not list(tmp_path.glob("*.tmp*"))


def test_a_backup_to_nowhere_or_of_nothing_is_a_sentence(filled, tmp_path):
    with pytest.raises(NotSaved):
        backup(filled, tmp_path / "no" / "copy.json")
    with pytest.raises(Unreachable):
        backup(tmp_path / "none.json", tmp_path / "copy.json")
    assert not (tmp_path / "none.json").exists()


def test_restoring_brings_the_backup_back_and_keeps_the_former_book_whole(filled, tmp_path):
    done = backup(filled, tmp_path / "copy.json")
    held = {name: dict(docs) for name, docs in filled.tables().items()}
    fill(filled, 4)
    newest = {name: dict(docs) for name, docs in filled.tables().items()}
    back = restore(done.path, filled.path)
    assert (back.counts, back.seq) == ({"customers": 5}, 4)
    with pytest.raises(ExternalChange):
        filled.changes()
    with pytest.raises(ExternalChange):
        fill(filled, 1)
    again = opened(filled.path)
    assert again.tables() == held and again.notes == []
    assert fill(again, 1).seq == 5
    again.compact()
    again.close()
    assert check(filled.path).ok
    former = opened(tmp_path / back.former, readonly=True)
    assert former.tables() == newest
    former.close()


@pytest.mark.parametrize("damage", [b"", b"{", b"garbage"])
def test_restoring_works_over_a_damaged_book(filled, tmp_path, damage):
    backup(filled, tmp_path / "copy.json")
    filled.compact()
    filled.close(compact=False)
    Path(filled.path).write_bytes(damage)
    back = restore(tmp_path / "copy.json", filled.path)
    assert (tmp_path / back.former).read_bytes() == damage
    again = opened(filled.path)
    assert len(again.tables()["customers"]) == 5 and again.notes == []
    again.close()


def test_restoring_to_a_place_without_a_book_makes_one(filled, tmp_path):
    backup(filled, tmp_path / "copy.json")
    (tmp_path / "new").mkdir()
    back = restore(tmp_path / "copy.json", tmp_path / "new" / "crm.json")
    assert back.former == ""
    assert opened(back.path).tables() == filled.tables()


def test_only_an_intact_backup_is_restored(filled, tmp_path):
    copy = tmp_path / "copy.json"
    backup(filled, copy)
    before = Path(filled.path).read_bytes()
    raw = bytearray(copy.read_bytes())
    raw[-20] ^= 1
    for spoilt in (bytes(raw), raw[:-9], b'{"customers":{}}', b"", b"x"):
        copy.write_bytes(spoilt)
        with pytest.raises(Damaged):
            restore(copy, filled.path)
    with pytest.raises(Unreachable):
        restore(tmp_path / "none", filled.path)
    assert Path(filled.path).read_bytes() == before
    assert not list(tmp_path.glob("*before-restore*"))


def test_a_restore_that_dies_between_its_renames_is_finished_by_the_next_opener(filled, tmp_path):
    backup(filled, tmp_path / "copy.json")
    fill(filled, 2)
    filled.close(compact=False)
    held = opened(tmp_path / "copy.json", readonly=True).tables()

    class Dying(OsIO):
        renames = 0

        def replace(self, source, target):
            self.renames += 1
            if self.renames == 2:
                raise KeyboardInterrupt
            super().replace(source, target)

    with pytest.raises(KeyboardInterrupt):
        restore(tmp_path / "copy.json", filled.path, io=Dying())
    again = opened(filled.path)
    assert again.tables() == held
    fill(again, 1)
    again.close()
    assert check(filled.path).ok


def test_a_rescue_copy_never_overwrites(filled, tmp_path):
    (tmp_path / "there.json").write_text("mine")
    with pytest.raises(Refused):
        filled.rescue(tmp_path / "there.json")
    assert (tmp_path / "there.json").read_text() == "mine"


def test_a_backup_leaves_the_news_for_the_session(filled, tmp_path):
    other = opened(filled.path)
    fill(other, 1)
    assert backup(filled, tmp_path / "copy.json").seq == 3
    assert [applied.seq for applied in filled.changes()] == [3]
    other.close(compact=False)
