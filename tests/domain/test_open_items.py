"""What a contract still asks for: oldest first, whatever the order in which it was paid."""

from datetime import date

from contract_samples import PUNCTUAL, affairs, contract, day, payments, yuan
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.contracts import standing
from tierdesk.domain.instalments import OpenItem, open_items


def owed(doc, paid, today):
    return [
        (item.on and item.on.isoformat(), item.amount.minor // 100)
        for item in open_items(doc, paid, day(today))
    ]


def test_payments_fill_the_oldest_instalment_first():
    paid = payments(("2026-01-08", 30_000), ("2026-04-20", 40_000))
    assert owed(contract(), paid, "2026-04-21") == [("2026-05-01", 30_000)]
    assert owed(contract(), paid, "2026-03-15") == [("2026-03-01", 30_000), ("2026-05-01", 40_000)]


def test_nothing_is_owed_before_the_signature_or_after_the_last_payment():
    assert open_items(contract(signed=None), [], date(2026, 6, 1)) == ()
    assert owed(contract(signed="2026-01-05"), [], "2026-01-04") == []
    assert owed(contract(), PUNCTUAL, "2026-05-02") == []


def test_what_no_instalment_asks_for_has_no_day():
    doc = contract(plan=[("2026-03-01", 50_000)])
    assert open_items(doc, [], day("2026-02-01")) == (
        OpenItem(day("2026-03-01"), yuan(50_000)), OpenItem(None, yuan(50_000)),
    )  # fmt: skip


def test_a_first_payment_that_the_plan_leaves_out_stands_with_the_first_instalment():
    doc = contract(plan=[("2026-03-01", 30_000), ("2026-05-01", 40_000)])
    assert owed(doc, [], "2026-02-01") == [("2026-03-01", 60_000), ("2026-05-01", 40_000)]


def test_a_plan_that_asks_for_more_than_the_contract_is_cut_at_its_end():
    doc = contract(plan=[("2026-03-01", 80_000), ("2026-05-01", 80_000)])
    assert owed(doc, [], "2026-02-01") == [("2026-03-01", 80_000), ("2026-05-01", 20_000)]


@given(affairs())
def test_open_items_add_up_to_the_receivable_and_the_late_ones_to_the_overdue(affair):
    doc, paid, today = affair
    found, items = standing(doc, paid, today), open_items(doc, paid, today)
    assert sum(item.amount.minor for item in items) == found.receivable.minor
    late = sum(item.amount.minor for item in items if item.on and item.on < today)
    assert late == found.overdue.minor
    assert all(item.amount.minor > 0 for item in items)
    days = [item.on for item in items if item.on]
    assert days == sorted(days)


@given(affairs(), st.randoms(use_true_random=False))
def test_the_order_of_payments_does_not_matter(affair, dice):
    doc, paid, today = affair
    mixed = list(paid)
    dice.shuffle(mixed)
    assert open_items(doc, mixed, today) == open_items(doc, paid, today)


@given(affairs(), st.integers(1, 100))
def test_a_further_payment_is_taken_from_the_oldest_item(affair, more):
    doc, paid, today = affair
    before = open_items(doc, paid, today)
    extra = payments((today.isoformat(), more))[0][1]
    after = open_items(doc, [*paid, (99, extra)], today)
    left = more * 100
    expected = []
    for item in before:
        taken = min(left, item.amount.minor)
        left -= taken
        if item.amount.minor > taken:
            expected.append((item.on, item.amount.minor - taken))
    assert [(item.on, item.amount.minor) for item in after] == expected
