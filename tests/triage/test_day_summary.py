"""The day in figures."""

from triage_cases import NOW, ago, book_of, contact, day, tiered

from tierdesk.triage.day import day_summary
from tierdesk.triage.overview import Overview
from tierdesk.triage.queue import build_queue


def summary(book, capacity=None):
    overview = Overview(book, NOW)
    entries = overview.entries()
    return day_summary(build_queue(overview, entries, capacity), entries, overview)


def test_done_planned_and_carried_over():
    customers = [tiered("A") for _ in range(4)]
    touches = [contact(0.1, 1), contact(5, 2), contact(0.1, 4, result="no_answer"), contact(9, 4)]
    plans = [{"customer_id": 3, "due_at": day(0)}]
    found = summary(book_of(customers, touches=touches, follow_ups=plans))
    assert (found.planned, found.done, found.carried) == (4, 1, 2)


def test_neglect_debt_sums_the_days_past_max_by_tier():
    """A contact on Thursday the 12th was due again on Sunday, so on Monday: 8 days late is 4
    past the longest interval; the one of the 16th was due on the 19th: 5 days late is 1."""
    customers = [tiered("A"), tiered("A"), tiered("B"), tiered("A", do_not_contact=True)]
    touches = [contact(12, 1), contact(8, 2), contact(14, 3), contact(99, 4)]
    assert summary(book_of(customers, touches=touches)).debt == {"A": 5, "B": 0, "C": 0, "D": 0}


def test_the_streak_counts_working_days_with_every_a_and_b_handled():
    """An A every three days since Monday the 9th; then one left from Thursday to Saturday."""
    kept = [contact(15), contact(12), contact(8), contact(5), contact(1)]
    assert summary(book_of([tiered("A")], touches=kept)).streak == 11
    late = [contact(15), contact(10), contact(7), contact(4), contact(1)]
    assert summary(book_of([tiered("A")], touches=late)).streak == 6


def test_a_lapse_of_yesterday_ends_the_streak_and_a_c_does_not_matter():
    customers = [tiered("A"), tiered("C")]
    kept = [contact(5), contact(2), contact(300, 2)]
    assert summary(book_of(customers, touches=kept)).streak == 3
    assert summary(book_of(customers, touches=[contact(5)])).streak == 0
    assert summary(book_of([tiered("A", created_at=ago(3))])).streak == 0
