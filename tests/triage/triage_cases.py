"""Builders of small books for triage tests."""

from datetime import UTC, datetime, timedelta

from tierdesk.domain.book import Book
from tierdesk.domain.document import stamp
from tierdesk.domain.moment import Moment
from tierdesk.triage.overview import Overview
from tierdesk.triage.queue import build_queue

NOW = Moment(datetime(2026, 11, 24, 10, 0, tzinfo=UTC), UTC, country="DE")
"""A Tuesday at ten."""


def ago(days=0, hours=0):
    """The stamp of an instant before NOW."""
    return stamp(NOW.now - timedelta(days=days, hours=hours))


def day(days):
    """The ISO date so many days after today."""
    return (NOW.today + timedelta(days=days)).isoformat()


def money(units, currency="CNY"):
    """Stored money of whole units."""
    return {"minor": units * 100, "currency": currency}


def tiered(tier, **fields):
    """A customer whose tier is set by hand, created long ago."""
    override = {"tier": tier, "reason": "test"}
    return {"name": f"{tier} customer", "tier_override": override, "created_at": ago(400)} | fields


def book_of(customers, **tables):
    """A book of customers (a list, ids from 1) and other tables (lists, ids from 1)."""
    built = {"customers": customers, **tables}
    return Book({name: {str(i): d for i, d in enumerate(docs, 1)} for name, docs in built.items()})


def queue_of(book, moment=NOW, capacity=None):
    """The queue of a book."""
    overview = Overview(book, moment)
    return build_queue(overview, overview.entries(), capacity)


def entries_of(book, moment=NOW):
    """Every customer of a book, graded."""
    return Overview(book, moment).entries()


def contact(days, customer_id=1, **fields):
    """A touch that reached the customer so many days ago."""
    return {"customer_id": customer_id, "at": ago(days), "result": "reached", **fields}
