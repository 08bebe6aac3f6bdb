"""Velocity: deals × value × win rate / days, and nothing of too few deals."""

from hypothesis import given
from hypothesis import strategies as st
from pipeline_samples import at, counted, deal, deals, money

from tierdesk.domain.money import Money
from tierdesk.pipeline.velocity import stage_velocities, velocity_of

WON = deal(("prospect", 100), ("interested", 80), ("won", 60), amount=money(900))
LOST = deal(("prospect", 100), ("lost", 70))
OPEN = deal(("interested", 30), amount=money(5))


def test_the_figure_is_the_product():
    found = velocity_of(counted(WON, WON, WON, LOST, OPEN, OPEN).whole, at(), least=4)
    assert (found.deals, found.n, found.win_rate, found.value, found.days.median) == (
        2, 4, 0.75, Money(90_000, "CNY"), 40.0)  # fmt: skip
    assert found.per_day == Money(round(2 * 90_000 * 0.75 / 40), "CNY")


def test_too_few_are_said_to_be_too_few():
    found = velocity_of(counted(WON, LOST, OPEN).whole, at(), least=3)
    assert (found.few, found.win_rate, found.per_day, found.n) == (True, None, None, 2)


def test_a_stage_counts_from_reaching_it():
    stages = stage_velocities(counted(WON, WON, LOST, OPEN), at(), least=1)
    assert [(s.key, v.deals, v.n, v.days.median) for s, v in stages] == [
        ("prospect", 0, 3, 40.0), ("interested", 1, 2, 20.0), ("negotiation", 0, 2, None)]  # fmt: skip
    assert stages[1][1].per_day == Money(round(90_000 / 20), "CNY")
    assert stages[2][1].per_day is None


def test_no_value_crosses_a_currency_without_a_rate():
    found = velocity_of(counted(WON, {**WON, "amount": money(1, "EUR")}).whole, at(), least=1)
    assert (found.value, found.per_day, found.unrated) == (None, None, (Money(100, "EUR"),))


def test_the_mean_is_of_the_won_deals_that_state_an_amount():
    bare = {key: value for key, value in WON.items() if key != "amount"}
    found = counted(WON, bare, bare)
    assert velocity_of(found.whole, at(), least=1).value == Money(90_000, "CNY")
    assert [v.value for _, v in stage_velocities(found, at(), least=1)] == [
        Money(90_000, "CNY")
    ] * 3


def test_deals_that_are_won_on_their_first_day_divide_by_one():
    quick = deal(("prospect", 20), ("won", 20), amount=money(10))
    found = velocity_of(counted(quick, OPEN).whole, at(), least=1)
    assert found.per_day == Money(1000, "CNY")


@given(st.lists(deals(), max_size=20), st.integers(0, 400))
def test_it_is_never_negative_and_never_of_too_few(docs, ago):
    found = counted(*docs, ago=ago)
    for tally in (found.whole, *found.groups["owner"].values()):
        one = velocity_of(tally, at(ago), least=3)
        assert one.few == (one.n < 3)
        assert one.per_day is None or (one.per_day.minor >= 0 and not one.few)
