"""The book as rules see it: raw documents with the indexes that the questions need.

A Book never changes a document. It is built over a store's live tables; whoever applies a
change calls `forget` for the tables it touched.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tierdesk.domain.document import EMPTY, Doc, Tables, integer, rows
from tierdesk.domain.moment import Rates

Row = tuple[int, Doc]
_FORCE = "in force"
_OF_A_CUSTOMER = (
    ("contacts", "customer_id"), ("deals", "customer_id"), ("touches", _FORCE),
    ("follow_ups", "customer_id"), ("orders", "customer_id"), ("contracts", "customer_id"),
    ("feedback", "customer_id"), ("survey_responses", "customer_id"),
)  # fmt: skip
_KEYS = frozenset((int, str, type(None)))


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


class Book:
    """Documents by table and by customer."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._by_field: dict[tuple[str, str], dict[object, list[Row]]] = {}

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
        return self._of(table, field).get(value, ())

    def _of(self, table: str, field: str) -> dict[object, list[Row]]:
        index = self._by_field.get((table, field))
        if index is None:
            made = self._in_force() if field == _FORCE else self._indexed(table, field)
            index = self._by_field[table, field] = made
        return index

    def forget(self, tables: Iterable[str]) -> None:
        """Drop the indexes of tables that changed."""
        changed = set(tables)
        self._by_field = {k: v for k, v in self._by_field.items() if k[0] not in changed}

    def case(self, customer_id: int) -> Case:
        """Everything about one customer; an empty Case for an id that does not exist."""
        doc = self.get("customers", customer_id) or EMPTY
        return next(self._cases(iter(((customer_id, doc),))))

    def cases(self) -> Iterator[Case]:
        """Every customer with what belongs to it."""
        return self._cases(self.rows("customers"))

    def settings(self) -> Doc:
        """The book's own settings."""
        return self.get("settings", 1) or EMPTY

    def rates(self) -> Rates:
        """The book's exchange rates."""
        return Rates(doc for _, doc in self.rows("fx_rates"))

    def _indexed(self, table: str, field: str) -> dict[object, list[Row]]:
        index: dict[object, list[Row]] = {}
        for row in self.rows(table):
            value = row[1].get(field)
            if value.__class__ not in _KEYS:
                value = None
            found = index.get(value)
            if found is None:
                index[value] = [row]
            else:
                found.append(row)
        return index

    def _in_force(self) -> dict[object, list[Row]]:
        """Touches by customer without the entries that another one corrects."""
        corrections = (doc for doc in self._tables.get("touches", {}).values() if "corrects" in doc)
        corrected = {old for doc in corrections if (old := integer(doc, "corrects"))}
        by_customer = self._of("touches", "customer_id")
        if not corrected:
            return by_customer
        return {
            customer: [row for row in touches if row[0] not in corrected]
            for customer, touches in by_customer.items()
        }

    def _cases(self, customers: Iterator[Row]) -> Iterator[Case]:
        """Cases one by one; a book of 10,000 is walked at every command, hence the locals."""
        contacts, deals, touches, plans, orders, contracts, feedback, surveys = (
            self._of(table, field).get for table, field in _OF_A_CUSTOMER
        )
        for customer_id, customer in customers:
            signed = contracts(customer_id, ())
            yield Case(
                customer_id, customer, contacts(customer_id, ()), deals(customer_id, ()),
                touches(customer_id, ()), plans(customer_id, ()), orders(customer_id, ()), signed,
                self._payments(signed) if signed else (), feedback(customer_id, ()),
                surveys(customer_id, ()),
            )  # fmt: skip

    def _payments(self, contracts: Sequence[Row]) -> Sequence[Row]:
        return [p for c, _ in contracts for p in self.having("payments", "contract_id", c)]
