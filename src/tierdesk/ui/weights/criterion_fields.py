"""The rows of the sheet of a criterion, and of a group. See `fields`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from unicodedata import normalize

from tierdesk.domain.typed_numbers import number_in
from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.drafting import (
    with_cap,
    with_counting,
    with_criterion,
    with_group,
    with_group_weight,
    with_half_life,
    with_unknown,
)
from tierdesk.scoring.model import Condition, Criterion, Group, ScoringModel
from tierdesk.scoring.part_wording import condition_in_words, source_in_words
from tierdesk.scoring.sources import DEFAULT_HALF_LIFE, find_source
from tierdesk.ui.weights.fields import (
    Field,
    Nudged,
    figure,
    label_in,
    optional_in,
    plain,
    share_stepped,
    stepped,
    weight_stepped,
)
from tierdesk.ui.weights.map_fields import Maps, map_fields


def criterion_fields(key: str, maps: Maps, model: ScoringModel) -> Sequence[Field]:
    """All that can be said of a criterion; nothing once it is gone. `maps`: see `map_fields`."""
    found = [(g, c) for g in model.groups for c in g.criteria if c.key == key]
    if not found:
        return ()
    group, criterion = found[0]
    return list(_criterion(group, criterion, maps, model))


def _criterion(
    group: Group, criterion: Criterion, maps: Maps, model: ScoringModel
) -> Iterator[Field]:
    key = criterion.key
    yield Field(say("label"), Message(criterion.label), criterion.label, partial(_labelled, key))
    counts = model.weights()[key]
    weight: Message = plain(figure(round(counts, 2)))
    if group.weight is not None:
        weight = say("%(points)s of the %(all)s of its group", points=weight,
                     all=figure(group.weight))  # fmt: skip
    yield Field(say("weight"), weight, figure(counts), partial(_weighed, key), _weight_nudged(key))
    yield Field(say("reads"), source_in_words(criterion.source))
    yield from map_fields(criterion, maps)
    source = find_source(criterion.source)
    if source is not None and source.decays:
        days = criterion.half_life or DEFAULT_HALF_LIFE
        yield Field(say("half-life in days"), plain(figure(days)), figure(days),
                    lambda m, text: with_half_life(m, key, optional_in(text)),
                    lambda m, by: with_half_life(
                        m, key, max(1.0, stepped(_of(m, key).half_life or DEFAULT_HALF_LIFE, by))
                    ))  # fmt: skip
    yield Field(say("not known counts"), plain(figure(criterion.unknown)), figure(criterion.unknown),
                lambda m, text: with_unknown(m, key, number_in(text)),
                lambda m, by: with_unknown(m, key, share_stepped(_of(m, key).unknown, by)))  # fmt: skip
    yield Field(say("only for"), condition_in_words(criterion.applies_if),
                _condition_text(criterion.applies_if), partial(_conditioned, key),
                question=say("only for (a field = words; nothing: everybody)"))  # fmt: skip
    groups = tuple((one.key, Message(one.label or one.key)) for one in model.groups)
    yield Field(say("group"), Message(group.label or group.key), group.key,
                lambda m, word: with_criterion(m, word, _of(m, key)), choices=groups)  # fmt: skip
    yield _cap(group)


def group_fields(key: str, model: ScoringModel) -> Sequence[Field]:
    """All that can be said of a group; nothing once it is gone."""
    group = next((group for group in model.groups if group.key == key), None)
    if group is None:
        return ()
    weights = model.weights()
    whole = round(sum(weights[c.key] for c in group.criteria), 10)
    shown = plain(figure(group.weight)) if group.weight is not None else (
        say("%(sum)s, the sum of its criteria", sum=figure(whole))
    )  # fmt: skip

    def relabelled(model: ScoringModel, text: str) -> ScoringModel:
        return with_group(model, _group(model, key)._replace(label=label_in(text)))

    return [
        Field(say("label"), Message(group.label), group.label, relabelled),
        Field(say("weight"), shown, figure(group.weight),
              lambda m, text: with_group_weight(m, key, optional_in(text)),
              lambda m, by: with_group_weight(m, key, weight_stepped(_weighs(m, key), by))),
        _cap(group),
        *(Field(say("  %(name)s", name=Message(c.label or c.key)),
                plain(figure(round(weights[c.key], 2))), figure(weights[c.key]), partial(_weighed, c.key),
                _weight_nudged(c.key))
          for c in group.criteria),
    ]  # fmt: skip


def _weighed(key: str, model: ScoringModel, text: str) -> ScoringModel:
    return with_counting(model, key, number_in(text))


def _weight_nudged(key: str) -> Nudged:
    return lambda m, by: with_counting(m, key, weight_stepped(m.weights()[key], by))


def _cap(group: Group) -> Field:
    key = group.key
    shown = plain(figure(group.cap)) if group.cap is not None else say("no limit")
    return Field(
        say("points of %(group)s at most", group=Message(group.label or key)), shown,
        figure(group.cap), lambda m, text: with_cap(m, key, optional_in(text)),
        lambda m, by: with_cap(m, key, _cap_moved(_group(m, key).cap, by)),
        question=say("points of %(group)s at most (nothing: no limit)",
                     group=Message(group.label or key)),
    )  # fmt: skip


def _cap_moved(cap: float | None, by: float) -> float | None:
    """Beyond 100 there is no limit any more."""
    moved = (100.0 if cap is None else cap) + by
    return None if moved > 100 else max(1.0, moved)


def _weighs(model: ScoringModel, key: str) -> float:
    weights, group = model.weights(), _group(model, key)
    return sum(weights[c.key] for c in group.criteria)


def _of(model: ScoringModel, key: str) -> Criterion:
    found = next((c for c in model.criteria if c.key == key), None)
    if found is None:
        raise Invalid(say("There is no criterion “%(key)s” in this model.", key=key))
    return found


def _group(model: ScoringModel, key: str) -> Group:
    found = next((group for group in model.groups if group.key == key), None)
    if found is None:
        raise Invalid(say("There is no group “%(key)s” in this model.", key=key))
    return found


def _changed(model: ScoringModel, new: Criterion) -> ScoringModel:
    groups = tuple(
        group._replace(criteria=tuple(new if c.key == new.key else c for c in group.criteria))
        for group in model.groups
    )
    return replace(model, groups=groups)


def _labelled(key: str, model: ScoringModel, text: str) -> ScoringModel:
    return _changed(model, _of(model, key)._replace(label=label_in(text)))


def _condition_text(condition: Condition | None) -> str:
    if condition is None:
        return ""
    return f"{condition.source} = {', '.join(condition.among)}"


def _conditioned(key: str, model: ScoringModel, text: str) -> ScoringModel:
    """`customer.kind = company, person`."""
    criterion, bare = _of(model, key), normalize("NFKC", text).strip()
    if not bare:
        return _changed(model, criterion._replace(applies_if=None))
    source, equals, words = bare.partition("=")
    among = tuple(word.strip() for word in words.replace("、", ",").split(",") if word.strip())
    if not equals or not among:
        raise Invalid(
            say("Write a field, an equals sign and words, such as customer.kind = company.")
        )
    return _changed(model, criterion._replace(applies_if=Condition(source.strip(), among)))
