"""Working over ssh: copying, the editor, and two people on one book."""

import base64

import pytest
from desk_in_terminal import FIRST, SECOND, begin_log, ready
from secure_shell import Far

from tierdesk.ui.clipboard import way_of

pytestmark = pytest.mark.slow


def test_what_is_copied_reaches_the_near_terminal(login):
    with login() as session:
        ready(session)
        session.press("down", "y")
        session.wait_for(f"Sent to your terminal's clipboard: {SECOND}")
        assert session.screen.clipboard == [SECOND]
        exact = b"\x1b]52;c;" + base64.b64encode(SECOND.encode()) + b"\x07"
        assert session.output.count(exact) == 1


def test_what_is_copied_inside_tmux_reaches_the_near_terminal_and_the_buffer(login, far, tmux):
    """With the settings that tmux comes with."""
    with login(tmux.session(far.command)) as session:
        session.wait_for("· 12 to contact", "saved", "[desk]")
        session.quiet(0.2)
        session.press("down", "y")
        session.wait_for(f"Sent to your terminal's clipboard: {SECOND}")
        session.wait_until(lambda screen: screen.clipboard == [SECOND], "the clipboard")
    assert tmux("show-buffer") == SECOND


@pytest.mark.parametrize("setting", ["set-clipboard", "allow-passthrough"])
def test_tmux_passes_on_the_sequence_that_is_written_where_tmux_cannot_be_asked(
    login, tmux, setting
):
    """As from a container in a pane; it needs one of two settings, and the message names the usual one."""
    way = way_of(SECOND, {"TMUX": "/nowhere,1,0", "PATH": "/nowhere"})
    assert "set -g set-clipboard on" in str(way.told.key)
    octal = "".join(f"\\{byte:03o}" for byte in way.sequence.encode())
    command = f"sh -c \"printf '{octal}'; echo written; cat\""
    with login(tmux.session("cat")) as session:
        session.wait_for("[desk]")
        tmux("set-option", "-g", setting, "on")
        tmux("respawn-pane", "-k", "-t", "desk", command)
        session.wait_for("written")
        session.wait_until(lambda screen: SECOND in screen.clipboard, "the clipboard")


def test_the_editor_has_the_terminal_and_gives_it_back(login, far, home):
    editor = home.folder / "editor.sh"
    editor.write_text(
        '#!/bin/sh\nstty -a | grep -q " echo " && echo in the editor; read x; echo "$x" >> "$1"\n'
    )
    editor.chmod(0o755)
    with login(f"env VISUAL={editor} {far.command}") as session:
        ready(session)
        before = session.screen.lines[:20]
        session.press("E")
        session.wait_until(
            lambda screen: not screen.alternate and "in the editor" in screen.text, "the editor"
        )
        session.type("三条线 for spring\n")
        session.wait_for("Saved: changed notes of")
        session.quiet(0.2)
        assert session.screen.lines[:20] == before
        assert not session.screen.unknown
        session.press("down", "q")
        assert session.wait_exit() == 0
    assert "notes: 三条线 for spring" in home.run("show", FIRST)


@pytest.mark.parametrize("rescue", ["$1", "$1.save"])
def test_what_an_editor_rescues_from_a_line_that_was_cut_is_in_the_book(
    login, line, far, home, rescue
):
    """Its keyboard ends; some editors then save in place, nano beside it."""
    editor = home.folder / "editor.sh"
    editor.write_text(
        f'#!/bin/sh\necho in the editor; read x && exit; echo rescued > "{rescue}"; exit 1\n'
    )
    editor.chmod(0o755)
    with login(f"env VISUAL={editor} {far.command}") as session:
        ready(session)
        session.press("E")
        session.wait_for("in the editor")
        line.cut()
        assert far.wait_until_gone() < 1
    assert "notes: rescued" in home.run("show", FIRST)


def test_a_change_of_one_is_on_the_others_screen_and_a_conflict_is_told(login, far, home):
    wu = Far(home.folder, home.environment | {"TIERDESK_OWNER": "wu"}, name="wu")
    with login() as mine, login(wu.command) as theirs:
        ready(mine)
        ready(theirs)
        mine.press("e")
        mine.wait_for("also known as")
        change_alias(mine, "Omega")
        theirs.press("down")
        begin_log(theirs, "called")
        theirs.press("enter")
        theirs.wait_for(f"Logged for {SECOND}")
        mine.wait_for(f"wu: logged a contact with {SECOND}", seconds=2)
        theirs.press("g", "e")
        theirs.wait_for("also known as")
        change_alias(theirs, "Alpha")
        theirs.press("ctrl+s")
        theirs.wait_for("Saved: changed also known as of")
        mine.press("ctrl+s")
        mine.wait_for("wu has set also known as to “Alpha”", "mine Omega", "theirs Alpha")
        assert "Saved" not in mine.screen.text
    assert "also known as: Alpha" in home.run("show", FIRST)


def change_alias(session, text):
    """Type into the third field of the form of a customer."""
    session.press("down", "down")
    session.type(text)
    session.wait_for(f"also known as {text}")
    session.quiet(0.1)
