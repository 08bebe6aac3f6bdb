"""The demo in the morning: promises, replies, birthdays, money, people asleep, more than fits."""

from datetime import timedelta

import pytest
from demo_moments import MOMENTS, TUESDAY, WEEKDAY_MORNINGS, seen

from tierdesk.domain.lunar import next_birthday

every_moment = pytest.mark.parametrize("now", MOMENTS, ids=str)
every_morning = pytest.mark.parametrize("now", WEEKDAY_MORNINGS, ids=str)


@every_morning
def test_the_morning_has_work_for_a_day_and_some_left_over(now):
    look = seen(now)
    due = [e for e in seen(now, None).queue.items if e.days_late >= 0]
    assert len(due) >= 12
    assert look.queue.lane
    assert any(item.terms["promise"] > 0 for item in look.queue.lane)
    assert look.queue.not_today >= 10


@every_morning
@pytest.mark.parametrize("term", ["due", "reply", "care", "money", "stage", "risk", "promise"])
def test_the_morning_shows_every_kind_of_reason(now, term):
    everybody = seen(now, None).queue
    assert any(item.terms[term] > 0 for item in (*everybody.lane, *everybody.items))


@every_morning
def test_the_plan_of_the_morning_holds_a_birthday_a_reply_money_and_a_sleeper(now):
    queue = seen(now).queue
    plan = [*queue.lane, *queue.items]
    for term in ("care", "reply", "money"):
        assert any(item.terms[term] > 0 for item in plan), term
    assert any(item.asleep for item in plan)
    assert any(not item.asleep for item in plan)


@every_morning
def test_foreign_customers_sleep_and_wake(now):
    look = seen(now, None)
    home = look.tables["customers"]
    abroad = [i for i in look.queue.items if home[str(i.customer_id)]["country"] != "CN"]
    assert {item.asleep for item in abroad} == {True, False}


@every_moment
def test_at_any_hour_a_promise_is_near_and_a_birthday_is_kept(now):
    look = seen(now)
    assert any(item.name == "凌柯数控机床有限公司" for item in look.queue.lane)
    kept = [
        contact for contact in look.tables["contacts"].values()
        if "birthday" in contact and next_birthday(contact["birthday"], look.moment.today) == look.moment.today
    ]  # fmt: skip
    assert len(kept) >= 2


def test_promises_are_for_the_next_hour_for_tomorrow_and_broken():
    look = seen(TUESDAY)
    promised = [p["due_at"] for p in look.tables["follow_ups"].values() if p.get("promised")]
    now = "2026-11-24T01:10:00Z"
    assert any(now < at <= "2026-11-24T02:10:00Z" for at in promised)
    assert any(at < now for at in promised)
    assert any("2026-11-24T16:00:00Z" <= at < "2026-11-25T16:00:00Z" for at in promised)


@every_moment
def test_birthdays_of_the_next_week_include_lunar_ones(now):
    today = seen(now).moment.today
    coming = [
        contact["birthday"] for contact in seen(now).tables["contacts"].values()
        if "birthday" in contact
        and today < (next_birthday(contact["birthday"], today) or today) <= today + timedelta(days=7)
    ]  # fmt: skip
    assert len(coming) >= 5
    assert sum(birthday.get("calendar") == "lunar" for birthday in coming) >= 2
