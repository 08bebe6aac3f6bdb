"""Work that the screen gives to the clerk, and its answers: views to show, commands to run.

A command that only wants a reason is asked for one and run again, so that no place has to know
which those are.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from tierdesk.errors import TierdeskError
from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Line, Span
from tierdesk.ui.widgets.question import Question

if TYPE_CHECKING:
    from tierdesk.commands.spec import Outcome
    from tierdesk.desk.desk import Receipt
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.shell import Shell

T = TypeVar("T")
Values = Mapping[str, object]
Done = Callable[["Outcome"], None]
Failed = Callable[[TierdeskError], None]
Rule = Callable[["Room", "Book", str], "Change"]
"""(room, the book as it is now, the reason given or "") → the Change."""
_OPENING = frozenset((
    "form.open", "form.settle", "notes", "views", "palette", "board.mine", "card.mine", "reasons",
    "stages", "stages.ways", "templates", "weights.sources", "weights.source", "weights.gate",
))  # fmt: skip
"""Slots whose answer is what the next key means: something opens, hits come in, a card was moved."""
_REASON = ("reason", 0)
"""Under which half a reason is kept."""
Telling = Callable[["Room"], tuple[Message, ...]]


class Errands:
    """What the shell has the clerk do. `since`: when it became busy."""

    def __init__(self, app: TierdeskApp, shell: Shell) -> None:
        self._app, self._shell = app, shell
        self._pending = 0
        self._opening: set[str] = set()
        self._idle = asyncio.Event()
        self.since = 0.0

    @property
    def busy(self) -> bool:
        """Is a change on its way to the disk, or is something being opened that the next key is
        for?"""
        return self._pending > 0 or bool(self._opening)

    async def idle(self) -> None:
        """Until neither is."""
        await self._idle.wait()

    def _begun(self) -> None:
        if not self.busy:
            self.since = monotonic()
        self._idle.clear()

    def _ended(self) -> None:
        if not self.busy:
            self._idle.set()

    def submit(
        self, work: Callable[[Room], T], answer: Callable[[T | TierdeskError], None]
    ) -> None:
        """Something that may change the book: the next key waits for its answer."""

        def answered(result: T | TierdeskError) -> None:
            self._pending -= 1
            self._ended()
            answer(result)

        self._begun()
        self._pending += 1
        self._app.clerk.submit(work, answered)

    def work(self, slot: str, work: Callable[[Room], T], answer: Callable[[T], None]) -> None:
        """Something to show; of a slot only the newest is answered."""

        def answered(result: T | TierdeskError) -> None:
            if isinstance(result, TierdeskError):
                self._shell.say(result.message, failed=True)
            else:
                answer(result)
            self._opening.discard(slot)
            self._ended()

        if slot in _OPENING:
            self._begun()
            self._opening.add(slot)
        self._app.clerk.latest(slot, work, answered)

    def perform(
        self, command: str, values: Values, done: Done | None = None, failed: Failed | None = None
    ) -> None:
        """Run a command of the registry; what it says goes to the status line."""
        app = self._app

        def run(room: Room) -> Outcome:
            from tierdesk.commands.performing import perform
            from tierdesk.commands.registry import find

            return perform(find(command), values, app.front(room.desk))

        def answered(result: Outcome | TierdeskError) -> None:
            if not isinstance(result, TierdeskError):
                self._given(values.get("reason"))
                self._say(result)
                if done is not None:
                    done(result)
            elif _wants_reason(result) and "reason" not in values:
                self._ask_reason(
                    result.message,
                    lambda text: self.perform(command, {**values, "reason": text}, done, failed),
                )
            elif failed is not None:
                failed(result)
            else:
                self._shell.say(result.message, failed=True)

        self.submit(run, answered)

    def change(
        self, rule: Rule, told: Telling, done: Callable[[Receipt], None] | None = None,
        failed: Failed | None = None, reason: str = "", about: str = "",
    ) -> None:  # fmt: skip
        """Make a Change and say what it did; one that wants a reason is asked for it once. `about` tells
        what it does to which records: a reason that was refused comes back for the same alone."""

        def run(room: Room) -> tuple[Receipt, tuple[Message, ...]]:
            receipt = room.desk.perform(lambda book: rule(room, book, reason))
            return receipt, told(room)

        def answered(result: tuple[Receipt, tuple[Message, ...]] | TierdeskError) -> None:
            if not isinstance(result, TierdeskError):
                receipt, said = result
                self._given(reason)
                if said:
                    self._shell.say(together(said))
                if done is not None:
                    done(receipt)
            elif _wants_reason(result) and not reason:
                self._ask_reason(
                    result.message,
                    lambda text: self.change(rule, told, done, failed, text, about),
                    about,
                )
            else:
                self._in_vain(reason, about)
                if failed is not None:
                    failed(result)
                else:
                    self._shell.say(result.message, failed=True)

        self.submit(run, answered)

    def _given(self, reason: object) -> None:
        """A reason did what it was asked for."""
        if reason:
            self._shell.keepsakes.keep_draft(*_REASON, None)

    def _in_vain(self, reason: str, about: str) -> None:
        """A reason was refused for something else: it comes back when one is asked for the same again,
        of what does not tell what it is about when the next one is asked for."""
        from tierdesk.desk.keepsakes import Draft

        if reason:
            kept = Draft({"reason": reason, "why": "", "about": about})
            self._shell.keepsakes.keep_draft(*_REASON, kept)

    def _say(self, outcome: Outcome) -> None:
        told = (*outcome.said, *outcome.talk)
        if told:
            self._shell.say(together(told), failed=bool(outcome.exit_code))

    def _ask_reason(self, why: Message, given: Callable[[str], None], about: str = "") -> None:
        """Say what is missing and ask; nothing is not a reason, and half of one comes back when the
        same is asked again, after a restart too."""
        from tierdesk.desk.keepsakes import Draft

        shell, keepsakes = self._shell, self._shell.keepsakes
        draft = keepsakes.drafts.get(_REASON)
        kept = draft.fields if draft else {}
        same = kept.get("about", "") == about and kept.get("why") in ("", str(why))
        begun = kept.get("reason", "") if same else ""

        def entered(text: str) -> None:
            if text.strip():
                shell.enough()
                given(text.strip())
            else:
                shell.say(why, failed=True)

        def typed(text: str) -> None:
            fields = {"reason": text, "why": str(why), "about": about}
            keepsakes.keep_draft(*_REASON, Draft(fields) if text.strip() else None)

        def label() -> Line:
            return (Span(" " + shell.catalog.text(say("reason")) + " ", "key"),)

        shell.ask(Question(label, begun, lively=True), entered, typed=typed)
        shell.say(why, failed=True)


def _wants_reason(failure: TierdeskError) -> bool:
    from tierdesk.pipeline.moves import UnmetCriteria
    from tierdesk.triage.needs_reason import NeedsReason

    return isinstance(failure, NeedsReason) or (
        isinstance(failure, UnmetCriteria) and not failure.hard
    )


def together(told: tuple[Message, ...]) -> Message:
    """Several sentences in one line."""
    if len(told) == 1:
        return told[0]
    names = [f"m{number}" for number in range(len(told))]
    return Message(" ".join(f"%({name})s" for name in names), dict(zip(names, told, strict=True)))
