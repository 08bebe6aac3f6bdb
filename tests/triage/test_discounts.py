"""Which discounts need a reason."""

import pytest

from tierdesk.triage.discounts import over_limit
from tierdesk.triage.policy import OPEN


@pytest.mark.parametrize("tier, percent, says", [
    ("A", 10, ""), ("A", 10.5, "10 % at most; say why 10.5 %"), ("B", 5, ""), ("B", 6, "5 % at most"),
    ("C", 0, ""), ("C", 1, "promotions only"), ("D", 0, ""), ("D", 0.5, "no discount"),
])  # fmt: skip
def test_a_discount_above_the_limit_of_the_tier_asks_why(tier, percent, says):
    found = over_limit(percent, tier, OPEN[tier])
    assert (found is not None) == bool(says)
    assert says in str(found or "")
