"""Builders of small books for triage tests."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

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


CUSTOMERS = st.lists(
    st.fixed_dictionaries(
        {"name": st.sampled_from(["Ann", "Bo", "Cy"]),
         "created_at": st.integers(0, 500).map(ago)},
        optional={
            "interest": st.integers(0, 5),
            "employees": st.integers(0, 2000),
            "willingness": st.integers(0, 5),
            "timezone": st.sampled_from(["Asia/Tokyo", "Europe/Berlin", "nowhere"]),
            "parked": st.just({"since": "2026-01-01", "reason": "r"}),
            "key_account": st.booleans(),
        },
    ),
    min_size=1,
    max_size=9,
)  # fmt: skip


@st.composite
def books(draw):
    """Tables of a book with customers, touches, deals and plans that refer to them."""
    found = draw(CUSTOMERS)
    owner = st.integers(1, len(found))
    some = st.lists
    touch = st.builds(
        lambda c, d, way, result: {"customer_id": c, "at": ago(d), "direction": way, "result": result},
        owner, st.integers(0, 300), st.sampled_from(["in", "out"]),
        st.sampled_from(["reached", "no_answer", "complaint"]),
    )  # fmt: skip
    deal = st.builds(
        lambda c, s, a, d: {"customer_id": c, "stage": s, "amount": money(a), "stage_since": ago(d)},
        owner, st.sampled_from(["prospect", "negotiation"]), st.integers(0, 500), st.integers(0, 90),
    )  # fmt: skip
    plan = st.builds(
        lambda c, d, p: {"customer_id": c, "due_at": day(d), "promised": p},
        owner, st.integers(-9, 9), st.booleans(),
    )  # fmt: skip
    tables = {"customers": found, "touches": draw(some(touch, max_size=15)),
              "deals": draw(some(deal, max_size=8)), "follow_ups": draw(some(plan, max_size=5))}  # fmt: skip
    return {name: {str(i): d for i, d in enumerate(docs, 1)} for name, docs in tables.items()}
