"""Books with outcomes, written down in a few words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.scoring.model import Criterion, Group, ScoringModel
from tierdesk.scoring.valuemap import Linear

MOMENT = Moment(datetime(2026, 11, 24, 2, 0, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))


class Shelf:
    """Tables that grow."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, dict[str, object]]] = {}

    @property
    def book(self) -> Book:
        return Book(self.tables)

    def add(self, table: str, **doc: object) -> int:
        docs = self.tables.setdefault(table, {})
        docs[str(len(docs) + 1)] = doc
        return len(docs)

    def customer(self, **fields: object) -> int:
        return self.add(
            "customers", **{"name": "x", "created_at": "2026-01-01T00:00:00Z", **fields}
        )

    def ended(self, won: bool, on: str, **fields: object) -> int:
        """A customer whose deal ended; its number, which is the deal's too."""
        number = self.customer(**fields)
        self.add("deals", customer_id=number, stage="won" if won else "lost",
                 status="won" if won else "lost", closed_on=on)  # fmt: skip
        return number

    def told(self, won: bool, **custom: object) -> int:
        """A customer whose own field y tells how it ended."""
        return self.customer(custom={"y": "yes" if won else "no", **custom})

    def changed(self, at: str, table: str, doc_id: int, **fields: object) -> None:
        """An entry of the history: fields as name=(old, new)."""
        patch = {name: list(both) for name, both in fields.items()}
        self.add("changes", verb="x", at=at, state="done", edits=[[table, doc_id, "~", patch]])

    def made(self, at: str, table: str, doc_id: int) -> None:
        """An entry of the history: the document was made."""
        self.add("changes", verb="x", at=at, state="done", edits=[[table, doc_id, "+", "0"]])


def day(n: int) -> str:
    """The n-th day of 2025, and on from there."""
    return (datetime(2025, 1, 1) + timedelta(days=n)).date().isoformat()


def model_of(weights: dict[str, float], **fields: object) -> ScoringModel:
    """Custom fields from 0 to 1, each as it is."""
    criteria = tuple(
        Criterion(key, key, weight, f"custom.{key}", Linear(0, 1))
        for key, weight in weights.items()
    )
    return ScoringModel("open", "t", (Group("g", "G", criteria),), **fields)
