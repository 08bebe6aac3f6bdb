"""Where everybody stands under a model: scores and tiers of a whole panel, or one customer's
score with all its parts.

The sum runs criterion by criterion over all customers, in the same order for each: customers
with the same answers get the same bits, which a matrix product does not promise, so ties are
ties. It must not know the book.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from tierdesk.domain.folding import fold
from tierdesk.scoring.grade import ends, plan_of
from tierdesk.scoring.model import Condition, Group, ScoringModel
from tierdesk.scoring.models import Models
from tierdesk.scoring.score import SLACK, Plan, Previous, Score
from tierdesk.scoring.soundness import TIERS
from tierdesk.scoring.whole.facts import INDUSTRY, Bools, Floats, Words
from tierdesk.scoring.whole.gates import Bounds, Rungs, fires, in_order
from tierdesk.scoring.whole.owner import variants_of
from tierdesk.scoring.whole.panel import Ids, Panel

Places = NDArray[np.intp]

Kept = dict[tuple[str, ...], Panel]
"""A panel prepared for a variant, by its industries."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """`scores` (0 to 100) and `rungs` by customer, in the order of `ids`; a rung is a place in
    `tiers`, lowest first, after hysteresis, gates and hand. All arrays are read-only."""

    ids: Ids
    tiers: tuple[str, ...]
    scores: Floats
    rungs: Rungs

    @property
    def counts(self) -> dict[str, int]:
        """Customers by tier, best first."""
        return self.counts_among(None)

    def counts_among(self, some: Bools | None) -> dict[str, int]:
        """Of some of the customers (by place), None for all."""
        rungs = self.rungs if some is None else self.rungs[some]
        found = np.bincount(rungs, minlength=len(self.tiers)).tolist()
        return dict(reversed(list(zip(self.tiers, found, strict=True))))


def standing(panel: Panel, model: ScoringModel) -> Standing:
    """Where everybody stands. KeyError when the panel lacks a fact that the model reads."""
    ready = panel.ready(model)
    found, rungs = _stand(ready, slice(None))
    for array in (found, rungs):
        array.flags.writeable = False
    return Standing(panel.ids, ready.bounds.tiers, found, rungs)


def _stand(ready: Panel, some: slice | Places) -> tuple[Floats, Rungs]:
    """Scores and rungs of some of the customers under the panel's own model."""
    found, bounds = scores(ready, some), ready.bounds
    rungs = rungs_of(found, ready.model, bounds.before[some])
    return found, np.clip(rungs, bounds.least[some], bounds.most[some])


def standing_among(panel: Panel, models: Models, kept: Kept | None = None) -> Standing:
    """Where everybody stands while several models are in force, each customer under its own. The
    panel must have been made with all of them (`also`). `kept` holds, from one step of a draft to the
    next, the panels that were prepared for variants: what did not change in them is shared."""
    kind = panel.model.kind
    variants = variants_of(models, kind)
    general = standing(panel, models.signed if kind == "signed" else models.open)
    industries = panel.facts.get(INDUSTRY)
    if not variants or not isinstance(industries, Words):
        return general
    tiers = tuple(reversed(TIERS))
    scores_, rungs = general.scores.copy(), _rungs_in(general.rungs, general.tiers, tiers)
    for variant in {id(one): one for one in variants.values()}.values():
        mine = np.flatnonzero(_graded_by(variant, variants, industries))
        ready = _readied(panel, variant, {} if kept is None else kept)
        scores_[mine], own = _stand(ready, mine)
        rungs[mine] = _rungs_in(own, ready.bounds.tiers, tiers)
    for array in (scores_, rungs):
        array.flags.writeable = False
    return Standing(panel.ids, tiers, scores_, rungs)


def _readied(panel: Panel, variant: ScoringModel, kept: Kept) -> Panel:
    """The panel for a variant, made from the last one for it where that has the same facts."""
    last = kept.get(variant.industries)
    if last is None or last.facts is not panel.facts:
        last = panel
    ready = kept[variant.industries] = last.ready(variant)
    return ready


def without_variants(panel: Panel, models: Models) -> Panel:
    """The panel of those whom no variant grades: whom the model of the kind itself does."""
    variants, industries = variants_of(models, panel.model.kind), panel.facts.get(INDUSTRY)
    if not variants or not isinstance(industries, Words):
        return panel
    return panel.at(np.flatnonzero(_graded_by(None, variants, industries)))


def _graded_by(
    model: ScoringModel | None, variants: Mapping[str, ScoringModel], industries: Words
) -> Bools:
    """Whose industry has that variant, None for none; so has one that is not known."""
    named = [variants.get(fold(word)) is model for word in industries.words]
    found: Bools = np.array([*named, model is None], np.bool_)[industries.codes]
    return found


def _rungs_in(rungs: Rungs, known: tuple[str, ...], tiers: tuple[str, ...]) -> Rungs:
    """The rungs of the same tiers in a longer row of them."""
    return np.array([tiers.index(tier) for tier in known], np.int8)[rungs]


def steps_of(model: ScoringModel) -> list[float]:
    """What a score must reach, lowest first: the thresholds less the slack of the ladder."""
    return [least - SLACK for _, least in reversed(model.scheme.thresholds)]


def rungs_of(scores_: Floats, model: ScoringModel, before: Rungs) -> Rungs:
    """The rung of each customer's score, before gates: a step that leads to the tier in which it
    stood `before`, or to a lower one, is lost only the margin below."""
    rungs = np.zeros(scores_.shape, np.int8)
    for rung, step in enumerate(steps_of(model)):
        kept = (scores_ >= step - model.scheme.margin) & (before > rung)
        rungs += (scores_ >= step) | kept
    return rungs


def reached_of(model: ScoringModel, bounds: Bounds) -> Floats:
    """What each customer's score must reach for each rung (m×n, the lowest first): the thresholds
    less the slack, less the margin up to the rung in which it stood."""
    steps = np.array(steps_of(model))[:, None]
    below = np.arange(len(steps))[:, None] < bounds.before
    found: Floats = np.where(below, steps - model.scheme.margin, steps)
    return found


def scores(panel: Panel, some: slice | Places = slice(None)) -> Floats:
    """The scores of everybody (the whole slice), or of those at some places, under the panel's own
    model."""
    model, routes = panel.model, panel.routes
    plans, codes = routes.plans(model), routes.code[some]
    found = _sum(panel, _per(plans, codes), some, masked=True)
    for code, plan in enumerate(plans):
        if falls_back(plan, model, routes.met[code]):
            at = np.flatnonzero(codes == code)
            places = at if isinstance(some, slice) else some[at]
            found[at] = _sum(panel, 100.0 / plan.total, places, masked=False)
    return found


def falls_back(plan: Plan, model: ScoringModel, met: frozenset[Condition]) -> bool:
    """Whether nothing with a weight applied, so that everything does."""
    return any(
        c.applies_if is not None and c.applies_if not in met and c.key in plan.keys
        for c in model.criteria
    )


def _per(plans: tuple[Plan, ...], code: Places) -> Floats | float:
    """The points of one unit of weight, by customer when routes differ."""
    units = [100.0 / plan.total for plan in plans]
    return units[0] if len(units) == 1 else np.array(units)[code]


def _sum(panel: Panel, per: Floats | float, some: slice | Places, *, masked: bool) -> Floats:
    """100·Σ w·v / W of some customers, every capped group at most its cap."""
    size = len(panel.ids[some])
    weights, scratch = panel.model.weights(), np.empty(size)
    free, capped = np.zeros(size), list[Floats]()
    for groups in _alike(panel.model.groups):
        caps = [group.cap for group in groups if group.cap is not None]
        into = np.zeros(size) if caps else free
        for criterion in (c for group in groups for c in group.criteria):
            if not weights[criterion.key]:
                continue
            np.multiply(
                panel.answers[criterion.key].felt[some], weights[criterion.key], out=scratch
            )
            held = panel.routes.held(criterion.applies_if) if masked else None
            if held is not None:
                scratch *= held[some]
            into += scratch
        if caps:
            capped.append(np.minimum(into * per, caps[-1]))
    free *= per
    for points in capped:
        free += points
    return np.minimum(free, 100.0, out=free)


def _alike(groups: tuple[Group, ...]) -> list[list[Group]]:
    """Groups by key: those that share one share its cap."""
    found: dict[str, list[Group]] = {}
    for group in groups:
        found.setdefault(group.key, []).append(group)
    return list(found.values())


def pinned(panel: Panel, model: ScoringModel, customer_id: int) -> Score:
    """One customer's score under a model with all its parts, as `scoring.grade` gives
    it. KeyError for somebody who is not in the panel."""
    one = panel.only(customer_id).ready(model)
    plan = plan_of(model, set(one.routes.met[int(one.routes.code[0])]))
    answers = [one.answers[key] for key in plan.keys]
    values = tuple(float(a.felt[0]) if a.known[0] else None for a in answers)
    low, score, high = (min(end, 100.0) for end in ends(plan, values))
    unknown = [share for share, v in zip(plan.shares, values, strict=True) if v is None]
    bounds, reached, previous = one.bounds, *_reached(one, model)
    own = [bisect_right(reached, end) for end in (score, low, high)]
    rung, worst, best = np.clip(own, bounds.least, bounds.most).tolist()
    forced = bool(bounds.forced[0])
    acting = [] if forced else in_order(model.gates, bounds.tiers)
    fired = tuple(gate.key for gate in acting if fires(gate, one.facts)[0])
    return Score(
        score, low, high, max(0.0, 1.0 - sum(unknown) / 100.0), bounds.tiers[rung], worst == best,
        fired, forced, plan, values, max(unknown, default=0.0), bounds.tiers[own[0]], reached,
        previous,
    )  # fmt: skip


def _reached(one: Panel, model: ScoringModel) -> tuple[tuple[float, ...], Previous | None]:
    """What the only customer of a panel must reach, and the tier in which it stood before."""
    bounds, previous = one.bounds, one.footing.previous(0)
    steps = tuple(reached_of(model, bounds)[:, 0].tolist())
    if previous is None or previous.tier not in bounds.tiers:
        return steps, None
    if one.footing.today - previous.since < model.scheme.hold_days:
        before = int(bounds.before[0])
        steps = (*[-inf] * before, *steps[before:])
    return steps, previous
