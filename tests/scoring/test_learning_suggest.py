"""A suggestion: its verdict, its weights, what it leaves alone."""

import json
import random

import pytest
from learning_cases import MOMENT, Shelf, day, model_of

from tierdesk.errors import Invalid
from tierdesk.scoring.learning.outcomes import outcomes_of
from tierdesk.scoring.learning.suggest import suggested
from tierdesk.scoring.learning.suggestion import adopted
from tierdesk.scoring.learning.watch import Stopped
from tierdesk.scoring.model import Criterion, Group, ScoringModel
from tierdesk.scoring.valuemap import Linear

HAND = {"a": 60.0, "b": 20.0, "c": 20.0}


def shelf_of(n=600, tells=(0.0, 5.0, 0.0), seed=1, **more):
    """Outcomes that depend on b alone, however much the hand-set weights like a."""
    chance, shelf = random.Random(seed), Shelf()
    for at in range(n):
        values = [chance.random() for _ in tells]
        odds = sum(t * (v - 0.5) for t, v in zip(tells, values, strict=True))
        won = chance.random() < 1 / (1 + 2.718281828**-odds)
        custom = dict(zip("abc", values, strict=False)) | {
            k: f(won, chance) for k, f in more.items()
        }
        shelf.ended(won, day(at), custom=custom)
    return shelf


def suggestion(shelf, model=None, **kwargs):
    outcomes = outcomes_of(shelf.book, MOMENT)
    return suggested(shelf.book, outcomes, model or model_of(HAND), **kwargs)


def test_weights_that_earlier_outcomes_teach_and_later_ones_confirm_are_better():
    found = suggestion(shelf_of())
    assert found.verdict == "better"
    assert found.evidence.suggested.auc.value > found.evidence.current.auc.value + 0.1
    assert found.evidence.gained.low > 0
    weights = {w.criterion: w.suggested for w in found.weights}
    assert weights["b"] > 80 and sum(weights.values()) == pytest.approx(100)
    assert [w.current for w in found.weights] == [60, 20, 20]
    assert (sum(found.evidence.earlier), sum(found.evidence.later)) == (420, 180)
    assert found.evidence.since == day(420)


def test_hand_set_weights_that_are_right_already_stay_the_same():
    found = suggestion(shelf_of(), model_of({"a": 0.5, "b": 99, "c": 0.5}))
    assert found.verdict == "same"
    assert {w.criterion: w.suggested for w in found.weights}["b"] > 85


def test_chance_gives_no_signal_and_leaves_every_weight():
    found = suggestion(shelf_of(tells=(0.0, 0.0, 0.0)))
    assert found.verdict == "no_signal"
    assert all(w.suggested == w.current for w in found.weights)
    assert str(found.why).startswith("No signal")
    model = model_of(HAND)
    assert adopted(model, found) == model


@pytest.mark.parametrize("won, lost, words", [
    (0, 0, "No outcome is known yet"), (25, 0, "All 25 outcomes are of one kind"),
    (0, 25, "All 25 outcomes are of one kind"), (9, 40, "9 won and 40 lost are too few"),
    (40, 9, "40 won and 9 lost are too few"), (30, 30, "30 won and 30 lost are too few"),
])  # fmt: skip
def test_too_few_are_counted_and_nothing_is_claimed(won, lost, words):
    shelf = Shelf()
    for at in range(won + lost):
        shelf.ended(at < won, day(at), custom={"a": 1.0 * (at < won)})
    found = suggestion(shelf)
    assert (found.verdict, found.n_won, found.n_lost) == ("too_few", won, lost)
    assert words in str(found.why)
    assert found.evidence is None and found.leaks == ()
    assert all(w.suggested == w.current for w in found.weights)
    nothing = {"auc": None, "lift10": None, "brier": None}
    assert found.document()["evidence"] == {
        "current": nothing,
        "suggested": nothing,
        "split": "time",
    }


@pytest.mark.parametrize("n, verdict", [(20, "too_few"), (39, "too_few"), (40, "other")])
def test_each_side_of_the_cut_needs_ten_of_each_kind(n, verdict):
    shelf = Shelf()
    for at in range(n):
        shelf.ended(at % 2 == 0, day(at), custom={"a": at % 7 / 7, "b": at % 3 / 3})
    found = suggestion(shelf)
    assert (found.verdict == "too_few") == (verdict == "too_few") == (found.evidence is None)
    if found.evidence:
        assert min(*found.evidence.earlier, *found.evidence.later) >= 10


def test_the_document_is_what_was_promised():
    document = suggestion(shelf_of()).document()
    assert {"schema", "n_won", "n_lost", "evidence", "verdict", "leaks", "weights"} <= set(document)
    evidence = document["evidence"]
    assert evidence["split"] == "time"
    for name in ("current", "suggested", "equal", "bayes"):
        assert {"auc", "lift10", "brier"} <= set(evidence[name])
    assert {"criterion", "current", "suggested"} <= set(document["weights"][0])
    json.dumps(document, default=str)


def test_a_criterion_that_leaks_teaches_nothing_and_keeps_its_weight():
    late = {"late": lambda won, chance: 1.0 if won else 0.0}
    model = model_of(HAND | {"late": 100.0})
    found = suggestion(shelf_of(**late), model)
    assert [(leak.name, leak.field) for leak in found.leaks] == [("late", "custom.late")]
    weights = {w.criterion: w for w in found.weights}
    assert (weights["late"].current, weights["late"].suggested) == (50, 50)
    assert not weights["late"].learned and weights["b"].suggested > 40
    plain = suggestion(shelf_of(**late))
    assert found.evidence.current.auc.value == pytest.approx(plain.evidence.current.auc.value)


def test_a_criterion_that_a_person_vouches_for_teaches_although_it_leaks():
    late = {"late": lambda won, chance: 1.0 if won else 0.0}
    found = suggestion(shelf_of(**late), model_of(HAND | {"late": 100.0}), keep=["late"])
    assert found.leaks == () and [leak.name for leak in found.kept] == ["late"]
    assert {w.criterion: w.learned for w in found.weights}["late"]
    assert any(str(note).startswith("Kept, as you said: late.") for note in found.notes)
    assert found.document()["kept"][0]["field"] == "custom.late"
    with pytest.raises(Invalid, match="no field “nobody” to keep"):
        suggestion(shelf_of(), keep=["nobody"])


def test_a_field_that_no_criterion_reads_is_named_when_it_leaks():
    found = suggestion(shelf_of(late=lambda won, chance: "signed" if won else None))
    assert [leak.name for leak in found.leaks] == ["late"]


def test_nothing_is_left_when_all_that_weighs_leaks():
    late = {"late": lambda won, chance: 1.0 if won else 0.0}
    found = suggestion(shelf_of(**late), model_of({"late": 1.0, "a": 0.0}))
    assert found.verdict == "no_signal" and "leaks" in str(found.why)


def test_a_model_that_knows_none_of_these_customers_says_so():
    found = suggestion(shelf_of(n=60), model_of({"other": 1.0}))
    assert found.verdict == "no_signal"
    assert any("model from-fields" in str(note) for note in found.notes)


def test_a_criterion_that_counts_the_wrong_way_round_is_told():
    found = suggestion(shelf_of(tells=(4.0, -4.0, 0.0)))
    turned = next(w for w in found.weights if w.criterion == "b")
    assert turned.against and turned.suggested == 0
    assert any("disagree with “b”" in str(note) for note in found.notes)


def test_what_cannot_be_proven_is_told():
    shelf = shelf_of(n=60)
    shelf.add("deals", stage="won", status="won", closed_on="2026-01-01")
    notes = [str(note) for note in suggestion(shelf).notes]
    assert notes[0] == "1 closed deal without a customer was left out."
    assert notes[1].startswith("For 60 outcomes the book cannot show")


def test_outcomes_of_one_day_are_told_to_stand_in_the_order_of_rows():
    shelf = Shelf()
    for at in range(60):
        shelf.ended(at % 2 == 0, day(7), custom={"a": at % 7 / 7, "b": at % 3 / 3})
    found = suggestion(shelf)
    assert found.document()["order"] == "rows"
    assert sum("order of the rows" in str(note) for note in found.notes) == 1
    shelf.ended(True, day(8), custom={"a": 0.5, "b": 0.5})
    dated = suggestion(shelf)
    assert dated.document()["order"] == "time"
    assert not any("order of the rows" in str(note) for note in dated.notes)


def test_the_same_book_gives_the_same_suggestion():
    assert suggestion(shelf_of()).document() == suggestion(shelf_of()).document()


def test_progress_rises_to_the_end_and_may_be_stopped():
    told = []
    suggestion(shelf_of(), watch=told.append)
    assert told == sorted(told) and told[-1] == 1
    with pytest.raises(Stopped):
        suggestion(shelf_of(), watch=lambda share: share < 0.5)


def test_all_or_single_weights_go_into_a_draft():
    found, model = suggestion(shelf_of()), model_of(HAND)
    every = adopted(model, found)
    assert every.weights() == pytest.approx({w.criterion: w.suggested for w in found.weights})
    one = adopted(model, found, ["b"])
    assert one.weights() == pytest.approx(HAND | {"b": every.weights()["b"]})
    assert adopted(model, found, []) == model
    with pytest.raises(Invalid, match="nobody"):
        adopted(model, found, ["nobody"])


def test_adopting_reckons_with_the_weights_of_groups():
    groups = (
        Group("g", "", (Criterion("a", "", 3, "custom.a", Linear(0, 1)),), weight=30),
        Group("h", "", (Criterion("b", "", 1, "custom.b", Linear(0, 1)),
                        Criterion("c", "", 1, "custom.c", Linear(0, 1))), weight=20),
    )  # fmt: skip
    model = ScoringModel("open", "t", groups)
    found = suggestion(shelf_of(), model)
    wanted = {w.criterion: w.suggested for w in found.weights}
    shares = adopted(model, found).weights()
    assert {k: 100 * v / sum(shares.values()) for k, v in shares.items()} == pytest.approx(wanted)
