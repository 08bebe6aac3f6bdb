"""How fast money comes through: open deals × value × win rate / days, per day.

The usual figure of sales operations. The value is the mean of the won deals in one currency, the
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
from tierdesk.pipeline.tallies import StageTally, Tallies, Tally


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
    return _velocity(
        tally.open, tally.won, tally.decided, tally.won_sums, days_of(tally.days_won), moment, least
    )


def stage_velocities(
    found: Tallies, moment: Moment, least: int = ENOUGH
) -> tuple[tuple[Stage, Velocity], ...]:
    """Of each open stage: the deals that stand there, and how those fared that had reached it."""
    pairs = zip(found.open_stages, found.stages, strict=True)
    return tuple((stage, _of_stage(tally, moment, least)) for stage, tally in pairs)


def _of_stage(tally: StageTally, moment: Moment, least: int) -> Velocity:
    decided = tally.won + tally.lost
    days = days_of(tally.to_won)
    return _velocity(tally.here.open, tally.won, decided, tally.won_sums, days, moment, least)


def _velocity(
    deals: int, won: int, n: int, sums: Mapping[str, int], days: Days, moment: Moment, least: int
) -> Velocity:
    found = summed(sums, moment)
    few = n < max(1, least)
    value = None
    if won and not found.unrated:
        value = Money(round(found.total.minor / won), moment.currency)
    per_day = None
    if not few and value is not None and days.median is not None:
        minor = deals * value.minor * won / (n * max(days.median, 1.0))
        per_day = Money(round(minor), moment.currency)
    rate = None if few else won / n
    return Velocity(deals, n, won, rate, value, days, per_day, few, found.unrated)
