"""How the app hears keys: one after the other, each when the one before has done what it does.

The library hands a key on before the one before is done, so that of several keys in one packet some
would be heard where they do not belong. It must not know what a key means.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

from tierdesk.i18n.message import say
from tierdesk.ui.ahead import Ahead

if TYPE_CHECKING:
    from tierdesk.ui.shell import Shell

_LONGEST_WAIT, _LAST_WAIT = 2.0, 0.5
"""Seconds that a key waits for the one before, while the desk is used and when it must go."""
_BETWEEN_FIELDS = frozenset(("tab", "shift+tab", "up", "down"))
_IN_TEXT = frozenset((
    "backspace", "delete", "left", "right", "home", "end", "ctrl+left", "ctrl+right", "ctrl+w", "ctrl+u",
    "ctrl+k", "ctrl+f",
))  # fmt: skip
"""Keys that do nothing but in the text that is typed."""


class Hearing(App[object]):
    """Mixed into the app. `stands` is set when the shell can hear."""

    shell: Shell
    leaving = False
    stands: asyncio.Event
    ahead: Ahead
    unheard: list[events.Key | events.Paste]

    async def on_event(self, event: events.Event) -> None:
        """Keys are heard one after the other: what a key changes (the focus, what is asked) holds
        for the next one, even when both arrive in one packet. The library hands keys on before
        the one before is done."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            if self.leaving or not self.screen_stack:
                self.unheard.append(event)
                return
            await (self._put_behind(event) if self.ahead else self._heard(event))
            return
        if isinstance(event, events.Paste) and not event.is_forwarded:
            if self.leaving:
                self.unheard.append(event)
                return
            if self.ahead:
                self._wait(event)
                return
        await super().on_event(event)

    async def _heard(self, event: events.Key) -> None:
        """One key, when the one before has done what it does."""
        await self._rest(self._leaves(event))
        if self.leaving:
            self.unheard.append(event)
            return
        if not self.shell.stack:
            return
        unfolded = self._unfolded(event)
        if unfolded is not None:
            self.shell.hear("escape", None)
            event = unfolded
        if self._belongs_to_text(event) or not self.shell.hear(event.key, event.character):
            self.shell.status.typed()
            await super().on_event(event)

    # what was typed before the desk had to go

    async def take_in(self) -> None:
        """The desk must go at once: what was typed up to now goes into the text that is open, whose
        draft is kept, as far as it belongs there. Nothing more is acted upon."""
        taken = asyncio.Event()
        driver_takes = getattr(self._driver, "take_in", None)
        if driver_takes is not None and driver_takes(taken.set):
            await _at_most(taken.wait(), _LAST_WAIT)
        for typed in texts_together(self.unheard):
            text = self.focused
            if text is None or not _takes_text(text):
                break
            await _at_most(_settled(text), _LAST_WAIT)
            if isinstance(typed, events.Key) and typed.key in _BETWEEN_FIELDS:
                self.shell.hear(typed.key, typed.character)
            elif isinstance(typed, events.Paste) or typed.key in _IN_TEXT:
                await super().on_event(typed)
            else:
                break
        if self.focused is not None and _takes_text(self.focused):
            await _at_most(_settled(self.focused), _LAST_WAIT)

    # what is typed before it can be acted upon

    def wait_with(self, verb: str, stood: tuple[str, int | None]) -> None:
        """A verb cannot be done yet: it waits, and with it whatever is typed behind it, which would
        mean something else without it."""
        self.ahead.begin(verb, stood)

    def act_ahead(self) -> None:
        """What is waited for may have come: then act upon what was typed, in order."""
        if self.ahead.verb and self.shell.can_now(self.ahead.verb):
            self.ahead.waits = False
            self.call_later(self._act)

    async def _act(self) -> None:
        """Until nothing waits, or something must wait again. Keys that come meanwhile stay behind:
        the library's queue of the app is not gone on with before this is done."""
        (place, row), now = self.ahead.stood, self.shell.stood
        if now[0] != place or (row is not None and now[1] != row):
            self.ahead.drop()
            self.shell.say(
                say("The list has changed; what was typed before was not done."), failed=True
            )
        while self.ahead and not self.ahead.waits and not self.leaving:
            typed = self.ahead.take()
            if isinstance(typed, str):
                self.shell.do(typed)
            elif isinstance(typed, events.Key):
                await self._heard(typed)
            else:
                await self._rest()
                await super().on_event(typed)

    async def _put_behind(self, event: events.Key) -> None:
        """A key while others wait. Escape drops those; the key that leaves, pressed again, leaves at
        once."""
        unfolded = self._unfolded(event)
        if event.key == "escape" or unfolded is not None:
            self.ahead.drop()
            self.shell.say(say("What was typed before was dropped."))
            if unfolded is not None:
                await self._heard(unfolded)
        elif self._leaves(event) and any(self._leaves(key) for key in self.ahead.keys):
            self.ahead.drop()
            await self._heard(event)
        else:
            self._wait(event)

    def _wait(self, event: events.Key | events.Paste) -> None:
        if not self.ahead.put(event):
            told = say("%(n)s keys wait already; no more are taken, esc drops them.",
                       n=len(self.ahead))  # fmt: skip
            self.shell.say(told, failed=True)

    def _unfolded(self, event: events.Key) -> events.Key | None:
        """Escape and a key in one packet arrive as alt and the key; where nothing is bound to that,
        they are what was pressed: first escape, then the key, which is given back."""
        key = event.key.removeprefix("alt+")
        if key == event.key or event.character is None or self.shell.bound(event.key):
            return None  # one without a character, like alt+left, was a key of its own
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


def texts_together(typed: Sequence[events.Key | events.Paste]) -> list[events.Key | events.Paste]:
    """The same with neighbouring letters in one piece: there is no time for one after the other."""
    found: list[events.Key | events.Paste] = []
    for one in typed:
        if isinstance(one, events.Key) and one.is_printable and one.character is not None:
            last = found[-1] if found else None
            if isinstance(last, events.Paste):
                found[-1] = events.Paste(last.text + one.character)
            else:
                found.append(events.Paste(one.character))
        else:
            found.append(one)
    return found


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
