"""The book in memory: tables of documents, the next free ids, and how a record changes them.

Documents are shared and never changed in place; a change puts a new one in their stead. No
files and no locks here.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field

from tierdesk.domain.document import Doc, integer
from tierdesk.store.port import Applied
from tierdesk.store.tiny.journal import Record
from tierdesk.store.tiny.reading import Live
from tierdesk.store.tiny.snapshot import NO_CRC


def revision(doc: Doc | None) -> int:
    """The change that last wrote a document, 0 when there is none."""
    return 0 if doc is None else integer(doc, "rev") or 0


@dataclass(slots=True)
class Book:
    """The state after change `seq`, whose journal line has the checksum `crc`. `recent`:
    the changes whose ids a retry is compared with."""

    tables: Live = field(default_factory=dict)
    next: dict[str, int] = field(default_factory=dict)
    seq: int = 0
    crc: str = NO_CRC
    recent: dict[str, int] = field(default_factory=dict)

    def get(self, table: str, doc_id: int) -> Doc | None:
        """One document or None."""
        found = self.tables.get(table)
        return None if found is None else found.get(str(doc_id))

    def free_id(self, table: str) -> int:
        """The next id of a table; ids are never used twice."""
        return self.next.get(table, 1)

    def apply(self, record: Record) -> Applied:
        """One change set, all of it; says what it replaced."""
        before = tuple(self.get(table, doc_id) for table, doc_id, _, _ in record.ops)
        self.replay(record)
        ops = tuple((table, doc_id, doc) for table, doc_id, _, doc in record.ops)
        return Applied(record.seq, record.cid, record.by, record.at, ops, before)

    def replay(self, record: Record) -> None:
        """The same without the account of it, for loading."""
        for table, doc_id, _, doc in record.ops:
            docs = self.tables.setdefault(table, {})
            if doc is None:
                docs.pop(str(doc_id), None)
            else:
                docs[str(doc_id)] = doc
            if doc_id >= self.next.get(table, 1):
                self.next[table] = doc_id + 1
        self.seq, self.crc = record.seq, record.crc
        self.recent[record.cid] = record.seq

    def replay_after(self, records: Iterable[Record]) -> None:
        """Those of a run of records that continue this state."""
        for record in records:
            if record.seq == self.seq + 1 and record.prev == self.crc:
                self.replay(record)

    def settle_ids(self, known: Mapping[str, int]) -> None:
        """Next ids from what the file says and from what its documents show."""
        self.next = dict(known)
        for table, docs in self.tables.items():
            highest = max(map(int, docs), default=0) + 1
            self.next[table] = max(highest, self.next.get(table, 1))

    def stamp(self, keys: Iterable[tuple[str, str]], seq: int) -> None:
        """Give documents a new revision, because something other than a change set wrote
        them; editors that hold the old one then meet a conflict instead of a lost update."""
        for table, key in keys:
            doc = self.tables.get(table, {}).get(key)
            if doc is not None:
                self.tables[table][key] = {**doc, "rev": seq}
        self.seq = seq

    def all_keys(self) -> list[tuple[str, str]]:
        """(table, id) of every document."""
        return [(table, key) for table, docs in self.tables.items() for key in docs]

    def view(self) -> Live:
        """The tables as they are now; later changes do not show in it."""
        return {table: copy(docs) for table, docs in self.tables.items()}

    def difference(self, newer: Live) -> list[tuple[str, int, int, Doc | None]]:
        """The operations that lead from here to `newer`, by revision."""
        ops: list[tuple[str, int, int, Doc | None]] = []
        for table in sorted({*newer, *self.tables}):
            new, old = newer.get(table, {}), self.tables.get(table, {})
            ops += [(table, int(key), 0, None) for key in old if key not in new]
            ops += [
                (table, int(key), 0, doc)
                for key, doc in new.items()
                if revision(doc) > self.seq or key not in old
            ]
        return ops
