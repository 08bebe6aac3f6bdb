"""A second opinion: naive Bayes as Odoo's predictive lead scoring counts it.

P = s_w / (s_w + s_l) with s_w = (W/N)·Π won(f,v)/won_total(f), every count 0.1 above what was seen,
and the total of a field the sum over its values. A won deal counts in all stages, a lost one up to
the stage where it died, so that the totals of stages are W and L themselves. Percent, two digits,
between 0.01 and 99.99 (Odoo 17, `crm.lead._pls_get_naive_bayes_probabilities`). It must not know
where values come from.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

SMOOTHING = 0.1
LEAST, MOST = 0.01, 99.99


class Counts(NamedTuple):
    """How often a value ended well and badly."""

    won: float
    lost: float


class NaiveBayes(NamedTuple):
    """`ended` are W and L, `seen` the counts by field and value, `stages` by stage."""

    ended: Counts
    seen: Mapping[str, Mapping[str, Counts]]
    stages: Mapping[str, Counts] = {}

    def percent(self, values: Iterable[tuple[str, str]], stage: str = "") -> float:
        """The chance of winning with these (field, value); a field may occur more than once
        (tags). What was never seen says nothing."""
        won, lost = self.ended.won, self.ended.lost
        good, bad = won / (won + lost), lost / (won + lost)
        if stage in self.stages:
            good *= self.stages[stage].won / won
            bad *= self.stages[stage].lost / lost
        for field, value in values:
            counts = self.seen.get(field, {})
            if value in counts:
                good *= counts[value].won / sum(c.won for c in counts.values())
                bad *= counts[value].lost / sum(c.lost for c in counts.values())
        return min(max(round(100.0 * good / (good + bad), 2), LEAST), MOST)


def counted(
    rows: Iterable[tuple[Sequence[tuple[str, str]], bool]],
    died: Iterable[tuple[str, bool]] = (),
    stages: Sequence[str] = (),
) -> NaiveBayes:
    """Counts of outcomes, each its (field, value) pairs and whether it was won; `died` names the
    stage in which each one ended and whether it was won, `stages` their order."""
    ended, seen = [SMOOTHING, SMOOTHING], dict[str, dict[str, list[float]]]()
    for values, won in rows:
        ended[not won] += 1
        for field, value in values:
            counts = seen.setdefault(field, {}).setdefault(value, [SMOOTHING, SMOOTHING])
            counts[not won] += 1
    passed = {stage: [SMOOTHING, SMOOTHING] for stage in stages}
    for last, won in died:
        reached = stages if won else stages[: stages.index(last) + 1] if last in stages else ()
        for stage in reached:
            passed[stage][not won] += 1
    return NaiveBayes(
        Counts(*ended),
        {field: {v: Counts(*c) for v, c in counts.items()} for field, counts in seen.items()},
        {stage: Counts(*c) for stage, c in passed.items()},
    )
