"""How likely a deal in a stage is: as the stage says, or as the book's own deals have shown.

A share seen in few deals is drawn towards what the stage says, as if PRIOR more deals had behaved
like that, so that a first lost deal does not make a stage hopeless and an open deal stays strictly
between 0 and 100 (invariant 5). Only deals with a move on record count: of a closed deal that was
imported nobody knows which stages it saw. It must not know money.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from tierdesk.domain.document import Doc, number
from tierdesk.pipeline.probability import LOST, WON
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.tallies import Tallies
from tierdesk.pipeline.ways import UNKNOWN

PRIOR = 10
"""How many deals the stage's own probability is worth."""
Basis = Literal["hand", "stage", "history"]


class Chance(NamedTuple):
    """An open stage: `usual` percent as the stage says; of `n` decided deals that had reached it
    `won` were won; `seen` is the smoothed percent."""

    stage: Stage
    usual: float
    n: int
    won: int

    @property
    def seen(self) -> float:
        """100 · (won + PRIOR · usual) / (n + PRIOR), the mean of a Beta prior with that weight."""
        return 100 * (self.won + PRIOR * self.usual / 100) / (self.n + PRIOR)


def chances_of(found: Tallies) -> tuple[Chance, ...]:
    """One for each open stage, in their order."""
    return tuple(
        Chance(stage, stage.probability or LOST, tally.won + tally.lost, tally.won)
        for stage, tally in zip(found.open_stages, found.stages, strict=True)
    )


class Odds:
    """Answers for deals: their own figure first, then that of the stage, by `history` or not."""

    def __init__(self, chances: Sequence[Chance], *, history: bool = False) -> None:
        self.basis: Basis = "history" if history else "stage"
        self._percents = [chance.seen if history else chance.usual for chance in chances]

    def of(self, deal: Doc, place: int) -> float:
        """Percent of an open deal at that place among the open stages; one whose place is not
        known counts as in the first."""
        if "probability_override" in deal:
            own = number(deal, "probability_override")
            if own is not None and LOST < own < WON:
                return own
        return self._percents[0 if place == UNKNOWN else place]
