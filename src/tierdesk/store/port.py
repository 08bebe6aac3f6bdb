"""The port that every store engine implements, and the ways in which it can say no.

A store knows tables of JSON documents with integer ids and a revision each; it knows
nothing of customers. It never waits for a person and never runs on a screen's thread.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from tierdesk.domain.document import Doc
from tierdesk.errors import (
    EXIT_CONFLICT,
    EXIT_DAMAGED,
    EXIT_UNREACHABLE,
    TierdeskError,
)
from tierdesk.i18n.message import Message

Resolve = Callable[[str, Doc, Mapping[int, int]], Doc]
Points = Callable[[str, Doc], Iterable[tuple[str, int]]]
"""(table, document) → the (table, id) of all documents that it names."""
"""(table, document, {placeholder: real id}) -> document with its references filled in."""


class Op(NamedTuple):
    """One document to write. `id` < 0: a new document, the number is a placeholder that other
    documents of the same change set may refer to. `expect`: the revision that the writer saw,
    0 for "must not exist". `doc` None: delete."""

    table: str
    id: int
    expect: int
    doc: Doc | None


class ChangeSet(NamedTuple):
    """All or nothing. `cid` is made by the caller, so that a retry is recognised."""

    ops: tuple[Op, ...]
    cid: str


@dataclass(frozen=True, slots=True)
class Applied:
    """A change set as it entered the store: `ops` are (table, id, document or None) with real
    ids and the new revision inside, `before` the documents they replaced, `ids` what each
    placeholder became. `at` is for display only; order is `seq`."""

    seq: int
    cid: str
    by: str
    at: str
    ops: Sequence[tuple[str, int, Doc | None]]
    before: Sequence[Doc | None]
    ids: Mapping[int, int] = field(default_factory=dict)


class Stale(NamedTuple):
    """One reason for a conflict: the writer expected `expected`, the store holds `current`."""

    table: str
    id: int
    expected: int
    current: Doc | None


class Store(Protocol):
    """What the desk needs of an engine."""

    @property
    def readonly(self) -> bool:
        """Would a commit be refused?"""
        ...

    @property
    def notes(self) -> list[Message]:
        """What the user must be told."""
        ...

    def load(self, progress: Callable[[float], None] | None = None) -> int:
        """Read everything; returns the cursor (seq). `progress` gets 0..1."""
        ...

    def tables(self) -> Mapping[str, Mapping[str, Doc]]:
        """The live tables, read only: {table: {id as text: document}}. Never mutate them."""
        ...

    def get(self, table: str, doc_id: int) -> Doc | None:
        """One document or None."""
        ...

    def commit(self, change: ChangeSet) -> Applied:
        """Durable when it returns. Raises Conflict, NotSaved, OutcomeUnknown, ReadOnly,
        LockTimeout, ExternalChange or Damaged; then nothing was written (OutcomeUnknown aside).
        """
        ...

    def changes(self) -> list[Applied]:
        """What other sessions committed since the last call; never blocks over 20 ms."""
        ...

    def maintain(self) -> None:
        """Compact when the engine's policy says that it is time."""
        ...

    def close(self, compact: bool = True) -> None:
        """Leave; with `compact` a clean exit may fold the journal into the data file."""
        ...


Listener = Callable[[Applied], None]
Ops = Iterable[Op]


class StoreError(TierdeskError):
    """Base of what a store may raise."""

    exit_code = EXIT_UNREACHABLE


class Conflict(StoreError):
    """Somebody else wrote a document first; nothing was written."""

    exit_code = EXIT_CONFLICT

    def __init__(self, message: Message, items: Sequence[Stale]) -> None:
        super().__init__(message)
        self.items = items


class ExternalChange(StoreError):
    """Another program changed the files under us; nothing was written."""

    exit_code = EXIT_CONFLICT


class NotSaved(StoreError):
    """Certainly not in the file."""


class OutcomeUnknown(StoreError):
    """The disk failed and the record could not be taken back: reopen and look."""


class ReadOnly(StoreError):
    """This session may not write."""


class LockTimeout(StoreError):
    """Another process holds the lock."""


class Unreachable(StoreError):
    """The data file cannot be opened at all: missing folder, no permission, not a file."""


class Damaged(StoreError):
    """The bytes are not what was written; nothing was changed."""

    exit_code = EXIT_DAMAGED


class TooNew(StoreError):
    """A newer tierdesk wrote it."""

    exit_code = EXIT_DAMAGED
