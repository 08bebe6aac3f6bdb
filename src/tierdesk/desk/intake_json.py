"""Our own JSON export planned as one Change: what the book has is found again, what it has not
is created, and every reference follows.

A document is found by its id when the book's document of that id means the same thing, else by
what it says; no two documents of the file are ever taken for one of the book.
"""

from collections.abc import Callable, Iterator, Mapping

from tierdesk.desk.intake_json_keys import natural_key
from tierdesk.desk.intake_match import CustomerIndex
from tierdesk.desk.intake_plan import (
    CREATED,
    REJECTED,
    UNCHANGED,
    UPDATED,
    Plan,
    RowOutcome,
    change_args,
)
from tierdesk.desk.intake_workspace import Workspace
from tierdesk.domain.agreement import check_code
from tierdesk.domain.book import Book, Row
from tierdesk.domain.change import Change, same
from tierdesk.domain.document import EMPTY, Doc, integer, text
from tierdesk.domain.references import LISTS, REFERENCES
from tierdesk.errors import Invalid
from tierdesk.exchange.problem import Problem
from tierdesk.exchange.sheet import shown
from tierdesk.i18n.message import Message, say

_ORDER = ("sources", "groups", "custom_fields", "templates", "customers", "contacts", "deals", "touches",
          "follow_ups", "orders", "contracts", "payments")  # fmt: skip
_LATER = frozenset(("referrer_id",))
"""References that may point forward in the file; they are set when everybody is known."""
_REQUIRED = frozenset(("customer_id", "contract_id"))
_FOUND_ONLY = frozenset(("touches", "settings"))
"""A touch that is found is the same in every word, and the book keeps its own settings."""


def plan_export(
    book: Book,
    tables: Mapping[str, list[Row]],
    *,
    file: str = "",
    verb: str = "import",
) -> Plan:
    """What reading the export back would do. Rows are counted over all documents in the order
    of the file's tables. An export carries its own times, so that no moment is asked for."""
    restore = _Restore(Workspace(book))
    names = [*(t for t in _ORDER if t in tables), *sorted(t for t in tables if t not in _ORDER)]
    outcomes: list[RowOutcome] = []
    for table in names:
        outcomes += restore.table(table, tables[table], len(outcomes))
    restore.link_referrers(tables.get("customers", []))
    rows = tuple(outcomes)
    change = Change(verb, change_args("json", file, rows), restore.work.edits())
    problems = tuple(sorted(restore.work.problems, key=lambda problem: problem.row))
    return Plan("json", rows, problems, (), change)


class _Restore:
    """The import on its way; `ids` maps (table, id in the file) to the id in the book."""

    def __init__(self, work: Workspace) -> None:
        self.work = work
        self.ids: dict[tuple[str, int], int] = {}
        self._customers = CustomerIndex(work)

    def table(self, table: str, docs: list[Row], before: int) -> Iterator[RowOutcome]:
        """Find or create every document of a table."""
        find = self._finder(table, docs)
        for number, (file_id, doc) in enumerate(docs, before + 1):
            try:
                outcome = self._place(table, file_id, doc, find, number)
            except Invalid as fault:
                self.work.drop()
                place = f"{table} {file_id}"  # a document has no line, but a number
                self.work.problems.append(Problem(number, place, fault.message))
                yield RowOutcome(number, REJECTED, _label(table, file_id, doc))
                continue
            edits = self.work.keep()
            yield RowOutcome(number, outcome, _label(table, file_id, doc), edits)

    def link_referrers(self, docs: list[Row]) -> None:
        """Set the references among customers, now that all of them are known."""
        for number, (file_id, doc) in enumerate(docs, 1):
            mine, theirs = self.ids.get(("customers", file_id)), doc.get("referrer_id")
            if mine is None or not isinstance(theirs, int):
                continue
            referrer = self.ids.get(("customers", theirs))
            if referrer is None:
                self._lost(number, "referrer_id", theirs)
            else:
                self.work.overlay("customers", mine, {"referrer_id": referrer}, number)
        self.work.keep()

    def _place(
        self,
        table: str,
        file_id: int,
        doc: Doc,
        find: Callable[[int, Doc], int | None],
        number: int,
    ) -> str:
        if (table, file_id) in self.ids:
            raise Invalid(say("The id %(id)s stands twice in this table.", id=file_id))
        linked = self._linked(table, doc, number)
        found = find(file_id, linked)
        if found is None:
            if table == "contracts":
                check_code(linked, list(self._contracts(integer(linked, "customer_id"))))
            self.ids[table, file_id] = self.work.add(table, linked)
            return CREATED
        changed = table not in _FOUND_ONLY and self.work.overlay(table, found, linked, number)
        if table == "settings" and not same(self.work.doc(table, found), linked):
            self._warn(
                number, table, say("The book keeps its own settings; those of the file differ.")
            )
        self.ids[table, file_id] = found
        return UPDATED if changed else UNCHANGED

    def _contracts(self, customer_id: int | None) -> Iterator[Row]:
        """The customer's contracts, those that the file has told so far among them."""
        if customer_id is not None:
            for doc_id in self.work.children("contracts", customer_id):
                yield doc_id, self.work.doc("contracts", doc_id) or EMPTY

    def _linked(self, table: str, doc: Doc, number: int) -> dict[str, object]:
        """The document with the book's ids in its references."""
        out = {key: value for key, value in doc.items() if key not in _LATER}
        for key, target in REFERENCES.get(table, {}).items():
            theirs = doc.get(key)
            if key in _LATER or not isinstance(theirs, int):
                continue
            mine = self.ids.get((target, theirs))
            if mine is not None:
                out[key] = mine
            elif key in _REQUIRED:
                raise Invalid(
                    say("It belongs to %(table)s %(id)s, which the file does not hold or which was "
                        "refused.", table=target, id=theirs)
                )  # fmt: skip
            else:
                del out[key]
                self._lost(number, key, theirs)
        for key, target in LISTS.get(table, {}).items():
            if isinstance(listed := doc.get(key), list):
                out[key] = self._listed(target, key, listed, number)
        return out

    def _listed(self, target: str, key: str, listed: list[object], number: int) -> list[int]:
        """A list of references with the book's ids."""
        found = []
        for theirs in listed:
            mine = self.ids.get((target, theirs)) if isinstance(theirs, int) else None
            if mine is not None:
                found.append(mine)
            elif isinstance(theirs, int):
                self._lost(number, key, theirs)
        return found

    def _lost(self, number: int, field: str, theirs: int) -> None:
        self._warn(
            number, field,
            say("The reference to %(id)s was left out: the file does not hold it.", id=theirs),
        )  # fmt: skip

    def _warn(self, number: int, field: str, message: Message) -> None:
        self.work.problems.append(Problem(number, field, message, rejected=False))

    def _finder(self, table: str, docs: list[Row]) -> Callable[[int, Doc], int | None]:
        if table == "customers":
            return self._find_customer
        index: dict[object, list[int]] = {}
        for doc_id, doc in self.work.book.rows(table):
            index.setdefault(natural_key(table, doc), []).append(doc_id)
        reserved = {file_id for file_id, _ in docs}
        claimed: set[int] = set()

        def find(file_id: int, doc: Doc) -> int | None:
            alike = [i for i in index.get(natural_key(table, doc), ()) if i not in claimed]
            own = [i for i in alike if i == file_id]
            free = [i for i in alike if i not in reserved]
            found = next(iter([*own, *free, *alike]), None)
            if found is not None:
                claimed.add(found)
            return found

        return find

    def _find_customer(self, file_id: int, doc: Doc) -> int | None:
        found = self._customers.find(text(doc, "name"), text(doc, "code"), file_id)
        if found is not None:
            self._customers.learn(found, file_id)
        return found


def _label(table: str, file_id: int, doc: Doc) -> str:
    name = text(doc, "name") or text(doc, "title") or text(doc, "code")
    return shown(name, 80) if name else f"{table} {file_id}"
