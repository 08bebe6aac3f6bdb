"""Logging a contact: what it ends, what stays, and where a plan goes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from triage_cases import NOW, ago, books, day

from tierdesk.domain.book import Book, Case
from tierdesk.domain.dates import When
from tierdesk.domain.moment import Moment
from tierdesk.domain.validation import validated
from tierdesk.triage.contact import NEW_PLAN, NEW_TOUCH, Contact, contacted, log, settled
from tierdesk.triage.overview import Overview


def case(*plans):
    return Case(7, {"name": "x"}, follow_ups=list(enumerate(plans, 1)))


def plan(due, **fields):
    return {"customer_id": 7, "due_at": due if isinstance(due, str) else day(due), **fields}


def contact(result="reached", next_=None, promised=False, at=NOW.now):
    when = None if next_ is None else When(NOW.today + timedelta(days=next_))
    return Contact({"channel": "phone", "result": result}, at, when, promised)


def ended(*plans, moment=NOW, **said):
    return [plan_id for plan_id, _ in settled(case(*plans), contact(**said), moment)]


def next_plan(*plans, **said):
    edits = log(case(*plans), contact(**said), NOW, "me")
    return next(dict(e.after) for e in edits if e.table == "follow_ups" and e.after is not None)


def test_a_contact_is_one_new_touch():
    (edit,) = log(case(), contact(), NOW, "me")
    assert (edit.table, edit.id, edit.before) == ("touches", NEW_TOUCH, None)
    assert edit.after == {"channel": "phone", "result": "reached", "customer_id": 7,
                          "at": ago(0), "zone": "UTC", "by": "me"}  # fmt: skip
    assert validated("touches", edit.after)


def test_a_contact_that_counted_ends_every_plan_due_by_today():
    plans = (plan(-3), plan(0), plan(0, promised=True), plan(1), plan(day(0) + "T23:00:00Z"))
    assert ended(*plans) == [1, 2, 3, 5]


def test_an_attempt_that_reached_nobody_ends_nothing():
    assert ended(plan(-3), plan(0), result="no_answer") == []
    assert len(log(case(plan(-3)), contact("no_answer"), NOW, "me")) == 1


def test_a_next_date_takes_the_place_of_the_plans_up_to_it():
    assert ended(plan(-3), plan(2), plan(5), plan(6), next_=5) == [1, 2, 3]
    assert ended(plan(-3), plan(2), result="no_answer", next_=5) == [1, 2]


def test_what_was_promised_for_a_later_day_stays():
    assert ended(plan(2, promised=True), plan(3), plan(0, promised=True), next_=5) == [2, 3]


@pytest.mark.parametrize("until, ends", [(26, False), (1, False), (0, True), (-2, True)])
def test_a_snooze_moves_the_day_of_a_plan(until, ends):
    assert bool(ended(plan(-3, snoozed_until=day(until)))) is ends


def test_a_snooze_before_the_day_of_a_plan_does_not_bring_it_forward():
    assert ended(plan(4, snoozed_until=day(-1))) == []


@pytest.mark.parametrize("due", ["", "soon", "2026-13-45", "2026-11-2xT10:00:00Z"])
def test_a_plan_whose_day_cannot_be_read_stays(due):
    assert ended(plan(due)) == []
    assert ended(plan(due), next_=5) == []
    assert ended({"customer_id": 7}, next_=5) == []


def test_a_day_is_the_readers():
    """At 16:00 UTC it is the 25th in Shanghai."""
    from zoneinfo import ZoneInfo

    shanghai = Moment(datetime(2026, 11, 24, 10, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))
    assert ended(plan("2026-11-24T15:59:00Z"), moment=shanghai) == [1]
    assert ended(plan("2026-11-24T16:00:00Z"), moment=shanghai) == []


def test_the_next_plan_is_of_the_day_that_was_given():
    found = next_plan(next_=5)
    assert found == {"customer_id": 7, "due_at": day(5), "original_due": day(5)}
    assert validated("follow_ups", found)
    edits = log(case(plan(-3)), contact(next_=5), NOW, "me")
    assert [(e.table, e.id, e.after is None) for e in edits] == [
        ("touches", NEW_TOUCH, False), ("follow_ups", 1, True), ("follow_ups", NEW_PLAN, False)
    ]  # fmt: skip
    assert edits[0].after["next_on"] == day(5)


def test_a_time_of_day_is_kept_as_an_instant():
    when = When(date(2026, 12, 1), time(15))
    edits = log(case(), Contact({}, NOW.now, when, True), NOW, "me")
    assert edits[1].after["due_at"] == "2026-12-01T15:00:00Z"
    assert edits[1].after["promised"] is True


def test_a_no_answer_moves_the_plan_and_keeps_its_first_day():
    found = next_plan(plan(-1), result="no_answer", next_=1)
    assert found == {"customer_id": 7, "due_at": day(1), "original_due": day(-1)}
    again = next_plan(plan(-1, original_due=day(-9)), result="no_answer", next_=1)
    assert again["original_due"] == day(-9)
    assert next_plan(plan(-1), next_=1)["original_due"] == day(1), "reached: a plan of its own"


def test_a_moved_plan_keeps_what_it_is_about_and_loses_its_snooze():
    old = plan(-9, note="send prices", promised=True, snoozed_until=day(0), snooze_count=2, rev=4)
    found = next_plan(old, result="no_answer", next_=1)
    assert found == {"customer_id": 7, "due_at": day(1), "original_due": day(-9),
                     "note": "send prices", "promised": True}  # fmt: skip
    assert validated("follow_ups", found)


def test_of_several_plans_the_earliest_is_moved():
    plans = (
        plan(0, note="late"),
        plan(-9, note="snoozed", snoozed_until=day(0)),
        plan(-2, note="early"),
    )
    assert next_plan(*plans, result="no_answer", next_=1)["note"] == "early"


plans = st.lists(
    st.builds(
        lambda due, fields: plan(due, **fields),
        st.integers(-30, 30) | st.sampled_from(["", "soon", "2026-11-25T08:00:00Z"]),
        st.fixed_dictionaries(
            {}, optional={"promised": st.booleans(), "snoozed_until": st.integers(-30, 30).map(day)}
        ),
    ),
    max_size=5,
)


@given(plans, st.sampled_from(["reached", "no_answer"]), st.none() | st.integers(0, 30))
def test_a_contact_never_ends_a_promise_of_a_later_day_and_never_two_plans_at_once(
    found, result, next_
):
    edits = log(case(*found), contact(result, next_), NOW, "me")
    made = [e for e in edits if e.table == "follow_ups" and e.before is None]
    assert len(made) == (next_ is not None)
    gone = [e.before for e in edits if e.after is None]
    assert not any(p.get("promised") and day(0) < str(p["due_at"])[:10] < "3" for p in gone)
    assert all("snoozed_until" not in e.after for e in made)


@settings(max_examples=100, deadline=None)
@given(books(), st.sampled_from(["reached", "no_answer", "complaint"]), st.none() | st.integers(0, 30),
       st.booleans())  # fmt: skip
def test_what_a_contact_would_set_is_what_it_sets(tables, result, next_, promised):
    made = contact(result, next_, promised)
    book = Book(tables)
    for customer_id in map(int, tables["customers"]):
        before = book.case(customer_id)
        edits = log(before, made, NOW, "me")
        expected = Overview(book, NOW).entry(contacted(before, edits))
        written = {table: dict(docs) for table, docs in tables.items()}
        for edit in edits:
            docs = written.setdefault(edit.table, {})
            docs.pop(str(edit.id), None)
            if edit.after is not None:
                docs[str(max(map(int, docs), default=0) + 1)] = edit.after
        found = Overview(Book(written), NOW).entry_of(customer_id)
        assert (found.due, found.tier) == (expected.due, expected.tier)
