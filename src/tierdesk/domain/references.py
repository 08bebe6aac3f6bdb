"""Which fields of which table point at documents of which other table.

The store needs it to fill in the ids of documents that are created together, the rules need
it to refuse a deletion that would leave somebody pointing at nothing.
"""

from collections.abc import Collection, Iterator, Mapping

from tierdesk.domain.document import Doc

REFERENCES: Mapping[str, Mapping[str, str]] = {
    "customers": {"source_id": "sources", "referrer_id": "customers"},
    "contacts": {"customer_id": "customers"},
    "deals": {"customer_id": "customers"},
    "touches": {"customer_id": "customers", "deal_id": "deals", "contact_id": "contacts",
                "corrects": "touches", "template_id": "templates"},
    "follow_ups": {"customer_id": "customers"},
    "orders": {"customer_id": "customers"},
    "contracts": {"customer_id": "customers", "deal_id": "deals"},
    "payments": {"contract_id": "contracts"},
    "feedback": {"customer_id": "customers"},
    "survey_responses": {"customer_id": "customers"},
    "events": {"customer_id": "customers", "contact_id": "contacts"},
    "rewards": {"customer_id": "customers"},
    "churns": {"customer_id": "customers"},
    "not_duplicates": {"one_id": "customers", "other_id": "customers"},
}  # fmt: skip

LISTS: Mapping[str, Mapping[str, str]] = {"customers": {"group_ids": "groups"}}
"""The same of fields that hold a list of references."""


def pointing(table: str) -> frozenset[str]:
    """Every field of a table that points at other documents."""
    return frozenset((*REFERENCES.get(table, ()), *LISTS.get(table, ())))


def pointed(table: str, doc: Doc) -> Iterator[tuple[str, int]]:
    """Every (table, id) that a document names."""
    for field, target in REFERENCES.get(table, {}).items():
        if isinstance(value := doc.get(field), int):
            yield target, value
    for field, target in LISTS.get(table, {}).items():
        listed = doc.get(field)
        for value in listed if isinstance(listed, list) else ():
            if isinstance(value, int):
                yield target, value


def resolve(table: str, doc: Doc, ids: Mapping[int, int]) -> Doc:
    """The document with every placeholder (a negative number in a reference) replaced by the
    id that the new document received. KeyError for a placeholder nobody created."""
    if table == "changes":
        return _resolve_change(doc, ids)
    filled: dict[str, object] = {
        field: ids[value]
        for field in REFERENCES.get(table, ())
        if isinstance(value := doc.get(field), int) and value < 0
    }
    for field in LISTS.get(table, ()):
        value = doc.get(field)
        if isinstance(value, list) and any(map(_placeholder, value)):
            filled[field] = _filled(value, ids)
    return {**doc, **filled} if filled else doc


def _placeholder(value: object) -> bool:
    return isinstance(value, int) and value < 0


def _filled(values: list[object], ids: Mapping[int, int]) -> list[object]:
    return [ids[v] if isinstance(v, int) and v < 0 else v for v in values]


def _resolve_change(doc: Doc, ids: Mapping[int, int]) -> Doc:
    """A change lists the documents that it wrote as [table, id, kind, patch]; new ones by
    placeholder."""
    edits = doc.get("edits")
    if not isinstance(edits, list):
        return doc
    return {**doc, "edits": [_resolve_edit(edit, ids) for edit in edits]}


def _resolve_edit(edit: list[object], ids: Mapping[int, int]) -> list[object]:
    table, doc_id, kind, patch = edit
    if isinstance(doc_id, int) and doc_id < 0:
        doc_id = ids[doc_id]
    fields = pointing(str(table))
    if kind == "~" and isinstance(patch, dict) and any(field in patch for field in fields):
        patch = {name: _resolve_pair(name, both, fields, ids) for name, both in patch.items()}
    return [table, doc_id, kind, patch]


def _resolve_pair(
    name: str, both: object, fields: Collection[str], ids: Mapping[int, int]
) -> object:
    """A pair of before and after; of a list of references each is a list."""
    if name not in fields or not isinstance(both, list):
        return both
    return [_filled(v, ids) if isinstance(v, list) else v for v in _filled(both, ids)]
