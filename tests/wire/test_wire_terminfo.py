import subprocess
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src"


def asked(environment: dict[str, str]) -> str:
    """In a process of its own: a terminal is described once in a process."""
    code = f"from tierdesk.ui.wire.terminfo import erases_in_colour as e; print(e({environment!r}))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=SRC
    )
    return done.stdout.strip()


@pytest.mark.parametrize(("environment", "erases"), [
    ({"TERM": "xterm-256color"}, "True"), ({"TERM": "no-such-terminal"}, "False"), ({}, "False"),
    ({"TERM": "vt100"}, "False"), ({"TERM": "vt100", "TERM_PROGRAM": "tmux"}, "True"),
])  # fmt: skip
def test_colour_is_erased_where_the_terminal_is_known_to(environment, erases):
    assert asked(environment) == erases


def test_the_profile_of_the_line_needs_no_screen_library():
    code = "import sys, tierdesk.ui.wire.link; print({'textual', 'rich'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=SRC
    )
    assert done.stdout.strip() == "set()"
