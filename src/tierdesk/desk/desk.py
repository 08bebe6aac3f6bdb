"""The desk: one open book, the changes made to it, and the way back.

It knows the store's port, never an engine; it reads no clock (the moment is given) and speaks
no language. Every write of the application passes `apply`, `undo` or `redo`.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple
from uuid import uuid4

from tierdesk.domain import history
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit, same
from tierdesk.domain.document import Doc, stamp, text
from tierdesk.domain.integrity import refuse_orphans
from tierdesk.domain.moment import Moment
from tierdesk.errors import Refused
from tierdesk.i18n.message import say
from tierdesk.store.port import ChangeSet, Conflict, Op, Store

_ENTRY = -(10**9)
_ATTEMPTS = 5


class Receipt(NamedTuple):
    """What a change became: `change_id` in the history (None: there was nothing to change),
    the book's `revision` after it, `ids` of new documents by their placeholders."""

    change_id: int | None
    revision: int
    ids: Mapping[int, int]


class Desk:
    """A book that is open for one person (`by`, as the history names them). The moment given
    tells time and place; currency, country and rates come from the book's own settings."""

    def __init__(self, store: Store, moment: Moment, by: str) -> None:
        self.store, self.by = store, by
        self.revision = store.load()
        self._tables = store.tables()
        self.book = Book(self._tables)
        settings = self.book.settings()
        self.moment = replace(
            moment,
            currency=text(settings, "base_currency") or moment.currency,
            country=text(settings, "country") or moment.country,
            rates=self.book.rates(),
        )

    def perform(self, rule: Callable[[Book], Change]) -> Receipt:
        """Ask the rule for a Change of the book as it is now and apply it; when another session
        was faster, look again and ask anew, so that a verb never works on stale facts."""
        for _ in range(_ATTEMPTS - 1):
            try:
                return self.apply(rule(self.book))
            except Conflict:
                self.refresh()
        return self.apply(rule(self.book))

    def apply(self, change: Change) -> Receipt:
        """Validate, refuse orphans, commit durably, keep in the history."""
        if change.empty:
            return Receipt(None, self.revision, {})
        edits = [_checked(edit) for edit in change.edits if not same(edit.before, edit.after)]
        _refuse_rewriting(edits)
        refuse_orphans(self.book, edits)
        kept = history.entry(
            Change(change.verb, change.args, tuple(edits)), self.by, stamp(self.moment.now)
        )
        edits += history.housekeeping(self.book, self.by)
        edits.append(Edit(history.TABLE, _ENTRY, None, kept))
        ids = self._commit(edits)
        return Receipt(ids[_ENTRY], self.revision, ids)

    def undo(self) -> tuple[Doc, Receipt]:
        """Take the person's last change back; returns its history entry."""
        return self._turn(history.undo)

    def redo(self) -> tuple[Doc, Receipt]:
        """Make the last undone change again; returns its history entry."""
        return self._turn(history.redo)

    def refresh(self) -> bool:
        """Take in what other sessions did; True when there was something."""
        seen = self.store.changes()
        for applied in seen:
            self.revision = applied.seq
            self._look_again({table for table, _, _ in applied.ops})
        return bool(seen)

    def close(self) -> None:
        """Leave; the store may tidy up."""
        self.store.close()

    def _turn(self, rule: Callable[[Book, str], history.Turn]) -> tuple[Doc, Receipt]:
        turn = rule(self.book, self.by)
        edits = [_arranged(edit) for edit in turn.edits]
        refuse_orphans(self.book, edits)
        ids = self._commit([*edits, Edit(history.TABLE, turn.entry_id, turn.entry, turn.after)])
        return turn.entry, Receipt(turn.entry_id, self.revision, ids)

    def _commit(self, edits: list[Edit]) -> Mapping[int, int]:
        ops = tuple(Op(e.table, e.id, _revision(e.before), e.after) for e in edits)
        applied = self.store.commit(ChangeSet(ops, uuid4().hex))
        self.revision = applied.seq
        self._look_again({edit.table for edit in edits})
        return applied.ids

    def _look_again(self, changed: set[str]) -> None:
        """The store may have taken a whole new state in (the book was made, or rebuilt)."""
        tables = self.store.tables()
        if tables is self._tables:
            self.book.forget(changed)
        else:
            self._tables, self.book = tables, Book(tables)


def _refuse_rewriting(edits: list[Edit]) -> None:
    """Invariant 7: what was logged is never rewritten; a correction is an entry of its own."""
    for edit in edits:
        if edit.table == "touches" and edit.before is not None and edit.after is not None:
            raise Refused(say("A logged contact is not rewritten; log a correction instead."))


def _checked(edit: Edit) -> Edit:
    if edit.after is None:
        return edit
    from tierdesk.domain.validation import validated

    after = validated(edit.table, {k: v for k, v in edit.after.items() if k != "rev"})
    if list(after.items()) == list(edit.after.items()):
        return edit
    return Edit(edit.table, edit.id, edit.before, after)


def _arranged(edit: Edit) -> Edit:
    if edit.after is None:
        return edit
    from tierdesk.domain.validation import arranged

    return Edit(edit.table, edit.id, edit.before, arranged(edit.table, edit.after))


def _revision(before: Doc | None) -> int:
    if before is None:
        return 0
    rev = before.get("rev", 0)
    return rev if isinstance(rev, int) else 0
