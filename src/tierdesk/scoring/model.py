"""The scoring model as a value: groups, criteria, gates and the tier scheme.

A model is data that people edit, share and publish, so reading one checks everything that a
grade relies on and names the first fault. It must not know customers.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from tierdesk.domain.document import Doc, integer, items, mapping, number, text, texts
from tierdesk.errors import Invalid
from tierdesk.i18n.message import say
from tierdesk.scoring.soundness import ensure_sound
from tierdesk.scoring.valuemap import ValueMap, read_map, write_map

Kind = Literal["open", "signed"]
Status = Literal["draft", "active", "archived"]
Effect = Literal["veto", "cap", "floor"]
_KINDS: dict[str, Kind] = {"open": "open", "signed": "signed"}
_STATUSES: dict[str, Status] = {"draft": "draft", "active": "active", "archived": "archived"}
_EFFECTS: dict[str, Effect] = {"veto": "veto", "cap": "cap", "floor": "floor"}


class Condition(NamedTuple):
    """A criterion applies only to customers whose `source` reads as one of `among`."""

    source: str
    among: tuple[str, ...]


class Criterion(NamedTuple):
    """One question about a customer. `unknown` is the value of an answer not known; `half_life`
    is in days and only for sources that decay."""

    key: str
    label: str
    weight: float
    source: str
    map: ValueMap
    half_life: float | None = None
    unknown: float = 0.5
    applies_if: Condition | None = None


class Group(NamedTuple):
    """Criteria that share a weight. `weight` is what they weigh together, None for the sum of
    theirs; `cap` is the most points (of 100) that the group may give."""

    key: str
    label: str
    criteria: tuple[Criterion, ...]
    weight: float | None = None
    cap: float | None = None


class Gate(NamedTuple):
    """A rule over the tier: it fires when its source is true, or a number over `above`. A veto
    sets the tier, a cap lowers it to that tier, a floor lifts it; veto beats cap beats floor."""

    key: str
    label: str
    effect: Effect
    tier: str
    source: str
    above: float | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """Tiers by absolute thresholds, best first; below the last stands `lowest`. A customer is
    demoted only `margin` points under a threshold and after `hold_days` days in its tier."""

    thresholds: tuple[tuple[str, float], ...] = (("A", 75.0), ("B", 55.0), ("C", 35.0))
    lowest: str = "D"
    margin: float = 3.0
    hold_days: int = 7


@dataclass(frozen=True, slots=True)
class ScoringModel:
    """A version of the rules by which one kind of customer is graded."""

    kind: Kind
    name: str
    groups: tuple[Group, ...]
    gates: tuple[Gate, ...] = ()
    scheme: Scheme = Scheme()
    version: int = 1
    status: Status = "draft"
    parent: int | None = None
    note: str = ""
    author: str = ""

    def __post_init__(self) -> None:
        ensure_sound(self)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria in the order of the groups."""
        return tuple(c for group in self.groups for c in group.criteria)

    def weights(self) -> dict[str, float]:
        """Effective weight by criterion key: the group's weight, split by the criteria's."""
        out: dict[str, float] = {}
        for group in self.groups:
            own = sum(c.weight for c in group.criteria)
            scale = 1.0 if group.weight is None else group.weight / own if own else 0.0
            out |= {c.key: c.weight * scale for c in group.criteria}
        return out


def from_document(doc: Doc) -> ScoringModel:
    """The model of a document of table `scoring_models`; raises Invalid naming the fault."""
    return ScoringModel(
        kind=_KINDS[_word(doc, "kind", tuple(_KINDS), "open")],
        name=text(doc, "name"),
        groups=tuple(_group(group) for group in items(doc, "groups")),
        gates=tuple(_gate(gate) for gate in items(doc, "gates")),
        scheme=_scheme(mapping(doc, "scheme")),
        version=integer(doc, "version") or 1,
        status=_STATUSES[_word(doc, "status", tuple(_STATUSES), "draft")],
        parent=integer(doc, "parent"),
        note=text(doc, "note"),
        author=text(doc, "author"),
    )


def to_document(model: ScoringModel) -> dict[str, object]:
    """The document that `from_document` reads back as the same model."""
    scheme = model.scheme
    out: dict[str, object] = {
        "kind": model.kind, "name": model.name, "version": model.version, "status": model.status,
        "parent": model.parent, "note": model.note, "author": model.author,
        "groups": [_write_group(group) for group in model.groups],
        "gates": [
            _sparse(key=g.key, label=g.label, effect=g.effect, tier=g.tier, source=g.source,
                    above=g.above)
            for g in model.gates
        ],
        "scheme": {
            "thresholds": [{"tier": tier, "from": least} for tier, least in scheme.thresholds],
            "lowest": scheme.lowest, "margin": scheme.margin, "hold_days": scheme.hold_days,
        },
    }  # fmt: skip
    return {key: value for key, value in out.items() if value not in (None, "")}


def _group(doc: Doc) -> Group:
    return Group(
        text(doc, "key"),
        text(doc, "label"),
        tuple(_criterion(criterion) for criterion in items(doc, "criteria")),
        _optional(doc, "weight"),
        _optional(doc, "cap"),
    )


def _criterion(doc: Doc) -> Criterion:
    condition = mapping(doc, "applies_if")
    unknown = _optional(doc, "unknown")
    return Criterion(
        text(doc, "key"),
        text(doc, "label"),
        _finite(doc, "weight"),
        text(doc, "source"),
        read_map(mapping(doc, "map")),
        _optional(doc, "half_life"),
        0.5 if unknown is None else unknown,
        Condition(text(condition, "source"), tuple(texts(condition, "among")))
        if condition
        else None,
    )


def _gate(doc: Doc) -> Gate:
    return Gate(
        text(doc, "key"),
        text(doc, "label"),
        _EFFECTS[_word(doc, "effect", tuple(_EFFECTS), "veto")],
        text(doc, "tier"),
        text(doc, "source"),
        _optional(doc, "above"),
    )


def _scheme(doc: Doc) -> Scheme:
    default = Scheme()
    listed = tuple((text(s, "tier"), _finite(s, "from")) for s in items(doc, "thresholds"))
    margin, hold = _optional(doc, "margin"), integer(doc, "hold_days")
    return Scheme(
        listed or default.thresholds,
        text(doc, "lowest") or default.lowest,
        default.margin if margin is None else margin,
        default.hold_days if hold is None else hold,
    )


def _write_group(group: Group) -> dict[str, object]:
    return _sparse(
        key=group.key, label=group.label, weight=group.weight, cap=group.cap,
        criteria=[_write_criterion(criterion) for criterion in group.criteria],
    )  # fmt: skip


def _write_criterion(criterion: Criterion) -> dict[str, object]:
    condition = criterion.applies_if
    return _sparse(
        key=criterion.key, label=criterion.label, weight=criterion.weight,
        source=criterion.source, map=write_map(criterion.map), half_life=criterion.half_life,
        unknown=None if criterion.unknown == 0.5 else criterion.unknown,
        applies_if=condition and {"source": condition.source, "among": list(condition.among)},
    )  # fmt: skip


def _sparse(**fields: object) -> dict[str, object]:
    return {key: value for key, value in fields.items() if value is not None}


def _word(doc: Doc, key: str, choices: tuple[str, ...], default: str) -> str:
    word = text(doc, key) or default
    if word not in choices:
        raise Invalid(
            say("“%(word)s” cannot stand under “%(key)s” in a scoring model; choose one of "
                "%(choices)s.", word=word, key=key, choices=", ".join(choices))
        )  # fmt: skip
    return word


def _finite(doc: Doc, key: str) -> float:
    value = number(doc, key)
    if value is None:
        raise Invalid(
            say("“%(name)s” needs a number under “%(key)s”.", key=key,
                name=text(doc, "key") or text(doc, "tier"))
        )  # fmt: skip
    return value


def _optional(doc: Doc, key: str) -> float | None:
    return None if doc.get(key) is None else _finite(doc, key)
