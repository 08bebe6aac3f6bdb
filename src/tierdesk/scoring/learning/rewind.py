"""Documents as they stood before something happened, by the book's history of changes.

The history keeps the newest thousand changes; what lies before them, or before a document was
made, cannot be told, and then the oldest known state is given and called unsure. It must not
know what an outcome is.
"""

from collections.abc import Mapping
from typing import NamedTuple

from tierdesk.domain.book import Book
from tierdesk.domain.change import patched
from tierdesk.domain.document import Doc, text
from tierdesk.domain.history import TABLE

_REWOUND = frozenset(("customers", "deals"))
_NEVER = "~"
"""Sorts behind every stamp."""


class Patch(NamedTuple):
    """One change of a document that stands: number and stamp of its entry, {field: [old, new]}."""

    entry: int
    at: str
    fields: Mapping[str, object]


class Rewind:
    """The history of a book's customers and deals, by document."""

    def __init__(self, book: Book) -> None:
        self._patches: dict[tuple[str, int], list[Patch]] = {}
        self._made: dict[tuple[str, int], tuple[int, str]] = {}
        entries = sorted(book.rows(TABLE), key=lambda row: row[0])
        self._since = text(entries[0][1], "at") if entries else _NEVER
        for entry, doc in entries:
            if text(doc, "state") == "done":
                self._take(entry, text(doc, "at"), doc.get("edits"))

    def patches(self, table: str, doc_id: int) -> list[Patch]:
        """The changes of a document that stand, oldest first."""
        return self._patches.get((table, doc_id), [])

    def made(self, table: str, doc_id: int) -> tuple[int, str] | None:
        """(number, stamp) of the entry that made the document, None when that is not known."""
        return self._made.get((table, doc_id))

    def before(self, table: str, doc_id: int, doc: Doc, entry: int | None, until: str) -> Doc:
        """The document without the change `entry`, without later ones and without those stamped
        after `until`; `doc` itself when there are none."""
        for patch in reversed(self.patches(table, doc_id)):
            if patch.at > until or (entry is not None and patch.entry >= entry):
                doc = patched(doc, patch.fields, 0)
        return doc

    def sure(self, table: str, doc_id: int, until: str) -> bool:
        """Whether the history reaches back to `until`, and the document was there by then."""
        made = self.made(table, doc_id)
        return (self._since if made is None else made[1]) <= until

    def _take(self, entry: int, at: str, edits: object) -> None:
        for table, doc_id, kind, patch in edits if isinstance(edits, list) else ():
            if table not in _REWOUND:
                continue
            key = (table, doc_id)
            if kind == "+":
                self._made[key] = (entry, at)
            elif kind == "~" and isinstance(patch, dict):
                self._patches.setdefault(key, []).append(Patch(entry, at, patch))
