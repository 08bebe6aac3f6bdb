"""What makes it a better tier, as a document: one shape for every command that explains a score."""

from tierdesk.i18n.message import Message
from tierdesk.scoring.score import Score
from tierdesk.scoring.ways import Finding, findings, ways


def contributions(score: Score) -> list[dict[str, object]]:
    """One per criterion, in the order of the model; `points` of 100, `value` None where not known."""
    return [
        {
            "criterion": c.key,
            "label": Message(c.label),
            "weight": c.weight,
            "points": round(c.points, 2),
            "value": None if c.value is None else round(c.value, 3),
        }
        for c in score.contributions
    ]


def lifts(score: Score, threshold: float) -> list[dict[str, object]]:
    """What alone reaches the threshold, as the screen orders it; `value` is added to what counts now
    (for an unknown answer the guess), `weight` to the weight, None where it cannot be."""
    return [
        {
            "criterion": way.key,
            "label": Message(way.label),
            "weight": way.dw,
            "value": way.dv,
            "unknown": way.unknown,
        }
        for way in ways(score, threshold)
    ]


def to_find_out(score: Score) -> list[dict[str, object]]:
    """The criteria that are not known, with the points that the best answer would add."""
    return [_finding(one) for one in findings(score)]


def _finding(one: Finding) -> dict[str, object]:
    return {"criterion": one.key, "label": Message(one.label), "points": round(one.points, 2)}
