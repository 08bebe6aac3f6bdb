"""Documents as they stood at an earlier moment, as far as the history of changes tells.

Each entry of the history keeps what an update changed from what; taking those back, newest
first, gives the fields of a day. What was changed before the oldest entry that is kept, or
outside this program, cannot be told: such a field reads as it is. It must not know what the
fields mean.
"""

from collections.abc import Collection, Mapping

from tierdesk.domain.book import Book
from tierdesk.domain.change import patched
from tierdesk.domain.document import Doc, text
from tierdesk.domain.history import TABLE

_Step = tuple[str, Mapping[str, object]]
"""(stamp of the change, {field: [old, new]})."""


class Rewound:
    """What the history knows about documents of some tables; with `ids` only of those, by
    (table, id)."""

    def __init__(
        self, book: Book, tables: Collection[str], ids: Collection[tuple[str, int]] | None = None
    ) -> None:
        self._steps: dict[tuple[str, int], list[_Step]] = {}
        self._made: dict[tuple[str, int], str] = {}
        entries = sorted(book.rows(TABLE), key=lambda row: row[0])
        self.reaches = min((at for _, doc in entries if (at := text(doc, "at"))), default="")
        for _, doc in entries:
            edits = doc.get("edits")
            if text(doc, "state") != "done" or not isinstance(edits, list):
                continue
            for table, doc_id, kind, patch in edits:
                key = (table, doc_id)
                if table in tables and (ids is None or key in ids):
                    self._take(key, kind, patch, text(doc, "at"))

    def _take(self, key: tuple[str, int], kind: object, patch: object, at: str) -> None:
        if kind == "+":
            self._made[key] = at
        elif kind == "~" and isinstance(patch, dict):
            self._steps.setdefault(key, []).append((at, patch))

    def doc(self, table: str, doc_id: int, now: Doc, at: str) -> Doc:
        """The document as it stood at a UTC stamp; `now` is how it stands."""
        steps = self._steps.get((table, doc_id))
        if not steps:
            return now
        out = now
        for when, patch in reversed(steps):
            if when > at:
                out = patched(out, patch, 0)
        return out

    def made_after(self, table: str, doc_id: int, at: str) -> bool:
        """Whether the history says that the document came into the book later."""
        return self._made.get((table, doc_id), "") > at
