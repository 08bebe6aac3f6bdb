"""What gates and the hand leave of the tiers: for each customer the lowest and the highest rung.

A floor lifts, a cap lowers, a veto and an override leave one rung; in that order, as in
`scoring.ladder`. So a tier is the rung of the score, clipped. It must not know scores.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tierdesk.scoring.model import Gate, Scheme
from tierdesk.scoring.soundness import TIERS
from tierdesk.scoring.sources import find_source
from tierdesk.scoring.whole.facts import Bools, Column, Fact, Stored, fact_of_gate

Rungs = NDArray[np.int8]


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """`tiers` stand lowest first; a customer's tier lies between the rungs `least` and `most`.
    `forced` tells whose tier is set by hand."""

    gates: tuple[Gate, ...]
    tiers: tuple[str, ...]
    least: Rungs
    most: Rungs
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
    hand: Rungs,
) -> Bounds:
    """The bounds of all customers; `hand` are the places in TIERS of tiers set by hand."""
    tiers = tiers_of(scheme)
    least = np.zeros(hand.shape, np.int8)
    most = np.full(hand.shape, len(tiers) - 1, np.int8)
    for gate in in_order(gates, tiers):
        fired, rung = fires(gate, facts), np.int8(tiers.index(gate.tier))
        if gate.effect == "floor":
            np.maximum(least, rung, out=least, where=fired)
        elif gate.effect == "cap":
            np.minimum(least, rung, out=least, where=fired)
            np.minimum(most, rung, out=most, where=fired)
        else:
            least[fired] = most[fired] = rung
    rungs = [tiers.index(tier) if tier in tiers else -1 for tier in TIERS]
    by_hand = np.array([*rungs, -1], np.int8)[hand]  # the last is for nobody's hand, −1
    forced = by_hand >= 0
    least[forced] = most[forced] = by_hand[forced]
    for array in (least, most, forced):
        array.flags.writeable = False
    return Bounds(gates, tiers, least, most, forced)


_PLACE = {"floor": 0, "cap": 1, "veto": 2}


def _plain_flag(gate: Gate) -> bool:
    source = find_source(gate.source)
    return source is not None and bool(source.field) and source.takes == "flag"
