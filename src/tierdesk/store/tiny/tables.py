"""The same store behind TinyDB's own interface, for scripts: `DeskDB("crm.json")`.

The only module that imports tinydb. Reads see other sessions' changes, writes are change
sets of the file store, a failing updater changes nothing, and what is handed out is a copy.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from copy import deepcopy
from typing import cast

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from tierdesk.domain.document import Doc
from tierdesk.store.port import Applied, ChangeSet, Op
from tierdesk.store.tiny.engine import FileStore
from tierdesk.store.tiny.state import revision

Stored = dict[str, dict[str, object]]
Fields = Mapping[str, object] | Callable[[MutableMapping[str, object]], None]


class OwnDocument(Document):
    """A document that belongs to the caller: changing it, however deep, changes no book."""

    def __init__(self, value: Mapping[str, object], doc_id: int) -> None:
        super().__init__(deepcopy(dict(value)), doc_id)


class JournalStorage(Storage):
    """TinyDB's storage over a file store: reading hands out the live tables, writing commits
    the difference."""

    def __init__(self, path: str | os.PathLike[str] | FileStore) -> None:
        self.shared = isinstance(path, FileStore)
        self.store = path if isinstance(path, FileStore) else FileStore(path)
        if not self.shared:
            self.store.load()

    def read(self) -> dict[str, dict[str, object]]:
        """{table: {id as text: document}}, up to date."""
        self.refresh()
        return cast(Stored, dict(self.store.tables()))

    def write(self, data: Mapping[str, Mapping[str, object]]) -> None:
        """Commit what differs from the present tables (TinyDB drops tables this way)."""
        ops = []
        tables = self.store.tables()
        for name in sorted({*data, *tables}):
            new, old = data.get(name, {}), tables.get(name, {})
            ops += [
                Op(name, int(key), revision(doc), None)
                for key, doc in old.items()
                if key not in new
            ]
            ops += [
                Op(name, int(key), revision(old.get(key)), cast(Doc, doc))
                for key, doc in new.items()
                if old.get(key) != doc
            ]
        self.commit(ops)

    def commit(self, ops: list[Op]) -> None:
        """One change set, unless nothing changed."""
        if ops:
            self.store.commit(ChangeSet(tuple(ops), os.urandom(16).hex()))

    def refresh(self) -> None:
        """See what other sessions did; a shared store's owner does that itself."""
        if not self.shared:
            self.store.changes()

    def close(self) -> None:
        """Close the store, unless it is somebody else's."""
        if not self.shared:
            self.store.close()


class Draft(MutableMapping[int, dict[str, object]]):
    """What an updater sees: the table by number, where a document is copied when it is first
    touched, so that the difference is known and nothing leaks when the updater fails."""

    def __init__(self, docs: Mapping[str, Doc]) -> None:
        self._docs = docs
        self.put: dict[int, dict[str, object]] = {}
        self.gone: set[int] = set()

    def __contains__(self, key: object) -> bool:
        return key in self.put or (key not in self.gone and str(key) in self._docs)

    def __getitem__(self, key: int) -> dict[str, object]:
        if key not in self.put:
            if key not in self:
                raise KeyError(key)
            self.put[key] = deepcopy(dict(self._docs[str(key)]))
        return self.put[key]

    def __setitem__(self, key: int, doc: dict[str, object]) -> None:
        self.gone.discard(key)
        self.put[key] = doc

    def __delitem__(self, key: int) -> None:
        if key not in self:
            raise KeyError(key)
        self.put.pop(key, None)
        self.gone.add(key)

    def __iter__(self) -> Iterator[int]:
        yield from [int(key) for key in self._docs if int(key) not in self.gone]
        yield from [key for key in self.put if str(key) not in self._docs]

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Forget all documents without looking at them."""
        self.put.clear()
        self.gone = {int(key) for key in self._docs}

    def ops(self, table: str) -> list[Op]:
        """The operations that make the table what the updater left."""
        ops = []
        for key, doc in self.put.items():
            old = self._docs.get(str(key))
            if old != doc:
                ops.append(Op(table, key, revision(old), doc))
        for key in self.gone - set(self.put):
            old = self._docs.get(str(key))
            if old is not None:
                ops.append(Op(table, key, revision(old), None))
        return ops


class JournalTable(Table):
    """A table whose updates are change sets: their cost does not depend on its size."""

    document_class = OwnDocument
    _given = 0

    @property
    def _journal(self) -> JournalStorage:
        return cast(JournalStorage, self._storage)

    def _docs(self) -> Mapping[str, Doc]:
        return self._journal.store.tables().get(self.name, {})

    def _read_table(self) -> dict[str, Mapping[str, object]]:
        self._journal.refresh()
        return cast(dict[str, Mapping[str, object]], self._docs())

    def _get_next_id(self) -> int:
        self._given = max(self._given + 1, self._journal.store.free_id(self.name))
        return self._given

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, object]]], None]) -> None:
        self._journal.refresh()
        draft = Draft(self._docs())
        try:
            updater(cast(dict[int, Mapping[str, object]], draft))
            self._journal.commit(draft.ops(self.name))
        finally:
            self._given = 0
        self.clear_cache()

    def _ids(self, cond: QueryLike | None, doc_ids: Iterable[int] | None) -> Iterable[int] | None:
        """Resolve a query first, so that only what it finds is copied."""
        if cond is None or doc_ids is not None:
            return doc_ids
        return [int(key) for key, doc in self._read_table().items() if cond(doc)]

    def search(self, cond: QueryLike) -> list[Document]:
        """As TinyDB's, but never from a cache that another session made stale."""
        self._journal.refresh()
        return [OwnDocument(document, document.doc_id) for document in super().search(cond)]

    def insert(self, document: Mapping[str, object]) -> int:
        """As TinyDB's; a Document keeps its id."""
        return super().insert(_owned(document))

    def insert_multiple(self, documents: Iterable[Mapping[str, object]]) -> list[int]:
        """As TinyDB's, as one change set."""
        return super().insert_multiple(map(_owned, documents))

    def upsert(self, document: Mapping[str, object], cond: QueryLike | None = None) -> list[int]:
        """As TinyDB's; a Document keeps its id."""
        return super().upsert(_owned(document), cond)

    def update(
        self,
        fields: Fields,
        cond: QueryLike | None = None,
        doc_ids: Iterable[int] | None = None,
    ) -> list[int]:
        """As TinyDB's, all or nothing."""
        ids = self._ids(cond, doc_ids)
        return super().update(fields, None if ids is not None else cond, ids)

    def remove(
        self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None
    ) -> list[int]:
        """As TinyDB's, all or nothing."""
        ids = self._ids(cond, doc_ids)
        return super().remove(None if ids is not None else cond, ids)


def _owned(document: Mapping[str, object]) -> Mapping[str, object]:
    if isinstance(document, Document) and not isinstance(document, OwnDocument):
        return OwnDocument(document, document.doc_id)
    return document


class DeskDB(TinyDB):
    """TinyDB on a file store: `DeskDB(path)` opens a session of its own, `DeskDB(store)`
    shares one that is loaded already."""

    table_class = JournalTable

    def __init__(self, path: str | os.PathLike[str] | FileStore) -> None:
        super().__init__(path, storage=JournalStorage)
        cast(JournalStorage, self._storage).store.listeners.append(self._forget)

    def _forget(self, applied: Applied) -> None:
        """A query answered before this change may be answered differently now."""
        for name in {table for table, _, _ in applied.ops}:
            if name in self._tables:
                self._tables[name].clear_cache()
