"""The top of a smooth function of a few numbers, by its gradient.

BFGS with a backtracking line search (Nocedal and Wright, Numerical Optimization, 2006,
algorithm 6.1); plain floats, the same steps every time. It must not know what is sought.
"""

from collections.abc import Callable, Sequence
from math import isfinite
from typing import NamedTuple

Point = tuple[float, ...]
Function = Callable[[Point], tuple[float, Point]]
"""A point's value and gradient; a value that is not finite is no place to go."""
_Matrix = list[list[float]]

_LONGEST = 2.0
"""A step in any one direction is no longer, so that exponentials stay within floats."""
_RISE, _FLAT, _MOST, _HALVINGS = 1e-4, 1e-8, 300, 50


class Peak(NamedTuple):
    """`settled`: the gradient is flat there; otherwise the search gave up on the way."""

    point: Point
    value: float
    settled: bool


def highest(function: Function, start: Sequence[float]) -> Peak:
    """Climb from `start`, whose value must be finite, to a local maximum."""
    point: Point = tuple(start)
    value, slope = function(point)
    inverse = _identity(len(point))
    for _ in range(_MOST):
        if max(map(abs, slope)) <= _FLAT:
            return Peak(point, value, True)
        found = _step(function, point, value, slope, _bounded(_times(inverse, slope)))
        if found is None:  # the curvature misled: straight up, once
            found = _step(function, point, value, slope, _bounded(slope))
            if found is None:
                break
            inverse = _identity(len(point))
        there, higher, steep = found
        moved = [new - old for new, old in zip(there, point, strict=True)]
        turned = [old - new for new, old in zip(steep, slope, strict=True)]
        _learn(inverse, moved, turned)
        point, value, slope = there, higher, steep
    return Peak(point, value, max(map(abs, slope)) <= 100 * _FLAT)


def _step(
    function: Function, point: Point, value: float, slope: Point, way: Sequence[float]
) -> tuple[Point, float, Point] | None:
    """The first of ever shorter steps that rises enough (Armijo)."""
    rise, length = _dot(slope, way), 1.0
    if not rise > 0:
        return None
    for _ in range(_HALVINGS):
        there = tuple(old + length * part for old, part in zip(point, way, strict=True))
        higher, steep = function(there)
        if isfinite(higher) and higher >= value + _RISE * length * rise and higher > value:
            return there, higher, steep
        length /= 2
    return None


def _learn(inverse: _Matrix, moved: Sequence[float], turned: Sequence[float]) -> None:
    """The update of the inverse Hessian, in place; left out where the function bends upwards."""
    along = _dot(moved, turned)
    if not along > 1e-14:
        return
    bent = _times(inverse, turned)
    factor = (1.0 + _dot(turned, bent) / along) / along
    for i, row in enumerate(inverse):
        for j in range(len(row)):
            cross = bent[i] * moved[j] + moved[i] * bent[j]
            row[j] += factor * moved[i] * moved[j] - cross / along


def _bounded(way: Sequence[float]) -> list[float]:
    longest = max(map(abs, way))
    scale = min(1.0, _LONGEST / longest) if longest > 0 else 1.0
    return [scale * part for part in way]


def _identity(size: int) -> _Matrix:
    return [[float(i == j) for j in range(size)] for i in range(size)]


def _times(matrix: _Matrix, vector: Sequence[float]) -> list[float]:
    return [_dot(row, vector) for row in matrix]


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return sum((a * b for a, b in zip(one, other, strict=True)), 0.0)
