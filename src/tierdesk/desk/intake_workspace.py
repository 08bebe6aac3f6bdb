"""The documents that an import is about to write, on top of the book that it leaves alone.

A row works on its own layer: it is kept whole or dropped whole, so that a row that turns out to
be wrong leaves nothing behind. Documents are validated when they enter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tierdesk.domain.book import Book
from tierdesk.domain.change import Edit, same, without_rev
from tierdesk.domain.document import EMPTY, Doc
from tierdesk.domain.validation import validated
from tierdesk.errors import Invalid
from tierdesk.exchange.problem import Problem
from tierdesk.exchange.sheet import shown
from tierdesk.i18n.message import Message, say

Key = tuple[str, int]
UNIONS = frozenset(("aliases", "tags", "habits", "phones", "emails", "needs", "group_ids"))
"""Lists to which a file adds; other lists are replaced by what the file says."""


class FieldInvalid(Invalid):
    """Invalid, and the heading of the column at fault."""

    def __init__(self, message: Message, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class _Clash:
    """A field that an earlier row of the same file had set to something else."""

    key: str
    old: object
    new: object


class Workspace:
    """Documents by (table, id); new ones have negative ids."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.problems: list[Problem] = []
        self._done: dict[Key, Edit] = {}
        self._row: dict[Key, Doc] = {}
        self._next = 0
        self._children: dict[Key, list[int]] = {}
        self._row_children: dict[Key, list[int]] = {}

    def doc(self, table: str, doc_id: int) -> Doc | None:
        """The document as it stands now."""
        key = (table, doc_id)
        found = self._row.get(key)
        if found is not None:
            return found
        done = self._done.get(key)
        return done.after if done else self._original(table, doc_id)

    def add(self, table: str, doc: Doc) -> int:
        """A new document; returns its placeholder. Raises Invalid."""
        self._next -= 1
        self._row[table, self._next] = validated(table, doc)
        customer_id = doc.get("customer_id")
        if isinstance(customer_id, int):
            self._row_children.setdefault((table, customer_id), []).append(self._next)
        return self._next

    def children(self, table: str, customer_id: int) -> list[int]:
        """Ids of the documents of a table that belong to a customer, the oldest first."""
        key = (table, customer_id)
        ids = [i for i, _ in self.book.having(table, "customer_id", customer_id)]
        return [*ids, *self._children.get(key, ()), *self._row_children.get(key, ())]

    def overlay(self, table: str, doc_id: int, fields: Mapping[str, object], row: int) -> bool:
        """Set the fields of a document that differ; True when something did. A value that an
        earlier row had set is replaced, and that is told. Raises Invalid."""
        current = self.doc(table, doc_id) or EMPTY
        after, clashes = dict(without_rev(current)), []
        before = self.book.get(table, doc_id) if doc_id > 0 else None
        for key, value in fields.items():
            old = current.get(key)
            new = _joined(key, old, value)
            if new == old or _same_custom(old, new):
                continue
            after[key] = new
            set_here = old is not None and (before is None or before.get(key) != old)
            if set_here and key != "custom" and not isinstance(old, list):
                clashes.append(_Clash(key, old, value))
        if not self.replace(table, doc_id, after):
            return False
        self.problems += [_clashed(clash, row) for clash in clashes]
        return True

    def replace(self, table: str, doc_id: int, doc: Doc) -> bool:
        """The document becomes `doc`; False when that is what it was. Raises Invalid."""
        current = self.doc(table, doc_id)
        if current is not None and same(current, doc):
            return False
        after = validated(table, doc)
        if current is not None and same(current, after):
            return False
        self._row[table, doc_id] = after
        return True

    def keep(self) -> tuple[Edit, ...]:
        """The row stands; returns what it did."""
        edits = []
        for (table, i), after in self._row.items():
            earlier = self._done.get((table, i))
            if earlier is None:
                edit = whole = Edit(table, i, self._original(table, i), after)
            else:
                edit = Edit(table, i, earlier.after, after)
                whole = Edit(table, i, earlier.before, after)
            self._done[table, i] = whole
            edits.append(edit)
        for key, children in self._row_children.items():
            self._children.setdefault(key, []).extend(children)
        self.drop()
        return tuple(edits)

    def drop(self) -> None:
        """The row did not happen."""
        self._row, self._row_children = {}, {}

    def edits(self) -> tuple[Edit, ...]:
        """All rows together, each document once."""
        return tuple(self._done.values())

    def settled(self) -> set[Key]:
        """Documents that rows of the file changed to and fro and left as the book has them: they
        are written no more. Returns which."""
        back = {key for key, edit in self._done.items() if key[1] > 0 and _at_rest(edit)}
        for key in back:
            del self._done[key]
        return back

    def new_ids(self, table: str) -> Sequence[int]:
        """Placeholders of the documents that the import creates, in the order of the file."""
        return [i for t, i in self._done if t == table and i < 0]

    def _original(self, table: str, doc_id: int) -> Doc | None:
        return self.book.get(table, doc_id) if doc_id > 0 else None


def _joined(key: str, old: object, new: object) -> object:
    """A file adds to lists that collect and to custom fields; anything else it replaces."""
    if key in UNIONS and isinstance(old, list) and isinstance(new, list):
        return old + [part for part in new if part not in old and not _known_need(part, old)]
    if key == "custom" and isinstance(old, dict) and isinstance(new, dict):
        return old | {k: v for k, v in new.items() if not _alike(old.get(k), v)}
    return new


def _at_rest(edit: Edit) -> bool:
    """Equal before and after but for when it was last changed."""
    if edit.before is None or edit.after is None:
        return False
    before, after = dict(edit.before), dict(edit.after)
    before.pop("updated_at", None)
    after.pop("updated_at", None)
    return same(before, after)


def _known_need(part: object, old: list[object]) -> bool:
    return isinstance(part, dict) and any(
        isinstance(have, dict) and have.get("text") == part.get("text") for have in old
    )


def _alike(old: object, new: object) -> bool:
    """Equal as a file would write them: 30 and "30", a list and its JSON."""
    from tierdesk.exchange.custom_cells import custom_text

    return old is not None and (old == new or custom_text(old) == custom_text(new))


def _same_custom(old: object, new: object) -> bool:
    return old is None and (new in ([], {}, ""))


def _clashed(clash: _Clash, row: int) -> Problem:
    return Problem(
        row, clash.key,
        say("An earlier row of the file says “%(old)s”, this one “%(new)s”; the later was taken.",
            old=_value_text(clash.old), new=_value_text(clash.new)),
        rejected=False,
    )  # fmt: skip


def _value_text(value: object) -> str:
    from tierdesk.domain.money import read
    from tierdesk.exchange.cells import money_text

    money = read({"value": value}, "value")
    return money_text(money) if money else shown(str(value))
