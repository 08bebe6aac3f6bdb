"""Holds, bonuses and won deals that are not signed: invariants 3 and 4."""

import pytest
from contract_samples import PUNCTUAL, RATES, affairs, case_of, contract, day, payments, yuan
from hypothesis import given

from tierdesk.domain.contracts import bonus_released, shipment_hold, standing, why_not_signed
from tierdesk.domain.money import Exact, Money


@pytest.mark.parametrize(
    ("paid", "shipment", "limit", "held"),
    [
        (PUNCTUAL[:2], 10_000, 50_000, False),
        (PUNCTUAL[:2], 10_001, 50_000, True),
        (PUNCTUAL[:2], 10_000_000, None, False),
        (PUNCTUAL[:1], 1, 10_000_000, True),
        (PUNCTUAL[:1], 1, None, True),
    ],
)
def test_a_shipment_waits_while_money_is_overdue_or_the_limit_exceeded(paid, shipment, limit, held):
    """Invariant 3: on 2 March two payments leave 40,000 open and nothing overdue."""
    today = day("2026-03-02")
    found = [standing(contract(), paid, today)]
    limit = yuan(limit) if limit is not None else None
    assert (shipment_hold(found, yuan(shipment), limit, today) is not None) is held


def test_a_hold_names_the_money():
    """Invariant 3."""
    late = standing(contract(), PUNCTUAL[:1], day("2026-03-11"))
    hold = shipment_hold([late], yuan(1), None, day("2026-03-11"))
    assert hold is not None
    assert (hold.args["money"], hold.n) == (yuan(30_000), 10)
    assert str(hold).endswith("overdue since 10 days.")
    first = standing(contract(), PUNCTUAL[:1], day("2026-03-02"))
    assert str(shipment_hold([first], yuan(1), None, day("2026-03-02"))).endswith("since 1 day.")


def test_a_shipment_that_cannot_be_compared_with_the_limit_waits():
    """Invariants 3 and 13: a missing rate is shown, not dropped."""
    found = [standing(contract(), PUNCTUAL, day("2026-02-01"))]
    dollars, limit = Money(100, "USD"), yuan(1_000_000)
    hold = shipment_hold(found, dollars, limit, day("2026-02-01"))
    assert hold is not None
    assert hold.args == {"money": dollars}
    assert shipment_hold(found, dollars, limit, day("2026-02-01"), RATES) is None


@given(affairs())
def test_a_bonus_is_released_only_when_the_contract_is_paid(affair):
    """Invariant 3."""
    doc, paid, today = affair
    found = standing(doc, paid, today)
    released = doc["signed_on"] <= today.isoformat() and found.paid.minor >= doc["amount"]["minor"]
    assert bonus_released(found) is released


def test_money_before_the_signature_releases_no_bonus():
    """Invariant 3."""
    assert not bonus_released(standing(contract(signed="2026-09-01"), PUNCTUAL, day("2026-06-01")))
    assert bonus_released(standing(contract(), PUNCTUAL, day("2026-06-01")))


@pytest.mark.parametrize(
    ("contracts", "paid", "expected"),
    [
        ((), (), "won, not signed: no contract"),
        (((7, contract(signed=None)),), PUNCTUAL, "no date of signature"),
        (((7, contract(signed="2026-09-01")),), PUNCTUAL, "due on 2026-09-01"),
        (((7, contract(first=0)),), PUNCTUAL, "no first payment is agreed"),
        (((7, contract()),), (), "first payment"),
    ],
)
def test_a_won_deal_without_a_signed_contract_shows_why(contracts, paid, expected):
    """Invariant 4."""
    why = why_not_signed(case_of(*contracts, paid=paid), 3, day("2026-06-01"))
    assert expected in str(why)


def test_a_won_deal_names_what_the_first_payment_lacks():
    """Invariant 4: "first payment 30,000 short"; of two contracts the nearer one speaks."""
    far, near = contract(first=90_000), contract(first=50_000)
    case = case_of((6, far), (7, near), paid=payments(("2026-01-08", 20_000)))
    why = why_not_signed(case, 3, day("2026-06-01"))
    assert why is not None
    assert why.key == "won, not signed: first payment %(money)s short"
    assert why.args == {"money": Exact.of(yuan(30_000))}


def test_a_signed_or_open_or_unknown_deal_needs_no_reason():
    """Invariant 4."""
    today = day("2026-06-01")
    assert why_not_signed(case_of((7, contract()), paid=PUNCTUAL), 3, today) is None
    assert why_not_signed(case_of(status="open"), 3, today) is None
    assert why_not_signed(case_of(), 4, today) is None


def test_a_contract_of_another_deal_does_not_sign_this_one():
    """Invariant 4."""
    other = case_of((7, contract(deal_id=9)), paid=PUNCTUAL)
    assert "no contract" in str(why_not_signed(other, 3, day("2026-06-01")))
    own = case_of((7, contract(deal_id=3)), paid=PUNCTUAL)
    assert why_not_signed(own, 3, day("2026-06-01")) is None
