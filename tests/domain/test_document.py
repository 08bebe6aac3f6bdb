"""Raw documents are read without trust: the wrong type is absent, nothing raises."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain import document
from tierdesk.domain.document import (
    day,
    flag,
    integer,
    items,
    mapping,
    moment,
    number,
    rows,
    stamp,
    text,
    texts,
)

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@given(ANYTHING)
def test_every_reader_gives_its_own_type_whatever_the_field_holds(value):
    doc = {"a": value}
    assert isinstance(text(doc, "a"), str)
    assert integer(doc, "a") is None or type(integer(doc, "a")) is int
    assert number(doc, "a") is None or type(number(doc, "a")) is float
    assert isinstance(flag(doc, "a"), bool)
    assert day(doc, "a") is None or type(day(doc, "a")) is date
    assert moment(doc, "a") is None or moment(doc, "a").tzinfo is UTC
    assert isinstance(mapping(doc, "a"), dict)
    assert all(isinstance(one, dict) for one in items(doc, "a"))
    assert all(isinstance(one, str) for one in texts(doc, "a"))


def test_an_absent_field_is_nothing():
    assert (text({}, "a"), integer({}, "a"), number({}, "a"), flag({}, "a")) == (
        "",
        None,
        None,
        False,
    )
    assert (day({}, "a"), moment({}, "a"), mapping({}, "a")) == (None, None, {})
    assert (items({}, "a"), texts({}, "a")) == ([], [])


def test_what_fits_is_read():
    assert (text({"a": "x"}, "a"), integer({"a": 5}, "a"), flag({"a": True}, "a")) == ("x", 5, True)
    assert (number({"a": 5}, "a"), number({"a": 0.5}, "a")) == (5.0, 0.5)
    assert items({"a": [{"b": 1}, 5]}, "a") == [{"b": 1}]
    assert texts({"a": ["x", None]}, "a") == ["x"]
    assert (
        day({"a": "2026-11-24"}, "a")
        == day({"a": "2026-11-24T23:00:00Z"}, "a")
        == date(2026, 11, 24)
    )


@pytest.mark.parametrize("value", [True, False, "5", None, float("nan"), float("inf"), [5]])
def test_a_truth_value_or_a_text_is_no_number(value):
    assert integer({"a": value}, "a") is None
    assert number({"a": value}, "a") is None


@pytest.mark.parametrize("value", [1, "true", None, [], {}])
def test_only_true_is_true(value):
    assert flag({"a": value}, "a") is False


def test_a_number_too_large_for_a_float_reads_as_absent():
    assert number({"a": 10**400}, "a") is None


def test_an_instant_at_the_edge_of_the_calendar_reads_as_absent():
    assert moment({"a": "0001-01-01T00:00:00+05:00"}, "a") is None


@pytest.mark.parametrize("value", ["20261124", "2026-W48-2"])
def test_only_the_written_form_of_a_stored_date_is_a_date(value):
    assert day({"a": value}, "a") is None


def test_an_instant_is_read_in_utc():
    expected = datetime(2026, 11, 24, 2, tzinfo=UTC)
    for written in ("2026-11-24T02:00:00Z", "2026-11-24T10:00:00+08:00", "2026-11-24T02:00:00"):
        assert moment({"a": written}, "a") == expected


INSTANTS = st.datetimes(datetime(1000, 1, 2), datetime(9998, 1, 1)).map(
    lambda at: at.replace(tzinfo=timezone(timedelta(hours=8)))
)


@given(INSTANTS, INSTANTS)
def test_text_order_of_stamps_is_time_order(one, other):
    one, other = one.replace(microsecond=0), other.replace(microsecond=0)
    assert (stamp(one) < stamp(other)) is (one < other)
    assert moment({"a": stamp(one)}, "a") == one


def test_a_stamp_has_four_digits_of_year():
    assert stamp(datetime(900, 1, 1, tzinfo=UTC)) == "0900-01-01T00:00:00Z"


def test_rows_come_in_the_order_of_the_file_with_whole_numbers_for_ids():
    tables = {"customers": {"10": {"name": "b"}, "2": {"name": "a"}}}
    assert list(rows(tables, "customers")) == [(10, {"name": "b"}), (2, {"name": "a"})]
    assert list(rows(tables, "deals")) == []
    assert document.EMPTY == {}
