"""`greetings`: what is told of a day and of a week, as JSON and as text, and what is refused."""

from datetime import date

import pytest
from command_front import DeskFront

from tierdesk.commands.registry import find
from tierdesk.commands.shown.outcome import lines_of
from tierdesk.desk.public_holidays import public_holidays
from tierdesk.errors import TierdeskError
from tierdesk.i18n.catalog import Catalog


@pytest.fixture
def book(tmp_path):
    """The desk stands on 24 November 2026."""
    front = DeskFront(tmp_path)
    front("add", "Weber", "country=DE", "contact.name=Ann", "contact.birthday=11-24")
    front("add", "宏达", "country=CN", "contact.name=李雷", "contact.birthday=lunar 1980-10-16")
    front("add", "Dupont", "country=FR")
    return front


def told(outcome, language="en"):
    return lines_of(find("greetings"), outcome, Catalog(language), room=100)


def test_today(book):
    """24 November 2026 is the 16th of the tenth lunar month."""
    document = book("greetings").document
    assert (document["from"], document["until"]) == (date(2026, 11, 24), date(2026, 11, 24))
    rows = document["greetings"]
    assert [(r["name"], r["kind"], r["person"], r["lunar"]) for r in rows] == [
        ("Weber", "birthday", "Ann", False), ("宏达", "birthday", "李雷", True),
    ]  # fmt: skip


def test_a_week_of_festivals_and_holidays(book):
    rows = book("greetings", "--on", "2026-12-25", "--days", "8").document["greetings"]
    assert [(r["name"], r["on"], r["occasion"]) for r in rows if r["occasion"] == "christmas"] == [
        ("Dupont", date(2026, 12, 25), "christmas"), ("Weber", date(2026, 12, 25), "christmas"),
    ]  # fmt: skip
    assert {r["name"] for r in rows if r["occasion"] == "new_year"} == {"Weber", "宏达", "Dupont"}
    of_the_nation = book("greetings", "--on", "2026-10-01").document["greetings"]
    assert [(r["name"], r["title"], r["local"]) for r in of_the_nation] == [
        ("宏达", "National Day", "国庆节")
    ]


def test_both_languages_tell_it(book):
    outcome = book("greetings", "country:DE", "--on", "2026-12-25")
    (line,) = told(outcome)
    assert line.startswith("Fri 2026-12-25  ")
    assert line.endswith("  Weber  Christmas")
    assert told(outcome, "zh")[0].endswith("圣诞节")
    lunar = book("greetings", "country:CN")
    assert "birthday of 李雷 (lunar calendar)" in told(lunar)[0]
    assert "李雷 生日（农历）" in told(lunar, "zh")[0]
    unity = told(book("greetings", "country:DE", "--on", "2026-10-03"))
    assert unity[0].endswith("German Unity Day (Tag der Deutschen Einheit)")


def test_a_day_of_nobody_says_so(book):
    outcome = book("greetings", "--on", "2026-11-17")
    assert told(outcome) == ["Nobody is to be greeted in these days."]


@pytest.mark.parametrize(
    "words", [("--days", "0"), ("--days", "999"), ("--on", "2400-01-01"), ("--on", "sometime")]
)
def test_what_is_out_of_reach_is_refused(book, words):
    with pytest.raises(TierdeskError):
        book("greetings", *words)


def test_a_country_that_no_calendar_knows_has_no_holidays():
    assert public_holidays("ZZ", 2026) == ()
    assert public_holidays("", 2026) == ()


def test_days_off_for_a_weekend_are_no_feast():
    days = {one.on: one.name for one in public_holidays("CN", 2026)}
    assert date(2026, 2, 20) not in days
    assert days[date(2026, 2, 17)] == "Chinese New Year (Spring Festival)"
