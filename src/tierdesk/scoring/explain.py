"""Why a score is what it is, and what would change it.

Formulas hold for the additive model: contribution cᵢ = 100·wᵢ·vᵢ/W, difference to the average
customer φᵢ = 100·wᵢ·(vᵢ − v̄ᵢ)/W (its Shapley value), levers for a threshold θ. Unknown answers
count with the points that the score gave them. It must not know how values are read.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tierdesk.scoring.score import Contribution, Score


class Difference(NamedTuple):
    """Points by which a criterion lifts (or lowers) a customer against the average one."""

    key: str
    label: str
    phi: float


class Lever(NamedTuple):
    """What one criterion alone would have to change for the threshold; None = it cannot.

    `dw` is added to its weight, `dv` to its value."""

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

    A criterion in a capped group has no Δw, and no Δv that would exceed the cap."""
    if score.value >= threshold:
        return ()
    plan, missing = score.plan, threshold - score.value
    room = _room(score)
    out = []
    for found, group in zip(_felt(score), plan.groups, strict=True):
        dw = dv = None
        slope = 100.0 * found.felt - threshold
        if slope != 0.0 and group not in room:
            dw = plan.total * missing / slope
            possible = found.weight + dw >= 0.0 and plan.total + dw > 0.0
            dw = dw if possible else None
        if found.weight > 0.0 and missing <= room.get(group, missing):
            dv = plan.total * missing / (100.0 * found.weight)
            dv = dv if found.felt + dv <= 1.0 else None
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


def _room(score: Score) -> dict[str, float]:
    """Points that each capped group may still take."""
    room = dict(score.plan.caps)
    for contribution in score.contributions:
        if contribution.group in room:
            room[contribution.group] -= contribution.points
    return room
