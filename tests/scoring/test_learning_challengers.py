"""Drafts in the book as challengers: since when, of whose outcomes, against what, and in which words."""

import copy
import random

import pytest
from learning_cases import MOMENT, Shelf, day, model_of

from tierdesk.scoring.kept_versions import can_be_tried, versions_of
from tierdesk.scoring.learning.challenger_wording import in_figures, in_line, in_short, in_words
from tierdesk.scoring.learning.challengers import challengers
from tierdesk.scoring.model import to_document

GOOD, BAD = model_of({"a": 0.001, "b": 1.0}), model_of({"a": 1.0, "b": 0.001})
SAVED = f"{day(100)}T12:00:00Z"


def kept(shelf, model, status, **doc):
    """A version in the book."""
    number = len(shelf.tables.get("scoring_models", {})) + 2
    return shelf.add(
        "scoring_models", **{**to_document(model), "version": number, "status": status, **doc}
    )


def shelf_of(n=300, industry="", champion=BAD, draft=GOOD, **stamps):
    """One decision a day, told by b; a champion and a draft that was saved on day 100."""
    chance, shelf = random.Random(1), Shelf()
    for at in range(n):
        a, b = chance.random(), chance.random()
        shelf.ended(chance.random() < b, day(at), custom={"a": a, "b": b}, industry=industry)
    if champion is not None:
        kept(shelf, champion, "active", published_at=stamps.get("published", ""))
    if draft is not None:
        kept(shelf, draft, "draft", created_at=SAVED)
    return shelf


def tried(shelf):
    book = shelf.book
    drafts = [version for version in versions_of(book) if can_be_tried(version)]
    return list(challengers(book, MOMENT, drafts).values())


def test_only_what_was_decided_after_the_draft_was_saved_counts():
    (one,) = tried(shelf_of())
    assert (one.version, one.against, one.day) == (3, 2, day(100))
    assert one.contest.n_won + one.contest.n_lost == 199
    assert one.contest.verdict == "better" and one.enough
    assert one.contest.draft.auc.value > one.contest.active.auc.value


def test_a_champion_that_was_published_later_has_not_learned_from_what_counts():
    (one,) = tried(shelf_of(published=f"{day(250)}T12:00:00Z"))
    assert (one.day, one.contest.n_won + one.contest.n_lost) == (day(250), 49)


def test_a_new_decision_is_one_outcome_more_without_anything_being_kept():
    shelf = shelf_of(0)
    assert [one.contest.n_won for one in tried(shelf)] == [0]
    shelf.ended(True, day(101), custom={"a": 1.0, "b": 0.0})
    before = copy.deepcopy(shelf.tables)
    (one,) = tried(shelf)
    assert (one.contest.n_won, one.contest.n_lost, one.contest.verdict) == (1, 0, "too_few")
    assert shelf.tables == before


def test_nine_of_a_kind_are_too_few_and_ten_are_compared():
    shelf = shelf_of(0)
    for at in range(19):
        shelf.ended(at % 2 == 0, day(101 + at), custom={"a": float(at % 2), "b": 1.0 - at % 2})
    (one,) = tried(shelf)
    assert (one.contest.n_won, one.contest.n_lost, one.contest.verdict) == (10, 9, "too_few")
    assert one.contest.draft is None
    shelf.ended(False, day(130), custom={"a": 1.0, "b": 0.0})
    (one,) = tried(shelf)
    assert one.contest.verdict == "better" and one.contest.draft.auc.value == 1.0


def test_the_customers_of_a_variant_are_tried_by_its_own_draft_alone():
    shelf = shelf_of(120, industry="retail", draft=None)
    kept(shelf, model_of({"a": 1.0, "b": 0.5}, industries=("retail",)), "active")
    kept(shelf, GOOD, "draft", created_at="2024-12-01T00:00:00Z")
    kept(shelf, model_of({"a": 0.1, "b": 1.0}, industries=("retail",)), "draft",
         created_at="2024-12-01T00:00:00Z")  # fmt: skip
    general, variant = tried(shelf)
    assert general.contest.n_won + general.contest.n_lost == 0
    assert (variant.against, variant.contest.n_won + variant.contest.n_lost) == (3, 120)


def test_a_draft_for_signed_customers_is_not_tried():
    shelf = shelf_of(10)
    kept(shelf, model_of({"a": 1.0}), "draft", kind="signed")
    assert len(tried(shelf)) == 1


@pytest.mark.parametrize(("made", "words", "short"), [
    (shelf_of(110), "9 outcomes so far", "challenger v3: 9 outcomes"),
    (shelf_of(), "The evidence is enough", "challenger v3: better on 199"),
    (shelf_of(champion=GOOD, draft=BAD), "ranks worse than version 2", "challenger v3: worse on 199"),
    (shelf_of(champion=GOOD, draft=GOOD), "not enough yet", "challenger v3: level on 199"),
], ids=["few", "better", "worse", "level"])  # fmt: skip
def test_it_is_said_how_far_the_evidence_is(made, words, short):
    (one,) = tried(made)
    assert words in str(in_words(one)) and str(in_short(one)) == short
    assert f"{one.contest.n_won + one.contest.n_lost} outcomes" in str(in_line(one))
    assert in_figures(one)[0] == in_words(one)
    document = one.document()
    assert document["enough"] is one.enough and document["needed"] == 10
    if one.contest.draft is not None:
        assert f"{one.contest.draft.auc.value:.2f}" in str(in_words(one))
        assert len(in_figures(one)) == 3
