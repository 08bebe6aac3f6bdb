"""Why deals are lost: a reason from the book's list, or one that is typed and its kind, then the root cause;
a success is not lost without a question of its own.

It must not know how a loss is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines import log as lines
from tierdesk.ui.lines.line import Line
from tierdesk.ui.widgets.choice_line import NO_OFFER, Choice
from tierdesk.ui.widgets.question import Question

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.pipeline.lost_reasons import LostReason
    from tierdesk.ui.desktop import Desktop


class Loss(NamedTuple):
    """What was answered. `anyway`: it was asked whether a success is to be lost."""

    kind: str = ""
    cause: str = ""
    anyway: bool = False


Rule = Callable[["Room", "Book", str, Loss], "Change"]
"""(room, the book as it is now, reason, what else was answered) → the Change."""
Won = Callable[["Room"], Message | None]
"""That what is to be lost is won, on the clerk's thread."""
Told = Callable[["Room"], tuple[Message, ...]]
_TYPED = "="
"""The choice of a reason that is not in the list; no reason is called so."""
_KEEP, _LOSE = "", "anyway"
_DIGITS = 9
_DRAFT = ("loss", 0)
"""Under which words are kept that were typed and not saved yet."""


class LossFlow:
    """Asks why what `name` tells is lost, then makes the Change of `rule` and says what `told` tells of it.
    Words that were typed in vain come back when the same is asked again: a loss of the same deals, which
    `about` names."""

    def __init__(
        self, desktop: Desktop, name: Message, rule: Rule, told: Told, won: Won, about: str
    ) -> None:
        self._desktop, self._name, self._rule, self._told = desktop, name, rule, told
        self._won, self._about, self._anyway = won, about, False

    def begin(self) -> None:
        """Fetch the list, then ask."""
        self._desktop.work("reasons", lambda room: (listed(room), self._won(room)), self._fetched)

    def _fetched(self, found: tuple[Sequence[LostReason], Message | None]) -> None:
        """A success is not lost without a question, and a quick enter decides nothing."""
        reasons, won = found
        if won is None:
            self._offer(reasons)
            return

        def choices() -> list[Choice]:
            text = self._desktop.catalog.text
            return [Choice("k", text(say("keep it won")), _KEEP),
                    Choice("x", text(say("lose it all the same")), _LOSE)]  # fmt: skip

        def chosen(value: str, _: bool) -> None:
            if value == _LOSE:
                self._anyway = True
                self._offer(reasons)

        self._desktop.choose(self._label(say("lost")), choices, chosen, at=NO_OFFER, why=won)

    def _offer(self, reasons: Sequence[LostReason]) -> None:
        kinds = {one.word: one.kind for one in reasons}

        def choices() -> list[Choice]:
            found = _numbered([(one.word, one.title) for one in reasons], self._desktop)
            return [*found, Choice("0", self._desktop.catalog.text(say("another reason")), _TYPED)]

        def chosen(word: str, _: bool) -> None:
            if word == _TYPED:
                self._ask(say("reason"), "reason", self._typed)
            else:
                self._cause(word, kinds[word])

        self._desktop.choose(self._label(say("lost")), choices, chosen, at=NO_OFFER)

    def _typed(self, reason: str) -> None:
        if reason.strip():
            self._desktop.enough()
            self._kind(reason.strip())
        else:
            self._desktop.say(say("A lost deal needs a reason; say why it was lost."), failed=True)

    def _kind(self, reason: str) -> None:
        """Of a reason of the list it is known."""
        from tierdesk.pipeline.lost_reasons import KINDS, kind_title

        def choices() -> list[Choice]:
            return _numbered([(kind, kind_title(kind)) for kind in KINDS], self._desktop)

        self._desktop.choose(
            self._label(say("kind of reason")), choices, lambda kind, _: self._cause(reason, kind),
            at=list(KINDS).index("other"),
        )  # fmt: skip

    def _cause(self, reason: str, kind: str) -> None:
        def taken(cause: str) -> None:
            self._desktop.enough()
            loss = Loss(kind, cause.strip(), self._anyway)
            self._desktop.change(
                lambda room, book, _: self._rule(room, book, reason, loss), self._told,
                lambda _: self._desktop.keepsakes.keep_draft(*_DRAFT, None),
            )  # fmt: skip

        self._ask(say("root cause, or nothing"), "cause", taken)

    def _ask(self, what: Message, field: str, entered: Callable[[str], None]) -> None:
        question = Question(self._label(what), self._begun().get(field, ""), lively=True)
        self._desktop.ask(question, entered, typed=lambda text: self._keep(field, text))

    def _begun(self) -> Mapping[str, str]:
        """What was typed before of the same."""
        draft = self._desktop.keepsakes.drafts.get(_DRAFT)
        return draft.fields if draft and draft.fields.get("of") == self._about else {}

    def _keep(self, field: str, text: str) -> None:
        from tierdesk.desk.keepsakes import Draft

        fields = {**self._begun(), "of": self._about, field: text}
        kept = Draft(fields) if any(fields.get(one) for one in ("reason", "cause")) else None
        self._desktop.keepsakes.keep_draft(*_DRAFT, kept)

    def _label(self, what: Message) -> Callable[[], Line]:
        desktop = self._desktop
        return lambda: lines.asked(what, self._name, desktop.catalog, desktop.glyphs)


def _numbered(values: Sequence[tuple[str, Message]], desktop: Desktop) -> list[Choice]:
    return [
        Choice(str(n) if n <= _DIGITS else "", desktop.catalog.text(title), value)
        for n, (value, title) in enumerate(values, 1)
    ]


def listed(room: Room) -> Sequence[LostReason]:
    """The book's list, on the clerk's thread."""
    from tierdesk.pipeline.lost_reasons import reasons_of

    return reasons_of(room.desk.book)
