"""What makes a scoring model one that can grade: the checks behind `ScoringModel`.

Every function raises Invalid with one sentence that names the fault. It must not know where a
model comes from or where it goes.
"""

from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING

from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.sources import find_source
from tierdesk.scoring.touch_sources import POINTS
from tierdesk.scoring.valuemap import DecaySum

if TYPE_CHECKING:
    from tierdesk.scoring.model import Condition, Criterion, Gate, Group, Scheme, ScoringModel

TIERS = ("A", "B", "C", "D")


def ensure_sound(model: "ScoringModel") -> None:
    """All checks, in the order in which a reader meets the parts of a model."""
    for group in model.groups:
        _ensure_group(group)
    for criterion in model.criteria:
        _ensure_criterion(criterion)
    _ensure_distinct([criterion.key for criterion in model.criteria])
    if not sum(model.weights().values()) > 0:
        raise Invalid(say("All weights are zero; give at least one criterion some weight."))
    _ensure_scheme(model.scheme)
    for gate in model.gates:
        _ensure_gate(gate)


def _ensure_distinct(keys: list[str]) -> None:
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise Invalid(say("Two criteria have the key “%(key)s”; rename one.", key=twice))


def _ensure_group(group: "Group") -> None:
    if group.weight is not None:
        _ensure_weight(group.key, group.weight)
        if group.weight > 0 and not sum(c.weight for c in group.criteria) > 0:
            raise Invalid(
                say("The group “%(key)s” has a weight that none of its criteria takes; give one "
                    "of them some weight.", key=group.key)
            )  # fmt: skip
    if group.cap is not None and not 0 < group.cap <= 100:
        raise Invalid(
            say("The cap of the group “%(key)s” must lie above 0 and up to 100.", key=group.key)
        )


def _ensure_criterion(criterion: "Criterion") -> None:
    if not criterion.key:
        raise Invalid(say("A criterion has no key; give it a short name."))
    _ensure_weight(criterion.key, criterion.weight)
    if not 0 <= criterion.unknown <= 1:
        raise Invalid(
            say("The value of an unknown “%(key)s” must lie between 0 and 1.", key=criterion.key)
        )
    half_life = criterion.half_life
    if half_life is not None and not (isfinite(half_life) and half_life > 0):
        raise Invalid(
            say("The half-life of “%(key)s” must be a number of days above zero.",
                key=criterion.key)
        )  # fmt: skip
    _ensure_source(criterion)
    if criterion.applies_if:
        _ensure_condition(criterion.applies_if)


def _ensure_source(criterion: "Criterion") -> None:
    source, value_map = find_source(criterion.source), criterion.map
    if source is None:
        raise Invalid(_unknown_source(criterion.source))
    if source.takes not in (None, value_map.takes) or (
        isinstance(value_map, DecaySum) and not source.decays
    ):
        raise Invalid(
            say("The value map “%(map)s” of “%(key)s” cannot read the source “%(source)s”.",
                map=value_map.kind, key=criterion.key, source=criterion.source)
        )  # fmt: skip
    if isinstance(value_map, DecaySum):
        strange = next((name for name in value_map.points if name not in POINTS), None)
        if strange is not None:
            raise Invalid(
                say("“%(name)s” is no kind of touch; give points to %(choices)s.",
                    name=strange, choices=", ".join(POINTS))
            )  # fmt: skip


def _ensure_condition(condition: "Condition") -> None:
    source = find_source(condition.source)
    if source is None:
        raise Invalid(_unknown_source(condition.source))
    if source.takes not in (None, "text"):
        raise Invalid(
            say("The source “%(source)s” gives no words to compare with; a condition needs one "
                "that does.", source=condition.source)
        )  # fmt: skip


def _ensure_gate(gate: "Gate") -> None:
    source = find_source(gate.source)
    if source is None:
        raise Invalid(_unknown_source(gate.source))
    if gate.tier not in TIERS:
        raise Invalid(_no_tier(gate.tier))
    wanted = "flag" if gate.above is None else "number"
    if source.takes not in (None, wanted) or not (gate.above is None or isfinite(gate.above)):
        raise Invalid(
            say("The gate “%(key)s” cannot read the source “%(source)s”: a yes/no source stands "
                "alone, a number needs a limit.", key=gate.key, source=gate.source)
        )  # fmt: skip


def _ensure_scheme(scheme: "Scheme") -> None:
    tiers = [*(tier for tier, _ in scheme.thresholds), scheme.lowest]
    for tier in tiers:
        if tier not in TIERS:
            raise Invalid(_no_tier(tier))
    if tiers != sorted(set(tiers)):
        raise Invalid(say("The tiers of a scheme must stand from best to lowest, each once."))
    for (better, high), (worse, low) in pairwise(scheme.thresholds):
        if not high > low:
            raise Invalid(
                say("The threshold of %(better)s must lie above the threshold of %(worse)s.",
                    better=better, worse=worse)
            )  # fmt: skip
    if not all(0 < least <= 100 for _, least in scheme.thresholds):
        raise Invalid(say("The thresholds of tiers must lie above 0 and up to 100."))
    if not (isfinite(scheme.margin) and scheme.margin >= 0) or scheme.hold_days < 0:
        raise Invalid(say("The margin and the days before a demotion must be zero or more."))


def _ensure_weight(key: str, weight: float) -> None:
    if not isfinite(weight):
        raise Invalid(say("The weight of “%(key)s” must be a number.", key=key))
    if weight < 0:
        raise Invalid(say("The weight of “%(key)s” is negative; use zero or more.", key=key))


def _unknown_source(key: str) -> Message:
    return say(
        "“%(source)s” is no source of values; use one that “model show” lists or custom.NAME.",
        source=key,
    )


def _no_tier(tier: str) -> Message:
    return say("“%(tier)s” is no tier; use A, B, C or D.", tier=tier)
