"""Value maps: between 0 and 1, monotone where they should be, and readable back."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.errors import Invalid
from tierdesk.scoring.valuemap import (
    Bands,
    DecaySum,
    Enum,
    Flag,
    Inverse,
    Linear,
    Log,
    Rfm,
    read_map,
    write_map,
)

figures = st.floats(-1e9, 1e9)
shares = st.floats(0, 1)
RISING = [Linear(0, 5), Log(5, 1000), DecaySum({"call": 2}, 6), DecaySum({"call": 2}, 6, 10), Rfm()]
FALLING = [Linear(90, 0), Log(1000, 5), Inverse(30), Bands(((30, 1.0), (90, 0.7)), 0.1)]


@pytest.mark.parametrize("value_map", RISING + FALLING, ids=repr)
@given(one=figures, other=figures)
def test_a_value_map_of_numbers_is_monotone_and_stays_between_0_and_1(value_map, one, other):
    low, high = sorted((one, other))
    first, second = value_map(low), value_map(high)
    assert 0 <= first <= 1
    assert 0 <= second <= 1
    assert first <= second if value_map in RISING else first >= second


def test_a_linear_map_is_straight_between_its_ends():
    assert [Linear(0, 5)(x) for x in (-1, 0, 1, 2.5, 5, 9)] == [0, 0, 0.2, 0.5, 1, 1]


def test_a_log_map_is_even_in_ratios():
    found = [Log(10, 1000)(x) for x in (0, 1, 10, 100, 1000, 10_000)]
    assert found == pytest.approx([0, 0, 0, 0.5, 1, 1])


def test_an_inverse_map_gives_a_half_at_its_scale():
    assert Inverse(30)(30) == 0.5
    assert Inverse(30)(0) == 1


def test_a_band_reaches_up_to_its_limit():
    bands = Bands(((30, 1.0), (90, 0.7)), 0.2)
    assert [bands(x) for x in (0, 30, 30.5, 90, 91)] == [1, 1, 0.7, 0.7, 0.2]


def test_a_word_that_is_not_listed_has_the_other_value():
    words = Enum({"leader": 1.0, "minor": 0.2}, 0.4)
    assert [words(x) for x in ("leader", "minor", "giant")] == [1, 0.2, 0.4]


def test_yes_and_no_have_their_values():
    assert (Flag()(True), Flag()(False), Flag(0.2, 0.9)(True)) == (1, 0, 0.2)


def test_rfm_scores_stand_in_quarters():
    assert [Rfm()(x) for x in (1, 2, 3, 4, 5)] == [0, 0.25, 0.5, 0.75, 1]


def test_decayed_points_saturate():
    value_map = DecaySum({"call": 2}, 6)
    assert value_map(0) == 0
    assert value_map(6) == pytest.approx(1 - math.exp(-1))
    assert DecaySum({"call": 2}, 6, 3)(60) == pytest.approx(1 - math.exp(-0.5))


@pytest.mark.parametrize(
    "value_map", [*RISING, *FALLING, Enum({"a": 0.3}, 0.1), Flag(0.7, 0.2)], ids=repr
)
def test_a_value_map_is_read_back_as_it_was_written(value_map):
    assert read_map(write_map(value_map)) == value_map


@pytest.mark.parametrize(
    "doc, fault",
    [
        ({"kind": "cubic"}, "is no value map"),
        ({"kind": "linear", "lo": 1, "hi": 1}, "different numbers"),
        ({"kind": "linear", "lo": 1}, "needs a number under “hi”"),
        ({"kind": "linear", "lo": 0, "hi": float("nan")}, "needs a number under “hi”"),
        ({"kind": "log", "lo": 0, "hi": 5}, "greater than zero"),
        ({"kind": "log", "lo": 1e15, "hi": 1e15 + 0.125}, "different numbers"),
        ({"kind": "inverse", "scale": -1}, "greater than zero"),
        ({"kind": "enum", "table": {"a": 1.2}}, "between 0 and 1"),
        ({"kind": "enum"}, "needs a table"),
        ({"kind": "bands", "steps": [], "above": 1}, "at least one limit"),
        ({"kind": "decay_sum", "points": {"call": -1}, "saturation": 6}, "zero or more"),
        (
            {
                "kind": "bands",
                "steps": [{"upto": 90, "value": 1}, {"upto": 30, "value": 0.5}],
                "above": 0,
            },
            "The bands up to 90 and up to 30 overlap",
        ),
    ],
)
def test_a_faulty_value_map_is_refused_by_name(doc, fault):
    with pytest.raises(Invalid, match=fault):
        read_map(doc)


def test_the_smallest_amount_there_is_has_a_value():
    assert Log(1000, 5)(5e-324) == 1
    assert Log(5, 1000)(5e-324) == 0
