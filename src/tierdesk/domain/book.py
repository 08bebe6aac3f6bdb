"""The book as rules see it: raw documents with the indexes that the questions need.

A Book never changes a document. It is built over a store's live tables; whoever applies a
change calls `forget` for the tables it touched.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tierdesk.domain.document import EMPTY, Doc, Tables, integer, rows
from tierdesk.domain.moment import Rates

Row = tuple[int, Doc]


@dataclass(frozen=True, slots=True)
class Case:
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
        index = self._by_field.get((table, field))
        if index is None:
            index = self._by_field[table, field] = self._indexed(table, field)
        return index.get(value, ())

    def forget(self, tables: Iterable[str]) -> None:
        """Drop the indexes of tables that changed."""
        changed = set(tables)
        self._by_field = {k: v for k, v in self._by_field.items() if k[0] not in changed}

    def case(self, customer_id: int) -> Case:
        """Everything about one customer; an empty Case for an id that does not exist."""
        return self._case(customer_id, self.get("customers", customer_id) or EMPTY)

    def cases(self) -> Iterator[Case]:
        """Every customer with what belongs to it."""
        for customer_id, doc in self.rows("customers"):
            yield self._case(customer_id, doc)

    def settings(self) -> Doc:
        """The book's own settings."""
        return self.get("settings", 1) or EMPTY

    def rates(self) -> Rates:
        """The book's exchange rates."""
        return Rates(doc for _, doc in self.rows("fx_rates"))

    def _indexed(self, table: str, field: str) -> dict[object, list[Row]]:
        index: dict[object, list[Row]] = {}
        corrected = self._corrected() if table == "touches" else ()
        for row in self.rows(table):
            if row[0] not in corrected:
                index.setdefault(row[1].get(field), []).append(row)
        return index

    def _corrected(self) -> set[int]:
        return {old for _, doc in self.rows("touches") if (old := integer(doc, "corrects"))}

    def _case(self, customer_id: int, customer: Doc) -> Case:
        contracts = self.having("contracts", "customer_id", customer_id)
        return Case(
            customer_id,
            customer,
            self.having("contacts", "customer_id", customer_id),
            self.having("deals", "customer_id", customer_id),
            self.having("touches", "customer_id", customer_id),
            self.having("follow_ups", "customer_id", customer_id),
            self.having("orders", "customer_id", customer_id),
            contracts,
            [p for c, _ in contracts for p in self.having("payments", "contract_id", c)],
            self.having("feedback", "customer_id", customer_id),
            self.having("survey_responses", "customer_id", customer_id),
        )
