"""An orderly way out when the system says so: hang-up, termination, interrupt, a lost terminal.

The app leaves on its own loop. A thread that is here from the beginning waits for that to end, and
ends the process itself if it does not: with the drafts written and the terminal given back.
Nothing in here knows what a draft is.
"""

import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Protocol

SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
_CALLED = 0
_KEEPING = 1.0
"""Seconds for the last writing, in a process whose loop is stuck already."""

_Handler = Callable[[int, FrameType | None], object] | int | None


class Hooks(Protocol):
    """What the app does when it must go."""

    def leave(self, code: int) -> None:
        """On the loop: keep what is half done and exit with this code."""
        ...

    def keep(self) -> None:
        """From any thread, when the loop is stuck: write what is half done. It may have been
        written before."""
        ...

    def restore_terminal(self) -> None:
        """From any thread, without waiting: the terminal as it was found."""
        ...


class Departure:
    """Handlers of signals and the watchdog behind them; made by `install`."""

    def __init__(self, hooks: Hooks, grace: float) -> None:
        self._hooks, self._grace = hooks, grace
        self._loop = asyncio.get_running_loop()
        self._code: int | None = None
        self._deaf = False
        self._off = threading.Event()
        self._heard, self._call = os.pipe2(os.O_CLOEXEC)
        os.set_blocking(self._call, False)
        self._before: dict[int, _Handler] = {}
        self._thread = threading.Thread(target=self._watch, name="departure", daemon=True)

    def begin(self, code: int) -> None:
        """Leave with this code, once: what is said later changes nothing. From any thread."""
        if self._code is None:
            self._code = code
        self._wake(_CALLED)

    @contextlib.contextmanager
    def ignoring_interrupts(self) -> Iterator[None]:
        """While another program has the terminal: what the user interrupts is that program, but
        the terminal tells both. Meanwhile only our handler tells the watch: what the interpreter
        writes by itself could be read when this is over. On the main thread."""
        self._deaf = True
        signal.set_wakeup_fd(-1)
        try:
            yield
        finally:
            signal.set_wakeup_fd(self._call, warn_on_full_buffer=False)
            self._deaf = False

    def remove(self) -> None:
        """The handlers as they were before, and no watchdog any more."""
        if self._off.is_set():
            return
        self._off.set()
        signal.set_wakeup_fd(self._wakeup_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._wake(_CALLED)
        self._thread.join()
        os.close(self._call)
        os.close(self._heard)

    def arm(self) -> None:
        """Hear the signals. A hang-up that the starter chose to ignore (nohup) stays ignored."""
        self._wakeup_before = signal.set_wakeup_fd(self._call, warn_on_full_buffer=False)
        for number in SIGNALS:
            if number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN:
                continue
            self._before[number] = signal.signal(number, self._on_signal)
        self._thread.start()

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        """The interpreter has written the number to the pipe already, unless someone took that
        over; twice does no harm."""
        if not (self._deaf and number == signal.SIGINT):
            self._wake(number)

    def _wake(self, number: int) -> None:
        with contextlib.suppress(BlockingIOError):
            os.write(self._call, bytes([number]))

    def _watch(self) -> None:
        code = self._wait_for_call()
        if code is None:
            return
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._hooks.leave, code)
        if not self._off.wait(self._grace):
            self._end(code)

    def _wait_for_call(self) -> int | None:
        """The code to leave with; None when the watch is over."""
        while not self._off.is_set():
            for number in os.read(self._heard, 64):
                if number in self._before:
                    return 128 + number
                if number == _CALLED and self._code is not None:
                    return self._code
        return None

    def _end(self, code: int) -> None:
        """The loop is stuck. Writing, or the terminal, may be stuck as well: each has its thread
        and its time limit."""
        try:
            for last in (self._hooks.keep, self._hooks.restore_terminal):
                thread = threading.Thread(target=last, name="last-words", daemon=True)
                thread.start()
                thread.join(_KEEPING)
        finally:
            os._exit(code)


def install(hooks: Hooks, *, grace: float = 3.0) -> Departure:
    """Hear hang-up, termination and interrupt from now on; on the main thread, with a loop running.

    The first signal n makes the app leave with exit code 128 + n; if the process still lives
    `grace` seconds later it is ended, with the same code. The grace covers everything up to the
    end of the process, so a thread that never returns is bounded, too.
    """
    departure = Departure(hooks, grace)
    departure.arm()
    return departure
