"""The rows of a map that scores by cut points: four figures for each part that its source reads. See
`fields`. It must not know the screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from tierdesk.domain.typed_numbers import number_in
from tierdesk.errors import Invalid
from tierdesk.i18n.message import N_, Message, say
from tierdesk.scoring.buying.cuts import BEST, DEFAULT_CUTS, PARTS, Cuts, Points
from tierdesk.scoring.drafting import with_map
from tierdesk.scoring.model import Criterion, ScoringModel
from tierdesk.scoring.valuemap import Rfm
from tierdesk.ui.weights.fields import Field, figure, plain, stepped

_HEADINGS = {
    "recency": N_("days since the last order, at most"),
    "frequency": N_("days with an order in a year, from"),
    "monetary": N_("amount in a year, from"),
}


def rfm_fields(criterion: Criterion) -> Iterator[Field]:
    """The cut points of the part that the source reads; of the total those of all parts."""
    key, current = criterion.key, criterion.map
    if not isinstance(current, Rfm):
        return
    own = criterion.source.rpartition(".")[2]
    cuts = current.cuts or DEFAULT_CUTS
    for part in PARTS:
        if own not in (part, "total"):
            continue
        points: Points = getattr(cuts, part)
        text = " ".join(figure(point) for point in points)
        yield Field(Message(_HEADINGS[part]), plain(" / ".join(text.split())), text,
                    partial(_all, key, part),
                    question=say("four cut points (nothing: the default ones)"))  # fmt: skip
        for at, point in enumerate(points):
            score = BEST - at if part == "recency" else at + 2
            yield Field(say("  score %(score)s", score=score), plain(figure(point)), figure(point),
                        partial(_one, key, part, at), partial(_moved, key, part, at))  # fmt: skip


def _cuts(model: ScoringModel, key: str) -> Cuts:
    found = next((c.map for c in model.criteria if c.key == key), None)
    return found.cuts or DEFAULT_CUTS if isinstance(found, Rfm) else DEFAULT_CUTS


def _with(model: ScoringModel, key: str, part: str, points: Points) -> ScoringModel:
    if any(point < 0 for point in points):
        raise Invalid(say("A cut point is zero or more."))
    return with_map(model, key, Rfm(replace(_cuts(model, key), **{part: points})))


def _all(key: str, part: str, model: ScoringModel, text: str) -> ScoringModel:
    """Four figures, parted by spaces or slashes; nothing for the default ones."""
    if not text.strip():
        return _with(model, key, part, getattr(DEFAULT_CUTS, part))
    words = text.replace("/", " ").replace("／", " ").split()
    return _with(model, key, part, tuple(number_in(word) for word in words))


def _one(key: str, part: str, at: int, model: ScoringModel, text: str) -> ScoringModel:
    return _placed(model, key, part, at, number_in(text))


def _moved(key: str, part: str, at: int, model: ScoringModel, by: float) -> ScoringModel:
    now = getattr(_cuts(model, key), part)[at]
    return _placed(model, key, part, at, max(0.0, stepped(now, by)))


def _placed(model: ScoringModel, key: str, part: str, at: int, value: float) -> ScoringModel:
    points: Points = getattr(_cuts(model, key), part)
    return _with(model, key, part, (*points[:at], value, *points[at + 1 :]))
