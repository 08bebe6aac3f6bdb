"""What a draft does to everybody, before anything is saved: tier counts, who moves, ranks.

`glance` is what fits into the frame of a key at 100,000 customers, `survey` the whole answer a
moment later. Both are pure functions of a panel and two models: nothing is remembered, so that
whoever holds a key down may drop any of them. They must not know the book or a screen.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from tierdesk.scoring.model import ScoringModel
from tierdesk.scoring.whole.facts import Bools, Floats
from tierdesk.scoring.whole.load import load
from tierdesk.scoring.whole.panel import Panel
from tierdesk.scoring.whole.standing import Places, Standing, standing

__all__ = ["Glance", "Mover", "Movers", "Survey", "glance", "limits_of", "load", "survey"]

TOP = 20
_DIGITS = 9
"""Scores that agree to so many decimals are a tie: more is the noise of floats."""

Ranks = NDArray[np.int32]
Base = ScoringModel | Standing
"""A side of the comparison: a model, or a `standing` that was made once, which spares half of the
work, or by several models together."""


class Mover(NamedTuple):
    """A customer (its `id`) before and after: tier and score."""

    id: int
    before: str
    after: str
    score_before: float
    score_after: float


class Glance(NamedTuple):
    """Customers by tier before and after, best tier first; `leaders` are the best by score after,
    `moved` how many change tier, `matrix` how many go from which tier to which; `asking_before` and
    `asking_after` count only those who may be contacted, for the load of a week."""

    counts_before: Mapping[str, int]
    counts_after: Mapping[str, int]
    leaders: tuple[Mover, ...]
    moved: int
    matrix: Mapping[tuple[str, str], int]
    asking_before: Mapping[str, int]
    asking_after: Mapping[str, int]

    @property
    def top(self) -> tuple[int, ...]:
        """The ids of the leaders."""
        return tuple(leader.id for leader in self.leaders)


def limits_of(models: Iterable[ScoringModel]) -> set[float]:
    """The points at which any of these models begins a tier, and those down to which it is kept."""
    return {
        at
        for model in models
        for _, least in model.scheme.thresholds
        for at in (least, least - model.scheme.margin)
    }


class Movers(Sequence[Mover]):
    """Those who change tier, made when they are looked at: a moved threshold moves thousands."""

    __slots__ = ("_after", "_at", "_before")

    def __init__(self, before: Standing, after: Standing, at: Places) -> None:
        self._before, self._after, self._at = before, after, at

    def __len__(self) -> int:
        return len(self._at)

    @overload
    def __getitem__(self, at: int) -> Mover: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Mover, ...]: ...
    def __getitem__(self, at: int | slice) -> Mover | tuple[Mover, ...]:
        if isinstance(at, slice):
            return _movers(self._before, self._after, self._at[at])
        return _movers(self._before, self._after, self._at[[at]])[0]

    def __iter__(self) -> Iterator[Mover]:
        return iter(self[:])


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """The whole answer. `movers` by the size of the score's change, then by id; `rho` is
    Spearman's rank correlation with mid-ranks (None when one side puts all customers level);
    `ranks_before` and `ranks_after` number customers from 1, the best, ties by id, in the order
    of `before.ids`."""

    before: Standing
    after: Standing
    matrix: Mapping[tuple[str, str], int]
    movers: Movers
    rho: float | None
    ranks_before: Ranks
    ranks_after: Ranks

    def rank_of(self, customer_id: int) -> tuple[int, int]:
        """The ranks of one customer, before and after. KeyError for anybody else."""
        at = self._place(customer_id)
        return int(self.ranks_before[at]), int(self.ranks_after[at])

    def of(self, customer_id: int) -> Mover:
        """One customer before and after, moving or not. KeyError for anybody else."""
        at = np.array([self._place(customer_id)], np.intp)
        return _movers(self.before, self.after, at)[0]

    def _place(self, customer_id: int) -> int:
        at = int(np.searchsorted(self.before.ids, customer_id))
        if at == len(self.before.ids) or self.before.ids[at] != customer_id:
            raise KeyError(customer_id)
        return at


def glance(
    panel: Panel, draft: Base, base_model: Base, top: int = TOP, *, asking: Bools | None = None
) -> Glance:
    """Tier counts, the migration matrix and the best `top` customers of a draft; `asking` tells who
    may be contacted, None: everybody."""
    before, after = _standing(panel, base_model), _standing(panel, draft)
    best = _best(after.scores, top)
    matrix = _matrix(before, after)
    moved = sum(n for (old, new), n in matrix.items() if old != new)
    leaders = _movers(before, after, best)
    return Glance(
        before.counts, after.counts, leaders, moved, matrix,
        before.counts_among(asking), after.counts_among(asking),
    )  # fmt: skip


def survey(panel: Panel, draft: Base, base_model: Base) -> Survey:
    """Everything: who moves, and the ranks of all."""
    before, after = _standing(panel, base_model), _standing(panel, draft)
    first, second = _rounded(before.scores), _rounded(after.scores)
    first_order, second_order = _order(first), _order(second)
    rho = _correlation(_mid_ranks(first, first_order), _mid_ranks(second, second_order))
    return Survey(
        before, after, _matrix(before, after), _moving(before, after), rho,
        _numbered(first_order), _numbered(second_order),
    )  # fmt: skip


def _standing(panel: Panel, base: Base) -> Standing:
    """The standing to compare with; ValueError for one of other customers."""
    if isinstance(base, ScoringModel):
        return standing(panel, base)
    if base.ids is not panel.ids:
        raise ValueError("this standing is of another panel")
    return base


def _best(scores: Floats, top: int) -> Places:
    """Places of the best, best first, ties in the order of ids."""
    size = min(top, len(scores))
    if size <= 0:
        return np.zeros(0, np.intp)
    rounded = _rounded(scores)
    last = np.partition(rounded, len(rounded) - size)[len(rounded) - size]
    above = np.flatnonzero(rounded > last)
    level = np.flatnonzero(rounded == last)[: size - len(above)]
    found: Places = np.concatenate((above[np.argsort(-rounded[above], kind="stable")], level))
    return found


def _matrix(before: Standing, after: Standing) -> dict[tuple[str, str], int]:
    """How many go from which tier to which, zeros included, best tiers first."""
    wide = len(after.tiers)
    pairs = before.rungs.astype(np.intp) * wide + after.rungs
    cells = np.bincount(pairs, minlength=len(before.tiers) * wide).tolist()
    return {
        (old, new): cells[row * wide + column]
        for row, old in reversed(list(enumerate(before.tiers)))
        for column, new in reversed(list(enumerate(after.tiers)))
    }


def _moving(before: Standing, after: Standing) -> Movers:
    if before.tiers == after.tiers:
        at = np.flatnonzero(before.rungs != after.rungs)
    else:
        letters = np.array(before.tiers)[before.rungs] != np.array(after.tiers)[after.rungs]
        at = np.flatnonzero(letters)
    change = _rounded(np.abs(after.scores[at] - before.scores[at]))
    return Movers(before, after, at[np.argsort(-change, kind="stable")])


def _movers(before: Standing, after: Standing, at: Places) -> tuple[Mover, ...]:
    old = [before.tiers[rung] for rung in before.rungs[at].tolist()]
    new = [after.tiers[rung] for rung in after.rungs[at].tolist()]
    rows = zip(
        before.ids[at].tolist(), old, new, before.scores[at].tolist(), after.scores[at].tolist(),
        strict=True,
    )  # fmt: skip
    return tuple(map(Mover._make, rows))


def _rounded(scores: Floats) -> Floats:
    found: Floats = np.round(scores, _DIGITS)
    return found


def _order(scores: Floats) -> Places:
    """Places from the best to the last, ties in the order of ids."""
    found: Places = np.argsort(-scores, kind="stable")
    return found


def _numbered(order: Places) -> Ranks:
    ranks = np.empty(len(order), np.int32)
    ranks[order] = np.arange(1, len(order) + 1, dtype=np.int32)
    ranks.flags.writeable = False
    return ranks


def _mid_ranks(scores: Floats, order: Places) -> Floats:
    """Ranks from 1, those of a tie at their mean."""
    sorted_ = scores[order]
    starts = np.flatnonzero(np.concatenate(([True], sorted_[1:] != sorted_[:-1])))[: len(order)]
    sizes = np.diff(np.append(starts, len(order)))
    ranks = np.empty(len(order))
    ranks[order] = np.repeat(starts + (sizes + 1) / 2.0, sizes)
    return ranks


def _correlation(one: Floats, other: Floats) -> float | None:
    """Pearson's correlation of two rankings; None when one of them does not vary."""
    if len(one) < 2:
        return None
    one, other = one - one.mean(), other - other.mean()
    spread = float(np.sum(one * one)) * float(np.sum(other * other))
    if not spread > 0.0:
        return None
    return min(1.0, max(-1.0, float(np.sum(one * other)) / sqrt(spread)))
