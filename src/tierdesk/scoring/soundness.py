"""What makes a scoring model one that can grade: the checks behind `ScoringModel`.

Every fault is one sentence that names it. It must not know where a model comes from or where
it goes.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import isfinite, isnan
from typing import TYPE_CHECKING

from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.sources import find_source
from tierdesk.scoring.touch_sources import POINTS
from tierdesk.scoring.valuemap import DecaySum
from tierdesk.scoring.weighting import effective

if TYPE_CHECKING:
    from tierdesk.scoring.model import Condition, Criterion, Gate, Group, Scheme, ScoringModel

TIERS = ("A", "B", "C", "D")
ALL_ZERO = say("All weights are zero; give at least one criterion some weight.")
_HEAVIEST = 1_000_000.0


def ensure_sound(model: "ScoringModel") -> None:
    """Raise Invalid with the first fault of a model that cannot grade."""
    found = faults(model.groups, model.gates, model.scheme, model.industries, model.inherits)
    fault = next(found, None)
    if fault is not None:
        raise Invalid(fault)


def faults(
    groups: "Sequence[Group]",
    gates: "Sequence[Gate]",
    scheme: "Scheme",
    industries: Sequence[str] = (),
    inherits: bool = False,
) -> Iterator[Message]:
    """All faults, in the order in which a reader meets the parts of a model."""
    weightless = _all_zero(groups)
    for group in groups:
        yield from _group_faults(group, weightless)
    criteria = [criterion for group in groups for criterion in group.criteria]
    for criterion in criteria:
        yield from _criterion_faults(criterion)
    for key in _twice([criterion.key for criterion in criteria]):
        yield say("Two criteria have the key “%(key)s”; rename one.", key=key)
    for key in _twice([group.key for group in groups]):
        yield say("Two groups have the key “%(key)s”; rename one.", key=key)
    if weightless:
        yield ALL_ZERO
    yield from _scheme_faults(scheme)
    for gate in gates:
        yield from _gate_faults(gate, scheme)
    for key in _twice([gate.key for gate in gates]):
        yield say("Two gates have the key “%(key)s”; rename one.", key=key)
    if inherits and not any(name.strip() for name in industries):
        yield say("A model that inherits must name the industries that it is for.")


def _twice(keys: list[str]) -> list[str]:
    return list(dict.fromkeys(key for key in keys if keys.count(key) > 1 and key))


def _all_zero(groups: "Sequence[Group]") -> bool:
    """Nothing weighs anything; weights that are no weights are told on their own."""
    weights = effective(groups).values()
    return all(weight >= 0 for weight in weights) and not sum(weights) > 0


def _group_faults(group: "Group", weightless: bool) -> Iterator[Message]:
    """The faults of a group; where the whole model is `weightless` that is said once and for all."""
    if not group.key:
        yield say("A group has no key; give it a short name.")
    if group.weight is not None:
        yield from _weight_faults(group.key, group.weight)
        if not weightless and group.weight > 0 and all(c.weight == 0 for c in group.criteria):
            yield say("The group “%(key)s” has a weight that none of its criteria takes; give one "
                      "of them some weight.", key=group.key)  # fmt: skip
    if group.cap is not None and not 0 < group.cap <= 100:
        yield say("The cap of the group “%(key)s” must lie above 0 and up to 100.", key=group.key)


def _criterion_faults(criterion: "Criterion") -> Iterator[Message]:
    if not criterion.key:
        yield say("A criterion has no key; give it a short name.")
    yield from _weight_faults(criterion.key, criterion.weight)
    if not 0 <= criterion.unknown <= 1:
        yield say("The value of an unknown “%(key)s” must lie between 0 and 1.", key=criterion.key)
    half_life = criterion.half_life
    if half_life is not None and not (isfinite(half_life) and half_life > 0):
        yield say("The half-life of “%(key)s” must be a number of days above zero.",
                  key=criterion.key)  # fmt: skip
    yield from _source_faults(criterion)
    if criterion.applies_if:
        yield from _condition_faults(criterion.applies_if)


def _source_faults(criterion: "Criterion") -> Iterator[Message]:
    source, value_map = find_source(criterion.source), criterion.map
    if source is None:
        yield _unknown_source(criterion.source)
        return
    if source.takes not in (None, value_map.takes) or (
        isinstance(value_map, DecaySum) and not source.decays
    ):
        yield say("The value map “%(map)s” of “%(key)s” cannot read the source “%(source)s”.",
                  map=value_map.kind, key=criterion.key, source=criterion.source)  # fmt: skip
    if isinstance(value_map, DecaySum):
        for name in value_map.points:
            if name not in POINTS:
                yield say("“%(name)s” is no kind of touch; give points to %(choices)s.",
                          name=name, choices=list(POINTS))  # fmt: skip


def _condition_faults(condition: "Condition") -> Iterator[Message]:
    source = find_source(condition.source)
    if source is None:
        yield _unknown_source(condition.source)
    elif source.takes not in (None, "text"):
        yield say("The source “%(source)s” gives no words to compare with; a condition needs one "
                  "that does.", source=condition.source)  # fmt: skip


def _gate_faults(gate: "Gate", scheme: "Scheme") -> Iterator[Message]:
    if not gate.key:
        yield say("A gate has no key; give it a short name.")
    if gate.tier not in TIERS:
        yield of_gate(gate.key, _no_tier(gate.tier))
    elif gate.tier not in scheme.tiers:
        yield say("The gate “%(key)s” names the tier %(tier)s, which the scheme does not have; use "
                  "one of %(choices)s.", key=gate.key, tier=gate.tier,
                  choices=list(scheme.tiers))  # fmt: skip
    source = find_source(gate.source)
    if source is None:
        yield of_gate(gate.key, _unknown_source(gate.source))
        return
    wanted = "flag" if gate.above is None else "number"
    if source.takes not in (None, wanted) or not (gate.above is None or isfinite(gate.above)):
        yield say("The gate “%(key)s” cannot read the source “%(source)s”: a yes/no source stands "
                  "alone, a number needs a limit.", key=gate.key, source=gate.source)  # fmt: skip


def _scheme_faults(scheme: "Scheme") -> Iterator[Message]:
    tiers = list(scheme.tiers)
    strange = [tier for tier in tiers if tier not in TIERS]
    for tier in strange:
        yield _no_tier(tier)
    if not strange and tiers != sorted(set(tiers)):
        yield say("The tiers of a scheme must stand from best to lowest, each once.")
    known = [(tier, least) for tier, least in scheme.thresholds if not isnan(least)]
    for tier, least in scheme.thresholds:
        if isnan(least):
            yield no_number(tier, "from")
    for (better, high), (worse, low) in pairwise(known):
        if not high > low:
            yield say("The threshold of %(better)s must lie above the threshold of %(worse)s.",
                      better=better, worse=worse)  # fmt: skip
    if not all(0 < least <= 100 for _, least in known):
        yield say("The thresholds of tiers must lie above 0 and up to 100.")
    if not (isfinite(scheme.margin) and scheme.margin >= 0) or scheme.hold_days < 0:
        yield say("The margin and the days before a demotion must be zero or more.")
    named = [tier for tier, _ in scheme.labels]
    if named != sorted(set(named)):
        yield say("The names of tiers must stand from best to lowest, each once.")
    for tier in named:
        if tier not in tiers:
            yield say("There is a name for the tier %(tier)s, which the scheme does not have.",
                      tier=tier)  # fmt: skip


def _weight_faults(key: str, weight: float) -> Iterator[Message]:
    if not isfinite(weight):
        yield say("The weight of “%(key)s” must be a number.", key=key)
    elif weight < 0:
        yield say("The weight of “%(key)s” is negative; use zero or more.", key=key)
    elif weight > _HEAVIEST:
        yield say("The weight of “%(key)s” is too large; up to %(most)s is enough.", key=key,
                  most=f"{_HEAVIEST:,.0f}")  # fmt: skip


def no_number(name: str, key: str) -> Message:
    """That a part has no number where it needs one."""
    return say("“%(name)s” needs a number under “%(key)s”.", key=key, name=name)


def of_gate(key: str, fault: Message) -> Message:
    """A fault with the gate that has it."""
    return say("The gate “%(key)s”: %(why)s", key=key, why=fault) if key else fault


def _unknown_source(key: str) -> Message:
    return say(
        "“%(source)s” is no source of values; use one that “model show” lists or custom.NAME.",
        source=key,
    )


def _no_tier(tier: str) -> Message:
    return say("“%(tier)s” is no tier; use A, B, C or D.", tier=tier)
