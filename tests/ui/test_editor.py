"""A text in the user's own editor: private, removed afterwards, and never lost."""

import stat
from contextlib import nullcontext
from pathlib import Path

import pytest

from tierdesk.errors import Refused
from tierdesk.ui.editor import command_of, edited


class Stage:
    """Steps aside, and counts how often."""

    def __init__(self) -> None:
        self.aside = 0

    def suspend(self):
        self.aside += 1
        return nullcontext()


def script(folder: Path, body: str) -> str:
    path = folder / "editor"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


def run(folder, body, text="old", **more):
    stage = Stage()
    spare = folder / "spare"
    spare.mkdir(exist_ok=True)
    environment = {"EDITOR": script(folder, body), "PATH": "/usr/bin:/bin",
                   "XDG_RUNTIME_DIR": str(spare)} | more  # fmt: skip
    written = edited(stage, text, environment)
    assert stage.aside == 1
    assert list(spare.iterdir()) == [], "what was written for the editor is removed"
    return written


def test_what_the_editor_wrote_comes_back_without_its_last_line_end(tmp_path):
    assert run(tmp_path, 'printf "a\\nb\\n" > "$1"').text == "a\nb"


def test_the_editor_gets_the_text_in_a_private_file(tmp_path):
    log = tmp_path / "log"
    run(tmp_path, f'stat -c %a "$1" "$(dirname "$1")" > {log}; cat "$1" >> {log}', "王敏\n二")
    modes, *text = log.read_text().split("\n", 2)
    assert [modes, *text] == ["600", "700", "王敏\n二\n"]
    assert stat.S_IMODE(tmp_path.stat().st_mode)


def test_a_text_that_was_not_saved_is_the_old_one(tmp_path):
    assert run(tmp_path, "true", "old").text == "old"


def test_a_file_that_the_editor_removed_changed_nothing(tmp_path):
    assert run(tmp_path, 'rm "$1"', "old").text == "old"


def test_what_was_written_is_taken_although_the_editor_ended_badly(tmp_path):
    assert run(tmp_path, 'echo new > "$1"; exit 3') == ("new", 3)


@pytest.mark.parametrize(
    ("raw", "text"),
    [(r"\xcd\xf5\xc3\xf4", "王敏"), (r"\xef\xbb\xbfhi", "hi"), (r"a\r\nb\r\n", "a\nb")],
)
def test_an_editor_of_another_encoding_is_understood(tmp_path, raw, text):
    octal = raw.encode().decode("unicode_escape").encode("latin-1")
    (tmp_path / "made").write_bytes(octal)
    assert run(tmp_path, f'cp {tmp_path / "made"} "$1"').text == text


def test_words_of_the_variable_are_arguments(tmp_path):
    path = script(tmp_path, 'shift; echo "with $1" > "$2"')
    environment = {"EDITOR": f"{path} -x --wait", "PATH": "/usr/bin:/bin",
                   "XDG_RUNTIME_DIR": str(tmp_path)}  # fmt: skip
    assert edited(Stage(), "", environment).text == "with --wait"


def test_visual_goes_before_editor(tmp_path):
    mine = script(tmp_path, "true")
    assert command_of({"VISUAL": mine, "EDITOR": "vi", "PATH": "/bin"}) == [mine]


@pytest.mark.parametrize("value", ["no-such-editor-here", "'unclosed"])
def test_an_editor_that_cannot_be_started_is_named(value):
    with pytest.raises(Refused, match="EDITOR is .*, which is no program"):
        command_of({"EDITOR": value, "PATH": "/usr/bin"})


def test_without_any_editor_one_is_told_how_to_set_it():
    with pytest.raises(Refused, match="set EDITOR"):
        command_of({"PATH": "/nowhere"})


def test_a_folder_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.mkdtemp", lambda **_: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(Refused, match="no space left"):
        edited(Stage(), "x", {"EDITOR": script(tmp_path, "true"), "PATH": "/bin"})
