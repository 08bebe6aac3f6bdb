"""Which conditions hold for whom: customers fall into a few routes, each with one plan.

A criterion that does not apply leaves its weight to the others, so shares differ by route and
by nothing else. It must not know weights; a plan is made when a model is given.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tierdesk.scoring.grade import plan_of
from tierdesk.scoring.model import Condition, ScoringModel
from tierdesk.scoring.score import Plan
from tierdesk.scoring.whole.facts import Bools, Words


@dataclass(frozen=True, slots=True, eq=False)
class Routes:
    """`conditions` of a model, each once; `holds` for whom (n) each does; `code` is a customer's
    place in `met`, the sets of conditions that are met together."""

    conditions: tuple[Condition, ...]
    holds: tuple[Bools, ...]
    code: NDArray[np.intp]
    met: tuple[frozenset[Condition], ...]

    def plans(self, model: ScoringModel) -> tuple[Plan, ...]:
        """What applies on each route."""
        return tuple(plan_of(model, set(met)) for met in self.met)

    def held(self, condition: Condition | None) -> Bools | None:
        """For whom a criterion's condition holds, None for everybody."""
        if condition is None:
            return None
        return self.holds[self.conditions.index(condition)]


def conditions_of(model: ScoringModel) -> tuple[Condition, ...]:
    """The conditions of a model, each once, in a fixed order."""
    found = {c.applies_if for c in model.criteria if c.applies_if}
    return tuple(sorted(found, key=lambda c: (c.source, c.among)))


def routes_of(conditions: tuple[Condition, ...], columns: tuple[Words, ...], size: int) -> Routes:
    """The routes of so many customers; `columns` are the facts that the conditions read."""
    holds = tuple(_holds(c, words) for c, words in zip(conditions, columns, strict=True))
    code, met = np.zeros(size, np.intp), [frozenset[Condition]()]
    for condition, held in zip(conditions, holds, strict=True):
        pair = 2 * code + held
        seen = np.flatnonzero(np.bincount(pair, minlength=1))
        places = np.zeros(2 * len(met), np.intp)
        places[seen] = np.arange(len(seen))
        code = places[pair]
        met = [met[one // 2] | ({condition} if one % 2 else set()) for one in seen.tolist()]
    for array in (code, *holds):
        array.flags.writeable = False
    return Routes(conditions, holds, code, tuple(met) or (frozenset(),))


def _holds(condition: Condition, column: Words) -> Bools:
    by_code = np.array([*(word in condition.among for word in column.words), False], np.bool_)
    found: Bools = by_code[column.codes]
    return found
