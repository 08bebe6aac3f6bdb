"""What is typed before it can be acted upon: a verb that needs the book while that is being read, and
everything typed behind it, in order. It must not know what a key means, nor what is waited for.
"""

from __future__ import annotations

from collections import deque

from textual import events

from tierdesk.i18n.message import Message

_MOST = 1_000
"""Keys; more are not taken."""

Stood = tuple[str, int | None]
"""The place on top, and the row under its cursor."""


class NotYet(Message):
    """Why something cannot be done yet: it can be as soon as what is coming has come."""

    __slots__ = ()

    @classmethod
    def of(cls, why: Message) -> NotYet:
        """The same sentence."""
        return cls(why.key, why.args, why.plural, why.n)


class Ahead:
    """The verb that waits comes first, by its id; then keys and pastes. `waits` until it is acted
    upon; `stood` is where the cursor was when it was typed."""

    def __init__(self) -> None:
        self._waiting: deque[str | events.Key | events.Paste] = deque()
        self.waits = False
        self.stood: Stood = ("", None)

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def verb(self) -> str:
        """The verb that the others wait behind, "" when nothing waits."""
        first = self._waiting[0] if self._waiting and self.waits else ""
        return first if isinstance(first, str) else ""

    @property
    def keys(self) -> list[events.Key]:
        """The keys behind it."""
        return [one for one in self._waiting if isinstance(one, events.Key)]

    def begin(self, verb: str, stood: Stood) -> None:
        """This verb waits, before whatever waits already."""
        self._waiting.appendleft(verb)
        self.waits, self.stood = True, stood

    def put(self, typed: events.Key | events.Paste) -> bool:
        """Behind the others; False when there are too many."""
        if len(self._waiting) >= _MOST:
            return False
        self._waiting.append(typed)
        return True

    def take(self) -> str | events.Key | events.Paste:
        """The next one."""
        return self._waiting.popleft()

    def drop(self) -> None:
        """Forget all of it."""
        self._waiting.clear()
        self.waits = False
