"""What a person decides over the model: parking a customer, and its tier by hand."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from triage_cases import NOW, ago, day, money

from tierdesk.domain.book import Case
from tierdesk.domain.validation import validated
from tierdesk.errors import Invalid, Refused
from tierdesk.triage.needs_reason import NeedsReason
from tierdesk.triage.override import overridden
from tierdesk.triage.parking import parked, taken_back

ACME = {"name": "Acme", "created_at": ago(5)}


def test_parking_says_since_when_and_why():
    found = parked(Case(1, ACME), ACME, NOW, " waits ")
    assert found["parked"] == {"since": day(0), "reason": "waits"}
    assert validated("customers", found)
    assert taken_back(found) == ACME


def test_parking_again_gives_another_reason_and_keeps_the_day():
    before = {**ACME, "parked": {"since": day(-30), "reason": "waits"}}
    assert parked(Case(1, before), before, NOW, "budget cut")["parked"] == {
        "since": day(-30), "reason": "budget cut"}  # fmt: skip


@pytest.mark.parametrize("reason", ["", " \t"])
def test_parking_needs_a_reason(reason):
    with pytest.raises(NeedsReason):
        parked(Case(1, ACME), ACME, NOW, reason)


def test_a_signed_customer_is_never_parked():
    contract = {
        "customer_id": 1,
        "signed_on": day(-9),
        "amount": money(10),
        "first_payment_amount": money(5),
    }
    payment = {"contract_id": 1, "paid_on": day(-8), "amount": money(5)}
    signed = Case(1, ACME, contracts=[(1, contract)], payments=[(1, payment)])
    with pytest.raises(Refused, match="signed"):
        parked(signed, ACME, NOW, "waits")


@given(st.sampled_from(["a", "B", " c ", "D"]), st.text(min_size=1).filter(str.strip))
def test_a_tier_by_hand_is_taken_back_without_a_trace(tier, reason):
    found = overridden(ACME, tier, reason, NOW.today, NOW.today)
    assert found["tier_override"]["tier"] == tier.strip().upper()
    assert found["tier_override"]["until"] == day(0)
    for word in ("", "model", " MODEL "):
        assert overridden(found, word, "", None, NOW.today) == ACME


def test_a_tier_needs_a_reason_a_letter_and_a_day_to_come():
    with pytest.raises(NeedsReason):
        overridden(ACME, "A", " ", None, NOW.today)
    with pytest.raises(Invalid, match="no tier"):
        overridden(ACME, "AA", "x", None, NOW.today)
    with pytest.raises(Refused, match="over"):
        overridden(ACME, "A", "x", NOW.today - timedelta(days=1), NOW.today)
