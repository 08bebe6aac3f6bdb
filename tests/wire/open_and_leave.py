"""Runs a command that opens the desk in a terminal of its own, waits until the book is read, and
leaves with ctrl+q: `python tests/wire/open_and_leave.py COMMAND`. Standard library only, because
it is what a fresh machine can do.
"""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

_PATIENCE = 600.0
"""Seconds; the command may install the program first."""


def main() -> int:
    """The exit code of the command."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", LANG="C.UTF-8")
        os.execvp("bash", ["bash", "-euo", "pipefail", "-c", sys.argv[1]])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen, asked, deadline = b"", False, time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if select.select([terminal], [], [], 1.0)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
        if not asked and b"saved" in seen:
            asked = True
            os.write(terminal, b"\x11")
    else:
        print(seen[-2000:].decode("utf-8", "replace"))
        return 1
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if not asked:
        print(seen[-4000:].decode("utf-8", "replace"))
    return code if asked else code or 1


if __name__ == "__main__":
    sys.exit(main())
