"""Cadence: invariant 11, and how late is late."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from triage_cases import NOW, ago, contact, day

from tierdesk.domain.book import Case
from tierdesk.domain.moment import Moment
from tierdesk.triage.cadence import days_past_max, due, due_factor
from tierdesk.triage.policy import DEFAULTS, OPEN, SIGNED, TierPolicy


def due_day(tier="B", moment=NOW, touches=(), follow_ups=(), signed=False, **customer):
    case = Case(
        1, customer, touches=list(enumerate(touches, 1)), follow_ups=list(enumerate(follow_ups, 1))
    )
    return date.fromordinal(due(case, tier, signed, moment, DEFAULTS).ordinal)


def test_the_cadence_runs_from_the_last_counted_contact():
    assert due_day("B", touches=[contact(6), contact(4)]) == NOW.today + timedelta(days=3)


def test_a_tier_change_redates_from_the_last_contact():
    """Invariant 11."""
    touches = [contact(4)]
    assert due_day("A", touches=touches) == NOW.today - timedelta(days=1)
    assert due_day("C", touches=touches) == date(2026, 12, 21), "the 20th is a Sunday"


def test_no_answer_does_not_reset_the_cadence():
    """Invariant 11."""
    missed = {"customer_id": 1, "at": ago(0), "result": "no_answer"}
    assert due_day("B", touches=[contact(4), missed]) == due_day("B", touches=[contact(4)])


def test_a_due_day_moves_to_a_working_day():
    """Invariant 11: 3 days after a Wednesday is a Saturday."""
    assert due_day("A", touches=[contact(6)]) == date(2026, 11, 23)
    holiday = Moment(NOW.now, UTC, country="DE", is_working=lambda d, c: d > date(2026, 11, 24))
    assert due_day("A", holiday, touches=[contact(6)]) == date(2026, 11, 25)


def test_a_due_day_is_never_earlier_than_a_snooze():
    """Invariant 11."""
    snoozed = {"due_at": day(-3), "snoozed_until": day(2)}
    assert due_day("A", touches=[contact(30)], follow_ups=[snoozed]) == NOW.today + timedelta(2)


def test_the_earliest_follow_up_is_the_due_day():
    plans = [{"due_at": day(9)}, {"due_at": day(5) + "T08:00:00Z"}, {"due_at": "someday"}]
    assert due_day("A", touches=[contact(30)], follow_ups=plans) == NOW.today + timedelta(days=5)


def test_a_customer_never_contacted_is_due_on_its_creation_day():
    assert due_day("D", created_at=ago(5)) == NOW.today - timedelta(days=5)
    missed = {"customer_id": 1, "at": ago(1), "result": "no_answer"}
    assert due_day("D", created_at=ago(5), touches=[missed]) == NOW.today - timedelta(days=5)
    assert due_day("D") == NOW.today


def test_a_contact_of_tomorrow_has_not_happened():
    assert due_day("B", created_at=ago(5), touches=[contact(-1)]) == NOW.today - timedelta(days=5)


def test_days_are_the_readers():
    evening = {"customer_id": 1, "at": "2026-11-23T23:30:00Z", "result": "reached"}
    tokyo = Moment(NOW.now, tzinfo_of("Asia/Tokyo"), country="JP")
    assert due_day("B", touches=[evening]) == date(2026, 11, 30)
    assert due_day("B", tokyo, touches=[evening]) == date(2026, 12, 1)


def tzinfo_of(name):
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def test_signed_customers_have_their_own_intervals():
    assert due_day("A", touches=[contact(14)], signed=True) == NOW.today
    assert [(p.ideal_days, p.max_days) for p in SIGNED.values()] == [
        (14, 30), (30, 60), (90, 180), (180, 365)
    ]  # fmt: skip
    assert [(p.ideal_days, p.max_days) for p in OPEN.values()] == [
        (3, 7), (7, 14), (30, 60), (90, 180)
    ]  # fmt: skip


def test_an_a_three_days_late_equals_a_d_ninety_days_late():
    assert due_factor(3, OPEN["A"]) == due_factor(90, OPEN["D"]) == pytest.approx(0.9)


@pytest.mark.parametrize(
    "late, factor",
    [(-14, 0), (-7, 0), (-3.5, 0.25), (0, 0.5), (3.5, 0.7), (7, 0.9), (8, 1), (99, 1)],
)
def test_the_due_factor_follows_its_scale(late, factor):
    assert due_factor(late, OPEN["B"]) == pytest.approx(factor)


policies = st.tuples(st.integers(1, 400), st.integers(0, 400)).map(
    lambda days: TierPolicy(days[0], days[0] + days[1], 4, 10, 1, None, "")
)


@given(policies, st.integers(-900, 900), st.integers(0, 50))
def test_being_later_is_never_less_urgent(policy, late, more):
    first, second = due_factor(late, policy), due_factor(late + more, policy)
    assert 0 <= first <= second <= 1
    assert days_past_max(late, policy) <= days_past_max(late + more, policy)
    assert (days_past_max(late, policy) > 0) <= (first == 1)


@given(st.integers(0, 300), st.sampled_from("ABCD"), st.booleans())
def test_a_due_day_works_and_lies_at_most_two_days_behind_the_cadence(age, tier, signed):
    found = due_day(tier, touches=[contact(age)], signed=signed)
    cadence = NOW.today - timedelta(days=age) + timedelta(days=DEFAULTS.of(tier, signed).ideal_days)
    assert found.weekday() < 5
    assert 0 <= (found - cadence).days <= 2


def test_the_same_day_is_due_whenever_it_is_asked():
    """Invariant 16."""
    touches = [contact(1)]
    days = {
        due_day("C", Moment(datetime(2026, 11, 24, hour, tzinfo=UTC), UTC), touches=touches)
        for hour in (10, 15, 23)
    }
    assert len(days) == 1
