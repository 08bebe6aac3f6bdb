"""The grammar of written dates and times, from Tuesday 24 November 2026, 10:00 in China."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tierdesk.domain.dates import LONGEST, When, parse_day, parse_when
from tierdesk.errors import Invalid

TODAY = date(2026, 11, 24)
CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=CHINA)
DAYS = st.dates(date(1000, 1, 1), date(9000, 12, 31))

PLANNED = {
    # the words that the interface promises, both languages
    "+3d": "2026-11-27", "+2w": "2026-12-08", "+1m": "2026-12-24", "-5d": "2026-11-19",
    "+1y": "2027-11-24", "fri": "2026-11-27", "next tue": "2026-12-01",
    "tomorrow": "2026-11-25", "eom": "2026-11-30", "12/1": "2026-12-01",
    "12月1日": "2026-12-01", "明天": "2026-11-25", "后天": "2026-11-26", "大后天": "2026-11-27",
    "下周三": "2026-12-02", "本周五": "2026-11-27", "周三": "2026-11-25", "3天后": "2026-11-27",
    "三天后": "2026-11-27", "两周后": "2026-12-08", "半个月后": "2026-12-09", "月底": "2026-11-30",
    "下月初": "2026-12-01", "下个月15号": "2026-12-15", "年底": "2026-12-31",
    "今天": "2026-11-24", "昨天": "2026-11-23", "2月29日": "2028-02-29",
    # digits
    "2026/11/24": "2026-11-24", "2026.11.24": "2026-11-24", "20261124": "2026-11-24",
    "24.11.2026": "2026-11-24", "24.12.": "2026-12-24", "2026-1-5": "2026-01-05",
    "１２／１": "2026-12-01", "12/25/2026": "2026-12-25", "25/12/2026": "2026-12-25",
    "1996-07-04 00:00:00.000": "1996-07-04", "11/30/2026 12:00:00 AM": "2026-11-30",
    # English
    "today": "2026-11-24", "yesterday": "2026-11-23", "Day after tomorrow": "2026-11-26",
    "Tuesday": "2026-12-01", "sun": "2026-11-29", "this fri": "2026-11-27",
    "last fri": "2026-11-20", "next mon": "2026-11-30", "next month": "2026-12-01",
    "next week": "2026-11-30", "last month": "2026-10-01", "next year": "2027-01-01",
    "in 3 days": "2026-11-27", "in a week": "2026-12-01", "two weeks from now": "2026-12-08",
    "3 days ago": "2026-11-21", "end of month": "2026-11-30", "end of next month": "2026-12-31",
    "eoy": "2026-12-31", "eoq": "2026-12-31", "eow": "2026-11-29",
    "Nov 24 2026": "2026-11-24", "Nov 24, 2026": "2026-11-24", "24 Nov": "2026-11-24",
    "24-Nov-26": "2026-11-24", "1st of March": "2027-03-01", "may 5": "2027-05-05",
    "2026 Dec 1": "2026-12-01",
    # Chinese
    "周二": "2026-12-01", "星期天": "2026-11-29", "礼拜日": "2026-11-29", "下下周一": "2026-12-07",
    "上周五": "2026-11-20", "这个星期一": "2026-11-23", "下周": "2026-11-30", "周末": "2026-11-28",
    "下周末": "2026-12-05", "3天前": "2026-11-21", "十五天后": "2026-12-09",
    "一个月后": "2026-12-24", "半年后": "2027-05-24", "半个月前": "2026-11-09",
    "一年后": "2027-11-24", "月初": "2026-12-01",
    "月中": "2026-12-15", "下个月底": "2026-12-31", "12月底": "2026-12-31",
    "明年3月5日": "2027-03-05", "明年底": "2027-12-31", "2026年12月1日": "2026-12-01",
    "二〇二六年十二月一日": "2026-12-01", "十二月二十五号": "2026-12-25", "31号": "2026-12-31",
    "15日": "2026-12-15", "季末": "2026-12-31", "下個月15號": "2026-12-15", "下週三": "2026-12-02",
    "12 月 1 日": "2026-12-01",
}  # fmt: skip


@pytest.mark.parametrize(("written", "expected"), PLANNED.items())
def test_what_people_write_names_the_day(written, expected):
    assert parse_day(written, TODAY).isoformat() == expected
    assert parse_when(written, NOW).day.isoformat() == expected


def test_the_day_of_an_instant_is_the_written_one_and_its_time_the_readers():
    assert parse_day("2026-11-24T23:30:00Z", TODAY) == date(2026, 11, 24)
    assert parse_when("2026-11-24T23:30:00Z", NOW) == When(date(2026, 11, 25), time(7, 30))


TIMED = {
    "3pm": ("2026-11-24", "15:00"), "下午3点": ("2026-11-24", "15:00"),
    "明早9点": ("2026-11-25", "09:00"), "20:30": ("2026-11-24", "20:30"),
    "9am": ("2026-11-25", "09:00"), "9:59": ("2026-11-25", "09:59"),
    "10:00": ("2026-11-24", "10:00"), "12am": ("2026-11-25", "00:00"),
    "12pm": ("2026-11-24", "12:00"), "noon": ("2026-11-24", "12:00"),
    "3:30 p.m.": ("2026-11-24", "15:30"), "tomorrow 3pm": ("2026-11-25", "15:00"),
    "3pm tomorrow": ("2026-11-25", "15:00"), "fri at 8pm": ("2026-11-27", "20:00"),
    "+3d 9:15": ("2026-11-27", "09:15"), "12/1 3点": ("2026-12-01", "03:00"),
    "8pm on fri": ("2026-11-27", "20:00"), "Nov 30, 2026 3:30 PM": ("2026-11-30", "15:30"),
    "下周三 15:00": ("2026-12-02", "15:00"), "明天下午三点半": ("2026-11-25", "15:30"),
    "今晚8点": ("2026-11-24", "20:00"), "明晚八点一刻": ("2026-11-25", "20:15"),
    "中午12点": ("2026-11-24", "12:00"), "中午1点": ("2026-11-24", "13:00"),
    "凌晨2点": ("2026-11-25", "02:00"), "上午10点20分": ("2026-11-24", "10:20"),
    "周二十点": ("2026-12-01", "10:00"), "周二下午三点": ("2026-12-01", "15:00"),
    "12月12日十二点": ("2026-12-12", "12:00"), "下午３：３０": ("2026-11-24", "15:30"),
    "15時30分": ("2026-11-24", "15:30"), "2026-12-01 08:05": ("2026-12-01", "08:05"),
    "2026-11-24T10:00:00Z": ("2026-11-24", "18:00"),
    "2026-11-24T20:00:00Z": ("2026-11-25", "04:00"),
    "2026-11-24 10:00:00 UTC": ("2026-11-24", "18:00"),
    "2026-11-24T10:00:00+02:00": ("2026-11-24", "16:00"),
    "1996-07-04 00:00:00.000": ("1996-07-04", "00:00"),
}  # fmt: skip


@pytest.mark.parametrize(("written", "expected"), TIMED.items())
def test_a_time_of_day_is_read_with_or_without_its_day(written, expected):
    found = parse_when(written, NOW)
    assert (found.day.isoformat(), found.time) == (expected[0], time.fromisoformat(expected[1]))


NONSENSE = [
    "", " ", "　", "2/30", "30/2/2026", "2026-02-30", "2026-13-01", "tommorow", "mon th", "nextmonth",
    "may", "3", "31", "0", "+3", "+d", "++3d", "3x", "fri fri", "next", "下", "底", "明", "周八",
    "13月1日", "12月32日", "4月31日", "下个月32号", "2026年2月29日", "明年2月30日", "晚上12点", "25:00",
    "13pm", "0am", "上午15点", "12:60", "fri 25:00", "tomorrow tomorrow", "12/13点", "1/2/3/4",
    "2026-W48-2", "1,234.50", "-", "n/a", "NULL", "{{today}}", "=TODAY()", "[b]today[/b]",
    "+99999y", "-99999y", "+99999m", "99/99", "00/00/0000", "0000-00-00", "0001-01-01T00:00",
    "9999-12-31T23:59:59Z", "tomorrow\x1b[31m", "x" * 5000, "1" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("written", NONSENSE)
def test_nonsense_is_refused_in_one_sentence(written):
    with pytest.raises(Invalid) as refused:
        parse_when(written, NOW)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 200


@pytest.mark.parametrize("written", ["2/30", "2026-02-30", "4月31日", "30 Feb 2026"])
def test_a_day_that_does_not_exist_is_called_that(written):
    with pytest.raises(Invalid, match="does not exist"):
        parse_day(written, TODAY)


@given(
    st.text(max_size=LONGEST + 5)
    | st.text("0123456789/-.:+ 年月日号点上下周一二三后前amp", max_size=14)
)
@example("\ud800")
@example("²/³")
@example("٣/٤")
def test_any_text_is_a_date_or_refused(written):
    for past in (False, True):
        try:
            found = parse_when(written, NOW, past=past)
        except Invalid:
            continue
        assert isinstance(found.day, date)
        found.stored(CHINA)


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%d.%m.%Y"]))
def test_a_day_written_in_full_is_read_back_whatever_the_reader_is_used_to(day, form):
    for order in ("ymd", "dmy", "mdy"):
        assert parse_day(day.strftime(form), TODAY, date_order=order) == day


@given(DAYS, st.sampled_from([("dmy", "%d/%m/%Y"), ("mdy", "%m/%d/%Y"), ("mdy", "%m-%d-%Y")]))
def test_day_and_month_follow_the_order_that_is_asked_for(day, order_and_form):
    order, form = order_and_form
    assert parse_day(day.strftime(form), TODAY, date_order=order) == day


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), DAYS)
def test_a_day_without_a_year_is_the_nearest_on_the_right_side(day, today):
    written = f"{day.month}/{day.day}"
    ahead, back = parse_day(written, today), parse_day(written, today, past=True)
    assert back <= today <= ahead
    assert {(d.month, d.day) for d in (back, ahead)} == {(day.month, day.day)}
    limit = 366 if (day.month, day.day) != (2, 29) else 8 * 366
    assert (ahead - today).days <= limit
    assert (today - back).days <= limit


def test_a_leap_day_waits_eight_years_around_1900_and_2100():
    assert parse_day("2/29", date(2096, 3, 1)) == date(2104, 2, 29)
    assert parse_day("2/29", date(1904, 2, 28), past=True) == date(1896, 2, 29)


@given(DAYS, st.integers(0, 6))
def test_a_bare_weekday_is_the_coming_one_and_never_today(today, weekday):
    english = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[weekday]
    chinese = "周" + "一二三四五六日"[weekday]
    found = parse_day(english, today)
    assert found == parse_day(chinese, today)
    assert found.weekday() == weekday
    assert 1 <= (found - today).days <= 7
    assert 1 <= (today - parse_day(english, today, past=True)).days <= 7


@given(DAYS, st.integers(0, 6))
def test_next_week_counts_from_monday_in_both_languages(today, weekday):
    english = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[weekday]
    found = parse_day(f"next {english}", today)
    assert found == parse_day("下周" + "一二三四五六天"[weekday], today)
    monday = today - timedelta(days=today.weekday())
    assert found == monday + timedelta(days=7 + weekday)


@given(DAYS, st.integers(0, 9999), st.sampled_from([("d", "天"), ("w", "周")]))
def test_days_and_weeks_ahead_are_the_same_in_both_languages(today, n, unit):
    english, chinese = unit
    day = date(2026, 1, 1) + (today - date(2026, 1, 1)) % timedelta(days=3000)
    found = parse_day(f"+{n}{english}", day)
    assert found == parse_day(f"{n}{chinese}后", day)
    assert (found - day).days == n * (7 if english == "w" else 1)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("12/1", "2025-12-01"), ("11/24", "2026-11-24"), ("3月5日", "2026-03-05"),
        ("2月29日", "2024-02-29"), ("周三", "2026-11-18"), ("fri", "2026-11-20"),
        ("5 Dec", "2025-12-05"), ("31号", "2026-10-31"), ("月底", "2026-10-31"),
        ("月初", "2026-11-01"), ("20:30", "2026-11-23"), ("9:00", "2026-11-24"),
        ("2027-01-05", "2027-01-05"), ("-3d", "2026-11-21"),
    ],
)  # fmt: skip
def test_history_prefers_the_past(written, expected):
    assert parse_when(written, NOW, past=True).day.isoformat() == expected


@pytest.mark.parametrize(
    ("written", "order", "expected"),
    [
        ("11/24/26", "mdy", "2026-11-24"), ("24/11/26", "dmy", "2026-11-24"),
        ("26/11/24", "ymd", "2026-11-24"), ("11/24/26", "ymd", "2026-11-24"),
        ("1/2/98", "dmy", "1998-02-01"), ("1/2/36", "dmy", "2036-02-01"),
        ("1/2/37", "dmy", "1937-02-01"),
    ],
)  # fmt: skip
def test_two_digits_of_a_year_mean_the_hundred_years_around_today(written, order, expected):
    assert parse_day(written, TODAY, date_order=order).isoformat() == expected


def test_a_short_year_that_could_stand_first_or_last_is_refused():
    with pytest.raises(Invalid, match="more than one day"):
        parse_day("12/1/26", TODAY)


def test_the_same_text_is_another_day_for_another_reader():
    assert parse_day("1/12", TODAY, date_order="dmy") == date(2026, 12, 1)
    assert parse_day("1/12", TODAY, date_order="mdy") == date(2027, 1, 12)


def test_a_due_date_is_stored_as_a_day_or_as_an_instant():
    assert When(TODAY).stored(CHINA) == "2026-11-24"
    assert When(TODAY, time(7, 30)).stored(CHINA) == "2026-11-23T23:30:00Z"
    berlin = ZoneInfo("Europe/Berlin")
    assert When(date(2026, 7, 1), time(9)).stored(berlin) == "2026-07-01T07:00:00Z"
    assert When(TODAY).at(UTC, time(9)) == datetime(2026, 11, 24, 9, tzinfo=UTC)


@given(st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)))
def test_a_stored_instant_is_read_back_in_any_zone(at):
    at = at.replace(microsecond=0)
    found = parse_when(at.strftime("%Y-%m-%dT%H:%M:%SZ"), NOW)
    assert found.at(CHINA) == at
