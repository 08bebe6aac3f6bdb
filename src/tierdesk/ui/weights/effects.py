"""What a draft does, kept up to date while it is edited: counts and load in the frame of the key,
movers and ranks in it too where the book is not too large, else a moment later.

It asks `scoring.whole` and holds its newest answers. It is imported when the Weights screen has its
first panel, because numpy comes with it. It must not know lines or keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tierdesk.domain.book import Book
from tierdesk.scoring.model import Group, ScoringModel
from tierdesk.scoring.score import Score
from tierdesk.scoring.whole.load import load
from tierdesk.scoring.whole.panel import Panel
from tierdesk.scoring.whole.preview import Glance, Mover, Survey, glance, survey
from tierdesk.scoring.whole.reach import Flip, Reach, reach_of, reach_of_groups
from tierdesk.scoring.whole.standing import Standing, pinned
from tierdesk.triage.policy import TierPolicy
from tierdesk.ui.newest import Newest
from tierdesk.ui.weights.family import Family
from tierdesk.ui.weights.look import Look

AT_ONCE = 20_000
"""Customers up to which everything is computed in the frame of the key."""
REACH_AT_ONCE = 2_000
MOST_MOVERS = 1_000
"""Movers that are listed: nobody reads further."""


class Pinned(NamedTuple):
    """One customer before and after."""

    id: int
    before: Score
    after: Score


@dataclass(frozen=True, slots=True, eq=False)
class Effect:
    """`survey` belongs to the same draft as `glance` when `whole`, else to an earlier one."""

    glance: Glance
    survey: Survey | None
    whole: bool
    movers: Sequence[Mover]
    load_before: Mapping[str, float]
    load_after: Mapping[str, float]


class Effects:
    """`changed` is told when an answer came from the other thread; `shown` is the draft that is
    shown, which waits while the clerk reads what a newer one asks for."""

    def __init__(self, look: Look, newest: Newest, changed: Callable[[], None]) -> None:
        self.look, self.panel, self.before = look, look.panel, look.before
        self._newest, self._changed = newest, changed
        self.family = Family(look)
        self._number, self._paced = 0, look.week.policies
        self.shown = look.base
        self.effect: Effect | None = None
        self.reaches: Mapping[str, Reach] | None = None

    @property
    def size(self) -> int:
        """How many customers the model grades."""
        return len(self.panel.ids)

    def lacks(self, model: ScoringModel) -> bool:
        """Must the clerk read something first?"""
        return self.family.lacks(self.panel, model)

    def following(self, model: ScoringModel, book: Book) -> Panel:
        """The panel with what it lacks, on the clerk's thread."""
        return self.family.following(self.panel, model, book, self.look.vantage)

    def has(self, customer_id: int | None) -> bool:
        """Is this customer graded by the model?"""
        if customer_id is None:
            return False
        at = int(self.panel.ids.searchsorted(customer_id))
        return at < self.size and int(self.panel.ids[at]) == customer_id

    def show(self, model: ScoringModel, reach_for: tuple[int | None] | None = None) -> None:
        """Another draft: what fits in the frame now, the rest as soon as it is there. `reach_for`:
        whose flips the sensitivity is about, when it is wanted (None in it: anybody's)."""
        self._number += 1
        self.shown = model
        self.panel = self.panel.ready(model)
        after = self.family.standing(self.panel, model)
        seen = glance(self.panel, after, self.before, asking=self.look.asking)
        if self.size <= AT_ONCE:
            self._take(seen, survey(self.panel, after, self.before), whole=True)
        else:
            old = self.effect.survey if self.effect is not None else None
            self._take(seen, old, whole=False)
        if reach_for is None:
            self.reaches = None
        elif self.size <= REACH_AT_ONCE or reach_for[0] is not None:
            self.reaches = reaches(self.family.own(self.panel, model), model, reach_for[0])
            reach_for = None
        if self.size > AT_ONCE or reach_for is not None:
            self._ask(model, after, reach_for)

    def follow(self, panel: Panel, reach_for: tuple[int | None] | None = None) -> None:
        """The panel of another draft, which is shown with it: a panel holds what its own draft reads,
        so that the draft shown before may be unknown to it."""
        self.panel = panel
        self.show(panel.model, reach_for)

    def pace(self, policies: Mapping[str, TierPolicy]) -> None:
        """Other policies are tried: the load of the draft follows them."""
        self._paced = policies
        if self.effect is not None:
            after = load(self.effect.glance.asking_after, policies)
            self.effect = replace(self.effect, load_after=after)

    def pinned(self, customer_id: int) -> Pinned:
        """One customer under the model in force and under the draft that is shown. KeyError for
        anybody who is not in the panel."""
        if not self.has(customer_id):
            raise KeyError(customer_id)
        base, shown = (
            self.family.grading(self.panel, model, customer_id)
            for model in (self.look.base, self.shown)
        )
        return Pinned(
            customer_id,
            pinned(self.panel, base, customer_id),
            pinned(self.panel, shown, customer_id),
        )

    @property
    def limits(self) -> set[float]:
        """The points that a rounded score must not seem to cross."""
        from tierdesk.scoring.whole.preview import limits_of

        return limits_of((self.look.base, self.shown, *self.look.models.all))

    def standing(self) -> Standing:
        """Where everybody stands under the draft that is shown."""
        return self.family.standing(self.panel, self.shown)

    def _ask(
        self, model: ScoringModel, after: Standing, reach_for: tuple[int | None] | None
    ) -> None:
        panel, before, number = self.panel, self.before, self._number
        wide = self.size > AT_ONCE
        own = self.family.own(panel, model) if reach_for is not None else panel

        def work() -> tuple[Survey | None, Mapping[str, Reach] | None]:
            found = survey(panel, after, before) if wide else None
            return found, None if reach_for is None else reaches(own, model, reach_for[0])

        def answer(found: tuple[Survey | None, Mapping[str, Reach] | None]) -> None:
            seen, reached = found
            newest = number == self._number
            if seen is not None and self.effect is not None:
                self._take(self.effect.glance, seen, whole=newest)
            if reached is not None and newest:
                self.reaches = reached
            self._changed()

        self._newest.ask(work, answer)

    def _take(self, seen: Glance, found: Survey | None, *, whole: bool) -> None:
        policies = self.look.week.policies
        movers = found.movers[:MOST_MOVERS] if found is not None else ()
        self.effect = Effect(
            seen, found, whole, movers,
            load(seen.asking_before, policies), load(seen.asking_after, self._paced),
        )  # fmt: skip


def reaches(panel: Panel, model: ScoringModel, customer_id: int | None) -> Mapping[str, Reach]:
    """How far each weight can go, by the key of its criterion, of groups by `group:KEY`; in effective
    weights, as they are shown."""
    group_of = {c.key: group for group in model.groups for c in group.criteria}
    found = {
        one.key: _effective(one, group_of[one.key]) for one in reach_of(panel, model, customer_id)
    }
    return found | {f"group:{one.key}": one for one in reach_of_groups(panel, model, customer_id)}


def _effective(reach: Reach, group: Group) -> Reach:
    """A reach of a criterion's own weight as one of what it counts: the others of a group that has a
    weight give way."""
    if group.weight is None:
        return reach
    whole = sum(c.weight for c in group.criteria)
    own = next(c.weight for c in group.criteria if c.key == reach.key)

    def counts(by: float) -> float:
        return (group.weight or 0.0) * (own + by) / (whole + by) if whole + by > 0 else 0.0

    def moved(flip: Flip | None) -> Flip | None:
        return flip and flip._replace(by=counts(flip.by) - counts(0.0))

    return reach._replace(fall=moved(reach.fall), rise=moved(reach.rise))
