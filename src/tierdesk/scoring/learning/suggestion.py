"""A suggestion as a value: verdict, evidence, leaks and weights; how it is written and adopted.

It must not know how any of it was found.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tierdesk.i18n.message import Message
from tierdesk.scoring.drafting import with_points
from tierdesk.scoring.learning.evidence import Measured
from tierdesk.scoring.learning.leaks import Leak
from tierdesk.scoring.learning.ranking import Auc
from tierdesk.scoring.model import ScoringModel

Verdict = Literal["better", "same", "no_signal", "too_few"]


class Weight(NamedTuple):
    """A criterion's weight in points of 100: the hand-set and the suggested one. `learned` False
    where it took no part; `against` where the data would have it count the other way round."""

    criterion: str
    label: str
    current: float
    suggested: float
    learned: bool
    against: bool


class Evidence(NamedTuple):
    """The later outcomes by weights: hand-set, suggested, all equal, and naive Bayes; `gained` is
    the AUC of the suggested weights over the hand-set ones; `earlier` and `later` count (won,
    lost), `since` is the day from which the later ones were decided."""

    current: Measured
    suggested: Measured
    equal: Measured
    bayes: Measured
    gained: Auc
    earlier: tuple[int, int]
    later: tuple[int, int]
    since: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the outcomes say about a model. `evidence` is None for `too_few`; then, and for
    `no_signal`, the suggested weights are the current ones. `kept` look like leaks and were taken all
    the same; `order` is what stood for time."""

    model: ScoringModel
    n_won: int
    n_lost: int
    verdict: Verdict
    why: Message
    evidence: Evidence | None
    leaks: tuple[Leak, ...]
    weights: tuple[Weight, ...]
    notes: tuple[Message, ...]
    kept: tuple[Leak, ...] = ()
    order: Literal["time", "rows"] = "time"

    def document(self) -> dict[str, object]:
        """As `model suggest --json` prints it."""
        return {
            "schema": 1, "n_won": self.n_won, "n_lost": self.n_lost,
            "evidence": _written(self.evidence), "verdict": self.verdict, "why": self.why,
            "order": self.order,
            "leaks": listed(self.leaks), "kept": listed(self.kept),
            "weights": [
                {"criterion": w.criterion, "current": w.current, "suggested": w.suggested,
                 "label": Message(w.label), "learned": w.learned, "against": w.against}
                for w in self.weights
            ],
            "notes": list(self.notes),
        }  # fmt: skip


def listed(leaks: Iterable[Leak]) -> list[dict[str, object]]:
    """Leaks as --json prints them."""
    return [{"criterion": leak.name, "field": leak.field, "why": leak.why} for leak in leaks]


def adopted(
    model: ScoringModel, suggestion: Suggestion, keys: Collection[str] | None = None
) -> ScoringModel:
    """The model with the suggested weights of these criteria, None for all; the others keep
    theirs. Raises Invalid for a criterion that the model does not have, or all weights zero."""
    own = model.weights()
    total = sum(own.values())
    found = {w.criterion: w for w in suggestion.weights}
    wanted = {}
    for key in found if keys is None else keys:
        weight = found.get(key)
        moves = weight is not None and weight.suggested != weight.current
        wanted[key] = weight.suggested * total / 100.0 if weight and moves else own.get(key, 0.0)
    return with_points(model, wanted) if wanted != own else model


def _written(evidence: Evidence | None) -> dict[str, object]:
    if evidence is None:
        nothing = {"auc": None, "lift10": None, "brier": None}
        return {"current": nothing, "suggested": nothing, "split": "time"}
    gained = evidence.gained
    return {
        "current": evidence.current.document(), "suggested": evidence.suggested.document(),
        "equal": evidence.equal.document(), "bayes": evidence.bayes.document(), "split": "time",
        "gain": {"auc": round(gained.value, 6), "auc_low": round(gained.low, 6),
                 "auc_high": round(gained.high, 6)},
        "earlier": dict(zip(("won", "lost"), evidence.earlier, strict=True)),
        "later": dict(zip(("won", "lost"), evidence.later, strict=True)),
        "since": evidence.since or None,
    }  # fmt: skip
