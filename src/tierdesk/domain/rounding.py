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


def told_apart(
    before: float, after: float, limits: Iterable[float], digits: int
) -> tuple[str, str]:
    """Both values as text, each on its side of the limits, with the same digits; with one digit at
    least where they would read alike."""
    edges = tuple(limits)
    pair = [on_its_side(value, edges, digits) for value in (before, after)]
    if pair[0] == pair[1] and digits < 1:
        return told_apart(before, after, edges, 1)
    places = max(digits, *map(_digits, pair))
    old, new = (on_its_side(value, edges, places) for value in (before, after))
    return f"{old:.{places}f}", f"{new:.{places}f}"


def in_same_digits(*values: float) -> tuple[str, ...]:
    """Values that are rounded already as text, with one digit, with two where one of them has them."""
    places = max(1, *map(_digits, values))
    return tuple(f"{value:.{places}f}" for value in values)


def _digits(value: float) -> int:
    return next((n for n in range(_MOST_DIGITS) if round(value, n) == value), _MOST_DIGITS)


def enough(amount: float) -> float:
    """The amount away from zero to the next tenth, from ten on to the next whole number, so that
    what is read suffices: 0.02 is 0.1, 12.3 is 13."""
    scale = 1 if abs(amount) >= 10 else 10
    steps = max(ceil(abs(amount) * scale - _NOISE), 1 if amount else 0)
    return copysign(steps / scale, amount)
