"""What may be agreed and paid: each fault in one sentence, everything that fits let through."""

from datetime import UTC, datetime

import pytest
from contract_samples import RATES, contract, payments
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.agreement import check_contract, check_payment
from tierdesk.domain.moment import Moment
from tierdesk.errors import Invalid
from tierdesk.i18n.catalog import Catalog

NOW = Moment(datetime(2026, 6, 1, 9, tzinfo=UTC), rates=RATES)
EVERY = ("amount", "first_payment_amount", "instalments", "signed_on", "ends_on")


def told(invalid):
    return Catalog("en").text(invalid.value.message)


def refused(doc, paid=(), changed=EVERY):
    with pytest.raises(Invalid) as invalid:
        check_contract(doc, paid, changed, NOW)
    return told(invalid)


def money(units, currency="CNY"):
    return {"minor": units * 100, "currency": currency}


def test_a_sound_contract_passes_with_the_first_payment_in_the_plan_or_beside_it():
    check_contract(contract(), (), EVERY, NOW)
    beside = [("2026-03-01", 30_000), ("2026-05-01", 40_000)]
    check_contract(contract(plan=beside), (), EVERY, NOW)
    check_contract({"amount": money(5)}, (), EVERY, NOW)
    check_contract(contract(signed="2026-12-24", plan=()), (), EVERY, NOW)


def test_instalments_must_add_up():
    short = [("2026-03-01", 30_000), ("2026-05-01", 30_000)]
    assert refused(contract(plan=short)) == (
        "The instalments add up to ¥60,000; they must be the contract's ¥100,000, or ¥70,000 without the "
        "first payment."
    )
    alone = contract(plan=short) | {"first_payment_amount": None}
    assert refused(alone).startswith(
        "The instalments add up to ¥60,000, the contract is about ¥100,000"
    )


@given(st.lists(st.integers(1, 50), min_size=1, max_size=6), st.integers(0, 99), st.integers(0, 99))
def test_exactly_the_plans_that_add_up_pass(asked, amount, first):
    doc = contract(amount=amount, first=first, plan=[("2026-03-01", one) for one in asked])
    fits = amount > 0 and first <= amount and sum(asked) in (amount, amount - first)
    try:
        check_contract(doc, (), EVERY, NOW)
    except Invalid:
        assert not fits
    else:
        assert fits


@pytest.mark.parametrize("doc, says", [
    (contract(amount=0), "above zero"), ({}, "above zero"), (contract(first=100_001), "more than the contract"),
    (contract(plan=[("2026-01-04", 100_000)]), "before the signature"),
    (contract(ends_on="2026-01-04"), "would end on"),
    (contract() | {"first_payment_amount": money(5, "USD")}, "not in the contract's currency"),
    (contract() | {"instalments": [{"due_on": "2026-03-01", "amount": money(5, "USD")}]}, "write it in CNY"),
    (contract() | {"instalments": [{"due_on": "2026-03-01", "amount": money(0)}]}, "above zero"),
])  # fmt: skip
def test_what_does_not_fit_is_said(doc, says):
    assert says in refused(doc)


def test_a_contract_cannot_become_smaller_than_what_was_paid():
    paid = payments(("2026-01-08", 30_000), ("2026-02-08", 30_000))
    assert refused(contract(amount=50_000, plan=()), paid) == (
        "¥60,000 would be paid of a contract of ¥50,000, which is ¥10,000 too much; correct the payment, or "
        "the contract's amount."
    )


def test_an_old_fault_does_not_keep_other_fields_from_being_changed():
    faulty = contract(plan=[("2025-01-01", 1)])
    check_contract(faulty, (), ("terms", "code"), NOW)
    assert "add up" in refused(faulty, (), ("instalments",))


def payment(amount, on="2026-02-01", currency="CNY"):
    return {"contract_id": 7, "paid_on": on, "amount": money(amount, currency)}


def refused_payment(doc, others=(), agreed=None):
    with pytest.raises(Invalid) as invalid:
        check_payment(doc, agreed or contract(), others, ("amount", "paid_on"), NOW)
    return told(invalid)


def test_a_payment_over_the_contract_is_explained():
    others = payments(("2026-01-08", 80_000))
    check_payment(payment(20_000), contract(), others, ("amount",), NOW)
    assert "¥100,001 would be paid of a contract of ¥100,000, which is ¥1 too much" in (
        refused_payment(payment(20_001), others)
    )


def test_a_payment_in_another_currency_needs_the_rate_of_its_day():
    """Invariant 13."""
    check_payment(payment(10_000, currency="USD"), contract(), (), ("amount",), NOW)
    later = payment(10_000, "2026-03-02", "USD")
    assert "¥1 too much" in refused_payment(later, payments(("2026-01-08", 20_001)))
    unknown = refused_payment(payment(1, currency="EUR"))
    assert "no exchange rate from EUR to CNY for Sun 2026-02-01" in unknown
    early = contract(signed="2025-01-01", plan=())
    before = refused_payment(payment(1, "2025-12-31", "USD"), agreed=early)
    assert "no exchange rate from USD" in before


@pytest.mark.parametrize("doc, says", [
    (payment(0), "above zero"), (payment(-5), "above zero"), (payment(1, "2026-01-04"), "before the signature"),
    (payment(1, "2026-06-02"), "still to come"), ({"amount": money(5)}, "needs the day"),
])  # fmt: skip
def test_a_payment_that_cannot_be_one_is_said(doc, says):
    assert says in refused_payment(doc)


def test_money_may_come_before_a_signature_that_nobody_has_entered_yet():
    unsigned = {k: v for k, v in contract().items() if k != "signed_on"}
    check_payment(payment(5, "2025-01-01"), unsigned, (), ("amount",), NOW)
