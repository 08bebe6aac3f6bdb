"""What counts as contact, who waits, and corrections."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Book, Case
from tierdesk.domain.document import stamp
from tierdesk.domain.moment import Moment
from tierdesk.domain.touches import (
    attempts_on,
    contacts_on,
    corrected,
    counted,
    day_bounds,
    in_force,
    last_contact,
    last_contact_day,
    rhythm,
    unanswered_inbound,
    waiting_since,
)

NOW_AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
NOW = stamp(NOW_AT)
MOMENT = Moment(NOW_AT, ZoneInfo("Asia/Shanghai"))


def touch(at, result="reached", direction=None):
    doc = {"customer_id": 1, "at": at, "result": result, "direction": direction}
    return {key: value for key, value in doc.items() if value is not None}


def case(*touches):
    return Case(1, {}, touches=list(enumerate(touches, 1)))


@pytest.mark.parametrize(
    ("doc", "expected"),
    [
        (touch("2026-11-20T02:00:00Z"), True),
        (touch("2026-11-20T02:00:00Z", None), True),
        (touch("2026-11-20T02:00:00Z", "no_answer"), False),
        (touch("2026-11-20T02:00:00Z", "rejected"), True),
        (touch("2026-11-20T02:00:00Z", None, "in"), True),
        (touch("2026-11-24T02:00:00Z"), True),
        (touch("2026-11-24T02:00:01Z"), False),
        ({}, False), ({"at": None}, False), ({"at": 5}, False), ({"at": ""}, False),
    ],
)  # fmt: skip
def test_an_unanswered_call_and_the_future_are_no_contact(doc, expected):
    assert counted(doc, NOW) is expected


TOUCHES = st.lists(
    st.fixed_dictionaries(
        {
            "at": st.integers(-90, 5).map(lambda n: stamp(NOW_AT + timedelta(days=n, hours=n))),
            "result": st.sampled_from(["reached", "no_answer", "objection"]),
            "direction": st.sampled_from(["in", "out"]),
        }
    ),
    max_size=12,
)


@given(TOUCHES)
def test_the_last_contact_is_the_latest_counted_touch(touches):
    known = [t["at"] for t in touches if counted(t, NOW)]
    assert last_contact(case(*touches), NOW) == max(known, default=None)


@given(TOUCHES, st.randoms())
def test_the_order_of_the_log_means_nothing(touches, random):
    mixed = random.sample(touches, len(touches))
    one, other = case(*touches), case(*mixed)
    for ask in (last_contact, waiting_since, rhythm):
        assert ask(one, NOW) == ask(other, NOW)
    assert attempts_on(one, MOMENT.today, MOMENT) == attempts_on(other, MOMENT.today, MOMENT)


@given(TOUCHES)
def test_a_no_answer_changes_neither_last_contact_nor_rhythm_nor_who_waits(touches):
    before = case(*touches)
    after = case(*touches, touch(stamp(NOW_AT - timedelta(hours=1)), "no_answer"))
    for ask in (last_contact, waiting_since, rhythm, unanswered_inbound):
        assert ask(before, NOW) == ask(after, NOW)


def test_the_day_of_the_last_contact_is_the_readers():
    late = case(touch("2026-11-20T17:30:00Z"))
    assert last_contact_day(late, MOMENT) == date(2026, 11, 21)
    assert last_contact_day(late, Moment(NOW_AT, UTC)) == date(2026, 11, 20)
    assert last_contact_day(case(), MOMENT) is None
    assert last_contact_day(case(touch("2026-bad")), MOMENT) is None


def test_attempts_are_what_we_tried_on_the_readers_day_answered_or_not():
    log = case(
        touch("2026-11-23T15:59:59Z"), touch("2026-11-23T16:00:00Z"),
        touch("2026-11-24T01:00:00Z", "no_answer"), touch("2026-11-24T01:30:00Z", None, "in"),
        touch("2026-11-24T02:00:00Z", None, "out"), touch("2026-11-24T02:00:01Z"),
    )  # fmt: skip
    assert attempts_on(log, date(2026, 11, 24), MOMENT) == 3
    assert attempts_on(log, date(2026, 11, 23), MOMENT) == 1
    assert contacts_on(log, date(2026, 11, 24), MOMENT) == 3


def test_a_day_has_the_hours_that_its_zone_gives_it():
    start, end = day_bounds(date(2026, 3, 29), ZoneInfo("Europe/Berlin"))
    assert (start, end) == ("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")


def test_an_inbound_touch_waits_until_something_of_ours_reaches_the_customer():
    asked = touch("2026-11-20T02:00:00Z", None, "in")
    again = touch("2026-11-22T02:00:00Z", None, "in")
    missed = touch("2026-11-23T02:00:00Z", "no_answer")
    answer = touch("2026-11-23T05:00:00Z", "reached")
    assert unanswered_inbound(case(asked, again, missed), NOW) == (2, again)
    assert waiting_since(case(asked, again, missed), NOW) == asked["at"]
    assert unanswered_inbound(case(asked, again, missed, answer), NOW) is None
    assert waiting_since(case(asked, again, missed, answer), NOW) is None
    assert waiting_since(case(touch("2026-11-19T02:00:00Z"), again), NOW) == again["at"]
    assert unanswered_inbound(case(touch("2026-11-24T09:00:00Z", None, "in")), NOW) is None


@given(TOUCHES)
def test_who_waits_has_an_unanswered_inbound_touch_and_the_other_way_round(touches):
    found = unanswered_inbound(case(*touches), NOW)
    since = waiting_since(case(*touches), NOW)
    assert (found is None) is (since is None)
    if found and since:
        assert since <= found[1]["at"] <= NOW


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], None), ([1], None), ([1, 5], None), ([1, 5, 5, 5], None), ([1, 5, 11], 5.0),
        ([1, 3, 13], 6.0), ([1, 2, 4, 20], 2.0), ([20, 4, 2, 1], 2.0),
    ],
)  # fmt: skip
def test_the_rhythm_is_the_median_gap_between_days_with_contact(days, expected):
    log = case(*(touch(f"2026-10-{day:02}T02:00:00Z") for day in days))
    assert rhythm(log, NOW) == expected


FIELDS = st.dictionaries(
    st.sampled_from(["content", "result", "at", "customer_id", "corrects", "rev"]),
    st.none() | st.integers() | st.text(),
)


@given(FIELDS, FIELDS, st.integers(1, 1000))
def test_a_correction_is_a_new_entry_that_points_at_the_old(old, fields, touch_id):
    """Invariant 7: the old entry is not changed."""
    before = dict(old)
    entry = corrected(touch_id, old, fields)
    assert old == before
    assert entry["corrects"] == touch_id
    assert "rev" not in entry
    for key in {*old, *fields} - {"corrects", "rev"}:
        assert entry.get(key) == (fields[key] if key in fields else old[key])


def test_a_corrected_entry_is_kept_and_no_longer_counts():
    """Invariant 7."""
    wrong = touch("2026-11-20T02:00:00Z", "reached")
    right = corrected(1, wrong, {"result": "no_answer"})
    rows = [(1, wrong), (2, right)]
    assert in_force(rows) == [(2, right)]
    book = Book({"customers": {"1": {}}, "touches": {"1": wrong, "2": right}})
    assert list(book.case(1).touches) == [(2, right)]
    assert book.get("touches", 1) == wrong
    assert last_contact(book.case(1), NOW) is None


def test_a_correction_can_be_corrected():
    """Invariant 7."""
    first = touch("2026-11-20T02:00:00Z")
    second = corrected(1, first, {"result": "no_answer"})
    third = corrected(2, second, {"result": "promised", "content": None})
    rows = [(1, first), (2, second), (3, third)]
    assert in_force(rows) == [(3, third)]
    assert last_contact(case()._replace(touches=in_force(rows)), NOW) == first["at"]
