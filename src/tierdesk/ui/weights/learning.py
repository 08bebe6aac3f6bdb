"""L: what won and lost deals, or a yes/no field, say about the weights of the draft: the page with the
evidence, and what is adopted from it. How it is learned, and where, is `outcomes`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from tierdesk.errors import TierdeskError
from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines import weights as lines
from tierdesk.ui.lines.line import Span
from tierdesk.ui.weights.desk import WeightsDesk
from tierdesk.ui.weights.outcomes import Gathered, Learned, Run, gathered, learn
from tierdesk.ui.weights.page import Page

if TYPE_CHECKING:
    from tierdesk.scoring.learning.suggestion import Weight
    from tierdesk.ui.lines.line import Line, Paper

_DEALS = ""
_NEAR = 0.05
_READ = 100_000
"""Lines of the evidence are counted from here: the cursor walks over them, so that they can be read."""


def _moves(one: Weight) -> bool:
    """Is another weight suggested?"""
    return abs(one.suggested - one.current) >= _NEAR


class LearningPage(Page):
    """Evidence, then the weights; while it is running how far it is."""

    title = say("learned from outcomes: enter takes one weight, A all")
    verbs = frozenset({"weights.adopt"})

    def __init__(self, desk: WeightsDesk) -> None:
        super().__init__(desk)
        self.run: Run[Learned] | None = None
        self.share = 0.0
        self.learned: Learned | None = None
        self._made: tuple[object, list[Line]] = (None, [])

    def told(self, share: float) -> None:
        """It is so far."""
        self.share = share
        self.desk.rows.repaint(self.desk.rows.rows)

    def left(self) -> None:
        """Nobody waits any more: it stops."""
        if self.run is not None:
            self.run.stop()

    def keys(self) -> Sequence[int]:
        """Lines that are read, then a row for each weight."""
        if self.learned is None:
            return [-1]
        above = len(self._above(self.desk.rows.paper()))
        found = self.learned.suggestion.weights
        weights = len(found) if any(_moves(w) for w in found) else 0
        if not weights:
            above -= 1  # the empty line between what is read and the weights
        return [*range(_READ, _READ + above), *range(1, 1 + weights)]

    def first(self) -> int | None:
        """Where the cursor begins: on the first weight where everything above it is seen with it."""
        keys = list(self.keys())
        if 1 in keys and keys.index(1) < self.desk.rows.size.height:
            return 1
        return next((key for key in keys if key > 0), None)

    def line(self, key: int, paper: Paper, here: bool) -> Line:
        """A line of the evidence, or a weight."""
        from tierdesk.ui.lines import weights_learned

        learned = self.learned
        if learned is None:
            said = say("Learning, %(percent)s %%; esc stops it.", percent=round(100 * self.share))
            return lines.entry(lines.Entry(said), paper, here=False)
        if not 0 < key < _READ:
            return self._read(key - _READ, paper, here)
        one = learned.suggestion.weights[key - 1]
        here_now = self._shares().get(one.criterion, 0.0)
        taken = _moves(one) and abs(here_now - one.suggested) < _NEAR
        return weights_learned.weight(one, taken, paper, here=here)

    def open(self, key: int) -> None:
        """Take one weight into the draft."""
        if self.learned is not None and 0 < key < _READ:
            self.adopt({self.learned.suggestion.weights[key - 1].criterion})
        else:
            super().open(key)

    def adopt(self, keys: set[str] | None) -> None:
        """Take weights into the draft; None for all."""
        from tierdesk.scoring.learning.suggestion import adopted

        if self.learned is None:
            return
        found = self.learned.suggestion
        wanted = [w for w in found.weights if keys is None or w.criterion in keys]
        if not any(map(_moves, wanted)):
            self.desk.desktop.say(say("Nothing else is suggested."), failed=True)
        elif self.desk.edit(lambda model: adopted(model, found, keys)):
            undo = self.desk.desktop.key_of("desk.undo")
            self.desk.desktop.say(say("It is in the draft; %(key)s takes it back.", key=undo))
        else:
            self.desk.desktop.say(say("The draft has it already."))

    def _shares(self) -> dict[str, float]:
        weights = self.desk.model.weights()
        total = sum(weights.values()) or 1.0
        return {key: 100.0 * weight / total for key, weight in weights.items()}

    def _read(self, at: int, paper: Paper, here: bool) -> Line:
        """A line of the evidence, with the mark of the cursor in its empty first cell."""
        above = self._above(paper)
        line = above[at] if 0 <= at < len(above) else ()
        if not here:
            return line
        rest = (line[0]._replace(text=line[0].text[1:]), *line[1:]) if line else ()
        return (Span(paper.glyphs.cursor, "mark"), *rest)

    def _above(self, paper: Paper) -> list[Line]:
        from tierdesk.ui.lines import weights_learned

        made = (paper.width, paper.catalog.language, self.learned)
        if self.learned is not None and self._made[0] != made:
            told = weights_learned.evidence(self.learned.suggestion, self.learned.contest, paper)
            self._made = made, [*told, ()]
        return self._made[1]


class Learning(WeightsDesk):
    """Mixed into the place."""

    def do_weights_learn(self) -> None:
        """Ask the clerk for the book, then learn beside it."""
        self.desktop.work("weights.learn", gathered, self._gathered)

    def _gathered(self, found: Gathered) -> None:
        choices = [(name, Message("%(field)s", {"field": name})) for name in found.fields]
        if self.subject.kind == "signed" and not choices:
            self.desktop.say(
                say("Won and lost deals say nothing about signed customers, and they have no yes/no "
                    "field of their own."), failed=True,
            )  # fmt: skip
            return
        if self.subject.kind != "signed":
            choices.insert(0, (_DEALS, say("won and lost deals")))
        if len(choices) == 1:
            self._learn(found, choices[0][0])
        else:
            self.offer(say("outcomes told by"), choices, lambda field: self._learn(found, field))

    def _learn(self, gathered_: Gathered, field: str) -> None:
        if self.drafting is None:
            return
        model, page = self.drafting.model, LearningPage(self)

        def ended(found: Learned | TierdeskError) -> None:
            if page not in self.pages:
                return
            if isinstance(found, TierdeskError):
                while page in self.pages:
                    self.close_page()
                self.desktop.say(found.message, failed=True)
                return
            page.learned = found
            keys = page.keys()
            if self.page is page:
                self.rows.show(keys, key=page.first(), top=0)
                self.painted()
            self.desktop.say(found.suggestion.why)

        while self.pages:
            self.pages.pop().left()
        self.open_page(page)
        page.run = Run(partial(learn, gathered_, model, field), self.post, page.told, ended)

    def do_weights_adopt(self) -> None:
        """All suggested weights."""
        if isinstance(self.page, LearningPage):
            self.page.adopt(None)

    def no_weights_learn(self) -> Message | None:
        """There must be a model to learn for."""
        return self.no_model()

    def no_weights_adopt(self) -> Message | None:
        """Something must be suggested."""
        if not isinstance(self.page, LearningPage):
            return say(
                "First learn from outcomes: %(key)s.", key=self.desktop.key_of("weights.learn")
            )
        return say("It is still learning.") if self.page.learned is None else None
