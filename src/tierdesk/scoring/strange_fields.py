"""Fields of a model's file that nothing reads: misspelt ones, and parts that differ from nothing.

A grade passes over what it does not know; whoever wrote a file by hand should be told, and what was
probably meant. It must not know what the values under the fields are worth.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from tierdesk.domain.document import Doc, flag, items, mapping, text, texts
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.buying.cuts import PARTS
from tierdesk.scoring.variants import stands_alone

_MODEL = ("kind", "name", "groups", "gates", "scheme", "version", "status", "parent", "note", "author",
          "industries", "inherits")  # fmt: skip
_GROUP = ("key", "label", "weight", "cap", "criteria")
_CRITERION = ("key", "label", "weight", "source", "map", "half_life", "unknown", "applies_if")
_GATE = ("key", "label", "effect", "tier", "source", "above")
_SCHEME = ("preset", "thresholds", "lowest", "margin", "hold_days", "labels")
_RULES = ("groups", "criteria", "gates")
_MAPS = {
    "enum": ("table", "otherwise"),
    "bands": ("steps", "above"),
    "linear": ("lo", "hi"),
    "log": ("lo", "hi"),
    "inverse": ("scale",),
    "bool": ("yes", "no"),
    "decay_sum": ("points", "saturation", "cap"),
    "rfm": ("cuts",),
}


def strange_fields(doc: Doc, base: Doc) -> tuple[Message, ...]:
    """A sentence for each field of a file that nothing reads. `base` is the document of the model
    that one which inherits is laid over."""
    heir = flag(doc, "inherits")
    unset = ("unset",) if heir else ()
    found = list(_unknown(doc, (*_MODEL, *(("without",) if heir else ())), say("a model")))
    for group in items(doc, "groups"):
        found += _named(group, (*_GROUP, *unset), say("a group"))
        for criterion in items(group, "criteria"):
            found += _in_criterion(criterion, unset)
    for gate in items(doc, "gates"):
        found += _named(gate, (*_GATE, *unset), say("a gate"))
    scheme = mapping(doc, "scheme")
    found += _unknown(scheme, (*_SCHEME, *unset), say("a scheme"))
    for step in items(scheme, "thresholds"):
        found += _unknown(step, ("tier", "from"), say("a threshold"))
    if heir:
        found += _unknown(mapping(doc, "without"), _RULES, Message("“without”"))
        found += _differing_from_nothing(doc, base)
    return tuple(found)


def _in_criterion(criterion: Doc, unset: tuple[str, ...]) -> Iterator[Message]:
    yield from _named(criterion, (*_CRITERION, *unset), say("a criterion"))
    key, value_map = text(criterion, "key"), mapping(criterion, "map")
    fields = _MAPS.get(text(value_map, "kind"))
    if fields is not None:
        part = say("a value map “%(map)s”", map=text(value_map, "kind"))
        yield from _named(value_map, ("kind", *fields), part, key)
    for step in items(value_map, "steps"):
        yield from _named(step, ("upto", "value"), say("a band"), key)
    yield from _named(mapping(value_map, "cuts"), PARTS, say("the cut points"), key)
    yield from _named(
        mapping(criterion, "applies_if"), ("source", "among"), say("a condition"), key
    )


def _named(doc: Doc, known: Iterable[str], part: Message, key: str = "") -> Iterator[Message]:
    """What is unknown in a part that has a key, or belongs to one."""
    for fault in _unknown(doc, known, part):
        name = key or text(doc, "key")
        yield say("%(name)s: %(why)s", name=name, why=fault) if name else fault


def _unknown(doc: Doc, known: Iterable[str], part: Message) -> Iterator[Message]:
    fields = list(known)
    for name in doc:
        if name in fields:
            continue
        near = get_close_matches(name, fields, 1)
        if near:
            yield say("“%(name)s” is no field of %(part)s; did you mean “%(near)s”?", name=name,
                      part=part, near=near[0])  # fmt: skip
        else:
            yield say("“%(name)s” is no field of %(part)s; known are %(known)s.", name=name, part=part,
                      known=fields)  # fmt: skip


def _differing_from_nothing(doc: Doc, base: Doc) -> Iterator[Message]:
    """Parts of a variant that only say how they differ, from something that its parent has not."""
    groups, gone = items(base, "groups"), mapping(doc, "without")
    inherited = {text(group, "key"): group for group in groups}
    have = {part: _keys(items(base, part)) for part in ("groups", "gates")}
    have["criteria"] = [key for group in groups for key in _keys(items(group, "criteria"))]
    for part in ("groups", "gates"):
        yield from _strays(items(doc, part), have[part], part)
    for group in items(doc, "groups"):
        parent = inherited.get(text(group, "key"))
        own = [] if parent is None else _keys(items(parent, "criteria"))
        yield from _strays(items(group, "criteria"), own, "criteria")
    for part in _RULES:
        for key in texts(gone, part):
            if key not in have[part]:
                yield _no_part(key, have[part])
    yield from _stray_tiers(mapping(doc, "scheme"), mapping(base, "scheme"))


def _strays(docs: list[Doc], own: list[str], part: str) -> Iterator[Message]:
    for doc in docs:
        if text(doc, "key") not in own and not stands_alone(doc, part):
            yield _no_part(text(doc, "key"), own)


def _stray_tiers(scheme: Doc, under: Doc) -> Iterator[Message]:
    """Thresholds of tiers that are not there; one that names its lowest tier brings all of them."""
    own = [text(step, "tier") for step in items(under, "thresholds")]
    if "lowest" not in scheme and "preset" not in scheme:
        for step in items(scheme, "thresholds"):
            if text(step, "tier") not in own:
                yield _no_part(text(step, "tier"), own)


def _no_part(key: str, own: list[str]) -> Message:
    near = get_close_matches(key, own, 1)
    if near:
        return say("The model that is inherited has no “%(key)s”; did you mean “%(near)s”? A new part "
                   "needs all its fields.", key=key, near=near[0])  # fmt: skip
    return say(
        "The model that is inherited has no “%(key)s”; a new part needs all its fields.", key=key
    )


def _keys(docs: list[Doc]) -> list[str]:
    return [text(doc, "key") for doc in docs]
