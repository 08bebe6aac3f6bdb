"""Contracts and their payments: invariants 1, 2 and 13."""

from datetime import date, timedelta

import pytest
from contract_samples import (
    IN_DOLLARS,
    PUNCTUAL,
    RATES,
    START,
    affairs,
    case_of,
    cny,
    contract,
    day,
    payments,
    yuan,
)
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Case
from tierdesk.domain.contracts import Due, is_qualified, is_signed, standing, standings
from tierdesk.domain.money import Money


@pytest.mark.parametrize(
    ("signed_on", "paid", "today", "signed"),
    [
        ("2026-01-05", [("2026-01-08", 30_000)], "2026-01-08", True),
        ("2026-01-08", [("2026-01-07", 30_000)], "2026-01-08", True),
        ("2026-01-05", [("2026-01-08", 30_000)], "2026-01-07", False),
        ("2026-01-05", [("2026-01-08", 29_999)], "2026-02-01", False),
        ("2026-01-05", [("2026-01-06", 10_000), ("2026-01-08", 20_000)], "2026-01-08", True),
        ("2026-01-10", [("2026-01-08", 30_000)], "2026-01-09", False),
        (None, [("2026-01-08", 30_000)], "2026-02-01", False),
        ("2026-01-05", [], "2026-02-01", False),
    ],
)
def test_signed_means_a_signature_and_the_first_payment_by_today(signed_on, paid, today, signed):
    """Invariant 1."""
    found = standing(contract(signed=signed_on), payments(*paid), day(today))
    assert found.signed is signed
    assert (found.qualified == "not_signed") is not signed


@pytest.mark.parametrize("first", [0, None])
def test_without_an_agreed_first_payment_nothing_is_signed(first):
    """Invariant 1: the first payment is more than nothing."""
    doc = contract()
    doc["first_payment_amount"] = cny(first) if first is not None else None
    assert not standing(doc, PUNCTUAL, day("2026-06-01")).signed


@pytest.mark.parametrize(
    ("paid", "today", "expected"),
    [
        (PUNCTUAL, "2026-01-09", "on_track"),
        (PUNCTUAL, "2026-03-01", "on_track"),
        (PUNCTUAL, "2026-04-30", "on_track"),
        (PUNCTUAL, "2026-05-01", "qualified"),
        (PUNCTUAL, "2027-05-01", "qualified"),
        (PUNCTUAL[:2], "2026-05-01", "on_track"),
        (PUNCTUAL[:2], "2026-05-02", "failed"),
        (PUNCTUAL[:1], "2026-03-01", "on_track"),
        (PUNCTUAL[:1], "2026-03-02", "late"),
        (payments(("2026-01-08", 30_000), ("2026-03-02", 70_000)), "2026-03-02", "late"),
        (payments(("2026-01-08", 30_000), ("2026-03-02", 70_000)), "2026-05-01", "failed"),
        (payments(("2026-01-08", 100_000)), "2026-05-01", "qualified"),
        (payments(("2026-01-08", 100_000)), "2026-02-01", "on_track"),
        (payments(("2026-01-11", 100_000)), "2026-05-01", "failed"),
        (payments(("2026-01-08", 99_999)), "2026-05-02", "failed"),
    ],
)
def test_qualified_means_every_instalment_by_its_own_day(paid, today, expected):
    """Invariant 2: one late instalment, and the contract is never qualified."""
    assert standing(contract(), paid, day(today)).qualified == expected


def test_the_state_of_a_past_day_does_not_change_when_money_comes_later():
    """Invariant 2 on any day again: payments after the day do not exist."""
    late = payments(("2026-01-08", 30_000), ("2026-06-01", 70_000))
    for offset in range(0, 150, 7):
        on = START + timedelta(days=offset)
        assert standing(contract(), late, on) == standing(contract(), late[:1], on)


def test_what_is_owed_and_since_when():
    found = standing(contract(), PUNCTUAL[:1], day("2026-05-11"))
    assert found.paid == yuan(30_000)
    assert found.receivable == yuan(70_000)
    assert found.overdue == yuan(70_000)
    assert found.overdue_days == (day("2026-05-11") - day("2026-03-01")).days
    assert found.next_due is None
    assert (found.due_count, found.on_time_count) == (3, 1)


def test_the_next_instalment_asks_for_what_is_not_paid_yet():
    found = standing(contract(), payments(("2026-01-08", 45_000)), day("2026-02-01"))
    assert found.next_due == Due(day("2026-03-01"), yuan(15_000))
    assert found.overdue == yuan(0)
    assert standing(contract(), PUNCTUAL, day("2026-05-01")).next_due is None


def test_an_instalment_due_today_is_next_and_not_overdue():
    found = standing(contract(), PUNCTUAL[:1], day("2026-03-01"))
    assert found.next_due == Due(day("2026-03-01"), yuan(30_000))
    assert (found.overdue, found.overdue_days) == (yuan(0), 0)


def test_instalments_that_leave_out_the_first_payment_come_after_it():
    doc = contract(plan=[("2026-03-01", 30_000), ("2026-05-01", 40_000)])
    found = standing(doc, PUNCTUAL[:1], day("2026-03-11"))
    assert found.overdue == yuan(30_000)
    assert standing(doc, PUNCTUAL, day("2026-05-01")).qualified == "qualified"


def test_without_instalments_a_contract_is_qualified_once_it_is_paid():
    doc = contract(plan=[])
    assert standing(doc, PUNCTUAL[:2], day("2026-12-01")).qualified == "on_track"
    assert standing(doc, PUNCTUAL, day("2026-05-01")).qualified == "qualified"


def _by_hand(doc, paid, today):
    """Invariant 2 with a purse: money goes, oldest first, to the oldest instalment that lacks
    some; the day on which each one is full is written down."""
    purse = sorted((p["paid_on"], p["amount"]["minor"]) for _, p in paid)
    purse = [(on, minor) for on, minor in purse if on <= today.isoformat()]
    full_on = []
    for item in sorted(doc["instalments"], key=lambda i: i["due_on"]):
        lacking, on = item["amount"]["minor"], "0000-00-00"
        while lacking and purse:
            on, minor = purse.pop(0)
            used = min(lacking, minor)
            lacking -= used
            if minor > used:
                purse.insert(0, (on, minor - used))
        full_on.append((item["due_on"], None if lacking else on, lacking))
    return full_on


@given(affairs(), st.randoms())
def test_the_order_in_which_payments_were_entered_means_nothing(affair, random):
    doc, paid, today = affair
    mixed = list(paid)
    random.shuffle(mixed)
    doc_mixed = doc | {"instalments": random.sample(doc["instalments"], len(doc["instalments"]))}
    assert standing(doc, paid, today) == standing(doc_mixed, mixed, today)


@given(affairs())
def test_payments_are_applied_oldest_first_to_the_oldest_instalment(affair):
    """Invariants 1 and 2 against a purse that is paid out by hand."""
    doc, paid, today = affair
    found, hand = standing(doc, paid, today), _by_hand(doc, paid, today)
    now = today.isoformat()
    came = sum(p["amount"]["minor"] for _, p in paid if p["paid_on"] <= now)
    first = doc["first_payment_amount"]["minor"]
    assert found.signed is (doc["signed_on"] <= now and came >= first > 0)
    punctual = all(full is not None and full <= due for due, full, _ in hand)
    assert (found.qualified == "qualified") is (found.signed and hand[-1][0] <= now and punctual)
    if doc["signed_on"] <= now:
        over = [(due, lacking) for due, _, lacking in hand if due < now and lacking]
        assert found.overdue.minor == sum(lacking for _, lacking in over)
        since = min((due for due, _ in over), default=now)
        assert found.overdue_days == (today - date.fromisoformat(since)).days


@given(affairs())
def test_what_is_owed_adds_up(affair):
    doc, paid, today = affair
    found = standing(doc, paid, today)
    assert found.overdue.minor <= found.receivable.minor <= doc["amount"]["minor"]
    assert (found.overdue_days > 0) is (found.overdue.minor > 0)
    assert found.on_time_count <= found.due_count <= len(doc["instalments"])
    if found.receivable.minor:
        assert found.receivable.minor + found.paid.minor == doc["amount"]["minor"]
    if found.next_due:
        assert found.next_due.on >= today
        assert found.next_due.amount.minor > 0


@given(affairs())
def test_one_late_instalment_is_never_forgiven(affair):
    """Invariant 2: whatever is paid later, late stays late and then failed."""
    doc, paid, today = affair
    if standing(doc, paid, today).qualified == "late":
        rescued = [*paid, *payments((today.isoformat(), 1000))]
        for later in range(0, 200, 20):
            on = today + timedelta(days=later)
            assert standing(doc, rescued, on).qualified in ("late", "failed")


def test_a_payment_in_another_currency_counts_by_the_rate_of_its_day():
    """Invariant 13."""
    found = standing(contract(), IN_DOLLARS, day("2026-04-01"), RATES)
    assert found.paid == yuan(35_000)
    assert found.uncounted == ()
    assert found.signed


def test_a_payment_without_a_rate_is_shown_and_not_counted():
    """Invariant 13."""
    found = standing(contract(), IN_DOLLARS, day("2026-04-01"))
    assert found.paid == yuan(0)
    assert found.uncounted == (Money(500_000, "USD"),)
    assert not found.signed
    assert standing(contract(), IN_DOLLARS, day("2026-01-31")).uncounted == ()


def test_an_instalment_without_a_rate_is_shown_too():
    """Invariant 13."""
    doc = contract()
    doc["instalments"].append({"due_on": "2026-06-01", "amount": {"minor": 1, "currency": "USD"}})
    assert standing(doc, PUNCTUAL, day("2026-02-01")).uncounted == (Money(1, "USD"),)


@pytest.mark.parametrize(
    "doc",
    [
        {}, {"amount": "5"}, {"amount": {"minor": 1.5, "currency": "CNY"}}, {"instalments": "x"},
        {"signed_on": "2026-02-30", "amount": cny(1), "instalments": [{"due_on": 5}]},
    ],
)  # fmt: skip
def test_a_malformed_contract_is_not_signed_and_owes_nothing(doc):
    found = standing(doc, [(1, {"paid_on": "x"}), (2, {"paid_on": "2026-01-01"})], START)
    assert not found.signed
    assert (found.paid.minor, found.receivable.minor, found.overdue.minor) == (0, 0, 0)


def test_a_customer_is_signed_by_any_one_of_its_contracts():
    """Invariants 1 and 2; each contract has its own payments."""
    today = day("2026-06-01")
    paid = [*PUNCTUAL, *payments(("2026-01-08", 1), contract_id=6)]
    case = case_of((6, contract()), (7, contract()), paid=paid)
    assert [i for i, found in standings(case, today) if found.signed] == [7]
    assert is_signed(case, today)
    assert is_qualified(case, today)
    assert not is_signed(case._replace(contracts=case.contracts[:1]), today)
    assert not is_signed(Case(1, {}), today)
