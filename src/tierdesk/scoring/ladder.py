"""From points to a tier: thresholds, hysteresis, gates, the override by hand.

Tiers are rungs, 0 the lowest. It must not know criteria or where points come from.
"""

from bisect import bisect_right
from collections.abc import Callable
from math import inf
from typing import NamedTuple

from tierdesk.domain.book import Case
from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.model import Gate, Scheme
from tierdesk.scoring.score import SLACK, Previous
from tierdesk.scoring.sources import find_source
from tierdesk.scoring.stood import previous_of

Verdict = tuple[str, bool, tuple[str, ...], bool]
"""(tier, whether the whole interval gives it, keys of the gates that fired, set by hand)."""
Footing = tuple[str, tuple[float, ...], Previous | None]
"""(tier before gates and hand, what a score must reach, the tier before), as `Score` has them."""


class _Watch(NamedTuple):
    """A gate with the rung of its tier and its place: floors act first, vetoes last and win."""

    gate: Gate
    rung: int
    place: int

    def passed(self, rung: int) -> int:
        """The rung after this gate."""
        if self.gate.effect == "veto":
            return self.rung
        return min(rung, self.rung) if self.gate.effect == "cap" else max(rung, self.rung)


class Ladder:
    """A scheme and its gates, bound to a vantage."""

    def __init__(self, scheme: Scheme, gates: tuple[Gate, ...], vantage: Vantage) -> None:
        self._tiers = (scheme.lowest, *(tier for tier, _ in reversed(scheme.thresholds)))
        self._steps = steps = tuple([least - SLACK for _, least in reversed(scheme.thresholds)])
        lower = [step - scheme.margin for step in steps]
        rungs = list(enumerate(self._tiers))
        self._kept = {tier: (*lower[:rung], *steps[rung:]) for rung, tier in rungs}
        self._held = {tier: (*[-inf] * rung, *steps[rung:]) for rung, tier in rungs}
        self._hold_days = scheme.hold_days
        self._vantage = vantage
        self._flags: list[tuple[str, _Watch]] = []
        self._others: list[tuple[Callable[[Case], bool], _Watch]] = []
        for gate in gates:
            self._add(gate)

    def verdict(self, case: Case, value: float, low: float, high: float) -> tuple[Verdict, Footing]:
        """The tier of a score and its interval."""
        customer, steps, previous = case.customer, self._steps, None
        stood = customer.get("stood")
        if stood is not None:
            previous = previous_of(stood, self._vantage)
            if previous is not None and previous.tier in self._kept:
                held = self._vantage.ordinal - previous.since < self._hold_days
                steps = (self._held if held else self._kept)[previous.tier]
            else:
                previous = None
        rung, worst, best = (
            bisect_right(steps, value), bisect_right(steps, low), bisect_right(steps, high)
        )  # fmt: skip
        footing = self._tiers[rung], steps, previous
        override = customer.get("tier_override")
        if override is not None and (by_hand := self._by_hand(override)):
            return (by_hand, True, (), True), footing
        fired = [watch for fires, watch in self._others if fires(case)] if self._others else []
        for name, watch in self._flags:
            if customer.get(name) is True:
                fired.append(watch)
        if not fired:
            return (self._tiers[rung], worst == best, (), False), footing
        fired.sort(key=lambda watch: watch.place)
        ends = [rung, worst, best]
        for watch in fired:
            ends = [watch.passed(end) for end in ends]
        keys = tuple(watch.gate.key for watch in fired)
        return (self._tiers[ends[0]], ends[1] == ends[2], keys, False), footing

    def _by_hand(self, override: object) -> str:
        if not isinstance(override, dict) or override.get("tier") not in self._tiers:
            return ""
        until = override.get("until")
        expired = isinstance(until, str) and until < self._vantage.today_text
        return "" if expired else str(override["tier"])

    def _add(self, gate: Gate) -> None:
        """A plain yes/no field is looked up; anything else is read by its source."""
        source = find_source(gate.source)
        if source is None or gate.tier not in self._tiers:
            return
        place = ("floor", "cap", "veto").index(gate.effect)
        watch = _Watch(gate, self._tiers.index(gate.tier), place)
        if source.field and source.takes == "flag":
            self._flags.append((source.field, watch))
            return
        read, above = source.bind(self._vantage), gate.above

        def fires(case: Case) -> bool:
            found = read(case)
            if above is None:
                return found is True
            return found is not None and not isinstance(found, str) and found > above

        self._others.append((fires, watch))
