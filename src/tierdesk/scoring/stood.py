"""The tier that a customer stood in before, as its document tells: what hysteresis goes by.

It is a fact that a change leaves behind, never written by looking. It must not know schemes: which
tiers there are, and how long one is held, is for whoever asks.
"""

from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.score import Previous
from tierdesk.scoring.soundness import TIERS


def previous_of(stored: object, vantage: Vantage) -> Previous | None:
    """The record of a customer (its field `stood`) as it holds at a vantage; None for none, for one
    that cannot be read, and for one of a day still to come: an earlier day is graded without it."""
    if not isinstance(stored, dict):
        return None
    tier, since = stored.get("tier"), vantage.day_ordinal(stored.get("since"))
    if not isinstance(tier, str) or tier not in TIERS or since is None or since > vantage.ordinal:
        return None
    return Previous(tier, since)
