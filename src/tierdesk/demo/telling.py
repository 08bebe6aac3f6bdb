"""The demo book while it is being told: tables that fill, ids that are given, names that are known.

It must not know what any story is about.
"""

from collections.abc import Mapping
from datetime import tzinfo
from decimal import Decimal
from typing import NamedTuple

from tierdesk.demo.calendar import Calendar
from tierdesk.domain import money
from tierdesk.domain.contactability import customer_zone
from tierdesk.domain.document import Doc

READER = "me"
"""How stories call the person who opens the demo."""


class Telling:
    """The tables so far. `by` is the reader, who owns what stories give to "me"."""

    def __init__(self, calendar: Calendar, by: str) -> None:
        self.calendar = calendar
        self.by = by or READER
        self.tables: dict[str, dict[str, Doc]] = {}
        self.known: dict[tuple[str, str], int] = {}

    def add(self, table: str, doc: Mapping[str, object], name: str = "") -> int:
        """Keep a document without the fields that say nothing; returns its id, which `named`
        gives again for its name."""
        rows = self.tables.setdefault(table, {})
        doc_id = len(rows) + 1
        rows[str(doc_id)] = {k: v for k, v in doc.items() if v not in (None, "", [], {}, False)}
        if name:
            self.known[table, name] = doc_id
        return doc_id

    def named(self, table: str, name: str) -> int | None:
        """The id of what has that name, None without a name. KeyError for a name nobody has."""
        return self.known[table, name] if name else None

    def person(self, written: str) -> str:
        """Who a story means."""
        return self.by if written in ("", READER) else written


class Hero(NamedTuple):
    """The customer whose story is being told: `zone` and `country` say when it works."""

    id: int
    owner: str
    zone: tzinfo
    country: str


def hero_zone(customer: Doc, calendar: Calendar) -> tzinfo:
    """The customer's own zone, else the reader's."""
    return customer_zone(customer) or calendar.zone


def amount(written: object) -> dict[str, object] | None:
    """Money as stored of `23500 CNY`; None where a story names none."""
    if not isinstance(written, str):
        return None
    number, _, currency = written.partition(" ")
    return money.of(Decimal(number), currency).document()
