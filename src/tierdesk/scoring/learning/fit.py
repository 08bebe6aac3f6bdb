"""Weights from outcomes: logistic regression held near the weights set by hand.

Maximum a posteriori: log-likelihood minus λ/2·Σ(βⱼ − mⱼ)², the intercept free, every βⱼ ≥ 0. The
centre m is the hand-set weights times the one factor that makes their score a log-odds, so that
few outcomes leave the weights as they are and many move them. λ = 2 is fixed; tuning it on small
data costs more than it gives. Solved by projected Newton steps (Bertsekas 1982), the problem
being convex; no randomness. It must not know what a criterion is.
"""

from typing import NamedTuple

import numpy as np

from tierdesk.scoring.learning.readings import Bools, Floats
from tierdesk.scoring.learning.watch import Watch, part_of, told

PENALTY = 2.0
_STEPS = 60
_CLOSE = 1e-9
_RIDGE = 1e-9
_LEAST_STRENGTH = 0.1
_SURE = 1.96


class Fit(NamedTuple):
    """`base` the intercept, `slopes` βⱼ ≥ 0 in log-odds over a value's whole range; `against` True
    where the data, left to themselves, would make the slope negative beyond doubt (95 %)."""

    base: float
    slopes: Floats
    against: Bools


class Line(NamedTuple):
    """A probability from a score: 1 / (1 + e^−(base + slope·score/100))."""

    base: float
    slope: float

    def chances(self, scores: Floats) -> Floats:
        """The probability of each score."""
        return _logistic(self.base + self.slope * scores / 100.0)


def fitted(features: Floats, won: Bools, weights: Floats, watch: Watch | None = None) -> Fit:
    """The fit of n outcomes by m values from 0 to 1, near the hand-set `weights` (m, not all
    zero). Needs one outcome of each kind. Raises Stopped."""
    shares = weights / weights.sum()
    centre = _strength(features @ shares, won) * shares
    held = _solved(features, won, centre, PENALTY, bounded=True, watch=part_of(watch, 0, 0.5))
    free = _solved(features, won, centre, PENALTY, bounded=False, watch=part_of(watch, 0.5, 1))
    spread = np.sqrt(np.diag(np.linalg.inv(_curvature(features, free, PENALTY)))[1:])
    return Fit(float(held[0]), held[1:], free[1:] < -_SURE * spread)


def line_through(scores: Floats, won: Bools) -> Line:
    """Platt's line from scores (0 to 100) to probabilities, with a slope of zero or more and a
    weak pull to none, so that a perfect separation stays finite."""
    found = _solved(scores[:, None] / 100.0, won, np.zeros(1), 0.01, bounded=True)
    return Line(float(found[0]), float(found[1]))


def points(slopes: Floats) -> Floats:
    """Slopes as weights: 100·max(0,β)/Σmax(0,β); all zero when no slope is above zero."""
    positive = np.maximum(slopes, 0.0)
    total = positive.sum()
    return 100.0 * positive / total if total > 0 else positive


def _strength(score: Floats, won: Bools) -> float:
    """The factor of a score (0 to 1) in log-odds: at one standard deviation of the score it is
    expected to be 1, and learned from there; never near zero, or the centre would be lost."""
    spread = float(score.std())
    if spread <= 0.0:
        return 1.0
    scaled = (score - score.mean())[:, None] / spread
    found = _solved(scaled, won, np.ones(1), 1.0, bounded=True)
    return max(_LEAST_STRENGTH, float(found[1])) / spread


def _solved(
    features: Floats,
    won: Bools,
    centre: Floats,
    penalty: float,
    *,
    bounded: bool,
    watch: Watch | None = None,
) -> Floats:
    """Intercept and slopes at the optimum, by Newton steps over the slopes that are free to move;
    a step is halved until it lowers the loss."""
    share = (won.sum() + 0.5) / (won.size + 1.0)
    start = np.log(share / (1.0 - share)) - (features @ centre).mean()
    at = np.concatenate(([start], centre))
    loss = _loss(features, won, centre, penalty, at)
    for step in range(_STEPS):
        told(watch, step / _STEPS)
        slope = _gradient(features, won, centre, penalty, at)
        still = np.concatenate(([False], bounded & (at[1:] <= 0.0) & (slope[1:] > 0.0)))
        free = ~still
        curve = _curvature(features, at, penalty)[np.ix_(free, free)]
        move = np.zeros_like(at)
        move[free] = -np.linalg.solve(curve, slope[free])
        if -(slope @ move) < _CLOSE:
            break
        at, lower = _lowered(features, won, centre, penalty, at, move, loss, bounded)
        if loss - lower < _CLOSE:
            break
        loss = lower
    return at


def _lowered(
    features: Floats, won: Bools, centre: Floats, penalty: float,
    at: Floats, move: Floats, loss: float, bounded: bool,
) -> tuple[Floats, float]:  # fmt: skip
    """The first point along the projected step whose loss is lower, and that loss."""
    length = 1.0
    while length > 1e-8:
        tried = at + length * move
        if bounded:
            tried[1:] = np.maximum(tried[1:], 0.0)
        found = _loss(features, won, centre, penalty, tried)
        if found < loss:
            return tried, found
        length /= 2.0
    return at, loss


def _loss(features: Floats, won: Bools, centre: Floats, penalty: float, at: Floats) -> float:
    odds = at[0] + features @ at[1:]
    missed = np.logaddexp(0.0, odds).sum() - odds[won].sum()
    return float(missed + penalty / 2.0 * ((at[1:] - centre) ** 2).sum())


def _gradient(features: Floats, won: Bools, centre: Floats, penalty: float, at: Floats) -> Floats:
    off = _logistic(at[0] + features @ at[1:]) - won
    return np.concatenate(([off.sum()], features.T @ off + penalty * (at[1:] - centre)))


def _curvature(features: Floats, at: Floats, penalty: float) -> Floats:
    chance = _logistic(at[0] + features @ at[1:])
    wide = np.column_stack((np.ones(len(features)), features))
    curve = (wide * (chance * (1.0 - chance))[:, None]).T @ wide
    curve[np.diag_indices_from(curve)] += np.concatenate(
        ([_RIDGE], np.full(features.shape[1], penalty))
    )
    return np.asarray(curve)


def _logistic(odds: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -700.0, 700.0))))
