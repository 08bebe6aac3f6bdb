"""Where a broken quotient of lines first leaves its tier: the arithmetic behind `reach`.

It works on all customers at once and must not know what a weight or a tier is.
"""

from typing import NamedTuple

import numpy as np

from tierdesk.scoring.whole.facts import Bools, Floats

_NEAR = 1e-9
_SAME = 1e-12
"""A slope so small against its terms is the noise of floats: the curve is level."""


class Part(NamedTuple):
    """Points 100·(p + q·x)/(r + s·x), at most `cap`."""

    p: Floats
    q: Floats
    cap: float


class Curve(NamedTuple):
    """S(x) = 100·(p + q·x)/(r + s·x) + Σ parts, for x ≥ 0; `at` is where x stands now."""

    at: Floats | float
    p: Floats
    q: Floats
    r: Floats
    s: Floats
    parts: tuple[Part, ...] = ()


class Crossing(NamedTuple):
    """`at` is where each curve leaves its tier, NaN when never; `rises` whether to a better one."""

    at: Floats
    rises: Bools


def crossing(curve: Curve, lower: Floats, upper: Floats, *, ahead: bool) -> Crossing:
    """The first x, from where it stands up (`ahead`) or down to 0, at which S reaches `upper` or
    falls to `lower`; S starts in [lower, upper), and infinite ends are never reached."""
    sign, end = (1.0, np.inf) if ahead else (-1.0, 0.0)
    found = np.full(lower.shape, np.nan)
    rises = np.zeros(lower.shape, np.bool_)
    least = _NEAR * (curve.r + curve.s * curve.at)
    begin: Floats = np.zeros(lower.shape) + curve.at
    with np.errstate(all="ignore"):  # poles and infinite ends drop out of `met`
        for stop in (*_stops(curve, sign, end), np.full(lower.shape, end)):
            p, q, level = _between(curve, begin, stop)
            slope = sign * (q * curve.r - p * curve.s)
            noise = _SAME * (np.abs(q * curve.r) + np.abs(p * curve.s))
            goal = np.where(slope > 0.0, upper, lower) - level
            x = (goal * curve.r - 100.0 * p) / (100.0 * q - goal * curve.s)
            behind = sign * (x - begin)
            met = np.isnan(found) & np.isfinite(begin) & np.isfinite(x) & (np.abs(slope) > noise)
            met &= (behind >= -_NEAR * (1.0 + begin)) & (sign * (stop - x) >= 0.0)
            met &= curve.r + curve.s * x > least
            found[met] = np.where(behind < 0.0, begin, x)[met]
            rises[met] = slope[met] > 0.0
            begin = stop
    return Crossing(found, rises)


def _stops(curve: Curve, sign: float, end: float) -> list[Floats]:
    """Where capped parts meet their caps beyond `at`, nearest first; `end` where they do not."""
    if not curve.parts:
        return []
    stops = []
    for p, q, cap in curve.parts:
        x = (cap * curve.r - 100.0 * p) / (100.0 * q - cap * curve.s)
        ahead = np.isfinite(x) & (sign * (x - curve.at) > 0.0) & (x >= 0.0)
        stops.append(np.where(ahead, x, end))
    return list(sign * np.sort(sign * np.array(stops), axis=0))


def _between(curve: Curve, begin: Floats, stop: Floats) -> tuple[Floats, Floats, Floats]:
    """(p, q, points of the parts at their caps) of the curve between two breaks."""
    p, q, level = curve.p, curve.q, np.zeros(begin.shape)
    inside = np.where(np.isinf(stop), 2.0 * begin + 1.0, (begin + stop) / 2.0)
    total = curve.r + curve.s * inside
    for part in curve.parts:
        full = 100.0 * (part.p + part.q * inside) > part.cap * total
        level = level + np.where(full, part.cap, 0.0)
        p, q = p + np.where(full, 0.0, part.p), q + np.where(full, 0.0, part.q)
    return p, q, level
