"""Failures that nobody expected are written down, privately, and told in one sentence."""

import stat

from tierdesk.desk import mishap as module
from tierdesk.desk.mishap import mishap


def failure(secret="Wang Fang 13800000000"):
    try:
        int(secret)
    except ValueError as error:
        return error
    raise AssertionError


def test_the_file_is_private_and_names_the_place_but_no_variables(tmp_path):
    log = tmp_path / "new" / "log"
    told = mishap(failure(), log)
    written = log.read_text()
    assert "test_mishap.py" in written
    assert "secret" not in written.replace("int(secret)", "")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert str(log) in str(told)
    assert "ValueError" in str(told)


def test_failures_collect_until_the_file_is_full(tmp_path, monkeypatch):
    log = tmp_path / "log"
    mishap(failure(), log)
    mishap(failure(), log)
    assert log.read_text().count("Traceback") == 2
    monkeypatch.setattr(module, "_MOST_BYTES", 10)
    mishap(failure(), log)
    assert log.read_text().count("Traceback") == 1


def test_a_file_that_cannot_be_written_is_told_too(tmp_path):
    (tmp_path / "file").write_text("")
    told = mishap(failure(), tmp_path / "file" / "log")
    assert "could not be written" in str(told)
    assert mishap(failure(), None).message.args == {"kind": "ValueError"}


def test_no_link_is_followed(tmp_path):
    target = tmp_path / "target"
    target.write_text("mine")
    (tmp_path / "log").symlink_to(target)
    assert "could not be written" in str(mishap(failure(), tmp_path / "log"))
    assert target.read_text() == "mine"
