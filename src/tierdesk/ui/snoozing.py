"""Putting customers off: a day is typed, what it means and what to know of it is told meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines import log as lines
from tierdesk.ui.lines.line import Line
from tierdesk.ui.widgets.question import Question

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.domain.dates import When
    from tierdesk.ui.desktop import Desktop


class SnoozeFlow:
    """One snooze of one customer, or the same one of several; `after` is called when it is saved."""

    def __init__(
        self, desktop: Desktop, ids: list[int], name: Message, after: Callable[[], None]
    ) -> None:
        self._desktop, self._ids, self._name, self._after = desktop, ids, name, after
        self._asking = False

    def begin(self) -> None:
        """Ask for the day."""
        self._asking = True
        question = Question(self._label, meaning=self._meaning, lively=True)
        self._desktop.ask(question, self._entered, left=self._left, typed=self._typed)

    def _label(self) -> Line:
        desktop = self._desktop
        return lines.asked(say("snooze"), self._name, desktop.catalog, desktop.glyphs)

    def _read(self, text: str) -> When | Message:
        snapshot = self._desktop.snapshot
        if snapshot is None:
            return self._desktop.why_unread()
        moment = snapshot.moment
        when = lines.read_day(text, moment.now.astimezone(moment.zone), moment.date_order)
        if not isinstance(when, Message) and when.day <= moment.today:
            return say("%(day)s is not after today; choose a later day to put %(name)s off to.",
                       day=when.day, name=self._name)  # fmt: skip
        return when

    def _meaning(self, text: str) -> Line:
        snapshot, catalog = self._desktop.snapshot, self._desktop.catalog
        if snapshot is None:
            return ()
        when = self._read(text) if text.strip() else None
        if isinstance(when, Message):
            return lines.fault(when, catalog)
        moment = snapshot.moment
        now = moment.now.astimezone(moment.zone)
        return lines.meaning(text, now, moment.date_order, catalog, self._desktop.glyphs)

    def _typed(self, text: str) -> None:
        """A day off, or one beyond what the tier allows, is told before it is entered."""
        when, ids = self._read(text), self._ids
        if isinstance(when, Message):
            self._hint(())
            return

        def hints(room: Room) -> tuple[Message, ...]:
            from tierdesk.commands.doing import snooze

            return snooze.hints(room.desk.book, ids, when, room.desk.moment)

        self._desktop.work("hints", hints, self._hint)

    def _hint(self, told: tuple[Message, ...]) -> None:
        if self._asking:
            self._desktop.hint(told)

    def _left(self, _: str) -> None:
        self._asking = False

    def _entered(self, text: str) -> None:
        when = self._read(text)
        if isinstance(when, Message):
            self._desktop.say(when, failed=True)
            return
        self._asking = False
        self._desktop.enough()
        self._snooze(when)

    def _snooze(self, when: When) -> None:
        ids = self._ids

        def rule(room: Room, book: Book, reason: str) -> Change:
            from tierdesk.commands.doing import snooze

            return snooze.change(book, ids, when, room.desk.moment, reason)

        def told(room: Room) -> tuple[Message, ...]:
            from tierdesk.commands.doing import snooze

            return snooze.told(room.desk.book, ids, when, room.desk.moment)

        self._desktop.change(rule, told, lambda _: self._after())
