"""What the left side of the Weights screen shows: the tree, or a sheet laid over it.

A page is rows with a cursor; keys that mean the row under it are handed to the page. It must not
know how rows are painted on the terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines import weights as lines
from tierdesk.ui.weights.fields import Field

if TYPE_CHECKING:
    from tierdesk.scoring.model import ScoringModel
    from tierdesk.ui.lines.line import Line, Paper
    from tierdesk.ui.weights.desk import WeightsDesk

Make = Callable[["ScoringModel"], Sequence[Field]]
EDITING = frozenset((
    "weights.less", "weights.more", "weights.much_less", "weights.much_more", "weights.exact",
    "weights.remove",
))  # fmt: skip
OF_ROWS = EDITING | {
    "weights.roll_back", "weights.take", "weights.drop", "weights.adopt", "weights.up", "weights.down",
}  # fmt: skip
"""What is offered only while a page with such rows is on top."""
_NOTHING = say("There is nothing to change in this row.")


class Page:
    """`title` heads it, None for the tree; `at` is where the cursor stood when another page was
    laid over it."""

    title: Message | None = None
    verbs: frozenset[str] = frozenset()
    """Actions that mean something in its rows alone (`OF_ROWS`)."""
    heard: frozenset[str] | None = None
    """The only verbs of the screen that are heard while it is on top; None: all are."""

    def __init__(self, desk: WeightsDesk) -> None:
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
        self.desk.desktop.say(_NOTHING, failed=True)

    def nudge(self, key: int, by: float) -> None:
        """Left and right."""
        self.desk.desktop.say(_NOTHING, failed=True)

    def exact(self, key: int) -> None:
        """`=`."""
        self.open(key)

    def remove(self, key: int) -> None:
        """`x`."""
        self.desk.desktop.say(_NOTHING, failed=True)

    def add(self) -> None:
        """`a`: a criterion more, or what else the page lists."""
        self.desk.add_criterion()

    def shown(self) -> None:
        """It is on top."""

    def moved(self, key: int | None) -> None:
        """The cursor stands on another row, of which nothing is to be told."""
        self.desk.tell(())

    def looked(self) -> None:
        """The clerk told anew what the book says."""

    def redrafted(self) -> None:
        """The draft is another one."""

    def undo(self) -> bool:
        """Take back a step that only the page knows; False when there is none."""
        return False

    def redo(self) -> bool:
        """Make it again."""
        return False

    def left(self) -> None:
        """It is closed."""


class Sifted(Page):
    """Rows to choose from, filtered while a text is typed. A letter that was meant for the filter must
    do nothing else: of the verbs only enter and the other side are heard."""

    heard = frozenset(("weights.open", "weights.side"))

    @property
    def whole(self) -> int:
        """How many rows there are without a filter."""
        raise NotImplementedError

    def sift(self, text: str) -> None:
        """Only the rows that `text` finds; "" for all."""
        raise NotImplementedError


class FieldsPage(Page):
    """Rows that edit the draft (`fields`); `make` makes them from the draft as it is."""

    verbs = EDITING

    def __init__(self, desk: WeightsDesk, title: Message, make: Make) -> None:
        super().__init__(desk)
        self.title = title
        self._make = make
        self._of: tuple[ScoringModel, Sequence[Field]] | None = None

    def fields(self) -> Sequence[Field]:
        """The rows of the draft as it stands, or is tried."""
        model = self.desk.model
        if self._of is None or self._of[0] is not model:
            self._of = model, self._make(model)
        return self._of[1]

    def keys(self) -> Sequence[int]:
        """One row for each field; headings are skipped."""
        return [-n if field.heading else n for n, field in enumerate(self.fields(), 1)]

    def line(self, key: int, paper: Paper, here: bool) -> Line:
        """Its label and value."""
        field = self._field(key)
        if field is None:
            return ()
        row = lines.Entry(field.label, field.value, field.heading, field.off)
        return lines.entry(row, paper, here=here)

    def open(self, key: int) -> None:
        """Ask for its value."""
        field = self._field(key)
        if field is not None and field.opened is not None:
            field.opened()
        elif field is None or field.typed is None:
            super().open(key)
        elif len(field.choices) == 1:
            word, typed = field.choices[0][0], field.typed
            self.desk.edit(lambda model: typed(model, word))
        elif field.choices:
            self.desk.ask_choice(
                field.question or field.label, field.choices, field.text, field.typed
            )
        else:
            self.desk.ask_value(field.question or field.label, field.text, field.typed)

    def nudge(self, key: int, by: float) -> None:
        """Move its number, or go to the next of its choices."""
        field = self._field(key)
        if field is not None and field.nudged is not None:
            nudged = field.nudged
            self.desk.edit(lambda model: nudged(model, by))
        elif field is not None and field.typed is not None and field.choices:
            words, typed = [word for word, _ in field.choices], field.typed
            place = words.index(field.text) if field.text in words else 0
            word = words[(place + (1 if by > 0 else -1)) % len(words)]
            self.desk.edit(lambda model: typed(model, word))
        else:
            super().nudge(key, by)

    def remove(self, key: int) -> None:
        """Takes away what the row is of; else an emptied text what can be taken away."""
        field = self._field(key)
        if field is not None and field.removed is not None:
            name, without = field.removed
            if self.desk.edit(without):
                self.desk.taken_out(name)
            return
        if field is None or field.typed is None or field.choices:
            super().remove(key)
            return
        typed = field.typed
        try:
            typed(self.desk.model, "")
        except Invalid:
            super().remove(key)
            return
        self.desk.edit(lambda model: typed(model, ""))

    def _field(self, key: int) -> Field | None:
        fields = self.fields()
        return fields[abs(key) - 1] if 0 < abs(key) <= len(fields) else None


class TextPage(Page):
    """Sentences to read."""

    def __init__(self, desk: WeightsDesk, title: Message, told: Sequence[Message]) -> None:
        super().__init__(desk)
        self.title, self._told = title, told
        self._made: tuple[object, list[lines.Entry]] = (None, [])

    def keys(self) -> Sequence[int]:
        """Every line."""
        return list(range(1, 1 + len(self._lines(self.desk.rows.paper()))))

    def line(self, key: int, paper: Paper, here: bool) -> Line:
        """One line."""
        found = self._lines(paper)
        return lines.entry(found[key - 1], paper, here=here) if 0 < key <= len(found) else ()

    def open(self, key: int) -> None:
        """Nothing to open: back."""
        self.desk.close_page()

    def _lines(self, paper: Paper) -> list[lines.Entry]:
        kept = (paper.width, paper.catalog.language)
        if self._made[0] != kept:
            self._made = kept, list(lines.folded_entries(self._told, paper))
        return self._made[1]
