"""The funnel: what stands where, what goes on from there, how long it takes, and where it sticks.

Rates are told with the number they rest on, and not at all below a stated least. It must not know
how the deals were counted.
"""

from collections.abc import Sequence
from math import sqrt
from statistics import median
from typing import Literal, NamedTuple

from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.tallies import Tallies
from tierdesk.pipeline.tally import StageTally, Tally

ENOUGH = 20
"""So many decided deals make a rate worth telling, unless somebody says otherwise."""

_ONE_IN_TWENTY = 1.645


class Days(NamedTuple):
    """How long something takes: the median of `n` cases, None without one."""

    n: int
    median: float | None


class StageFigures(NamedTuple):
    """One open stage. `here` stand there, `waiting` for so long; `stayed`: those that left. Of `n`
    deals with a move on record that went further (`advanced`) or ended there (`died`), `conversion`
    is the share of the first; None below the least."""

    stage: Stage
    here: Tally
    waiting: Days
    stayed: Days
    advanced: int
    died: int
    conversion: float | None

    @property
    def n(self) -> int:
        """What the conversion rests on."""
        return self.advanced + self.died


class Bottleneck(NamedTuple):
    """The stage where it sticks and why: `conversion`, the lowest of several; `waiting`, when too
    few moves are on record: the longest wait, longer than won deals took in all. It is `firm` when
    chance alone would hardly (1 in 20) set the conversion so far below that of the other stages."""

    figures: StageFigures
    kind: Literal["conversion", "waiting"]
    firm: bool


class GroupFigures(NamedTuple):
    """Deals of one source, tier or owner; `win_rate` None below the least."""

    key: str
    tally: Tally
    win_rate: float | None
    days_won: Days


def days_of(lengths: Sequence[int]) -> Days:
    """The median of some lengths."""
    return Days(len(lengths), float(median(lengths)) if lengths else None)


def win_rate(tally: Tally, least: int = 1) -> float | None:
    """Won of won and lost; None when fewer than `least` are decided."""
    return tally.won / tally.decided if tally.decided >= max(1, least) else None


def stage_figures(found: Tallies, least: int = ENOUGH) -> tuple[StageFigures, ...]:
    """The open stages in their order."""
    pairs = zip(found.open_stages, found.stages, strict=True)
    return tuple(_figures(stage, tally, least) for stage, tally in pairs)


def _figures(stage: Stage, tally: StageTally, least: int) -> StageFigures:
    n = tally.advanced + tally.died
    return StageFigures(
        stage, tally.here, days_of(tally.waiting), days_of(tally.stayed), tally.advanced, tally.died,
        tally.advanced / n if n >= max(1, least) else None,
    )  # fmt: skip


def bottleneck(
    stages: Sequence[StageFigures], whole: Tally, least: int = ENOUGH
) -> Bottleneck | None:
    """Where it sticks; None when nothing stands out or too little is known. Of equal conversions
    the earliest stage is named."""
    rated = [(one.conversion, one) for one in stages if one.conversion is not None]
    if len(rated) > 1 and any(one.died for _, one in rated):
        lowest = min(rated, key=lambda pair: pair[0])[1]
        others = [one for _, one in rated if one is not lowest]
        return Bottleneck(lowest, "conversion", _stands_out(lowest, others))
    usual = days_of(whole.days_won)
    if usual.median is None or usual.n < least:
        return None
    slow = [(w, one) for one in stages if one.waiting.n >= least and (w := one.waiting.median)]
    longest = max(slow, key=lambda pair: pair[0], default=None)
    if longest is None or longest[0] <= usual.median:
        return None
    return Bottleneck(longest[1], "waiting", True)


def _stands_out(low: StageFigures, others: Sequence[StageFigures]) -> bool:
    """Two proportions compared, one-sided (the usual z of their difference)."""
    n, further = sum(one.n for one in others), sum(one.advanced for one in others)
    pooled = (low.advanced + further) / (low.n + n)
    spread = sqrt(pooled * (1 - pooled) * (1 / low.n + 1 / n))
    return spread > 0 and (further / n - low.advanced / low.n) / spread >= _ONE_IN_TWENTY


def group_figures(found: Tallies, by: str, least: int = ENOUGH) -> tuple[GroupFigures, ...]:
    """The groups, those with the most decided deals first, what is not known last."""
    groups = found.groups.get(by, {})
    ordered = sorted(
        groups.items(), key=lambda pair: (not pair[0], -pair[1].decided, -pair[1].open, pair[0])
    )
    return tuple(
        GroupFigures(key, tally, win_rate(tally, least), days_of(tally.days_won))
        for key, tally in ordered
    )
