"""A version of a model as --json prints it."""

from tierdesk.domain.document import moment as instant
from tierdesk.i18n.message import Message
from tierdesk.scoring.model import Criterion, ScoringModel, to_document
from tierdesk.scoring.part_wording import (
    condition_in_words,
    customers_in_words,
    gate_in_words,
    map_in_words,
)
from tierdesk.scoring.schemes import preset_name
from tierdesk.scoring.sources import SOURCES
from tierdesk.scoring.valuemap import write_map
from tierdesk.scoring.versions import Version


def head(version: Version) -> dict[str, object]:
    """What belongs to a version alone: number, whose, when, why; what publishing it moved."""
    model = version.model
    stamps = {"created_at": version.created_at, "published_at": version.published_at,
              "archived_at": version.archived_at}  # fmt: skip
    return {
        "version": version.number,
        "kind": model.kind,
        "industries": list(model.industries),
        "inherits": model.inherits,
        "whom": customers_in_words(model.kind, model.industries),
        "name": Message(model.name),
        "status": model.status,
        "parent": model.parent,
        "note": model.note or None,
        "author": model.author or None,
        **{name: instant({name: at}, name) for name, at in stamps.items()},
        "migration": moves(version.migration),
    }


def moves(migration: object) -> dict[str, dict[str, int]]:
    """{tier before: {tier after: customers}}."""
    out: dict[str, dict[str, int]] = {}
    if isinstance(migration, dict):
        for (before, after), n in sorted(migration.items()):
            out.setdefault(before, {})[after] = n
    return out


def whole_model(version: Version) -> dict[str, object]:
    """Everything about a version."""
    model = version.model
    doc, points = to_document(model), model.weights()
    total = sum(points.values())
    return {
        **head(version),
        "total": round(total, 2),
        "groups": [
            {
                "key": group.key,
                "label": Message(group.label or group.key),
                "weight": group.weight,
                "cap": group.cap,
                "criteria": [_criterion(c, points[c.key], total) for c in group.criteria],
            }
            for group in model.groups
        ],
        "gates": _gates(model),
        "scheme": {"preset": preset_name(model.scheme) or None, **_scheme(doc["scheme"])},
    }


def sources() -> list[dict[str, object]]:
    """What a criterion may read, beside custom.NAME."""
    return [
        {"key": key, "label": Message(source.label), "takes": source.takes}
        for key, source in SOURCES.items()
    ]


def _criterion(criterion: Criterion, points: float, total: float) -> dict[str, object]:
    condition = criterion.applies_if
    return {
        "key": criterion.key,
        "label": Message(criterion.label or criterion.key),
        "weight": criterion.weight,
        "points": round(points, 2),
        "share": round(100 * points / total, 2),
        "source": criterion.source,
        "map": write_map(criterion.map),
        "values": map_in_words(criterion.map),
        "half_life": criterion.half_life,
        "unknown": criterion.unknown,
        "applies_if": condition and {"source": condition.source, "among": list(condition.among)},
        "whom": condition_in_words(condition),
    }


def _gates(model: ScoringModel) -> list[dict[str, object]]:
    return [
        {
            "key": gate.key,
            "label": Message(gate.label or gate.key),
            "effect": gate.effect,
            "tier": gate.tier,
            "source": gate.source,
            "above": gate.above,
            "what": gate_in_words(gate),
        }
        for gate in model.gates
    ]


def _scheme(doc: object) -> dict[str, object]:
    scheme = dict(doc) if isinstance(doc, dict) else {}
    labels = scheme.get("labels")
    if isinstance(labels, dict):
        scheme["labels"] = {tier: Message(label) for tier, label in labels.items()}
    return scheme
