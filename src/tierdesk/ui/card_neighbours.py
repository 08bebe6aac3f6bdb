"""Who stands beside the customer of a card, and what becomes of the card when the customer is removed.

Only what this session removed itself makes room for the next one: a card that another session emptied
stays, so that no key that was meant for its customer reaches somebody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say

if TYPE_CHECKING:
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.ui.desktop import Desktop


class CardNeighbours:
    """Mixed into the card's place. `removed` tells who took the customer away, None while it is there."""

    if TYPE_CHECKING:
        customer_id: int

        @property
        def desktop(self) -> Desktop:
            """The desk."""
            ...

        def open(self, customer_id: int, among: Sequence[int] = ()) -> None:
            """Another customer."""

        def repainted(self) -> None:
            """Make every line again."""

        def who(self) -> str:
            """The name as it was last read, "" before."""
            ...

    among: Sequence[int] = ()
    removed: Message | None = None

    def thinned(self, snapshot: Snapshot) -> None:
        """Neighbours that are gone are none any more."""
        here = self.customer_id
        self.among = [one for one in self.among if one == here or one in snapshot.rows]

    def lost(self, snapshot: Snapshot) -> None:
        """The customer is not in the book: by our own key the next one comes, or the list again; else
        the card says so and waits."""
        from tierdesk.domain.history import removal

        theirs = removal(snapshot.news, "customers", self.customer_id)
        if self.removed is None and snapshot.mine and theirs is None:
            self._make_room(snapshot)
            return
        if self.removed is None:
            self.removed = self._told(theirs.by if theirs is not None else "")
            self.desktop.say(self.removed, failed=True)
        self.repainted()
        self.desktop.refresh_keys()

    def _told(self, by: str) -> Message:
        back = self.desktop.key_of("desk.back")
        if by:
            return say("%(name)s was removed by %(who)s; %(key)s goes back.", name=self.who(), who=by,
                       key=back)  # fmt: skip
        return say("%(name)s was removed meanwhile; %(key)s goes back.", name=self.who(), key=back)

    def _make_room(self, snapshot: Snapshot) -> None:
        left = [one for one in self.among if one in snapshot.rows]
        after = [one for one in self.behind() if one in snapshot.rows]
        if left:
            self.open(after[0] if after else left[-1], left)
        else:
            self.customer_id = 0
            self.desktop.leave("card")

    def behind(self) -> Sequence[int]:
        """Those that come after the customer."""
        if self.customer_id not in self.among:
            return ()
        return self.among[self.among.index(self.customer_id) + 1 :]

    def do_card_next_customer(self) -> None:
        """The next of the list from which the card was opened."""
        self._go(1)

    def do_card_previous_customer(self) -> None:
        """The one before."""
        self._go(-1)

    def _go(self, by: int) -> None:
        goal = self.among[list(self.among).index(self.customer_id) + by]
        gone = self.customer_id if self.removed is not None else None
        self.open(goal, [one for one in self.among if one != gone])

    def no_card_next_customer(self) -> Message | None:
        """There must be one."""
        return None if self.behind() else say("This is the last customer of the list.")

    def no_card_previous_customer(self) -> Message | None:
        """There must be one."""
        first = self.customer_id not in self.among or self.among[0] == self.customer_id
        return say("This is the first customer of the list.") if first else None
