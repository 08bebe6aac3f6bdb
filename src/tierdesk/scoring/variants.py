"""Models for some industries: kept as what differs from the model of their kind, read as whole.

What a variant does not say follows the model of its kind, also when that is published anew. In
a sparse document groups, criteria and gates stand by their keys with the fields that differ,
thresholds by their tiers; `unset` names fields that are taken away, `without` whole parts. New
parts are complete and come last. It must not know which version of what is in force.
"""

from collections.abc import Iterable, Mapping

from tierdesk.domain.document import Doc, flag, items, mapping, text, texts
from tierdesk.domain.folding import fold
from tierdesk.errors import Invalid
from tierdesk.i18n.message import say
from tierdesk.scoring.model import ScoringModel, from_document, to_document

_RULES = ("groups", "gates", "scheme")
_WHOLE = {
    "groups": {"label", "criteria"},
    "criteria": {"label", "weight", "source", "map"},
    "gates": {"label", "effect", "tier", "source"},
}
"""The fields by which a part that stands on its own is told from one that only differs."""


def resolved(doc: Doc, base: ScoringModel) -> ScoringModel:
    """The model of a document; what one that inherits leaves out comes from `base`, the model of
    its kind. Raises Invalid naming the fault."""
    return from_document(whole(doc, base))


def whole(doc: Doc, base: ScoringModel) -> Doc:
    """The document with everything that it inherits; parts that only say how they differ from
    something that the base does not have any more are left out."""
    if not flag(doc, "inherits"):
        return doc
    under, gone = to_document(base), mapping(doc, "without")
    groups = _laid_over(items(under, "groups"), items(doc, "groups"), gone, "groups")
    head = {key: value for key, value in doc.items() if key not in (*_RULES, "without")}
    return {
        **head,
        "groups": groups,
        "gates": _laid_over(items(under, "gates"), items(doc, "gates"), gone, "gates"),
        "scheme": _scheme_over(mapping(under, "scheme"), mapping(doc, "scheme")),
    }


def sparse(model: ScoringModel, base: ScoringModel) -> dict[str, object]:
    """The document that a model is kept as: of one that inherits only what differs from `base`;
    `resolved` gives the same model back, but for the order of parts that both have."""
    full, under = to_document(model), to_document(base)
    if not model.inherits:
        return full
    out = {key: value for key, value in full.items() if key not in _RULES}
    gone: dict[str, list[str]] = {}
    for part in ("groups", "gates"):
        differing = _differing(items(under, part), items(full, part), gone, part)
        if differing:
            out[part] = differing
    scheme = _scheme_differing(mapping(under, "scheme"), mapping(full, "scheme"))
    if scheme:
        out["scheme"] = scheme
    if gone:
        out["without"] = gone
    return out


def stands_alone(doc: Doc, part: str) -> bool:
    """Whether a group, criterion or gate has all fields of a new one, and does not only differ."""
    return _WHOLE[part] <= doc.keys()


def covers(model: ScoringModel, industry: str) -> bool:
    """Whether a model is the variant for that industry; case, width and spaces do not matter."""
    return fold(industry) in {fold(name) for name in model.industries}


def same_customers(one: ScoringModel, other: ScoringModel) -> bool:
    """Whether two models are versions of the same: of one kind, for the same industries."""
    return one.kind == other.kind and _folded(one) == _folded(other)


def ensure_apart(model: ScoringModel, others: Iterable[ScoringModel]) -> None:
    """Raise Invalid when another variant is for some of the same industries but not the same."""
    for other in others:
        shared = [name for name in model.industries if covers(other, name)]
        if other.kind == model.kind and shared and not same_customers(model, other):
            raise Invalid(
                say("Version %(version)s is for %(industries)s already; a variant must name the same "
                    "industries or none of them.", version=other.version, industries=shared)
            )  # fmt: skip


def _folded(model: ScoringModel) -> frozenset[str]:
    return frozenset(fold(name) for name in model.industries)


def _laid_over(under: list[Doc], over: list[Doc], gone: Doc, part: str) -> list[Doc]:
    """Parts by key, each with what stands over it."""
    removed = set(texts(gone, part))
    known = {text(doc, "key"): doc for doc in under if text(doc, "key") not in removed}
    laid = {text(doc, "key"): doc for doc in over}
    out = [_over(doc, laid.get(key, {}), gone, part) for key, doc in known.items()]
    new = [_over({}, doc, {}, part) for key, doc in laid.items()
           if key not in known and stands_alone(doc, part)]  # fmt: skip
    return out + [doc for doc in new if part != "groups" or doc["criteria"]]


def _over(under: Doc, over: Doc, gone: Doc, part: str) -> Doc:
    unset = {*texts(over, "unset"), "unset"}
    out = {key: value for key, value in {**under, **over}.items() if key not in unset}
    if part == "groups":
        out["criteria"] = _laid_over(
            items(under, "criteria"), items(over, "criteria"), gone, "criteria"
        )
    return out


def _differing(
    under: list[Doc], full: list[Doc], gone: dict[str, list[str]], part: str
) -> list[dict[str, object]]:
    """What must be laid over to come from the one to the other."""
    known = {text(doc, "key"): doc for doc in under}
    removed = [key for key in known if key not in {text(doc, "key") for doc in full}]
    if removed:
        gone.setdefault(part, []).extend(removed)
    out = []
    for doc in full:
        base = known.get(text(doc, "key"))
        found = dict(doc) if base is None else _fields(base, doc, gone, part)
        if base is None or len(found) > 1:
            out.append(found)
    return out


def _fields(base: Doc, doc: Doc, gone: dict[str, list[str]], part: str) -> dict[str, object]:
    nested = "criteria" if part == "groups" else ""
    out: dict[str, object] = {"key": doc.get("key")}
    out |= {k: v for k, v in doc.items() if k != nested and (k not in base or base[k] != v)}
    unset = [key for key in base if key not in doc]
    if unset:
        out["unset"] = unset
    if nested:
        criteria = _differing(items(base, nested), items(doc, nested), gone, nested)
        if criteria:
            out[nested] = criteria
    return out


def _scheme_over(under: Doc, over: Doc) -> Doc:
    """One that names its lowest tier brings all thresholds, any other only those that differ."""
    unset = {*texts(over, "unset"), "unset"}
    out = {key: value for key, value in {**under, **over}.items() if key not in unset}
    if "lowest" not in over and "thresholds" in over:
        changed = _steps(over)
        steps = [(tier, changed.get(tier, least)) for tier, least in _steps(under).items()]
        out["thresholds"] = [{"tier": tier, "from": least} for tier, least in steps]
    return out


def _scheme_differing(under: Doc, full: Doc) -> dict[str, object]:
    out: dict[str, object] = {
        key: value
        for key, value in full.items()
        if key not in ("thresholds", "lowest") and under.get(key) != value
    }
    before, after = _steps(under), _steps(full)
    if list(before) != list(after) or under.get("lowest") != full.get("lowest"):
        out |= {"thresholds": full.get("thresholds"), "lowest": full.get("lowest")}
    elif before != after:
        out["thresholds"] = [
            {"tier": tier, "from": least} for tier, least in after.items() if before[tier] != least
        ]
    unset = [key for key in under if key not in full]
    return out | ({"unset": unset} if unset else {})


def _steps(scheme: Doc) -> Mapping[str, object]:
    return {text(step, "tier"): step.get("from") for step in items(scheme, "thresholds")}
