"""What the book holds beside its customers, as it is stored."""

import pytest

from tierdesk.domain.validation import validated
from tierdesk.errors import Invalid


def test_a_policy_keeps_its_figures_as_they_are_and_in_the_order_of_the_record():
    doc = {"treatment": "Call first", "capacity_share": 40, "ideal_days": 5, "tier": "A",
           "discount_limit": "promotions", "reply_hours": 2.5, "later_field": 1}  # fmt: skip
    kept = validated("tier_policies", doc)
    assert kept == doc
    assert list(kept)[:3] == ["tier", "ideal_days", "reply_hours"]
    assert type(kept["capacity_share"]) is int


@pytest.mark.parametrize("field, value", [
    ("tier", "E"), ("ideal_days", 0), ("ideal_days", 2.5), ("max_days", 40_000), ("capacity_share", 101),
    ("reply_hours", 0), ("discount_limit", -1), ("treatment", 7),
])  # fmt: skip
def test_a_policy_that_cannot_be_is_refused_by_name(field, value):
    with pytest.raises(Invalid) as failure:
        validated("tier_policies", {"tier": "A", field: value})
    assert str(value) in str(failure.value)


def test_a_policy_names_its_tier():
    with pytest.raises(Invalid):
        validated("tier_policies", {"ideal_days": 3})
