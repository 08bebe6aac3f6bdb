"""Which fields point where, and how placeholders become ids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.records import RECORDS
from tierdesk.domain.references import REFERENCES, resolve

CASES = [(table, field) for table, fields in REFERENCES.items() for field in fields]


@pytest.mark.parametrize(("table", "field"), CASES)
def test_a_placeholder_becomes_the_id_that_the_new_document_received(table, field):
    doc = {field: -7, "note": -7}
    assert resolve(table, doc, {-7: 42}) == {field: 42, "note": -7}
    assert doc == {field: -7, "note": -7}


@given(st.dictionaries(st.text(max_size=5), st.integers(0, 99) | st.text() | st.none()))
def test_a_document_without_placeholders_is_left_alone(doc):
    for table in REFERENCES:
        assert resolve(table, doc, {}) is doc


@pytest.mark.parametrize("value", [None, "−1", "-1", 1.5, [-1], True])
def test_only_a_negative_whole_number_is_a_placeholder(value):
    assert resolve("deals", {"customer_id": value}, {-1: 5}) == {"customer_id": value}


def test_a_placeholder_that_nobody_created_is_an_error():
    with pytest.raises(KeyError):
        resolve("deals", {"customer_id": -1}, {})


def test_the_edits_of_a_change_name_the_documents_that_were_created():
    doc = {
        "verb": "customer.add",
        "edits": [
            ["customers", -1, "+", "crc"],
            ["deals", 4, "~", {"customer_id": [3, -1], "title": [-1, -1]}],
            ["deals", 5, "-", {"": {"customer_id": 3}}],
        ],
    }
    assert resolve("changes", doc, {-1: 9})["edits"] == [
        ["customers", 9, "+", "crc"],
        ["deals", 4, "~", {"customer_id": [3, 9], "title": [-1, -1]}],
        ["deals", 5, "-", {"": {"customer_id": 3}}],
    ]


def test_a_change_without_edits_is_left_alone():
    assert resolve("changes", {"verb": "x"}, {}) == {"verb": "x"}


@pytest.mark.parametrize("table", sorted(RECORDS))
def test_every_reference_field_of_a_record_points_at_some_table(table):
    fields = RECORDS[table].model_fields
    pointing = {name for name in fields if name.endswith("_id")} - {"template_id"}
    assert pointing <= set(REFERENCES.get(table, ()))
    assert set(REFERENCES.get(table, ())) <= set(fields)


@pytest.mark.parametrize("table", ["feedback", "survey_responses"])
def test_what_a_case_holds_points_at_its_customer(table):
    assert REFERENCES[table]["customer_id"] == "customers"


def test_a_touch_points_at_its_template():
    assert REFERENCES["touches"]["template_id"] == "templates"
