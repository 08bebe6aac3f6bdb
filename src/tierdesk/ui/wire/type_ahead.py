"""Keys typed faster than the desk acts: each is heard when the one before it has been acted upon.

Over a slow line a packet holds many keys. Given out all at once they would all go to what has the
focus now, though the first of them opens an input: `l` and then the text of a note would be a verb
for every letter. So the next key waits until the loop has nothing left to do at once, which is when
messages have gone all their ways. Knows nothing of keys but their order.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Final

from textual.message import Message

_PATIENCE: Final = 0.25
"""Seconds after which a key is given out though the loop is busy."""
_ROUNDS: Final = 24
"""Rounds of the loop that are waited for where it does not tell whether it is busy."""


class TypeAhead:
    """A queue in front of the app, used on the loop's thread; `deliver` gives a message to it."""

    def __init__(self, loop: asyncio.AbstractEventLoop, deliver: Callable[[Message], None]) -> None:
        self._loop, self._deliver = loop, deliver
        self._waiting: deque[Message] = deque()
        self._settling = self._hurried = False
        self._rounds = 0
        self._until = 0.0

    def put(self, message: Message) -> None:
        """At once if nothing is under way, otherwise in its turn."""
        if self._hurried:
            self._deliver(message)
            return
        self._waiting.append(message)
        if not self._settling:
            self._next()

    def hurry(self) -> None:
        """Give out what is waiting, and from now on everything, at once: nobody acts on it any more."""
        self._hurried = True
        while self._waiting:
            self._deliver(self._waiting.popleft())

    def drop(self) -> None:
        """Forget what is waiting."""
        self._waiting.clear()

    def _next(self) -> None:
        self._settling = bool(self._waiting)
        if self._settling:
            self._rounds, self._until = 0, self._loop.time() + _PATIENCE
            self._deliver(self._waiting.popleft())
            self._loop.call_soon(self._settle)

    def _settle(self) -> None:
        self._rounds += 1
        if self._busy() and self._loop.time() < self._until:
            self._loop.call_soon(self._settle)
        else:
            self._next()

    def _busy(self) -> bool:
        """Whether anything else is ready to run; asyncio has no public word for it."""
        ready = getattr(self._loop, "_ready", None)
        return self._rounds < _ROUNDS if ready is None else bool(ready)
