"""Why a score is what it is, and what would change it.

Formulas hold for the additive model: contribution cᵢ = 100·wᵢ·vᵢ/W, difference to the average
customer φᵢ = 100·wᵢ·(vᵢ − v̄ᵢ)/W (its Shapley value), levers for a threshold θ. Unknown answers
count with the points that the score gave them. It must not know how values are read.
"""

from collections.abc import Iterable, Mapping
from math import inf, isfinite
from typing import NamedTuple

from tierdesk.domain.rounding import enough
from tierdesk.scoring.score import Contribution, Score

_NOISE = 1e-9
"""What is nothing but the last bits of floats."""


class Difference(NamedTuple):
    """Points by which a criterion lifts (or lowers) a customer against the average one."""

    key: str
    label: str
    phi: float


class Lever(NamedTuple):
    """What one criterion alone would have to change for the threshold; None = it cannot.

    `dw` is added to the points that it counts, `dv` to its value."""

    key: str
    label: str
    dw: float | None
    dv: float | None


def average(scores: Iterable[Score]) -> dict[str, float]:
    """Mean value by criterion key, over the customers to whom the criterion applies."""
    sums: dict[str, list[float]] = {}
    for score in scores:
        for found in _felt(score):
            sums.setdefault(found.key, []).append(found.felt)
    return {key: sum(values) / len(values) for key, values in sums.items()}


def against_average(score: Score, means: Mapping[str, float]) -> tuple[Difference, ...]:
    """φ of every criterion, in the order of the model; they add up to S − S̄ when the means
    come from customers with the same criteria. A criterion without a mean differs by 0."""
    plan = score.plan
    return tuple(
        Difference(found.key, found.label, share * (found.felt - means.get(found.key, found.felt)))
        for found, share in zip(_felt(score), plan.shares, strict=True)
    )


def strongest(score: Score, means: Mapping[str, float], n: int = 3) -> tuple[Difference, ...]:
    """The criteria that lift the customer most, at most n; ties in the order of the model."""
    lifted = [found for found in against_average(score, means) if found.phi > 0]
    return tuple(sorted(lifted, key=lambda found: -found.phi)[:n])


def weakest(score: Score, means: Mapping[str, float], n: int = 3) -> tuple[Difference, ...]:
    """The criteria that lower the customer most, at most n; ties in the order of the model."""
    lowered = [found for found in against_average(score, means) if found.phi < 0]
    return tuple(sorted(lowered, key=lambda found: found.phi)[:n])


def levers(score: Score, threshold: float) -> tuple[Lever, ...]:
    """For each criterion alone: Δw = W·(θ−S)/(100·v−θ), feasible while w+Δw ≥ 0 and W+Δw > 0, and
    Δv = W·(θ−S)/(100·w), feasible while 0 ≤ v+Δv ≤ 1. Nothing when S has reached θ.

    In a group with a weight the neighbours give way, as they do when the weight is edited, so that
    S is a quotient of other lines (`_in_whole`), and w+Δw, rounded as it is told, stays below the
    group's weight.
    A criterion in a capped group has no Δw, and no Δv that would exceed the cap."""
    if score.value >= threshold:
        return ()
    plan, missing = score.plan, threshold - score.value
    room, wholes = _room(score), dict(plan.wholes)
    felt = _felt(score)
    out = []
    for found, group in zip(felt, plan.groups, strict=True):
        dw = dv = None
        if group not in room:
            if group in wholes:
                near = [f for f, g in zip(felt, plan.groups, strict=True) if g == group]
                slope, weighs, most = _in_whole(found, near, wholes[group], threshold)
            else:
                slope, weighs, most = 100.0 * found.felt - threshold, 1.0, inf
            dw = plan.total * missing / slope if slope != 0.0 else inf
            possible = isfinite(dw) and found.weight + dw >= 0.0 and plan.total + weighs * dw > 0.0
            dw = dw if possible and found.weight + enough(dw) < most else None
        if found.weight > 0.0 and missing <= room.get(group, missing):
            dv = plan.total * missing / (100.0 * found.weight)
            dv = min(dv, 1.0 - found.felt) if found.felt + dv <= 1.0 + _NOISE else None
        out.append(Lever(found.key, found.label, dw, dv))
    return tuple(out)


def next_question(score: Score) -> Contribution | None:
    """The unknown criterion with the largest weight, the first of equals; None when all is
    known."""
    unknown = [c for c in score.contributions if c.value is None and c.weight > 0]
    return max(unknown, key=lambda c: c.weight, default=None)


class _Felt(NamedTuple):
    key: str
    label: str
    weight: float
    felt: float


def _felt(score: Score) -> list[_Felt]:
    """Each criterion with the value that the score used for it, unknown answers included."""
    plan = score.plan
    rows = zip(
        plan.keys, plan.labels, plan.weights, score.values, plan.shares, plan.guesses, strict=True
    )
    return [
        _Felt(key, label, weight, (guess / share if share else 0.0) if value is None else value)
        for key, label, weight, value, share, guess in rows
    ]


def _in_whole(
    one: _Felt, near: Iterable[_Felt], whole: float, threshold: float
) -> tuple[float, float, float]:
    """(by how many points of 100·W the gap to the threshold closes for each point that a criterion
    counts more, what W gains with it, below which weight it stays) in a group that weighs `whole`
    of which `near` apply. Neighbours give away in the proportion of their weights, those that do
    not apply to the customer too."""
    rest = whole - one.weight
    if rest <= _NOISE * whole:
        return 0.0, 0.0, whole  # nobody can give or take
    gained = sum(f.weight * f.felt for f in near if f.key != one.key) / rest
    weighing = sum(f.weight for f in near if f.key != one.key) / rest
    slope = 100.0 * (one.felt - gained) - threshold * (1.0 - weighing)
    return slope, 1.0 - weighing, whole


def _room(score: Score) -> dict[str, float]:
    """Points that each capped group may still take."""
    room = dict(score.plan.caps)
    for contribution in score.contributions:
        if contribution.group in room:
            room[contribution.group] -= contribution.points
    return room
