"""Whether, how and when somebody can be reached."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Case
from tierdesk.domain.contactability import (
    channels,
    customer_zone,
    local_hours,
    zone,
)
from tierdesk.domain.moment import Moment

CHINA = ZoneInfo("Asia/Shanghai")


def case(customer=None, *contacts):
    return Case(1, customer or {}, contacts=list(enumerate(contacts, 1)))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (case(), ()),
        (case({}, {"phones": ["138"]}, {"emails": ["a@b.c"]}), ("phone", "email")),
        (case({}, {"phones": [""], "emails": [" "], "wechat": " "}), ()),
        (case({}, {"wechat": "zhang"}), ("wechat",)),
        (case({"address": "1 Main St"}), ("letter",)),
        (case({}, {"phones": "138"}), ()),
    ],
)
def test_a_channel_is_known_when_something_is_written_for_it(found, expected):
    assert channels(found) == expected


@given(st.text())
def test_a_zone_is_a_zone_or_nothing(name):
    found = zone(name)
    assert found is None or found.key == name


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "/etc/passwd", "Asia", "\0"])
def test_what_is_no_zone_is_none(name):
    assert zone(name) is None


@pytest.mark.parametrize(
    ("customer", "expected"),
    [
        ({"timezone": "America/New_York", "country": "DE"}, "America/New_York"),
        ({"timezone": "nowhere", "country": "DE"}, "Europe/Berlin"),
        ({"country": "DE"}, "Europe/Berlin"),
    ],
)
def test_a_customers_own_zone_comes_before_its_countrys(customer, expected):
    assert customer_zone(customer) == ZoneInfo(expected)


@pytest.mark.parametrize("customer", [{}, {"country": "US"}, {"country": 5}])
def test_a_customer_of_a_country_with_many_clocks_has_the_readers(customer):
    assert customer_zone(customer) is None
    moment = Moment(datetime(2026, 11, 24, 2, tzinfo=UTC), CHINA)
    assert local_hours(customer, moment).at.hour == 10


@pytest.mark.parametrize(
    ("hour_utc", "country", "is_open"),
    [
        (1, "CN", True), (0, "CN", False), (9, "CN", True), (10, "CN", False),
        (1, "DE", False), (8, "DE", True), (17, "DE", False),
    ],
)  # fmt: skip
def test_customers_are_awake_from_nine_to_eighteen_their_time(hour_utc, country, is_open):
    moment = Moment(datetime(2026, 11, 24, hour_utc, tzinfo=UTC), CHINA)
    assert local_hours({"country": country}, moment).open is is_open


def test_a_day_of_rest_there_is_no_working_day_whatever_it_is_here():
    friday = Moment(datetime(2026, 11, 27, 7, tzinfo=UTC), CHINA)
    assert not local_hours({"country": "SA"}, friday).open
    assert local_hours({"country": "CN"}, friday).open
    asked = []
    remember = Moment(friday.now, CHINA, is_working=lambda d, c: bool(asked.append((d, c))) or True)
    local_hours({"timezone": "Pacific/Auckland"}, remember)
    assert asked == [(friday.now.astimezone(ZoneInfo("Pacific/Auckland")).date(), "CN")]
