"""How the app hears keys: one after the other, each when the one before has done what it does.

The library hands a key on before the one before is done, so that of several keys in one packet some
would be heard where they do not belong. It must not know what a key means.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

if TYPE_CHECKING:
    from tierdesk.ui.shell import Shell

_LONGEST_WAIT = 2.0
"""Seconds that a key waits for the one before."""


class Hearing(App[object]):
    """Mixed into the app. `stands` is set when the shell can hear."""

    shell: Shell
    leaving = False
    stands: asyncio.Event

    async def on_event(self, event: events.Event) -> None:
        """Keys are heard one after the other: what a key changes (the focus, what is asked) holds
        for the next one, even when both arrive in one packet. The library hands keys on before
        the one before is done."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            if self.leaving or not self.screen_stack:
                return
            await self._rest(self._leaves(event))
            if not self.shell.stack:
                return
            event = self._unfolded(event)
            if self._belongs_to_text(event) or not self.shell.hear(event.key, event.character):
                self.shell.status.typed()
                await super().on_event(event)
            return
        await super().on_event(event)

    def _unfolded(self, event: events.Key) -> events.Key:
        """Escape and a key in one packet arrive as alt and the key; where nothing is bound to that,
        they are what was pressed: first escape, then the key."""
        key = event.key.removeprefix("alt+")
        if key == event.key or event.character is None or self.shell.bound(event.key):
            return event  # one without a character, like alt+left, was a key of its own
        self.shell.hear("escape", None)
        return events.Key(key, key if len(key) == 1 else event.character)

    def _belongs_to_text(self, event: events.Key) -> bool:
        return event.is_printable and _takes_text(self.focused)

    def _leaves(self, event: events.Key) -> bool:
        """Does the key leave the desk, wherever it stands? Leaving waits for what is being saved."""
        return bool(self.shell.stack) and self.shell.leaves(event.key)

    async def _rest(self, hurry: bool = False) -> None:
        """Until letters typed before have reached their text and whoever follows it, and what was
        saved is acknowledged; bounded, because a dead disk must not take the keyboard away: all the
        keys behind a save wait two seconds together, not each."""
        if not self.shell.stack:
            await _at_most(self.stands.wait())
        self.shell.furnish()
        focused = self.focused
        if focused is not None and _takes_text(focused):
            await _at_most(_settled(focused))
        errands = self.shell.errands
        left = errands.since + _LONGEST_WAIT - monotonic()
        if errands.busy and left > 0 and not hurry:
            await _at_most(errands.idle(), left)


async def _at_most(waiting: Awaitable[object], seconds: float = _LONGEST_WAIT) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(waiting, seconds)


async def _settled(text: Widget) -> None:
    """Until the text has heard its letters, and the line that it stands in has told its place. What
    a widget tells it hands to itself first, hence twice."""
    around = [node for node in text.ancestors_with_self if isinstance(node, Widget)]
    for widget in (*around, *around):
        if not isinstance(widget, Screen):
            reached = asyncio.Event()
            widget.call_later(reached.set)
            await reached.wait()


def _takes_text(widget: Widget | None) -> bool:
    """Is it one of the library's inputs? Their module is not imported before one is needed."""
    return any(kind.__name__ == "Input" for kind in type(widget).__mro__)
