"""That hysteresis keeps a tier, as a document."""

from tierdesk.domain.rounding import on_its_side
from tierdesk.scoring.kept import kept, kept_in_words
from tierdesk.scoring.score import Score


def kept_document(score: Score) -> dict[str, object] | None:
    """Tier, points and threshold, down to how many points or until which day, and a sentence; null
    where the points alone, a gate or the hand give the tier."""
    found = kept(score)
    if found is None:
        return None
    return {
        "tier": found.tier, "points": on_its_side(found.points, score.limits),
        "threshold": found.threshold, "demoted_below": found.demoted_below,
        "until": found.until, "why": kept_in_words(found),
    }  # fmt: skip
