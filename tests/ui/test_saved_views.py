"""The views that come with the desk can be read, and find whom their names say."""

from datetime import UTC, datetime

import pytest

from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.search.index import Index
from tierdesk.search.query import read
from tierdesk.triage.roster import Roster
from tierdesk.triage.sort_order import SORTS
from tierdesk.ui.saved_views import shipped

NOW = Moment(datetime(2026, 11, 24, 10, tzinfo=UTC), UTC, country="CN")
VIEWS = {str(view.label): view for view in shipped("CN")}


def tiered(tier, **fields):
    override = {"tier": tier, "reason": "test"}
    return {"name": tier, "tier_override": override, "created_at": "2026-01-01T00:00:00Z"} | fields


def found(title, customers, **tables):
    book = Book({name: {str(i): doc for i, doc in enumerate(docs, 1)}
                 for name, docs in {"customers": customers, **tables}.items()})  # fmt: skip
    return set(Index(book).find(VIEWS[title].query, Roster(book, NOW).rows, NOW).ids)


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_every_shipped_view_can_be_read_and_names_an_order(view):
    assert read(view.query, NOW).fault is None
    assert not view.sort or view.sort in SORTS


def test_everybody_is_everybody():
    assert found("everybody", [tiered("A"), tiered("D")]) == {1, 2}


def test_due_this_week_ends_with_sunday_and_begins_with_whoever_is_late():
    days = ["2026-11-20", "2026-11-29", "2026-11-30"]
    plans = [{"customer_id": n, "due_at": day} for n, day in enumerate(days, 1)]
    assert found("due this week", [tiered("C")] * 3, follow_ups=plans) == {1, 2}


def test_silent_are_those_of_a_and_b_whom_nobody_reached_for_thirty_days():
    customers = [tiered("A"), tiered("B"), tiered("A"), tiered("C"),
                 tiered("A", parked={"since": "2026-11-01", "reason": "x"}),
                 tiered("B", do_not_contact=True)]  # fmt: skip
    touches = [{"customer_id": n, "at": at, "result": "reached"}
               for n, at in ((2, "2026-10-01T00:00:00Z"), (3, "2026-11-10T00:00:00Z"))]  # fmt: skip
    assert found("A and B silent for 30 days", customers, touches=touches) == {1, 2}


def test_not_in_a_country_are_those_of_others_and_those_of_none():
    customers = [tiered("A", country="CN"), tiered("A", country="DE"), tiered("A")]
    assert found("not in CN", customers) == {2, 3}


def test_whoever_is_late_with_an_instalment_owes_money():
    contract = {
        "customer_id": 2, "signed_on": "2026-01-01", "amount": {"minor": 100_00, "currency": "CNY"},
        "instalments": [{"due_on": "2026-02-01", "amount": {"minor": 100_00, "currency": "CNY"}}],
    }  # fmt: skip
    assert found("owes money", [tiered("A"), tiered("A")], contracts=[contract]) == {2}
