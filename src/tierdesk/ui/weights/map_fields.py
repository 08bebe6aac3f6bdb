"""The rows of a value map: words, bands, ends, points of touches. See `fields`.

Every kind of map has its own rows; one that takes another kind of answer is not offered. It must
not know the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from unicodedata import normalize

from tierdesk.domain.typed_numbers import number_in
from tierdesk.domain.vocabulary import LABELS
from tierdesk.errors import Invalid
from tierdesk.i18n.message import N_, Message, say
from tierdesk.scoring import valuemap
from tierdesk.scoring.drafting import with_map
from tierdesk.scoring.model import Criterion, ScoringModel
from tierdesk.scoring.sources import find_source
from tierdesk.scoring.touch_sources import POINTS
from tierdesk.ui.weights.fields import (
    Field,
    Nudged,
    Typed,
    figure,
    optional_in,
    plain,
    share_stepped,
    stepped,
    weight_stepped,
)
from tierdesk.ui.weights.rfm_fields import rfm_fields

_KINDS: dict[str, str] = {
    "linear": N_("straight between two ends"), "log": N_("even in ratios between two ends"),
    "bands": N_("bands"), "inverse": N_("the less the better"), "enum": N_("a value for each word"),
    "bool": N_("yes and no"), "decay_sum": N_("points that decay"), "rfm": N_("a score of 1 to 5"),
}  # fmt: skip
Step = Callable[[float, float], float]
Maps = dict[str, valuemap.ValueMap]


def map_fields(criterion: Criterion, maps: Maps | None = None) -> Iterator[Field]:
    """The kind of the map, where there is a choice, and its figures; `maps` are the last ones by kind,
    so that going on and back destroys nothing."""
    key, current, maps = criterion.key, criterion.map, {} if maps is None else maps
    maps[current.kind] = current
    kinds = kinds_for(criterion.source)
    offered = tuple((kind, Message(_KINDS[kind])) for kind in kinds)
    yield Field(say("value by"), Message(_KINDS[current.kind]), current.kind,
                partial(_turned, key, maps) if len(kinds) > 1 else None,
                choices=offered if len(kinds) > 1 else ())  # fmt: skip
    match current:
        case valuemap.Enum():
            yield from _enum(key, current)
        case valuemap.Bands():
            yield from _bands(key, current)
        case valuemap.Linear() | valuemap.Log():
            for end, label in (("lo", say("0 at")), ("hi", say("1 at"))):
                yield _number(key, end, label, getattr(current, end), stepped)
        case valuemap.Inverse():
            yield _number(key, "scale", say("a half at"), current.scale, stepped)
        case valuemap.Flag():
            yield _number(key, "yes", say("yes counts"), current.yes, share_stepped)
            yield _number(key, "no", say("no counts"), current.no, share_stepped)
        case valuemap.DecaySum():
            yield from _decay(key, current)
        case valuemap.Rfm():
            yield from rfm_fields(criterion)


def kinds_for(source_key: str) -> tuple[str, ...]:
    """The kinds of map that can read a source."""
    source = find_source(source_key)
    takes = source.takes if source is not None else None
    numbers = ("linear", "log", "bands", "inverse")
    if source is not None and source.decays:
        return ("decay_sum", *numbers)
    if source is not None and source.scored is not None:
        return ("rfm", *numbers)
    return {
        "number": numbers,
        "text": ("enum",),
        "flag": ("bool",),
        None: (*numbers, "enum", "bool"),
    }[takes]


def beginning(kind: str, old: valuemap.ValueMap) -> valuemap.ValueMap:
    """A map of another kind that begins where the old one ended."""
    lo, hi = _ends(old)
    match kind:
        case "log":
            return valuemap.Log(max(lo, 1.0), max(hi, max(lo, 1.0) * 10))
        case "bands":
            middle = (lo + hi) / 2
            rising = lo <= hi
            return valuemap.Bands(((min(lo, middle, hi), 0.0 if rising else 1.0), (middle, 0.5)),
                         1.0 if rising else 0.0)  # fmt: skip
        case "inverse":
            return valuemap.Inverse(max(abs(lo + hi) / 2, 1.0))
        case "enum":
            return valuemap.Enum({"yes": 1.0}, 0.5)
        case "bool":
            return valuemap.Flag()
        case "decay_sum":
            return valuemap.DecaySum(
                {"inbound": 3, "reply": 3, "meeting": 4, "call": 2, "mail": 1}, 6
            )
        case "rfm":
            return valuemap.Rfm()
        case _:
            return valuemap.Linear(lo, hi)


def _ends(old: valuemap.ValueMap) -> tuple[float, float]:
    match old:
        case valuemap.Linear() | valuemap.Log():
            return old.lo, old.hi
        case valuemap.Bands():
            first, last = old.steps[0][0], old.steps[-1][0]
            return (first, last) if first != last else (0.0, first or 1.0)
        case valuemap.Inverse():
            return 2 * old.scale, 0.0
        case _:
            return 0.0, 10.0


def _criterion(model: ScoringModel, key: str) -> Criterion:
    return next(c for c in model.criteria if c.key == key)


def _turned(key: str, maps: Maps, model: ScoringModel, kind: str) -> ScoringModel:
    old = _criterion(model, key).map
    known = old if old.kind == kind else maps.get(kind)
    return with_map(model, key, beginning(kind, old) if known is None else known)


def _number(key: str, field: str, label: Message, value: float, step: Step) -> Field:
    """A figure of a map that is a field of it."""

    def typed(model: ScoringModel, text: str) -> ScoringModel:
        return _with(model, key, **{field: number_in(text)})

    def nudged(model: ScoringModel, by: float) -> ScoringModel:
        now = getattr(_criterion(model, key).map, field)
        return _with(model, key, **{field: step(now, by)})

    return Field(label, plain(figure(value)), figure(value), typed, nudged)


def _with(model: ScoringModel, key: str, **fields: object) -> ScoringModel:
    return with_map(model, key, replace(_criterion(model, key).map, **fields))  # type: ignore[arg-type]


def _enum(key: str, current: valuemap.Enum) -> Iterator[Field]:
    def table(model: ScoringModel) -> dict[str, float]:
        found = _criterion(model, key).map
        return dict(found.table) if isinstance(found, valuemap.Enum) else {}

    def typed(word: str, model: ScoringModel, text: str) -> ScoringModel:
        words = table(model)
        value = optional_in(text)
        if value is None:
            words.pop(word, None)
        else:
            words[word] = value
        if not words:
            raise Invalid(say("A map of words needs one word at least."))
        return _with(model, key, table=words)

    def nudged(word: str, model: ScoringModel, by: float) -> ScoringModel:
        words = table(model)
        return _with(model, key, table={**words, word: share_stepped(words[word], by)})

    def added(model: ScoringModel, text: str) -> ScoringModel:
        word, value = _word_and_value(text)
        return _with(model, key, table={**table(model), word: value})

    for word, value in current.table.items():
        label = Message(LABELS[word]) if word in LABELS else plain(word)
        yield Field(label, plain(figure(value)), figure(value), partial(typed, word),
                    partial(nudged, word), question=say("value of “%(word)s”", word=word))  # fmt: skip
    yield _number(key, "otherwise", say("any other word"), current.otherwise, share_stepped)
    yield Field(say("+ a word"), None, "", added, question=say("a word and its value (word 0.7)"))


def _word_and_value(text: str) -> tuple[str, float]:
    word, _, value = normalize("NFC", text).strip().rpartition(" ")
    if not word.strip():
        raise Invalid(say("Type the word, a space, and its value from 0 to 1."))
    return word.strip(), number_in(value)


def _bands(key: str, current: valuemap.Bands) -> Iterator[Field]:
    def steps(model: ScoringModel) -> list[tuple[float, float]]:
        found = _criterion(model, key).map
        return list(found.steps) if isinstance(found, valuemap.Bands) else []

    def typed(at: int, model: ScoringModel, text: str) -> ScoringModel:
        bands = steps(model)
        bands[at : at + 1] = [_band(text)] if text.strip() else []
        return _with(model, key, steps=tuple(bands))

    def nudged(at: int, model: ScoringModel, by: float) -> ScoringModel:
        bands = steps(model)
        bands[at] = (bands[at][0], share_stepped(bands[at][1], by))
        return _with(model, key, steps=tuple(bands))

    def added(model: ScoringModel, text: str) -> ScoringModel:
        return _with(model, key, steps=tuple(sorted([*steps(model), _band(text)])))

    how = say("limit and value (30 0.7)")
    for at, (limit, value) in enumerate(current.steps):
        yield Field(say("up to %(limit)s", limit=figure(limit)), plain(figure(value)),
                    f"{figure(limit)} {figure(value)}", partial(typed, at), partial(nudged, at),
                    question=how)  # fmt: skip
    yield _number(key, "above", say("above that"), current.above, share_stepped)
    yield Field(say("+ a band"), None, "", added, question=how)


def _band(text: str) -> tuple[float, float]:
    words = normalize("NFKC", text).split()
    if len(words) != 2:
        raise Invalid(say("Type the limit of the band, a space, and its value from 0 to 1."))
    return number_in(words[0]), number_in(words[1])


def _decay(key: str, current: valuemap.DecaySum) -> Iterator[Field]:
    def points(model: ScoringModel) -> dict[str, float]:
        found = _criterion(model, key).map
        return dict(found.points) if isinstance(found, valuemap.DecaySum) else {}

    def typed(kind: str) -> Typed:
        return lambda m, text: _with(m, key, points={**points(m), kind: number_in(text)})

    def nudged(kind: str) -> Nudged:
        def by_points(model: ScoringModel, by: float) -> ScoringModel:
            now = points(model)
            return _with(model, key, points={**now, kind: weight_stepped(now.get(kind, 0.0), by)})

        return by_points

    for kind, label in POINTS.items():
        value = current.points.get(kind, 0.0)
        yield Field(say("points: %(what)s", what=Message(label)), plain(figure(value)),
                    figure(value), typed(kind), nudged(kind))  # fmt: skip
    yield _number(key, "saturation", say("saturation, in points"), current.saturation, stepped)

    def cap(model: ScoringModel, text: str) -> ScoringModel:
        return _with(model, key, cap=optional_in(text))

    shown = plain(figure(current.cap)) if current.cap is not None else say("none")
    yield Field(say("points at most"), shown, figure(current.cap), cap)
