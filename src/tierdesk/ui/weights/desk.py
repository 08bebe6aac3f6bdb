"""What all verbs of the Weights screen share: the pages on the left, steps of the draft, and asking for a
value while its effect is tried.

The verbs themselves are mixed in from neighbouring modules. It must not know how anything is laid
out (`places.weights`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Line
from tierdesk.ui.lines.weights import figure as tree_figure
from tierdesk.ui.weights import prompts
from tierdesk.ui.weights.asked import Asked
from tierdesk.ui.weights.fields import by_label
from tierdesk.ui.weights.held import Held
from tierdesk.ui.widgets.choice_line import Choice
from tierdesk.ui.widgets.question import Question

if TYPE_CHECKING:
    from tierdesk.scoring.model import ScoringModel
    from tierdesk.ui.weights.fields import Typed
    from tierdesk.ui.weights.page import Page

Edit = Callable[["ScoringModel"], "ScoringModel"]
T = TypeVar("T")
_SAME = 0.005
"""Points by which a total may differ from one that is kept: what rounding leaves."""


class WeightsDesk(Held):
    """Mixed into the place."""

    # pages

    def open_page(self, page: Page) -> None:
        """Lay a page over the one on top; it has the keys."""
        if self.beside:
            self.to_side(False)
        self.page.at = self.rows.key
        self.pages.append(page)
        self._stand()

    def lay(self, page: Page) -> None:
        """A page over the tree, in the place of other sheets."""
        while self.pages:
            self.pages.pop().left()
        self.open_page(page)

    def close_page(self) -> bool:
        """Leave the page on top; False when only the tree is there."""
        if not self.pages:
            return False
        self.pages.pop().left()
        self._stand()
        return True

    def _stand(self) -> None:
        while self.pages and not self.page.keys():  # what it was about is there no more
            self.pages.pop().left()
        page = self.page
        keys = page.keys()
        first = next((key for key in keys if key > 0), None)
        self.rows.show(keys, key=page.at if page.at in keys else first, top=0)
        page.shown()
        page.moved(self.rows.key)
        self.painted()
        self.desktop.refresh_keys()

    # edits

    def edit(self, change: Edit) -> bool:
        """Make a step of the draft; a refusal is said, and the draft stands. False when nothing
        came of it."""
        drafting = self.drafting
        if drafting is None:
            self.desktop.say(self.waiting(), failed=True)
            return False
        try:
            model = change(drafting.model)
        except Invalid as fault:
            self.desktop.say(by_label(fault.message, drafting.model), failed=True)
            return False
        self.trial = None
        stepped = drafting.step(model)
        self.stepped()
        return stepped

    def taken_out(self, name: Message) -> None:
        """Say what is out of the draft, and which key brings it back."""
        undo = self.desktop.key_of("desk.undo")
        self.say_step(
            say("%(name)s is out of the draft; %(key)s brings it back.", name=name, key=undo)
        )

    def say_step(self, said: Message) -> None:
        """What a step did, and that the total is another one where it was to be kept."""
        if self.let_go:
            said = say("%(said)s %(total)s", said=said, total=self._not_kept())
        self.desktop.say(said)

    def watch_total(self) -> None:
        """A total that is another one is kept no more, and that is said."""
        drafting = self.drafting
        if drafting is None or not self.keeps_total:
            self.let_go = False
            return
        self.let_go = abs(self.total - self.kept_total) > _SAME
        if self.let_go:
            self.keeps_total = False
            self.desktop.say(self._not_kept())

    @property
    def total(self) -> float:
        """The points of all that the model which is shown reads."""
        return sum(self.model.weights().values())

    def _not_kept(self) -> Message:
        return say("The total is not kept any more: it is %(total)s now.",
                   total=tree_figure(self.total))  # fmt: skip

    def stepped(self) -> None:
        """The draft is another one."""
        self.watch_total()
        self.keep_draft()
        self.preview()
        self.page.redrafted()
        if not self.page.keys():
            self._stand()
        self.painted()
        self.desktop.refresh_keys()

    def ask_value(self, what: Message, text: str, typed: Typed) -> None:
        """Ask for a value of the draft in the foot line; its effect is seen while it is typed."""
        drafting = self.drafting
        if drafting is None:
            return

        def tried(model: ScoringModel | None) -> None:
            self.trial = model
            self.preview()
            self.painted()

        self.ask_typed(what, text, Asked(
            lambda written: typed(drafting.model, written), tried,
            lambda written: self.edit(lambda model: typed(model, written)), self.untried,
        ))  # fmt: skip

    def ask_typed(self, what: Message, text: str, asked: Asked[T]) -> None:
        """Ask for a text in the foot line; what is typed is tried at once, its effect is seen behind
        it, and what is wrong with it stands over it."""
        desktop, drafting = self.desktop, self.drafting

        def fault(written: str) -> Message | None:
            try:
                asked.made(written)
            except Invalid as found:
                told = found.message
                return told if drafting is None else by_label(told, drafting.model)
            return None

        def tried(written: str) -> None:
            wrong = fault(written)
            desktop.hint((wrong,) if wrong is not None and written != text else ())
            asked.tried(None if wrong is not None else asked.made(written))

        def entered(written: str) -> None:
            wrong = fault(written)
            if wrong is not None:
                desktop.say(wrong, failed=True)
                return
            self.trial = None
            desktop.enough()
            asked.taken(written)

        figures = not any(map(str.isalpha, text))
        question = Question(lambda: self._asked(what), text, lively=True, replaced=figures)
        desktop.ask(question, entered, left=lambda _: asked.left(), typed=tried)

    def ask_choice(
        self, what: Message, choices: Sequence[tuple[str, Message]], here: str, typed: Typed
    ) -> None:
        """Ask for one of a few words."""
        self.offer(what, choices, lambda word: self.edit(lambda model: typed(model, word)), here)

    def offer(
        self, what: Message, choices: Sequence[tuple[str, Message]],
        chosen: Callable[[str], object], here: str = "",
    ) -> None:  # fmt: skip
        """Offer (value, label) in the foot line, by digits and arrows."""

        def made() -> list[Choice]:
            text = self.desktop.catalog.text
            return [
                Choice(str(n) if n < 10 else "", text(label), value)
                for n, (value, label) in enumerate(choices, 1)
            ]

        def taken(value: str, _: bool) -> None:
            chosen(value)

        at = next((n for n, (value, _) in enumerate(choices) if value == here), 0)
        self.desktop.choose(lambda: self._asked(what), made, taken, at=at)

    def reach_on(self, *, on: bool) -> None:
        """Show the sensitivity, or end it."""
        self.reaching = on
        self.preview()
        self.painted()
        self.page.moved(self.rows.key)
        self.desktop.refresh_keys()

    def untried(self) -> None:
        """What was typed is given up."""
        if self.trial is not None:
            self.trial = None
            self.preview()
            self.painted()

    def _asked(self, what: Message, brief: Message | None = None) -> Line:
        return prompts.asked(what, self.desktop.paper(), brief)
