"""A power cut may leave any state that strict POSIX allows: unsynced bytes missing, torn or
zero, unsynced names missing in any prefix or one by one."""

import hashlib
import itertools
import os
import shutil

import pytest
from store_io import JournalFirst, NoDataSync, NoFolderSync, NoSnapshotSync, Tracing
from store_story import NAME, fast_folder, play, violations

NAMING = ("create", "rename", "link", "unlink")


def record(root, wrap):
    """(log, {position in the log: acknowledged step})."""
    os.makedirs(root)
    io, marks = Tracing(), {}
    play(wrap(io), os.path.join(root, NAME), lambda n: marks.update({len(io.log): n}))
    return io.log, marks


def name_choices(log, end):
    """The lists of naming operations that may have survived."""
    synced = max((at for at in range(end) if log[at][0] == "dirsync"), default=-1)
    kept = [at for at in range(end) if log[at][0] in NAMING and at <= synced]
    loose = [at for at in range(end) if log[at][0] in NAMING and at > synced]
    prefixes = [kept + loose[:count] for count in range(len(loose) + 1)]
    return prefixes + [kept + [at for at in loose if at != gone] for gone in loose]


def data_choices(log, end):
    """(operations that survived, operations of which only a part or zeros survived)."""
    synced = {log[at][1]: at for at in range(end) if log[at][0] == "sync"}
    writes = [at for at in range(end) if log[at][0] in ("data", "trunc")]
    safe = [at for at in writes if synced.get(log[at][1], -1) > at]
    loose = [at for at in writes if at not in set(safe)]
    yield safe, (), ""
    if loose:
        yield safe + loose, (), ""
        yield safe + loose[:-1], (), ""
        yield safe + loose[:-1], loose[-1:], "half"
        yield safe + loose[:-1], loose[-1:], "zero"
        yield safe, loose, "zero"


def contents(log, operations, partial, how):
    """{inode: bytes} after these operations."""
    files = {}
    for at in sorted([*operations, *partial]):
        kind, inode, *rest = log[at]
        data = files.setdefault(inode, bytearray())
        if kind == "trunc":
            del data[rest[0] :]
            data.extend(b"\0" * (rest[0] - len(data)))
            continue
        offset, piece = rest
        if at in partial:
            piece = piece[: len(piece) // 2] if how == "half" else b"\0" * len(piece)
        data.extend(b"\0" * (offset - len(data)))
        data[offset : offset + len(piece)] = piece
    return files


def names(log, operations):
    """{path: inode} after these naming operations."""
    found = {}
    for at in sorted(operations):
        kind, *rest = log[at]
        if kind == "create":
            found[rest[0]] = rest[1]
        elif kind == "unlink":
            found.pop(rest[0], None)
        elif rest[0] in found:
            found[rest[1]] = found.pop(rest[0]) if kind == "rename" else found[rest[0]]
    return found


def build(folder, named, files):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    made = {}
    for path, inode in named.items():
        target = os.path.join(folder, os.path.basename(path))
        if inode in made:
            os.link(made[inode], target)
            continue
        with open(target, "wb") as file:
            file.write(files.get(inode, b""))
        made[inode] = target


def survey(folder, wrap=lambda io: io, enough=None):
    """(distinct disk states, violations) over all moments of the story."""
    log, marks = record(os.path.join(folder, "work"), wrap)
    seen, wrong, target = set(), [], os.path.join(folder, "state")
    for end in range(len(log) + 1):
        acked = max((step for at, step in marks.items() if at <= end), default=None)
        for kept, (data, partial, how) in itertools.product(
            name_choices(log, end), list(data_choices(log, end))
        ):
            named, files = names(log, kept), contents(log, data, set(partial), how)
            state = sorted((path, bytes(files.get(inode, b""))) for path, inode in named.items())
            mark = hashlib.blake2b(repr((acked, state)).encode()).digest()
            if mark in seen:
                continue
            seen.add(mark)
            build(target, named, files)
            wrong += [(end, how, text) for text in violations(os.path.join(target, NAME), acked)]
            if enough is not None and len(wrong) >= enough:
                return len(seen), wrong
    return len(seen), wrong


@pytest.fixture
def folder(tmp_path):
    root = fast_folder(tmp_path)
    yield root
    shutil.rmtree(root, ignore_errors=True)


def test_a_power_cut_at_any_moment_loses_nothing_acknowledged(folder):
    states, wrong = survey(folder)
    assert states > 150
    assert wrong == []


@pytest.mark.parametrize("broken", [NoDataSync, NoSnapshotSync, NoFolderSync, JournalFirst])
def test_the_rig_catches_a_missing_or_misplaced_sync(folder, broken):
    _, wrong = survey(folder, wrap=broken, enough=3)
    assert wrong
