"""What an import knows while it goes through the rows: the work so far, the indexes, the stages,
and one row's values taken apart by record.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tierdesk.desk.intake_match import CustomerIndex
from tierdesk.desk.intake_workspace import Workspace
from tierdesk.domain.moment import Moment
from tierdesk.exchange.columns import ColumnMap
from tierdesk.exchange.drafts import Draft
from tierdesk.exchange.problem import Problem
from tierdesk.i18n.message import Message
from tierdesk.pipeline.stage import Stage

Index = dict[object, list[int]]


@dataclass(slots=True)
class Intake:
    """One import on its way. `matched` holds what rows have been found to mean already, so that
    the second of two like rows is not taken for the first; it counts only for rows that stand."""

    work: Workspace
    customers: CustomerIndex
    columns: ColumnMap
    moment: Moment
    stages: Sequence[Stage]
    lenient: bool
    headers: Mapping[str, str]
    stamp: str
    repeated_codes: frozenset[str] = frozenset()
    matched: set[tuple[str, int]] = field(default_factory=set)
    spellings: set[tuple[int, str]] = field(default_factory=set)
    _indexes: dict[str, Index] = field(default_factory=dict)
    _matches: list[tuple[str, int]] = field(default_factory=list)
    _entries: list[tuple[str, object, int]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What a row of the file is."""
        return self.columns.kind

    def index(self, name: str, made: Callable[[], Index]) -> Index:
        """An index over a table, made when it is first asked for."""
        found = self._indexes.get(name)
        if found is None:
            found = self._indexes[name] = made()
        return found

    def index_later(self, name: str, key: object, doc_id: int) -> None:
        """An entry of an index that counts once the row stands."""
        self._entries.append((name, key, doc_id))

    def match_later(self, table: str, doc_id: int) -> None:
        """The document is this row's, once the row stands."""
        self._matches.append((table, doc_id))

    def settle(self, *, kept: bool) -> None:
        """The row is over: what it learned counts from now on, or never."""
        if kept:
            self.matched.update(self._matches)
            for name, key, doc_id in self._entries:
                self._indexes[name].setdefault(key, []).append(doc_id)
        self._matches.clear()
        self._entries.clear()

    def warn(self, row: int, target: str, message: Message) -> None:
        """The row stands, but this is worth saying."""
        self.work.problems.append(
            Problem(row, self.headers.get(target, target), message, rejected=False)
        )


@dataclass(slots=True)
class Row:
    """A draft taken apart: `parts` holds the fields of each record by its table."""

    draft: Draft
    parts: dict[str, dict[str, object]]
    customer_id: int | None = None
    created: bool = False

    @property
    def number(self) -> int:
        """As the user sees it in the file."""
        return self.draft.number

    def part(self, table: str) -> dict[str, object]:
        """The row's fields of one record, empty when it brings none."""
        return self.parts.get(table, {})


_TABLES = {
    "contact": "contacts", "deal": "deals", "touch": "touches", "follow_up": "follow_ups",
    "order": "orders", "product": "products", "person": "people", "rate": "fx_rates", "event": "events",
}  # fmt: skip


def taken_apart(draft: Draft, own_table: str) -> Row:
    """The row's values by record; custom fields belong to the row's own record."""
    parts: dict[str, dict[str, object]] = {}
    for target, value in draft.values.items():
        prefix, dot, key = target.partition(".")
        table, key = (_TABLES[prefix], key) if dot else ("customers", target)
        parts.setdefault(table, {})[key] = value
    if draft.custom:
        parts.setdefault(own_table, {})["custom"] = draft.custom
    return Row(draft, parts)
