"""The way in from the terminal: a thread that sleeps until a key, a stop or the end of an Esc.

It never polls: the stock loop looks ten times a second, which makes Esc and leaving slow and costs
power. It must not touch the app; what it reads it hands to one function.
"""

import os
import select
import threading
from collections.abc import Callable, Iterable

from textual.message import Message

from tierdesk.ui.wire.typed import Typed

_READ = 1 << 14


class Keyboard:
    """Reads `fileno` and calls `deliver` with each message, on its own thread; `gone` is called
    there once if the input ends, whether by a hang-up, an end of file or a fault in reading."""

    def __init__(
        self,
        fileno: int,
        deliver: Callable[[Message], None],
        gone: Callable[[], None],
        typed: Typed,
    ) -> None:
        self._fileno, self._deliver, self._gone, self._typed = fileno, deliver, gone, typed
        self._awake, self._wake = os.pipe()
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="terminal-input", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """End reading and wait until it has ended; a second call does nothing."""
        if self._stopped:
            return
        self._stopped = True
        os.write(self._wake, b"x")
        self._thread.join()
        os.close(self._wake)
        os.close(self._awake)

    def rest(self) -> list[Message]:
        """After a stop: what the terminal still held, without waiting for more. Of a sequence or a
        character that is not whole nothing is made."""
        found: list[Message] = []
        while select.select([self._fileno], [], [], 0)[0]:
            try:
                data = os.read(self._fileno, _READ)
            except OSError:  # the terminal has gone
                break
            if not data:
                break
            found += self._typed.feed(data)
        return found

    def _run(self) -> None:
        asked = False
        try:
            asked = self._read_until_stopped()
        finally:
            if not asked:
                self._gone()

    def _read_until_stopped(self) -> bool:
        """True when `stop` was called, False when there is nothing more to read."""
        poll = select.poll()
        poll.register(self._fileno, select.POLLIN)
        poll.register(self._awake, select.POLLIN)
        while True:
            ready = poll.poll(self._patience())
            if any(fileno == self._awake for fileno, _ in ready):
                return True
            if ready:
                try:
                    data = os.read(self._fileno, _READ)
                except BlockingIOError:
                    continue
                except OSError:
                    return False
                if not data:
                    return False
                self._hand_on(self._typed.feed(data))
            else:
                self._hand_on(self._typed.tick())

    def _patience(self) -> int | None:
        seconds = self._typed.wait
        return None if seconds is None else max(0, int(seconds * 1000) + 1)

    def _hand_on(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self._deliver(message)
