"""Tier policies changed: only what differs is kept, and what cannot be is refused."""

import pytest

from tierdesk.domain.book import Book
from tierdesk.errors import Invalid
from tierdesk.triage.policy import DEFAULTS, policies_of
from tierdesk.triage.policy_edits import FIELDS, change, read, stated, written


def book(*docs):
    return Book({"tier_policies": {str(i): doc for i, doc in enumerate(docs, 1)}})


def after(made, *docs):
    """The policies when the change is made."""
    rows = {str(i): doc for i, doc in enumerate(docs, 1)}
    for number, edit in enumerate(made.edits):
        rows.pop(str(edit.id), None)
        if edit.after is not None:
            rows[str(100 + number)] = edit.after
    return policies_of(Book({"tier_policies": rows}))


def test_only_what_differs_from_the_default_is_kept():
    made = change(book(), {"A": {"ideal_days": 2, "max_days": 7}, "C": {"reply_hours": 24}})
    assert [edit.after for edit in made.edits] == [{"tier": "A", "ideal_days": 2}]
    assert made.args == {"tiers": ["A"], "fields": ["ideal_days"]}
    assert after(made).of("A", False).ideal_days == 2


def test_the_default_again_takes_the_document_away():
    doc = {"tier": "B", "max_days": 20}
    made = change(book(doc), {"B": {"max_days": None}})
    assert [(edit.id, edit.after) for edit in made.edits] == [(1, None)]
    assert after(made, doc) == DEFAULTS
    assert change(book(), {"B": {"max_days": None}}).empty


def test_several_documents_of_a_tier_become_one_and_what_others_wrote_stays():
    docs = {"tier": "B", "max_days": 20, "ours": 1}, {"tier": "B", "reply_hours": 2}
    made = change(book(*docs), {"B": {"max_days": None}})
    assert [edit.after for edit in made.edits] == [None, {"tier": "B", "ours": 1, "reply_hours": 2}]
    found = after(made, *docs)
    assert (found.of("B", False).max_days, found.of("B", False).reply_hours) == (14, 2)


def test_a_discount_for_promotions_only_is_kept_beside_a_default_in_per_cent():
    made = change(book(), {"B": {"discount_limit": "promotions"}})
    assert after(made).of("B", True).discount_limit is None
    assert change(book(), {"C": {"discount_limit": "promotions"}}).empty


def test_every_field_is_read_as_it_is_written():
    for tier in "ABCD":
        for name, value in stated(DEFAULTS, tier).items():
            assert read(name, written(value)) == value
    assert set(stated(DEFAULTS, "A")) == set(FIELDS)
    assert (read("discount_limit", "促销"), read("reply_hours", "１，５")) == ("promotions", 1.5)
    assert read("treatment", " ") is None


@pytest.mark.parametrize(("field", "value", "fault"), [
    ("max_days", 2, "not shorter"), ("ideal_days", 0, "1 or more"), ("signed_max_days", 1, "not shorter"),
    ("reply_hours", 0, "above zero"), ("capacity_share", 101, "0 to 100"), ("discount_limit", -1, "0 to 100"),
    ("max_days", 99_999, "36500 days at most"),
])  # fmt: skip
def test_what_cannot_be_is_refused_in_one_sentence(field, value, fault):
    with pytest.raises(Invalid, match=fault):
        change(book(), {"A": {field: value}})


@pytest.mark.parametrize(("field", "text"), [("ideal_days", "2.5"), ("reply_hours", "soon")])
def test_what_is_no_number_is_refused(field, text):
    with pytest.raises(Invalid, match="is no number"):
        read(field, text)
