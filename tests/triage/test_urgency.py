"""Every term of urgency: between 0 and 1, and what moves it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from triage_cases import NOW, ago, book_of, contact, day, entries_of, money, tiered

from tierdesk.domain.moment import Moment, Rates
from tierdesk.domain.vantage import Vantage
from tierdesk.pipeline.stages import PRESETS
from tierdesk.triage.policy import COEFFICIENTS, DEFAULTS
from tierdesk.triage.ranks import Ranks
from tierdesk.triage.urgency import Terms, Urgency

STAGES = PRESETS["intent"]


def terms(customer, moment=NOW, **tables):
    book = book_of([customer], **tables)
    return Urgency(Vantage(moment), DEFAULTS, STAGES).terms(entries_of(book, moment)[0])


def test_the_coefficients_are_those_of_the_formula():
    assert tuple(COEFFICIENTS) == Terms._fields
    assert list(COEFFICIENTS.values()) == [12, 10, 9, 8, 7, 6, 5, 4, 2, 1, -3]


def test_urgency_is_the_sum_of_its_points():
    urgency = Urgency(Vantage(NOW), DEFAULTS, STAGES)
    ones = Terms(*[1.0] * 11)
    assert urgency.of(ones) == 61
    assert sum(urgency.points(ones).values()) == 61
    assert list(urgency.points(ones)) == list(Terms._fields)


@pytest.mark.parametrize("tier, value", [("A", 1), ("B", 0.7), ("C", 0.35), ("D", 0.1)])
def test_a_tier_has_its_value(tier, value):
    assert terms(tiered(tier)).tier == value


@pytest.mark.parametrize(
    "due_at, promised, value",
    [(day(0), True, 1), (day(-9), True, 1), (day(1), True, 0.5), (day(2), True, 0),
     (day(0), False, 0), (day(0) + "T16:00:00Z", True, 1)],
)  # fmt: skip
def test_a_promise_counts_from_the_day_before(due_at, promised, value):
    plans = [{"customer_id": 1, "due_at": due_at, "promised": promised}]
    assert terms(tiered("B"), follow_ups=plans).promise == value


@pytest.mark.parametrize("hours, value", [(0, 0), (2, 0.5), (4, 1), (400, 1)])
def test_an_unanswered_inbound_grows_until_its_time_is_over(hours, value):
    inbound = {"customer_id": 1, "at": ago(hours=hours), "direction": "in"}
    assert terms(tiered("A"), touches=[inbound]).reply == pytest.approx(value)
    assert terms(tiered("B"), touches=[inbound]).reply == pytest.approx(min(1, hours / 8))


def test_only_an_answer_that_reached_the_customer_ends_the_waiting():
    inbound = {"customer_id": 1, "at": ago(hours=9), "direction": "in"}
    missed = {"customer_id": 1, "at": ago(hours=3), "result": "no_answer"}
    answer = {"customer_id": 1, "at": ago(hours=3), "result": "reached"}
    assert terms(tiered("A"), touches=[inbound, missed]).reply == 1
    assert terms(tiered("A"), touches=[inbound, answer]).reply == 0


def contract(amount, due_on, currency="CNY"):
    return {"customer_id": 1, "signed_on": day(-300), "amount": money(amount, currency),
            "first_payment_amount": money(1, currency),
            "instalments": [{"due_on": due_on, "amount": money(amount, currency)}]}  # fmt: skip


def owed(amount, days, currency="CNY", moment=NOW):
    return terms(tiered("B"), moment, contracts=[contract(amount, day(-days), currency)]).money


def test_overdue_money_weighs_by_amount_and_age():
    assert owed(1_000_000, 10) == pytest.approx(0.4)
    assert owed(1_000_000, 45) == pytest.approx(0.6)
    assert owed(1_000_000, 75) == pytest.approx(0.8)
    assert owed(1_000_000, 120) == pytest.approx(1)
    middle = math.log(100_000 / 1_000) / math.log(1_000)
    assert owed(100_000, 120) == pytest.approx(middle)
    assert owed(5, 120) == pytest.approx(0.1), "even a small sum is owed"


def test_overdue_money_without_a_rate_is_not_dropped():
    """Invariant 13."""
    assert owed(1_000_000, 120, "EUR") == pytest.approx(0.5)
    rate = Rates([{"currency": "EUR", "base": "CNY", "on": "2026-01-01", "rate": "8"}])
    assert owed(1_000_000, 120, "EUR", Moment(NOW.now, NOW.zone, rates=rate)) == 1


def test_days_in_a_stage_count_when_nothing_is_planned():
    deals = [{"customer_id": 1, "stage": "interested", "stage_since": ago(7)}]
    assert terms(tiered("B"), deals=deals).stage == pytest.approx(1 / 3)
    plans = [{"customer_id": 1, "due_at": day(3)}]
    assert terms(tiered("B"), deals=deals, follow_ups=plans).stage == 0
    assert terms(tiered("B")).stage == 0


@pytest.mark.parametrize(
    "tables",
    [
        {"survey_responses": [{"customer_id": 1, "kind": "nps", "score": 6, "on": day(-1)}]},
        {"feedback": [{"customer_id": 1, "state": "open", "text": "late"}]},
        {"touches": [contact(1, result="complaint")]},
        {"touches": [contact(40), contact(35), contact(30), contact(11)]},
    ],
    ids=["detractor", "open feedback", "complaint", "silence"],
)
def test_a_sign_of_risk_counts(tables):
    assert terms(tiered("B"), **tables).risk == 1


@pytest.mark.parametrize(
    "tables",
    [
        {},
        {"survey_responses": [{"customer_id": 1, "kind": "nps", "score": 7, "on": day(-1)},
                              {"customer_id": 1, "kind": "nps", "score": 2, "on": day(-9)}]},
        {"feedback": [{"customer_id": 1, "state": "resolved"}]},
        {"touches": [contact(2, result="complaint"), contact(1)]},
        {"touches": [contact(40), contact(35), contact(30), contact(10)]},
        {"touches": [contact(40), contact(35)]},
    ],
)  # fmt: skip
def test_no_sign_is_no_risk(tables):
    assert terms(tiered("B"), **tables).risk == 0


def test_a_dropped_tier_is_a_risk_and_a_better_one_is_none():
    def risk(before, *, gated=False):
        """Of somebody whom points put at C now."""
        record = {"stood": {"tier": before, "since": day(-60)}, "bad_debt": gated}
        return terms({"name": "x", **record}).risk

    assert risk("A") == risk("B") == 1
    assert risk("C") == risk("D") == 0
    assert risk("C", gated=True) == 0


@pytest.mark.parametrize(
    "birthday, tier, value",
    [({"month": 11, "day": 24}, "A", 1), ({"month": 11, "day": 24}, "C", 0),
     ({"month": 11, "day": 25}, "A", 0), ({}, "A", 0),
     ({"month": 10, "day": 16, "calendar": "lunar"}, "B", 1)],
)  # fmt: skip
def test_a_birthday_of_today_counts_for_a_and_b(birthday, tier, value):
    people = [{"customer_id": 1, "name": "Wang", "birthday": birthday}]
    assert terms(tiered(tier), contacts=people).care == value


def test_contact_within_a_day_or_two_attempts_cool_down():
    missed = {"customer_id": 1, "at": ago(hours=1), "result": "no_answer"}
    assert terms(tiered("B"), touches=[contact(0.9)]).cooldown == 1
    assert terms(tiered("B"), touches=[contact(1.1)]).cooldown == 0
    assert terms(tiered("B"), touches=[missed]).cooldown == 0
    assert terms(tiered("B"), touches=[missed, missed]).cooldown == 1


def test_a_gap_is_one_answer_away_from_a_certain_tier():
    known = {"name": "x", "employees": 1000, "industry_position": "leader", "market_share": 40,
             "budget": money(1_000_000), "interest": 5, "decision_by": day(3), "willingness": 5,
             "needs": [{"strength": 3, "matched_product": "p"}]}  # fmt: skip
    deals = [{"customer_id": 1, "stage": "prospect", "expected_profit": money(200_000)}]
    assert terms(known, deals=deals).gap == 0, "the touches alone cannot make it less than an A"
    assert terms({**known, "interest": None}, deals=deals).gap == 1
    assert terms({"name": "x"}).gap == 0


def test_value_is_the_percentile_with_ties_in_the_middle():
    ranks = Ranks([10.0, 20.0, 20.0, None, 30.0])
    assert [ranks.of(w) for w in (10.0, 20.0, 30.0, None)] == [0.125, 0.5, 0.875, 0.0]


def test_worth_is_the_expected_profit_times_the_probability():
    deals = [
        {"customer_id": 1, "stage": "negotiation", "amount": money(900), "expected_profit": money(50)},
        {"customer_id": 2, "stage": "negotiation", "amount": money(900), "probability_override": 10},
        {"customer_id": 3, "stage": "negotiation", "amount": money(900, "USD")},
        {"customer_id": 4, "stage": "won", "status": "won", "amount": money(900)},
    ]  # fmt: skip
    entries = entries_of(book_of([tiered("B")] * 4, deals=deals))
    urgency = Urgency(Vantage(NOW), DEFAULTS, STAGES)
    assert [urgency.worth(entry) for entry in entries] == [30, 90, None, None]


@given(st.integers(0, 400), st.integers(0, 60))
def test_with_nothing_else_changed_a_longer_silence_is_never_less_urgent(age, more):
    customer = tiered("B")
    urgency = Urgency(Vantage(NOW), DEFAULTS, STAGES)

    def u(days):
        entry = entries_of(book_of([customer], touches=[contact(days + 2)]))[0]
        return urgency.of(urgency.terms(entry))

    assert u(age) <= u(age + more)
