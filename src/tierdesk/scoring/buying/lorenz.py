"""How much of the whole the largest few hold: points of the Lorenz curve, read from the top.

Source: M. O. Lorenz, Publications of the ASA 9 (1905). It must not know what is counted.
"""

from collections.abc import Sequence
from itertools import accumulate
from math import floor


def top_share(amounts: Sequence[float], share: float) -> float | None:
    """The part of the total (0 to 1) that the largest `share` (0 to 1) of all hold, straight
    between two neighbours when that is no whole number of them. Amounts below zero count as
    none; None when nothing is left to share."""
    ranked = sorted((max(0.0, amount) for amount in amounts), reverse=True)
    sums = [0.0, *accumulate(ranked)]
    if not sums[-1] > 0:
        return None
    place = share * len(ranked)
    whole = min(floor(place), len(ranked))
    rest = (place - whole) * ranked[whole] if whole < len(ranked) else 0.0
    return (sums[whole] + rest) / sums[-1]
