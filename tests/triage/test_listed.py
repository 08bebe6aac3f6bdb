"""A customer as a light row."""

import sys
from datetime import date

import pytest
from triage_cases import NOW, ago, book_of, contact, day, money, tiered

from tierdesk.domain.money import Money
from tierdesk.triage.listed import unpacked
from tierdesk.triage.overview import Overview
from tierdesk.triage.roster import Roster


def row_of(customer, **tables):
    return Roster(book_of([customer], **tables), NOW).rows[1]


def test_a_row_says_what_a_list_shows():
    customer = {"name": "Ann", "owner": "li", "country": "DE", "timezone": "Europe/Berlin",
                "created_at": ago(400), "interest": 5}  # fmt: skip
    deals = [
        {"customer_id": 1, "stage": "negotiation", "stage_since": ago(9), "amount": money(320)}
    ]
    book = book_of([customer], deals=deals, touches=[contact(4)])
    row, score = Roster(book, NOW).rows[1], Overview(book, NOW).entry_of(1).score
    assert (row.name, row.owner, row.country, row.zone) == ("Ann", "li", "DE", "Europe/Berlin")
    assert (row.tier, row.score, row.low, row.high) == (
        score.tier,
        score.value,
        score.low,
        score.high,
    )
    assert (row.completeness, row.certain) == (score.completeness, score.certain)
    assert (row.stage.key, row.stage_days, row.percent) == ("negotiation", 9, 60)
    assert (row.amount, row.worth) == (Money(32_000, "CNY"), 192.0)
    assert row.last_contact == date(2026, 11, 20)
    assert row.due == date.fromordinal(row.due_ordinal)
    assert not (row.signed or row.overridden or row.parked or row.planned or row.rotting)
    assert row.eligible
    assert row.owes == 0.0


@pytest.mark.parametrize(
    "customer, deals",
    [
        (tiered("A", parked={"since": day(-1), "reason": "r"}), []),
        (tiered("A", do_not_contact=True), []),
        (tiered("A"), [{"customer_id": 1, "stage": "lost", "status": "lost"}]),
    ],
    ids=["parked", "do not contact", "lost"],
)
def test_somebody_to_be_left_alone_is_due_on_no_day(customer, deals):
    row = row_of(customer, deals=deals)
    assert (row.eligible, row.due, row.points) == (False, None, None)


def test_a_won_deal_is_no_amount_to_work_for():
    deals = [{"customer_id": 1, "stage": "won", "status": "won", "amount": money(9)}]
    row = row_of(tiered("A"), deals=deals)
    assert (row.amount, row.percent, row.worth) == (None, 0.0, None)


def test_a_probability_of_its_own_counts():
    deal = {
        "customer_id": 1,
        "stage": "negotiation",
        "amount": money(9),
        "probability_override": 85,
    }
    assert row_of(tiered("A"), deals=[deal]).percent == 85


@pytest.mark.parametrize(
    "due_at, promised, soon",
    [
        (day(0) + "T10:30:00Z", 1.0, "2026-11-24T10:30:00Z"),
        (day(0), 1.0, "2026-11-24T18:00:00Z"),
        (day(-2), 1.0, ""),
        (day(1), 0.5, ""),
        (day(2), 0.0, ""),
    ],
)
def test_a_promise_says_how_near_it_is(due_at, promised, soon):
    plan = {"customer_id": 1, "due_at": due_at, "promised": True}
    row = row_of(tiered("A"), follow_ups=[plan])
    assert (row.promised, row.soon, row.planned) == (promised, soon, True)


def test_the_earliest_promise_of_today_counts_and_one_without_a_time_is_meant_until_closing():
    times = (day(0), day(0) + "T15:00:00Z", day(0) + "T12:00:00Z")
    plans = [{"customer_id": 1, "due_at": at, "promised": True} for at in times]
    assert row_of(tiered("A"), follow_ups=plans).soon == "2026-11-24T12:00:00Z"


def test_the_first_unanswered_message_waits():
    inbound = [{"customer_id": 1, "at": ago(d), "direction": "in"} for d in (9, 3, 2)]
    assert row_of(tiered("A"), touches=[*inbound, contact(5)]).waits == ago(3)
    assert row_of(tiered("A"), touches=[*inbound, contact(1)]).waits == ""


def test_what_is_overdue_is_owed_unless_a_rate_is_missing():
    contract = {"customer_id": 1, "signed_on": day(-90), "amount": money(9),
                "instalments": [{"due_on": day(-30), "amount": money(6)}]}  # fmt: skip
    assert row_of(tiered("A"), contracts=[contract]).owes == 6.0
    foreign = {**contract, "amount": money(9, "USD"), "instalments":
               [{"due_on": day(-30), "amount": money(6, "USD")}]}  # fmt: skip
    assert row_of(tiered("A"), contracts=[foreign]).owes is None


@pytest.mark.parametrize("strange", [[1], {"a": 1}, 7, None, True])
def test_a_place_that_is_no_text_is_no_place(strange):
    row = row_of(tiered("A", country=strange, timezone=strange))
    assert row.place == ("", "")


def test_rows_of_one_place_share_it():
    rows = Roster(book_of([tiered("A", country="JP"), tiered("B", country="JP")]), NOW).rows
    assert rows[1].place is rows[2].place


def test_the_packed_values_are_those_that_the_score_used():
    row = row_of({"name": "Ann", "interest": 5})
    assert dict(zip(row.keys, unpacked(row), strict=True))["interest"] == 1.0


def test_a_row_is_light():
    """Shared objects aside; the documents are the book's own."""
    row = row_of(tiered("A"), touches=[contact(3)])
    own = [row.score, row.low, row.high, row.completeness, row.points, row.worth, row.felt]
    assert sys.getsizeof(row) + sum(map(sys.getsizeof, own)) <= 620
