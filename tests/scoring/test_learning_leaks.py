"""Fields that know the outcome are named with a reason, honest ones are not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierdesk.scoring.learning.leaks import Column, as_numbers, is_filled, leaks_of

N = 400
WON = np.arange(N) % 4 == 0
HONEST = Column(
    "honest", "custom.honest", np.random.default_rng(9).choice(["a", "b"], N).tolist(), ["a"] * 50
)


def named(*columns, won=WON):
    return {leak.name: str(leak.why) for leak in leaks_of(columns, won)}


def test_what_is_filled_once_it_is_decided():
    closed = Column("closed", "custom.closed", ["2026-01-01"] * N, [None] * 50)
    found = named(closed, HONEST)
    assert list(found) == ["closed"]
    assert found["closed"].startswith(
        "Filled for 100 % of what is decided and for 0 of the 50 still"
    )


def test_leads_typed_in_by_hand_lack_every_column_of_a_table_and_that_is_no_sign():
    columns = [Column(f"c{i}", f"custom.c{i}", ["a"] * N, [None] * 50) for i in range(5)]
    assert named(*columns) == {}


def test_what_is_filled_for_one_kind_only():
    value = Column(
        "value", "custom.value", [{"minor": 100 * w, "currency": "USD"} for w in WON.tolist()]
    )
    reason = Column("reason", "custom.reason", [None if w else "price" for w in WON])
    found = named(value, reason, HONEST)
    assert found["value"].startswith("Filled for 100 % of the won and 0 % of the lost")
    assert set(found) == {"value", "reason"}


def test_what_parts_won_from_lost_alone():
    noise = np.random.default_rng(1)
    stars = Column("stars", "custom.stars", (1 + WON * 5 + noise.random(N)).tolist())
    turned = Column("turned", "custom.turned", (9 - WON * 5 + noise.random(N)).tolist())
    words = Column("words", "custom.words", ["signed" if w else "thanks" for w in WON])
    found = named(stars, turned, words, HONEST)
    assert set(found) == {"stars", "turned", "words"}
    assert all("almost perfectly alone (AUC 1.000)" in why for why in found.values())


def test_an_edge_beyond_which_nobody_was_won():
    """As the length of a call: a short one never ended well."""
    noise = np.random.default_rng(2)
    seconds = np.where(WON, noise.uniform(100, 900, N), noise.uniform(0, 400, N))
    found = named(Column("seconds", "custom.seconds", seconds.tolist()))
    assert "so sharp an edge is seldom known before the decision" in found["seconds"]
    turned = named(Column("seconds", "custom.seconds", (-seconds).tolist()))
    assert turned == found


def test_a_value_that_stood_before_the_decision_is_not_suspected():
    noise = np.random.default_rng(2)
    seconds = np.where(WON, noise.uniform(100, 900, N), noise.uniform(0, 400, N)).tolist()
    assert named(Column("seconds", "custom.seconds", seconds, proven=True)) == {}


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.floats(-0.8, 0.8))
def test_a_figure_that_tells_as_much_as_figures_do_is_not_named(seed, strength):
    noise = np.random.default_rng(seed)
    values = noise.normal(0, 1, N)
    won = noise.random(N) < 1 / (1 + np.exp(1 - strength * values))
    assert named(Column("figure", "custom.figure", values.tolist()), won=won) == {}


def test_a_word_that_occurs_once_says_nothing():
    names = Column("name", "custom.name", [f"customer {i}" for i in range(N)])
    assert named(names) == {}
    assert as_numbers(names.decided, WON) == pytest.approx(np.full(N, WON.mean()))


def test_few_outcomes_are_not_suspected():
    few = np.arange(16) < 8
    assert named(Column("x", "custom.x", [1.0 + w for w in few.tolist()]), won=few) == {}


@pytest.mark.parametrize("value, filled", [
    (None, False), ("", False), (0, False), (0.0, False), (False, False), ([], False), ({}, False),
    ({"minor": 0, "currency": "USD"}, False), ({"minor": 1, "currency": "USD"}, True), ("0", True),
    (1, True), (True, True),
])  # fmt: skip
def test_filled_is_neither_empty_nor_zero(value, filled):
    assert is_filled(value) is filled
