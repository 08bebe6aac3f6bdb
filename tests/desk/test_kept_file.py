"""Small private files: whole or not at all."""

import os
import stat

import pytest

from tierdesk.desk import kept_file
from tierdesk.desk.kept_file import key_of, read_kept, write_kept


def test_what_is_written_is_read(tmp_path):
    path = tmp_path / "a" / "b" / "c.json"
    document = {"text": "宏达 \udcff", "n": [1, 2.5, None, True]}
    write_kept(path, document)
    assert read_kept(path) == document
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert os.listdir(path.parent) == ["c.json"]


def test_a_file_that_is_not_there_is_nothing(tmp_path):
    assert read_kept(tmp_path / "none") is None


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 100_000, b'"' + b"x" * 99 + b'"'])
def test_what_cannot_be_read_is_a_value_error(tmp_path, content):
    (tmp_path / "f").write_bytes(content)
    with pytest.raises(ValueError):
        read_kept(tmp_path / "f", 90 if content.startswith(b'"') else 10**6)


def test_no_link_is_followed_neither_reading_nor_writing(tmp_path):
    target = tmp_path / "target"
    target.write_text("1")
    link = tmp_path / "link"
    link.symlink_to(target)
    with pytest.raises(OSError):
        read_kept(link)
    write_kept(link, 2)
    assert (target.read_text(), link.is_symlink(), read_kept(link)) == ("1", False, 2)


def test_a_pipe_in_its_place_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ValueError):
        read_kept(tmp_path / "pipe")


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "f"
    write_kept(path, 1)

    def fail(self, target):
        raise OSError(28, "full")

    monkeypatch.setattr(kept_file.Path, "replace", fail)
    with pytest.raises(OSError):
        write_kept(path, 2)
    assert (read_kept(path), os.listdir(tmp_path)) == (1, ["f"])


def test_a_left_over_of_a_killed_session_is_in_nobodys_way(tmp_path):
    (tmp_path / f".f.{os.getpid()}.tmp").write_text("half")
    write_kept(tmp_path / "f", 1)
    assert os.listdir(tmp_path) == ["f"]


def test_a_book_has_one_key_however_its_place_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "desk.json").write_text("")
    (tmp_path / "link.json").symlink_to(tmp_path / "desk.json")
    keys = {
        key_of(p)
        for p in (tmp_path / "desk.json", tmp_path / "link.json", kept_file.Path("desk.json"))
    }
    assert len(keys) == 1
    assert key_of(tmp_path / "other" / "desk.json") not in keys
