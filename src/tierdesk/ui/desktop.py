"""What a place may ask of the desk it stands on: say something, ask something, perform a command,
go somewhere. The shell fulfils it; places know nothing else of it, and nothing of each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from tierdesk.commands.spec import Outcome
    from tierdesk.desk.desk import Receipt
    from tierdesk.desk.keepsakes import Keepsakes
    from tierdesk.desk.room import Room
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.errors import TierdeskError
    from tierdesk.i18n.catalog import Catalog
    from tierdesk.i18n.message import Message
    from tierdesk.ui.errands import Rule, Telling
    from tierdesk.ui.lines.line import Glyphs, Line, Paper
    from tierdesk.ui.widgets.choice_line import Choices
    from tierdesk.ui.widgets.question import Label, Meaning, Question
    from tierdesk.ui.wishes import FormWish

Values = Mapping[str, object]


@dataclass
class Shared:
    """`filter` of the places that share it, None until one of them was open."""

    filter: str | None = None


Logged = Callable[[str, str], None]
T = TypeVar("T")


class Desktop(Protocol):
    """The shell as places see it."""

    @property
    def snapshot(self) -> Snapshot | None:
        """The book as last published; None while it is being read."""
        ...

    @property
    def catalog(self) -> Catalog:
        """The reader's language."""
        ...

    @property
    def glyphs(self) -> Glyphs:
        """The signs in use."""
        ...

    @property
    def keepsakes(self) -> Keepsakes:
        """What is remembered from one start to the next: state and half-typed texts."""
        ...

    @property
    def shared(self) -> Shared:
        """What several places have in common."""
        ...

    def paper(self) -> Paper:
        """For lines as wide as the screen, in its language."""
        ...

    def why_unread(self) -> Message:
        """Why there is no snapshot yet."""
        ...

    def say(self, said: Message, *, failed: bool = False) -> None:
        """Tell something in the status line until the next key."""
        ...

    def explain(self, line: Line, *more: Line) -> None:
        """What the status line says when nothing was said: the reasons of the selected row."""
        ...

    def hint(self, told: tuple[Message, ...]) -> None:
        """What to know of the text that is being typed; () for nothing."""
        ...

    def work(self, slot: str, work: Callable[[Room], T], answer: Callable[[T], None]) -> None:
        """Ask the clerk for something to show; only the newest of a slot is answered, failures are
        said."""
        ...

    def perform(
        self,
        command: str,
        values: Values,
        done: Callable[[Outcome], None] | None = None,
        failed: Callable[[TierdeskError], None] | None = None,
    ) -> None:
        """Run a command of the registry on the clerk's thread and say what it says; a failure is
        said unless `failed` takes it."""
        ...

    def change(
        self, rule: Rule, told: Telling, done: Callable[[Receipt], None] | None = None,
        failed: Callable[[TierdeskError], None] | None = None, *, about: str = "",
    ) -> None:  # fmt: skip
        """Make a Change on the clerk's thread and say what `told` tells of it; a rule that wants a
        reason is asked again with one, which comes back in vain for what is `about` the same."""
        ...

    def copy(self, text: str) -> None:
        """To the clipboard of the reader's own terminal."""
        ...

    def ask(
        self,
        question: Question,
        entered: Callable[[str], None],
        *,
        left: Callable[[str], None] | None = None,
        typed: Callable[[str], None] | None = None,
    ) -> None:
        """One line of typing in place of the key bar."""
        ...

    def choose(
        self,
        label: Label,
        choices: Choices,
        chosen: Callable[[str, bool], None],
        *,
        at: int = 0,
        left: Callable[[str], None] | None = None,
        why: Message | None = None,
        seen: Message | None = None,
    ) -> None:
        """One line of choices in place of the key bar; label and choices that are functions are made
        anew when the language changes. `why` it is asked stands above, however long that takes, or a
        text that is `seen` meanwhile."""
        ...

    def ask_log(
        self, labels: tuple[Label, Label], texts: tuple[str, str], meaning: Meaning,
        typed: Logged, saved: Logged, left: Logged, *, date_first: bool = False,
    ) -> None:  # fmt: skip
        """What was said, and the next date, in place of the key bar."""
        ...

    def follow(self, renewed: Callable[[Snapshot], None]) -> None:
        """Have every new state of the book told as long as what is asked now is asked."""
        ...

    def mean(self) -> None:
        """An answer came: say again beside what is being typed what it means."""
        ...

    def enough(self) -> None:
        """No more asking: the key bar again, and the keys to the place."""
        ...

    def go(self, place: str) -> None:
        """To one of the screens."""
        ...

    def open_card(self, customer_id: int, among: Sequence[int] = ()) -> None:
        """The card of a customer; `among` are its neighbours for `[` and `]`."""
        ...

    def open_form(self, wish: FormWish) -> None:
        """A form over the place on top."""
        ...

    def open_groups(self, ids: Sequence[int], who: Message) -> None:
        """The free groups of customers, to put them in and take them out; `who` names them."""
        ...

    def open_import(self, values: Values | None = None) -> None:
        """A file on its way in, as `import` takes it; without one it is asked for."""
        ...

    def write(self, text: str, written: Callable[[str], None]) -> None:
        """Have a text edited in the user's own editor; `written` is told what came of it, unless
        nothing did."""
        ...

    def close(self) -> None:
        """Leave the place on top."""
        ...

    def leave(self, place: str) -> None:
        """Leave the place of that name, also when another one lies over it."""
        ...

    def key_of(self, action_id: str) -> str:
        """The key to name in a sentence: the action's own, else the one that finds every action."""
        ...

    def refresh_keys(self) -> None:
        """What can be pressed may have changed."""
        ...
