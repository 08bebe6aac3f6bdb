"""Whether somebody would continue a program that stops."""

import subprocess
import sys

import pytest

from tierdesk.ui.wire.job_control import can_stop

ASKING = "from tierdesk.ui.wire.job_control import can_stop; print(can_stop())"
WRAPPED = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {ASKING!r}], check=True)"


def answer(program, **how):
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, **how)
    return ran.stdout.decode().strip()


@pytest.mark.parametrize("program", [ASKING, WRAPPED])
def test_a_job_of_a_shell_can_stop_and_so_can_what_a_wrapper_started(program):
    assert answer(program, process_group=0) == "True"


@pytest.mark.parametrize("program", [ASKING, WRAPPED])
def test_what_a_terminal_started_directly_cannot(program):
    assert answer(program, start_new_session=True) == "False"


def test_a_process_that_is_not_there_cannot():
    assert not can_stop(2**22 + 1)
