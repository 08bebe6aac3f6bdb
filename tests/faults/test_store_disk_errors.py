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
    LockTimeout,
    NotSaved,
    Op,
    OutcomeUnknown,
    ReadOnly,
    StoreError,
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


NOBODY = 65534
AS_NOBODY = """
import sys
sys.path[:0] = {path!r}
from store_story import opened, put
from tierdesk.store.port import StoreError
try:
    store = opened(sys.argv[1])
    print("readonly" if store.readonly else "writable", len(store.tables()["touches"]))
    put(store, 1, note="x")
    print("saved")
    print("folded" if store.compact() else "postponed", len(store.notes))
except StoreError as error:
    print(type(error).__name__, error)
"""


def as_nobody(path):
    """What another user's session prints."""
    program = AS_NOBODY.format(path=sys.path)
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.dup2(write_end, 1)
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            sys.stdout = os.fdopen(1, "w")
            sys.argv = ["nobody", path]
            exec(program, {"__name__": "nobody"})
            sys.stdout.flush()
            code = 0
        finally:
            os._exit(code)
    os.close(write_end)
    with os.fdopen(read_end) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said.splitlines()


@pytest.fixture
def shared(tmp_path):
    """A book in a folder that everybody may look into."""
    if os.getuid() != 0:
        pytest.skip("only root can become another user")
    folder = f"/tmp/tierdesk-shared-{os.getpid()}"
    os.makedirs(folder)
    os.chmod(folder, 0o755)
    store = make(folder)
    store.close(compact=False)
    for name in os.listdir(folder):
        os.chmod(os.path.join(folder, name), 0o644)
    yield store.path
    shutil.rmtree(folder)


def test_without_permission_the_book_is_shown_read_only(shared):
    said = as_nobody(shared)
    assert said[0] == "readonly 5"
    assert said[1].startswith("ReadOnly") and "not permitted" in said[1]


def test_an_unreadable_book_is_a_sentence(shared):
    os.chmod(shared, 0o600)
    assert as_nobody(shared)[0].startswith("Unreachable")


def test_a_closed_folder_with_open_files_takes_commits_and_postpones_folding(shared):
    for end in ("", ".journal", ".lock"):
        os.chmod(shared + end, 0o666)
    assert as_nobody(shared) == ["writable 5", "saved", "postponed 1"]
    store = opened(shared)
    assert store.get("customers", 1)["note"] == "x"
    store.close()


def test_a_read_only_journal_makes_a_read_only_session(shared):
    for end in ("", ".lock"):
        os.chmod(shared + end, 0o666)
    assert as_nobody(shared)[0] == "readonly 5"


def test_new_files_take_over_mode_and_group(tmp_path):
    store = make(str(tmp_path), folded=9)
    os.chmod(store.path, 0o640)
    store.compact()
    step(store)
    store.compact()
    for end in ("", ".journal", ".bak"):
        assert os.stat(store.path + end).st_mode & 0o777 == 0o640
    store.close()


def test_a_reading_session_refuses_to_write(tmp_path):
    make(str(tmp_path)).close(compact=False)
    store = opened(str(tmp_path / "crm.json"), readonly=True)
    with pytest.raises(ReadOnly, match="only reads"):
        put(store, 1, note="x")
    assert not store.compact()
    store.close()


def test_errors_are_of_the_port_and_carry_an_exit_code():
    for kind in (LockTimeout, NotSaved, OutcomeUnknown, ReadOnly, Unreachable):
        assert issubclass(kind, StoreError)
        assert kind.exit_code > 0


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
