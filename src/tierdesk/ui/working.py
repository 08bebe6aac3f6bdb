"""Working a queue off from top to bottom: after a verb the cursor goes to whoever stood below, after an
undo back to the customer whom it concerned.

The customers below are remembered when the verb begins: afterwards rows above may be gone, headings
too, and whoever was dealt with may stand elsewhere, so that no place in the list means anything.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.ui.place import Place

if TYPE_CHECKING:
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.ui.widgets.row_list import RowList

_WORKING = frozenset((
    "touch.log", "today.open", "follow_up.done", "follow_up.snooze", "customer.park",
))  # fmt: skip
"""Verbs after which the queue goes on."""


class _Work(NamedTuple):
    """A verb that was begun: with whom, and the list as it was."""

    customer_id: int
    rows: Sequence[int]
    at: int

    def next_of(self, shown: Collection[int]) -> int | None:
        """The first of those below who is still shown."""
        standing = set(shown)
        below = (self.rows[at] for at in range(self.at + 1, len(self.rows)))
        return next((key for key in below if key > 0 and key in standing), None)


class Working(Place):
    """Mixed into places with a RowList that is worked off. The place asks `after_work` for the row
    whenever it shows another snapshot."""

    _work: _Work | None = None

    if TYPE_CHECKING:

        @property
        def moving(self) -> RowList:
            """The rows."""
            ...

    def do(self, action_id: str) -> None:
        """Remember with whom a verb works, and who comes next."""
        rows, key = self.moving, self.moving.key
        begins = action_id in _WORKING and key is not None
        self._work = _Work(key, rows.rows, rows.at) if begins and key is not None else None
        super().do(action_id)

    def advance(self) -> None:
        """After a verb, unless the cursor went on with the snapshot already or was moved away."""
        work, self._work = self._work, None
        if work is not None and self.moving.key == work.customer_id:
            following = work.next_of(self.moving.rows)
            if following is not None:
                self.moving.go(following)

    def after_work(self, snapshot: Snapshot, shown: Collection[int]) -> int | None:
        """Where the cursor goes with a snapshot that comes of the verb; None: it stays."""
        work = self._work
        if work is None or not snapshot.mine or self.moving.key != work.customer_id:
            return None
        changed = snapshot.changed
        if changed is not None and work.customer_id not in changed:
            return None
        return work.next_of(shown)

    def restored(self) -> None:
        """Back to the customer; of several nobody is the one."""
        snapshot = self.desktop.snapshot
        changed = snapshot.changed if snapshot is not None else None
        if changed is not None and len(changed) == 1:
            self.moving.go(*changed)
