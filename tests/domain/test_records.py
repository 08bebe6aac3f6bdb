"""Documents are checked when they are written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.labels import label
from tierdesk.domain.records import RECORDS
from tierdesk.domain.validation import arranged, validated
from tierdesk.errors import Invalid

CNY = {"minor": 100, "currency": "CNY"}
SMALLEST = {
    "customers": {"name": "A"},
    "contacts": {"customer_id": 1},
    "deals": {"stage": "prospect"},
    "touches": {"customer_id": 1, "at": "2026-11-24T02:00:00Z"},
    "follow_ups": {"customer_id": 1, "due_at": "2026-11-24"},
    "orders": {"customer_id": 1, "on": "2026-11-24"},
    "contracts": {"customer_id": 1, "amount": CNY},
    "events": {"customer_id": 1, "type": "opened", "at": "2026-11-24T02:00:00Z"},
    "payments": {"contract_id": 1, "paid_on": "2026-11-24", "amount": CNY},
    "products": {"name": "P"},
    "people": {"name": "P"},
    "fx_rates": {"currency": "USD", "base": "CNY", "on": "2026-11-24", "rate": "7.1"},
    "settings": {},
    "imports": {"at": "2026-11-24T02:00:00Z", "rows": "0123456789abcdef"},
    "views": {"name": "V"},
    "scoring_models": {},
    "stages": {"key": "demo"},
    "templates": {"body": "Dear {contact}"},
    "lost_reasons": {"reason": "weather"},
    "not_duplicates": {"one_id": 1, "other_id": 2},
    "tier_policies": {"tier": "A"},
    "groups": {"name": "VIP/East"},
    "custom_fields": {"key": "size"},
}


@pytest.mark.parametrize("table", sorted(RECORDS))
def test_the_smallest_document_of_a_table_is_stored_as_it_is(table):
    assert validated(table, SMALLEST[table]) == SMALLEST[table]


@pytest.mark.parametrize("table", sorted(set(RECORDS) - {"settings"}))
def test_a_document_without_what_it_must_have_is_refused(table):
    for field in SMALLEST[table]:
        doc = {key: value for key, value in SMALLEST[table].items() if key != field}
        with pytest.raises(Invalid, match=re.escape(f"The field {label(field)} cannot")):
            validated(table, doc)


@pytest.mark.parametrize("table", sorted(RECORDS))
def test_fields_of_a_newer_version_are_kept(table):
    doc = SMALLEST[table] | {"x_new": {"deep": [1, None, "ä"]}}
    assert validated(table, doc)["x_new"] == {"deep": [1, None, "ä"]}


def test_a_table_of_a_newer_version_is_kept():
    assert validated("churns", {"on": "2026-01-01", "n": 1}) == {"on": "2026-01-01", "n": 1}


def test_what_says_nothing_is_not_stored_and_fields_stand_in_the_records_order():
    doc = {"tags": [], "notes": None, "country": "CN", "kind": "company", "name": "A", "rev": 0}
    assert list(validated("customers", doc).items()) == [("name", "A"), ("country", "CN")]


@given(st.sampled_from(sorted(RECORDS)))
def test_checking_twice_changes_nothing(table):
    once = validated(table, SMALLEST[table] | {"rev": 7})
    assert validated(table, once) == once


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        ("customers", {"name": ""}), ("customers", {"employees": "12"}),
        ("customers", {"employees": -1}), ("customers", {"country": "China"}),
        ("customers", {"interest": 6}), ("customers", {"key_account": "yes"}),
        ("customers", {"tier_override": {"tier": "E", "reason": "x"}}),
        ("deals", {"status": "maybe"}), ("deals", {"probability_override": 100}),
        ("deals", {"probability_override": 0}), ("touches", {"channel": "fax"}),
        ("touches", {"at": "2026-11-24"}), ("touches", {"at": "2026-11-24T02:00:00+08:00"}),
        ("follow_ups", {"due_at": "tomorrow"}), ("payments", {"amount": 100}),
        ("payments", {"amount": {"minor": 1.5, "currency": "CNY"}}),
        ("fx_rates", {"rate": 7.1}), ("fx_rates", {"rate": "-1"}), ("orders", {"on": "24.11.2026"}),
        ("contacts", {"birthday": {"month": 13, "day": 1}}), ("contacts", {"phones": "138"}),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_is_refused_by_name(table, fields):
    (name,) = fields
    named = rf"^The field ({re.escape(label(name))} cannot|{name}\.)"
    with pytest.raises(Invalid, match=named):
        validated(table, SMALLEST[table] | fields)


def test_a_long_value_is_not_repeated_whole_in_the_sentence():
    with pytest.raises(Invalid) as refused:
        validated("orders", SMALLEST["orders"] | {"on": "x" * 1_000_000})
    assert len(str(refused.value)) < 300


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_a_name_is_stored_as_it_was_given(name):
    """Invariant 18: markup, formulas and escapes are data."""
    assert validated("customers", {"name": name})["name"] == name


def test_a_birthday_without_a_year_is_allowed():
    """Invariant 14."""
    doc = SMALLEST["contacts"] | {"birthday": {"month": 2, "day": 29, "calendar": "lunar"}}
    assert validated("contacts", doc) == doc


def test_arranging_changes_the_order_and_nothing_else():
    doc = {"zz": 1, "country": "C?", "name": "A"}
    assert list(arranged("customers", doc).items()) == [("name", "A"), ("country", "C?"), ("zz", 1)]


@pytest.mark.parametrize("value", ["2026-13-45", "2026-02-30", "２０２６-01-01"])
def test_a_date_that_does_not_exist_is_refused(value):
    with pytest.raises(Invalid):
        validated("orders", SMALLEST["orders"] | {"on": value})


def test_an_empty_text_is_not_stored():
    assert validated("customers", {"name": "A", "city": ""}) == {"name": "A"}


def test_what_is_no_json_is_refused():
    with pytest.raises(Invalid):
        validated("customers", {"name": "A", "custom": {"x": float("nan")}})


@pytest.mark.parametrize("percent, why", [(100.0, "less than 100"), (0, "more than 0")])
def test_a_figure_beyond_its_limit_is_told_the_limit(percent, why):
    with pytest.raises(Invalid, match=f"it must be {why}"):
        validated("deals", {"stage": "prospect", "probability_override": percent})
