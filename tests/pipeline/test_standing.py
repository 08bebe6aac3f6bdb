"""Where a customer stands, what rots, and what the deals add up to."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Book, Case
from tierdesk.domain.document import stamp
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import Money
from tierdesk.pipeline.probability import probability
from tierdesk.pipeline.stages import PRESETS
from tierdesk.pipeline.standing import standing, totals

NOW = Moment(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
STAGES = PRESETS["intent"]


def ago(days):
    return stamp(NOW.now - timedelta(days=days))


def day(days):
    return (NOW.today + timedelta(days=days)).isoformat()


def money(units, currency="CNY"):
    return {"minor": units * 100, "currency": currency}


def stands(*deals, **more):
    return standing(Case(1, {}, deals=deals, **more), STAGES, NOW)


OPEN = {"stage": "interested", "stage_since": ago(10)}
WON = {"stage": "won", "status": "won", "closed_on": day(-3)}
LOST = {"stage": "lost", "status": "lost"}


def test_a_customer_stands_where_its_newest_open_deal_does():
    deals = [(1, {"stage": "prospect"}), (2, OPEN), (3, WON), (4, LOST)]
    for order in (deals, deals[::-1]):
        found = stands(*order)
        assert (found.stage.key, found.deal_id, found.days) == ("interested", 2, 10)
        assert found.since == date(2026, 11, 12)
        assert not found.closed


def test_a_customer_without_an_open_deal_is_maintained_or_lost():
    assert stands((1, LOST), (2, WON)).stage.key == "maintain"
    assert stands((1, LOST)).stage.key == "lost"
    assert stands().stage.key == "prospect"
    assert stands().closed


def test_a_deal_rots_without_a_touch_for_the_rot_days():
    for idle, rots in ((20, False), (21, True)):
        deal = {"stage": "interested", "stage_since": ago(60)}
        assert stands((1, deal), touches=[(1, {"at": ago(idle)})]).rotting is rots
        assert stands((1, {**deal, "stage_since": ago(idle)})).rotting is rots


@pytest.mark.parametrize("due, rots", [(-1, True), (0, False), (21, False), (22, True)])
def test_a_commitment_inside_the_rot_days_keeps_a_deal_from_rotting(due, rots):
    deal = {"stage": "interested", "stage_since": ago(60)}
    assert stands((1, deal), follow_ups=[(1, {"due_at": day(due)})]).rotting is rots


def test_an_unanswered_call_is_a_touch_and_a_stage_without_rot_days_never_rots():
    deal = {"stage": "interested", "stage_since": ago(60)}
    assert not stands((1, deal), touches=[(1, {"at": ago(2), "result": "no_answer"})]).rotting
    assert not stands((1, {**WON, "stage_since": ago(500)})).rotting


def test_a_deal_of_which_no_day_is_known_does_not_rot():
    assert not stands((1, {"stage": "interested"})).rotting


def test_won_is_100_lost_is_0_and_an_open_deal_lies_between():
    """Invariant 5."""
    assert (
        probability({"stage": "prospect", "status": "won", "probability_override": 5}, STAGES)
        == 100
    )
    assert probability({"stage": "negotiation", "status": "lost"}, STAGES) == 0
    assert probability({"stage": "negotiation"}, STAGES) == 60
    assert probability({"stage": "negotiation", "probability_override": 12.5}, STAGES) == 12.5


@given(
    st.sampled_from([s.key for s in STAGES] + ["?", None, 3]),
    st.none() | st.floats() | st.integers() | st.text(max_size=2),
)
def test_an_open_deal_is_never_certain(stage, override):
    """Invariant 5, whatever a document says."""
    assert 0 < probability({"stage": stage, "probability_override": override}, STAGES) < 100


@given(st.integers(0, 10**15), st.floats(0.001, 99.999))
def test_a_forecast_never_exceeds_the_amount_and_a_lost_deal_adds_nothing(minor, percent):
    """Invariant 15."""
    amount = {"minor": minor, "currency": "JPY"}
    deal = {"stage": "prospect", "amount": amount, "probability_override": percent}

    def found(**outcome):
        return totals(Book({"deals": {"1": {**deal, **outcome}}}), STAGES)

    assert 0 <= found().weighted["JPY"].minor <= minor
    assert found(status="lost").weighted == {}
    assert found(status="won").won.values == {"JPY": Money(minor, "JPY")}


def test_totals_count_every_deal_by_currency_with_or_without_a_customer():
    deals = [
        {"customer_id": 1, "stage": "won", "status": "won", "amount": money(10)},
        {"stage": "won", "status": "won", "amount": money(5, "EUR")},
        {"stage": "lost", "status": "lost", "amount": money(7)},
        {"stage": "negotiation", "amount": money(100)},
        {"stage": "prospect"},
    ]
    found = totals(Book({"deals": {str(i): d for i, d in enumerate(deals, 1)}}), STAGES)
    assert (found.won.number, found.lost.number, found.open.number) == (2, 1, 2)
    assert found.won.values == {"CNY": Money(1000, "CNY"), "EUR": Money(500, "EUR")}
    assert found.open.unpriced == 1
    assert found.weighted == {"CNY": Money(6000, "CNY")}
