"""The fields of customers that become one: lists are united, what only one of them knows is taken, of two
values that of the one that stays, unless a person chose the other.

It must not know what belongs to a customer beside its own document.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from tierdesk.domain.change import alike
from tierdesk.domain.document import Doc, integer, items, mapping, text, texts
from tierdesk.domain.folding import fold

Side = Literal["keep", "gone"]
Choices = Mapping[str, Side]
"""Fields whose value is chosen, with whose it is to be."""

_SAFER = ("do_not_contact", "bad_debt", "key_account")
"""Said of one of them it holds for both."""
_UNITED = ("tags", "habits", "group_ids")
_JOINED = ("notes",)
_OWN = frozenset(("rev", "stood"))
"""Fields that are neither chosen nor compared: they belong to the store and to the desk."""
_WITHOUT_CHOICE = _OWN.union(
    _UNITED,
    _JOINED,
    _SAFER,
    ("aliases", "needs", "custom", "created_at", "updated_at", "verified_on"),
)


class Difference(NamedTuple):
    """A field of which both know another value, and the one that stays unless it is chosen."""

    field: str
    kept: object
    gone: object


def differences(kept: Doc, gone: Doc) -> list[Difference]:
    """What a person may choose, in the order of the documents; lists are united and need no choice."""
    return [
        Difference(field, value, gone[field])
        for field, value in kept.items()
        if field not in _WITHOUT_CHOICE and field in gone and not alike(value, gone[field])
    ]


def choosable(field: str) -> bool:
    """Whether a field's value can be chosen rather than united."""
    return field not in _OWN and field not in _UNITED and field not in ("aliases", "needs")


def merged(
    kept: Doc, others: Sequence[Doc], ids: Collection[int], choices: Choices
) -> dict[str, object]:
    """The document of the customer that stays. `ids` are those of all that become one: none of them is
    referred by another."""
    doc: dict[str, object] = dict(kept)
    for gone in others:
        doc = _two(doc, gone, choices)
    names = [text(kept, "name"), *texts(kept, "aliases")]
    names += [name for gone in others for name in (text(gone, "name"), *texts(gone, "aliases"))]
    _put(doc, "aliases", _once(names, {fold(text(doc, "name"))}))
    if integer(doc, "referrer_id") in ids:
        found = (integer(other, "referrer_id") for other in others)
        _put(doc, "referrer_id", next((i for i in found if i and i not in ids), None))
    return doc


def _two(kept: Doc, gone: Doc, choices: Choices) -> dict[str, object]:
    doc: dict[str, object] = {**{k: v for k, v in gone.items() if k not in _OWN}, **kept}
    for field in _UNITED:
        _put(doc, field, _united(kept.get(field), gone.get(field)))
    for field in _JOINED:
        _put(doc, field, _joined(text(kept, field), text(gone, field)))
    for field in _SAFER:
        _put(doc, field, kept.get(field) is True or gone.get(field) is True)
    _put(doc, "needs", _needs(items(kept, "needs"), items(gone, "needs")))
    _put(doc, "custom", {**mapping(gone, "custom"), **mapping(kept, "custom")})
    first = filter(None, (text(kept, "created_at"), text(gone, "created_at")))
    _put(doc, "created_at", min(first, default=""))
    for field in ("updated_at", "verified_on"):
        _put(doc, field, max(text(kept, field), text(gone, field)))
    if "parked" not in kept or "parked" not in gone:
        doc.pop("parked", None)  # one of them is worked on, and a signed one is never parked
    for field, side in choices.items():
        source = gone if side == "gone" else kept
        if field.startswith("custom."):
            name = field.removeprefix("custom.")
            chosen = {name: mapping(source, "custom").get(name)}
            _put(doc, "custom", {**mapping(doc, "custom"), **chosen})
        else:
            _put(doc, field, source.get(field))
    return doc


def _put(doc: dict[str, object], field: str, value: object) -> None:
    """Absent means unknown: what is empty is not kept."""
    if value is None or value is False or value in ("", [], {}):
        doc.pop(field, None)
    elif isinstance(value, dict):
        doc[field] = {k: v for k, v in value.items() if v is not None}
    else:
        doc[field] = value


def _united(one: object, other: object) -> list[object]:
    """Both lists, each entry once, in the order of the first."""
    found: list[object] = list(one) if isinstance(one, list) else []
    seen = {_folded(entry) for entry in found}
    for entry in other if isinstance(other, list) else []:
        if _folded(entry) not in seen:
            seen.add(_folded(entry))
            found.append(entry)
    return found


def _folded(entry: object) -> object:
    return fold(entry) if isinstance(entry, str) else entry


def _joined(one: str, other: str) -> str:
    if not other or other in one:
        return one
    return other if one in other else f"{one}\n{other}"


def _needs(one: Sequence[Doc], other: Sequence[Doc]) -> list[Doc]:
    """Needs of the same words are one, of the greater strength."""
    found = {fold(text(need, "text")): need for need in one}
    for need in other:
        key = fold(text(need, "text"))
        known = found.get(key)
        strength = max(integer(need, "strength") or 0, integer(known or {}, "strength") or 0)
        stronger = {"strength": strength} if strength else {}
        found[key] = need if known is None else {**need, **known, **stronger}
    return list(found.values())


def _once(names: Iterable[str], but: Collection[str]) -> list[str]:
    seen, found = set(but), []
    for name in names:
        if (key := fold(name)) and key not in seen:
            seen.add(key)
            found.append(name)
    return found
