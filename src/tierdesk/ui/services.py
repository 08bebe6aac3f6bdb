"""What a place may ask of the desk it stands on, handed to whoever does it (see `desktop.Desktop`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from tierdesk.i18n.message import Message
from tierdesk.ui.errands import Errands, Rule, Telling, together
from tierdesk.ui.foot import Foot, Logged
from tierdesk.ui.lines.bars import told
from tierdesk.ui.lines.line import Glyphs, Line, Paper, Span
from tierdesk.ui.status_line import StatusLine
from tierdesk.ui.widgets.quiet import QuietScreen

if TYPE_CHECKING:
    from tierdesk.commands.spec import Outcome
    from tierdesk.desk.desk import Receipt
    from tierdesk.desk.keepsakes import Keepsakes
    from tierdesk.desk.room import Room
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.errors import TierdeskError
    from tierdesk.i18n.catalog import Catalog
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.widgets.choice_line import Choices
    from tierdesk.ui.widgets.question import Label, Meaning, Question

T = TypeVar("T")
_MOST_WHY = 3
"""Lines of the sentence that says why something is asked."""

_MOST_SEEN = 8
"""Lines of a text that is looked at while something is chosen about it."""


class Services(QuietScreen):
    """Mixed into the shell."""

    owner: TierdeskApp
    foot: Foot
    errands: Errands
    status: StatusLine
    _renewed: Callable[[Snapshot], None] | None = None

    @property
    def snapshot(self) -> Snapshot | None:
        """The book as last published."""
        return self.owner.snapshot

    @property
    def catalog(self) -> Catalog:
        """The reader's language."""
        return self.owner.catalog

    @property
    def glyphs(self) -> Glyphs:
        """The signs in use."""
        return self.owner.glyphs

    @property
    def keepsakes(self) -> Keepsakes:
        """What is remembered."""
        return self.owner.keepsakes

    def say(self, said: Message, *, failed: bool = False) -> None:
        """In the status line until the next key."""
        self.status.say(said, failed=failed)

    def explain(self, line: Line, *more: Line) -> None:
        """What the status line says otherwise."""
        self.status.explain(line, *more)

    def paper(self) -> Paper:
        """For lines as wide as the screen."""
        raise NotImplementedError

    def hint(self, hints: tuple[Message, ...]) -> None:
        """In the status line, as long as something is typed below."""

        def lines() -> Sequence[Line]:
            return [(Span(" " + self.catalog.text(together(hints)), "warn"),)]

        self.status.above(lines if hints and self.foot.typing else None)

    def work(self, slot: str, work: Callable[[Room], T], answer: Callable[[T], None]) -> None:
        """See `errands`."""
        self.errands.work(slot, work, answer)

    def perform(
        self, command: str, values: Mapping[str, object],
        done: Callable[[Outcome], None] | None = None,
        failed: Callable[[TierdeskError], None] | None = None,
    ) -> None:  # fmt: skip
        """See `errands`."""
        self.errands.perform(command, values, done, failed)

    def change(
        self, rule: Rule, told: Telling, done: Callable[[Receipt], None] | None = None,
        failed: Callable[[TierdeskError], None] | None = None, *, about: str = "",
    ) -> None:  # fmt: skip
        """See `errands`."""
        self.errands.change(rule, told, done, failed, about=about)

    def ask(
        self, question: Question, entered: Callable[[str], None], *,
        left: Callable[[str], None] | None = None, typed: Callable[[str], None] | None = None,
    ) -> None:  # fmt: skip
        """One line of typing."""
        self._renewed = None
        self.foot.ask(question, entered, left, typed)
        self.status.above(self._above, always=True)

    def choose(
        self, label: Label, choices: Choices, chosen: Callable[[str, bool], None], *,
        at: int = 0, left: Callable[[str], None] | None = None, why: Message | None = None,
        seen: Message | None = None,
    ) -> None:  # fmt: skip
        """One line of choices."""

        def above() -> Sequence[Line]:
            asked = () if why is None else told(why, self.paper(), "error", _MOST_WHY)
            asked = asked if seen is None else told(seen, self.paper(), "", _MOST_SEEN)
            return [*asked, *self.foot.above]

        self._renewed = None
        self.foot.choose(label, choices, chosen, left, at)
        self.status.above(above, always=True)

    def ask_log(
        self, labels: tuple[Label, Label], texts: tuple[str, str], meaning: Meaning,
        typed: Logged, saved: Logged, left: Logged, *, date_first: bool = False,
    ) -> None:  # fmt: skip
        """What was said, and the next date."""
        self._renewed = None
        self.foot.ask_log(labels, texts, meaning, typed, saved, left, date_first=date_first)
        self.status.above(self._above, always=True)

    def follow(self, renewed: Callable[[Snapshot], None]) -> None:
        """Told by `take` of the shell."""
        self._renewed = renewed

    def tell_asking(self, snapshot: Snapshot) -> None:
        """Whoever asks something below may want to know of the new state of the book."""
        if self.foot.asking and self._renewed is not None:
            self._renewed(snapshot)

    def _above(self) -> Sequence[Line]:
        """What is asked below and has no room there."""
        return self.foot.above

    def mean(self) -> None:
        """What is typed may mean something else now."""
        self.foot.mean()

    def enough(self) -> None:
        """The keys again."""
        self.foot.enough()

    def write(self, text: str, written: Callable[[str], None]) -> None:
        """See `editing`."""
        from tierdesk.ui.editing import write

        write(self.owner, self, text, written)

    def copy(self, text: str) -> None:
        """See `clipboard`."""
        self.owner.copy_to_clipboard(text)

    def key_of(self, action_id: str) -> str:
        """The action's key as it is written, else the palette's."""
        keymap = self.owner.keymap
        return keymap.shown(action_id) or keymap.shown("desk.palette") or "^q"
