"""What is owed: by age, by customer, against the limit, and how long it takes to come in."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment, Rates
from tierdesk.domain.money import Money
from tierdesk.domain.rewound import Rewound
from tierdesk.insight.receivables import BUCKETS, bucket_of, level_of, levels, receivables

START = date(2026, 1, 1)
RATES = Rates([{"currency": "USD", "base": "CNY", "on": "2026-01-01", "rate": "7"}])


def on(day):
    return (START + timedelta(day)).isoformat()


def cny(units, currency="CNY"):
    return {"minor": units * 100, "currency": currency}


def at(day):
    return Moment(datetime(2026, 1, 1, 9, tzinfo=UTC) + timedelta(day), rates=RATES)


def contract(*plan, owner=1, signed=0, currency="CNY", amount=None):
    """`plan`: (day due, units)."""
    return {
        "customer_id": owner, "signed_on": on(signed), "amount": cny(amount or sum(u for _, u in plan), currency),
        "first_payment_amount": cny(1, currency),
        "instalments": [{"due_on": on(due), "amount": cny(units, currency)} for due, units in plan],
    }  # fmt: skip


def book(contracts, payments=(), **customers):
    paid = {
        str(n): {"contract_id": c, "paid_on": on(day), "amount": cny(units)}
        for n, (c, day, units) in enumerate(payments, 1)
    }
    held = {"1": {"name": "A"}, "2": {"name": "B"}} | {
        key.strip("c"): doc for key, doc in customers.items()
    }
    return Book(
        {
            "customers": held,
            "contracts": {str(n): c for n, c in enumerate(contracts, 1)},
            "payments": paid,
        }
    )


def owed(found):
    return {
        name: one.total.minor // 100
        for name, one in zip(BUCKETS, found.buckets, strict=True)
        if one.parts
    }


def test_what_is_owed_stands_by_its_age():
    held = book([contract((10, 1), (40, 2), (70, 4), (95, 8), (100, 16), (120, 32), amount=127)])
    found = receivables(held, at(100))
    assert owed(found) == {"undated": 64, "not_due": 48, "1-30": 8 + 4, "31-60": 2, "61-90": 1}
    assert owed(receivables(held, at(101)))["90+"] == 1
    assert (found.receivable.total.minor, found.overdue.total.minor) == (12_700, 1500)
    assert found.debtors[0].days == 90


@pytest.mark.parametrize("late, bucket", [(-1, "not_due"), (0, "not_due"), (1, "1-30"), (30, "1-30"), (31, "31-60"),
                                          (60, "31-60"), (61, "61-90"), (90, "61-90"), (91, "90+")])  # fmt: skip
def test_the_edges_of_the_ages(late, bucket):
    from tierdesk.domain.instalments import OpenItem

    assert bucket_of(OpenItem(START, Money(1, "CNY")), START + timedelta(late)) == bucket


def test_payments_take_the_oldest_first_and_any_day_can_be_asked():
    held = book([contract((10, 100), (50, 100))], [(1, 5, 60), (1, 60, 90)])
    assert owed(receivables(held, at(20))) == {"1-30": 40, "not_due": 100}
    assert owed(receivables(held, at(61))) == {"1-30": 50}
    assert receivables(held, at(-1)).debtors == ()


def test_days_sales_outstanding_are_what_is_owed_over_what_was_signed():
    held = book([contract((10, 100), (50, 100)), contract((10, 600), owner=2)], [(1, 5, 100)])
    found = receivables(held, at(20), window=90)
    assert (found.sold.total.minor, found.dso) == (80_000, pytest.approx(90 * 700 / 800))
    assert {one.name: one.dso for one in found.debtors} == {"A": 45.0, "B": 90.0}
    later = receivables(held, at(95), window=90)
    assert (later.dso, later.sold.parts) == (None, ())


@pytest.mark.parametrize(
    "units, level", [(1000, "below"), (250, "near"), (249, "near"), (200, "full"), (199, "full")]
)
def test_the_credit_limit_warns_at_80_and_at_100_percent(units, level):
    held = book([contract((10, 200))], c1={"name": "A", "credit_limit": cny(units)})
    found = receivables(held, at(1))
    assert found.debtors[0].level == level
    assert levels(found.debtors)[level] == 1


def test_at_the_limit_nothing_is_held_above_it_everything():
    at_it = book([contract((10, 200))], c1={"name": "A", "credit_limit": cny(200)})
    assert receivables(at_it, at(1)).debtors[0].hold is None
    above = book([contract((10, 200))], c1={"name": "A", "credit_limit": cny(199)})
    assert "credit limit" in str(receivables(above, at(1)).debtors[0].hold)
    assert "overdue" in str(receivables(at_it, at(20)).debtors[0].hold)
    assert level_of(None, None) == "none"


def test_a_limit_in_another_currency_is_compared_by_the_rate_or_not_at_all():
    dollars = book([contract((10, 70))], c1={"name": "A", "credit_limit": cny(10, "USD")})
    assert receivables(dollars, at(1)).debtors[0].used == pytest.approx(1.0, rel=1e-3)
    euros = book([contract((10, 70))], c1={"name": "A", "credit_limit": cny(10, "EUR")})
    found = receivables(euros, at(1)).debtors[0]
    assert (found.used, found.level) == (None, "unknown")
    assert "exchange rate" in str(found.hold)


def test_a_contract_in_a_currency_without_a_rate_stands_apart():
    held = book([contract((10, 70), currency="EUR"), contract((10, 30))])
    found = receivables(held, at(20))
    assert found.receivable.total == Money(3000, "CNY")
    assert found.receivable.unrated == (Money(7000, "EUR"),)
    assert found.dso is None


def test_a_limit_of_an_earlier_day_is_turned_back():
    patch = {"credit_limit": [cny(1000), cny(100)]}
    change = {"at": f"{on(30)}T00:00:00Z", "state": "done", "edits": [["customers", 1, "~", patch]]}
    held = book([contract((90, 200))], c1={"name": "A", "credit_limit": cny(100)})
    tables = {**held._tables, "changes": {"1": change}}
    held = Book(tables)
    assert receivables(held, at(40)).debtors[0].level == "full"
    assert (
        receivables(held, at(20), rewound=Rewound(held, ("customers",))).debtors[0].level == "below"
    )


PLANS = st.lists(st.tuples(st.integers(0, 200), st.integers(1, 50)), min_size=1, max_size=4)
CONTRACTS = st.lists(
    st.builds(
        lambda plan, owner, signed, currency: contract(*plan, owner=owner, signed=signed, currency=currency),
        PLANS, st.integers(1, 3), st.integers(-5, 60), st.sampled_from(("CNY", "CNY", "USD", "EUR")),
    ), min_size=1, max_size=5,
)  # fmt: skip
PAID = st.lists(
    st.tuples(st.integers(1, 5), st.integers(-10, 220), st.integers(1, 60)), max_size=12
)


@given(CONTRACTS, PAID, st.integers(-10, 230), st.randoms(use_true_random=False))
def test_the_ages_add_up_and_the_order_of_payments_does_not_matter(contracts, paid, today, dice):
    found = receivables(book(contracts, paid), at(today))
    for one in found.debtors:
        parts: dict[str, int] = {}
        for owing in one.contracts:
            money = owing.standing.receivable
            parts[money.currency] = parts.get(money.currency, 0) + money.minor
        assert {part.currency: part.minor for part in one.receivable.parts} == {
            c: m for c, m in parts.items() if m
        }
        assert one.receivable.total.minor == sum(bucket.total.minor for bucket in one.buckets)
        assert (one.days > 0) == bool(one.overdue.parts)
    for n in range(len(BUCKETS)):
        assert found.buckets[n].total.minor == sum(
            one.buckets[n].total.minor for one in found.debtors
        )
    assert found.receivable.total.minor == sum(bucket.total.minor for bucket in found.buckets)
    assert found.overdue.total.minor == sum(bucket.total.minor for bucket in found.buckets[2:])
    mixed = list(paid)
    dice.shuffle(mixed)
    again = receivables(book(contracts, mixed), at(today))
    assert [one.buckets for one in again.debtors] == [one.buckets for one in found.debtors]
