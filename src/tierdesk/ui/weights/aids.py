"""Ways to weights: the total kept, a ranking, comparison in pairs, all equal.

Each is about the criteria of one group, or about the groups. The page of a ranking is `ranking`.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from tierdesk.domain.typed_numbers import number_in
from tierdesk.errors import Invalid, TierdeskError
from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.weights import figure as tree_figure
from tierdesk.ui.weights.desk import WeightsDesk
from tierdesk.ui.weights.fields import figure
from tierdesk.ui.weights.prompts import in_full
from tierdesk.ui.weights.sharing import Parts, parts_of, shared
from tierdesk.ui.widgets.question import Question


class Aids(WeightsDesk):
    """Mixed into the place."""

    def do_weights_aids(self) -> None:
        """Keep the total, rank, compare."""
        on = self.keeps_total
        choices = [
            ("total", say("let the total go") if on else say("keep the total")),
            ("rank_sum", say("by rank, evenly")), ("centroid", say("by rank, steeply")),
            ("pairwise", say("compare in pairs")), ("equal", say("all equal")),
        ]  # fmt: skip
        self.offer(say("weights of %(what)s", what=self._named_parts()), choices, self._aid)

    def _parts(self) -> Parts:
        """What an aid is about: the criteria of the group in which the cursor stands, or all groups
        when it stands on one."""
        row = self.outline.row(self.rows.key if not self.pages else self.outline.at)
        for group in self.model.groups:
            if row is not None and row.level and any(c.key == row.key for c in group.criteria):
                return parts_of(self.model, group.key)
        return parts_of(self.model, "")

    def _named_parts(self) -> Message:
        key = self._parts().group
        label = next((g.label or g.key for g in self.model.groups if g.key == key), "")
        return Message(label) if key else say("the groups")

    def _aid(self, how: str) -> None:
        if how == "total":
            self.keeps_total = not self.keeps_total
            self.kept_total, self.let_go = self.total, False
            self.painted()
            self._say_total()
        elif how == "pairwise":
            self._compare()
        elif how == "equal":
            keys = self._parts().keys
            self._give(dict.fromkeys(keys, 1.0 / len(keys)))
        else:
            self._rank(how)

    def _say_total(self) -> None:
        """Which total is kept, and which keys let it go."""
        total = tree_figure(self.kept_total)
        if not self.keeps_total:
            self.desktop.say(say("The total is free again."))
            return
        self.desktop.say(
            say("The total stays at %(total)s while a weight is changed; %(key)s and 1 let it go.",
                total=total, key=self.desktop.key_of("weights.aids"))
        )  # fmt: skip

    def _rank(self, how: str) -> None:
        """The parts in an order that is given by hand, which begins as they weigh now."""
        from tierdesk.ui.weights.ranking import RankingPage

        parts, label = self._parts(), self._named_parts()
        if len(parts.keys) < 2:
            self.desktop.say(say("There is only one; nothing to rank."), failed=True)
        else:
            self.lay(RankingPage(self, parts.group, label, how))

    def _give(self, shares: Mapping[str, float]) -> None:
        parts = self._parts()
        self.edit(lambda model: shared(model, parts, shares))

    def _compare(self) -> None:
        """One question for each pair, then the weights with their consistency."""
        keys = list(self._parts().keys)
        if len(keys) < 2:
            self.desktop.say(say("There is only one; nothing to compare."), failed=True)
            return
        pairs = list(combinations(range(len(keys)), 2))
        matrix = [[1.0] * len(keys) for _ in keys]
        self._ask_pair(keys, pairs, 0, matrix)

    def _ask_pair(
        self, keys: list[str], pairs: list[tuple[int, int]], at: int, matrix: list[list[float]]
    ) -> None:
        desktop = self.desktop
        one, other = pairs[at]
        names = {row.key: Message(row.label) for row in self.outline.rows()}
        asked = say("%(at)s of %(all)s: how many times as important is %(one)s as %(other)s (1/9 to 9)",
                    at=at + 1, all=len(pairs), one=names[keys[one]], other=names[keys[other]])  # fmt: skip

        brief = say("%(at)s of %(all)s (1/9 to 9)", at=at + 1, all=len(pairs))

        def entered(text: str) -> None:
            try:
                ratio = _ratio(text)
            except Invalid as fault:
                desktop.say(fault.message, failed=True)
                return
            matrix[one][other], matrix[other][one] = ratio, 1.0 / ratio
            desktop.enough()
            if at + 1 < len(pairs):
                self._ask_pair(keys, pairs, at + 1, matrix)
            else:
                self._compared(keys, matrix)

        question = Question(lambda: self._asked(asked, brief), "1", replaced=True,
                            above=lambda: in_full(asked, desktop.paper()))  # fmt: skip
        desktop.ask(question, entered)

    def _compared(self, keys: list[str], matrix: list[list[float]]) -> None:
        from tierdesk.scoring.weighting import CONSISTENT, pairwise

        try:
            shares, ratio = pairwise(matrix)
        except TierdeskError as fault:
            self.desktop.say(fault.message, failed=True)
            return
        self._give(dict(zip(keys, shares, strict=True)))
        told = {"ratio": f"{ratio:.3f}", "most": figure(CONSISTENT)}
        if ratio > CONSISTENT:
            said = say("Consistency ratio %(ratio)s: over %(most)s, the answers contradict each other; "
                       "compare again, or correct by hand.", **told)  # fmt: skip
            self.desktop.say(said, failed=True)
        else:
            self.desktop.say(
                say("Consistency ratio %(ratio)s: up to %(most)s is consistent.", **told)
            )

    # why not

    def no_weights_aids(self) -> Message | None:
        """There must be a model."""
        return self.no_model()


def _ratio(text: str) -> float:
    """`3`, `1/3` or `0.33`, from a ninth to nine. Raises Invalid."""
    over, slash, under = text.partition("/")
    ratio = number_in(over) / (number_in(under) or 1.0) if slash else number_in(over)
    if not 1 / 9 - 0.01 <= ratio <= 9:
        raise Invalid(say("Type a number from 1/9 to 9; 1 means equally important."))
    return ratio
