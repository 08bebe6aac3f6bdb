"""Programs of different age on one book, also while it is open, and carrying it over."""

import os

import pytest
from store_story import bytes_of, change, count_of, make, opened, plain_tables, put, step

from tierdesk.store.port import Conflict, Op, ReadOnly, TooNew
from tierdesk.store.tiny.integrity import check, repair
from tierdesk.store.tiny.session import Versions


def louder(tables):
    """Schema 1 -> 2: a pure function."""
    return {
        name: {
            key: {**doc, "name": doc["name"].upper()} if "name" in doc else doc
            for key, doc in docs.items()
        }
        for name, docs in tables.items()
    }


def renamed(tables):
    """Schema 2 -> 3."""
    return {("visits" if name == "touches" else name): docs for name, docs in tables.items()}


WRITER_2 = Versions(writer=2, min_writer=2)
READER_2 = Versions(reader=2, writer=2, min_reader=2, min_writer=2)
SCHEMA_2 = Versions(steps={1: louder})
SCHEMA_3 = Versions(steps={1: louder, 2: renamed})


def written_by(path, versions):
    store = opened(path, versions=versions)
    put(store, 1, by_newer=True)
    store.compact()
    store.close()


def test_a_newer_min_writer_is_shown_read_only(tmp_path):
    store = make(str(tmp_path))
    store.close()
    written_by(store.path, WRITER_2)
    old = opened(store.path)
    assert old.readonly and count_of(old.tables()) == 5
    with pytest.raises(ReadOnly, match="update tierdesk"):
        step(old)
    assert not old.compact()
    old.close()


def test_a_newer_min_reader_is_refused_and_unchanged(tmp_path):
    store = make(str(tmp_path))
    store.close()
    written_by(store.path, READER_2)
    before = bytes_of(tmp_path)
    with pytest.raises(TooNew, match="update tierdesk"):
        opened(store.path)
    with pytest.raises(TooNew):
        repair(store.path)
    assert not check(store.path).ok
    assert bytes_of(tmp_path) == before
    assert opened(store.path, versions=READER_2).get("customers", 1)["by_newer"]


def test_a_session_that_is_open_when_a_newer_writer_takes_over_becomes_read_only(tmp_path):
    store = make(str(tmp_path))
    written_by(store.path, WRITER_2)
    with pytest.raises(ReadOnly, match="start again"):
        step(store)
    assert store.get("customers", 1)["by_newer"]
    assert store.readonly
    store.close()


def test_a_session_that_is_open_when_a_newer_reader_takes_over_stops(tmp_path):
    store = make(str(tmp_path))
    written_by(store.path, READER_2)
    with pytest.raises(TooNew):
        step(store)
    with pytest.raises(TooNew):
        store.changes()
    assert count_of(store.tables()) == 5
    store.close()


def test_a_newer_schema_is_shown_read_only_also_while_open(tmp_path):
    store = make(str(tmp_path))
    newer = opened(store.path, versions=SCHEMA_2)
    newer.close()
    with pytest.raises(ReadOnly):
        step(store)
    store.close()
    assert opened(store.path).readonly


def test_unknown_fields_of_a_newer_version_are_kept(tmp_path):
    store = make(str(tmp_path))
    put(store, 1, future={"x": [1]})
    put(store, 1, name="new")
    store.compact()
    assert opened(store.path).get("customers", 1)["future"] == {"x": [1]}
    store.close()


def test_an_older_book_is_carried_over_and_kept_complete(tmp_path):
    store = make(str(tmp_path), steps=5, folded=2)
    held = {name: dict(docs) for name, docs in store.tables().items()}
    stale = store.get("customers", 1)
    store.close(compact=False)
    new = opened(store.path, versions=SCHEMA_3)
    assert set(new.tables()) == {"customers", "visits"}
    assert new.tables()["visits"]["1"]["rev"] > stale["rev"]
    assert "carried over" in str(new.notes[0])
    assert put(new, 1, z=1).seq == 8
    with pytest.raises(Conflict):
        new.commit(change(Op("visits", 1, 2, None)))
    new.close()
    kept = opened(str(tmp_path / "crm.json.schema-1.bak"), readonly=True)
    assert kept.tables() == held
    again = opened(store.path, versions=SCHEMA_3)
    assert again.notes == []
    again.close()
    os.unlink(store.path)
    assert opened(store.path, versions=SCHEMA_3).get("customers", 1)["z"] == 1


def test_a_reader_carries_over_in_memory_only(tmp_path):
    store = make(str(tmp_path))
    store.close()
    before = bytes_of(tmp_path)
    reader = opened(store.path, versions=SCHEMA_3, readonly=True)
    assert "visits" in reader.tables()
    reader.close()
    assert bytes_of(tmp_path) == before


def test_a_step_that_fails_changes_nothing(tmp_path):
    def broken(tables):
        raise KeyError("stage")

    store = make(str(tmp_path))
    store.close()
    before = bytes_of(tmp_path)
    with pytest.raises(KeyError):
        opened(store.path, versions=Versions(steps={1: broken}))
    assert bytes_of(tmp_path) == before
    assert step(opened(store.path)) == 6


def test_the_clock_has_no_say(tmp_path):
    from tierdesk.store.tiny.syscalls import OsIO

    class Backwards(OsIO):
        now = 2e9

        def wall(self):
            Backwards.now -= 1e6
            return Backwards.now

    store = make(str(tmp_path), io=Backwards())
    store.close(compact=False)
    os.utime(store.path, (0, 0))
    again = opened(store.path)
    assert count_of(again.tables()) == 5
    assert again.notes == []
    again.close()
    assert plain_tables(store.path)["customers"]["1"]["n"] == 5
