"""`remind`: what is to come as a list and as a calendar that is quiet when nothing changed."""

import json
import stat
from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar


@pytest.fixture
def book(line):
    line(
        "add",
        "Acme",
        "contact.name=Bo Li",
        "contact.phones=+86 138 0013 8000",
        "contact.birthday=02-29",
    )
    line("add", "Globex", "contact.name=Ann", "contact.birthday=lunar 1980-08-15")
    line("follow-up", "add", "Acme", "due_at=2026-11-27 15:00", "note=send the quote")
    line("contract", "add", "Globex", "code=G-1", "signed_on=2026-11-01", "amount=100k",
         "instalments=40k 2026-12-01, 60k 2027-01-01")  # fmt: skip
    line("pay", "Globex", "15k", "2026-11-20")
    return line


def events(path):
    return {
        str(e["UID"]).split("@", maxsplit=1)[0]: e
        for e in Calendar.from_ical(path.read_bytes()).events
    }


def test_the_list_of_a_week_and_of_more_days(book):
    said = book("remind", "--days", "3").out.splitlines()
    assert said == [
        "Tue 2026-11-24        Next contact: Globex",
        "Fri 2026-11-27 15:00  Follow-up: Acme",
    ]
    assert "Tue 2026-12-01        Payment due: ¥25k from Globex" in book("remind").out
    found = book("remind", "--days", "60", "--json").json["reminders"]
    assert [(r["kind"], r["on"]) for r in found] == [
        ("next_contact", "2026-11-24"), ("follow_up", "2026-11-27"), ("instalment", "2026-12-01"),
        ("instalment", "2027-01-01"),
    ]  # fmt: skip
    assert found[2]["amount"] == {"minor": 2_500_000, "currency": "CNY"}
    assert "Nothing is to come" in book("remind", "Nobody").out
    assert (
        "后续" in book("remind", "--lang", "zh").out or "跟进" in book("remind", "--lang", "zh").out
    )


def test_a_calendar_of_everything(book, tmp_path):
    path = tmp_path / "desk.ics"
    told = book("remind", "--ics", str(path), "--json").json
    assert told == {"schema": 1, "file": str(path), "found": 6}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    found = events(path)
    assert sorted(found) == [
        "birthday-1", "birthday-2", "follow-up-1", "instalment-1-2026-12-01", "instalment-1-2027-01-01",
        "next-contact-2",
    ]  # fmt: skip
    plan = found["follow-up-1"]
    assert plan.start == datetime.fromisoformat("2026-11-27T15:00+08:00")
    assert str(plan["DESCRIPTION"]).split("\n") == ["send the quote", "Bo Li +86 138 0013 8000"]
    assert "25000.00 CNY" in str(found["instalment-1-2026-12-01"]["DESCRIPTION"])
    assert found["birthday-1"].start == date(2000, 2, 29)
    assert len(found["birthday-2"]["RDATE"].dts) == 10


def test_it_is_the_same_until_something_changes_and_then_the_entry_keeps_its_uid(book, tmp_path):
    path = tmp_path / "desk.ics"
    book("remind", "--ics", str(path))
    first, before = path.read_bytes(), events(path)
    book("remind", "--ics", str(path), TIERDESK_NOW="2026-11-25T11:00:00+08:00")
    assert path.read_bytes() == first
    book("follow-up", "set", "Acme", "due_at=2026-11-30 10:00")
    book("remind", "--ics", str(path))
    after = events(path)
    assert set(after) == set(before)
    assert after["follow-up-1"]["UID"] == before["follow-up-1"]["UID"]
    assert after["follow-up-1"]["SEQUENCE"] > before["follow-up-1"]["SEQUENCE"]
    assert after["birthday-2"].to_ical() == before["birthday-2"].to_ical()
    book("undo")
    book("remind", "--ics", str(path))
    assert events(path)["follow-up-1"]["SEQUENCE"] > after["follow-up-1"]["SEQUENCE"]


def test_alarms_are_chosen(book, tmp_path):
    path = tmp_path / "desk.ics"
    book("remind", "--ics", str(path), "--alarm", "30")
    (alarm,) = events(path)["follow-up-1"].walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(minutes=-30)
    book("remind", "--ics", str(path), "--alarm", "none")
    assert not events(path)["follow-up-1"].walk("VALARM")
    assert "--alarm wants" in book("remind", "--ics", str(path), "--alarm", "soon", code=2).err


def test_somebody_elses_file_is_not_replaced(book, tmp_path):
    path = tmp_path / "mine.ics"
    path.write_text("BEGIN:VCALENDAR\r\nPRODID:-//mine//EN\r\nEND:VCALENDAR\r\n")
    assert "exists already" in book("remind", "--ics", str(path), code=1).err
    assert "mine" in path.read_text()
    book("remind", "--ics", str(path), "--force")
    assert len(events(path)) == 6
    assert book("remind", "--ics", str(tmp_path / "desk.json.ics"), code=1).err


def test_who_is_to_be_left_alone_is_not_reminded_of_but_what_is_owed_is(book):
    book("set", "Globex", "do_not_contact=yes")
    book("set", "Acme", "do_not_contact=yes")
    found = book("remind", "--days", "400", "--json").json["reminders"]
    assert {r["kind"] for r in found} == {"instalment"}


def test_a_book_can_be_read_only(book, tmp_path):
    said = book("remind", "--ics", str(tmp_path / "r.ics"), "--json", "--read-only")
    assert json.loads(said.out)["found"] == 6
