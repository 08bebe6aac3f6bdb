"""Champion and challenger: a draft against the active model on what was decided since it was saved.

Neither learned from these outcomes, so nothing has to be held back: both are graded as they stood
at each decision. Fewer than ten won or ten lost: `too_few`. The paired 95 % interval of the
difference in AUC above zero: `better`; below: `worse`; else `same`. It must not know who asks.
"""

from dataclasses import replace
from typing import Literal, NamedTuple

import numpy as np

from tierdesk.domain.book import Book
from tierdesk.domain.document import integer, text
from tierdesk.domain.history import TABLE
from tierdesk.scoring.learning.evidence import CAPACITY, FEWEST, Measured, Split, measured
from tierdesk.scoring.learning.outcomes import Outcomes
from tierdesk.scoring.learning.ranking import Auc, gain
from tierdesk.scoring.learning.readings import Floats, read
from tierdesk.scoring.learning.watch import Watch
from tierdesk.scoring.model import ScoringModel


class Contest(NamedTuple):
    """`since` is the stamp from which outcomes count; the figures are None for `too_few`."""

    since: str
    n_won: int
    n_lost: int
    verdict: Literal["better", "same", "worse", "too_few"]
    active: Measured | None = None
    draft: Measured | None = None
    gained: Auc | None = None

    def document(self) -> dict[str, object]:
        """As --json prints it."""
        gained = self.gained
        return {
            "since": self.since, "n_won": self.n_won, "n_lost": self.n_lost, "verdict": self.verdict,
            "active": self.active and self.active.document(),
            "draft": self.draft and self.draft.document(),
            "gain": gained and {"auc": round(gained.value, 6), "auc_low": round(gained.low, 6),
                                "auc_high": round(gained.high, 6)},
        }  # fmt: skip


def challenge(
    book: Book,
    outcomes: Outcomes,
    active: ScoringModel,
    draft: ScoringModel,
    since: str,
    watch: Watch | None = None,
) -> Contest:
    """How the draft fares against the active model on those of the outcomes that were decided
    after the stamp `since`. Raises Stopped."""
    new = outcomes.after(since)
    if min(new.n_won, new.n_lost) < FEWEST:
        return Contest(since, new.n_won, new.n_lost, "too_few")
    fresh = {decision.id for decision in new.decided}
    old = tuple(decision for decision in outcomes.decided if decision.id not in fresh)
    ordered = replace(outcomes, decided=(*old, *new.decided))
    split = Split(np.array([d.won for d in ordered.decided], dtype=bool), len(old))
    capacity = integer(book.settings(), "capacity") or CAPACITY
    ours, theirs = (_scores(ordered, model, watch) for model in (draft, active))
    later = split.later
    gained = gain(ours[later], theirs[later], split.won[later])
    verdict: Literal["better", "same", "worse"] = (
        "better" if gained.low > 0 else "worse" if gained.high < 0 else "same"
    )
    return Contest(
        since, new.n_won, new.n_lost, verdict, measured(theirs, split, capacity),
        measured(ours, split, capacity), gained,
    )  # fmt: skip


def saved_at(book: Book, table: str, doc_id: int, created_at: str) -> str:
    """When a draft was saved last, by the history; `created_at` where that does not tell. What
    was decided before a draft was edited may have shaped it and cannot test it."""
    stamps = [
        text(entry, "at")
        for _, entry in book.rows(TABLE)
        if text(entry, "state") == "done" and _touches(entry.get("edits"), table, doc_id)
    ]
    return max(stamps, default=created_at)


def _touches(edits: object, table: str, doc_id: int) -> bool:
    return isinstance(edits, list) and any(edit[0] == table and edit[1] == doc_id for edit in edits)


def _scores(outcomes: Outcomes, model: ScoringModel, watch: Watch | None) -> Floats:
    return read(outcomes, model, watch).scores(np.array(list(model.weights().values())))
