"""The forecast by month: best, weighted, committed, and the odds behind it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline_samples import STAGES, at, book, counted, deal, deals, money, on

from tierdesk.domain.money import Money
from tierdesk.domain.vantage import Vantage
from tierdesk.pipeline.chances import PRIOR, Odds, chances_of
from tierdesk.pipeline.forecast import forecast
from tierdesk.pipeline.standing import totals
from tierdesk.pipeline.ways import walked


def foreseen(*docs, ago=0, history=False, commit=60.0):
    held, vantage = book(*docs), Vantage(at(ago))
    odds = Odds(chances_of(counted(*docs, ago=ago)), history=history)
    return forecast(walked(held, STAGES, vantage), vantage, odds, commit)


NEXT = deal(("prospect", 30), ("negotiation", 3), amount=money(1000), expected_sign_on="2026-12-20")


def test_a_month_holds_what_is_expected_in_it():
    found = foreseen(
        NEXT,
        deal(("prospect", 30), amount=money(500), expected_sign_on="2026-12-01"),
        deal(("prospect", 30), expected_sign_on=on(0)),
        deal(("prospect", 30), amount=money(7), expected_sign_on=on(1)),
        deal(("prospect", 30), amount=money(9)),
    )
    assert [(s.key, s.deals, s.best.total.minor, s.weighted.total.minor, s.committed.total.minor)
            for s in found.slots] == [
        ("overdue", 1, 700, 70, 0), ("2026-11", 1, 0, 0, 0), ("2026-12", 2, 150_000, 65_000, 100_000),
        ("undated", 1, 900, 90, 0)]  # fmt: skip
    assert (found.total.deals, found.total.unpriced) == (5, 1)


def test_a_probability_by_hand_comes_first():
    found = foreseen({**NEXT, "probability_override": 20}, history=True)
    assert (found.total.weighted.total.minor, found.total.committed.parts, found.by_hand) == (
        20_000,
        (),
        1,
    )
    assert (
        foreseen({**NEXT, "probability_override": 20}, commit=20).total.committed.total.minor
        == 100_000
    )


def test_the_books_own_odds_are_drawn_towards_those_of_the_stage():
    won = deal(("prospect", 90), ("negotiation", 60), ("won", 40))
    chances = chances_of(counted(won, won, deal(("prospect", 90), ("lost", 40))))
    assert [(c.n, c.won) for c in chances] == [(3, 2), (2, 2), (2, 2)]
    assert chances[0].seen == pytest.approx(100 * (2 + PRIOR * 0.1) / (3 + PRIOR))
    assert chances[2].seen == pytest.approx(100 * (2 + PRIOR * 0.6) / (2 + PRIOR))
    assert [c.seen for c in chances_of(counted())] == pytest.approx([10, 30, 60])


def test_what_this_month_brought_stands_beside_the_forecast():
    won = deal(("prospect", 90), ("won", 3), amount=money(400))
    before = deal(("prospect", 90), ("won", 40), amount=money(400))
    found = foreseen(won, before)
    assert (found.won_deals, found.won.total, found.slots) == (1, Money(40_000, "CNY"), ())


def test_a_currency_without_a_rate_is_shown_and_in_no_total():
    found = foreseen(
        NEXT, {**NEXT, "amount": money(10, "EUR")}, {**NEXT, "amount": money(10, "USD")}
    )
    assert found.total.best.total == Money(107_000, "CNY")
    assert found.total.best.unrated == (Money(1000, "EUR"),)
    assert {part.currency for part in found.total.best.parts} == {"CNY", "EUR", "USD"}


def test_a_past_day_forecasts_what_was_open_then():
    doc = deal(("prospect", 90), ("negotiation", 60), ("lost", 10), amount=money(100))
    assert foreseen(doc).total.deals == 0
    then = foreseen(doc, ago=30)
    assert (then.total.deals, then.total.weighted.total.minor) == (1, 6000)


@given(st.lists(deals(), max_size=20), st.integers(0, 400), st.booleans())
def test_the_total_is_the_sum_of_the_months(docs, ago, history):
    found = foreseen(*docs, ago=ago, history=history)
    for name in ("best", "weighted", "committed"):
        each = [getattr(slot, name) for slot in found.slots]
        whole = getattr(found.total, name)
        assert whole.total.minor == sum(one.total.minor for one in each)
        for part in whole.parts:
            assert part.minor == sum(
                p.minor for one in each for p in one.parts if p.currency == part.currency
            )
    assert found.total.deals == sum(slot.deals for slot in found.slots)
    for slot in found.slots:
        best = {part.currency: part.minor for part in slot.best.parts}
        for part in (*slot.weighted.parts, *slot.committed.parts):
            assert part.minor <= best[part.currency]


@given(st.lists(deals(), max_size=20), deals(), st.booleans())
def test_a_lost_deal_adds_nothing(docs, lost, history):
    """Invariant 15; its odds may change by history, so those are held."""
    lost = {**lost, "status": "lost", "stage": "lost", "closed_on": on(10), "opened_on": on(400)}
    vantage = Vantage(at())
    odds = Odds(chances_of(counted(*docs)), history=history)
    with_it, without = (
        forecast(walked(book(*each), STAGES, vantage), vantage, odds)
        for each in ([*docs, lost], docs)
    )
    assert with_it == without


@given(st.lists(deals(), max_size=20))
def test_today_the_forecast_says_what_the_list_says(docs):
    """The same weighted sums as `standing.totals`, for deals that their dates leave as they stand."""
    plain = [
        {
            k: v
            for k, v in doc.items()
            if k not in ("history", "opened_on", "closed_on", "stage_since")
        }
        for doc in docs
    ]
    found, listed = foreseen(*plain), totals(book(*plain), STAGES)
    assert {p.currency: p for p in found.total.weighted.parts} == {
        c: m for c, m in listed.weighted.items() if m.minor
    }
    assert found.total.deals == listed.open.number


@given(st.lists(deals(), max_size=25))
def test_every_odd_lies_strictly_between_and_rises_with_the_stage(docs):
    """Invariant 5."""
    seen = [chance.seen for chance in chances_of(counted(*docs))]
    assert all(0 < percent < 100 for percent in seen)
    assert seen == sorted(seen)
