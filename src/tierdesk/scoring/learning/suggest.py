"""A suggestion of weights with the evidence for it, or the reason why there is none.

Rules of the verdict: no cut in time that leaves 10 won and 10 lost on both sides: `too_few`, counts
only. The 95 % interval of the AUC that the learned weights reach
on the later outcomes includes a half: `no_signal`, keep your weights. The paired 95 % interval of
the gain over the hand-set weights lies above zero: `better`; else `same`. Criteria that leak take
no part in learning or evidence and keep their weight. The weights of the evidence are learned from
the earlier outcomes alone, those of the suggestion from all. It must not know who publishes.
"""

from collections.abc import Collection

import numpy as np

from tierdesk.domain.book import Book
from tierdesk.domain.document import integer
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.learning.bayes import counted
from tierdesk.scoring.learning.columns import criterion_columns, other_columns
from tierdesk.scoring.learning.evidence import CAPACITY, Split, measured, split_of
from tierdesk.scoring.learning.fit import fitted, points
from tierdesk.scoring.learning.kept import ensure_known, parted
from tierdesk.scoring.learning.leaks import Leak, leaks_of
from tierdesk.scoring.learning.outcomes import Outcomes
from tierdesk.scoring.learning.ranking import gain
from tierdesk.scoring.learning.readings import Bools, Floats, Readings, read
from tierdesk.scoring.learning.sentences import disagreeing, notes, too_few, verdict
from tierdesk.scoring.learning.suggestion import (
    Evidence,
    Suggestion,
    Verdict,
    Weight,
    adopted,
)
from tierdesk.scoring.learning.watch import Watch, part_of, told
from tierdesk.scoring.model import ScoringModel

__all__ = ["adopted", "suggested"]


def suggested(
    book: Book, outcomes: Outcomes, model: ScoringModel, watch: Watch | None = None,
    keep: Collection[str] = (),
) -> Suggestion:  # fmt: skip
    """The suggestion for a model; the same book and model always give the same. What `keep` names
    takes part although it leaks. Raises Stopped, Invalid for a criterion to keep that is not there."""
    ensure_known(keep, [(criterion.key, criterion.source) for criterion in model.criteria])
    said = notes(outcomes)
    won = np.array([decision.won for decision in outcomes.decided], dtype=bool)
    split = split_of(won)
    if split is None:
        return _unlearned(model, outcomes, too_few(outcomes), said)
    readings = read(outcomes, model, part_of(watch, 0, 0.8))
    told(watch, 0.8)
    leaks, kept = sorted_out = parted(_leaks(book, outcomes, readings), keep)
    said += sorted_out.said
    told(watch, 0.9)
    leaking = _among(model, leaks)
    hand = np.array(list(model.weights().values()))
    if not (hand * ~leaking).sum() > 0:
        why = say("Every criterion with a weight leaks: there is nothing left to learn from.")
        return _unlearned(model, outcomes, why, said, leaks, "no_signal")
    clean = readings.without(leaking)
    if bool(np.isnan(clean.known).all()):
        said.append(
            say("None of the criteria of this model is known for any of these outcomes; draft one "
                "over the fields of a table with model from-fields.")
        )  # fmt: skip
    capacity = integer(book.settings(), "capacity") or CAPACITY
    evidence = _evidence(clean, split, hand, leaking, capacity, outcomes)
    fit = fitted(clean.features()[:, ~leaking], won, hand[~leaking], part_of(watch, 0.9, 1))
    said += disagreeing(model, leaking, fit.against)
    judged, why = verdict(evidence)
    wanted = None if judged == "no_signal" else _learned(hand, leaking, fit.slopes)
    weights = _weights(model, hand, wanted, ~leaking, fit.against)
    told(watch, 1.0)
    return Suggestion(
        model, outcomes.n_won, outcomes.n_lost, judged, why, evidence, leaks, weights, tuple(said),
        kept, outcomes.order,
    )  # fmt: skip


def _leaks(book: Book, outcomes: Outcomes, readings: Readings) -> tuple[Leak, ...]:
    columns = criterion_columns(outcomes, readings)
    read_already = {criterion.source for criterion in readings.model.criteria}
    return leaks_of((*columns, *other_columns(book, outcomes, read_already)), readings.won)


def _among(model: ScoringModel, leaks: Collection[Leak]) -> Bools:
    """Which criteria of the model leak."""
    found = {(leak.name, leak.field) for leak in leaks}
    return np.array([(c.key, c.source) in found for c in model.criteria], dtype=bool)


def _evidence(
    readings: Readings, split: Split, hand: Floats, leaking: Bools, capacity: int, outcomes: Outcomes
) -> Evidence:  # fmt: skip
    early, won = split.earlier, readings.won
    features = readings.features()
    fit = fitted(features[early][:, ~leaking], won[early], hand[~leaking])
    learned = readings.scores(_learned(hand, leaking, fit.slopes) * ~leaking)
    current = readings.scores(hand * ~leaking)
    equal = readings.scores(np.where(leaking, 0.0, 1.0))
    later = split.later
    return Evidence(
        measured(current, split, capacity), measured(learned, split, capacity),
        measured(equal, split, capacity), measured(_second_opinion(readings, split), split, capacity),
        gain(learned[later], current[later], won[later]),
        split.counts(early), split.counts(later), outcomes.decided[split.cut].on,
    )  # fmt: skip


def _second_opinion(readings: Readings, split: Split) -> Floats:
    """Naive Bayes over thirds of every criterion's value, counted on the earlier outcomes."""
    keys = [criterion.key for criterion in readings.model.criteria]
    thirds = np.where(np.isnan(readings.known), -1, np.minimum(readings.known * 3, 2)).astype(int)
    rows = [
        [(key, str(third)) for key, third in zip(keys, row, strict=True)] for row in thirds
    ]  # fmt: skip
    known = counted(zip(rows[: split.cut], readings.won[: split.cut].tolist(), strict=True))
    return np.array([known.percent(row) for row in rows])


def _learned(hand: Floats, leaking: Bools, slopes: Floats) -> Floats:
    """Weights in points of 100: what leaks keeps its own, the rest is shared as learned."""
    out = hand * 100.0 / hand.sum()
    found = points(slopes)
    if found.sum() > 0:
        out[~leaking] = found * out[~leaking].sum() / 100.0
    return np.asarray(out)


def _weights(
    model: ScoringModel, hand: Floats, wanted: Floats | None, learned: Bools, against: Bools
) -> tuple[Weight, ...]:
    """Current weights to the hundredth of a point; suggested ones in tenths that add up to 100,
    None for the current ones."""
    current = [round(float(points_), 2) for points_ in hand * 100.0 / hand.sum()]
    turned = np.zeros(hand.size, dtype=bool)
    turned[learned] = against
    rows = zip(
        model.criteria, current, current if wanted is None else _tenths(wanted), learned, turned,
        strict=True,
    )  # fmt: skip
    return tuple(
        Weight(c.key, c.label, now, then, bool(part), bool(other))
        for c, now, then, part, other in rows
    )


def _tenths(values: Floats) -> list[float]:
    """Rounded to tenths by largest remainders, so that 100 stays 100."""
    scaled = values * 10.0
    down = np.floor(scaled + 1e-9)
    left = round(float(scaled.sum() - down.sum()))
    down[np.argsort(-(scaled - down), kind="stable")[:left]] += 1
    return [float(value) / 10.0 for value in down]


def _unlearned(
    model: ScoringModel, outcomes: Outcomes, why: Message, said: list[Message],
    leaks: tuple[Leak, ...] = (), judged: Verdict = "too_few",
) -> Suggestion:  # fmt: skip
    hand = np.array(list(model.weights().values()))
    none = np.zeros(hand.size, dtype=bool)
    weights = _weights(model, hand, None, none, none[:0])
    return Suggestion(
        model, outcomes.n_won, outcomes.n_lost, judged, why, None, leaks, weights, tuple(said),
        order=outcomes.order,
    )  # fmt: skip
