"""Compaction, backups, restoring, checking: what keeps a book small and safe."""

import os
import shutil
from pathlib import Path

import pytest

from tierdesk.store.port import ChangeSet, Damaged, ExternalChange, NotSaved, Op, Unreachable
from tierdesk.store.tiny import compaction
from tierdesk.store.tiny.backup import backup, restore
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


class Clock(OsIO):
    """Time passes only when told."""

    now = 100.0

    def monotonic(self):
        return self.now


@pytest.mark.parametrize(
    ("snapshot", "limit"),
    [(0, 1 << 20), (2 << 20, 1 << 20), (12 << 20, 3 << 20), (1 << 30, 8 << 20)],
)
def test_the_journal_may_grow_to_a_quarter_of_the_file_within_bounds(snapshot, limit):
    assert compaction.journal_limit(snapshot) == limit


def test_a_small_book_is_folded_two_seconds_after_the_last_commit(tmp_path):
    clock = Clock()
    store = opened(tmp_path / "crm.json", io=clock)
    fill(store, 1)
    store.maintain()
    assert store.session.gen == 1
    clock.now += 2.5
    store.maintain()
    assert store.session.gen == 2
    clock.now += 60
    store.maintain()
    assert store.session.gen == 2
    store.close()


def test_a_large_book_is_folded_when_its_journal_has_grown_and_not_at_every_exit(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(compaction, "SMALL_SNAPSHOT", 10_000)
    monkeypatch.setattr(compaction, "BIG_SNAPSHOT", 20_000)
    monkeypatch.setattr(compaction, "LEAST_JOURNAL", 1000)
    clock = Clock()
    store = opened(tmp_path / "crm.json", io=clock)
    fill(store, 300, text="x" * 200)
    store.compact()
    fill(store, 1)
    clock.now += 60
    store.maintain()
    assert store.session.gen == 2
    store.close()
    store = opened(tmp_path / "crm.json", io=clock)
    assert store.session.gen == 2
    fill(store, 100, text="x" * 200)
    store.maintain()
    assert store.session.gen == 3
    fill(store, 100, text="x" * 200)
    store.close()
    again = opened(tmp_path / "crm.json")
    assert again.session.gen == 4
    again.close()


def test_a_session_that_changed_nothing_rewrites_nothing(store):
    store.close()
    before = {name: os.stat(name).st_ino for name in Path(store.path).parent.glob("*")}
    again = opened(store.path)
    assert again.compact()
    again.maintain()
    again.close()
    assert {name: os.stat(name).st_ino for name in Path(store.path).parent.glob("*")} == before


def test_off_lock_folding_lets_others_commit_meanwhile(store):
    other = opened(store.path)

    class Meddling(OsIO):
        def pwrite(self, fd, data, offset):
            if len(data) >= 512:
                fill(other, 4)
            return super().pwrite(fd, data, offset)

    folding = opened(store.path, io=Meddling())
    assert folding.compact(off_lock=True)
    assert len(folding.tables()["customers"]) == 9
    assert folding.session.gen == 2
    fill(folding, 1)
    assert [applied.seq for applied in other.changes()] == [4]
    folding.close(compact=False)
    other.close(compact=False)
    again = opened(store.path)
    assert len(again.tables()["customers"]) == 10
    again.close()


def test_off_lock_folding_gives_way_to_another_session_that_folded(store):
    other = opened(store.path)

    class Meddling(OsIO):
        def pwrite(self, fd, data, offset):
            if len(data) >= 512:
                fill(other, 1)
                other.compact(off_lock=False)
            return super().pwrite(fd, data, offset)

    folding = opened(store.path, io=Meddling())
    assert not folding.compact(off_lock=True)
    assert folding.session.gen == 2
    assert not list(Path(store.path).parent.glob("*.tmp*"))
    folding.close(compact=False)
    other.close(compact=False)


def test_half_files_of_dead_processes_are_swept_and_those_of_living_ones_stay(store):
    folder = Path(store.path).parent
    dead, alive = folder / "crm.json.tmp-999999999-1", folder / f"crm.json.tmp-{os.getpid()}-99"
    for name in (dead, alive, folder / "crm.json.tmp-x"):
        name.write_bytes(b"half")
    opened(store.path).close(compact=False)
    assert not dead.exists() and alive.exists() and (folder / "crm.json.tmp-x").exists()


def test_without_hard_links_folding_works_and_says_what_is_missing(tmp_path):
    class NoLinks(OsIO):
        def link(self, source, target):
            raise PermissionError(1, "Operation not permitted")

    store = opened(tmp_path / "crm.json", io=NoLinks())
    fill(store, 1)
    assert store.compact()
    assert "hard links" in str(store.notes[0])
    copied = backup(store, tmp_path / "copy.json")
    assert opened(copied.path).tables() == store.tables()
    store.close()


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
    with pytest.raises(NotSaved, match="exists already"):
        backup(store, tmp_path / "copy.json")
    assert (tmp_path / "copy.json").read_bytes() == before
    assert backup(store, tmp_path / "copy.json", overwrite=True).seq == 3
    for taken in (store.path, tmp_path / "crm.json"):
        with pytest.raises(NotSaved, match="book in use"):
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
    shutil.copy(store.path, tmp_path / "alone.json")
    assert len(opened(tmp_path / "alone.json").tables()["customers"]) == 5


def test_a_rescue_copy_never_overwrites(store, tmp_path):
    (tmp_path / "there.json").write_text("mine")
    with pytest.raises(NotSaved):
        store.rescue(tmp_path / "there.json")
    assert (tmp_path / "there.json").read_text() == "mine"
