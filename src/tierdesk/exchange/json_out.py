"""A book, or some customers of it with all that belongs to them, as one JSON document.

It is complete and reads back (`json_in`). Every character that a terminal would act upon is
written as an escape, so that the file can be shown as it is.
"""

import json
from collections.abc import Collection, Mapping

from tierdesk.domain.document import Doc, Tables
from tierdesk.domain.references import REFERENCES
from tierdesk.terminal.escape import escaped_json

SCHEMA = 1
FORMAT = "tierdesk-export"
PRIVATE = frozenset(("changes", "imports"))
"""Tables that are about the file, not about the business."""


def export_json(tables: Tables, customer_ids: Collection[int] | None = None) -> bytes:
    """`{"schema": 1, "format": …, table: [{"id": …, …}]}` in UTF-8, the same bytes for the same
    book. `customer_ids` None: everything but the history."""
    document: dict[str, object] = {"schema": SCHEMA, "format": FORMAT}
    document |= exported(tables, customer_ids)
    written = json.dumps(document, ensure_ascii=False, indent=1)
    return (escaped_json(written) + "\n").encode("utf-8")


def exported(
    tables: Tables, customer_ids: Collection[int] | None = None
) -> dict[str, list[dict[str, object]]]:
    """{table: documents with their `id`, in its order} of what leaves the book, customers first."""
    chosen = tables if customer_ids is None else _belonging(tables, customer_ids)
    return {
        table: [_plain(key, doc) for key, doc in _by_id(chosen[table])]
        for table in sorted(chosen, key=lambda name: (name != "customers", name))
        if table not in PRIVATE and chosen[table]
    }


def _by_id(docs: Mapping[str, Doc]) -> list[tuple[str, Doc]]:
    return sorted(docs.items(), key=lambda item: int(item[0]))


def _plain(key: str, doc: Doc) -> dict[str, object]:
    return {"id": int(key), **{name: value for name, value in doc.items() if name != "rev"}}


def _belonging(tables: Tables, customer_ids: Collection[int]) -> dict[str, dict[str, Doc]]:
    """The customers, what points at them, and what points at that (payments of contracts)."""
    wanted = set(customer_ids)
    out = {"customers": {k: d for k, d in tables.get("customers", {}).items() if int(k) in wanted}}
    for table, fields in REFERENCES.items():
        if "customer_id" in fields:
            out[table] = {
                k: d for k, d in tables.get(table, {}).items() if d.get("customer_id") in wanted
            }
    contracts = {int(key) for key in out.get("contracts", ())}
    out["payments"] = {
        k: d for k, d in tables.get("payments", {}).items() if d.get("contract_id") in contracts
    }
    sources = {d.get("source_id") for d in out["customers"].values()}
    out["sources"] = {k: d for k, d in tables.get("sources", {}).items() if int(k) in sources}
    groups = {i for d in out["customers"].values() for i in _listed(d, "group_ids")}
    out["groups"] = {k: d for k, d in tables.get("groups", {}).items() if int(k) in groups}
    return out


def _listed(doc: Doc, field: str) -> list[object]:
    found = doc.get(field)
    return found if isinstance(found, list) else []
