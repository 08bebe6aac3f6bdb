"""Which customers are marked, and the range that is being marked. It must not know rows' texts,
keys or the screen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet


class Marks:
    """Ids; they stay whatever is filtered or sorted. `anchor` is where a range was begun, None
    while there is none."""

    def __init__(self) -> None:
        self._ids: set[int] = set()
        self.anchor: int | None = None

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, customer_id: object) -> bool:
        return customer_id in self._ids

    @property
    def ids(self) -> AbstractSet[int]:
        """All marked ones."""
        return self._ids

    def turn(self, customer_id: int) -> None:
        """Mark, or take the mark back."""
        self._ids ^= {customer_id}

    def add(self, ids: Iterable[int]) -> None:
        """Mark all of these."""
        self._ids.update(ids)

    def clear(self) -> None:
        """No marks, no range."""
        self._ids.clear()
        self.anchor = None

    def keep_only(self, existing: Collection[int]) -> None:
        """Those that are gone from the book lose their marks."""
        self._ids = {one for one in self._ids if one in existing}
        if self.anchor is not None and self.anchor not in existing:
            self.anchor = None

    def range_to(self, here: int | None, order: Sequence[int]) -> list[int]:
        """Everything from the anchor to `here` in the order shown; empty without a range, or when
        one of its ends is not shown."""
        if self.anchor is None or here is None:
            return []
        try:
            first, last = sorted((order.index(self.anchor), order.index(here)))
        except ValueError:
            return []
        return list(order[first : last + 1])
