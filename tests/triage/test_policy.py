"""Tier policies: the defaults, and what a book may change."""

import pytest

from tierdesk.domain.book import Book
from tierdesk.errors import Invalid
from tierdesk.triage.policy import COEFFICIENTS, DEFAULTS, policies_of


def policies(*docs, **settings):
    tables = {"tier_policies": {str(i): doc for i, doc in enumerate(docs, 1)}}
    return policies_of(Book({**tables, "settings": {"1": settings}}))


def test_an_empty_book_has_the_defaults():
    assert policies_of(Book({})) == DEFAULTS
    assert [DEFAULTS.of(tier, False).share for tier in "ABCD"] == [50, 30, 15, 5]


def test_a_document_overrides_what_it_names():
    found = policies(
        {"tier": "B", "ideal_days": 5, "signed_max_days": 50, "reply_hours": 2, "capacity_share": 9}
    )
    assert (found.of("B", False).ideal_days, found.of("B", False).max_days) == (5, 14)
    assert (found.of("B", True).ideal_days, found.of("B", True).max_days) == (30, 50)
    assert found.of("B", True).reply_hours == found.of("B", False).reply_hours == 2
    assert found.of("B", False).share == 9
    assert found.of("A", False) == DEFAULTS.of("A", False)


def test_a_coefficient_may_be_changed_by_name():
    found = policies(urgency={"reply": 20, "care": 0})
    assert found.coefficients == {**COEFFICIENTS, "reply": 20, "care": 0}
    with pytest.raises(Invalid, match="“mood” is no term"):
        policies(urgency={"mood": 1})


@pytest.mark.parametrize(
    "doc, fault",
    [
        ({"tier": "E"}, "“E” is no tier"),
        ({"tier": "A", "ideal_days": 0}, "1 or more"),
        ({"tier": "A", "max_days": 2}, "not shorter"),
        ({"tier": "A", "reply_hours": 0}, "above zero"),
        ({"tier": "A", "capacity_share": -1}, "zero or more"),
    ],
)
def test_a_faulty_policy_is_refused(doc, fault):
    with pytest.raises(Invalid, match=fault):
        policies(doc)
