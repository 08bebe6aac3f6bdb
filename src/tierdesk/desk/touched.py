"""Which customers a changed document is about, so that only they are looked at again.

It must not know what is derived from a document, only to whom it belongs.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tierdesk.domain.book import Book
from tierdesk.domain.document import Doc, integer
from tierdesk.domain.references import REFERENCES

MOST = 2_000
"""From so many changed documents on the whole book is looked at again: that is quicker."""

_OF_NOBODY = frozenset((
    "changes", "groups", "imports", "people", "products", "sources", "templates", "views",
))  # fmt: skip
"""Tables that no grade, queue or stage reads."""


class Touched(NamedTuple):
    """One changed document as it was and as it is, None where it is not."""

    table: str
    id: int
    before: Doc | None
    after: Doc | None


def customers_of(book: Book, changes: Iterable[Touched]) -> frozenset[int] | None:
    """The customers to whom changed documents belong, deleted ones included; None when every
    customer may be concerned: settings, rates, stages, policies, models, or a table that this
    version does not know."""
    found: set[int] = set()
    changes = list(changes)
    contracts = _contracts(changes)
    for change in changes:
        if change.table == "customers":
            found.add(change.id)
        elif change.table == "payments":
            found |= _payers(book, change, contracts)
        elif "customer_id" in REFERENCES.get(change.table, ()):
            found |= _owners(change, book)
        elif change.table not in _OF_NOBODY:
            return None
    return frozenset(found)


def _owners(change: Touched, book: Book) -> set[int]:
    """Whose document it is or was; and whose was the entry that a correction puts out of force."""
    docs = [doc for doc in (change.before, change.after) if doc is not None]
    for doc in tuple(docs):
        old = integer(doc, "corrects") if change.table == "touches" else None
        corrected = book.get("touches", old) if old else None
        docs += [corrected] if corrected is not None else []
    return {owner for doc in docs if (owner := integer(doc, "customer_id"))}


def _contracts(changes: Iterable[Touched]) -> Mapping[int, Doc]:
    """Contracts that go with their payments are known by what they were."""
    return {c.id: c.before for c in changes if c.table == "contracts" and c.before is not None}


def _payers(book: Book, change: Touched, contracts: Mapping[int, Doc]) -> set[int]:
    found = set()
    for doc in (change.before, change.after):
        contract_id = integer(doc, "contract_id") if doc is not None else None
        if contract_id:
            known = (book.get("contracts", contract_id), contracts.get(contract_id))
            found |= {o for c in known if c is not None and (o := integer(c, "customer_id"))}
    return found
