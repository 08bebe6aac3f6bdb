"""Why a deal is lost: a reason from the book's list, or one that is typed, then the root cause.

It must not know how a loss is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines import log as lines
from tierdesk.ui.lines.line import Line
from tierdesk.ui.widgets.choice_line import NO_OFFER, Choice
from tierdesk.ui.widgets.question import Question

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.pipeline.lost_reasons import LostReason
    from tierdesk.ui.desktop import Desktop

Lost = Callable[[str, tuple[str, str]], None]
"""(reason, (kind, cause))."""
_TYPED = "="
"""The choice of a reason that is not in the list; no reason is called so."""
_DIGITS = 9


class LossFlow:
    """Asks; `lost` is told the answers when both are there."""

    def __init__(self, desktop: Desktop, name: Message, lost: Lost) -> None:
        self._desktop, self._name, self._lost = desktop, name, lost

    def begin(self) -> None:
        """Fetch the list, then ask."""
        self._desktop.work("reasons", listed, self._offer)

    def _offer(self, reasons: Sequence[LostReason]) -> None:
        kinds = {one.word: one.kind for one in reasons}

        def choices() -> list[Choice]:
            text = self._desktop.catalog.text
            found = [
                Choice(str(n) if n <= _DIGITS else "", text(one.title), one.word)
                for n, one in enumerate(reasons, 1)
            ]
            return [*found, Choice("0", text(say("another reason")), _TYPED)]

        def chosen(word: str, _: bool) -> None:
            if word == _TYPED:
                self._ask(say("reason"), self._typed)
            else:
                self._cause(word, kinds[word])

        self._desktop.choose(self._label(say("lost")), choices, chosen, at=NO_OFFER)

    def _typed(self, reason: str) -> None:
        if reason.strip():
            self._cause(reason.strip(), "")
        else:
            self._desktop.say(say("A lost deal needs a reason; say why it was lost."), failed=True)

    def _cause(self, reason: str, kind: str) -> None:
        def taken(cause: str) -> None:
            self._desktop.enough()
            self._lost(reason, (kind, cause.strip()))

        self._ask(say("root cause, or nothing"), taken)

    def _ask(self, what: Message, entered: Callable[[str], None]) -> None:
        self._desktop.ask(Question(self._label(what), lively=True), entered)

    def _label(self, what: Message) -> Callable[[], Line]:
        desktop = self._desktop
        return lambda: lines.asked(what, self._name, desktop.catalog, desktop.glyphs)


def listed(room: Room) -> Sequence[LostReason]:
    """The book's list, on the clerk's thread."""
    from tierdesk.pipeline.lost_reasons import reasons_of

    return reasons_of(room.desk.book)
