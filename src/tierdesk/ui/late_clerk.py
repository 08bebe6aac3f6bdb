"""The clerk, who is sent for when the first frame is out: the rules and records that it brings along
take a tenth of a second to import, which would be before the first paint otherwise.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from tierdesk.desk.clerk import Clerk
    from tierdesk.desk.room import Room
    from tierdesk.errors import TierdeskError

T = TypeVar("T")


class LateClerk:
    """Takes orders at once and hands them over when the clerk is there, in the order in which they
    were given. `failed` is told, on another thread, when no clerk can come."""

    def __init__(self, make: Callable[[], Clerk], failed: Callable[[Exception], None]) -> None:
        self._make, self._failed = make, failed
        self._clerk: Clerk | None = None
        self._orders: list[Callable[[Clerk], None]] = []
        self._lock = threading.Lock()
        self._coming: threading.Thread | None = None

    def start(self) -> None:
        """Send for the clerk, who opens the book."""
        self._coming = threading.Thread(target=self._come, name="clerk-import", daemon=True)
        self._coming.start()

    def submit(
        self, work: Callable[[Room], T], answer: Callable[[T | TierdeskError], None]
    ) -> None:
        """See `Clerk.submit`."""
        self._order(lambda clerk: clerk.submit(work, answer))

    def latest(
        self, slot: str, work: Callable[[Room], T], answer: Callable[[T | TierdeskError], None]
    ) -> None:
        """See `Clerk.latest`."""
        self._order(lambda clerk: clerk.latest(slot, work, answer))

    def reopen(self) -> None:
        """See `Clerk.reopen`."""
        self._order(lambda clerk: clerk.reopen())

    def stop(self, timeout: float = 5.0, *, compact: bool = True) -> bool:
        """See `Clerk.stop`; nothing to do for one who was never sent for."""
        if self._coming is None:
            return True
        self._coming.join(timeout)
        return self._clerk is None or self._clerk.stop(timeout, compact=compact)

    def _order(self, order: Callable[[Clerk], None]) -> None:
        with self._lock:
            if self._clerk is None:
                self._orders.append(order)
            else:
                order(self._clerk)

    def _come(self) -> None:
        try:
            clerk = self._make()
        except Exception as failure:  # noqa: BLE001 - told, or the screen would read for ever
            self._failed(failure)
            return
        clerk.start()
        with self._lock:
            for order in self._orders:
                order(clerk)
            self._clerk, self._orders = clerk, []
