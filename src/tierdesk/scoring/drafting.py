"""Edits of a model: each returns another model, or raises Invalid with one sentence.

A draft is a model like any other, so that a preview grades with it as with the active one; an
edit that would leave a model unable to grade is refused and the model before it stands. It
must not know the book.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from math import isclose
from typing import TypeVar

from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.model import Criterion, Gate, Group, Scheme, ScoringModel
from tierdesk.scoring.schemes import preset_of
from tierdesk.scoring.valuemap import ValueMap
from tierdesk.scoring.weighting import own_weight

_Part = TypeVar("_Part", bound=Criterion | Gate | Group)


def with_weight(model: ScoringModel, key: str, weight: float) -> ScoringModel:
    """A criterion's own weight; in a group with a weight it counts against its neighbours."""
    return with_weights(model, {key: weight})


def with_weights(model: ScoringModel, weights: Mapping[str, float]) -> ScoringModel:
    """Own weights of several criteria at once, so that none of the states between is judged."""
    for key in weights:
        _known_criterion(model, key)
    return _mapped(model, lambda c: c._replace(weight=weights.get(c.key, c.weight)))


def with_counting(model: ScoringModel, key: str, points: float) -> ScoringModel:
    """The effective weight of one criterion: in a group with a weight its own weight becomes what
    counts so many points, and the own weights of its neighbours stay. Raises Invalid for points
    that the group has not, or has for this criterion alone."""
    _known_criterion(model, key)
    if isclose(points, model.weights()[key], rel_tol=1e-9, abs_tol=1e-9):
        return model
    group = next(group for group in model.groups if any(c.key == key for c in group.criteria))
    if group.weight is None or not points >= 0:
        return with_weight(model, key, points)
    others = sum(c.weight for c in group.criteria if c.key != key)
    weight = own_weight(points, group.weight, others)
    if weight is not None:
        return with_weight(model, key, weight)
    if others <= 0:
        raise Invalid(
            say("Nothing else weighs in the group “%(name)s”, so that “%(key)s” counts all of its "
                "%(points)s points; change the weight of the group.",
                name=group.key, key=key, points=f"{group.weight:g}")
        )  # fmt: skip
    raise Invalid(
        say("The group “%(name)s” has %(points)s points, and “%(key)s” can only count less than that "
            "beside the others; raise the group, or lower the number.",
            name=group.key, key=key, points=f"{group.weight:g}")
    )  # fmt: skip


def with_points(model: ScoringModel, points: Mapping[str, float]) -> ScoringModel:
    """Effective weights of criteria: groups whose weight would bend them give theirs up, and
    criteria that are not named keep the effective weight they have."""
    for key in points:
        _known_criterion(model, key)
    wanted = {**model.weights(), **points}
    groups = tuple(
        group._replace(
            weight=None,
            criteria=tuple(c._replace(weight=wanted[c.key]) for c in group.criteria),
        )
        for group in model.groups
    )
    return replace(model, groups=groups)


def with_group_weight(model: ScoringModel, group_key: str, weight: float | None) -> ScoringModel:
    """What the criteria of a group weigh together; None for the sum of their own weights."""
    return _with_group(model, group_key, lambda group: group._replace(weight=weight))


def with_map(model: ScoringModel, key: str, value_map: ValueMap) -> ScoringModel:
    """How a criterion's answers become values."""
    return _changed(model, key, lambda c: c._replace(map=value_map))


def with_unknown(model: ScoringModel, key: str, value: float) -> ScoringModel:
    """The value (0 to 1) that an unknown answer counts as."""
    return _changed(model, key, lambda c: c._replace(unknown=value))


def with_half_life(model: ScoringModel, key: str, days: float | None) -> ScoringModel:
    """After how many days a touch counts half; None for the default of the source."""
    return _changed(model, key, lambda c: c._replace(half_life=days))


def with_cap(model: ScoringModel, group_key: str, cap: float | None) -> ScoringModel:
    """The most points of 100 that a group may give; None for no limit."""
    return _with_group(model, group_key, lambda group: group._replace(cap=cap))


def with_thresholds(model: ScoringModel, thresholds: Mapping[str, float]) -> ScoringModel:
    """From how many points on the named tiers begin; the others stay as they are."""
    scheme = model.scheme
    for tier in thresholds:
        if tier not in dict(scheme.thresholds):
            raise Invalid(
                say("The tier %(tier)s has no threshold in this scheme; use one of %(choices)s.",
                    tier=tier, choices=[t for t, _ in scheme.thresholds])
            )  # fmt: skip
    steps = tuple((tier, thresholds.get(tier, least)) for tier, least in scheme.thresholds)
    return replace(model, scheme=replace(scheme, thresholds=steps))


def with_hysteresis(model: ScoringModel, margin: float, hold_days: int) -> ScoringModel:
    """How many points under a threshold, and after how many days, somebody is demoted."""
    return replace(model, scheme=replace(model.scheme, margin=margin, hold_days=hold_days))


def with_scheme_preset(model: ScoringModel, name: str) -> ScoringModel:
    """Tiers, thresholds and names of a preset; margin and days stay. A gate at a tier that the
    preset does not have moves to the nearest lower one, and one at the lowest stays lowest."""
    old, preset = model.scheme, preset_of(name).scheme
    scheme = replace(preset, margin=old.margin, hold_days=old.hold_days)
    gates = tuple(g._replace(tier=_moved(g.tier, old, scheme)) for g in model.gates)
    return replace(model, scheme=scheme, gates=gates)


def with_gate(model: ScoringModel, gate: Gate) -> ScoringModel:
    """A gate more, or in the place of the one with its key."""
    return replace(model, gates=_placed(model.gates, gate))


def without_gate(model: ScoringModel, key: str) -> ScoringModel:
    """The model without a gate."""
    if all(gate.key != key for gate in model.gates):
        raise Invalid(say("There is no gate “%(key)s” in this model.", key=key))
    return replace(model, gates=tuple(gate for gate in model.gates if gate.key != key))


def with_criterion(model: ScoringModel, group_key: str, criterion: Criterion) -> ScoringModel:
    """A criterion more at the end of a group, in the place of the one with its key there, or
    brought over from the group that has it."""
    _known_group(model, group_key)
    groups = tuple(
        group._replace(criteria=_placed(group.criteria, criterion))
        if group.key == group_key
        else group._replace(criteria=_others(group.criteria, criterion.key))
        for group in model.groups
    )
    return replace(model, groups=_weighing(groups))


def without_criterion(model: ScoringModel, key: str) -> ScoringModel:
    """The model without a criterion; a group that nothing weighs in any more loses its weight.
    Raises Invalid for the last criterion with a weight."""
    _known_criterion(model, key)
    groups = tuple(g._replace(criteria=_others(g.criteria, key)) for g in model.groups)
    return replace(model, groups=_weighing(groups))


def with_group(model: ScoringModel, group: Group) -> ScoringModel:
    """A group more, or in the place of the one with its key; criteria that it brings along are taken
    out of the groups that have them."""
    brought = {criterion.key for criterion in group.criteria}
    others = tuple(
        one if one.key == group.key
        else one._replace(criteria=tuple(c for c in one.criteria if c.key not in brought))
        for one in model.groups
    )  # fmt: skip
    return replace(model, groups=_placed(_weighing(others), group))


def without_group(model: ScoringModel, key: str) -> ScoringModel:
    """The model without a group and its criteria."""
    _known_group(model, key)
    return replace(model, groups=tuple(group for group in model.groups if group.key != key))


def _mapped(model: ScoringModel, edit: Callable[[Criterion], Criterion]) -> ScoringModel:
    groups = tuple(g._replace(criteria=tuple(map(edit, g.criteria))) for g in model.groups)
    return replace(model, groups=groups)


def _changed(model: ScoringModel, key: str, edit: Callable[[Criterion], Criterion]) -> ScoringModel:
    _known_criterion(model, key)
    return _mapped(model, lambda c: edit(c) if c.key == key else c)


def _with_group(model: ScoringModel, key: str, edit: Callable[[Group], Group]) -> ScoringModel:
    _known_group(model, key)
    groups = tuple(edit(group) if group.key == key else group for group in model.groups)
    return replace(model, groups=groups)


def _placed(parts: tuple[_Part, ...], new: _Part) -> tuple[_Part, ...]:
    """The parts with one more, or with it in the place of the one that has its key."""
    if any(part.key == new.key for part in parts):
        return tuple(new if part.key == new.key else part for part in parts)
    return (*parts, new)


def _others(criteria: Iterable[Criterion], key: str) -> tuple[Criterion, ...]:
    return tuple(criterion for criterion in criteria if criterion.key != key)


def _weighing(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Groups that lost what weighed in them carry no weight of their own."""
    return tuple(
        group if group.weight is None or any(c.weight > 0 for c in group.criteria)
        else group._replace(weight=None)
        for group in groups
    )  # fmt: skip


def _moved(tier: str, old: Scheme, new: Scheme) -> str:
    """The tier of the new scheme that stands where one of the old scheme stood."""
    if tier == old.lowest:
        return new.lowest
    return next((known for known in new.tiers if known >= tier), new.lowest)


def _known_criterion(model: ScoringModel, key: str) -> None:
    if all(criterion.key != key for criterion in model.criteria):
        raise Invalid(say("There is no criterion “%(key)s” in this model.", key=key))


def _known_group(model: ScoringModel, key: str) -> None:
    if all(group.key != key for group in model.groups):
        raise Invalid(_no_group(key))


def _no_group(key: str) -> Message:
    return say("There is no group “%(key)s” in this model.", key=key)
