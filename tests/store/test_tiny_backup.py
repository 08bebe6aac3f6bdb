"""Backups open by themselves, restoring deletes nothing."""

import os
from pathlib import Path

import pytest

from tierdesk.errors import Refused
from tierdesk.store.port import ChangeSet, Damaged, ExternalChange, NotSaved, Op, Unreachable
from tierdesk.store.tiny.backup import backup, restore
from tierdesk.store.tiny.engine import FileStore
from tierdesk.store.tiny.integrity import check
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


def test_a_backup_is_one_moment_that_opens_by_itself(store, tmp_path):
    done = backup(store, tmp_path / "copy.json")
    assert (done.seq, done.counts) == (2, {"customers": 5})
    assert check(done.path).ok
    copy = opened(done.path)
    assert copy.tables() == store.tables() and copy.notes == []
    copy.close()
    from_path = backup(store.path, tmp_path / "second.json")
    assert (from_path.seq, from_path.counts, from_path.crc) == (2, {"customers": 5}, done.crc)


def test_a_backup_overwrites_only_when_told(store, tmp_path):
    backup(store, tmp_path / "copy.json")
    before = (tmp_path / "copy.json").read_bytes()
    fill(store, 1)
    with pytest.raises(Refused, match="exists already"):
        backup(store, tmp_path / "copy.json")
    assert (tmp_path / "copy.json").read_bytes() == before
    assert backup(store, tmp_path / "copy.json", overwrite=True).seq == 3
    for taken in (store.path, tmp_path / "crm.json"):
        with pytest.raises(Refused, match="book in use"):
            backup(store, taken, overwrite=True)
    assert not list(tmp_path.glob("*.tmp*"))


def test_a_backup_to_nowhere_or_of_nothing_is_a_sentence(store, tmp_path):
    with pytest.raises(NotSaved):
        backup(store, tmp_path / "no" / "copy.json")
    with pytest.raises(Unreachable):
        backup(tmp_path / "none.json", tmp_path / "copy.json")
    assert not (tmp_path / "none.json").exists()


def test_restoring_brings_the_backup_back_and_keeps_the_former_book_whole(store, tmp_path):
    done = backup(store, tmp_path / "copy.json")
    held = {name: dict(docs) for name, docs in store.tables().items()}
    fill(store, 4)
    newest = {name: dict(docs) for name, docs in store.tables().items()}
    back = restore(done.path, store.path)
    assert (back.counts, back.seq) == ({"customers": 5}, 4)
    with pytest.raises(ExternalChange):
        store.changes()
    with pytest.raises(ExternalChange):
        fill(store, 1)
    again = opened(store.path)
    assert again.tables() == held and again.notes == []
    assert fill(again, 1).seq == 5
    again.compact()
    again.close()
    assert check(store.path).ok
    former = opened(tmp_path / back.former, readonly=True)
    assert former.tables() == newest
    former.close()


@pytest.mark.parametrize("damage", [b"", b"{", b"garbage"])
def test_restoring_works_over_a_damaged_book(store, tmp_path, damage):
    backup(store, tmp_path / "copy.json")
    store.compact()
    store.close(compact=False)
    Path(store.path).write_bytes(damage)
    back = restore(tmp_path / "copy.json", store.path)
    assert (tmp_path / back.former).read_bytes() == damage
    again = opened(store.path)
    assert len(again.tables()["customers"]) == 5 and again.notes == []
    again.close()


def test_restoring_to_a_place_without_a_book_makes_one(store, tmp_path):
    backup(store, tmp_path / "copy.json")
    (tmp_path / "new").mkdir()
    back = restore(tmp_path / "copy.json", tmp_path / "new" / "crm.json")
    assert back.former == ""
    assert opened(back.path).tables() == store.tables()


def test_only_an_intact_backup_is_restored(store, tmp_path):
    copy = tmp_path / "copy.json"
    backup(store, copy)
    before = Path(store.path).read_bytes()
    raw = bytearray(copy.read_bytes())
    raw[-20] ^= 1
    for spoilt in (bytes(raw), raw[:-9], b'{"customers":{}}', b"", b"x"):
        copy.write_bytes(spoilt)
        with pytest.raises(Damaged):
            restore(copy, store.path)
    with pytest.raises(Unreachable):
        restore(tmp_path / "none", store.path)
    assert Path(store.path).read_bytes() == before
    assert not list(tmp_path.glob("*before-restore*"))


def test_a_restore_that_dies_between_its_renames_is_finished_by_the_next_opener(store, tmp_path):
    backup(store, tmp_path / "copy.json")
    fill(store, 2)
    store.close(compact=False)
    held = opened(tmp_path / "copy.json", readonly=True).tables()

    class Dying(OsIO):
        renames = 0

        def replace(self, source, target):
            self.renames += 1
            if self.renames == 2:
                raise KeyboardInterrupt
            super().replace(source, target)

    with pytest.raises(KeyboardInterrupt):
        restore(tmp_path / "copy.json", store.path, io=Dying())
    again = opened(store.path)
    assert again.tables() == held
    fill(again, 1)
    again.close()
    assert check(store.path).ok


def test_a_rescue_copy_never_overwrites(store, tmp_path):
    (tmp_path / "there.json").write_text("mine")
    with pytest.raises(Refused):
        store.rescue(tmp_path / "there.json")
    assert (tmp_path / "there.json").read_text() == "mine"


def test_a_backup_leaves_the_news_for_the_session(store, tmp_path):
    other = opened(store.path)
    fill(other, 1)
    assert backup(store, tmp_path / "copy.json").seq == 3
    assert [applied.seq for applied in store.changes()] == [3]
    other.close(compact=False)
