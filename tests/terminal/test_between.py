"""What stands between the program and the terminal: a tmux that answers, one that does not, none."""

import os

import pytest

from tierdesk.terminal.between import (
    attached_to,
    copied_by_tmux,
    escape_time,
    in_tmux,
    is_remote,
    near_tmux,
)

ANSWERS = """#!/bin/sh
echo "$@" >> "$LOG"
case "$1" in
load-buffer) cat >> "$LOG"; echo "xterm-256color bpaste,clipboard,title";;
display-message) echo "foot bpaste,title";;
show-options) echo 500;;
esac
"""


@pytest.fixture
def tmux(tmp_path):
    """An environment in which a command called tmux says what it is told to."""

    def make(script):
        program = tmp_path / "tmux"
        program.write_text(script)
        program.chmod(0o755)
        path = os.pathsep.join((str(tmp_path), "/usr/bin", "/bin"))
        return {"PATH": path, "TMUX": "/tmp/s,1,0", "LOG": str(tmp_path / "log")}

    return make


def test_a_buffer_is_handed_over_and_the_terminal_behind_is_told(tmux, tmp_path):
    terminal = copied_by_tmux("宏达".encode(), tmux(ANSWERS))
    assert terminal is not None and terminal.name == "xterm-256color" and terminal.takes_copies
    said = (tmp_path / "log").read_text()
    assert said.startswith("load-buffer -w - ; display-message -p")
    assert said.endswith("宏达")


def test_a_terminal_that_tmux_does_not_know_is_named_with_the_setting_that_helps(tmux):
    terminal = attached_to(tmux(ANSWERS))
    assert terminal is not None and not terminal.takes_copies
    assert terminal.setting == "set -as terminal-features ',foot:clipboard'"
    assert escape_time(tmux(ANSWERS)) == 500


@pytest.mark.parametrize(
    "script", ["#!/bin/sh\nexit 1\n", "#!/bin/sh\necho usage >&2; exit 1\n", "#!/bin/sh\necho\n"]
)
def test_a_tmux_that_refuses_or_shows_nobody_anything_gives_no_answer(tmux, script):
    environment = tmux(script)
    assert copied_by_tmux(b"x", environment) is None
    assert attached_to(environment) is None
    assert escape_time(environment) == 0


def test_without_tmux_on_this_side_there_is_no_answer():
    environment = {"TMUX": "/tmp/s,1,0", "PATH": "/nowhere"}
    assert copied_by_tmux(b"x", environment) is None
    assert attached_to(environment) is None


@pytest.mark.parametrize(("environment", "remote"), [
    ({}, False), ({"SSH_CONNECTION": "a"}, True), ({"SSH_TTY": "/dev/pts/1"}, True), ({"SSH_TTY": ""}, False),
    ({"SSH_TTY": "x", "TIERDESK_REMOTE": "off"}, False), ({"TIERDESK_REMOTE": " Yes "}, True),
])  # fmt: skip
def test_ssh_makes_the_line_remote_and_a_word_of_the_user_beats_it(environment, remote):
    assert is_remote(environment) is remote


@pytest.mark.parametrize(("environment", "here", "near"), [
    ({"TERM": "xterm"}, False, False), ({"TERM": "tmux-256color"}, False, True), ({"TERM": "screen"}, False, True),
    ({"TERM": "tmux-256color", "TMUX": "x"}, True, False),
])  # fmt: skip
def test_tmux_is_on_this_side_or_shows_through_an_ssh(environment, here, near):
    assert (in_tmux(environment), near_tmux(environment)) == (here, near)
