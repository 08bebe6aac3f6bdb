"""Compaction, backups, restoring, checking: what keeps a book small and safe."""

import os
from pathlib import Path

import pytest
from tiny_steps import fill, opened

from tierdesk.store.tiny import compaction
from tierdesk.store.tiny.backup import backup
from tierdesk.store.tiny.integrity import check
from tierdesk.store.tiny.syscalls import OsIO


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


def test_another_sessions_change_is_not_folded_while_that_session_is_at_work(tmp_path):
    clock = Clock()
    store = opened(tmp_path / "crm.json", io=clock)
    fill(store, 1)
    store.compact()
    other = opened(tmp_path / "crm.json")
    clock.now += 60
    fill(other, 1)
    store.changes()
    store.maintain()
    assert store.session.gen == 2
    clock.now += 2.5
    store.maintain()
    assert store.session.gen == 3
    store.close()
    other.close()


def test_leaving_does_not_wait_long_for_a_busy_book(tmp_path):
    class Stopwatch(OsIO):
        now = 0.0

        def monotonic(self):
            return self.now

        def pause(self, seconds):
            self.now += seconds

    watch = Stopwatch()
    store = opened(tmp_path / "crm.json", io=watch)
    fill(store, 1)
    other = opened(tmp_path / "crm.json")
    with other.session.lock.exclusive(1):
        store.close()
    assert watch.now < 0.6
    assert "locked" in str(store.notes[0])
    other.close()


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


def test_a_session_that_changed_nothing_rewrites_nothing(filled):
    filled.close()
    before = {name: os.stat(name).st_ino for name in Path(filled.path).parent.glob("*")}
    again = opened(filled.path)
    assert again.compact()
    again.maintain()
    again.close()
    assert {name: os.stat(name).st_ino for name in Path(filled.path).parent.glob("*")} == before


def test_off_lock_folding_lets_others_commit_meanwhile(filled):
    other = opened(filled.path)

    class Meddling(OsIO):
        def pwrite(self, fd, data, offset):
            if len(data) >= 512:
                fill(other, 4)
            return super().pwrite(fd, data, offset)

    folding = opened(filled.path, io=Meddling())
    assert folding.compact(off_lock=True)
    assert len(folding.tables()["customers"]) == 9
    assert folding.session.gen == 2
    fill(folding, 1)
    assert [applied.seq for applied in other.changes()] == [4]
    folding.close(compact=False)
    other.close(compact=False)
    again = opened(filled.path)
    assert len(again.tables()["customers"]) == 10
    again.close()


def test_off_lock_folding_gives_way_to_another_session_that_folded(filled):
    other = opened(filled.path)

    class Meddling(OsIO):
        def pwrite(self, fd, data, offset):
            if len(data) >= 512:
                fill(other, 1)
                other.compact(off_lock=False)
            return super().pwrite(fd, data, offset)

    folding = opened(filled.path, io=Meddling())
    assert not folding.compact(off_lock=True)
    assert folding.session.gen == 2
    assert not list(Path(filled.path).parent.glob("*.tmp*"))
    folding.close(compact=False)
    other.close(compact=False)


def test_half_files_of_dead_processes_are_swept_and_those_of_living_ones_stay(filled):
    folder = Path(filled.path).parent
    dead, alive = folder / "crm.json.tmp-999999999-1", folder / f"crm.json.tmp-{os.getpid()}-99"
    for name in (dead, alive, folder / "crm.json.tmp-x"):
        name.write_bytes(b"half")
    opened(filled.path).close(compact=False)
    assert not dead.exists() and alive.exists() and (folder / "crm.json.tmp-x").exists()


def test_without_hard_links_the_previous_generation_is_a_copy(tmp_path):
    class NoLinks(OsIO):
        def link(self, source, target):
            raise PermissionError(1, "Operation not permitted")

    store = opened(tmp_path / "crm.json", io=NoLinks())
    fill(store, 1)
    assert store.compact()
    fill(store, 1)
    assert store.notes == [] and check(store.path).ok
    copied = backup(store, tmp_path / "copy.json")
    assert opened(copied.path).tables() == store.tables()
    store.close()
