"""Putting customers off: a day is typed, what it means and what to know of it is told meanwhile. It is
kept as a draft until the customers are put off.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines import log as lines
from tierdesk.ui.lines.line import Line
from tierdesk.ui.logging_flow import gone, removed
from tierdesk.ui.widgets.question import Question

if TYPE_CHECKING:
    from tierdesk.desk.desk import Receipt
    from tierdesk.desk.room import Room
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.domain.dates import When
    from tierdesk.ui.desktop import Desktop

PLACE = "snooze"
"""Under which drafts are kept."""


class SnoozeFlow:
    """One snooze of one customer, or the same one of several; `after` is called when it is saved."""

    def __init__(
        self, desktop: Desktop, ids: list[int], name: Message, after: Callable[[], None]
    ) -> None:
        self._desktop, self._ids, self._name, self._after = desktop, ids, name, after
        self._asking = self._gone = False

    @property
    def _draft_id(self) -> int:
        """Several customers share the draft of nobody."""
        return self._ids[0] if len(self._ids) == 1 else 0

    def begin(self) -> None:
        """Ask for the day; that of a draft stands there, and another one takes its place."""
        self._asking = True
        draft = self._desktop.keepsakes.drafts.get((PLACE, self._draft_id))
        begun = draft.fields.get("day", "") if draft else ""
        question = Question(
            self._label, begun, meaning=self._meaning, lively=True, replaced=bool(begun)
        )
        self._desktop.ask(question, self._entered, left=self._left, typed=self._typed)
        self._desktop.follow(self._renewed)
        if begun:
            self._desktop.say(say("Your draft is back; esc keeps it, enter saves it."))
            self._tell_hints(begun)

    def _renewed(self, snapshot: Snapshot) -> None:
        """The customer may be gone."""
        was, self._gone = self._gone, gone(self._ids, snapshot)
        if self._gone and not was:
            self._desktop.say(removed(self._name), failed=True)
        self._desktop.mean()

    def _keep(self, text: str) -> None:
        from tierdesk.desk.keepsakes import Draft

        draft = Draft({"day": text}) if text.strip() else None
        self._desktop.keepsakes.keep_draft(PLACE, self._draft_id, draft)

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
        if self._gone:
            return lines.fault(say("removed meanwhile"), catalog)
        when = self._read(text) if text.strip() else None
        if isinstance(when, Message):
            return lines.fault(when, catalog)
        moment = snapshot.moment
        now = moment.now.astimezone(moment.zone)
        return lines.meaning(text, now, moment.date_order, catalog, self._desktop.glyphs)

    def _typed(self, text: str) -> None:
        """A day off, or one beyond what the tier allows, is told before it is entered."""
        self._keep(text)
        self._tell_hints(text)

    def _tell_hints(self, text: str) -> None:
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

    def _left(self, text: str) -> None:
        """Nothing typed is lost."""
        self._asking = False
        self._keep(text)
        if text.strip():
            self._desktop.say(say("The draft is kept; snooze again to go on."))

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

        def saved(_: Receipt) -> None:
            self._keep("")
            self._after()

        self._desktop.change(rule, told, saved)
