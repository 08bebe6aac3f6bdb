"""Thresholds from data, and what tiers ask of a week."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Book
from tierdesk.errors import Invalid
from tierdesk.scoring.default_model import open_model
from tierdesk.scoring.drafting import with_thresholds
from tierdesk.scoring.model import Scheme
from tierdesk.scoring.soundness import TIERS
from tierdesk.scoring.whole.cuts import by_capacity, by_shares
from tierdesk.scoring.whole.load import load, usual_minutes
from tierdesk.triage.policy import OPEN, SIGNED

SCORES = st.lists(st.floats(0, 100) | st.integers(0, 20).map(lambda n: 5.0 * n), min_size=1, max_size=60)  # fmt: skip


def counts(scores, thresholds, tiers=TIERS):
    steps = [least - 1e-9 for _, least in reversed(thresholds)]
    rungs = np.searchsorted(steps, np.array(scores), side="right")
    found = np.bincount(rungs, minlength=len(tiers)).tolist()
    return dict(zip(reversed(tiers), found, strict=True))


def test_a_fifth_of_the_customers_is_the_first_tier():
    scores = np.arange(100) / 1.0
    assert by_shares(scores, {"A": 20}) == (("A", 80.0),)
    assert counts(scores, by_shares(scores, {"A": 20}), "AB") == {"A": 20, "B": 80}


def test_shares_add_up_from_the_best_down():
    scores = np.random.default_rng(1).uniform(0, 100, 1000)
    found = by_shares(scores, {"A": 20, "B": 30, "C": 30})
    assert counts(scores, found) == {"A": 200, "B": 300, "C": 300, "D": 200}


def test_a_threshold_is_the_shortest_number_between_two_customers():
    assert by_shares(np.array([74.63, 74.21]), {"A": 50}) == (("A", 74.6),)
    assert by_shares(np.array([74.63, 71.2]), {"A": 50}) == (("A", 74.0),)
    assert by_shares(np.array([74.6312, 74.6309]), {"A": 50}) == (("A", 74.631),)


def test_who_is_level_stays_together():
    assert counts([60, 60, 60, 10], by_shares(np.array([60, 60, 60, 10.0]), {"A": 25}), "AB") == {
        "A": 3, "B": 1,
    }  # fmt: skip


def test_a_tier_without_a_share_is_left_empty():
    scores = np.array([90.0, 50.0])
    assert counts(scores, by_shares(scores, {"A": 0, "B": 50}), "ABC") == {"A": 0, "B": 1, "C": 1}


@given(SCORES, st.lists(st.floats(0, 33), min_size=1, max_size=3))
def test_thresholds_by_shares_always_make_a_scheme(scores, shares):
    found = by_shares(np.array(scores), dict(zip(TIERS, shares, strict=False)))
    steps = [least for _, least in found]
    assert steps == sorted(set(steps), reverse=True)
    assert all(0 < step <= 100 for step in steps)


@given(SCORES, st.lists(st.floats(0, 33), min_size=3, max_size=3))
def test_no_tier_and_those_above_it_fall_short_of_their_share(scores, shares):
    found = by_shares(np.array(scores), dict(zip(TIERS, shares, strict=False)))
    held = counts(scores, found)
    wanted = inside = 0.0
    for tier, share in zip(TIERS, shares, strict=False):
        wanted, inside = wanted + share / 100 * len(scores), inside + held[tier]
        if min(scores) >= 1:  # thresholds lie above zero
            assert inside >= wanted - 0.5 - 1e-6


@pytest.mark.parametrize("shares", [{"A": -1}, {"A": 60, "B": 50}, {"A": float("nan")}])
def test_shares_that_are_none_are_refused(shares):
    with pytest.raises(Invalid):
        by_shares(np.array([1.0]), shares)


def test_without_customers_there_is_nothing_to_take_thresholds_from():
    for found in (by_shares, lambda scores, _: by_capacity(scores, OPEN, 10)):
        with pytest.raises(Invalid):
            found(np.array([]), {"A": 20})


@given(
    st.lists(st.integers(0, 999).map(lambda n: n / 10), min_size=1, max_size=60),
    st.sampled_from((OPEN, SIGNED)),
    st.floats(0.5, 200),
)
def test_contacts_of_the_proposed_tiers_fit_the_week(scores, policies, slots):
    try:
        found = by_capacity(np.array(scores), policies, slots)
    except Invalid:
        assert load({"D": len(scores)}, policies)["D"] > slots
        return
    assert sum(load(counts(scores, found), policies).values()) <= slots + 1e-6


def test_capacity_is_used_and_shared_out():
    """60 slots: A holds half of what the week has beside the last tier's calls, at its pace."""
    scores = np.random.default_rng(2).uniform(0, 100, 500)
    found = by_capacity(scores, OPEN, 60)
    asked = load(counts(scores, found), OPEN)
    assert 55 < sum(asked.values()) <= 60
    assert asked["A"] > asked["B"] > asked["C"]
    assert with_thresholds(open_model(), dict(found)).scheme == Scheme(found)


def test_room_for_all_makes_everybody_the_best():
    scores = np.array([10.0, 20.0, 30.0])
    assert counts(scores, by_capacity(scores, OPEN, 1000)) == {"A": 3, "B": 0, "C": 0, "D": 0}


def test_two_tiers_can_share_a_week():
    scores = np.arange(1.0, 101.0)
    policies = {"A": OPEN["A"], "B": OPEN["D"]}
    found = by_capacity(scores, policies, 30, ("A", "B"))
    assert sum(load(counts(scores, found, "AB"), policies).values()) <= 30
    assert counts(scores, found, "AB")["A"] == 9


def test_the_usual_length_of_a_contact_is_the_median():
    def of(*lengths, others=1):
        touches = [{"minutes": n} for n in lengths] + [{"customer_id": 1}] * others
        return usual_minutes(Book({"touches": {str(i): t for i, t in enumerate(touches, 1)}}))

    assert of(*range(1, 10)) is None, "nine are too few"
    assert of(*range(1, 11)) == 5.5
    assert of(*range(1, 11), 0, "x", -5) == 5.5
    assert of(*range(1, 11), others=11) is None, "most contacts state none"


def test_load_is_contacts_a_week_at_the_pace_of_each_tier():
    paces = {tier: SimpleNamespace(ideal_days=days) for tier, days in (("A", 3), ("B", 7))}
    assert load({"A": 6, "B": 5}, paces) == pytest.approx({"A": 14, "B": 5})
