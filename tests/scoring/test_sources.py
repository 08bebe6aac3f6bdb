"""Sources: what each reads, and that absent or malformed is unknown."""

from datetime import UTC, datetime

import pytest

from tierdesk.domain.book import Case
from tierdesk.domain.moment import Moment, Rates
from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.sources import SOURCES, find_source

RATE = {"currency": "EUR", "base": "CNY", "on": "2026-01-01", "rate": "8"}
NOW = Moment(datetime(2026, 11, 22, 9, 0, tzinfo=UTC), rates=Rates([RATE]))


def read(key, case, moment=NOW):
    return find_source(key).bind(Vantage(moment))(case)


def money(units, currency="CNY"):
    return {"minor": units * 100, "currency": currency}


def buyer(**fields):
    return Case(1, fields)


@pytest.mark.parametrize("key", [key for key, source in SOURCES.items() if source.takes != "flag"])
def test_an_empty_customer_is_unknown_to_every_source(key):
    expected = "company" if key == "customer.kind" else None
    assert read(key, Case(1, {})) == expected


@pytest.mark.parametrize("key", list(SOURCES))
def test_a_malformed_document_is_no_exception(key):
    names = ("employees", "budget", "needs", "decision_by", "founded_on", "market_share",
             "country", "custom", "industry", "annual_revenue", "key_account", "interest")  # fmt: skip
    for odd in ("x", 7, [3], {"minor": "a"}, True, float("nan")):
        rows = [(1, dict.fromkeys(("at", "on", "amount", "signed_on", "score", "status"), odd))]
        case = Case(1, dict.fromkeys(names, odd), deals=rows, touches=rows, orders=rows,
                    contracts=rows, survey_responses=rows)  # fmt: skip
        read(key, case)


@pytest.mark.parametrize(
    "key, fields, value",
    [
        ("customer.employees", {"employees": 120}, 120),
        ("customer.employees", {"employees": True}, None),
        ("customer.industry_position", {"industry_position": "unknown"}, None),
        ("customer.industry_position", {"industry_position": "major"}, "major"),
        ("customer.budget", {"budget": money(5000)}, 5000),
        ("customer.budget", {"budget": money(5000, "EUR")}, 40_000),
        ("customer.budget", {"budget": money(5000, "USD")}, None),
        ("customer.spending_power", {"annual_revenue": money(5_000_000)}, 50_000),
        ("customer.spending_power", {"annual_revenue": money(5_000_000), "budget": money(7)}, 7),
        ("customer.days_to_decision", {"decision_by": "2026-12-02"}, 10),
        ("customer.days_to_decision", {"decision_by": "2026-11-12"}, 0),
        ("customer.days_to_decision", {"decision_by": "2026-10-01"}, None),
        ("customer.background", {"market_share": 15}, 0.5),
        ("customer.background", {"market_share": 15, "founded_on": "1990-01-01"}, 0.75),
        ("customer.region", {"country": "DE"}, "europe"),
        ("customer.key_account", {"key_account": True}, True),
        ("customer.key_account", {}, False),
        ("needs.strength", {"needs": [{"strength": 1}, {"strength": 3}, {}]}, 3),
        ("needs.match", {"needs": [{"matched_product": "X"}, {}]}, 0.5),
        ("custom.size", {"custom": {"size": 3}}, 3),
        ("custom.size", {"custom": {"other": 3}}, None),
    ],
)
def test_a_source_reads_its_field(key, fields, value):
    assert read(key, buyer(**fields)) == value


def test_the_newest_open_deal_speaks_whatever_the_order():
    deals = [
        (3, {"expected_profit": money(300)}),
        (1, {"expected_profit": money(100)}),
        (9, {"expected_profit": money(900), "status": "lost"}),
    ]
    assert read("deal.expected_profit", Case(1, {}, deals=deals)) == 300
    assert read("deal.expected_profit", Case(1, {}, deals=deals[::-1])) == 300


def test_purchases_of_the_last_year_count():
    orders = [
        (1, {"on": "2025-11-22", "amount": money(1)}),
        (2, {"on": "2025-11-23", "amount": money(20), "profit": money(5)}),
        (3, {"on": "2026-11-22", "amount": money(300, "EUR"), "profit": money(6)}),
        (4, {"on": "2026-11-23", "amount": money(4000)}),
    ]
    case = Case(1, {}, orders=orders)
    assert read("orders.frequency", case) == 2
    assert read("orders.amount", case) == 2420
    assert read("orders.profit", case) == 11
    assert read("orders.recency", case) == 0
    assert read("orders.tenure", case) == pytest.approx(1, abs=0.01)


def test_one_order_without_a_rate_makes_the_amount_unknown():
    orders = [(1, {"on": "2026-11-01", "amount": money(5)}),
              (2, {"on": "2026-11-02", "amount": money(5, "USD")})]  # fmt: skip
    assert read("orders.amount", Case(1, {}, orders=orders)) is None


def test_without_orders_the_signed_contracts_are_the_purchases():
    contracts = [(1, {"signed_on": "2026-03-01", "amount": money(80)}), (2, {"amount": money(9)})]
    case = Case(1, {}, contracts=contracts)
    assert read("orders.amount", case) == 80
    assert read("orders.frequency", case) == 1


def test_payments_in_time_and_late_are_told_apart():
    contract = {
        "signed_on": "2026-01-01", "amount": money(300), "first_payment_amount": money(100),
        "instalments": [{"due_on": "2026-02-01", "amount": money(100)},
                        {"due_on": "2026-03-01", "amount": money(100)},
                        {"due_on": "2026-10-01", "amount": money(100)}],
    }  # fmt: skip
    payments = [(1, {"contract_id": 1, "paid_on": "2026-01-20", "amount": money(100)}),
                (2, {"contract_id": 1, "paid_on": "2026-03-20", "amount": money(100)})]  # fmt: skip
    case = Case(1, {}, contracts=[(1, contract)], payments=payments)
    assert read("payments.punctuality", case) == pytest.approx(1 / 3)
    assert read("payments.days_late", case) == 52


def test_the_newest_answer_is_the_satisfaction():
    answers = [(1, {"kind": "nps", "score": 9, "on": "2026-10-01"}),
               (2, {"kind": "csat", "score": 2, "on": "2026-10-02"}),
               (3, {"kind": "nps", "score": 10, "on": "2026-12-02"})]  # fmt: skip
    assert read("surveys.satisfaction", Case(1, {}, survey_responses=answers)) == 4
    assert read("surveys.satisfaction", Case(1, {}, survey_responses=answers[:1])) == 9
