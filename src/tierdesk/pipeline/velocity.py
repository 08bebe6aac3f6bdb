"""How fast money comes through: open deals × value × win rate / days, per day.

The usual figure of sales operations. The value is the mean of the won deals that state one, the
days are the median from opening to the win (of a stage: from reaching it), the rate is won of won
and lost. What rests on fewer than a stated least is not told but said to be too few. It must not
know how the deals were counted.
"""

from collections.abc import Mapping
from typing import NamedTuple

from tierdesk.domain.moment import Moment
from tierdesk.domain.money import Money
from tierdesk.domain.sums import summed
from tierdesk.pipeline.funnel import ENOUGH, Days, days_of
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.tallies import Tallies
from tierdesk.pipeline.tally import StageTally, Tally


class Velocity(NamedTuple):
    """`deals` are open now, `n` decided, `won` of them; `value` is the mean of what those brought,
    `days` how long they took; `per_day` is None when it is `few` or when the days or the value are
    not known (`unrated`: a currency without a rate)."""

    deals: int
    n: int
    won: int
    win_rate: float | None
    value: Money | None
    days: Days
    per_day: Money | None
    few: bool
    unrated: tuple[Money, ...]


def velocity_of(tally: Tally, moment: Moment, least: int = ENOUGH) -> Velocity:
    """Of the whole book or of a group."""
    mean = _mean(tally.won_sums, tally.priced, moment)
    return _velocity(tally.open, tally.won, tally.decided, mean, days_of(tally.days_won), least)


def stage_velocities(
    found: Tallies, moment: Moment, least: int = ENOUGH
) -> tuple[tuple[Stage, Velocity], ...]:
    """Of each open stage: the deals that stand there, and how those fared that had reached it."""
    pairs = zip(found.open_stages, found.stages, strict=True)
    return tuple((stage, _of_stage(tally, moment, least)) for stage, tally in pairs)


def _of_stage(tally: StageTally, moment: Moment, least: int) -> Velocity:
    mean = _mean(tally.won_sums, tally.priced, moment)
    decided = tally.won + tally.lost
    return _velocity(tally.here.open, tally.won, decided, mean, days_of(tally.to_won), least)


def _mean(
    sums: Mapping[str, int], priced: int, moment: Moment
) -> tuple[Money | None, tuple[Money, ...]]:
    """What a won deal brought that states an amount, and what no rate tells (then no mean does)."""
    found = summed(sums, moment)
    if not priced or found.unrated:
        return None, found.unrated
    return Money(round(found.total.minor / priced), moment.currency), ()


def _velocity(
    deals: int,
    won: int,
    n: int,
    mean: tuple[Money | None, tuple[Money, ...]],
    days: Days,
    least: int,
) -> Velocity:
    value, unrated = mean
    few = n < max(1, least)
    per_day = None
    if not few and value is not None and days.median is not None:
        minor = deals * value.minor * won / (n * max(days.median, 1.0))
        per_day = Money(round(minor), value.currency)
    return Velocity(deals, n, won, None if few else won / n, value, days, per_day, few, unrated)
