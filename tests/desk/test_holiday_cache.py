"""Working days by country, and the files that spare the import of the package."""

import json
import subprocess
import sys
from datetime import date, timedelta

import pytest

from tierdesk.desk.holiday_cache import HolidayCache
from tierdesk.domain.moment import weekdays_only
from tierdesk.domain.workdays import next_working


@pytest.fixture(scope="module")
def working():
    return HolidayCache(None)


def _off(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


# The State Council's notice of November 2025 for 2026: days off, and weekends that work.
REST_2026 = [
    *_off(date(2026, 1, 1), date(2026, 1, 3)), *_off(date(2026, 2, 15), date(2026, 2, 23)),
    *_off(date(2026, 4, 4), date(2026, 4, 6)), *_off(date(2026, 5, 1), date(2026, 5, 5)),
    *_off(date(2026, 6, 19), date(2026, 6, 21)), *_off(date(2026, 9, 25), date(2026, 9, 27)),
    *_off(date(2026, 10, 1), date(2026, 10, 7)),
]  # fmt: skip
MAKE_UP_2026 = [
    date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20),
    date(2026, 10, 10),
]  # fmt: skip


def test_china_rests_and_works_in_2026_as_the_state_council_announced(working):
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    expected = {
        day for day in days if day in MAKE_UP_2026 or (day.weekday() < 5 and day not in REST_2026)
    }
    assert {day for day in days if working(day, "CN")} == expected


def test_a_make_up_saturday_takes_the_call_that_spring_festival_refuses(working):
    assert next_working(date(2026, 2, 14), "CN", working) == date(2026, 2, 14)
    assert next_working(date(2026, 2, 15), "CN", working) == date(2026, 2, 24)


@pytest.mark.parametrize(
    ("country", "day", "works"),
    [
        ("SA", date(2026, 11, 27), False), ("SA", date(2026, 11, 29), True),
        ("IL", date(2026, 11, 28), False), ("IL", date(2026, 11, 29), True),
        ("US", date(2026, 11, 26), False), ("US", date(2026, 11, 27), True),
        ("DE", date(2026, 10, 3), False), ("GB", date(2026, 12, 25), False),
    ],
)  # fmt: skip
def test_weekends_and_holidays_are_the_countrys_own(working, country, day, works):
    assert working(day, country) is works


@pytest.mark.parametrize("country", ["XX", "", "cn", "../x", "中国", "CHN"])
def test_an_unknown_country_works_on_weekdays(working, country):
    week = [date(2026, 11, 23) + timedelta(days=n) for n in range(7)]
    assert [working(d, country) for d in week] == [weekdays_only(d, country) for d in week]


def test_a_year_of_china_without_announced_make_up_days_is_provisional(working):
    assert not working.provisional("CN", 2026)
    assert working.provisional("CN", 2090)
    assert not working.provisional("DE", 2090)


def test_a_second_run_answers_from_the_files_without_the_package(tmp_path):
    HolidayCache(tmp_path)(date(2026, 2, 17), "CN")
    script = (
        "import sys, datetime, pathlib\n"
        "from tierdesk.desk.holiday_cache import HolidayCache\n"
        "cache = HolidayCache(pathlib.Path(sys.argv[1]))\n"
        "print(cache(datetime.date(2026, 2, 17), 'CN'), cache(datetime.date(2026, 2, 14), 'CN'),"
        " 'holidays' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True", "False"]


def test_the_cache_writes_one_file_a_country_and_year_and_leaves_no_other(tmp_path):
    cache = HolidayCache(tmp_path / "new" / "folder")
    for country in ("CN", "XX", "", "../../x"):
        cache(date(2026, 2, 17), country)
    names = sorted(p.name for p in tmp_path.rglob("*") if p.is_file())
    assert [name.split("-")[2] for name in names] == ["CN", "XX"]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"null", b'{"working": 5}', b'{"working": "01"}', b"\xff\xfe",
        json.dumps({"working": "2" * 365}).encode(), b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_damaged_file_is_worked_out_again_and_replaced(tmp_path, content):
    HolidayCache(tmp_path)(date(2026, 2, 17), "CN")
    (path,) = tmp_path.iterdir()
    good = path.read_bytes()
    path.write_bytes(content)
    assert HolidayCache(tmp_path)(date(2026, 2, 14), "CN") is True
    assert path.read_bytes() == good


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path):
    blocked = tmp_path / "a file"
    blocked.write_text("not a folder")
    assert HolidayCache(blocked)(date(2026, 2, 17), "CN") is False
    assert blocked.read_text() == "not a folder"
