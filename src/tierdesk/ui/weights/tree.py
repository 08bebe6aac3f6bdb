"""The tree of groups and criteria as a page: weights are nudged and typed, enter opens the sheet of a
row. It must not know how the effects of a weight are computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tierdesk.domain.typed_numbers import number_in
from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.ui.lines import weights as lines
from tierdesk.ui.weights.fields import figure, weight_stepped
from tierdesk.ui.weights.page import EDITING, Page

if TYPE_CHECKING:
    from tierdesk.scoring.model import ScoringModel
    from tierdesk.scoring.whole.reach import Reach
    from tierdesk.ui.lines.line import Line, Paper

READING = -1


class Tree(Page):
    """`rows` are those of the draft as it is shown."""

    verbs = EDITING

    def rows(self) -> list[lines.Row]:
        """The rows; none while there is no model."""
        drafting = self.desk.drafting
        return [] if drafting is None else lines.rows_of(self.desk.model, drafting.base)

    def keys(self) -> Sequence[int]:
        """One for each row."""
        self._rows = self.rows()
        return list(range(1, len(self._rows) + 1)) or [READING]

    def row(self, key: int | None) -> lines.Row | None:
        """The row of a key."""
        return self._rows[key - 1] if key is not None and 0 < key <= len(self._rows) else None

    _rows: Sequence[lines.Row] = ()

    def key_of(self, name: str, level: int) -> int | None:
        """The key of a criterion or group, to find the cursor again."""
        for number, row in enumerate(self._rows, 1):
            if (row.key, row.level) == (name, level):
                return number
        return None

    def line(self, key: int, paper: Paper, here: bool) -> Line:
        """A group or criterion; while the book is read, how far it is."""
        row = self.row(key)
        if row is None:
            return lines.entry(lines.Entry(self.desk.waiting()), paper, here=False)
        reaching = self.desk.reaching
        return lines.tree_row(row, self.reach(row), paper, here=here, reaching=reaching)

    def reach(self, row: lines.Row) -> Reach | None:
        """How far its weight can go, where that is known."""
        effects = self.desk.effects
        if effects is None or effects.reaches is None:
            return None
        return effects.reaches.get(row.key if row.level else f"group:{row.key}")

    def moved(self, key: int | None) -> None:
        """The status line says what the sensitivity of the row means."""
        row = self.row(key)
        reach = None if row is None or not self.desk.reaching else self.reach(row)
        if row is None:
            self.desk.tell(())
        elif reach is None:
            self.desk.tell(self._share(row))
        else:
            self.desk.tell(lines.flips(reach, self.desk.name_of, row.weight))

    def _share(self, row: lines.Row) -> tuple[Message, ...]:
        """What points count of the whole, where they are no parts of 100."""
        total = self.desk.total
        if lines.figure(total) == "100" or not total:
            return ()
        return (say("%(name)s: %(points)s of %(total)s points, %(share)s %% of the whole",
                    name=Message(row.label), points=lines.figure(row.weight),
                    total=lines.figure(total), share=lines.figure(100 * row.weight / total)),)  # fmt: skip

    def open(self, key: int) -> None:
        """The sheet of the group or criterion."""
        row = self.row(key)
        if row is None:
            self.desk.desktop.say(self.desk.waiting(), failed=True)
        elif row.level:
            self.desk.open_criterion(row.key)
        else:
            self.desk.open_group(row.key)

    def nudge(self, key: int, by: float) -> None:
        """The weight by so many points."""
        row = self.row(key)
        if row is None:
            self.desk.desktop.say(self.desk.waiting(), failed=True)
            return
        before = row.weight
        if by < 0 and before <= 0:
            self.desk.desktop.say(say("The weight is zero already."), failed=True)
            return
        wanted = weight_stepped(before, by)
        self.desk.edit(lambda model: self.weighted(model, row, wanted))

    def exact(self, key: int) -> None:
        """Ask for the weight; a group without a text weighs what its criteria do."""
        row = self.row(key)
        if row is None:
            self.desk.desktop.say(self.desk.waiting(), failed=True)
            return

        def typed(model: ScoringModel, text: str) -> ScoringModel:
            from tierdesk.scoring.drafting import with_group_weight

            if not text.strip() and not row.level:
                return with_group_weight(model, row.key, None)
            return self.weighted(model, row, number_in(text))

        said = say("weight of %(name)s", name=Message(row.label))
        self.desk.ask_value(said, figure(row.weight), typed)

    def remove(self, key: int) -> None:
        """Take the criterion or group out of the draft."""
        from tierdesk.scoring.drafting import without_criterion, without_group

        row = self.row(key)
        if row is None:
            self.desk.desktop.say(self.desk.waiting(), failed=True)
            return
        without = without_criterion if row.level else without_group
        stood = next((len(g.criteria) for g in self.desk.model.groups if g.key == row.key), 0)
        if not self.desk.edit(lambda model: without(model, row.key)):
            return
        if row.level or not stood:
            self.desk.taken_out(Message(row.label))
        else:
            told = say_n("%(name)s is out of the draft with its %(n)s criterion; %(key)s brings it back.",
                         "%(name)s is out of the draft with its %(n)s criteria; %(key)s brings it back.",
                         stood, name=Message(row.label), key=self.desk.desktop.key_of("desk.undo"))  # fmt: skip
            self.desk.say_step(told)

    def weighted(self, model: ScoringModel, row: lines.Row, weight: float) -> ScoringModel:
        """The model in which the row counts so much; while the total is kept all others give way."""
        from tierdesk.scoring.drafting import with_counting, with_group_weight

        if self.desk.keeps_total:
            return with_total_kept(model, row, weight)
        if row.level:
            return with_counting(model, row.key, weight)
        return with_group_weight(model, row.key, weight)


def with_total_kept(model: ScoringModel, row: lines.Row, weight: float) -> ScoringModel:
    """Another effective weight of a criterion, or of a group; the others share what is left."""
    from tierdesk.scoring.drafting import with_points
    from tierdesk.scoring.weighting import allocate

    weights = model.weights()
    if row.level:
        return with_points(model, allocate(weights, row.key, weight))
    sums = {group.key: sum(weights[c.key] for c in group.criteria) for group in model.groups}
    if row.key not in sums:
        raise Invalid(say("There is no group “%(key)s” in this model.", key=row.key))
    shared = allocate(sums, row.key, weight)
    groups = tuple(
        group._replace(weight=shared[group.key]) if group.criteria else group
        for group in model.groups
    )
    return replace(model, groups=groups)
