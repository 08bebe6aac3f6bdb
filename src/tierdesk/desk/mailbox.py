"""What waits for the clerk: work in the order in which it came, and for each slot only the newest.

It must not know what the work does.
"""

import threading
from collections import deque
from collections.abc import Callable

Job = Callable[[], None]


class Mailbox:
    """Filled by any thread, emptied by one. What was put without a slot is never lost, not even
    by `close`; what has a slot gives way to what comes after it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._jobs: deque[Job] = deque()
        self._slots: dict[str, Job] = {}
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether nothing more is taken in."""
        return self._closed

    def put(self, job: Job, slot: str = "") -> bool:
        """One piece of work more; False when the box is closed."""
        with self._changed:
            if self._closed:
                return False
            if slot:
                self._slots[slot] = job
            else:
                self._jobs.append(job)
            self._changed.notify()
            return True

    def close(self) -> None:
        """Take nothing more in; what has a slot is dropped, since nobody waits for it."""
        with self._changed:
            self._closed = True
            self._slots.clear()
            self._changed.notify()

    def take(self, timeout: float) -> Job | None:
        """The next piece of work: first what must be done, then the slots in their order. None
        after `timeout` seconds without any, and at once when the box is closed and empty."""
        with self._changed:
            self._changed.wait_for(self._any, timeout)
            if self._jobs:
                return self._jobs.popleft()
            if self._slots:
                return self._slots.pop(next(iter(self._slots)))
            return None

    def _any(self) -> bool:
        return bool(self._jobs or self._slots or self._closed)
