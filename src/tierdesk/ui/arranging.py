"""Which customers stand in a list, and in which order. Made on the clerk's thread, where the order
and the last answer of the filter are kept, so that the next answer costs what changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.ui.filtering import Sieve

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.search.index import Found
    from tierdesk.triage.sort_order import SortOrder

_AT_ONCE = 200_000
"""Customers that are put in order within half a second, which is sooner than the clerk could."""


class Wish(NamedTuple):
    """What is asked for; `turned`: not the usual way round of that order."""

    filter: str = ""
    sort: str = ""
    turned: bool = False


class Arranged(NamedTuple):
    """`ids` in order; `found` is what the filter of the wish found, None without one."""

    wish: Wish
    ids: Sequence[int]
    found: Found | None


def at_once(snapshot: Snapshot, wish: Wish) -> Arranged | None:
    """The first answer, made where it is shown: the clerk has the search index to make before it
    can answer. None where that would take too long, or needs the index."""
    if wish.filter.strip() or len(snapshot.rows) > _AT_ONCE:
        return None
    from tierdesk.triage.sort_order import ordered, scale_of

    scale = scale_of(snapshot.moment, snapshot.stages)
    return Arranged(wish, ordered(snapshot.rows, wish.sort, scale, turned=wish.turned), None)


class Arranger:
    """One list's order and sieve; made anywhere, used on the clerk's thread alone."""

    def __init__(self) -> None:
        self._sieve = Sieve()
        self._order: SortOrder | None = None

    def arrange(self, room: Room, wish: Wish) -> Arranged:
        """Fulfil a wish with the book as it is now."""
        from tierdesk.triage.sort_order import SortOrder, scale_of

        if self._order is None:
            self._order = SortOrder()
        roster = room.roster
        scale = scale_of(roster.moment, roster.overview.stages)
        ids = self._order.of(roster.rows, wish.sort, scale, turned=wish.turned)
        found = self._sieve.sift(room, wish.filter, ids)
        return Arranged(wish, ids if found is None else found.ids, found)
