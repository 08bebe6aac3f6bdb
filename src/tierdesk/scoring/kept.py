"""Where hysteresis keeps a tier, and the next better one as it stands for that customer.

It must not know how a score came to be.
"""

from bisect import bisect_right
from datetime import date
from typing import NamedTuple

from tierdesk.domain.rounding import on_its_side
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.score import SLACK, Score


class Kept(NamedTuple):
    """`tier` is kept at `points`, though it begins at `threshold`. It is so down to `demoted_below`
    points; or whatever the points are up to the day `until`, and then `demoted_below` is None."""

    tier: str
    points: float
    threshold: float
    demoted_below: float | None
    until: date | None


def kept(score: Score) -> Kept | None:
    """What hysteresis does for the customer; None where the points alone, a gate or the hand give
    the tier."""
    plan, before = score.plan, score.previous
    if before is None or score.overridden or score.tier != score.earned:
        return None
    steps = [step - SLACK for step in plan.steps]
    rung = bisect_right(score.reached, score.value)
    if rung <= bisect_right(steps, score.value):
        return None
    threshold = plan.steps[rung - 1]
    least = threshold - plan.margin
    if score.value >= least - SLACK:
        return Kept(score.tier, score.value, threshold, least, None)
    last = date.fromordinal(before.since + plan.hold_days - 1)
    return Kept(score.tier, score.value, threshold, None, last)


def kept_in_words(found: Kept) -> Message:
    """In one short sentence, without its full stop."""
    limits = [found.threshold, *([] if found.demoted_below is None else [found.demoted_below])]
    figures = {
        "tier": found.tier,
        "points": f"{on_its_side(found.points, limits):.4g}",
        "threshold": f"{found.threshold:g}",
    }
    if found.demoted_below is None:
        return say("kept at %(tier)s until %(day)s: %(points)s points, %(threshold)s is the threshold",
                   day=found.until, **figures)  # fmt: skip
    return say("kept at %(tier)s: %(points)s points, %(threshold)s is the threshold, demoted below %(least)s",
               least=f"{found.demoted_below:g}", **figures)  # fmt: skip


def better(score: Score) -> tuple[str, float]:
    """The next better tier and the points from which the customer has it, ("", 0) for the best."""
    ladder = score.thresholds
    tiers = [tier for tier, _ in ladder]
    at = tiers.index(score.tier) if score.tier in tiers else len(tiers)
    return ladder[at - 1] if at else ("", 0.0)
