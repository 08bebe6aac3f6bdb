"""A place of the desk: one of its screens, or what is laid over them. It is mounted once and shown
when it is its turn; it turns keys into commands and snapshots into lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, ClassVar, cast

from textual.containers import Container
from textual.widget import Widget

from tierdesk.i18n.message import Message, say

if TYPE_CHECKING:
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.ui.desktop import Desktop


class Place(Container):
    """`name_` names it; `chain` are the contexts of the key table, the nearest first. An action
    `touch.log` is done by the method `do_touch_log`; a method `no_touch_log` tells why it cannot
    be done now, or None."""

    DEFAULT_CSS = "Place { width: 1fr; height: 1fr; layout: vertical; }"
    name_: ClassVar[str] = ""
    chain: ClassVar[tuple[str, ...]] = ("desk",)

    @property
    def desktop(self) -> Desktop:
        """The desk it stands on."""
        return cast("Desktop", self.screen)

    @property
    def hears(self) -> bool:
        """Are keys actions here? Not while a field of the place itself is typed into."""
        return True

    def while_typing(self, key: str) -> bool:
        """A key that the line of typing did not want; True when the place took it."""
        return False

    @property
    def also_shown(self) -> Mapping[str, int]:
        """Actions that stand elsewhere on the key bar of this place than the table says, by id: the
        order, 0 for not there."""
        return {}

    @property
    def wants_whole_bar(self) -> bool:
        """Whether its keys need the room on the key bar that the state of the book has elsewhere."""
        return False

    @property
    def keyed(self) -> Widget | None:
        """The widget that has the keys while this place is on top."""
        return None

    def can(self, action_id: str) -> bool:
        """Does this place know the action at all?"""
        return hasattr(self, _method("do", action_id))

    def do(self, action_id: str) -> None:
        """Perform an action that this place knows and that nothing speaks against."""
        getattr(self, _method("do", action_id))()

    def why_not(self, action_id: str) -> Message | None:
        """Why the action cannot be done now; None when it can."""
        if action_id.partition(".")[0] in ("touch", "follow_up", "deal", "customer"):
            refusal = self._untouchable(action_id)
            if refusal is not None:
                return refusal
        told = getattr(self, _method("no", action_id), None)
        return cast("Message | None", told()) if told is not None else None

    def selected(self) -> int | None:
        """The customer whom verbs mean."""
        return None

    @property
    def under_cursor(self) -> int | None:
        """The row that the cursor stands on."""
        return self.selected()

    def awaited(self) -> Message:
        """What is waited for while its rows are still `coming`."""
        return self.desktop.why_unread()

    @property
    def coming(self) -> bool:
        """Is what it shows still to come?"""
        return self.desktop.snapshot is None

    def take(self, snapshot: Snapshot) -> None:
        """The book changed."""

    def restored(self) -> None:
        """The last change was taken back; the snapshot is that after it."""

    def entered(self) -> None:
        """It is on top now."""

    def reading(self, share: float) -> None:
        """The book is being read; `share` of it is."""

    def keep(self) -> None:
        """Write down what should be found again at the next start."""

    def repainted(self) -> None:
        """Language, theme or width changed: make the lines again."""

    def _untouchable(self, action_id: str) -> Message | None:
        snapshot = self.desktop.snapshot
        if snapshot is None or self.coming:
            return self.desktop.why_unread()
        if action_id != "customer.copy" and snapshot.read_only:
            return say("The book was opened read-only.")
        if action_id != "customer.add" and self.selected() is None:
            return say("No customer is selected.")
        return None


@cache
def _method(prefix: str, action_id: str) -> str:
    return f"{prefix}_{action_id.replace('.', '_')}"
