"""Work beside the screen's thread where only the newest question matters: a key that is held down
asks thirty times a second, and what waits gives way to what comes.

One daemon thread and one slot, so that nothing piles up. It must not know what is computed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
Post = Callable[[Callable[[], None]], None]


class Newest:
    """`post` carries answers to the screen's thread, in the order of their questions."""

    def __init__(self, post: Post, name: str) -> None:
        self._post, self._name = post, name
        self._waiting = threading.Condition()
        self._slot: Callable[[], None] | None = None
        self._thread: threading.Thread | None = None
        self.runs = 0

    def ask(self, work: Callable[[], T], answer: Callable[[T], None]) -> None:
        """Have something computed; a question that still waits is never answered."""

        def run() -> None:
            try:
                found = work()
            except Exception as failure:  # noqa: BLE001 - raised again where it is seen
                self._post(_raising(failure))
            else:
                self._post(lambda: answer(found))

        with self._waiting:
            self._slot = run
            self._waiting.notify()
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
            self._thread.start()

    def forget(self) -> None:
        """What still waits is not wanted any more."""
        with self._waiting:
            self._slot = None

    def _work(self) -> None:
        while True:
            with self._waiting:
                while self._slot is None:
                    self._waiting.wait()
                job, self._slot = self._slot, None
            job()
            self.runs += 1


def _raising(failure: Exception) -> Callable[[], None]:
    def again() -> None:
        raise failure

    return again
