"""The book as rules see it: raw documents with the indexes that the questions need.

A Book never changes a document. It is built over a store's live tables; whoever applies a
change calls `replaced` for each document, or `forget` for tables that changed as a whole. An
index holds the tables' own keys and nothing else: a row for each of 600,000 documents would
take as much room as a third of the documents.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tierdesk.domain.document import EMPTY, Doc, Tables, integer, rows
from tierdesk.domain.moment import Rates

Row = tuple[int, Doc]
Keys = str | list[str]
"""Of the documents that belong together, in the order of ids; a single one stands alone."""
_FORCE = "in force"
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
    (place, table, _FORCE if table == "touches" else "customer_id")
    for place, table in enumerate(Case._fields)
    if table not in ("id", "customer", "payments")
]
_CONTRACTS, _PAYMENTS = Case._fields.index("contracts"), Case._fields.index("payments")
_PARTS: tuple[Sequence[Row], ...] = ((),) * (len(Case._fields) - 2)


class Book:
    """Documents by table and by customer."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._by_field: dict[tuple[str, str], dict[object, Keys]] = {}
        self._correctors: dict[int, set[int]] = {}

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
        keys = self._of(table, field).get(value)
        return () if keys is None else _rows(self._tables.get(table, _NONE), keys)

    def _of(self, table: str, field: str) -> dict[object, Keys]:
        index = self._by_field.get((table, field))
        if index is None:
            made = self._in_force() if field == _FORCE else self._indexed(table, field)
            index = self._by_field[table, field] = made
        return index

    def forget(self, tables: Iterable[str]) -> None:
        """Drop the indexes of tables that changed."""
        changed = set(tables)
        self._by_field = {k: v for k, v in self._by_field.items() if k[0] not in changed}

    def replaced(self, table: str, doc_id: int, before: Doc | None, after: Doc | None) -> None:
        """One document of the tables is another now: `before` None when it is new, `after` None
        when it is gone. In whatever order changes are told, the indexes end as the tables are."""
        now = self.get(table, doc_id)
        docs = [doc for doc in (before, after, now) if doc is not None]
        for (indexed, field), index in self._by_field.items():
            if indexed == table and field != _FORCE:
                for value in {_key(doc, field) for doc in docs}:
                    _put(index, value, doc_id, now is not None and _key(now, field) == value)
        if table == "touches" and (table, _FORCE) in self._by_field:
            self._replaced_touch(doc_id, docs, now)

    def _replaced_touch(self, doc_id: int, docs: list[Doc], now: Doc | None) -> None:
        """Logging a contact must not read fifty thousand touches again, corrections or not."""
        corrected = {old for doc in docs if (old := _corrects(doc))}
        for old in corrected:
            by = self._correctors.setdefault(old, set())
            (by.add if now is not None and _corrects(now) == old else by.discard)(doc_id)
            if not by:
                del self._correctors[old]
        by_customer = self._of("touches", "customer_id")
        force = self._by_field["touches", _FORCE]
        if force is by_customer:
            if not self._correctors:
                return
            force = self._by_field["touches", _FORCE] = dict(by_customer)
        docs = docs + [doc for old in corrected if (doc := self.get("touches", old)) is not None]
        for customer in {_key(doc, "customer_id") for doc in docs}:
            _set(force, customer, self._standing(by_customer.get(customer)))

    def _standing(self, keys: Keys | None) -> list[str]:
        """Those of a customer's touches that no other one corrects."""
        return [key for key in _listed(keys) if int(key) not in self._correctors]

    def case(self, customer_id: int) -> Case:
        """Everything about one customer; an empty Case for an id that does not exist."""
        parts: list[object] = [customer_id, self.get("customers", customer_id) or EMPTY, *_PARTS]
        for place, table, field in _PLACES:
            keys = self._of(table, field).get(customer_id)
            if keys is not None:
                parts[place] = _rows(self._tables.get(table, _NONE), keys)
        return self._made(parts)

    def cases(self) -> Iterator[Case]:
        """Every customer with what belongs to it, one by one. A walk over the whole book groups
        the tables for itself and leaves no index behind."""
        named = [(p, groups.get) for p, table, _ in _PLACES if (groups := self._grouped(table))]
        for customer_id, customer in self.rows("customers"):
            parts: list[object] = [customer_id, customer, *_PARTS]
            for place, find in named:
                found = find(customer_id)
                if found is not None:
                    parts[place] = found
            yield self._made(parts)

    def _made(self, parts: list[object]) -> Case:
        if parts[_CONTRACTS]:
            contracts = self.having("contracts", "customer_id", parts[0])
            paid = [p for c, _ in contracts for p in self.having("payments", "contract_id", c)]
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

    def _grouped(self, table: str) -> dict[object, list[Row]]:
        """All rows of a table in force, by customer."""
        corrected = self._corrections() if table == "touches" else ()
        groups: dict[object, list[Row]] = {}
        for key, doc in self._tables.get(table, _NONE).items():
            owner = doc.get("customer_id")
            if owner.__class__ not in _KEYS:
                continue
            row = (int(key), doc)
            if corrected and row[0] in corrected:
                continue
            found = groups.get(owner)
            if found is None:
                groups[owner] = [row]
            else:
                found.append(row)
        return groups

    def _corrections(self) -> dict[int, set[int]]:
        """Touches that others stand in for, with those others."""
        found: dict[int, set[int]] = {}
        for key, doc in self._tables.get("touches", _NONE).items():
            if "corrects" in doc and (old := _corrects(doc)):
                found.setdefault(old, set()).add(int(key))
        return found

    def _in_force(self) -> dict[object, Keys]:
        """Touches by customer without the entries that another one corrects."""
        self._correctors = self._corrections()
        by_customer = self._of("touches", "customer_id")
        if not self._correctors:
            return by_customer
        force: dict[object, Keys] = {}
        for customer, keys in by_customer.items():
            _set(force, customer, self._standing(keys))
        return force


def _key(doc: Doc, field: str) -> object:
    value = doc.get(field)
    return value if value.__class__ in _KEYS else None


def _corrects(doc: Doc) -> int | None:
    """The touch in whose place this one stands."""
    return integer(doc, "corrects") if "corrects" in doc else None


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
