"""Full disks, failing disks, limits, missing permissions: nothing is half-written, the
sentence says what to do, and the session goes on where it may."""

import errno
import os
import resource
import shutil
import subprocess
import sys

import pytest
from store_io import Failing, Passing, Short
from store_story import change, count_of, make, opened, plain_tables, play, put, step, violations

from tierdesk.store.port import (
    NotSaved,
    Op,
    OutcomeUnknown,
    ReadOnly,
    Unreachable,
)
from tierdesk.store.tiny.engine import FileStore


def journal_calls(*names):
    """Picks calls on the journal by name; writes of any other file pass."""

    def when(name, args):
        if name not in names:
            return False
        return os.readlink(f"/proc/self/fd/{args[0]}").endswith(".journal")

    return when


class Switch(Passing):
    """A facade whose faults are turned on later."""

    rule = staticmethod(lambda name, args: None)

    def call(self, name, *args):
        error = self.rule(name, args)
        if error:
            raise OSError(error, os.strerror(error))
        return super().call(name, *args)


def fail(error, *names):
    when = journal_calls(*names)
    return lambda name, args: error if when(name, args) else None


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_takes_the_change_back_and_the_session_goes_on(tmp_path, error):
    io = Switch()
    store = make(str(tmp_path), io=io)
    size = os.path.getsize(store.path + ".journal")
    io.rule = fail(error, "write")
    with pytest.raises(NotSaved) as told:
        step(store)
    assert {errno.EFBIG: "limit"}.get(error, "is full") in str(told.value)
    assert count_of(store.tables()) == 5
    assert os.path.getsize(store.path + ".journal") == size
    io.rule = Switch.rule
    assert step(store) == 6
    store.close()


def test_half_a_line_on_a_full_disk_is_cut_off_again(tmp_path):
    class HalfThenFull(Passing):
        on = False

        def call(self, name, *args):
            if self.on and journal_calls("write")(name, args):
                self.inner.write(args[0], bytes(args[1])[:20])
                raise OSError(errno.ENOSPC, "full")
            return super().call(name, *args)

    io = HalfThenFull()
    store = make(str(tmp_path), io=io)
    size = os.path.getsize(store.path + ".journal")
    io.on = True
    with pytest.raises(NotSaved):
        step(store)
    assert os.path.getsize(store.path + ".journal") == size
    io.on = False
    assert step(store) == 6
    store.close()


def test_a_failed_sync_makes_the_session_read_only_until_it_is_reopened(tmp_path):
    io = Switch()
    store = make(str(tmp_path), io=io)
    calls = iter([errno.EIO])
    when = journal_calls("fdatasync")
    io.rule = lambda name, args: next(calls, None) if when(name, args) else None
    with pytest.raises(NotSaved, match="read-only"):
        step(store)
    with pytest.raises(ReadOnly, match="open the book again"):
        step(store)
    assert store.readonly
    assert count_of(store.tables()) == 5
    store.load()
    assert not store.readonly
    assert step(store) == 6
    store.close()


def test_a_record_that_cannot_be_taken_back_is_unknown_and_found_after_reopening(tmp_path):
    io = Switch()
    store = make(str(tmp_path), io=io)
    io.rule = fail(errno.EIO, "fdatasync", "ftruncate")
    sent = change(Op("customers", -7, 0, {"n": 99}), cid="the-one")
    with pytest.raises(OutcomeUnknown):
        store.commit(sent)
    with pytest.raises(OutcomeUnknown):
        store.commit(sent)
    with pytest.raises(ReadOnly):
        put(store, 1, note="x")
    io.rule = Switch.rule
    store.load()
    applied = store.commit(sent)
    assert applied.ids == {-7: 3}
    assert [doc["n"] for doc in store.tables()["customers"].values()].count(99) == 1
    store.close()


@pytest.mark.parametrize("call", ["open", "write", "pwrite", "fsync", "replace", "fsync_dir"])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_compaction_that_fails_anywhere_loses_nothing(tmp_path, call, error):
    for at in range(4):
        folder = tmp_path / f"{call}{at}"
        folder.mkdir()
        io = Switch()
        store = make(str(folder), io=io)
        seen = iter(range(99))

        def rule(name, args, at=at, seen=seen):
            made = name != "open" or args[1] & os.O_CREAT
            return error if name == call and made and next(seen) == at else None

        io.rule = rule
        done = store.compact()
        io.rule = Switch.rule
        assert done or store.notes
        store.close(compact=False)
        assert violations(store.path, 5) == []


def test_compaction_of_a_full_disk_leaves_no_half_file(tmp_path):
    io = Switch()
    store = make(str(tmp_path), io=io)
    before = sorted(os.listdir(tmp_path))
    io.rule = lambda name, args: errno.ENOSPC if name == "fsync" else None
    assert not store.compact()
    assert sorted(os.listdir(tmp_path)) == before
    assert "stay in the journal" in str(store.notes[-1])
    io.rule = Switch.rule
    assert store.compact()
    store.close()


@pytest.mark.parametrize("limit", [1, 7, 100])
def test_short_reads_and_writes_change_nothing(tmp_path, limit):
    acked = []
    play(Short(limit), str(tmp_path / "crm.json"), acked.append)
    assert violations(str(tmp_path / "crm.json"), acked[-1]) == []


@pytest.mark.parametrize("at", range(12))
def test_creation_that_fails_can_be_tried_again(tmp_path, at):
    seen = iter(range(99))
    mutating = ("write", "pwrite", "fsync", "replace", "fsync_dir", "fdatasync")
    io = Failing(lambda name, args: name in mutating and next(seen) == at, errno.ENOSPC, 1)
    store = opened(str(tmp_path / "crm.json"), io=io)
    try:
        put(store, 1, name="first")
    except NotSaved:
        assert store.get("customers", 1) is None
        put(store, 1, name="first")
    store.close()
    again = opened(str(tmp_path / "crm.json"))
    assert [doc["name"] for doc in again.tables()["customers"].values()] == ["first"]
    again.close()


def test_a_real_file_size_limit_is_a_sentence(tmp_path):
    store = make(str(tmp_path))
    size = os.path.getsize(store.path + ".journal")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, hard))
    try:
        with pytest.raises(NotSaved, match="file size limit"):
            put(store, 1, pad="x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert os.path.getsize(store.path + ".journal") == size
    assert step(store) == 6
    store.close()


def test_a_missing_folder_reads_as_empty_and_refuses_the_first_commit(tmp_path):
    store = opened(str(tmp_path / "nowhere" / "crm.json"))
    assert store.tables() == {}
    with pytest.raises(Unreachable, match="does not exist"):
        put(store, 1, name="x")
    store.close()
    assert os.listdir(tmp_path) == []


def test_a_folder_in_place_of_the_file_is_a_sentence(tmp_path):
    (tmp_path / "crm.json").mkdir()
    with pytest.raises(Unreachable):
        opened(str(tmp_path / "crm.json"))


def test_an_error_while_reading_is_a_sentence(tmp_path):
    class Sick(Passing):
        def pread(self, fd, count, offset):
            raise OSError(errno.EIO, "sick")

    make(str(tmp_path)).close()
    with pytest.raises(Unreachable, match="disk"):
        opened(str(tmp_path / "crm.json"), io=Sick())


INJECTED = """
import sys
sys.path[:0] = {path!r}
from store_story import opened, step
from tierdesk.store.port import StoreError
store = opened(sys.argv[1])
for _ in range(3):
    try:
        print("ok", step(store))
    except StoreError as error:
        print(type(error).__name__)
"""


@pytest.mark.parametrize(
    ("injections", "said"),
    [
        (["write:error=ENOSPC:when=2"], ["ok 6", "NotSaved", "ok 7"]),
        (["fdatasync:error=EIO:when=3"], ["ok 6", "NotSaved", "ReadOnly"]),
    ],
)
def test_real_system_calls_that_fail(tmp_path, injections, said):
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    store = make(str(tmp_path))
    store.close(compact=False)
    asked = [part for text in injections for part in ("-e", f"inject={text}")]
    done = subprocess.run(
        [strace, "-f", "-o", "/dev/null", "-P", store.path + ".journal", "-e",
         "trace=write,fdatasync,ftruncate", *asked, sys.executable, "-c",
         INJECTED.format(path=sys.path), store.path],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "PTRACE" in done.stderr or "not permitted" in done.stderr:
        pytest.skip("tracing is not permitted here")
    assert done.stdout.split("\n")[:-1] == said, done.stderr
    again = opened(store.path)
    assert count_of(again.tables()) >= 6
    again.close()
    assert plain_tables(store.path)


def test_constructing_and_loading_a_missing_book_creates_nothing(tmp_path):
    store = FileStore(tmp_path / "crm.json")
    assert store.load() == 0
    assert store.changes() == []
    assert not store.readonly
    store.maintain()
    store.close()
    assert os.listdir(tmp_path) == []


def test_a_full_disk_without_a_lock_file_still_shows_the_book(tmp_path):
    make(str(tmp_path)).close(compact=False)
    path = str(tmp_path / "crm.json")
    os.unlink(path + ".lock")
    full = Failing(lambda name, args: name == "open" and args[0].endswith(".lock"), errno.ENOSPC, 1)
    store = opened(path, io=full)
    assert count_of(store.tables()) == 5
    assert store.readonly and "no space left" in str(store.notes[0])
    store.close()


def test_something_that_is_no_file_is_a_sentence_and_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "crm.json")
    with pytest.raises(Unreachable, match="not a file"):
        opened(str(tmp_path / "crm.json"))
