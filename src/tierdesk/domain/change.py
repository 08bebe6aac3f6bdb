"""The undo unit: what one verb does to the book, as a value that has an inverse.

A rule returns a Change; the desk applies and keeps it. Nothing here writes anything. In the
`changes` table a Change is one document: verb, arguments for its sentence, and one compact
edit per document, from which undo and redo are made after a restart too.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tierdesk.domain.document import Doc


class Edit(NamedTuple):
    """One document before and after; None means that it does not exist. `id` < 0 stands for a
    new document, and other documents of the same Change may refer to it by that number."""

    table: str
    id: int
    before: Doc | None
    after: Doc | None


class Change(NamedTuple):
    """`verb` is the command's id (`customer.add`), `args` are plain JSON values that its
    sentence in the history is filled with, `edits` the documents; a document occurs once. `guards`
    are documents that the rule went by and leaves as they are (see `guard`)."""

    verb: str
    args: Mapping[str, object]
    edits: tuple[Edit, ...] = ()
    guards: tuple[Edit, ...] = ()

    def inverse(self) -> "Change":
        """The Change that takes this one back; inverse of inverse is the Change itself."""
        turned = tuple(Edit(e.table, e.id, e.after, e.before) for e in reversed(self.edits))
        return Change(self.verb, self.args, turned)

    @property
    def empty(self) -> bool:
        """True when nothing would be written."""
        return all(same(e.before, e.after) for e in self.edits)


def guard(table: str, doc_id: int, doc: Doc | None) -> Edit:
    """A document that stays as it is and gets a new revision, so that two sessions that go by it at
    once, or one that changes it, meet there and the second is asked anew. One that is not there must
    not have come meanwhile. The history knows nothing of it."""
    return Edit(table, doc_id, doc, None if doc is None else without_rev(doc))


def same(one: Doc | None, other: Doc | None) -> bool:
    """Equal apart from the revision, which belongs to the store."""
    if one is None or other is None:
        return one is other
    return alike(without_rev(one), without_rev(other))


def alike(one: object, other: object) -> bool:
    """Equal as JSON: 1, 1.0 and true are three values, whatever Python says."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(v, other[k]) for k, v in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return type(one) is type(other) and one == other


def without_rev(doc: Doc) -> dict[str, object]:
    """The document as its author wrote it."""
    return {key: value for key, value in doc.items() if key != "rev"}


Patch = dict[str, object]
"""How an edit is kept: for an update {field: [old, new]} with null for "absent", for a deletion
{"": the document}."""


def patch_of(edit: Edit) -> Patch:
    """The compact form of an update or a deletion that is about to be applied."""
    before, after = without_rev(edit.before or {}), edit.after
    if after is None:
        return {"": before}
    fields = [*before, *(f for f in after if f not in before and f != "rev")]
    return {
        f: [before.get(f), after.get(f)] for f in fields if not alike(before.get(f), after.get(f))
    }


def patched(doc: Doc, patch: Mapping[str, object], side: int) -> dict[str, object]:
    """The document with every field of an update patch at its old (0) or new (1) value."""
    out = without_rev(doc)
    for name, both in patch.items():
        value = both[side] if isinstance(both, list) else None
        if value is None:
            out.pop(name, None)
        else:
            out[name] = value
    return out


def differing(doc: Doc, patch: Mapping[str, object], side: int) -> list[str]:
    """Fields of the patch that no longer hold the value of that side: somebody changed them."""
    return [
        name
        for name, both in patch.items()
        if isinstance(both, list) and not alike(doc.get(name), both[side])
    ]


def joined(verb: str, args: Mapping[str, object], parts: Iterable[Change]) -> Change:
    """Several Changes as one: a document edited twice is edited once, from its first state to
    its last. Placeholders must already be distinct."""
    merged: dict[tuple[str, int], Edit] = {}
    guards: dict[tuple[str, int], Edit] = {}
    for part in parts:
        guards |= {(edit.table, edit.id): edit for edit in part.guards}
        for edit in part.edits:
            key = (edit.table, edit.id)
            first = merged.get(key)
            merged[key] = Edit(edit.table, edit.id, first.before, edit.after) if first else edit
    edits = tuple(e for e in merged.values() if e.before is not None or e.after is not None)
    return Change(verb, args, edits, tuple(guards.values()))
