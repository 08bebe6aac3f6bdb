"""A real sshd on the loopback for the length of a test run, a line to it that can stall and break,
and a client on the near side of that line.

Everything is made for the occasion: host key, user key, configuration, port. No setting of the
machine or of its users is read or changed, apart from the folder /run/sshd, which sshd wants to be
there when it is started by root.
"""

import contextlib
import os
import pwd
import shlex
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from pty_session import PtySession

_PACKAGES = {
    "sshd": "openssh-server",
    "ssh": "openssh-client",
    "ssh-keygen": "openssh-client",
    "tmux": "tmux",
}
_WHERE = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
_PRIVATE = Path("/run/sshd")
_CONFIGURATION = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/user_key.pub
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PermitUserRC no
PrintMotd no
PrintLastLog no
ClientAliveInterval {alive}
ClientAliveCountMax 1
"""


def missing(*programs: str) -> str:
    """Why this cannot run here: what to install; "" when everything is there."""
    absent = sorted({_PACKAGES[name] for name in programs if found(name) is None})
    if absent:
        return f"install the packages {' and '.join(absent)}"
    if os.geteuid() == 0 and not _PRIVATE.is_dir():
        with contextlib.suppress(OSError):
            _PRIVATE.mkdir(mode=0o755)
        if not _PRIVATE.is_dir():
            return f"sshd wants the folder {_PRIVATE} when root starts it"
    return ""


def found(program: str) -> str | None:
    """Where a program is, also outside of a user's path."""
    return shutil.which(program, path=_WHERE)


class Server:
    """sshd with keys of its own. `alive`: seconds of silence after which it asks the client, and
    ends the connection when it is silent for so long again; 0 for never."""

    def __init__(self, folder: Path, *, alive: int = 0) -> None:
        self.folder, self.alive = folder, alive
        self.port = _free_port()

    def __enter__(self) -> Self:
        for name in ("host_key", "user_key"):
            subprocess.run(
                [found("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", self.folder / name],
                check=True,
            )  # fmt: skip
        public = (self.folder / "host_key.pub").read_text()
        (self.folder / "known_hosts").write_text(f"tierdesk-test {public}")
        configuration = self.folder / "sshd_config"
        configuration.write_text(
            _CONFIGURATION.format(port=self.port, folder=self.folder, alive=self.alive)
        )
        self._log = (self.folder / "sshd.log").open("w")
        self._process = subprocess.Popen(
            [found("sshd"), "-D", "-e", "-f", configuration],
            stderr=self._log,
            stdin=subprocess.DEVNULL,
        )
        self._wait_until_it_listens()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._process.terminate()
        self._process.wait(10)
        self._log.close()

    def client(self, command: str, port: int, **how: object) -> PtySession:
        """`ssh` in a terminal, running `command` on the far side; `port` is the line's."""
        words = [
            found("ssh"), "-F", "none", "-tt", "-i", str(self.folder / "user_key"), "-p", str(port),
            "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "HostKeyAlias=tierdesk-test",
            "-o", f"UserKnownHostsFile={self.folder / 'known_hosts'}", "-o", "StrictHostKeyChecking=yes",
            "-o", "LogLevel=ERROR", f"{pwd.getpwuid(os.getuid()).pw_name}@127.0.0.1", command,
        ]  # fmt: skip
        return PtySession(words, **how)

    def _wait_until_it_listens(self) -> None:
        deadline = time.monotonic() + 10
        while True:
            with contextlib.suppress(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
                return
            said = (self.folder / "sshd.log").read_text()
            assert self._process.poll() is None and time.monotonic() < deadline, said
            time.sleep(0.02)


class Line:
    """A port that leads to the server, and a wire between them that a test holds in its hand."""

    def __init__(self, server: Server) -> None:
        self._to = server.port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._open = {"up": threading.Event(), "down": threading.Event()}
        self._ends: list[socket.socket] = []
        self.carried = {"up": 0, "down": 0}
        self.flow()
        threading.Thread(target=self._accept, name="line", daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._door.close()
        self.flow()
        self.cut()

    def stall(self, *ways: str) -> None:
        """Carry nothing any more, `up` to the server, `down` from it, or both."""
        for way in ways or ("up", "down"):
            self._open[way].clear()

    def flow(self) -> None:
        """Carry again, beginning with what has waited."""
        for way in self._open.values():
            way.set()

    def cut(self) -> None:
        """Break every connection at once, as a router does that has lost it."""
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends.clear()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            near.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            far = socket.create_connection(("127.0.0.1", self._to))
            self._ends += [near, far]
            for way, source, sink in (("up", near, far), ("down", far, near)):
                threading.Thread(
                    target=self._carry, args=(way, source, sink), name=f"line-{way}", daemon=True
                ).start()

    def _carry(self, way: str, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                self._open[way].wait()
                data = source.recv(4096)
                self._open[way].wait()
                if not data:
                    break
                sink.sendall(data)
                self.carried[way] += len(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


class Far:
    """The far side of the line: how to start the desk there, and what has become of it."""

    def __init__(self, folder: Path, environment: Mapping[str, str], *, name: str = "desk") -> None:
        self._script, self._pid = folder / f"{name}.sh", folder / f"{name}.pid"
        variables = " ".join(f"{name}={shlex.quote(value)}" for name, value in environment.items())
        program = f"{shlex.quote(sys.executable)} -m tierdesk"
        self._script.write_text(
            f'echo $$ > {shlex.quote(str(self._pid))}\nexec env LANG=C.UTF-8 {variables} {program} "$@"\n'
        )
        self.command = f"sh {shlex.quote(str(self._script))}"

    @property
    def pid(self) -> int:
        """The process that was started last."""
        return int(self._pid.read_text())

    def cpu(self) -> float:
        """Seconds of CPU of that process so far; of one that has ended, 0."""
        with contextlib.suppress(OSError):
            return time.clock_gettime(~self.pid << 3 | 2)
        return 0.0

    def wait_until_gone(self, seconds: float = 10) -> float:
        """Until the process has ended; the seconds of CPU that it used meanwhile."""
        before, used, deadline = self.cpu(), 0.0, time.monotonic() + seconds
        while _lives(self.pid):
            used = max(used, self.cpu() - before)
            assert time.monotonic() < deadline, f"the desk still runs after {seconds} s"
            time.sleep(0.02)
        return used

    def wait_until_idle(self, seconds: float = 10) -> None:
        """Until it has used no CPU for a quarter of a second: what was typed has been acted upon."""
        deadline, since, used = time.monotonic() + seconds, time.monotonic(), self.cpu()
        while time.monotonic() - since < 0.25:
            assert time.monotonic() < deadline, f"the desk is busy after {seconds} s"
            time.sleep(0.02)
            if self.cpu() - used > 0.004:
                since, used = time.monotonic(), self.cpu()

    def lives(self) -> bool:
        """Whether it runs."""
        return _lives(self.pid)

    def kill(self) -> None:
        """At once, as the kernel does when there is no memory left."""
        os.kill(self.pid, signal.SIGKILL)


class Multiplexer:
    """tmux on a socket of its own, in a folder whose name is short enough for one."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._folder = Path(tempfile.mkdtemp(prefix="td-"))
        self._base = [str(found("tmux")), "-u", "-f", "/dev/null", "-S", str(self._folder / "s")]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self("kill-server", check=False)
        shutil.rmtree(self._folder, ignore_errors=True)

    def __call__(self, *words: str, check: bool = True) -> str:
        """Tell the server something, from beside it."""
        done = subprocess.run(
            [*self._base, *words], capture_output=True, text=True, check=False, timeout=10
        )
        assert not check or done.returncode == 0, done
        return done.stdout

    def session(self, command: str) -> str:
        """The command that attaches to the session of the desk, which it starts if there is none."""
        attach = shlex.join([*self._base, "new-session", "-A", "-s", "desk", command])
        return f"env LANG=C.UTF-8 HOME={shlex.quote(str(self._home))} {attach}"


def _lives(pid: int) -> bool:
    """A process that has ended and was not waited for yet does not."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])
