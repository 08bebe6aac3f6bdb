"""Ways to come to weights: points that keep their total, ranking, comparison in pairs.

Pure arithmetic over weights by key. It must not know customers or value maps, nor what the
criteria ask.
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from math import exp, isfinite, log
from typing import TYPE_CHECKING

from tierdesk.errors import Invalid
from tierdesk.i18n.message import say

if TYPE_CHECKING:
    from tierdesk.scoring.model import Group

STEP = 0.01
"""To how many points others are rounded when one weight takes from them."""
RANDOM_INDEX = (
    0.0,
    0.0,
    0.58,
    0.90,
    1.12,
    1.24,
    1.32,
    1.41,
    1.45,
    1.49,
    1.51,
    1.48,
    1.56,
    1.57,
    1.59,
)
"""Mean consistency index of random reciprocal matrices by size from 1 (Saaty 1980)."""
CONSISTENT = 0.1
"""Up to this ratio the comparisons are consistent enough to be used (Saaty 1980)."""
_RECIPROCAL = 0.05
"""How far a·b may lie from 1 where b should be 1/a: people write 0.33 for a third."""


def effective(groups: "Sequence[Group]") -> dict[str, float]:
    """Weight by criterion key: the group's weight, split by the weights of its criteria."""
    out: dict[str, float] = {}
    for group in groups:
        own = sum(c.weight for c in group.criteria)
        scale = 1.0 if group.weight is None else group.weight / own if own else 0.0
        out |= {c.key: c.weight * scale for c in group.criteria}
    return out


def own_weight(points: float, whole: float, others: float) -> float | None:
    """The own weight w of a criterion with which it counts `points` in a group that weighs `whole`,
    beside criteria with own weights of `others` in sum: whole·w/(w + others) = points. None where
    no weight does, because the others have a share while they weigh anything."""
    if not 0 <= points < whole or others <= 0:
        return None
    return points * others / (whole - points)


def allocate(
    weights: Mapping[str, float], key: str, weight: float, step: float = STEP
) -> dict[str, float]:
    """The weights with one of them set and the others scaled, so that the total stays exactly
    what it was (as decimals). Others keep their proportions but for rounding to `step`, what
    rounding leaves goes to the largest remainders; when all others are zero they share evenly.

    Raises Invalid for an unknown key, and for a weight that is no number from 0 to the total
    (or, with nobody to give or take the rest, not the total)."""
    if key not in weights:
        raise Invalid(say("There is no criterion “%(key)s” in this model.", key=key))
    exact = {name: Decimal(repr(float(w))) for name, w in weights.items()}
    total = sum(exact.values(), Decimal(0))
    if not (isfinite(weight) and 0 <= Decimal(repr(float(weight))) <= total):
        raise Invalid(
            say("The weight of “%(key)s” must lie between 0 and %(total)s, the points that there "
                "are to share.", key=key, total=f"{float(total):g}")
        )  # fmt: skip
    left = total - Decimal(repr(float(weight)))
    others = {name: w for name, w in exact.items() if name != key}
    if not others and left:
        raise Invalid(
            say("“%(key)s” is the only criterion; its weight stays at %(total)s.", key=key,
                total=f"{float(total):g}")
        )  # fmt: skip
    shared = _shared(others, left, Decimal(repr(step)))
    return {name: weight if name == key else float(shared[name]) for name in weights}


def _shared(parts: Mapping[str, Decimal], whole: Decimal, step: Decimal) -> dict[str, Decimal]:
    """`whole` split in the proportion of the parts, by largest remainders of `step`."""
    total = sum(parts.values(), Decimal(0))
    if total == whole:
        return dict(parts)
    wanted = {
        name: (part * whole / total if total else whole / len(parts))
        for name, part in parts.items()
    }
    out = {n: (w / step).to_integral_value(ROUND_FLOOR) * step for n, w in wanted.items()}
    left = whole - sum(out.values(), Decimal(0))
    order = sorted(wanted, key=lambda name: out[name] - wanted[name])
    for name in order:
        if left < step:
            break
        out[name], left = out[name] + step, left - step
    if left:
        out[max(wanted, key=lambda name: wanted[name])] += left
    return out


def rank_sum(n: int) -> tuple[float, ...]:
    """Weights of n criteria ranked from most to least important: 2(n+1−i)/(n(n+1)); they add up
    to 1 (Stillwell, Seaver, Edwards 1981). Raises Invalid for n < 1."""
    _ensure_some(n)
    return tuple(2 * (n + 1 - i) / (n * (n + 1)) for i in range(1, n + 1))


def rank_order_centroid(n: int) -> tuple[float, ...]:
    """The centroid of all weights that keep that ranking: (1/n)·Σ_{k≥i} 1/k; steeper at the top
    than rank_sum (Barron, Barrett 1996). Raises Invalid for n < 1."""
    _ensure_some(n)
    return tuple(sum(1 / k for k in range(i, n + 1)) / n for i in range(1, n + 1))


def pairwise(matrix: Sequence[Sequence[float]]) -> tuple[tuple[float, ...], float]:
    """(weights that add up to 1, consistency ratio) of pairwise comparisons: `matrix[i][j]` is how
    many times as important i is as j, on Saaty's scale of 1 to 9 and its reciprocals.

    Weights are the row geometric means (Crawford, Williams 1985); the ratio is
    (λ−n)/(n−1) over the random index of n, 0 for a consistent matrix and for n ≤ 2.
    Raises Invalid for a matrix that is not square, positive and reciprocal, or over 15 wide."""
    n = len(matrix)
    _ensure_comparisons(matrix)
    means = [exp(sum(log(value) for value in row) / n) for row in matrix]
    total = sum(means)
    weights = tuple(mean / total for mean in means)
    rows = zip(matrix, weights, strict=True)
    largest = sum(
        sum(value * w for value, w in zip(row, weights, strict=True)) / own for row, own in rows
    ) / n  # fmt: skip
    if n <= 2:
        return weights, 0.0
    ratio = (largest - n) / (n - 1) / RANDOM_INDEX[n - 1]
    return weights, max(0.0, round(ratio, 12))


def _ensure_some(n: int) -> None:
    if n < 1:
        raise Invalid(say("There is nothing to rank; name at least one criterion."))


def _ensure_comparisons(matrix: Sequence[Sequence[float]]) -> None:
    n = len(matrix)
    if not 1 <= n <= len(RANDOM_INDEX) or any(len(row) != n for row in matrix):
        raise Invalid(
            say("Comparing in pairs needs as many answers for each criterion as there are "
                "criteria, and at most %(most)s of them.", most=len(RANDOM_INDEX))
        )  # fmt: skip
    for i, row in enumerate(matrix):
        for j, value in enumerate(row):
            if not (isfinite(value) and value > 0):
                raise Invalid(say("Each comparison must be a number above zero."))
            if abs(value * matrix[j][i] - 1) > _RECIPROCAL:
                raise Invalid(
                    say("Comparison %(i)s with %(j)s contradicts %(j)s with %(i)s; one must be the "
                        "other turned over.", i=i + 1, j=j + 1)
                )  # fmt: skip
