"""Greetings of some days, told by birthdays and calendars worked out by hand."""

from datetime import date

import pytest
from triage_cases import NOW, book_of

from tierdesk.triage.greetings import Holiday, feasts, greetings


def none_of(country, year):
    return ()


def christian(country, year):
    """25 and 26 December in Germany, and a feast of three days in May."""
    if country != "DE":
        return ()
    return (
        Holiday(date(year, 1, 1), "New Year's Day", "Neujahr"),
        *(Holiday(date(year, 5, day), "May Feast", "Maifest") for day in (8, 9, 10)),
        Holiday(date(year, 10, 3), "German Unity Day", "Tag der Deutschen Einheit"),
        Holiday(date(year, 12, 25), "Christmas Day", "Erster Weihnachtstag"),
        Holiday(date(year, 12, 26), "Second Day of Christmas", "Zweiter Weihnachtstag"),
    )


def found(customers, first, days, holidays_of=none_of, contacts=()):
    cases = book_of(customers, contacts=list(contacts)).cases()
    return [
        (one.on, one.kind, one.name, one.occasion, one.person, one.title)
        for one in greetings(cases, first, days, NOW, holidays_of)
    ]


def test_birthdays_by_both_calendars():
    """The 15th of the eighth lunar month was 25 September in 2026."""
    contacts = [
        {"customer_id": 1, "name": "Ann", "birthday": {"month": 9, "day": 24}},
        {"customer_id": 1, "name": "Bo", "birthday": {"month": 8, "day": 15, "calendar": "lunar"}},
        {"customer_id": 1, "name": "Cy", "birthday": {"month": 9, "day": 26}},
    ]
    of_two_days = found(
        [{"name": "Acme", "country": "DE"}], date(2026, 9, 24), 2, contacts=contacts
    )
    assert [(on, person) for on, _, _, _, person, _ in of_two_days] == [
        (date(2026, 9, 24), "Ann"), (date(2026, 9, 25), "Bo"),
    ]  # fmt: skip
    assert {kind for _, kind, *_ in of_two_days} == {"birthday"}


def test_a_week_over_the_end_of_the_year_knows_both_years():
    contacts = [{"customer_id": 1, "name": "Ann", "birthday": {"month": 1, "day": 2}}]
    assert found(
        [{"name": "Acme", "country": "DE"}], date(2026, 12, 29), 7, christian, contacts
    ) == [
        (date(2027, 1, 1), "festival", "Acme", "new_year", "", ""),
        (date(2027, 1, 2), "birthday", "Acme", "birthday", "Ann", ""),
    ]


def test_a_feast_is_told_once_and_on_its_first_day():
    feasts_of_may = feasts("DE", date(2026, 5, 1), date(2026, 5, 31), christian)
    assert [(one.on, one.name) for one in feasts_of_may] == [(date(2026, 5, 8), "May Feast")]
    assert feasts("DE", date(2026, 5, 9), date(2026, 5, 9), christian) == []
    of_december = feasts("DE", date(2026, 12, 20), date(2026, 12, 31), christian)
    assert [(one.on, one.occasion) for one in of_december] == [(date(2026, 12, 25), "christmas")]


@pytest.mark.parametrize(("country", "kept"), [("CN", True), ("SG", True), ("DE", False)])
def test_the_lunar_festivals_are_kept_where_they_are_kept(country, kept):
    """17 February 2026 was the first day of the year of the horse."""
    there = {one.occasion for one in feasts(country, date(2026, 2, 17), date(2026, 2, 17), none_of)}
    assert there == ({"spring_festival"} if kept else set())


def test_holidays_are_those_of_the_customers_country_else_of_the_readers():
    customers = [
        {"name": "Nobody knows"}, {"name": "Weber", "country": "DE"}, {"name": "Dupont", "country": "FR"},
    ]  # fmt: skip
    told = found(customers, date(2026, 10, 3), 1, christian)
    assert [(name, kind, title) for _, kind, name, _, _, title in told] == [
        ("Nobody knows", "holiday", "German Unity Day"), ("Weber", "holiday", "German Unity Day"),
    ]  # fmt: skip


def test_whoever_is_to_be_left_alone_is_not_greeted():
    customers = [{"name": "Quiet", "country": "DE", "do_not_contact": True}]
    contacts = [{"customer_id": 1, "name": "Ann", "birthday": {"month": 10, "day": 3}}]
    assert found(customers, date(2026, 10, 3), 1, christian, contacts) == []
