"""The way out to the terminal, which never makes the caller wait.

A terminal whose reader has stopped takes no more bytes, and a write to it would stop the whole
desk: no timers, no saving, no answer to a signal. So bytes that the terminal does not take at once
wait here, and a thread of their own brings them out. Knows nothing of what the bytes mean.
"""

import contextlib
import fcntl
import os
import select
import struct
import threading
from collections.abc import Callable

_PIECE = 1024
_GONE = select.POLLHUP | select.POLLERR | select.POLLNVAL
_TIOCGDEV = 0x80045432


class Outlet:
    """Writes to the terminal behind `fileno`. `drained` is called when everything that had to wait
    is out, `lost` once when nobody is there any more; both on the outlet's thread, or within
    `send`."""

    def __init__(self, fileno: int, drained: Callable[[], None], lost: Callable[[], None]) -> None:
        self._drained, self._lost = drained, lost
        self._fd, self._unblocked = _own_descriptor(fileno)
        self._waiting = bytearray()
        self._leaving = 0
        self._changed = threading.Condition()
        self._closed = False
        self._fd_open = True
        self._thread: threading.Thread | None = None
        self.dead = False

    @property
    def unsent(self) -> int:
        """Bytes that the terminal has not taken yet."""
        with self._changed:
            return len(self._waiting) + self._leaving

    def send(self, data: bytes) -> None:
        """Write, now if the terminal takes it and later otherwise. Dropped once nobody is there."""
        failed = False
        with self._changed:
            if self.dead or self._closed:
                return
            if self._unblocked and not self._waiting and not self._leaving:
                data, failed = self._write_now(data)
            if data and not failed:
                self._waiting += data
                self._start()
                self._changed.notify()
        if failed:
            self._die()

    def drop_unsent(self) -> None:
        """Forget what waits, apart from the piece that is already under way."""
        with self._changed:
            self._waiting.clear()

    def last_words(self, data: bytes) -> None:
        """Write what the terminal takes of it at this moment, from any thread; the rest is lost."""
        self.drop_unsent()
        if self.dead or not self._fd_open:
            return
        poll = select.poll()
        poll.register(self._fd, select.POLLOUT)
        if any(event & select.POLLOUT for _, event in poll.poll(0)):
            with contextlib.suppress(OSError):
                os.write(self._fd, data)

    def close(self, seconds: float) -> bool:
        """Bring out what waits, for at most that long; whether everything is out."""
        with self._changed:
            self._closed = True
            thread = self._thread
            self._changed.notify()
        if thread is None:
            self._close_fd()
            return not self.dead
        thread.join(seconds)
        self.drop_unsent()
        return not thread.is_alive() and not self.dead

    def kill(self) -> None:
        """Nobody is there any more: drop everything, now and later."""
        with self._changed:
            self.dead = True
            self._waiting.clear()
            self._changed.notify()

    def _write_now(self, data: bytes) -> tuple[bytes, bool]:
        """What is left of the data, and whether the terminal has gone."""
        try:
            return data[os.write(self._fd, data) :], False
        except BlockingIOError:
            return data, False
        except OSError:
            return b"", True

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="terminal-output", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        poll = select.poll()
        poll.register(self._fd, select.POLLOUT)
        while self._wait_for_work():
            gone = any(event & _GONE for _, event in poll.poll())
            if gone or not self._write_piece():
                self._die()
                break
        self._close_fd()

    def _wait_for_work(self) -> bool:
        with self._changed:
            while not self._waiting and not self._closed and not self.dead:
                self._changed.wait()
            return bool(self._waiting) and not self.dead

    def _write_piece(self) -> bool:
        """Write one piece outside of the lock (where the descriptor is not our own, a write may
        take as long as it likes); False when the terminal has gone."""
        with self._changed:
            piece = bytes(self._waiting[:_PIECE])
            del self._waiting[:_PIECE]
            self._leaving = len(piece)
        written = 0
        try:
            written = os.write(self._fd, piece) if piece else 0
        except BlockingIOError:
            written = 0
        except OSError:
            return False
        with self._changed:
            self._leaving = 0
            self._waiting[:0] = piece[written:]
            empty = not self._waiting
        if empty:
            self._drained()
        return True

    def _die(self) -> None:
        self.kill()
        self._lost()

    def _close_fd(self) -> None:
        if self._fd_open:
            self._fd_open = False
            os.close(self._fd)


def _own_descriptor(fileno: int) -> tuple[int, bool]:
    """A descriptor of our own that does not block, and True; or a shared one that may block.

    Setting a flag on the descriptor that we were given would set it for the shell, too. The
    terminal is opened by name, or as `/dev/tty` where its name belongs to another user (sudo).
    """
    flags = os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC
    device = os.fstat(fileno).st_rdev
    names = ["/dev/tty"]
    with contextlib.suppress(OSError):
        names.insert(0, os.ttyname(fileno))
    for name in names:
        try:
            opened = os.open(name, flags)
        except OSError:
            continue
        if _device(opened) == device:
            return opened, True
        os.close(opened)
    return os.dup(fileno), False


def _device(fileno: int) -> int:
    """The terminal behind a descriptor, whatever name it was opened by."""
    try:
        answer: bytes = fcntl.ioctl(fileno, _TIOCGDEV, bytes(4))
    except OSError:
        return os.fstat(fileno).st_rdev
    packed = struct.unpack("I", answer)[0]
    return os.makedev((packed & 0xFFF00) >> 8, (packed & 0xFF) | ((packed >> 12) & 0xFFF00))
