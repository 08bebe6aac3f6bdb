"""Champion and challenger on what was decided since the draft was saved."""

import random

from learning_cases import MOMENT, Shelf, day, model_of

from tierdesk.scoring.learning.challenge import challenge, saved_at
from tierdesk.scoring.learning.outcomes import outcomes_of

GOOD, BAD = model_of({"a": 0.0, "b": 1.0}), model_of({"a": 1.0, "b": 0.0})


def shelf_of(n=300):
    chance, shelf = random.Random(1), Shelf()
    for at in range(n):
        a, b = chance.random(), chance.random()
        shelf.ended(chance.random() < b, day(at), custom={"a": a, "b": b})
    return shelf


def contest(active, draft, since, shelf=None):
    book = (shelf or shelf_of()).book
    return challenge(book, outcomes_of(book, MOMENT), active, draft, since)


def test_the_better_draft_wins_and_the_worse_one_loses():
    since = f"{day(100)}T12:00:00Z"
    found = contest(BAD, GOOD, since)
    assert (found.verdict, found.n_won + found.n_lost) == ("better", 199)
    assert found.draft.auc.value > 0.7 > found.active.auc.value and found.gained.low > 0
    assert found.draft.brier < found.active.brier
    assert contest(GOOD, BAD, since).verdict == "worse"
    assert contest(GOOD, GOOD, since).verdict == "same"


def test_what_was_decided_before_it_was_saved_does_not_count():
    found = contest(BAD, GOOD, f"{day(295)}T00:00:00Z")
    assert (found.verdict, found.n_won + found.n_lost) == ("too_few", 4)
    assert found.document()["draft"] is None and found.document()["verdict"] == "too_few"


def test_a_draft_older_than_all_outcomes_has_an_order_but_no_promise():
    found = contest(BAD, GOOD, "2020-01-01T00:00:00Z")
    assert found.verdict == "better" and found.draft.brier is None
    assert found.document()["draft"]["brier"] is None


def test_the_hour_counts_where_the_history_knows_it():
    shelf = shelf_of(0)
    for at in range(40):
        number = shelf.ended(at % 2 == 0, "2026-05-10", custom={"a": 0.5, "b": at / 40})
        hour = 8 + at % 2 if at < 20 else 10
        shelf.changed(f"2026-05-10T{hour:02}:00:00Z", "deals", number, status=[None, "won"])
    after = outcomes_of(shelf.book, MOMENT).after("2026-05-10T09:00:00Z")
    assert len(after.decided) == 20


def test_a_draft_that_was_edited_starts_again():
    shelf = Shelf()
    shelf.made("2026-01-01T00:00:00Z", "scoring_models", 1)
    shelf.changed("2026-02-01T00:00:00Z", "scoring_models", 1, name=["a", "b"])
    shelf.changed("2026-03-01T00:00:00Z", "scoring_models", 2, name=["a", "b"])
    assert saved_at(shelf.book, "scoring_models", 1, "x") == "2026-02-01T00:00:00Z"
    assert saved_at(shelf.book, "scoring_models", 9, "2026-01-05") == "2026-01-05"
