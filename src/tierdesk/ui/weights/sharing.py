"""The parts of a model that share weights, and the model in which they have given shares.

It must not know who gives the shares, or the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from tierdesk.scoring.drafting import with_weights
from tierdesk.scoring.model import Group, ScoringModel


class Parts(NamedTuple):
    """The criteria of `group` with their own weights, or with "" all groups in which
    something weighs, with what they count."""

    group: str
    weights: Mapping[str, float]

    @property
    def keys(self) -> tuple[str, ...]:
        """In the order of the model."""
        return tuple(self.weights)


def parts_of(model: ScoringModel, group: str) -> Parts:
    """Those of a group, or with "" the groups; none where the group is gone."""
    if group:
        own = [c for one in model.groups if one.key == group for c in one.criteria]
        return Parts(group, {c.key: c.weight for c in own})
    weights = model.weights()
    return Parts("", {
        one.key: sum(weights[c.key] for c in one.criteria) for one in model.groups if _takes(one)
    })  # fmt: skip


def shared(model: ScoringModel, parts: Parts, shares: Mapping[str, float]) -> ScoringModel:
    """The model in which the parts have these shares of what they have together."""
    total = sum(parts.weights.values()) or 100.0
    wanted = {key: round(total * share, 2) for key, share in shares.items()}
    if parts.group:
        return with_weights(model, wanted)
    return replace(model, groups=tuple(
        group._replace(weight=wanted.get(group.key, group.weight)) if _takes(group) else group
        for group in model.groups
    ))  # fmt: skip


def _takes(group: Group) -> bool:
    """Does something in it take the weight that the group is given?"""
    return any(c.weight > 0 for c in group.criteria)
