"""What gates, the hand and the days of a hold leave of the tiers: for each customer the lowest and
the highest rung.

A hold keeps from falling, a floor lifts, a cap lowers, a veto and an override leave one rung; in
that order, as in `scoring.ladder`. So a tier is the rung of the score, clipped. It must not know
scores.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tierdesk.scoring.model import Gate, Scheme
from tierdesk.scoring.score import Previous
from tierdesk.scoring.soundness import TIERS
from tierdesk.scoring.sources import find_source
from tierdesk.scoring.whole.facts import Bools, Column, Fact, Stored, fact_of_gate

Rungs = NDArray[np.int8]


class Footing(NamedTuple):
    """What customers bring along, whatever the model is: as places in TIERS (−1: none) the tier that
    is set by `hand` and in force, and the one that each `stood` in before, `since` which day; days
    are numbered, as `today` is."""

    hand: Rungs
    stood: Rungs
    since: NDArray[np.int32]
    today: int

    def at(self, places: slice | NDArray[np.intp]) -> "Footing":
        """That of some of the customers."""
        return Footing(self.hand[places], self.stood[places], self.since[places], self.today)

    def previous(self, at: int) -> Previous | None:
        """The tier before of the customer in that place."""
        stood = int(self.stood[at])
        return None if stood < 0 else Previous(TIERS[stood], int(self.since[at]))


def footing_of(rows: Sequence[tuple[int, Previous | None]], today: int) -> Footing:
    """The footing of customers by the place in TIERS of the tier set by hand, and the tier before."""
    stood = [-1 if before is None else TIERS.index(before.tier) for _, before in rows]
    since = [0 if before is None else before.since for _, before in rows]
    hand = np.array([by_hand for by_hand, _ in rows], np.int8)
    return Footing(hand, np.array(stood, np.int8), np.array(since, np.int32), today)


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """`tiers` stand lowest first; a customer's tier lies between the rungs `least` and `most`.
    `before` is the rung in which each stood (0 also for nobody: from there nobody falls), `forced`
    tells whose tier is set by hand. `hold_days` are those of the scheme."""

    gates: tuple[Gate, ...]
    tiers: tuple[str, ...]
    hold_days: int
    least: Rungs
    most: Rungs
    before: Rungs
    forced: Bools


def tiers_of(scheme: Scheme) -> tuple[str, ...]:
    """The tiers of a scheme, lowest first: a tier's place is its rung."""
    return (scheme.lowest, *(tier for tier, _ in reversed(scheme.thresholds)))


def fires(gate: Gate, facts: Mapping[Fact, Column]) -> Bools:
    """For whom a gate fires."""
    stored = facts[fact_of_gate(gate)]
    if not isinstance(stored, Stored):  # a fact of that shape is nothing else
        raise TypeError(gate.source)
    if gate.above is None:
        return stored.true
    found: Bools = stored.amounts > gate.above  # never for NaN
    return found


def in_order(gates: tuple[Gate, ...], tiers: tuple[str, ...]) -> list[Gate]:
    """The gates in the order in which a ladder lets them act; those whose tier the scheme does
    not have are left out. Of two vetoes the later one wins."""
    acting = [gate for gate in gates if gate.tier in tiers]
    acting.sort(key=lambda gate: (_PLACE[gate.effect], _plain_flag(gate)))
    return acting


def bounds_of(
    gates: tuple[Gate, ...],
    scheme: Scheme,
    facts: Mapping[Fact, Column],
    footing: Footing,
) -> Bounds:
    """The bounds of all customers."""
    tiers = tiers_of(scheme)
    rungs = [tiers.index(tier) if tier in tiers else -1 for tier in TIERS]
    rung_of = np.array([*rungs, -1], np.int8)  # the last is for nobody's, −1
    before = np.maximum(rung_of[footing.stood], np.int8(0))
    least = np.where(footing.today - footing.since < scheme.hold_days, before, np.int8(0))
    most = np.full(before.shape, len(tiers) - 1, np.int8)
    for gate in in_order(gates, tiers):
        fired, rung = fires(gate, facts), np.int8(tiers.index(gate.tier))
        if gate.effect == "floor":
            np.maximum(least, rung, out=least, where=fired)
        elif gate.effect == "cap":
            np.minimum(least, rung, out=least, where=fired)
            np.minimum(most, rung, out=most, where=fired)
        else:
            least[fired] = most[fired] = rung
    by_hand = rung_of[footing.hand]
    forced = by_hand >= 0
    least[forced] = most[forced] = by_hand[forced]
    for array in (least, most, before, forced):
        array.flags.writeable = False
    return Bounds(gates, tiers, scheme.hold_days, least, most, before, forced)


_PLACE = {"floor": 0, "cap": 1, "veto": 2}


def _plain_flag(gate: Gate) -> bool:
    source = find_source(gate.source)
    return source is not None and bool(source.field) and source.takes == "flag"
