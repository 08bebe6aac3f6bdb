"""$EDITOR in a real terminal: the screen steps aside, comes back whole, and what was written is saved."""

import sys
from pathlib import Path

import pytest
from desk_on_screen import fill, session

sys.path.append(str(Path(__file__).parents[1] / "wire"))  # the terminal's own tests have the steps
from pty_session import PtySession

SOURCE = Path(__file__).parents[2] / "src"


@pytest.fixture
def book(tmp_path):
    fill(
        tmp_path, customers=[{"name": "Acme", "created_at": "2026-01-01T00:00:00Z", "notes": "old"}]
    )
    return tmp_path


def terminal(folder, body):
    editor = folder / "editor"
    editor.write_text(f"#!/bin/sh\n{body}\n")
    editor.chmod(0o755)
    environment = {
        "HOME": str(folder), "PYTHONPATH": str(SOURCE), "LANG": "C.UTF-8", "TZ": "Asia/Shanghai",
        "TIERDESK_DATA": str(folder / "desk.json"), "TIERDESK_OWNER": "li", "EDITOR": str(editor),
        "TIERDESK_NOW": "2026-11-24T10:00:00+08:00", "TMPDIR": str(folder / "tmp"), "XDG_RUNTIME_DIR": "",
    }  # fmt: skip
    (folder / "tmp").mkdir()
    return PtySession([sys.executable, "-m", "tierdesk"], environment=environment)


def notes(folder):
    desk = session(folder).open_desk()
    found = desk.book.get("customers", 1)["notes"]
    desk.close()
    return found


def test_notes_go_through_the_editor_and_the_screen_comes_back(book):
    with terminal(book, 'printf "IN THE EDITOR"; read key; echo "and new" >> "$1"') as desk:
        desk.wait_for("Acme")
        desk.press("3")
        desk.wait_for("▌ C Acme")
        desk.press("E")
        desk.wait_for("IN THE EDITOR")
        assert not desk.screen.alternate, "the editor has the terminal as it was before"
        desk.send(b"\n")
        desk.wait_for("Saved: changed notes of Acme.")
        assert desk.screen.alternate
        assert "IN THE EDITOR" not in desk.screen.text
        desk.press("u")
        desk.wait_for("changed notes of Acme")
    assert list((book / "tmp").iterdir()) == []


def test_what_is_interrupted_inside_the_editor_is_the_editors(book):
    body = 'trap "printf INTERRUPTED" INT; printf "IN THE EDITOR"; until read key; do :; done; echo "and new" >> "$1"'
    with terminal(book, body) as desk:
        desk.wait_for("Acme")
        desk.press("3")
        desk.wait_for("▌ C Acme")
        desk.press("E")
        desk.wait_for("IN THE EDITOR")
        desk.send(b"\x03")
        desk.wait_for("INTERRUPTED")
        desk.send(b"\n")
        desk.wait_for("Saved: changed notes of Acme.")
        desk.press("q", "q")
        assert desk.wait_exit() == 0
    assert notes(book) == "old\nand new"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("true", "Nothing was changed."),
        ("exit 9", "The editor ended with code 9; nothing was changed."),
        ("kill -KILL $$", "The editor ended with code -9; nothing was changed."),
    ],
)
def test_an_editor_that_saved_nothing_is_told_in_one_sentence(book, body, said):
    with terminal(book, body) as desk:
        desk.wait_for("Acme")
        desk.press("3")
        desk.wait_for("▌ C Acme")
        desk.press("E")
        desk.wait_for(said)
    assert notes(book) == "old"
    assert list((book / "tmp").iterdir()) == []
