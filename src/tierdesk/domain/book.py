"""The book as rules see it: raw documents with the indexes that the questions need.

A Book never changes a document. It is built over a store's live tables; whoever applies a
change calls `replaced` for each document, or `forget` for tables that changed as a whole. An
index holds the tables' own keys and nothing else: a row for each of 600,000 documents would
take as much room as a third of the documents. A lazy table answers whose its documents are itself.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from tierdesk.domain.document import EMPTY, Doc, Tables, integer, rows
from tierdesk.domain.lazy_table import OWNER, Block, Later, LazyTable, key_of
from tierdesk.domain.moment import Rates

Row = tuple[int, Doc]
Keys = str | list[str]
"""Of the documents that belong together, in the order of ids; a single one stands alone."""
_AT_ONCE = 128
"""Customers whose documents in lazy tables are read together."""
_KEYS = frozenset((int, str, type(None)))
_NONE: Mapping[str, Doc] = {}


class Case(NamedTuple):
    """One customer with all that belongs to it; every sequence is (id, document) in the order
    of ids. `touches` holds what is in force: corrected entries are left out."""

    id: int
    customer: Doc
    contacts: Sequence[Row] = ()
    deals: Sequence[Row] = ()
    touches: Sequence[Row] = ()
    follow_ups: Sequence[Row] = ()
    orders: Sequence[Row] = ()
    contracts: Sequence[Row] = ()
    payments: Sequence[Row] = ()
    feedback: Sequence[Row] = ()
    survey_responses: Sequence[Row] = ()


_PLACES = [
    (place, table)
    for place, table in enumerate(Case._fields)
    if table not in ("id", "customer", "payments")
]
_TOUCHES, _CONTRACTS, _PAYMENTS = map(Case._fields.index, ("touches", "contracts", "payments"))
_PARTS: tuple[Sequence[Row], ...] = ((),) * (len(Case._fields) - 2)


class Book:
    """Documents by table and by customer."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._by_field: dict[tuple[str, str], dict[object, Keys]] = {}
        self._correctors: dict[int, set[int]] | None = None

    def still(self) -> "Book":
        """The book as it is now, which no later change reaches: for whoever reads it beside the thread
        that owns this one. Documents are shared, for nobody changes one."""
        return Book({table: copy(docs) for table, docs in self._tables.items()})

    def get(self, table: str, doc_id: int) -> Doc | None:
        """One document or None."""
        return self._tables.get(table, {}).get(str(doc_id))

    def rows(self, table: str) -> Iterator[Row]:
        """All (id, document) of a table."""
        return rows(self._tables, table)

    def count(self, table: str) -> int:
        """How many documents a table holds."""
        return len(self._tables.get(table, ()))

    def having(self, table: str, field: str, value: object) -> Sequence[Row]:
        """(id, document) of a table whose top-level `field` equals `value`; indexed."""
        docs = self._tables.get(table, _NONE)
        if field == OWNER and isinstance(docs, LazyTable):
            return docs.owned(value)
        keys = self._of(table, field).get(value)
        return () if keys is None else _rows(docs, keys)

    def holding(self, table: str, field: str) -> Iterator[Row]:
        """(id, document) of those that have a top-level `field`."""
        docs = self._tables.get(table, _NONE)
        if isinstance(docs, LazyTable):
            return docs.holding(field)
        return ((int(key), doc) for key, doc in docs.items() if field in doc)

    def _of(self, table: str, field: str) -> dict[object, Keys]:
        index = self._by_field.get((table, field))
        if index is None:
            index = self._by_field[table, field] = self._indexed(table, field)
        return index

    def forget(self, tables: Iterable[str]) -> None:
        """Drop the indexes of tables that changed."""
        changed = set(tables)
        self._by_field = {k: v for k, v in self._by_field.items() if k[0] not in changed}
        if "touches" in changed:
            self._correctors = None

    def replaced(self, table: str, doc_id: int, before: Doc | None, after: Doc | None) -> None:
        """One document of the tables is another now: `before` None when it is new, `after` None
        when it is gone. In whatever order changes are told, the indexes end as the tables are."""
        now = self.get(table, doc_id)
        docs = [doc for doc in (before, after, now) if doc is not None]
        for (indexed, field), index in self._by_field.items():
            if indexed == table:
                for value in {key_of(doc, field) for doc in docs}:
                    _put(index, value, doc_id, now is not None and key_of(now, field) == value)
        if table == "touches" and self._correctors is not None:
            for old in {old for doc in docs if (old := integer(doc, "corrects"))}:
                by = self._correctors.setdefault(old, set())
                (by.add if now and integer(now, "corrects") == old else by.discard)(doc_id)
                if not by:
                    del self._correctors[old]

    def case(self, customer_id: int) -> Case:
        """Everything about one customer; an empty Case for an id that does not exist."""
        parts: list[object] = [customer_id, self.get("customers", customer_id) or EMPTY, *_PARTS]
        for place, table in _PLACES:
            parts[place] = self.having(table, OWNER, customer_id) or ()
        return self._made(parts)

    def cases(self) -> Iterator[Case]:
        """Every customer with what belongs to it, one by one. A walk over the whole book groups
        the tables for itself and leaves no index behind. Of lazy tables it reads the touches, which
        whoever walks asks for, and the others when somebody looks."""
        tables = [(place, self._tables[table]) for place, table in _PLACES if self.count(table)]
        groups = [(p, _grouped(docs).get) for p, docs in tables if not isinstance(docs, LazyTable)]
        lazy = [(place, docs) for place, docs in tables if isinstance(docs, LazyTable)]
        customers = self.rows("customers")
        while some := list(islice(customers, _AT_ONCE)):
            ids = [customer_id for customer_id, _ in some]
            named: list[tuple[int, Callable[[int], Sequence[Row] | None]]] = [*groups]
            for place, docs in lazy:
                block = Block(docs, ids)
                named.append((place, block.of if place == _TOUCHES else partial(Later, block)))
            for customer_id, customer in some:
                parts: list[object] = [customer_id, customer, *_PARTS]
                for place, find in named:
                    found = find(customer_id)
                    if found is not None:
                        parts[place] = found
                yield self._made(parts)

    def _made(self, parts: list[Any]) -> Case:
        """A case of its parts, without touches that are out of force."""
        if self._correctors is None:
            self._correctors = self._corrections()
        if self._correctors and parts[_TOUCHES]:
            gone = self._correctors
            parts[_TOUCHES] = [row for row in parts[_TOUCHES] if row[0] not in gone] or ()
        if parts[_CONTRACTS]:
            paid = [
                p for c, _ in parts[_CONTRACTS] for p in self.having("payments", "contract_id", c)
            ]
            parts[_PAYMENTS] = paid
        return tuple.__new__(Case, parts)  # a NamedTuple's own __new__ is a Python call

    def settings(self) -> Doc:
        """The book's own settings."""
        return self.get("settings", 1) or EMPTY

    def rates(self) -> Rates:
        """The book's exchange rates."""
        return Rates(doc for _, doc in self.rows("fx_rates"))

    def _indexed(self, table: str, field: str) -> dict[object, Keys]:
        index: dict[object, Keys] = {}
        for key, doc in self._tables.get(table, _NONE).items():
            value = doc.get(field)
            if value.__class__ not in _KEYS:
                value = None
            found = index.get(value)
            if found is None:
                index[value] = key
            elif found.__class__ is str:
                index[value] = [found, key]
            else:
                found.append(key)  # type: ignore[union-attr]  # mypy does not narrow by __class__
        return index

    def _corrections(self) -> dict[int, set[int]]:
        """Touches that others stand in for, with those others."""
        found: dict[int, set[int]] = {}
        for doc_id, doc in self.holding("touches", "corrects"):
            if old := integer(doc, "corrects"):
                found.setdefault(old, set()).add(doc_id)
        return found


def _grouped(docs: Mapping[str, Doc]) -> Mapping[object, list[Row]]:
    """All rows of a table, by customer."""
    groups: dict[object, list[Row]] = {}
    for key, doc in docs.items():
        owner = doc.get(OWNER)
        if owner.__class__ not in _KEYS:
            continue
        found = groups.get(owner)
        if found is None:
            groups[owner] = [(int(key), doc)]
        else:
            found.append((int(key), doc))
    return groups


def _rows(docs: Mapping[str, Doc], keys: Keys) -> Sequence[Row]:
    """Documents with their ids. One that is gone already is left out: another session's changes
    are in the tables before anybody is told."""
    try:
        if keys.__class__ is str:
            return [(int(keys), docs[keys])]
        return [(int(key), docs[key]) for key in keys]
    except KeyError:
        return [(int(key), docs[key]) for key in _listed(keys) if key in docs]


def _put(index: dict[object, Keys], value: object, doc_id: int, kept: bool) -> None:
    """The document in its place by id, or out of there."""
    keys = {int(key) for key in _listed(index.get(value))}
    (keys.add if kept else keys.discard)(doc_id)
    _set(index, value, [str(key) for key in sorted(keys)])


def _set(index: dict[object, Keys], value: object, keys: list[str]) -> None:
    if keys:
        index[value] = keys if len(keys) > 1 else keys[0]
    else:
        index.pop(value, None)


def _listed(keys: Keys | None) -> list[str]:
    if keys is None:
        return []
    return [keys] if isinstance(keys, str) else keys
