"""What makes two documents of a table mean the same thing, wherever they are kept."""

import json

from tierdesk.domain.document import Doc, text, texts
from tierdesk.domain.folding import fold
from tierdesk.domain.references import pointing

_SAYS = {
    "deals": ("title", "opened_on"),
    "follow_ups": ("due_at", "note"),
    "orders": ("on", "code", "amount", "products"),
    "contracts": ("signed_on", "amount"),
    "payments": ("paid_on", "amount", "method"),
    "fx_rates": ("currency", "base", "on"),
    "settings": (),
}
_CODED = frozenset(("deals", "contracts", "products"))
_NAMED = frozenset(("products", "people", "sources", "stages", "groups"))
_DEFAULTS = {"channel": "phone", "direction": "out"}


def natural_key(table: str, doc: Doc) -> str:
    """A text that is equal for documents of one table that mean the same; whose they are
    belongs to it. A document of a table without a rule means what all of it says."""
    owner = doc.get("customer_id", doc.get("contract_id"))
    code = fold(text(doc, "code"))
    if table in _CODED and code:
        says: object = ["code", code]
    elif table in _NAMED:
        says = fold(text(doc, "name")) or text(doc, "key")
    elif table == "custom_fields":
        says = text(doc, "key")
    elif table == "contacts":
        name = fold(text(doc, "name"))
        says = name or [sorted(texts(doc, "phones")), sorted(texts(doc, "emails"))]
    elif table in _SAYS:
        says = [doc.get(key) for key in _SAYS[table]]
    else:
        left_out = {"rev", *pointing(table)}
        says = {k: v for k, v in doc.items() if k not in left_out and v != _DEFAULTS.get(k)}
    return json.dumps([owner, says], sort_keys=True, default=str)
