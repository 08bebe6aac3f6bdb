"""Torn tails, flipped bits, lost files: what is shown, what is told, what is never touched."""

import os
import shutil

import pytest
from store_story import (
    bytes_of,
    clone,
    count_of,
    evidence_in,
    fast_folder,
    make,
    opened,
    put,
    step,
)

from tierdesk.store.port import Damaged, ReadOnly, StoreError
from tierdesk.store.tiny.integrity import check, repair


@pytest.fixture
def folder(tmp_path):
    root = fast_folder(tmp_path)
    yield root
    shutil.rmtree(root, ignore_errors=True)


def book(folder, steps=6, folded=2):
    """(path, journal bytes) of a closed book with `steps - folded` steps in the journal."""
    home = os.path.join(folder, "book")
    os.makedirs(home)
    store = make(home, steps, folded)
    store.close(compact=False)
    with open(store.path + ".journal", "rb") as file:
        return store.path, file.read()


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def test_every_byte_of_the_tail_may_be_the_last_one(folder):
    path, journal = book(folder)
    ends = [at + 1 for at, byte in enumerate(journal) if byte == 10]
    for cut in range(ends[-4], len(journal) + 1):
        copy = clone(path, folder, "cut")
        write(copy + ".journal", journal[:cut])
        store = opened(copy)
        whole = sum(end <= cut for end in ends) - 1
        assert count_of(store.tables()) == 2 + whole
        torn = cut not in ends
        assert torn == any("unfinished" in str(note) for note in store.notes)
        kept = evidence_in(copy, ".torn-")
        assert len(kept) == torn
        if torn:
            rest = read(os.path.join(os.path.dirname(copy), kept[0]))
            assert rest == journal[max(end for end in ends if end <= cut) : cut]
        step(store)
        store.close(compact=False)
        again = opened(copy)
        assert count_of(again.tables()) == 3 + whole
        assert again.notes == []
        again.close()


def test_a_tail_of_zeros_is_set_aside(folder):
    path, journal = book(folder)
    write(path + ".journal", journal + b"\0" * 700)
    store = opened(path)
    assert count_of(store.tables()) == 6
    assert len(evidence_in(path, ".torn-")) == 1
    step(store)
    store.close()


def test_a_flipped_bit_in_the_journal_is_never_silent(folder):
    path, journal = book(folder)
    first, last = journal.index(10) + 1, journal[:-1].rindex(b"\n") + 1
    for at in range(len(journal)):
        damaged = bytearray(journal)
        damaged[at] ^= 1 << at % 8
        copy = clone(path, folder, "flip")
        write(copy + ".journal", damaged)
        store = opened(copy)
        assert store.notes, at
        found = count_of(store.tables())
        if at < first:
            assert found == 6 and store.readonly
        elif at < last:
            assert found < 6 and store.readonly
        else:
            assert found == 5
            assert store.readonly or evidence_in(copy, ".torn-")
        if store.readonly:
            with pytest.raises(ReadOnly):
                put(store, 1, note="x")
            assert read(copy + ".journal") == bytes(damaged)
        store.close()


def test_a_flipped_bit_in_the_data_file_is_never_silent(folder):
    path, _ = book(folder, folded=4)
    data = read(path)
    outcomes = set()
    for at in range(len(data)):
        damaged = bytearray(data)
        damaged[at] ^= 1 << at % 8
        copy = clone(path, folder, "flip")
        write(copy, damaged)
        before = bytes_of(os.path.dirname(copy))
        try:
            store = opened(copy)
        except StoreError as error:
            outcomes.add(type(error).__name__)
            assert bytes_of(os.path.dirname(copy)) == before
            continue
        assert store.notes, at
        text = " ".join(map(str, store.notes))
        if "rebuilt" in text:
            assert count_of(store.tables()) == 6
            outcomes.add("rebuilt")
        else:
            assert "another program" in text or "did not write" in text
            outcomes.add("edited")
        store.close()
    assert {"rebuilt", "edited"} <= outcomes


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: None,
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: b"<<<<<<< HEAD\n" + data,
        lambda data: data.replace(b"}\n}\n", b"},\n}\n"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data[:-3],
        lambda data: data + data,
    ],
    ids=["deleted", "empty", "half", "conflict", "comma", "bom", "short", "twice"],
)
def test_a_lost_data_file_is_rebuilt_from_the_previous_generation(folder, spoil):
    path, _ = book(folder, folded=3)
    data = spoil(read(path))
    if data is None:
        os.unlink(path)
    else:
        write(path, data)
    store = opened(path)
    assert count_of(store.tables()) == 6
    assert "nothing acknowledged was lost" in str(store.notes)
    assert bool(evidence_in(path, ".damaged-")) == bool(data)
    step(store)
    store.close()
    os.unlink(path)
    again = opened(path)
    assert count_of(again.tables()) == 7
    again.close()


def test_a_first_generation_is_rebuilt_from_its_journal_alone(folder):
    home = os.path.join(folder, "young")
    os.makedirs(home)
    store = make(home, steps=3, folded=9)
    store.close(compact=False)
    os.unlink(store.path)
    again = opened(store.path)
    assert count_of(again.tables()) == 3
    again.close()


def test_a_reader_sees_the_rebuilt_book_and_changes_no_byte(folder):
    path, _ = book(folder, folded=3)
    write(path, b"{")
    before = bytes_of(os.path.dirname(path))
    store = opened(path, readonly=True)
    assert count_of(store.tables()) == 6
    store.close()
    assert bytes_of(os.path.dirname(path)) == before


def test_without_any_intact_copy_nothing_is_changed(folder):
    path, _ = book(folder, folded=3)
    write(path, b"{")
    os.unlink(path + ".bak")
    before = bytes_of(os.path.dirname(path))
    with pytest.raises(Damaged, match="restore a backup"):
        opened(path)
    assert not check(path).ok
    assert bytes_of(os.path.dirname(path)) == before


def test_a_journal_lost_while_closed_is_told(folder):
    path, _ = book(folder, folded=3)
    os.unlink(path + ".journal")
    store = opened(path)
    assert count_of(store.tables()) == 3
    assert "no journal beside" in str(store.notes[0])
    step(store)
    store.close()


def test_repair_keeps_the_longest_good_run_and_says_what_is_lost(folder):
    path, journal = book(folder)
    ends = [at + 1 for at, byte in enumerate(journal) if byte == 10]
    damaged = bytearray(journal)
    damaged[ends[1] + 40] ^= 4
    write(path + ".journal", damaged)
    done = repair(path)
    assert (done.changed, done.kept, done.lost_records) == (True, 1, 2)
    assert done.lost_bytes == len(journal) - ends[1]
    assert read(os.path.join(os.path.dirname(path), done.aside)) == bytes(damaged)
    store = opened(path)
    assert count_of(store.tables()) == 3
    assert store.session.book.seq > 7
    touch = step(store)
    assert touch == 4
    assert max(map(int, store.tables()["touches"])) == 7
    store.close()
    assert check(path).ok


def test_repair_of_a_damaged_first_line_loses_nothing(folder):
    path, journal = book(folder)
    write(path + ".journal", journal[:5] + b"?" + journal[6:])
    assert not check(path).ok
    done = repair(path)
    assert (done.changed, done.lost_records, done.lost_bytes) == (True, 0, 0)
    store = opened(path)
    assert count_of(store.tables()) == 6
    assert not store.readonly
    store.close()


def test_repair_of_a_sound_book_changes_nothing(folder):
    path, _ = book(folder)
    before = bytes_of(os.path.dirname(path))
    assert not repair(path).changed
    assert bytes_of(os.path.dirname(path)) == before


def test_what_was_shown_stays_when_opening_again_fails(tmp_path):
    store = make(str(tmp_path))
    for end in ("", ".bak"):
        (tmp_path / f"crm.json{end}").write_bytes(b"{")
    with pytest.raises(StoreError):
        store.load()
    store.rescue(tmp_path / "rescue.json")
    assert count_of(opened(tmp_path / "rescue.json").tables()) == 5
    store.close()
