"""Which customers a changed document is about, so that only they are looked at again.

It must not know what is derived from a document, only to whom it belongs.
"""

from collections.abc import Iterable
from typing import NamedTuple

from tierdesk.domain.book import Book
from tierdesk.domain.change import Edit
from tierdesk.domain.document import EMPTY, Doc, integer
from tierdesk.domain.references import REFERENCES

MOST = 2_000
"""From so many changed documents on the whole book is looked at again: that is quicker."""

_OF_NOBODY = frozenset((
    "changes", "groups", "imports", "lost_reasons", "not_duplicates", "people", "products", "sources",
    "templates", "views",
))  # fmt: skip
"""Tables that no grade, queue or stage reads."""


class Touched(NamedTuple):
    """One changed document as it was and as it is, None where it is not."""

    table: str
    id: int
    before: Doc | None
    after: Doc | None


def concerns_known(edits: Iterable[Edit]) -> bool:
    """Whether any of the edits may be about a customer that is in the book already. It is asked of
    every change, and answered without looking anything up."""
    return any(
        edit.before is not None if edit.table == "customers"
        else edit.table == "payments"
        or any((integer(doc or EMPTY, "customer_id") or 0) > 0 for doc in (edit.before, edit.after))
        for edit in edits
    )  # fmt: skip


def customers_of(book: Book, changes: Iterable[Touched]) -> frozenset[int] | None:
    """The customers to whom changed documents belong, deleted ones included; None when every
    customer may be concerned: settings, rates, stages, policies, models, or a table that this
    version does not know."""
    found: set[int] = set()
    for change in changes:
        if change.table == "customers":
            found.add(change.id)
        elif change.table == "payments":
            found |= _payers(change, book)
        elif "customer_id" in REFERENCES.get(change.table, ()):
            found |= _owners(change, book)
        elif _renamed_group(change) or change.table not in _OF_NOBODY:
            return None
    return frozenset(found)


def _renamed_group(change: Touched) -> bool:
    """A group under another name reads otherwise wherever one of its customers is shown."""
    return change.table == "groups" and change.before is not None and change.after is not None


def _owners(change: Touched, book: Book) -> set[int]:
    """Whose document it is or was; and whose was the entry that a correction puts out of force."""
    docs = [doc for doc in (change.before, change.after) if doc is not None]
    for doc in tuple(docs):
        old = integer(doc, "corrects") if change.table == "touches" else None
        corrected = book.get("touches", old) if old else None
        docs += [corrected] if corrected is not None else []
    return {owner for doc in docs if (owner := integer(doc, "customer_id"))}


def _payers(change: Touched, book: Book) -> set[int]:
    """Whose contract is or was paid; a contract that goes at once with its payments says itself
    whose it was."""
    docs = [doc for doc in (change.before, change.after) if doc is not None]
    named = [book.get("contracts", integer(doc, "contract_id") or 0) for doc in docs]
    return {owner for one in named if one is not None and (owner := integer(one, "customer_id"))}
