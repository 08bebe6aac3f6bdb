"""Gauss's hypergeometric series 2F1 in the one form that repeat buying needs.

Every term but the first is summed without signs that cancel, and scaled so that none overflows.
It must not know what the numbers stand for.
"""

from math import exp, log, log1p

_LIMIT = 200_000
_EXACT = 1e-13
_HUGE = 1e200
_LOG_HUGE = log(_HUGE)


def damped_tail(a: float, b: float, c: float, z: float) -> float | None:
    """(1−z)^a · c · (2F1(a, b; c; z) − 1) for a, b > 0, c > −1, 0 ≤ z < 1; finite even where
    c is 0 and 2F1 itself is not. Relative error about 1e-12; None when the series has not
    come to rest after 200,000 terms (z all but 1)."""
    term = total = a * b * z
    if not total > 0.0:
        return 0.0
    scale = a * log1p(-z)
    for j in range(1, _LIMIT):
        ratio = (a + j) * (b + j) / ((c + j) * (j + 1)) * z
        term *= ratio
        total += term
        if total > _HUGE:
            term, total, scale = term / _HUGE, total / _HUGE, scale + _LOG_HUGE
        # ratios tend to z, from whichever side: what is left is a geometric series at most
        steepest = max(ratio, z)
        if steepest < 1.0 and term * steepest <= _EXACT * total * (1.0 - steepest):
            return exp(scale + log(total))
    return None
