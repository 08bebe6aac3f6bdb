"""What counts as contact, who waits, and corrections."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Book, Case
from tierdesk.domain.document import stamp
from tierdesk.domain.moment import Moment
from tierdesk.domain.touches import (
    corrected,
    counted,
    day_bounds,
    last_contact,
    last_contact_day,
    median_gap,
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
    assert last_contact(case(*touches), NOW) == last_contact(case(*mixed), NOW)


@given(TOUCHES)
def test_a_no_answer_does_not_change_the_last_contact(touches):
    missed = touch(stamp(NOW_AT - timedelta(hours=1)), "no_answer")
    assert last_contact(case(*touches), NOW) == last_contact(case(*touches, missed), NOW)


def test_the_day_of_the_last_contact_is_the_readers():
    late = case(touch("2026-11-20T17:30:00Z"))
    assert last_contact_day(late, MOMENT) == date(2026, 11, 21)
    assert last_contact_day(late, Moment(NOW_AT, UTC)) == date(2026, 11, 20)
    assert last_contact_day(case(), MOMENT) is None
    assert last_contact_day(case(touch("2026-bad")), MOMENT) is None


def test_a_day_has_the_hours_that_its_zone_gives_it():
    start, end = day_bounds(date(2026, 3, 29), ZoneInfo("Europe/Berlin"))
    assert (start, end) == ("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], None), ([0, 1, 5], None), ([1], None), ([1, 5], None), ([1, 5, 5, 5], None), ([1, 5, 11], 5.0),
        ([1, 3, 13], 6.0), ([1, 2, 4, 20], 2.0), ([20, 4, 2, 1], 2.0),
    ],
)  # fmt: skip
def test_the_rhythm_is_the_median_gap_between_days_with_contact(days, expected):
    assert median_gap(days) == expected


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
    book = Book({"customers": {"1": {}}, "touches": {"1": wrong, "2": right}})
    assert list(book.case(1).touches) == [(2, right)]
    assert book.get("touches", 1) == wrong
    assert last_contact(book.case(1), NOW) is None


def test_a_correction_can_be_corrected():
    """Invariant 7."""
    first = touch("2026-11-20T02:00:00Z")
    second = corrected(1, first, {"result": "no_answer"})
    third = corrected(2, second, {"result": "promised", "content": None})
    book = Book({"customers": {"1": {}}, "touches": {"1": first, "2": second, "3": third}})
    assert list(book.case(1).touches) == [(3, third)]
    assert last_contact(book.case(1), NOW) == first["at"]
