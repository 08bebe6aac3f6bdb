"""The queue: who stands in it, in which order, within which capacity."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from triage_cases import (
    NOW,
    ago,
    book_of,
    books,
    contact,
    day,
    entries_of,
    money,
    queue_of,
    tiered,
)

from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.triage.overview import Overview
from tierdesk.triage.policy import TIERS
from tierdesk.triage.queue import build_queue


def ids(queue):
    return [item.customer_id for item in queue.items]


def test_somebody_due_stands_in_the_queue_and_somebody_not_yet_due_does_not():
    book = book_of([tiered("A"), tiered("A")], touches=[contact(5), contact(2, 2)])
    assert ids(queue_of(book)) == [1]


@pytest.mark.parametrize(
    "tables",
    [
        {"follow_ups": [{"customer_id": 1, "due_at": day(0), "promised": True}]},
        {"touches": [contact(1), {"customer_id": 1, "at": ago(hours=2), "direction": "in"}]},
        {"touches": [contact(1, result="complaint")]},
        {"contacts": [{"customer_id": 1, "birthday": {"month": 11, "day": 24}}]},
        {"deals": [{"customer_id": 1, "stage": "interested", "stage_since": ago(50)}],
         "follow_ups": [{"customer_id": 1, "due_at": day(40)}]},
    ],
    ids=["promise", "reply", "complaint", "birthday", "rot"],
)  # fmt: skip
def test_an_acute_reason_does_not_wait_for_the_due_day(tables):
    tables.setdefault("touches", [contact(1)] if "deals" not in tables else [])
    queue = queue_of(book_of([tiered("B")], **tables))
    assert len(queue.items) + len(queue.lane) == 1


def test_parked_lost_and_do_not_contact_stay_out():
    customers = [tiered("A", parked={"since": day(-9), "reason": "r"}),
                 tiered("A", do_not_contact=True), tiered("A")]  # fmt: skip
    deals = [{"customer_id": 3, "stage": "lost", "status": "lost"}]
    queue = queue_of(book_of(customers, deals=deals))
    assert (queue.items, queue.not_today) == ((), 0)


def test_a_signed_customer_is_never_parked():
    """Invariant 10."""
    contract = {"customer_id": 1, "signed_on": day(-90), "amount": money(100),
                "first_payment_amount": money(100)}  # fmt: skip
    payment = {"contract_id": 1, "paid_on": day(-80), "amount": money(100)}
    customer = tiered("A", parked={"since": day(-9), "reason": "r"})
    signed = book_of([customer], contracts=[contract], payments=[payment])
    assert ids(queue_of(signed)) == [1]
    assert ids(queue_of(book_of([customer], contracts=[contract]))) == []


def test_a_promise_within_the_hour_goes_on_top_whatever_the_capacity():
    plans = [
        {"customer_id": 1, "due_at": day(0) + "T10:59:00Z", "promised": True},
        {"customer_id": 2, "due_at": day(0) + "T11:30:00Z", "promised": True},
        {"customer_id": 3, "due_at": day(0), "promised": True},
        {"customer_id": 4, "due_at": day(0) + "T08:00:00Z", "promised": True},
        {"customer_id": 5, "due_at": day(-1) + "T10:30:00Z", "promised": True},
    ]
    book = book_of([tiered("D") for _ in plans], follow_ups=plans)
    queue = queue_of(book, capacity=0)
    assert {item.customer_id for item in queue.lane} == {1, 4}
    assert (queue.items, queue.not_today) == ((), 3)
    evening = Moment(datetime(2026, 11, 24, 17, 5, tzinfo=UTC), UTC, country="DE")
    assert {i.customer_id for i in queue_of(book, evening, 0).lane} == {1, 2, 3, 4}


def test_a_row_says_why_in_the_order_of_weight():
    deals = [{"customer_id": 1, "stage": "negotiation", "stage_since": ago(2),
              "amount": money(120_000)}]  # fmt: skip
    item = queue_of(book_of([tiered("A")], deals=deals, touches=[contact(7)])).items[0]
    assert [r.term for r in item.reasons] == ["due", "tier", "value", "stage"]
    assert [round(r.points, 2) for r in item.reasons] == [10.8, 8, 3, 0.71]
    texts = [str(reason.message) for reason in item.reasons]
    assert texts[:2] == ["late 4 d", "A"]
    assert texts[2].endswith("× 60 %")
    assert texts[3] == "2 d in Negotiation"
    assert item.reasons[2].message.args["value"].minor == 12_000_000
    assert sum(r.points for r in item.reasons) == pytest.approx(item.urgency)
    assert sum(item.terms.values()) == pytest.approx(item.urgency)
    assert item.days_late == 4


def test_every_reason_can_be_said():
    customer = tiered("A", created_at=ago(500))
    deals = [{"customer_id": 1, "stage": "interested", "stage_since": ago(60),
              "amount": money(9)}]  # fmt: skip
    contract = {"customer_id": 1, "signed_on": day(-300), "amount": money(5),
                "first_payment_amount": money(5),
                "instalments": [{"due_on": day(-40), "amount": money(5)}]}  # fmt: skip
    tables = {
        "deals": deals,
        "contracts": [contract],
        "contacts": [{"customer_id": 1, "name": "Wang", "birthday": {"month": 11, "day": 24}}],
        "follow_ups": [{"customer_id": 1, "due_at": day(-2), "promised": True}],
        "feedback": [{"customer_id": 1, "state": "open"}],
        "survey_responses": [{"customer_id": 1, "kind": "nps", "score": 3, "on": day(-3)}],
        "touches": [{"customer_id": 1, "at": ago(3), "direction": "in", "channel": "email"},
                    {"customer_id": 1, "at": ago(hours=3), "result": "no_answer"},
                    {"customer_id": 1, "at": ago(hours=2), "result": "no_answer"}],
    }  # fmt: skip
    item = queue_of(book_of([customer], **tables)).items[0]
    said = {reason.term: str(reason.message) for reason in item.reasons}
    assert said["due"] == "late 2 d"
    assert said["promise"] == "promised"
    assert said["reply"] == "reply 3 d"
    assert said["stage"] == "60 d in Interested"
    assert said["risk"] == "NPS 3, open complaint"
    assert said["care"] == "birthday of Wang"
    assert said["cooldown"] == "tried 2 times today"
    assert said["money"].endswith("late 40 d")
    assert item.reasons[-1].points < 0


def test_the_hungry_are_lifted_to_the_median():
    customers = [tiered("A") for _ in range(4)] + [tiered("D", name="forgotten")]
    touches = [contact(20, i) for i in range(1, 5)] + [contact(361, 5)]
    queue = queue_of(book_of(customers, touches=touches))
    by_id = {item.customer_id: item for item in queue.items}
    assert by_id[5].urgency == by_id[1].urgency
    floor = next(reason for reason in by_id[5].reasons if reason.term == "floor")
    assert floor.points == pytest.approx(by_id[5].urgency - sum(by_id[5].terms.values()))
    assert str(floor.message) == "left alone for 361 d"
    nearly = queue_of(book_of(customers, touches=[*touches[:4], contact(360, 5)]))
    assert {i.customer_id: i.urgency for i in nearly.items}[5] < by_id[1].urgency


def test_capacity_cuts_by_tier_and_counts_the_rest():
    customers = [tiered("A") for _ in range(30)] + [tiered("D") for _ in range(30)]
    queue = queue_of(book_of(customers), capacity=20)
    assert sorted(item.tier for item in queue.items) == ["A"] * 19 + ["D"]
    assert queue.not_today == len(queue.waiting) == 40
    assert not set(ids(queue)) & set(queue.waiting_ids())


def test_sleepers_sink_inside_their_tier_until_opening():
    """At 10:00 UTC it is 05:00 in New York."""
    customers = [
        tiered("A", name="a sleeps", timezone="America/New_York", created_at=ago(900)),
        tiered("A", name="b awake", country="DE"),
        tiered("B", name="c", country="DE"),
    ]
    queue = queue_of(book_of(customers, touches=[contact(30, 1), contact(4, 2), contact(99, 3)]))
    order = [(item.name, item.asleep, item.local_time) for item in queue.items]
    assert order == [("b awake", False, "11:00"), ("c", False, "11:00"),
                     ("a sleeps", True, "05:00")]  # fmt: skip
    noon = Moment(datetime(2026, 11, 24, 15, 0, tzinfo=UTC), UTC, country="DE")
    assert not any(i.asleep for i in queue_of(book_of(customers), noon).items)


def test_a_local_holiday_is_sleep():
    closed = Moment(NOW.now, UTC, country="DE", is_working=lambda d, country: country != "FR")
    customers = [tiered("A", country="FR"), tiered("A", country="DE", timezone="Europe/Berlin")]
    queue = queue_of(book_of(customers), closed)
    assert [(item.customer_id, item.asleep) for item in queue.items] == [(2, False), (1, True)]


@settings(max_examples=60, deadline=None)
@given(books(), st.randoms(use_true_random=False), st.none() | st.integers(0, 6))
def test_the_queue_does_not_depend_on_the_order_of_the_book(tables, random, capacity):
    shuffled = {}
    for name, docs in tables.items():
        rows = list(docs.items())
        random.shuffle(rows)
        shuffled[name] = dict(rows)
    one, other = (
        queue_of(Book(tables), capacity=capacity),
        queue_of(Book(shuffled), capacity=capacity),
    )
    assert one == other


@settings(max_examples=60, deadline=None)
@given(books(), st.none() | st.integers(0, 6))
def test_everybody_due_stands_once_in_lane_queue_or_not_today(tables, capacity):
    book = Book(tables)
    queue = queue_of(book, capacity=capacity)
    found = [i.customer_id for i in queue.lane] + ids(queue) + queue.waiting_ids()
    assert len(found) == len(set(found))
    assert queue.not_today == len(queue.waiting)
    everybody = queue_of(book)
    assert set(found) == {i.customer_id for i in (*everybody.lane, *everybody.items)}
    due = {e.customer_id for e in entries_of(book)
           if e.due_ordinal <= NOW.today.toordinal()
           and (e.signed or not e.case.customer.get("parked"))}  # fmt: skip
    assert due <= set(found)


@settings(max_examples=60, deadline=None)
@given(books())
def test_inside_a_tier_the_awake_stand_by_urgency_then_due_then_name_then_id(tables):
    queue = queue_of(Book(tables))
    for tier in TIERS:
        rows = [i for i in queue.items if i.tier == tier]
        keys = [(i.asleep, -i.urgency, i.due, i.name, i.customer_id) for i in rows]
        assert keys == sorted(keys)


@settings(max_examples=40, deadline=None)
@given(books())
def test_one_prepared_pass_may_be_asked_again_and_in_any_order(tables):
    book = Book(tables)
    overview = Overview(book, NOW)
    entries = overview.entries()
    assert [overview.entry(entry.case) for entry in reversed(entries)] == entries[::-1]
    queue = build_queue(overview, entries, 3)
    assert queue == build_queue(overview, entries[::-1], 3) == queue_of(book, capacity=3)


def test_an_empty_book_has_an_empty_queue():
    queue = queue_of(Book({}))
    assert (queue.day, queue.lane, queue.items, queue.not_today) == (NOW.today, (), (), 0)


def test_the_day_is_the_readers():
    late = Moment(datetime(2026, 11, 24, 16, 30, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))
    assert queue_of(Book({}), late).day.isoformat() == "2026-11-25"
