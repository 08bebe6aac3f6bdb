"""The funnel: conversion, days, groups, quarters and the bottleneck."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline_samples import STAGES, counted, deal, deals, money, on

from tierdesk.pipeline.funnel import bottleneck, days_of, group_figures, stage_figures, win_rate

WON = deal(
    ("prospect", 100),
    ("interested", 80),
    ("negotiation", 50),
    ("won", 40),
    amount=money(900),
    owner="li",
)
LOST = deal(("prospect", 100), ("interested", 90), ("lost", 70), owner="wang")
HERE = deal(("prospect", 30), ("interested", 20), amount=money(100), owner="li")


def test_conversion_counts_those_who_went_on_and_those_who_ended_there():
    stages = stage_figures(counted(WON, WON, LOST, HERE), least=1)
    assert [(one.advanced, one.died, one.conversion) for one in stages] == [
        (4, 0, 1.0), (2, 1, pytest.approx(2 / 3)), (2, 0, 1.0)]  # fmt: skip
    assert [one.here.open for one in stages] == [0, 1, 0]
    assert (stages[0].stayed, stages[1].stayed, stages[1].waiting) == (
        (4, 15.0), (3, 30.0), (1, 20.0))  # fmt: skip


def test_a_rate_of_few_deals_is_not_told():
    found = counted(WON, WON, LOST, HERE)
    assert [one.conversion for one in stage_figures(found, least=5)] == [None, None, None]
    assert win_rate(found.whole, 4) is None
    assert win_rate(found.whole) == pytest.approx(2 / 3)
    assert win_rate(counted().whole) is None


def test_a_closed_deal_without_a_move_on_record_is_in_no_conversion():
    bare = {"stage": "won", "status": "won", "opened_on": on(50), "closed_on": on(20)}
    found = counted(bare, {**bare, "status": "lost", "stage": "lost"})
    assert (found.wayless, [one.n for one in stage_figures(found)]) == (2, [0, 0, 0])
    assert (win_rate(found.whole), days_of(found.whole.days_won)) == (0.5, (1, 30.0))


def test_open_deals_in_a_stage_that_is_gone_count_as_in_the_first_and_are_numbered():
    found = counted({"stage": "removed", "opened_on": on(5)}, HERE)
    assert (found.astray, [one.here.open for one in found.stages]) == (1, [1, 1, 0])


def test_quarters_and_groups_hold_what_was_closed_in_them():
    found = counted(WON, LOST, HERE, tables={"customers": {}})
    assert [(key, one.won, one.lost, one.sums) for key, one in found.quarters.items()] == [
        ((2026, 3), 0, 1, {}), ((2026, 4), 1, 0, {"CNY": 90_000})]  # fmt: skip
    owners = group_figures(found, "owner", least=1)
    assert [(one.key, one.tally.won, one.tally.lost, one.tally.open, one.win_rate) for one in owners] == [
        ("li", 1, 0, 1, 1.0), ("wang", 0, 1, 0, 0.0)]  # fmt: skip
    assert [one.key for one in group_figures(found, "source", least=1)] == [""]


def test_source_and_tier_are_the_customers():
    customers = {"1": {"name": "A", "source": "web", "owner": "zhao"}, "2": {"name": "B"}}
    found = counted({**WON, "customer_id": 1, "owner": ""}, {**LOST, "customer_id": 2},
                    tables={"customers": customers}, tiers={1: "A", 2: "C"})  # fmt: skip
    assert {by: sorted(found.groups[by]) for by in found.groups} == {
        "source": ["", "web"], "tier": ["A", "C"], "owner": ["wang", "zhao"]}  # fmt: skip


def test_the_bottleneck_is_the_stage_with_the_lowest_conversion():
    found = counted(*[WON] * 30, *[LOST] * 30)
    narrow = bottleneck(stage_figures(found), found.whole)
    assert (narrow.figures.stage.key, narrow.kind, narrow.firm) == (
        "interested",
        "conversion",
        True,
    )
    near = counted(*[WON] * 30, LOST)
    assert not bottleneck(stage_figures(near), near.whole).firm


def test_without_moves_on_record_it_is_where_deals_wait_longer_than_won_ones_took():
    bare = {"stage": "won", "status": "won", "opened_on": on(50), "closed_on": on(20)}
    waiting = {"stage": "interested", "opened_on": on(200), "stage_since": f"{on(200)}T00:00:00Z"}
    found = counted(*[bare] * 20, *[waiting] * 20)
    narrow = bottleneck(stage_figures(found), found.whole)
    assert (narrow.figures.stage.key, narrow.kind) == ("interested", "waiting")
    few = counted(*[bare] * 20, waiting)
    assert bottleneck(stage_figures(few), few.whole) is None


@given(st.lists(deals(), max_size=25), st.integers(0, 400))
def test_the_groups_the_stages_and_the_quarters_add_up_to_the_whole(docs, ago):
    found = counted(*docs, ago=ago)
    for by in found.groups:
        parts = found.groups[by].values()
        for name in ("open", "won", "lost", "unpriced"):
            assert sum(getattr(one, name) for one in parts) == getattr(found.whole, name)
        for sums in ("won_sums", "open_sums"):
            assert sum(sum(getattr(one, sums).values()) for one in parts) == sum(
                getattr(found.whole, sums).values()
            )
        assert sorted(d for one in parts for d in one.days_won) == sorted(found.whole.days_won)
    assert sum(one.here.open for one in found.stages) + found.nowhere.open == found.whole.open
    closed = sum(one.won + one.lost for one in found.quarters.values())
    assert closed + found.timeless == found.whole.decided
    assert found.whole.open + found.whole.decided <= len(docs)


@given(st.lists(deals(), max_size=25), st.integers(0, 400))
def test_further_stages_are_reached_by_fewer(docs, ago):
    found = counted(*docs, ago=ago)
    reached = [one.advanced + one.died for one in found.stages]
    assert all(one.died >= 0 and one.won + one.lost <= len(docs) for one in found.stages)
    assert all(
        a.won + a.lost >= b.won + b.lost
        for a, b in zip(found.stages, found.stages[1:], strict=False)
    )
    assert len(reached) == len([s for s in STAGES if s.kind == "open"])
