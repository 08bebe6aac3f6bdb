"""Customers as one CSV table that a spreadsheet opens safely and `import` reads back.

Headings are FIELD names, so that no map is needed; a row holds the customer, its first contact
and the deal that stands for it. Everything else of a book is in the JSON export.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from io import StringIO

from tierdesk.domain.book import Case
from tierdesk.domain.deals import status
from tierdesk.domain.document import EMPTY, Doc
from tierdesk.domain.groups import ids_of
from tierdesk.domain.money import read as read_money
from tierdesk.exchange.cell_texts import birthday_text, list_text, needs_text
from tierdesk.exchange.cells import money_text
from tierdesk.exchange.custom_cells import custom_text
from tierdesk.exchange.fields import CUSTOM, FIELDS, Field
from tierdesk.exchange.formula import guarded
from tierdesk.exchange.sheet import cell_text

BYTE_ORDER_MARK = "\ufeff"
_DEAL = (
    "code", "title", "amount", "expected_profit", "expected_sign_on", "stage", "probability",
    "products", "owner", "opened_on", "closed_on", "lost_reason",
)  # fmt: skip
_CONTACT = ("name", "title", "role", "phones", "emails", "wechat", "birthday", "address", "notes")
_NO_NAMES: Mapping[int, str] = {}
_STORED = {"probability": "probability_override"}


def customers_csv(cases: Iterable[Case], groups: Mapping[int, str] = _NO_NAMES) -> bytes:
    """UTF-8 with a byte order mark (spreadsheets need it), comma separated, CRLF as RFC 4180
    says. Columns in which nothing stands are left out, `name` aside; `groups` are the names of the
    book's groups by their ids."""
    rows = [_row(case, groups) for case in cases]
    used = set().union(*rows) | {"name"}
    headers = [target for target in _targets() if target in used]
    headers += sorted(target for target in used if target.startswith(CUSTOM))
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(header) for header in headers])
    for row in rows:
        writer.writerow([row.get(header, "") for header in headers])
    return (BYTE_ORDER_MARK + out.getvalue()).encode("utf-8", "replace")


def _targets() -> list[str]:
    customer = [t for t, spec in FIELDS.items() if spec.table == "customers" and t != "tierdesk_id"]
    contact = [f"contact.{key}" for key in _CONTACT]
    return [*customer, *contact, *(f"deal.{key}" for key in _DEAL), "tierdesk_id"]


def _row(case: Case, groups: Mapping[int, str]) -> dict[str, str]:
    """FIELD -> cell, guarded; only what is known."""
    contact = case.contacts[0][1] if case.contacts else EMPTY
    deal = leading_deal(case)
    out: dict[str, str] = {"tierdesk_id": str(case.id)}
    for target in _targets():
        spec = FIELDS[target]
        doc = {"customers": case.customer, "contacts": contact, "deals": deal}[spec.table]
        cell = _cell(spec, doc)
        if cell:
            out[target] = guarded(cell)
    if names := [groups[i] for i in ids_of(case.customer) if i in groups]:
        out["groups"] = guarded("; ".join(names))
    custom = case.customer.get("custom")
    if isinstance(custom, dict):
        for key, value in custom.items():
            cell = custom_text(value)
            if cell:
                out[CUSTOM + str(key)] = guarded(cell) if isinstance(value, str) else cell
    return out


def leading_deal(case: Case) -> Doc:
    """The newest open deal, else the newest of all."""
    still_open = [doc for _, doc in case.deals if status(doc) == "open"]
    every = [doc for _, doc in case.deals]
    return (still_open or every or [EMPTY])[-1]


def _cell(spec: Field, doc: Doc) -> str:
    value = doc.get(_STORED.get(spec.key, spec.key))
    if value is None or value in ([], {}):
        return ""
    write = _WRITTEN.get(spec.reading)
    return (
        write(value) if write else cell_text(value if isinstance(value, str | int | float) else "")
    )


def _money(value: object) -> str:
    money = read_money({"value": value}, "value")
    return money_text(money) if money else ""


_WRITTEN: Mapping[str, Callable[[object], str]] = {
    "money": _money, "profit": _money, "list": list_text, "items": list_text, "needs": needs_text,
    "birthday": birthday_text, "flag": lambda value: "yes" if value is True else "no",
    "percent": lambda value: f"{value!r}%",
}  # fmt: skip
