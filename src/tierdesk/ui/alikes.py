"""Customers that look like the one being added. The index of likenesses is made when somebody begins to
add one, since most sessions add nobody. Used on the clerk's thread only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.quality.likeness import Likeness, Similar

_MOST = 3
_LEAST_LETTERS = 2


class Alikes:
    """Keeps the index of one room up to date once it is made."""

    def __init__(self) -> None:
        self._room: Room | None = None
        self._likeness: Likeness | None = None

    def of(self, room: Room, name: str, phones: str, emails: str) -> list[Similar]:
        """At most three, the likeliest first; phones and addresses as they were typed."""
        ways = _parts(phones), _parts(emails)
        if len(name.strip()) < _LEAST_LETTERS and not any(ways):
            return []
        return self._of(room).of(name, *ways, n=_MOST)

    def _of(self, room: Room) -> Likeness:
        from tierdesk.quality.likeness import Likeness

        likeness = self._likeness
        if likeness is None or self._room is not room:
            likeness = self._likeness = Likeness(room.desk.book)
            if self._room is not room:
                self._room = room
                room.listeners.append(self._follow)
        return likeness

    def _follow(self, touched: frozenset[int] | None) -> None:
        room, likeness = self._room, self._likeness
        if room is None or likeness is None:
            return
        if touched is None:
            self._likeness = None
            return
        book = room.desk.book
        for customer_id in touched:
            gone = book.get("customers", customer_id) is None
            likeness.update(customer_id, None if gone else book.case(customer_id))


def _parts(typed: str) -> list[str]:
    found = typed.replace("；", ";").replace("，", ";").replace(",", ";").split(";")
    return [part.strip() for part in found if part.strip()]
