"""Numbers short enough to be read that still say nothing false.

It must not know what the numbers stand for.
"""

from collections.abc import Iterable
from math import ceil, copysign, floor

_MOST_DIGITS = 2
_NOISE = 1e-6


def on_its_side(value: float, limits: Iterable[float], digits: int = 1) -> float:
    """The value rounded, with more digits, two at most, where it would come to stand on the other
    side of a limit: 74.98 under a limit of 75 stays 74.98, 74.999 becomes 74.99."""
    edges = tuple(limits)
    for places in range(digits, _MOST_DIGITS + 1):
        short = round(value, places)
        if all((value < edge) == (short < edge) for edge in edges):
            return short
    scale = 100
    below = any(value < edge <= round(value, _MOST_DIGITS) for edge in edges)
    return (floor(value * scale) if below else ceil(value * scale)) / scale


def enough(amount: float) -> float:
    """The amount away from zero to the next tenth, from ten on to the next whole number, so that
    what is read suffices: 0.02 is 0.1, 12.3 is 13."""
    scale = 1 if abs(amount) >= 10 else 10
    steps = max(ceil(abs(amount) * scale - _NOISE), 1 if amount else 0)
    return copysign(steps / scale, amount)
