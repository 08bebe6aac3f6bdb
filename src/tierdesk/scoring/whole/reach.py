"""How far a weight can go before a customer, or anybody, changes tier.

As one weight x moves, every customer's score is a quotient of two straight lines,
S(x) = (p + q·x)/(r + s·x), rising or falling all the way; for a weight of its own that is the
formula of spec/scoring.md, Δw = W·(θ−S)/(100·v−θ). In a group with a weight of its own the other
criteria of the group give way, and a capped group stops counting where it meets its cap; then
the line is broken there. It must not know the book.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from tierdesk.scoring.model import Criterion, Group, ScoringModel
from tierdesk.scoring.whole.crossing import Crossing, Curve, Part, crossing
from tierdesk.scoring.whole.facts import Bools, Floats
from tierdesk.scoring.whole.gates import Rungs
from tierdesk.scoring.whole.panel import Panel
from tierdesk.scoring.whole.standing import Standing, falls_back, reached_of, rungs_of, standing


class Flip(NamedTuple):
    """`by` is added to the weight (never the other way past zero) when customer `id` goes from
    tier `before` to `after`."""

    by: float
    id: int
    before: str
    after: str


class Reach(NamedTuple):
    """The first flip when the weight under `key` falls, and when it rises; None when nobody ever
    flips that way."""

    key: str
    fall: Flip | None
    rise: Flip | None

    @property
    def down(self) -> float | None:
        """How far the weight can fall, zero or more."""
        return None if self.fall is None else -self.fall.by

    @property
    def up(self) -> float | None:
        """How far the weight can rise."""
        return None if self.rise is None else self.rise.by

    @property
    def first(self) -> int | None:
        """Whoever flips at the smaller change; the lower id of equals."""
        flips = [flip for flip in (self.fall, self.rise) if flip is not None]
        nearest = min(flips, key=lambda flip: (abs(flip.by), flip.id), default=None)
        return nearest and nearest.id


def reach_of(
    panel: Panel, model: ScoringModel, customer_id: int | None = None
) -> tuple[Reach, ...]:
    """For each criterion, in the order of the model, how far its own weight can go before the
    customer (None: before anybody) changes tier, every other figure of the model left as it is.
    KeyError for a customer who is not in the panel."""
    field = _Field(panel if customer_id is None else panel.only(customer_id), model)
    return tuple(field.of_criterion(group, c) for group in model.groups for c in group.criteria)


def reach_of_groups(
    panel: Panel, model: ScoringModel, customer_id: int | None = None
) -> tuple[Reach, ...]:
    """The same for the weight of each group that has one of its own."""
    field = _Field(panel if customer_id is None else panel.only(customer_id), model)
    return tuple(field.of_group(g, g.weight) for g in model.groups if g.weight is not None)


class _Sums(NamedTuple):
    """Of a group: Σ w·v and Σ w by the criteria's own weights, of those that apply; `whole` is Σ w
    of all; `scale` makes own weights effective."""

    gained: Floats
    applied: Floats
    whole: float
    scale: float


class _Own(NamedTuple):
    """What a group gives and weighs as x moves: (p + q·x) of (r + s·x). All other groups are
    multiplied by (still + more·x), which takes the group's own denominator away."""

    p: Floats
    q: Floats
    r: Floats
    s: Floats
    still: float = 1.0
    more: float = 0.0


class _Field:
    """What all curves of a panel and a model have in common."""

    def __init__(self, panel: Panel, model: ScoringModel) -> None:
        self._ready, self._model = panel.ready(model), model
        self._stand = standing(self._ready, model)
        routes = self._ready.routes
        plans = routes.plans(model)
        counted = np.array([[c.key in plan.keys for plan in plans] for c in model.criteria])
        self._applies = {
            c.key: row[routes.code].astype(np.float64)
            for c, row in zip(model.criteria, counted, strict=True)
        }
        stray = [falls_back(plan, model, met) for plan, met in zip(plans, routes.met, strict=True)]
        self._stray: Bools = np.array(stray)[routes.code]
        self._sums = {id(group): self._sums_of(group) for group in model.groups}
        self._caps = {group.key: group.cap for group in model.groups if group.cap is not None}
        self._lower, self._upper = _ends_of(self._stand, self._ready, model)

    def of_criterion(self, group: Group, criterion: Criterion) -> Reach:
        """As the criterion's own weight moves."""
        sums, weight = self._sums[id(group)], criterion.weight
        applies, felt = self._applies[criterion.key], self._ready.answers[criterion.key].felt
        given = applies * felt
        unit = 1.0 if group.weight is None else group.weight
        others, weighing = sums.gained - weight * given, sums.applied - weight * applies
        own = _Own(unit * others, unit * given, unit * weighing, unit * applies)
        if group.weight is not None:
            own = own._replace(still=sums.whole - weight, more=1.0)
        counts = group.weight != 0.0
        curve = self._curve(group, own, weight)
        return self._reach(criterion.key, curve, self._leaps(group, {criterion.key: 1.0}, counts))

    def of_group(self, group: Group, weight: float) -> Reach:
        """As the group's weight moves."""
        sums = self._sums[id(group)]
        none, whole = np.zeros(sums.gained.shape), sums.whole or 1.0
        curve = self._curve(
            group, _Own(none, sums.gained / whole, none, sums.applied / whole), weight
        )
        weights = {c.key: c.weight for c in group.criteria}
        return self._reach(group.key, curve, self._leaps(group, weights, weight == 0.0))

    def _sums_of(self, group: Group) -> _Sums:
        gained, applied = np.zeros(self._stand.scores.shape), np.zeros(self._stand.scores.shape)
        for c in group.criteria:
            applied += c.weight * self._applies[c.key]
            gained += c.weight * self._applies[c.key] * self._ready.answers[c.key].felt
        whole = sum(c.weight for c in group.criteria)
        scale = 1.0 if group.weight is None else group.weight / whole if whole else 0.0
        return _Sums(gained, applied, whole, scale)

    def _curve(self, changed: Group, own: _Own, at: float) -> Curve:
        """Everybody's score as x moves, the capped groups as parts of their own."""
        lines: dict[str | None, tuple[Floats, Floats]] = {}
        none = np.zeros(own.p.shape)
        r, s = own.r, own.s
        for group in self._model.groups:
            p, q = own.p, own.q
            if group is not changed:
                sums = self._sums[id(group)]
                still, more = own.still * sums.scale, own.more * sums.scale
                p, q = sums.gained * still, sums.gained * more
                r, s = r + sums.applied * still, s + sums.applied * more
            place = group.key if group.key in self._caps else None
            before = lines.get(place, (none, none))
            lines[place] = before[0] + p, before[1] + q
        free = lines.pop(None, (none, none))
        parts = tuple(
            Part(*line, self._caps[key]) for key, line in lines.items() if key is not None
        )
        return Curve(at, *free, r, s, parts)

    def _leaps(self, group: Group, weights: Mapping[str, float], counts: bool) -> Floats | None:
        """The score of those for whom nothing that applies has a weight, as soon as these weights
        of a group count; NaN for all others, None when there is nobody."""
        if not counts or not self._stray.any():
            return None
        gained, applied = np.zeros(self._stray.shape), np.zeros(self._stray.shape)
        for c in group.criteria:
            held = self._ready.routes.held(c.applies_if)
            weight = weights.get(c.key, 0.0) * (1.0 if held is None else held)
            gained, applied = gained + weight * self._ready.answers[c.key].felt, applied + weight
        with np.errstate(invalid="ignore"):
            score = np.where(self._stray, 100.0 * gained / applied, np.nan)
        return np.minimum(score, self._caps.get(group.key, 100.0))

    def _reach(self, key: str, curve: Curve, leaps: Floats | None) -> Reach:
        down = crossing(curve, self._lower, self._upper, ahead=False)
        up = crossing(curve, self._lower, self._upper, ahead=True)
        at, after = up.at, self._after(up)
        if leaps is not None:
            bounds, leaving = self._ready.bounds, ~np.isnan(leaps)
            there = np.clip(rungs_of(leaps, self._model, bounds.before), bounds.least, bounds.most)
            flips = np.where(there != self._stand.rungs, curve.at, np.nan)
            at, after = np.where(leaving, flips, at), np.where(leaving, there, after)
        fall = self._nearest(down.at - curve.at, self._after(down))
        return Reach(key, fall, self._nearest(at - curve.at, after))

    def _after(self, found: Crossing) -> Rungs:
        """The rung next to everybody's, on the side to which it goes."""
        return self._stand.rungs + np.where(found.rises, np.int8(1), np.int8(-1))

    def _nearest(self, by: Floats, after: Rungs) -> Flip | None:
        if np.isnan(by).all():
            return None
        first, tiers = int(np.nanargmin(np.abs(by))), self._stand.tiers
        before = tiers[int(self._stand.rungs[first])]
        return Flip(float(by[first]), int(self._stand.ids[first]), before, tiers[int(after[first])])


def _ends_of(stand: Standing, panel: Panel, model: ScoringModel) -> tuple[Floats, Floats]:
    """The scores at which each customer's tier changes: below the first, from the second on.
    Infinite where a gate, the hand, a hold or the end of the scheme holds it."""
    bounds, rungs, everybody = panel.bounds, stand.rungs, np.arange(len(stand.rungs))
    reached = reached_of(model, bounds)
    steps = np.vstack([np.full(rungs.shape, -np.inf), reached, np.full(rungs.shape, np.inf)])
    lower = np.where(rungs > bounds.least, steps[rungs, everybody], -np.inf)
    upper = np.where(rungs < bounds.most, steps[rungs + 1, everybody], np.inf)
    return lower, upper
