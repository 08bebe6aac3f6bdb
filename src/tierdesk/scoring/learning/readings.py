"""What a model read of every outcome, as numbers side by side, and the scores that follow.

The same additive score as `scoring.grade`, for other weights without reading again. It must not
know how an outcome was found.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.grade import Grader
from tierdesk.scoring.learning.outcomes import Outcomes
from tierdesk.scoring.learning.watch import Watch, told
from tierdesk.scoring.model import ScoringModel

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
_STEP = 64


@dataclass(frozen=True, slots=True)
class Readings:
    """n outcomes by m criteria of `model`, in the order of its groups: `known` values from 0 to 1
    (NaN where nothing was known), `applies` False where the criterion does not count for that
    customer, `won` by outcome."""

    model: ScoringModel
    known: Floats
    applies: Bools
    won: Bools

    @property
    def felt(self) -> Floats:
        """The values with which the score counts: unknown answers by the model's policy."""
        unknown = np.array([c.unknown for c in self.model.criteria])
        return np.where(np.isnan(self.known), unknown, self.known)

    def scores(self, weights: Floats) -> Floats:
        """Scores of 0 to 100 with other effective weights (one by criterion, not all zero); caps
        of groups hold. Where nothing with a weight applies everything does, as in a grade."""
        felt = self.felt
        counted = np.where(self.applies, weights, 0.0)
        bare = counted.sum(axis=1) <= 0.0
        counted[bare] = weights
        points = 100.0 * felt * counted / counted.sum(axis=1, keepdims=True)
        at = 0
        for group in self.model.groups:
            columns = slice(at, at + len(group.criteria))
            at = columns.stop
            if group.cap is not None:
                gained = points[:, columns].sum(axis=1)
                over = gained > group.cap
                points[over, columns] *= (group.cap / gained[over])[:, None]
        return np.asarray(points.sum(axis=1))

    def features(self) -> Floats:
        """The values from which weights are learned. What does not apply to a customer counts as
        the customer's own average, which is what leaving it out of the score amounts to."""
        weights = np.array(list(self.model.weights().values()))
        felt = self.felt
        counted = np.where(self.applies, weights, 0.0)
        total = counted.sum(axis=1)
        mean = np.divide(
            (felt * counted).sum(axis=1), total, out=felt.mean(axis=1), where=total > 0
        )
        return np.where(self.applies, felt, mean[:, None])

    def without(self, columns: Bools) -> "Readings":
        """The same with some criteria unknown for everybody, so that they tell nothing."""
        known = self.known.copy()
        known[:, columns] = np.nan
        return Readings(self.model, known, self.applies, self.won)


def read(outcomes: Outcomes, model: ScoringModel, watch: Watch | None = None) -> Readings:
    """Every decision graded by the model at its own vantage. Raises Stopped."""
    keys = {criterion.key: at for at, criterion in enumerate(model.criteria)}
    shape = (len(outcomes.decided), len(keys))
    known, applies = np.full(shape, np.nan), np.zeros(shape, dtype=bool)
    bound: tuple[Vantage, Grader] | None = None
    for row, decision in enumerate(outcomes.decided):
        if row % _STEP == 0:
            told(watch, row / shape[0])
        if bound is None or bound[0] is not decision.vantage:
            bound = decision.vantage, Grader(model, decision.vantage)
        score = bound[1].grade(decision.case)
        for key, value in zip(score.plan.keys, score.values, strict=True):
            applies[row, keys[key]] = True
            if value is not None:
                known[row, keys[key]] = value
    won = np.array([decision.won for decision in outcomes.decided], dtype=bool)
    return Readings(model, known, applies, won)
