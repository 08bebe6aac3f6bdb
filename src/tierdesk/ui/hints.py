"""Which keys are heard now: for the key bar, and with their reasons for `?` and the palette."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tierdesk.keys.action import Action
from tierdesk.keys.actions import ACTIONS
from tierdesk.keys.key_names import printable, shown
from tierdesk.ui.lines.bars import KeyHint

if TYPE_CHECKING:
    from tierdesk.i18n.message import Message
    from tierdesk.keys.keymap import Keymap
    from tierdesk.ui.place import Place


class Actor(Protocol):
    """Whoever does actions: a place, or the desk itself."""

    def can(self, action_id: str) -> bool:
        """Does it know the action?"""
        ...

    def why_not(self, action_id: str) -> Message | None:
        """Why it cannot be done now."""
        ...


class Offer(NamedTuple):
    """An action that is heard here, and why it cannot be done now (None: it can)."""

    action: Action
    refusal: Message | None


def offers(place: Place, everywhere: Actor) -> Iterator[Offer]:
    """Everything that can be done here, in the order of the table."""
    for action, actor in _done_by(place, everywhere):
        yield Offer(action, actor.why_not(action.id))


def hints_of(place: Place, everywhere: Actor, keymap: Keymap) -> list[KeyHint]:
    """What stands on the key bar. It is made at nearly every key: why something cannot be done is
    asked only of what has room there."""
    also = place.also_shown
    placed = [
        (also.get(action.id, action.shown), action, actor)
        for action, actor in _done_by(place, everywhere)
    ]
    placed.sort(key=lambda one: one[0])
    return [
        KeyHint(key, action.title, actor.why_not(action.id) is None)
        for order, action, actor in placed
        if order and (key := _key(place, keymap, action.id))
    ]


def _done_by(place: Place, everywhere: Actor) -> Iterator[tuple[Action, Actor]]:
    """The actions that are heard here, each with who does it."""
    for action in ACTIONS:
        if action.place in place.chain:
            actor: Actor = place if place.can(action.id) else everywhere
            if actor.can(action.id):
                yield action, actor


def _key(place: Place, keymap: Keymap, action_id: str) -> str:
    """The key to show: where somebody types, one that is no letter of the text."""
    if place.hears:
        return keymap.shown(action_id)
    keys = keymap.keys(action_id)
    return next((shown(key) for key in keys if not printable(key)), "")
