"""A model over the fields of a table: what becomes of each field, and what is left out."""

import random

import numpy as np
import pytest
from learning_cases import MOMENT, Shelf

from tierdesk.errors import Invalid, Refused
from tierdesk.scoring.default_model import open_model
from tierdesk.scoring.learning.field_maps import map_of
from tierdesk.scoring.learning.fields import drafted
from tierdesk.scoring.learning.outcomes import outcomes_of
from tierdesk.scoring.model import from_document, to_document
from tierdesk.scoring.valuemap import Bands, Enum, Flag, Linear

WON = np.arange(400) % 2 == 0
CHANCE = random.Random(3)


def numbers(of_won, of_lost):
    return [CHANCE.gauss(of_won if won else of_lost, 1) for won in WON]


def test_a_number_runs_between_its_quantiles_in_the_direction_that_wins():
    values = numbers(1, 0)
    rising, falling = map_of(values, WON), map_of([-v for v in values], WON)
    assert isinstance(rising, Linear) and rising.lo < rising.hi
    assert isinstance(falling, Linear) and falling.lo > falling.hi
    assert rising.lo == pytest.approx(np.quantile(values, 0.05), rel=0.01)
    assert rising.hi == pytest.approx(np.quantile(values, 0.95), rel=0.01)


def test_a_number_whose_middle_wins_becomes_bands():
    values = [
        CHANCE.uniform(-1, 1) if won else CHANCE.choice((-2, 2)) + CHANCE.random() / 2
        for won in WON
    ]
    found = map_of(values, WON)
    assert isinstance(found, Bands)
    assert found(0.0) > 0.8 and found(2.4) < 0.2 and found(-2.0) < 0.2


def test_a_number_that_is_nearly_always_the_same_runs_between_its_ends():
    found = map_of([999.0] * 390 + [float(v) for v in range(10)], WON)
    assert {found.lo, found.hi} == {0, 999}


def test_words_stand_by_the_share_won_among_them_pulled_to_the_middle():
    often = [("good" if CHANCE.random() < 0.9 else "rare") if won else "bad" for won in WON]
    found = map_of([*often, "once"], np.append(WON, True))
    assert isinstance(found, Enum)
    assert found("good") > 0.95 and found("bad") < 0.05 and 0.5 < found("once") < 0.75
    assert found("never seen") == 0.5


def test_words_that_hardly_differ_do_not_span_the_whole_range():
    words = ["x" if at % 4 < 2 else "y" for at in range(400)]
    words[0] = words[4] = "y"
    found = map_of(words, WON)
    assert found is None or abs(found("x") - found("y")) < 0.05


def test_yes_and_no_take_the_direction_that_wins():
    found = map_of([not won for won in WON.tolist()], WON)
    assert isinstance(found, Flag) and (found.yes, found.no) == (0, 1)


@pytest.mark.parametrize("values", [[None] * 400, [5] * 400, ["x"] * 400, [[]] * 400])
def test_what_says_the_same_of_everybody_has_no_map(values):
    assert map_of(values, WON) is None


def shelf_of(n=400):
    chance, shelf = random.Random(5), Shelf()
    for at in range(n):
        won = at % 2 == 0
        shelf.told(
            won, size=chance.gauss(3.0 if won else 2.5, 1), colour=chance.choice(["red", "blue"]),
            vip=chance.random() < (0.6 if won else 0.4), told_on=f"2026-01-{at % 27 + 1:02}",
            serial=f"S{at}", same="x", seldom=1 if at == 3 else None,
            paid=100 if won else 0,
        )  # fmt: skip
    return shelf


def draft_of(shelf, *keep):
    return drafted(shelf.book, outcomes_of(shelf.book, MOMENT, "y"), open_model(), keep)


def test_fields_become_criteria_of_equal_weight_and_the_rest_is_left_out_with_a_reason():
    found = draft_of(shelf_of())
    model = found.model
    assert {c.key: type(c.map) for c in model.criteria} == {
        "colour": Enum, "size": Linear, "vip": Flag,
    }  # fmt: skip
    assert list(model.weights().values()) == pytest.approx([100 / 3] * 3)
    assert [c.source for c in model.criteria] == ["custom.colour", "custom.size", "custom.vip"]
    assert {field: str(why)[:20] for field, why in found.left_out} == {
        "paid": "Filled for 100 % of ", "told_on": "It holds dates, whic", "serial": "It holds 280 differe",
        "same": "It says the same of ", "seldom": "It is hardly ever fi",
    }  # fmt: skip
    assert [leak.name for leak in found.leaks] == ["paid"]


def test_the_draft_is_sound_keeps_the_gates_and_can_be_kept():
    found = draft_of(shelf_of()).model
    assert found.kind == "open" and found.gates == open_model().gates
    assert from_document(to_document(found)) == found
    steps = [least for _, least in found.scheme.thresholds]
    assert 100 > steps[0] > steps[1] > steps[2] > 0


def test_what_a_value_is_worth_is_learned_from_the_earlier_outcomes_alone():
    shelf = shelf_of()
    before = draft_of(shelf).model
    for key, doc in shelf.tables["customers"].items():
        if int(key) > 280:
            doc["custom"] |= {"size": 1000.0, "colour": "green", "vip": True}
    assert draft_of(shelf).model == before


def test_too_few_or_one_kind_or_nothing_to_build_on_is_refused():
    shelf = Shelf()
    for at in range(40):
        shelf.told(at < 5, size=at)
    with pytest.raises(Refused, match="5 won and 35 lost are too few"):
        draft_of(shelf)
    bare = Shelf()
    for at in range(40):
        bare.told(at % 2 == 0, same="x")
    with pytest.raises(Refused, match="No field is left"):
        draft_of(bare)


def test_nothing_left_names_every_field_with_its_reason_and_how_to_keep_one():
    shelf = Shelf()
    for at in range(60):
        shelf.told(at % 2 == 0, same="x", paid=100 if at % 2 == 0 else 0)
    with pytest.raises(Refused) as refusal:
        draft_of(shelf)
    told = str(refusal.value)
    assert "same: It says the same of nearly everybody." in told
    assert "paid: Filled for 100 % of the won" in told
    assert told.endswith("model from-fields --outcome y paid.")


def test_a_field_that_a_person_vouches_for_is_kept():
    found = draft_of(shelf_of(), "paid")
    assert "paid" in {c.key for c in found.model.criteria}
    assert [leak.name for leak in found.kept] == ["paid"] and found.leaks == ()
    assert "paid" not in {field for field, _ in found.left_out}
    assert draft_of(shelf_of(), "custom.paid").model == found.model
    with pytest.raises(Invalid, match="no field “nothing” to keep"):
        draft_of(shelf_of(), "nothing")
