"""Setting fields of several customers at once: `FIELD=VALUE …` in one line, as `set` takes them.

One Change over all of them, read and refused by the rule of the command line. It must not know
which place asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierdesk.errors import TierdeskError
from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Line, Span
from tierdesk.ui.lines.log import asked
from tierdesk.ui.widgets.question import Question

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.ui.desktop import Desktop


class BulkEdit:
    """One such line, from the first letter to the Change."""

    def __init__(self, desktop: Desktop, ids: Sequence[int], name: Message) -> None:
        self._desktop, self._ids, self._name = desktop, list(ids), name
        self._words: list[str] = []
        self._answered = ""

    def ask(self) -> None:
        """Begin."""
        desktop = self._desktop
        question = Question(
            self._label, meaning=self._meaning, complete=self._complete, lively=True
        )
        desktop.ask(question, self._entered, typed=self._typed)
        self._typed("")

    def _label(self) -> Line:
        return asked(say("set"), self._name, self._desktop.catalog, self._desktop.glyphs)

    def _meaning(self, text: str) -> Line:
        if text:
            return ()
        hint = say("FIELD=VALUE, like city=Berlin or tags+=vip; tab completes")
        return (Span(self._desktop.catalog.text(hint) + " ", "dim"),)

    def _typed(self, text: str) -> None:
        """Fetch what tab would write."""

        def fetched(words: list[str]) -> None:
            self._answered, self._words = text, words

        self._desktop.work("complete", lambda room: continuations(text, room), fetched)

    def _complete(self, text: str) -> list[str]:
        """Words that belong to another text would put that in the place of this one."""
        return self._words if text == self._answered else []

    def _entered(self, text: str) -> None:
        if not text.strip():
            self._desktop.enough()
            return
        ids = self._ids

        def rule(room: Room, book: Book, reason: str) -> Change:
            from tierdesk.commands.doing import set_

            return set_.change(book, ids, pairs_of(text), room.desk.moment, reason)

        def told(room: Room) -> tuple[Message, ...]:
            from tierdesk.commands.doing import set_

            return set_.told(room.desk.book, ids, pairs_of(text))

        self._desktop.change(rule, told, lambda _: self._desktop.enough(), self._failed)

    def _failed(self, failure: TierdeskError) -> None:
        """The line stays, to be mended."""
        self._desktop.say(failure.message, failed=True)


def pairs_of(text: str) -> list[tuple[str, str]]:
    """(field, text) of a line. Raises Usage."""
    from tierdesk.commands import words
    from tierdesk.commands.doing import assignments, set_

    return assignments.split(words.split(text), set_.OWN)


def continuations(text: str, room: Room) -> list[str]:
    """Whole lines that tab may write; on the clerk's thread."""
    from tierdesk.commands import words
    from tierdesk.commands.candidates import candidates

    try:
        begun = words.split(text)
    except TierdeskError:
        return []  # half a word is no fault yet; enter will say what is wrong
    if not text or text.endswith(" "):
        begun = [*begun, ""]
    last = begun[-1]
    head = text[: len(text) - len(last)]
    return [head + word for word, _ in candidates("field", last, lambda: room.desk.book)]
