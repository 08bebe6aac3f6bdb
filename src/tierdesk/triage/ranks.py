"""How the worth of one customer compares with that of all others; kept while customers change.

It must not know what a worth is.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable


class Ranks:
    """Percentile ranks among all worths, ties in the middle. `version` tells one state from the
    others."""

    def __init__(self, worths: Iterable[float | None] = ()) -> None:
        self.version = 0
        self._sorted = sorted(worth for worth in worths if worth is not None)
        self._known: dict[float | None, float] = {}

    def of(self, worth: float | None) -> float:
        """Between 0 and 1; 0 for a customer without a worth."""
        if not self._known:
            self._known = self._ranked()
        return self._known[worth]

    def take(self, worth: float | None) -> None:
        """One more customer is ranked."""
        if worth is not None:
            insort(self._sorted, worth)
            self._forget()

    def drop(self, worth: float | None) -> None:
        """One customer less."""
        if worth is not None:
            del self._sorted[bisect_left(self._sorted, worth)]
            self._forget()

    def _forget(self) -> None:
        self._known = {}
        self.version += 1

    def _ranked(self) -> dict[float | None, float]:
        """Every worth with its rank, in one walk."""
        ranked, count = self._sorted, len(self._sorted)
        first = {
            worth: at for at, worth in zip(range(count - 1, -1, -1), reversed(ranked), strict=True)
        }
        last = {worth: at for at, worth in enumerate(ranked, 1)}
        known: dict[float | None, float] = {
            worth: (first[worth] + upto) / 2.0 / count for worth, upto in last.items()
        }
        known[None] = 0.0
        return known
