"""The desk: one open book, the changes made to it, and the way back.

It knows the store's port, never an engine; it reads no clock (whoever opens it gives one) and
speaks no language. Every write of the application passes `apply`, `undo` or `redo`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

from tierdesk.desk.touched import MOST, Touched, concerns_known, customers_of
from tierdesk.domain import history
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit, same
from tierdesk.domain.document import Doc, stamp, text
from tierdesk.domain.integrity import refuse_orphans
from tierdesk.domain.moment import Moment
from tierdesk.domain.own_fields import fields_of
from tierdesk.domain.references import REFERENCES
from tierdesk.errors import EXIT_CONFLICT, Invalid, Refused
from tierdesk.i18n.message import say
from tierdesk.store.port import Applied, ChangeSet, Conflict, Op, Store

_ENTRY = -(10**9)
_ATTEMPTS = 20
"""Each failure means that somebody else got something done; a script may start many at once."""
_OWNERS = frozenset(target for fields in REFERENCES.values() for target in fields.values())
_SETTING = frozenset(("settings", "fx_rates", "custom_fields"))
"""Tables that the moment depends on."""


class Receipt(NamedTuple):
    """What a change became: `change_id` in the history (None: there was nothing to change),
    the book's `revision` after it, `ids` of new documents by their placeholders."""

    change_id: int | None
    revision: int
    ids: Mapping[int, int]


class Desk:
    """A book that is open for one person (`by`, as the history names them). The moment given
    tells time and place; currency, country and rates come from the book's own settings. With a
    `clock` the moment moves on, without one time stands still (`--now`). `progress` gets 0..1
    while the book is read."""

    def __init__(
        self,
        store: Store,
        moment: Moment,
        by: str,
        *,
        clock: Callable[[], datetime] | None = None,
        progress: Callable[[float], None] | None = None,
    ) -> None:
        self.store, self.by = store, by
        self._given, self._clock = moment, clock
        self.reload(progress)

    @property
    def moment(self) -> Moment:
        """Now, here, in the book's currency."""
        return replace(self._placed, now=self._clock()) if self._clock else self._placed

    @moment.setter
    def moment(self, moment: Moment) -> None:
        """From here on time stands still at another moment."""
        self._given, self._clock = moment, None
        self._place()

    def reload(self, progress: Callable[[float], None] | None = None) -> None:
        """Read the whole book, again if need be; when that fails what was read before stays."""
        self.revision = self.history = self.store.load(progress)
        self._tables = self.store.tables()
        self.book = Book(self._tables)
        self._touched: set[int] | None = None
        self._news: list[Doc] = []
        self._place()

    def take_touched(self) -> frozenset[int] | None:
        """The customers touched by changes, own ones and others', since this was asked last;
        None for possibly everybody."""
        touched, self._touched = self._touched, set()
        return None if touched is None else frozenset(touched)

    def take_news(self) -> tuple[Doc, ...]:
        """The history entries that other sessions wrote since this was asked last."""
        news, self._news = self._news, []
        return tuple(news)

    def perform(self, rule: Callable[[Book], Change]) -> Receipt:
        """Ask the rule for a Change of the book as it is now and apply it; when another session
        was faster, look again and ask anew, so that a verb never works on stale facts. What the
        rule refuses only then is refused as a conflict. What others added may belong to a document
        that goes, and meets no revision: before one goes the book is looked at once more."""
        for attempt in range(_ATTEMPTS - 1):
            try:
                change = self._asked(rule, again=attempt > 0)
                if _takes_an_owner(change) and self.refresh():
                    continue
                return self.apply(change)
            except Conflict:
                self.refresh()
        return self.apply(self._asked(rule, again=True))

    def _asked(self, rule: Callable[[Book], Change], *, again: bool) -> Change:
        try:
            return rule(self.book)
        except (Refused, Invalid) as refusal:
            if again:
                refusal.exit_code = EXIT_CONFLICT
            raise

    def apply(self, change: Change) -> Receipt:
        """Validate, refuse orphans, commit durably, keep in the history."""
        if change.empty:
            return Receipt(None, self.revision, {})
        edits = [_checked(edit) for edit in change.edits if not same(edit.before, edit.after)]
        _refuse_rewriting(edits)
        refuse_orphans(self.book, edits)
        edits = _recorded(self.book, edits, self.moment)
        kept = history.entry(
            Change(change.verb, change.args, tuple(edits)), self.by, stamp(self.moment.now)
        )
        edits += history.housekeeping(self.book, self.by)
        edits.append(Edit(history.TABLE, _ENTRY, None, kept))
        written = {(edit.table, edit.id) for edit in edits}
        edits += [edit for edit in change.guards if (edit.table, edit.id) not in written]
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
            self._take_in(applied)
            self._news += [doc for table, _, doc in applied.ops if table == history.TABLE and doc]
        return bool(seen)

    def close(self, *, compact: bool = True) -> None:
        """Leave; with `compact` the store may tidy up."""
        self.store.close(compact)

    def _turn(self, rule: Callable[[Book, str], history.Turn]) -> tuple[Doc, Receipt]:
        turn = rule(self.book, self.by)
        edits = [_arranged(edit) for edit in turn.edits]
        refuse_orphans(self.book, edits)
        ids = self._commit([*edits, Edit(history.TABLE, turn.entry_id, turn.entry, turn.after)])
        return turn.entry, Receipt(turn.entry_id, self.revision, ids)

    def _commit(self, edits: list[Edit]) -> Mapping[int, int]:
        ops = tuple(Op(e.table, e.id, _revision(e.before), e.after) for e in edits)
        applied = self.store.commit(ChangeSet(ops, uuid4().hex))
        self._take_in(applied)
        return applied.ids

    def _take_in(self, applied: Applied) -> None:
        """Indexes and everything that is derived follow what the store holds now."""
        self.revision = max(self.revision, applied.seq)
        changes = [
            Touched(table, doc_id, before, after)
            for (table, doc_id, after), before in zip(applied.ops, applied.before, strict=True)
            if not same(before, after)  # a guard concerns nobody
        ]
        tables = {change.table for change in changes}
        if history.TABLE in tables:
            self.history = max(self.history, applied.seq)
        self._look_again(changes, tables)
        if self._touched is not None:
            found = customers_of(self.book, changes) if len(changes) <= MOST else None
            self._touched = None if found is None else self._touched | found
        if tables & _SETTING:
            self._place()

    def _look_again(self, changes: Sequence[Touched], tables: Iterable[str]) -> None:
        """The store may have taken a whole new state in (the book was made, or rebuilt)."""
        now = self.store.tables()
        if now is not self._tables:
            self._tables, self.book, self._touched = now, Book(now), None
        elif len(changes) > MOST:
            self.book.forget(tables)
        else:
            for change in changes:
                self.book.replaced(*change)

    def _place(self) -> None:
        """Money and country are as the book's settings say."""
        settings = self.book.settings()
        self._placed = replace(
            self._given,
            currency=text(settings, "base_currency") or self._given.currency,
            country=text(settings, "country") or self._given.country,
            rates=self.book.rates(),
            own_fields=fields_of(self.book),
        )


def _takes_an_owner(change: Change) -> bool:
    """Whether a document goes that others may point at."""
    return any(edit.after is None and edit.table in _OWNERS for edit in change.edits)


def _refuse_rewriting(edits: list[Edit]) -> None:
    """Invariant 7: what was logged is never rewritten; a correction is an entry of its own. An entry
    whose customer or contact becomes a part of another in the same change names that other one."""
    gone = {(edit.table, edit.id) for edit in edits if edit.after is None}
    for edit in edits:
        before, after = edit.before, edit.after
        if edit.table != "touches" or before is None or after is None:
            continue
        kept = {
            field: before[field]
            for field, target in REFERENCES["touches"].items()
            if field in before and field in after and (target, before[field]) in gone
        }
        if not same(before, {**after, **kept}):
            raise Refused(say("A logged contact is not rewritten; log a correction instead."))


def _checked(edit: Edit) -> Edit:
    if edit.after is None:
        return edit
    from tierdesk.domain.validation import validated

    after = validated(edit.table, {k: v for k, v in edit.after.items() if k != "rev"})
    if list(after.items()) == list(edit.after.items()):
        return edit
    return Edit(edit.table, edit.id, edit.before, after)


def _recorded(book: Book, edits: list[Edit], moment: Moment) -> list[Edit]:
    """Grading is imported when a change needs it: one of new customers alone, or of settings, does
    not."""
    if not concerns_known(edits):
        return edits
    from tierdesk.desk.stood import recorded

    return recorded(book, edits, moment)


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
