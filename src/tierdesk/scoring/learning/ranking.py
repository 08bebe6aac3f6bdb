"""How well scores rank what was won before what was lost.

AUC with mid-ranks: the chance that a won one stands above a lost one, ties counting half. Its
variance by DeLong, DeLong and Clarke-Pearson (1988) in the fast form of Sun and Xu (2014); where
that is zero (perfect order, or all scores alike), by Hanley and McNeil (1982) for an AUC half a
pair away from perfect. Intervals are at 95 %. It must not know models.
"""

from typing import NamedTuple

import numpy as np

from tierdesk.scoring.learning.readings import Bools, Floats

_SURE = 1.959964


class Auc(NamedTuple):
    """`value` with the ends of its 95 % interval, all within 0 to 1."""

    value: float
    low: float
    high: float

    @property
    def tells(self) -> bool:
        """Better than chance beyond doubt: the whole interval lies above a half."""
        return self.low > 0.5


def mid_ranks(values: Floats) -> Floats:
    """Ranks from 1; equal values share the middle of theirs."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return np.asarray((last - (count - 1) / 2.0)[place])


def auc(scores: Floats, won: Bools) -> Auc:
    """The AUC of scores; needs one outcome of each kind."""
    good, bad = _placements(scores, won)
    value = float(good.mean())
    spread = float(np.sqrt(_variance(good) + _variance(bad))) or _hanley(value, good.size, bad.size)
    return Auc(value, max(0.0, value - _SURE * spread), min(1.0, value + _SURE * spread))


def gain(scores: Floats, others: Floats, won: Bools) -> Auc:
    """AUC of `scores` minus AUC of `others` on the same outcomes, with the interval of the
    difference (paired, DeLong)."""
    pairs = zip(_placements(scores, won), _placements(others, won), strict=True)
    good, bad = (one - other for one, other in pairs)
    value = float(good.mean())
    spread = _SURE * float(np.sqrt(_variance(good) + _variance(bad)))
    return Auc(value, value - spread, value + spread)


def share_won_of_top(scores: Floats, won: Bools, n: int) -> float:
    """The share of won ones among the n highest; of equals at the edge an even part is taken."""
    n = max(1, min(n, scores.size))
    edge = np.sort(scores)[-n]
    above, level = scores > edge, scores == edge
    part = (n - above.sum()) / level.sum()
    return float((won[above].sum() + part * won[level].sum()) / n)


def lift(scores: Floats, won: Bools, share: float = 0.1) -> float:
    """How much more often the top share was won than all: 1 is chance."""
    n = max(1, round(share * scores.size))
    return share_won_of_top(scores, won, n) / float(won.mean())


def _placements(scores: Floats, won: Bools) -> tuple[Floats, Floats]:
    """For each won one the share of lost ones below it, for each lost one of won ones above."""
    ranks = mid_ranks(scores)
    good, bad = int(won.sum()), int((~won).sum())
    below = (ranks[won] - mid_ranks(scores[won])) / bad
    above = 1.0 - (ranks[~won] - mid_ranks(scores[~won])) / good
    return below, above


def _variance(placements: Floats) -> float:
    """The part of one kind in the variance of the mean."""
    return float(placements.var(ddof=1)) / placements.size if placements.size > 1 else 0.0


def _hanley(value: float, good: int, bad: int) -> float:
    half = 0.5 / (good * bad)
    a = min(max(value, half), 1.0 - half)
    both, other = a / (2.0 - a), 2.0 * a * a / (1.0 + a)
    spread = a * (1.0 - a) + (good - 1) * (both - a * a) + (bad - 1) * (other - a * a)
    return float(np.sqrt(spread / (good * bad)))
