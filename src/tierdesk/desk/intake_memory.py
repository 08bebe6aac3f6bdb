"""Which rows were taken in before: a file that is imported again, even on another day and with
dates relative to it, creates nothing twice and does not undo what was done since.

Kept in the book as one document per import, so that undoing the import forgets its rows.
"""

from collections import Counter
from hashlib import blake2b

from tierdesk.domain.book import Book
from tierdesk.domain.change import Edit
from tierdesk.domain.document import text
from tierdesk.exchange.columns import ColumnMap
from tierdesk.exchange.fields import CUSTOM
from tierdesk.exchange.sheet import SheetRow, cell_text

TABLE = "imports"
_ID = -(10**8)
_DIGITS = 16


class Memory:
    """Rows by a digest of all their cells and of what the cells were taken for; equal rows of one
    file are counted, since two like orders are two."""

    def __init__(self, book: Book, columns: ColumnMap, setting: tuple[str, ...]) -> None:
        targets = tuple(column.target for column in columns.columns)
        self._base = blake2b(
            repr((columns.kind, targets, setting)).encode(), digest_size=16
        ).digest()
        self._known: Counter[str] = Counter()
        for _, doc in book.rows(TABLE):
            rows = text(doc, "rows")
            self._known.update(rows[i : i + _DIGITS] for i in range(0, len(rows), _DIGITS))
        self._new: list[str] = []
        self._columns = {
            c.target: c.header for c in columns.columns if _is_field(c.target) and c.target != c.header
        }

    def digest(self, row: SheetRow) -> str:
        """What stands for the row."""
        cells = "\x1f".join(map(cell_text, row.cells)).encode("utf-8", "surrogatepass")
        return blake2b(cells, digest_size=_DIGITS // 2, key=self._base).hexdigest()

    def knows(self, digest: str) -> bool:
        """True once for every time that the row was taken in before."""
        if not self._known[digest]:
            return False
        self._known[digest] -= 1
        return True

    def keep(self, digest: str) -> None:
        """The row was taken in now."""
        self._new.append(digest)

    def edit(self, file: str, kind: str, at: str) -> Edit:
        """The document that this import leaves."""
        doc = {
            "file": file, "kind": kind, "at": at, "columns": self._columns, "rows": "".join(self._new)
        }  # fmt: skip
        return Edit(TABLE, _ID, None, doc)


def _is_field(target: str) -> bool:
    """Neither left out nor kept under its own heading."""
    return bool(target) and not target.startswith(CUSTOM)
