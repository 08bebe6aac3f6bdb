"""What two models differ in, in words.

Complete: two models whose rules differ in any field give at least one sentence, two that grade
alike word for word give none. What belongs to a version alone (number, status, note, author,
parent) is no difference. Weights are told in points, what a criterion counts of the total, as the
screen shows them; an own weight only where it is another one for the same points. It must not know
customers or the book.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tierdesk.i18n.message import Message, say
from tierdesk.scoring.model import Criterion, Gate, Group, Scheme, ScoringModel
from tierdesk.scoring.part_wording import (
    KINDS,
    NONE,
    condition_in_words,
    figure,
    gate_in_words,
    map_in_words,
    word_in_words,
)
from tierdesk.scoring.valuemap import Enum, ValueMap

POINTS = say("points of the total")
_HUNDRED = 100.0
_DIGITS = 2
"""Finer points are not told apart."""


class Weighed(NamedTuple):
    """What a criterion weighs in two models, None where it is not there: its own weight, and the
    points that it counts of the total."""

    key: str
    label: str
    own: tuple[float | None, float | None]
    points: tuple[float | None, float | None]


def weights_differing(old: ScoringModel, new: ScoringModel) -> tuple[Weighed, ...]:
    """The criteria whose own weight or points are others, those of the old model first."""
    own = [{c.key: c for c in model.criteria} for model in (old, new)]
    points = old.weights(), new.weights()
    found = []
    for key in dict.fromkeys((*own[0], *own[1])):
        was, now = own[0].get(key), own[1].get(key)
        weighed = Weighed(
            key, (now or was or own[0][key]).label,
            (None if was is None else was.weight, None if now is None else now.weight),
            (points[0].get(key), points[1].get(key)),
        )  # fmt: skip
        if weighed.own[0] != weighed.own[1] or weighed.points[0] != weighed.points[1]:
            found.append(weighed)
    return tuple(found)


def difference(old: ScoringModel, new: ScoringModel) -> tuple[Message, ...]:
    """The sentences, in the order of the model: head, groups, criteria, gates, tiers."""
    return tuple(_all(old, new))


def _all(old: ScoringModel, new: ScoringModel) -> Iterator[Message]:
    if old.kind != new.kind:
        yield _turned(
            say("the model"), say("kind"), Message(KINDS[old.kind]), Message(KINDS[new.kind])
        )
    if old.name != new.name:
        yield _turned(say("the model"), say("name"), Message(old.name), Message(new.name))
    if old.industries != new.industries:
        yield _turned(say("the model"), say("industries"), _listed(old.industries),
                      _listed(new.industries))  # fmt: skip
    if old.inherits != new.inherits:
        yield (say("it takes from the model of its kind what it does not say itself") if new.inherits
               else say("it stands alone, without the model of its kind"))  # fmt: skip
    yield from _total(old, new)
    yield from _groups(old, new)
    yield from _criteria(old, new)
    yield from _gates(old.gates, new.gates)
    yield from _scheme(old.scheme, new.scheme)


def _total(old: ScoringModel, new: ScoringModel) -> Iterator[Message]:
    """Points that stay count for another part of the whole where the sum of all is another one."""
    before, after = _sum(old), _sum(new)
    figures = {"old": figure(before), "new": figure(after)}
    if after > before:
        yield say("all points add up to %(new)s instead of %(old)s: what keeps its points counts less",
                  **figures)  # fmt: skip
    elif after < before:
        yield say("all points add up to %(new)s instead of %(old)s: what keeps its points counts more",
                  **figures)  # fmt: skip


def _sum(model: ScoringModel) -> float:
    return round(sum(model.weights().values()), _DIGITS)


def _of_all(model: ScoringModel, points: object) -> object:
    """Points; of how many where they are no parts of 100."""
    total = _sum(model)
    return points if total == _HUNDRED else say("%(points)s of %(total)s", points=points,
                                                total=figure(total))  # fmt: skip


def _groups(old: ScoringModel, new: ScoringModel) -> Iterator[Message]:
    before = {group.key: group for group in old.groups}
    after = {group.key: group for group in new.groups}
    for key, group in before.items():
        if key not in after:
            yield say("removed the group %(name)s", name=_name(group))
    for key, group in after.items():
        if key not in before:
            yield say("added the group %(name)s (%(key)s): points of the total %(weight)s, cap %(cap)s",
                      name=_name(group), key=key, weight=_group_points(new, group),
                      cap=figure(group.cap))  # fmt: skip
            continue
        was = before[key]
        if was.label != group.label:
            yield _turned(_name(was), say("label"), Message(was.label), Message(group.label))
        if was.weight != group.weight:
            yield _turned(_name(group), POINTS, _group_points(old, was), _group_points(new, group))
        if was.cap != group.cap:
            yield _turned(_name(group), say("cap"), figure(was.cap), figure(group.cap))
    yield from _order(say("the groups"), list(before), list(after))


def _criteria(old: ScoringModel, new: ScoringModel) -> Iterator[Message]:
    before = {c.key: (group, c) for group in old.groups for c in group.criteria}
    after = {c.key: (group, c) for group in new.groups for c in group.criteria}
    points_before, points_after, scaled = old.weights(), new.weights(), _scaled(old, new)
    for key, (group, criterion) in before.items():
        if key not in after:
            yield say("removed %(name)s from %(group)s", name=_name(criterion), group=_name(group))
    for key, (group, criterion) in after.items():
        if key not in before:
            yield _added(new, group, criterion)
            continue
        home, was = before[key]
        if home.key != group.key:
            yield _turned(_name(criterion), say("group"), _name(home), _name(group))
        told = tuple(figure(round(p[key], _DIGITS)) for p in (points_before, points_after))
        points = _points(was, criterion, told, (_of_all(old, told[0]), _of_all(new, told[1])))
        yield from _fields(was, criterion, points if key not in scaled else None)
    for group in new.groups:
        stay = [
            c.key for c in group.criteria if c.key in before and before[c.key][0].key == group.key
        ]
        was_order = [key for key, (home, _) in before.items() if home.key == group.key]
        yield from _order(say("the criteria of %(group)s", group=_name(group)), was_order, stay)


def _scaled(old: ScoringModel, new: ScoringModel) -> set[str]:
    """The criteria of groups in which all weigh beside each other as before: what the group gets says
    it for all of them."""
    before = {group.key: {c.key: c.weight for c in group.criteria} for group in old.groups}
    same = [group for group in new.groups
            if before.get(group.key) == {c.key: c.weight for c in group.criteria}]  # fmt: skip
    return {criterion.key for group in same for criterion in group.criteria}


def _points(
    was: Criterion, now: Criterion, points: tuple[object, ...], told: tuple[object, object]
) -> Message | None:
    """Other points, or another own weight for the same points."""
    if points[0] != points[1]:
        return _turned(_name(now), POINTS, *told)
    if was.weight != now.weight:
        return _turned(_name(now), say("own weight in its group"), figure(was.weight),
                       figure(now.weight))  # fmt: skip
    return None


def _added(model: ScoringModel, group: Group, criterion: Criterion) -> Message:
    points = model.weights()[criterion.key]
    return say(
        "added %(name)s (%(key)s) to %(group)s: points of the total %(weight)s, source %(source)s, "
        "%(map)s; unknown counts %(unknown)s, half-life %(half_life)s, for %(whom)s",
        name=_name(criterion), key=criterion.key, group=_name(group),
        weight=_of_all(model, figure(round(points, _DIGITS))),
        source=criterion.source, map=map_in_words(criterion.map), unknown=figure(criterion.unknown),
        half_life=figure(criterion.half_life), whom=condition_in_words(criterion.applies_if),
    )  # fmt: skip


def _fields(was: Criterion, now: Criterion, points: Message | None) -> Iterator[Message]:
    if was.label != now.label:
        yield _turned(_name(was), say("label"), Message(was.label), Message(now.label))
    name = _name(now)
    if points is not None:
        yield points
    if was.source != now.source:
        yield _turned(name, say("source"), was.source, now.source)
    if was.map != now.map:
        yield from _map(name, was.map, now.map)
    if was.half_life != now.half_life:
        yield _turned(name, say("half-life in days"), figure(was.half_life), figure(now.half_life))
    if was.unknown != now.unknown:
        yield _turned(
            name, say("value of an unknown answer"), figure(was.unknown), figure(now.unknown)
        )
    if was.applies_if != now.applies_if:
        yield _turned(name, say("applies to"), condition_in_words(was.applies_if),
                      condition_in_words(now.applies_if))  # fmt: skip


def _map(name: Message, was: ValueMap, now: ValueMap) -> Iterator[Message]:
    """A table that keeps its shape is told value by value, any other map as a whole."""
    if not (isinstance(was, Enum) and isinstance(now, Enum)):
        yield _turned(name, say("values"), map_in_words(was), map_in_words(now))
        return
    for word in dict.fromkeys((*was.table, *now.table)):
        old, new = was.table.get(word), now.table.get(word)
        if old != new:
            yield _turned(
                name, say("value of “%(word)s”", word=word_in_words(word)), figure(old), figure(new)
            )
    if was.otherwise != now.otherwise:
        yield _turned(
            name, say("value of any other word"), figure(was.otherwise), figure(now.otherwise)
        )


def _gates(old: Sequence[Gate], new: Sequence[Gate]) -> Iterator[Message]:
    before, after = {gate.key: gate for gate in old}, {gate.key: gate for gate in new}
    for key, gate in before.items():
        if key not in after:
            yield say("removed the gate %(name)s", name=_name(gate))
    for key, gate in after.items():
        if key not in before:
            yield say("added the gate %(name)s (%(key)s): %(what)s", name=_name(gate), key=key,
                      what=gate_in_words(gate))  # fmt: skip
            continue
        was = before[key]
        if was.label != gate.label:
            yield _turned(_name(was), say("label"), Message(was.label), Message(gate.label))
        if was[2:] != gate[2:]:
            yield _turned(_name(gate), say("gate"), gate_in_words(was), gate_in_words(gate))
    yield from _order(say("the gates"), list(before), list(after))


def _scheme(old: Scheme, new: Scheme) -> Iterator[Message]:
    if old.tiers != new.tiers:
        yield _turned(say("the tiers"), say("letters"), list(old.tiers), list(new.tiers))
    before, after = dict(old.thresholds), dict(new.thresholds)
    for tier in dict.fromkeys((*before, *after)):
        if before.get(tier) != after.get(tier):
            yield _turned(say("tier %(tier)s", tier=tier), say("from how many points"),
                          figure(before.get(tier)), figure(after.get(tier)))  # fmt: skip
    names, others = dict(old.labels), dict(new.labels)
    for tier in dict.fromkeys((*names, *others)):
        if names.get(tier) != others.get(tier):
            yield _turned(say("tier %(tier)s", tier=tier), say("label"),
                          Message(names.get(tier, NONE)), Message(others.get(tier, NONE)))  # fmt: skip
    if old.margin != new.margin:
        yield _turned(say("demotion"), say("points under the threshold"), figure(old.margin),
                      figure(new.margin))  # fmt: skip
    if old.hold_days != new.hold_days:
        yield _turned(say("demotion"), say("days in the tier"), old.hold_days, new.hold_days)


def _order(what: Message, old: Sequence[str], new: Sequence[str]) -> Iterator[Message]:
    """The keys that both have, when they stand in another order."""
    common = [key for key in new if key in old]
    if common != [key for key in old if key in new]:
        yield say("%(what)s stand in another order: %(names)s", what=what, names=common)


def _turned(of: Message, what: Message, old: object, new: object) -> Message:
    return say("%(of)s, %(what)s: %(old)s → %(new)s", of=of, what=what, old=old, new=new)


def _name(part: Group | Criterion | Gate) -> Message:
    return Message(part.label or part.key)


def _group_points(model: ScoringModel, group: Group) -> object:
    if group.weight is not None:
        return _of_all(model, figure(group.weight))
    weights = model.weights()
    whole = round(sum(weights[c.key] for c in group.criteria), _DIGITS)
    return say("%(sum)s, the sum of its criteria", sum=_of_all(model, figure(whole)))


def _listed(words: Sequence[str]) -> object:
    return list(words) or Message(NONE)
