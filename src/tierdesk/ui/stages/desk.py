"""What the place of the stages and its pages share: what was looked up, the pages, and how a change is
asked for and made. It must not know what a page shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Line
from tierdesk.ui.place import Place
from tierdesk.ui.weights.prompts import asked, in_full
from tierdesk.ui.widgets.choice_line import NO_OFFER, Choice
from tierdesk.ui.widgets.question import Question

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.ui.lines.line import Paper
    from tierdesk.ui.stages.look import Look
    from tierdesk.ui.widgets.row_list import RowList

Rule = Callable[["Book", "Room"], "Change"]
_DIGITS = 9


class Page:
    """`title` heads it, `told` says what can be done; `at` is where the cursor stood when another page
    was laid over it. What a row cannot do is said."""

    title: Message
    told: Message

    def __init__(self, desk: StagesDesk) -> None:
        self.desk = desk
        self.at: int | None = None

    def keys(self) -> Sequence[int]:
        """Its rows; positive ones can be selected."""
        raise NotImplementedError

    def line(self, key: int, paper: Paper, here: bool) -> Line:
        """A row."""
        raise NotImplementedError

    def open(self, key: int) -> None:
        """Enter."""
        raise NotImplementedError

    def add(self, key: int | None) -> None:
        """`a`."""
        raise NotImplementedError

    def remove(self, key: int) -> None:
        """`x`."""
        raise NotImplementedError

    def shift(self, key: int, by: int) -> None:
        """One place up or down."""
        self.desk.desktop.say(say("This row has its place."), failed=True)

    def mark(self, key: int | None) -> object:
        """What the row is about, so that the cursor stays with it when rows come and go."""
        return key

    def in_short(self, key: int | None, paper: Paper) -> list[Line]:
        """What stands below the rows."""
        return []


class StagesDesk(Place):
    """`look` is what the clerk told last, None before that; `pages` lie over the list of stages."""

    name_: ClassVar[str] = "stages"
    look: Look | None
    pages: list[Page]
    rows: RowList

    @property
    def page(self) -> Page:
        """The page on top."""
        return self.pages[-1]

    @property
    def seen(self) -> Look:
        """What was looked up; pages are asked for rows only when there is something."""
        if self.look is None:
            raise LookupError("nothing was looked up yet")
        return self.look

    def open_page(self, page: Page) -> None:
        """Lay a page over the one on top."""
        self.page.at = self.rows.key
        self.pages.append(page)
        self.stand()

    def stand(self) -> None:
        """The page on top is another one."""
        raise NotImplementedError

    def make(self, rule: Rule, done: Callable[[], None] | None = None) -> None:
        """Make a change and say what it did; a refusal is said, and everything stands."""
        made: list[Change] = []

        def asked_for(room: Room, book: Book, _: str) -> Change:
            made.append(rule(book, room))
            return made[-1]

        def told(_: Room) -> tuple[Message, ...]:
            from tierdesk.commands.doing import making

            return (making.told(made[-1]),)

        self.desktop.change(asked_for, told, lambda _: done() if done is not None else None)

    def ask_text(
        self,
        what: Message,
        begun: str,
        made: Callable[[str], object],
        taken: Callable[[str], object],
    ) -> None:
        """Ask for a text in the foot line. `made` reads it or raises Invalid, which is told while it is
        typed; a text that was not changed changes nothing."""
        desktop = self.desktop

        def fault(text: str) -> Message | None:
            try:
                made(text)
            except Invalid as found:
                return found.message
            return None

        def typed(text: str) -> None:
            wrong = fault(text) if text != begun else None
            desktop.hint((wrong,) if wrong is not None else ())

        def entered(text: str) -> None:
            wrong = fault(text) if text != begun else None
            if wrong is not None:
                desktop.say(wrong, failed=True)
                return
            desktop.enough()
            if text != begun:
                taken(text)

        figures = bool(begun) and not any(map(str.isalpha, begun))
        question = Question(
            lambda: asked(what, desktop.paper()), begun, lively=True, replaced=figures,
            above=lambda: in_full(what, desktop.paper()),
        )  # fmt: skip
        desktop.ask(question, entered, typed=typed)

    def offer(
        self, what: Message, choices: Sequence[tuple[str, Message]], chosen: Callable[[str], object],
        here: str = "", why: Message | None = None,
    ) -> None:  # fmt: skip
        """Offer (value, label) in the foot line; enter alone takes nothing but what holds already. `why`
        stands above it."""

        def made() -> list[Choice]:
            text = self.desktop.catalog.text
            return [
                Choice(str(n) if n <= _DIGITS else "", text(label), value)
                for n, (value, label) in enumerate(choices, 1)
            ]

        at = next((n for n, (value, _) in enumerate(choices) if value == here), NO_OFFER)
        desktop = self.desktop

        def taken(value: str, _: bool) -> None:
            chosen(value)

        desktop.choose(lambda: asked(what, desktop.paper()), made, taken, at=at, why=why)
