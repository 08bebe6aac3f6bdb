"""Without permission a book is shown; what may be done is done, the rest is a sentence."""

import os
import shutil
import sys

import pytest
from store_story import make, opened, put, step

from tierdesk.store.port import (
    LockTimeout,
    NotSaved,
    OutcomeUnknown,
    ReadOnly,
    StoreError,
    Unreachable,
)

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
