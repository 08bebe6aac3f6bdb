"""A program in a terminal, for tests and measurements: start it, press keys, look at the screen.

    with PtySession([sys.executable, "-m", "tierdesk"], columns=80, lines=24) as session:
        session.wait_for("Today")
        session.press("down", "enter")
        assert session.bytes_of("down") < 400

Every wait reads what the program writes, answers its queries as xterm does, and has a deadline;
nothing here sleeps for a fixed time. Without a wait nothing is read, so the program meets a
terminal that takes some kilobytes and no more: `stall` is that, said aloud. Leaving the block ends
the program.
"""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from emulator import Emulator

_SPECIAL = {
    "enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "escape": "\x1b", "space": " ",
    "backspace": "\x7f", "delete": "\x1b[3~", "insert": "\x1b[2~", "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~", "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS",
    "f5": "\x1b[15~", "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~",
    "f10": "\x1b[21~", "f11": "\x1b[23~", "f12": "\x1b[24~",
}  # fmt: skip
_CURSOR = {"up": "A", "down": "B", "right": "C", "left": "D", "home": "H", "end": "F"}
_MODIFIERS = {"shift": 1, "alt": 2, "ctrl": 4}
_NOT_PASSED_ON = (
    "NO_COLOR",
    "COLUMNS",
    "LINES",
    "ESCDELAY",
    "TMUX",
    "TMUX_PANE",
    "TERM_PROGRAM",
    "TERM_PROGRAM_VERSION",
    "WINDOWID",
)
_NOT_PASSED_ON_FAMILIES = ("TEXTUAL", "TIERDESK", "SSH_", "LC_")


def key(name: str) -> bytes:
    """What a terminal sends for `down`, `ctrl+p`, `shift+left`, `alt+x`, `G`."""
    if name in _SPECIAL:
        return _SPECIAL[name].encode()
    if len(name) == 1:
        return name.encode()
    if name in _CURSOR:
        return f"\x1b[{_CURSOR[name]}".encode()
    *modifiers, last = name.split("+")
    if modifiers and last in _CURSOR:
        return f"\x1b[1;{1 + sum(map(_MODIFIERS.__getitem__, modifiers))}{_CURSOR[last]}".encode()
    if modifiers == ["ctrl"] and len(last) == 1:
        return bytes([ord(last.upper()) & 0x1F])
    if modifiers == ["alt"]:
        return b"\x1b" + key(last)
    raise ValueError(f"no key is called {name!r}")


class PtySession:
    """`environment` adds to a clean one (UTF-8, xterm-256color, true colour); None removes.

    `synchronized`: the terminal knows frames. `ignore_hangup`: the program is started with SIGHUP
    ignored, as by nohup. `stdin`: a file descriptor in place of the terminal. `screen` is the
    `Emulator`, `output` all bytes written so far.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        lines: int = 24,
        environment: Mapping[str, str | None] | None = None,
        cwd: Path | None = None,
        synchronized: bool = False,
        ignore_hangup: bool = False,
        stdin: int | None = None,
    ) -> None:
        self.screen = Emulator(columns, lines, synchronized=synchronized)
        self.output = bytearray()
        self.stalled = False
        self._command, self._cwd = list(command), cwd
        self._environment = _environment(environment or {})
        self._ignore_hangup, self._stdin = ignore_hangup, stdin
        self._cpu = 0.0
        self._master = -1

    def __enter__(self) -> Self:
        self._master, slave = pty.openpty()
        self._set_size()
        self._slave_modes = termios.tcgetattr(slave)

        def take_terminal() -> None:
            fcntl.ioctl(1, termios.TIOCSCTTY, 0)
            if self._ignore_hangup:
                signal.signal(signal.SIGHUP, signal.SIG_IGN)

        self._process = subprocess.Popen(
            self._command,
            stdin=slave if self._stdin is None else self._stdin,
            stdout=slave,
            stderr=slave,
            env=self._environment,
            cwd=self._cwd,
            start_new_session=True,
            preexec_fn=take_terminal,
        )
        self._slave = slave
        self.pid = self._process.pid
        self.started = time.monotonic()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            self._process.wait()
        self.hang_up()

    # looking

    @property
    def written(self) -> int:
        """Bytes that the program has written so far."""
        return len(self.output)

    @property
    def running(self) -> bool:
        """Whether the program has not ended."""
        return self._process.poll() is None

    def wait_for(self, *texts: str, seconds: float = 10) -> None:
        """Until all of them are on the screen."""
        self.wait_until(lambda screen: all(t in screen.text for t in texts), repr(texts),
                        seconds=seconds)  # fmt: skip

    def wait_until(
        self, condition: Callable[[Emulator], bool], what: str = "condition", *, seconds: float = 10
    ) -> None:
        """Until the screen fulfils the condition; the failure shows the screen."""
        deadline = time.monotonic() + seconds
        while not condition(self.screen):
            if time.monotonic() > deadline or not (self.pump(0.05) or self.running):
                state = "" if self.running else f", the program ended: {self._process.poll()}"
                raise AssertionError(f"not within {seconds} s: {what}{state}\n{self.screen.text}")

    def quiet(self, seconds: float = 0.3, *, limit: float = 20) -> int:
        """Until nothing was written for so long; the number of bytes written meanwhile."""
        before, deadline = self.written, time.monotonic() + limit
        while self.pump(seconds):
            assert time.monotonic() < deadline, f"no silence within {limit} s\n{self.screen.text}"
        return self.written - before

    def bytes_of(self, *names: str, seconds: float = 0.3) -> int:
        """Bytes that the program writes because of these keys, until it is silent."""
        self.quiet(seconds)
        self.press(*names)
        return self.quiet(seconds)

    def cpu(self) -> float:
        """Seconds of CPU that the program has used (its last figure, once it has ended)."""
        with contextlib.suppress(OSError):
            self._cpu = time.clock_gettime(~self.pid << 3 | 2)
        return self._cpu

    @property
    def unread(self) -> int:
        """Bytes typed that the program has not read yet."""
        waiting = fcntl.ioctl(self._slave, termios.FIONREAD, b"\0" * 4)
        return int(struct.unpack("i", waiting)[0])

    def modes_restored(self) -> bool:
        """Whether the terminal's modes (echo, line editing …) are as they were at the start."""
        return termios.tcgetattr(self._slave)[:4] == self._slave_modes[:4]

    # acting

    def send(self, data: bytes) -> None:
        """These bytes, as they are."""
        os.write(self._master, data)

    def press(self, *names: str) -> None:
        """Keys by name, each as a write of its own."""
        for name in names:
            self.send(key(name))

    def type(self, text: str) -> None:
        """A text as keys, in one write."""
        self.send(text.encode())

    def paste(self, text: str) -> None:
        """A text between the brackets of a paste."""
        self.send(f"\x1b[200~{text}\x1b[201~".encode())

    def resize(self, columns: int, lines: int) -> None:
        """Another size; the kernel tells the program."""
        self.screen.resize(columns, lines)
        self._set_size()

    def signal(self, number: int) -> None:
        """To the program alone."""
        os.kill(self.pid, number)

    def stall(self) -> None:
        """Read nothing any more, whatever waits do."""
        self.stalled = True

    def flow(self) -> None:
        """Read again."""
        self.stalled = False

    def hang_up(self) -> None:
        """Close the terminal, as a dropped connection does."""
        for fileno in (self._master, self._slave):
            with contextlib.suppress(OSError):
                os.close(fileno)
        self._master = -1

    def wait_exit(self, seconds: float = 10) -> int:
        """The exit code, negative for a signal; reads what the program writes to its end."""
        deadline = time.monotonic() + seconds
        while self._process.poll() is None:
            self.cpu()
            if time.monotonic() > deadline:
                raise AssertionError(f"still running after {seconds} s\n{self.screen.text}")
            self.pump(0.02)
        while self._master >= 0 and self.pump(0):
            pass
        return int(self._process.returncode)

    def pump(self, seconds: float) -> int:
        """Wait for output for at most so long, show it and answer it; the number of bytes."""
        if self.stalled or self._master < 0:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(min(seconds, 0.02))
            return 0
        if not select.select([self._master], [], [], seconds)[0]:
            return 0
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:
            return 0
        self.output += data
        answers = self.screen.feed(data)
        if answers:
            self.send(answers)
        return len(data)

    def _set_size(self) -> None:
        size = struct.pack("HHHH", self.screen.rows, self.screen.columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)


def _environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in _NOT_PASSED_ON and not name.startswith(_NOT_PASSED_ON_FAMILIES)
    }
    clean |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    changed = {**clean, **changes}
    return {name: value for name, value in changed.items() if value is not None}
