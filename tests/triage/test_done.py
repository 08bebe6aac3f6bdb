"""Done: a contact of this moment, and what it leaves as the next step."""

from datetime import date, timedelta

import pytest
from triage_cases import NOW, ago, book_of, day, entries_of, tiered

from tierdesk.domain.book import Case
from tierdesk.domain.dates import When
from tierdesk.domain.validation import validated
from tierdesk.errors import Refused
from tierdesk.triage.done import done


def case(*plans, **fields):
    return Case(7, {"name": "Acme", **fields}, follow_ups=list(enumerate(plans, 1)))


def plan(days, **fields):
    return {"customer_id": 7, "due_at": day(days), **fields}


def made(case_, signed=False, lost=False, **more):
    return done(case_, NOW, "me", signed=signed, lost=lost, **more)


def test_the_touch_is_of_now_over_the_preferred_channel_and_reached():
    (edit,) = made(case(preferred_channel="wechat"))
    assert edit.after == {"channel": "wechat", "direction": "out", "result": "reached",
                          "customer_id": 7, "at": ago(0), "zone": "UTC", "by": "me"}  # fmt: skip
    assert validated("touches", edit.after)
    assert made(case())[0].after["channel"] == "phone"


def test_plans_due_by_today_are_fulfilled_and_later_ones_stay():
    edits = made(case(plan(-3), plan(0), plan(2)))
    assert [e.id for e in edits if e.after is None] == [1, 2]


def test_the_next_date_is_the_cadences_own_and_nothing_is_stored_for_it():
    book = book_of([tiered("B")], follow_ups=[{"customer_id": 1, "due_at": day(-3)}])
    (entry,) = entries_of(book)
    touch = made(entry.case)[0].after
    (again,) = entries_of(book_of([tiered("B")], touches=[touch]))
    assert again.follow_up is None
    assert again.due == date(2026, 12, 1)  # seven days on, a Tuesday


def test_a_date_given_becomes_the_plan():
    edits = made(case(plan(-1)), next_=When(NOW.today + timedelta(days=4)), promised=True)
    (planned,) = [e.after for e in edits if e.table == "follow_ups" and e.after]
    assert (planned["due_at"], planned["promised"]) == (day(4), True)


def test_somebody_whom_no_cadence_dates_needs_a_next_step():
    silent = {"do_not_contact": True}
    with pytest.raises(Refused, match="not to be contacted"):
        made(case(**silent))
    with pytest.raises(Refused):
        made(case(plan(-1), plan(0), **silent))
    assert made(case(plan(3), **silent)), "a plan that stays is a next step"
    assert made(case(**silent), next_=When(NOW.today + timedelta(days=4)))


def test_the_lost_and_the_parked_need_none():
    assert made(case(do_not_contact=True), lost=True)
    parked = {"since": day(-9), "reason": "waits"}
    assert made(case(do_not_contact=True, parked=parked))
    with pytest.raises(Refused):
        made(case(do_not_contact=True, parked=parked), signed=True)
