"""Calendars as they are written, read back by the library's own reader."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar

from tierdesk.exchange.calendar_out import CalendarEntry, calendar, is_own

BERLIN = ZoneInfo("Europe/Berlin")
CHANGED = datetime(2026, 11, 20, 8, tzinfo=UTC)


def written(*entries, alarm=timedelta(minutes=15)) -> bytes:
    return calendar(entries, name="desk", identity="book-1", alarm=alarm)


def events(data: bytes):
    return {str(event["UID"]): event for event in Calendar.from_ical(data).events}


def test_a_time_of_day_keeps_its_zone_and_rings_before():
    at = datetime(2026, 12, 1, 14, 30, tzinfo=BERLIN)
    data = written(
        CalendarEntry(
            "follow-up-1", at, "李娜; quote, please", "line 1\nline 2", sequence=3, stamp=CHANGED
        )
    )
    found = Calendar.from_ical(data)
    assert [zone.tz_name for zone in found.timezones] == ["Europe/Berlin"]
    (event,) = found.events
    assert str(event["UID"]) == "follow-up-1@book-1" and event["SEQUENCE"] == 3
    assert (event.start, event.end - event.start) == (at, timedelta(minutes=30))
    assert event.start.tzinfo.utcoffset(event.start) == timedelta(hours=1)
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == (
        "李娜; quote, please",
        "line 1\nline 2",
    )
    assert event["DTSTAMP"].dt == CHANGED
    (alarm,) = event.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(minutes=-15)


def test_a_whole_day_rings_in_the_morning_and_blocks_nothing():
    (event,) = events(written(CalendarEntry("x", date(2026, 12, 1), "Pay"))).values()
    assert (event.start, event.end) == (date(2026, 12, 1), date(2026, 12, 2))
    assert event["TRANSP"] == "TRANSPARENT" and event.walk("VALARM")[0]["TRIGGER"].dt == timedelta(
        hours=9
    )
    (silent,) = events(written(CalendarEntry("x", date(2026, 12, 1), "Pay"), alarm=None)).values()
    assert not silent.walk("VALARM")


def test_birthdays_come_back():
    found = events(written(
        CalendarEntry("a", date(1980, 5, 12), "A", yearly=True),
        CalendarEntry("b", date(1980, 2, 29), "B", yearly=True, last_of_february=True),
        CalendarEntry("c", date(2026, 9, 25), "C", days=(date(2027, 9, 15), date(2028, 10, 3))),
    ))  # fmt: skip
    assert found["a@book-1"]["RRULE"].to_ical() == b"FREQ=YEARLY"
    assert set(found["b@book-1"]["RRULE"].to_ical().split(b";")) == {
        b"FREQ=YEARLY",
        b"BYMONTH=2",
        b"BYMONTHDAY=-1",
    }
    assert [day.dt for day in found["c@book-1"]["RDATE"].dts] == [
        date(2027, 9, 15),
        date(2028, 10, 3),
    ]


def test_the_same_entries_in_any_order_are_the_same_bytes():
    one = CalendarEntry("a", datetime(2026, 12, 1, 9, tzinfo=BERLIN), "A")
    other = CalendarEntry("b", date(2026, 12, 1), "B")
    assert written(one, other) == written(other, one)
    assert written(one) != written(CalendarEntry("a", one.start, "A", sequence=1))


def test_text_of_a_customer_stays_text():
    hostile = "x\r\nEND:VCALENDAR\r\nBEGIN:VEVENT\x1b]52;c;\x07\u202e"
    data = written(CalendarEntry("a", date(2026, 12, 1), hostile, hostile))
    (event,) = Calendar.from_ical(data).events
    assert "\x1b" not in data.decode() and "\u202e" not in data.decode()
    assert str(event["SUMMARY"]).startswith("x")
    assert data.count(b"\r\nEND:VCALENDAR") == 1


def test_lines_are_folded_between_characters():
    data = written(CalendarEntry("a", date(2026, 12, 1), "名" * 300))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert all(line.decode() is not None for line in data.split(b"\r\n"))


def test_how_often_to_look_is_said_in_both_forms():
    data = written()
    assert (
        b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in data
        and b"\r\nX-PUBLISHED-TTL:PT1H\r\n" in data
    )


def test_a_zone_without_a_name_is_told_in_utc():
    at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert b"DTSTART:20261201T090000Z" in written(CalendarEntry("a", at, "A"))


def test_own_files_are_known():
    assert is_own(written()) and not is_own(b"BEGIN:VCALENDAR\r\nPRODID:-//other//EN\r\n")
