"""The scoring model as a value: groups, criteria, gates and the tier scheme.

A model is data that people edit, share and publish, so reading one checks everything that a
grade relies on and names the first fault, or all of them (`faults_in`). It must not know
customers.
"""

from dataclasses import dataclass
from math import nan
from typing import Literal, NamedTuple

from tierdesk.domain.document import Doc, flag, integer, text
from tierdesk.i18n.message import Message, Verbatim
from tierdesk.scoring.model_reading import Reading
from tierdesk.scoring.soundness import ALL_ZERO, ensure_sound, faults
from tierdesk.scoring.sources import CUSTOM
from tierdesk.scoring.valuemap import ValueMap, write_map
from tierdesk.scoring.weighting import effective
from tierdesk.terminal.clean import clean

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
    demoted only `margin` points under a threshold and after `hold_days` days in its tier.
    `labels` are other names of tiers as (tier, English source); the tiers themselves stay letters."""

    thresholds: tuple[tuple[str, float], ...] = (("A", 75.0), ("B", 55.0), ("C", 35.0))
    lowest: str = "D"
    margin: float = 3.0
    hold_days: int = 7
    labels: tuple[tuple[str, str], ...] = ()

    @property
    def tiers(self) -> tuple[str, ...]:
        """All tiers of the scheme, best first."""
        return (*(tier for tier, _ in self.thresholds), self.lowest)


@dataclass(frozen=True, slots=True)
class ScoringModel:
    """A version of the rules by which one kind of customer is graded. With `industries` it is
    a variant for customers of those; one that `inherits` is kept as what differs from the model
    of its kind (`variants`), yet as a value it is always whole."""

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
    industries: tuple[str, ...] = ()
    inherits: bool = False

    def __post_init__(self) -> None:
        ensure_sound(self)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria in the order of the groups."""
        return tuple(c for group in self.groups for c in group.criteria)

    def weights(self) -> dict[str, float]:
        """Effective weight by criterion key: the group's weight, split by the criteria's."""
        return effective(self.groups)


def from_document(doc: Doc) -> ScoringModel:
    """The model of a document of table `scoring_models`; raises Invalid naming the fault. Names
    and labels, which screens show as they are, lose what a terminal would act upon. A document
    that inherits is read by `variants.resolved`."""
    read = Reading()
    return ScoringModel(
        kind=_KINDS[read.word(doc, "kind", tuple(_KINDS), "open")],
        name=clean(text(doc, "name")),
        groups=tuple(_group(read, group) for group in read.listed(doc, "groups")),
        gates=tuple(_gate(read, gate) for gate in read.listed(doc, "gates")),
        scheme=_scheme(read, read.object(doc, "scheme")),
        version=integer(doc, "version") or 1,
        status=_STATUSES[read.word(doc, "status", tuple(_STATUSES), "draft")],
        parent=integer(doc, "parent"),
        note=text(doc, "note"),
        author=text(doc, "author"),
        industries=tuple(clean(name) for name in read.words(doc, "industries")),
        inherits=flag(doc, "inherits"),
    )


def faults_in(doc: Doc) -> tuple[Message, ...]:
    """Everything that keeps a document from being a model, in the order in which it is read;
    empty exactly when `from_document` reads it."""
    kept: list[Message] = []
    read = Reading(kept)
    read.word(doc, "kind", tuple(_KINDS), "open")
    read.word(doc, "status", tuple(_STATUSES), "draft")
    groups = tuple(_group(read, group) for group in read.listed(doc, "groups"))
    gates = tuple(_gate(read, gate) for gate in read.listed(doc, "gates"))
    scheme = _scheme(read, read.object(doc, "scheme"))
    industries = read.words(doc, "industries")
    inherits = flag(doc, "inherits") and "industries" not in read.shapeless
    for fault in faults(groups, gates, scheme, industries, inherits):
        if fault != ALL_ZERO or not read.shapeless & {"groups", "criteria"}:
            read.refuse(fault)
    return tuple(kept)


def to_document(model: ScoringModel) -> dict[str, object]:
    """The document that `from_document` reads back as the same model."""
    scheme = model.scheme
    out: dict[str, object] = {
        "kind": model.kind, "name": model.name, "version": model.version, "status": model.status,
        "parent": model.parent, "note": model.note, "author": model.author,
        "industries": list(model.industries) or None, "inherits": model.inherits or None,
        "groups": [_write_group(group) for group in model.groups],
        "gates": [
            _sparse(key=g.key, label=g.label, effect=g.effect, tier=g.tier, source=g.source,
                    above=g.above)
            for g in model.gates
        ],
        "scheme": _sparse(
            thresholds=[{"tier": tier, "from": least} for tier, least in scheme.thresholds],
            lowest=scheme.lowest, margin=scheme.margin, hold_days=scheme.hold_days,
            labels=dict(scheme.labels) or None,
        ),
    }  # fmt: skip
    return {key: value for key, value in out.items() if value not in (None, "")}


def _group(read: Reading, doc: Doc) -> Group:
    return Group(
        clean(text(doc, "key")),
        clean(text(doc, "label")),
        tuple(_criterion(read, criterion) for criterion in read.listed(doc, "criteria")),
        read.optional(doc, "weight"),
        read.optional(doc, "cap"),
    )


def _criterion(read: Reading, doc: Doc) -> Criterion:
    condition = read.object(doc, "applies_if")
    unknown = read.optional(doc, "unknown")
    named = Verbatim if text(doc, "source").startswith(CUSTOM) else str
    return Criterion(
        named(clean(text(doc, "key"))),
        named(clean(text(doc, "label"))),
        read.needed(doc, "weight"),
        text(doc, "source"),
        read.value_map(doc),
        read.optional(doc, "half_life"),
        0.5 if unknown is None else unknown,
        Condition(text(condition, "source"), read.words(condition, "among")) if condition else None,
    )


def _gate(read: Reading, doc: Doc) -> Gate:
    return Gate(
        clean(text(doc, "key")),
        clean(text(doc, "label")),
        _EFFECTS[read.word(doc, "effect", tuple(_EFFECTS), "veto", clean(text(doc, "key")))],
        text(doc, "tier"),
        text(doc, "source"),
        read.optional(doc, "above"),
    )


def _scheme(read: Reading, doc: Doc) -> Scheme:
    default = Scheme()
    listed = tuple(
        (text(s, "tier"), read.needed(s, "from", nan)) for s in read.listed(doc, "thresholds")
    )
    margin = read.optional(doc, "margin")
    labels = read.object(doc, "labels")
    return Scheme(
        listed or default.thresholds,
        text(doc, "lowest") or default.lowest,
        default.margin if margin is None else margin,
        read.days(doc, "hold_days", default.hold_days),
        tuple((tier, clean(text(labels, tier))) for tier in sorted(labels)),
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
