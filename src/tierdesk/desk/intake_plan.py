"""What an import would do, as a value: counts, problems, every row's outcome, one Change."""

from collections.abc import Mapping
from dataclasses import dataclass

from tierdesk.domain.change import Change, Edit, without_rev
from tierdesk.domain.document import EMPTY
from tierdesk.exchange.problem import Problem
from tierdesk.i18n.message import Message

CREATED, UPDATED, UNCHANGED, REJECTED = "created", "updated", "unchanged", "rejected"
_UNTOLD = frozenset(("created_at", "updated_at", "rev"))


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one document; None stands for "not there"."""

    table: str
    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What becomes of one row: `outcome` created, updated, unchanged or rejected; `label` names
    what it is about; `edits` are the documents that it writes."""

    number: int
    outcome: str
    label: str
    edits: tuple[Edit, ...] = ()

    def differences(self) -> list[Difference]:
        """Field by field, in the order of the documents."""
        return [
            Difference(edit.table, key, before.get(key), after.get(key))
            for edit in self.edits
            for before, after in [
                (without_rev(edit.before or EMPTY), without_rev(edit.after or EMPTY))
            ]
            for key in dict.fromkeys([*before, *after])
            if key not in _UNTOLD and before.get(key) != after.get(key)
        ]


@dataclass(frozen=True, slots=True)
class Plan:
    """`read` = `created` + `updated` + `unchanged` + `rejected`, counted in rows; `problems` in
    the order of the rows; `change` is empty when the book already says all of it."""

    kind: str
    rows: tuple[RowOutcome, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Message, ...]
    change: Change

    @property
    def read(self) -> int:
        """Rows in which something stood."""
        return len(self.rows)

    @property
    def created(self) -> int:
        """Rows that made a new record of the file's kind."""
        return self._count(CREATED)

    @property
    def updated(self) -> int:
        """Rows that changed or added something else."""
        return self._count(UPDATED)

    @property
    def unchanged(self) -> int:
        """Rows that the book already says."""
        return self._count(UNCHANGED)

    @property
    def rejected(self) -> int:
        """Rows of which nothing was taken."""
        return self._count(REJECTED)

    def _count(self, outcome: str) -> int:
        return sum(1 for row in self.rows if row.outcome == outcome)

    def document(self) -> dict[str, object]:
        """The report as one JSON document; sentences are Message values."""
        return {
            "schema": 1, "kind": self.kind, **counts(self.rows),
            "problems": [
                {"row": p.row, "field": p.field, "message": p.message, "rejected": p.rejected}
                for p in self.problems
            ],
            "notes": list(self.notes),
        }  # fmt: skip


def counts(rows: tuple[RowOutcome, ...]) -> dict[str, int]:
    """The five numbers of a report."""
    out = {"read": len(rows), CREATED: 0, UPDATED: 0, UNCHANGED: 0, REJECTED: 0}
    for row in rows:
        out[row.outcome] += 1
    return out


def change_args(kind: str, file: str, rows: tuple[RowOutcome, ...]) -> Mapping[str, object]:
    """What the history keeps of an import."""
    return {"file": file, "kind": kind, **counts(rows)}
