"""How well a score told who would buy: measured on what happened after the score was made.

Plain numbers in the order of the customers' ids. It must not know how a score came about.
"""

from collections import Counter
from collections.abc import Sequence
from math import ceil, sqrt
from typing import NamedTuple

LEAST_EACH = 10
"""Under ten who bought or ten who did not, chance says more than any score."""
_TOP = 10


class Evidence(NamedTuple):
    """`auc`: chance that somebody who bought again scored higher than somebody who did not.
    `lift`: orders of the top tenth (rounded up) over what a tenth by lot would bring, ties to the
    lower id; `lift_shared`: the same with the orders of tied customers shared among them;
    `top_share`: the part of all orders that the top tenth brought; `correlation` of score and
    orders (Pearson)."""

    auc: float
    lift: float
    lift_shared: float
    top_share: float
    correlation: float | None


def measured(scores: Sequence[float], orders: Sequence[int]) -> Evidence | None:
    """Scores made before, orders counted after, customer by customer; None when fewer than
    LEAST_EACH bought, or did not."""
    came = sum(count > 0 for count in orders)
    if min(came, len(orders) - came) < LEAST_EACH:
        return None
    size = ceil(len(orders) / _TOP)
    ranked = sorted(range(len(scores)), key=lambda i: (-scores[i], i))
    even, total = size / len(orders), sum(orders)
    top = sum(orders[i] for i in ranked[:size]) / total
    shared = _shared(scores, orders, scores[ranked[size - 1]], size) / total
    return Evidence(
        auc(scores, [count > 0 for count in orders]), top / even, shared / even, top,
        _correlation(scores, orders),
    )  # fmt: skip


def auc(scores: Sequence[float], came: Sequence[bool]) -> float:
    """Area under the ROC curve with mid-ranks (Mann–Whitney): a tie counts half. Both kinds
    must be there."""
    yes = Counter(score for score, hit in zip(scores, came, strict=True) if hit)
    no = Counter(score for score, hit in zip(scores, came, strict=True) if not hit)
    below, won = 0, 0.0
    for score in sorted({*yes, *no}):
        won += yes[score] * (below + no[score] / 2)
        below += no[score]
    return won / (sum(yes.values()) * below)


def _shared(scores: Sequence[float], orders: Sequence[int], limit: float, size: int) -> float:
    """The orders of the top `size` when those at the limit are taken in equal parts."""
    above = [count for score, count in zip(scores, orders, strict=True) if score > limit]
    tied = [count for score, count in zip(scores, orders, strict=True) if score == limit]
    return sum(above) + (size - len(above)) * sum(tied) / len(tied)


def _correlation(scores: Sequence[float], orders: Sequence[int]) -> float | None:
    """None when one of them never changes."""
    count = len(scores)
    mean_score, mean_orders = sum(scores) / count, sum(orders) / count
    both = sum((s - mean_score) * (o - mean_orders) for s, o in zip(scores, orders, strict=True))
    spread = sum((s - mean_score) ** 2 for s in scores) * sum(
        (o - mean_orders) ** 2 for o in orders
    )
    return both / sqrt(spread) if spread > 0 else None
