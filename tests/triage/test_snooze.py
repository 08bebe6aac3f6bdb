"""Putting a follow-up off: what it keeps, what it counts, and when it asks for a reason."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from triage_cases import NOW, ago, day

from tierdesk.domain.book import Case
from tierdesk.domain.dates import When
from tierdesk.domain.validation import validated
from tierdesk.domain.vantage import Vantage
from tierdesk.errors import Refused
from tierdesk.pipeline.standing import planned_ordinal
from tierdesk.triage.cadence import Due, due
from tierdesk.triage.needs_reason import NeedsReason
from tierdesk.triage.policy import DEFAULTS, OPEN
from tierdesk.triage.snooze import LaterAlready, beyond, past_longest, rest_day, snooze

CUSTOMER = {"name": "Acme", "created_at": ago(400)}


def case(*plans, touched=None):
    touches = (
        [(1, {"customer_id": 7, "at": ago(touched), "result": "reached"})]
        if touched is not None
        else []
    )
    return Case(7, CUSTOMER, touches=touches, follow_ups=list(enumerate(plans, 1)))


def plan(days, **fields):
    return {"customer_id": 7, "due_at": day(days), **fields}


def due_of(case_, tier="B"):
    return due(case_, tier, False, NOW, DEFAULTS)


def put_off(case_, days, reason="", at=None, tier="B"):
    when = When(NOW.today + timedelta(days=days), at)
    return snooze(case_, due_of(case_, tier), OPEN[tier], when, NOW, reason=reason)


def after(case_, days, **more):
    (edit,) = put_off(case_, days, **more).edits
    return dict(edit.after)


def test_the_day_first_planned_is_kept_and_the_snooze_is_counted():
    found = after(case(plan(-2)), 3)
    assert found == {"customer_id": 7, "due_at": day(-2), "original_due": day(-2),
                     "snoozed_until": day(3), "snooze_count": 1}  # fmt: skip
    assert validated("follow_ups", found)
    again = after(case(found), 9)
    assert (again["original_due"], again["snoozed_until"], again["snooze_count"]) == (
        day(-2),
        day(9),
        2,
    )


def test_what_the_plan_is_about_stays():
    found = after(case(plan(0, note="prices", promised=True, kind="call")), 1)
    assert (found["note"], found["promised"], found["kind"]) == ("prices", True, "call")


def test_a_customer_on_cadence_gets_a_plan_of_the_cadences_day():
    on_cadence = case(touched=10)
    (edit,) = put_off(on_cadence, 5).edits
    assert edit.before is None and edit.id < 0
    cadence_day = date.fromordinal(due_of(on_cadence).ordinal).isoformat()
    assert edit.after["due_at"] == edit.after["original_due"] == cadence_day
    assert edit.after["snoozed_until"] == day(5)
    assert (
        due_of(case(edit.after, touched=10)).ordinal == (NOW.today + timedelta(days=5)).toordinal()
    )


def test_a_customer_who_was_never_contacted_can_be_put_off_too():
    (edit,) = put_off(case(), 4).edits
    assert edit.after["snoozed_until"] == day(4)


@pytest.mark.parametrize("days", [0, -1, -30])
def test_a_day_that_is_not_after_today_is_refused(days):
    with pytest.raises(Refused, match="not after today"):
        put_off(case(plan(-5)), days)


def test_the_third_snooze_wants_a_reason_and_keeps_it():
    twice = plan(-9, original_due=day(-9), snoozed_until=day(0), snooze_count=2)
    for empty in ("", "  "):
        with pytest.raises(NeedsReason, match="2 times"):
            put_off(case(twice), 3, reason=empty)
    found = after(case(twice), 3, reason=" on holiday ")
    assert (found["snooze_count"], found["snooze_reason"]) == (3, "on holiday")
    assert validated("follow_ups", found)
    with pytest.raises(NeedsReason):
        put_off(case(found), 9)


def test_a_plan_of_that_day_or_later_is_not_put_off():
    for days in (5, 6):
        with pytest.raises(LaterAlready, match="not before"):
            put_off(case(plan(days)), 5)
    with pytest.raises(LaterAlready):
        put_off(case(touched=0), 5, tier="C")


def test_every_plan_before_the_day_is_put_off_but_promises_still_to_come():
    plans = (plan(-3), plan(2), plan(3, promised=True), plan(0, promised=True), plan(8))
    found = put_off(case(*plans), 5)
    assert [e.id for e in found.edits] == [1, 2, 4]
    assert found.stays == NOW.today + timedelta(days=3)


def test_a_promise_alone_that_comes_earlier_is_not_put_off():
    with pytest.raises(LaterAlready, match="was promised"):
        put_off(case(plan(3, promised=True)), 5)


def test_a_time_of_day_moves_the_plan_itself():
    found = after(case(plan(-2, snoozed_until=day(0), snooze_count=1)), 1, at=time(15))
    assert found["due_at"] == f"{day(1)}T15:00:00Z"
    assert "snoozed_until" not in found
    assert (found["original_due"], found["snooze_count"]) == (day(-2), 2)


def test_a_day_past_the_longest_interval_is_told_and_not_forbidden():
    contacted = case(plan(-1), touched=10)
    longest = OPEN["B"].max_days
    assert put_off(contacted, longest - 10).beyond == 0
    assert put_off(contacted, longest - 9).beyond == 1
    assert put_off(contacted, longest).beyond == 10
    assert "10 days longer" in str(past_longest("Acme", 10, OPEN["B"]))


def test_a_day_of_rest_is_told_with_the_next_working_day():
    saturday = date(2026, 11, 28)
    (said,) = rest_day(saturday, NOW)
    assert said.args["working"] == date(2026, 11, 30)
    assert rest_day(date(2026, 11, 30), NOW) == ()


@given(st.integers(-400, 400), st.integers(1, 400), st.sampled_from("ABCD"))
def test_beyond_is_the_distance_to_the_longest_interval(last, ahead, tier):
    policy, today = OPEN[tier], NOW.today.toordinal()
    given_ = Due(today + last, today + last, None)
    found = beyond(given_, policy, NOW.today + timedelta(days=ahead))
    assert found == max(0, ahead - last - policy.max_days)


plans_drawn = st.lists(
    st.builds(
        lambda due_, fields: plan(due_, **fields), st.integers(-40, 40),
        st.fixed_dictionaries({}, optional={
            "promised": st.booleans(), "snoozed_until": st.integers(-40, 40).map(day),
            "snooze_count": st.integers(0, 4),
        }),
    ), max_size=5,
)  # fmt: skip


@given(plans_drawn, st.integers(1, 60))
def test_no_plan_ever_comes_earlier_by_a_snooze_and_none_loses_its_first_day(found, ahead):
    vantage, target = Vantage(NOW), NOW.today.toordinal() + ahead
    try:
        edits = put_off(case(*found), ahead, reason="x").edits
    except LaterAlready:
        assert all((planned_ordinal(p, vantage) or 0) >= target
                   or (p.get("promised") and planned_ordinal(p, vantage) > vantage.ordinal) for p in found)  # fmt: skip
        return
    for edit in edits:
        assert planned_ordinal(edit.after, vantage) == target
        if edit.before is not None:
            assert planned_ordinal(edit.before, vantage) < target
            assert edit.after["snooze_count"] == edit.before.get("snooze_count", 0) + 1
            assert edit.after["original_due"] == edit.before["due_at"]
