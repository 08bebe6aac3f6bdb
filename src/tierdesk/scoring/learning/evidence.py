"""What weights are worth on outcomes that they have not seen: earlier ones teach, later ones test.

Everything here is measured on the later part. Probabilities come from a line through the scores of
the earlier part, made the same way for every set of weights. It must not know how weights were
found.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tierdesk.scoring.learning.fit import line_through
from tierdesk.scoring.learning.ranking import Auc, auc, lift, share_won_of_top
from tierdesk.scoring.learning.readings import Bools, Floats

FEWEST = 10
"""Fewer wins or losses than this on a side of the cut are counted and nothing is claimed."""
CAPACITY = 12
"""Contacts a day where the book does not say."""
_EARLIER = 0.7
_EARLIEST_CUT, _LATEST_CUT = 0.5, 0.85
_BINS, _IN_BIN = 10, 10


class Bin(NamedTuple):
    """Outcomes with like probabilities: how many, the mean promised, the share won."""

    n: int
    promised: float
    won: float


class Measured(NamedTuple):
    """One set of weights on the later outcomes: AUC with interval, lift of the best tenth, share
    won among as many as a day holds, Brier score (0 is perfect), calibration by rising promise;
    without the last two where no earlier outcomes tell what a score promises."""

    auc: Auc
    lift10: float
    at_capacity: float
    brier: float | None
    calibration: tuple[Bin, ...]

    def document(self) -> dict[str, object]:
        """As --json prints it."""
        return {
            "auc": round(self.auc.value, 6), "auc_low": round(self.auc.low, 6),
            "auc_high": round(self.auc.high, 6), "lift10": round(self.lift10, 6),
            "precision_at_capacity": round(self.at_capacity, 6),
            "brier": None if self.brier is None else round(self.brier, 6),
            "calibration": [
                {"n": b.n, "promised": round(b.promised, 4), "won": round(b.won, 4)}
                for b in self.calibration
            ],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Split:
    """Outcomes in order of time, parted at `cut`."""

    won: Bools
    cut: int

    @property
    def earlier(self) -> slice:
        """What teaches."""
        return slice(0, self.cut)

    @property
    def later(self) -> slice:
        """What tests."""
        return slice(self.cut, self.won.size)

    def counts(self, part: slice) -> tuple[int, int]:
        """(won, lost) of a part."""
        won = int(self.won[part].sum())
        return won, self.won[part].size - won


def split_of(won: Bools) -> Split | None:
    """Seven tenths teach and the rest tests, or the nearest cut that leaves ten of each kind on
    both sides; None where there is none between a half and seventeen twentieths."""
    n = won.size
    wins = np.concatenate(([0], np.cumsum(won)))
    cuts = np.arange(int(n * _EARLIEST_CUT), int(n * _LATEST_CUT) + 1)
    before = np.minimum(wins[cuts], cuts - wins[cuts])
    after = np.minimum(wins[-1] - wins[cuts], (n - cuts) - (wins[-1] - wins[cuts]))
    good = cuts[np.minimum(before, after) >= FEWEST]
    if not good.size:
        return None
    return Split(won, int(good[np.argmin(np.abs(good - round(n * _EARLIER)))]))


def measured(scores: Floats, split: Split, capacity: int) -> Measured:
    """What these scores (one by outcome) are worth on the later part; `capacity` is how many
    customers a day holds."""
    tested, won = scores[split.later], split.won[split.later]
    ranked = auc(tested, won), lift(tested, won), share_won_of_top(tested, won, capacity)
    if not all(split.counts(split.earlier)):
        return Measured(*ranked, None, ())
    chances = line_through(scores[split.earlier], split.won[split.earlier]).chances(tested)
    return Measured(*ranked, float(((chances - won) ** 2).mean()), _calibration(chances, won))


def _calibration(chances: Floats, won: Bools) -> tuple[Bin, ...]:
    """Bins of about equal size by rising probability; equal probabilities stay together."""
    bins = max(1, min(_BINS, chances.size // _IN_BIN))
    order = np.argsort(chances, kind="stable")
    edges = [chances[order[at * chances.size // bins]] for at in range(1, bins)]
    place = np.searchsorted(np.unique(edges), chances, side="right")
    return tuple(
        Bin(int(held.sum()), float(chances[held].mean()), float(won[held].mean()))
        for held in (place == at for at in range(bins))
        if held.any()
    )
