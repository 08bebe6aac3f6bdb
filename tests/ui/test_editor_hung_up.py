"""An editor that is hung up on leaves what was not saved in files of its own; none of it is thrown away."""

from contextlib import nullcontext

import pytest

from tierdesk.ui.editor import edited


class Stage:
    def suspend(self):
        return nullcontext()


def run(folder, body):
    editor = folder / "editor"
    editor.write_text(f"#!/bin/sh\n{body}\n")
    editor.chmod(0o755)
    spare = folder / "spare"
    spare.mkdir()
    environment = {"EDITOR": str(editor), "PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": str(spare),
                   "XDG_STATE_HOME": str(folder / "state")}  # fmt: skip
    written = edited(Stage(), "old", environment)
    assert list(spare.iterdir()) == []
    return written


@pytest.mark.parametrize("beside", ["$1.save", '$(dirname "$1")/#notes.txt#'])
def test_a_text_that_was_saved_beside_the_file_is_taken(tmp_path, beside):
    assert run(tmp_path, f'echo rescued > "{beside}"; exit 1') == ("rescued", 1)


def test_a_copy_beside_the_file_is_nothing_when_the_editor_ended_well(tmp_path):
    assert run(tmp_path, 'echo backup > "$1.save"; echo new > "$1"') == ("new", 0)


def test_a_swap_file_of_vim_is_kept_where_it_can_be_recovered(tmp_path):
    assert run(tmp_path, 'echo swap > "$(dirname "$1")/.notes.txt.swp"; kill -HUP $$') == (
        "old",
        -1,
    )
    kept = list((tmp_path / "state" / "tierdesk" / "unsaved").rglob("*"))
    assert sorted(path.name for path in kept if path.is_file()) == [".notes.txt.swp", "notes.txt"]
