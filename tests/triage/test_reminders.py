"""What a calendar reminds of, and what it leaves alone."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from triage_cases import NOW, ago, book_of, contact, day, entries_of, money, tiered

from tierdesk.triage.reminders import LUNAR_YEARS, reminders


def told(book, moment=NOW):
    return {one.key: one for one in reminders(entries_of(book, moment), moment)}


def test_a_plan_stands_in_the_place_of_the_cadence():
    found = told(book_of(
        [tiered("A"), tiered("B", updated_at=ago(2), rev=4)], touches=[contact(3, 1), contact(1, 2), contact(5, 2)],
        follow_ups=[{"customer_id": 1, "due_at": day(3), "kind": "call", "note": "offer", "rev": 2}],
    ))  # fmt: skip
    assert set(found) == {"follow-up-1", "next-contact-2"}
    plan, due = found["follow-up-1"], found["next-contact-2"]
    assert (plan.on, plan.at, plan.note, plan.revision) == (
        NOW.today + timedelta(3),
        None,
        "call\noffer",
        2,
    )
    assert (due.on, due.revision, due.changed) == (NOW.today + timedelta(6), 6, ago(2))


def test_an_instant_is_told_in_the_readers_zone_unless_it_was_put_off():
    plan = {"customer_id": 1, "due_at": "2026-11-25T23:30:00Z", "promised": True}
    moment = replace(NOW, zone=ZoneInfo("Asia/Shanghai"))
    one = told(book_of([tiered("A")], follow_ups=[plan]), moment)["follow-up-1"]
    assert (one.on, one.promised) == (date(2026, 11, 26), True)
    assert one.at == datetime(2026, 11, 26, 7, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    later = told(book_of([tiered("A")], follow_ups=[plan | {"snoozed_until": day(9)}]), moment)[
        "follow-up-1"
    ]
    assert (later.on, later.at) == (NOW.today + timedelta(9), None)


def test_instalments_less_what_was_paid_keep_their_keys():
    contract = {"customer_id": 1, "signed_on": day(-30), "amount": money(100), "rev": 2, "instalments": [
        {"due_on": day(-5), "amount": money(40)}, {"due_on": day(20), "amount": money(30)},
        {"due_on": day(20), "amount": money(30)}]}  # fmt: skip
    payment = {"contract_id": 1, "paid_on": day(-6), "amount": money(15)}
    found = told(
        book_of([tiered("A", do_not_contact=True)], contracts=[contract], payments=[payment])
    )
    last = f"instalment-1-{day(20)}"
    assert [(key, one.amount.minor, one.revision) for key, one in found.items()] == [
        (f"instalment-1-{day(-5)}", 2_500, 3), (last, 3_000, 3), (f"{last}-2", 3_000, 3)]  # fmt: skip


def birthday(**fields):
    found = told(
        book_of([tiered("A")], contacts=[{"customer_id": 1, "name": "Li", "birthday": fields}])
    )
    return found.get("birthday-1")


def test_birthdays_begin_at_birth_and_know_the_leap_day():
    assert (birthday(month=5, day=12, year=1980).first, birthday(month=5, day=12).first) == (
        date(1980, 5, 12), date(2000, 5, 12))  # fmt: skip
    leap = birthday(month=2, day=29)
    assert (leap.on, leap.first, leap.last_of_february) == (
        date(2027, 2, 28),
        date(2000, 2, 29),
        True,
    )
    assert birthday(month=2, day=29, year=1981).first == date(1981, 2, 28)
    assert birthday(month=13, day=1) is None


def test_a_lunar_birthday_is_told_by_its_days():
    one = birthday(month=8, day=15, calendar="lunar")
    assert (one.first, one.days[0], one.on) == (
        date(2026, 9, 25),
        date(2027, 9, 15),
        date(2027, 9, 15),
    )
    assert len(one.days) == LUNAR_YEARS
    twelfth = birthday(month=12, day=30, calendar="lunar")
    assert twelfth.first.year == 2026 and twelfth.on in (twelfth.first, *twelfth.days)


def test_who_is_to_be_left_alone_lost_or_parked():
    contacts = [{"customer_id": 1, "name": "Li", "birthday": {"month": 5, "day": 12}}]
    assert not told(book_of([tiered("A", do_not_contact=True)], contacts=contacts))
    parked = told(
        book_of([tiered("A", parked={"since": day(-1), "reason": "x"})], contacts=contacts)
    )
    assert set(parked) == {"birthday-1"}
