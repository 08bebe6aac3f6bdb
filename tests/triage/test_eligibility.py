"""Who may be contacted: one rule for a row, an entry of a list, and the customers of a preview."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage
from tierdesk.triage.eligibility import contactable
from tierdesk.triage.overview import Overview
from tierdesk.triage.queue import eligible
from tierdesk.triage.roster import Roster

NOW = Moment(datetime(2026, 11, 24, 9, tzinfo=UTC))
DEAL = st.sampled_from([
    {"stage": "interested"}, {"stage": "lost", "status": "lost"}, {"stage": "lost"},
    {"stage": "won", "status": "won"}, {"status": "lost"}, {"stage": "gone"}, {}, {"stage": ["lost"]}, {"stage": {}, "status": 3},
])  # fmt: skip
CUSTOMER = st.sampled_from([
    {}, {"do_not_contact": True}, {"parked": {"since": "2026-11-01", "reason": "later"}},
    {"parked": None}, {"do_not_contact": "yes"},
])  # fmt: skip


def book(people):
    """Customers with their deals."""
    deals = [
        {"customer_id": at, **deal} for at, (_, owned) in enumerate(people, 1) for deal in owned
    ]
    return Book({
        "customers": {str(at): {"name": str(at), **one} for at, (one, _) in enumerate(people, 1)},
        "deals": {str(at): deal for at, deal in enumerate(deals, 1)},
    })  # fmt: skip


@given(st.lists(st.tuples(CUSTOMER, st.lists(DEAL, max_size=3)), max_size=12))
def test_rows_lists_and_previews_agree(people):
    found = book(people)
    entries = list(Overview(found, NOW).stream())
    ids = [entry.customer_id for entry in entries if not entry.signed]
    of_lists = {entry.customer_id: eligible(entry) for entry in entries}
    told = list(contactable(found, Vantage(NOW), ids, signed=False))
    assert told == [of_lists[one] for one in ids]
    rows = Roster(found, NOW).rows
    assert {key: row.eligible for key, row in rows.items()} == of_lists


@pytest.mark.parametrize("deals, may", [
    ([], True), ([{"stage": "lost", "status": "lost"}], False),
    ([{"stage": "lost", "status": "lost"}, {"stage": "interested"}], True),
    ([{"stage": "lost", "status": "lost"}, {"stage": "won", "status": "won"}], True),
])  # fmt: skip
def test_somebody_is_lost_when_all_deals_are(deals, may):
    found = book([({}, deals)])
    assert list(contactable(found, Vantage(NOW), [1], signed=False)) == [may]
