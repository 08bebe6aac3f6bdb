"""The ways to a threshold in the order in which they are told, one criterion each: what is not known
and could bring it by being found out, a better answer, another weight.

One truth for every place that tells them. It must not know how values are read.
"""

from typing import NamedTuple

from tierdesk.i18n.message import Message, say
from tierdesk.scoring.explain import levers
from tierdesk.scoring.score import Contribution, Score

_UNLIKELY = 40.0
"""A weight that would have to change by more than that is no advice."""


class Way(NamedTuple):
    """`now` is the value that counts today, `unknown` when that is a guess; `dv` what alone would
    have to be added to it, else `dw` to the weight, None where it cannot be."""

    key: str
    label: str
    unknown: bool
    now: float
    dv: float | None
    dw: float | None


class Finding(NamedTuple):
    """A criterion that is not known, and the points that its best answer would add."""

    key: str
    label: str
    points: float


def ways(score: Score, threshold: float) -> tuple[Way, ...]:
    """Each criterion that alone reaches the threshold: those to be found out, worth most first, then
    better answers, then weights, the least change first. Nothing when the score has reached it."""
    worth = {one.key: one.points for one in findings(score)}
    by_key = {one.key: (one, share) for one, share in _shared(score)}
    found = []
    for lever in levers(score, threshold):
        one, share = by_key[lever.key]
        likely = lever.dw is not None and abs(lever.dw) <= _UNLIKELY
        if lever.dv is not None or likely:
            now = _felt(one, share)
            found.append(Way(lever.key, lever.label, one.value is None, now, lever.dv, lever.dw))
    return tuple(sorted(found, key=lambda way: _rank(way, worth)))


def findings(score: Score) -> tuple[Finding, ...]:
    """What is not known and could add points, worth most first; a full group can add none."""
    caps, gained = dict(score.plan.caps), dict[str, float]()
    for one in score.contributions:
        gained[one.group] = gained.get(one.group, 0.0) + one.points
    found = []
    for one, share in _shared(score):
        if one.value is None:
            room = caps.get(one.group, 100.0) - gained[one.group]
            found.append(Finding(one.key, one.label, min(share * (1.0 - _felt(one, share)), room)))
    return tuple(sorted((f for f in found if f.points > 0), key=lambda f: -f.points))


def finding_in_words(found: Finding) -> Message:
    """`find out Strength of the need: up to +25 points`, without a full stop."""
    return say("find out %(criterion)s: up to +%(points)s points", criterion=Message(found.label),
               points=f"{found.points:.1f}".removesuffix(".0"))  # fmt: skip


def lacking_in_words(lacks: Message, first: Finding | None) -> Message:
    """That nothing alone is enough, and what to find out first."""
    if first is None:
        return say("%(lacks)s; nothing alone would bring them.", lacks=lacks)
    return say("%(lacks)s; nothing alone would bring them, so first %(find)s.", lacks=lacks,
               find=finding_in_words(first))  # fmt: skip


def _rank(way: Way, worth: dict[str, float]) -> tuple[int, float]:
    if way.dv is not None:
        return (0, -worth.get(way.key, 0.0)) if way.unknown else (1, way.dv)
    return 2, abs(way.dw or 0.0)


def _shared(score: Score) -> list[tuple[Contribution, float]]:
    return list(zip(score.contributions, score.plan.shares, strict=True))


def _felt(one: Contribution, share: float) -> float:
    """The value that counts, of an unknown answer the guess."""
    if one.value is not None:
        return one.value
    return one.points / share if share else 0.0
