"""A grade as a value: the score, its interval, the tier and where every point came from.

Contributions are made when somebody asks, so that grading a whole book costs only what a
list shows. It must not know how a value was read.
"""

from math import isfinite
from typing import NamedTuple

from tierdesk.scoring.model import Kind

SLACK = 1e-9
"""A score that is its threshold but for the last bits of a float has reached it."""


class Previous(NamedTuple):
    """The tier that a customer stood in when something was last changed about it, and since which
    day (its number)."""

    tier: str
    since: int


class Plan(NamedTuple):
    """What applies to a customer of a model: criteria side by side with their shares.

    `shares` are 100·w/W, `guesses` the points of an unknown answer, `groups` the group of each
    criterion, `caps` the most points by group (only capped groups), `wholes` the weight by group
    (only groups with one of their own);
    `steps` the thresholds, lowest first; `version` that of the model; `margin` and `hold_days` the
    scheme's rule of demotion."""

    kind: Kind
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    groups: tuple[str, ...]
    weights: tuple[float, ...]
    shares: tuple[float, ...]
    guesses: tuple[float, ...]
    caps: tuple[tuple[str, float], ...]
    thresholds: tuple[tuple[str, float], ...]
    steps: tuple[float, ...]
    version: int = 1
    margin: float = 0.0
    hold_days: int = 0
    wholes: tuple[tuple[str, float], ...] = ()

    @property
    def total(self) -> float:
        """W, the sum of the weights that apply."""
        return sum(self.weights)


class Contribution(NamedTuple):
    """The points (of 100) that one criterion gives; `value` None means unknown."""

    key: str
    label: str
    group: str
    weight: float
    value: float | None
    points: float


class Score(NamedTuple):
    """`value`, `low` and `high` in points of 100, before gates; `completeness` 0 to 1.

    `tier` is after hysteresis, gates and override; it is `certain` when both ends of the
    interval give the same. `gates` are the keys of those that fired;
    `widest` is the share (of 100) of the heaviest unknown criterion, 0 when all is known.
    `earned` is the tier before gates and override. `reached` is what a score of this customer must
    reach, lowest first, less the slack of floats: the thresholds, lower where the tier before
    (`previous`, None when there is none or the scheme does not have it) is kept, −inf while it is
    held whatever the score."""

    value: float
    low: float
    high: float
    completeness: float
    tier: str
    certain: bool
    gates: tuple[str, ...]
    overridden: bool
    plan: Plan
    values: tuple[float | None, ...]
    widest: float
    earned: str
    reached: tuple[float, ...]
    previous: Previous | None

    @property
    def thresholds(self) -> tuple[tuple[str, float], ...]:
        """(tier, least score), best first, as they hold for this customer today."""
        if self.previous is None:
            return self.plan.thresholds
        least = [step + SLACK for step in reversed(self.reached)]
        return tuple((tier, at) for (tier, _), at in zip(self.plan.thresholds, least, strict=True))

    @property
    def limits(self) -> tuple[float, ...]:
        """The points that a rounded score must not seem to cross: all thresholds, and where they are
        others for this customer those."""
        if self.previous is None:
            return self.plan.steps
        return (*self.plan.steps, *(least for _, least in self.thresholds if isfinite(least)))

    @property
    def kind(self) -> Kind:
        """Which model graded: open deals or signed customers."""
        return self.plan.kind

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """One per criterion that applies; the points add up to `value`."""
        plan = self.plan
        raw = [
            guess if value is None else share * value
            for share, value, guess in zip(plan.shares, self.values, plan.guesses, strict=True)
        ]
        points = capped(plan, raw) if plan.caps else raw
        return tuple(
            Contribution(*fields)
            for fields in zip(
                plan.keys, plan.labels, plan.groups, plan.weights, self.values, points, strict=True
            )
        )


def capped(plan: Plan, points: list[float]) -> list[float]:
    """Points with every group that exceeds its cap scaled down to it."""
    sums: dict[str, float] = {}
    for group, gained in zip(plan.groups, points, strict=True):
        sums[group] = sums.get(group, 0.0) + gained
    scale = {group: cap / sums[group] for group, cap in plan.caps if sums.get(group, 0.0) > cap}
    return [p * scale.get(group, 1.0) for group, p in zip(plan.groups, points, strict=True)]
