"""How likely a deal is, and what it adds to the forecast.

Won is 100, lost is 0, an open deal lies strictly between (invariant 5); a lost deal adds
nothing (invariant 15). It must not know customers.
"""

from collections.abc import Sequence

from tierdesk.domain.deals import status
from tierdesk.domain.document import Doc, number
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stages import of_kind

WON, LOST = 100.0, 0.0


def by_hand(deal: Doc) -> bool:
    """Whether the deal has a figure of its own."""
    own = number(deal, "probability_override")
    return own is not None and LOST < own < WON


def probability(deal: Doc, stages: Sequence[Stage]) -> float:
    """Percent: the deal's own figure, else its stage's. An open deal whose stage is no open one
    (an unknown name, a stage of another pipeline) counts as in the first open stage, one that
    already stands behind them as in the last."""
    match status(deal):
        case "won":
            return WON
        case "lost":
            return LOST
    own = number(deal, "probability_override")
    if own is not None and LOST < own < WON:
        return own
    written = deal.get("stage")
    stage = next((stage for stage in stages if stage.key == written), None)
    if stage is None or stage.kind == "lost":
        stage = of_kind("open", stages)
    elif stage.kind != "open":
        stage = [s for s in stages if s.kind == "open"][-1]
    return stage.probability or LOST


def share_of(minor: int, percent: float) -> int:
    """So many percent of an amount in minor units, rounded down."""
    return minor * round(percent * 1000) // 100_000
