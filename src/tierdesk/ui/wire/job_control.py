"""Stepping back to the shell that started the program (ctrl+z), where there is one to come back to.

A program that a terminal, tmux or sshd started directly would stop for ever: nobody is there who could
continue it. Knows no screen.
"""

import os
import signal
from contextlib import suppress
from pathlib import Path


def can_stop(pid: int | None = None) -> bool:
    """Is there a shell that would notice the stop? It is the parent of our job (the process group), in
    our session and in a group of its own."""
    pid = os.getpid() if pid is None else pid
    with suppress(OSError, ValueError, IndexError):
        group, session = os.getpgid(pid), os.getsid(pid)
        while os.getpgid(pid) == group:
            pid = _parent(pid)
        return os.getsid(pid) == session
    return False


def stop() -> None:
    """Stop the whole job, as the terminal does when it is told ctrl+z; returns when it goes on."""
    os.kill(0, signal.SIGTSTP)


def _parent(pid: int) -> int:
    """The name of the program, in brackets, may hold anything."""
    return int(
        Path(f"/proc/{pid}/stat").read_text(encoding="latin-1").rpartition(")")[2].split()[1]
    )
