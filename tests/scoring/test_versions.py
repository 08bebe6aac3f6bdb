"""Versions of models: what holds when, and what the Changes write that publish and go back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tierdesk.domain.book import Book
from tierdesk.domain.document import stamp
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage
from tierdesk.errors import Invalid, Refused
from tierdesk.scoring import drafting as draft
from tierdesk.scoring.default_model import all_models_of, models_of, open_model, signed_model
from tierdesk.scoring.grade import bound_graders
from tierdesk.scoring.migration import migration_of
from tierdesk.scoring.model import to_document
from tierdesk.scoring.versions import (
    active,
    base_at,
    draft_dropped,
    draft_saved,
    find,
    models_at,
    models_with,
    published,
    rolled_back,
    unreadable,
    variant_ended,
    versions_of,
)
from tierdesk.scoring.wording import difference

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OPEN, SIGNED = open_model(), signed_model()
BOLD = draft.with_weight(OPEN, "interest", 40)


def made(book, change):
    """The book after a Change, new documents with the next numbers."""
    tables = {"scoring_models": {str(i): dict(doc) for i, doc in book.rows("scoring_models")}}
    docs, ids = tables["scoring_models"], {}
    for edit in change.edits:
        if edit.id < 0:
            ids[edit.id] = max(map(int, docs), default=0) + 1
        key = str(ids.get(edit.id, edit.id))
        assert docs.get(key) == (edit.before and dict(edit.before))
        docs.pop(key, None)
        if edit.after is not None:
            docs[key] = dict(edit.after)
    return Book({**tables, "customers": {str(i): d for i, d in book.rows("customers")}})


def numbers(book):
    return {(v.number, v.model.kind): v.model.status for v in versions_of(book)}


def publish(book, model, at=NOW, **more):
    return made(book, published(book, model, **{"note": "why", "author": "li", "now": at} | more))


def test_a_new_book_has_version_1_of_both_kinds():
    book = Book({})
    assert numbers(book) == {(1, "open"): "active", (1, "signed"): "active"}
    assert active(book, "open").model == OPEN
    assert [v.id for v in versions_of(book)] == [None, None]


def test_publishing_puts_a_model_in_force_and_archives_the_one_before():
    book = publish(Book({}), BOLD, migration={("A", "B"): 3, ("B", "B"): 5})
    assert numbers(book) == {
        (1, "open"): "archived",
        (1, "signed"): "active",
        (2, "open"): "active",
    }
    version = find(book, 2)
    assert difference(version.model, BOLD) == ()
    assert (version.model.note, version.model.author, version.model.parent) == ("why", "li", 1)
    assert version.published_at == version.created_at == stamp(NOW)
    assert version.migration == {("A", "B"): 3, ("B", "B"): 5}
    assert find(book, 1, "open").archived_at == stamp(NOW)
    assert models_of(book)[0] == version.model


def test_the_model_that_a_book_begins_with_is_written_down_before_it_goes():
    """A later release may begin with another one; what was graded stays what it was."""
    book = publish(Book({}), BOLD)
    kept = find(book, 1, "open")
    assert kept.id is not None
    assert difference(kept.model, OPEN) == ()


def test_numbers_are_unique_and_rise_over_both_kinds():
    book = publish(publish(Book({}), BOLD), draft.with_weight(SIGNED, "amount", 40))
    assert numbers(book) == {
        (1, "open"): "archived", (1, "signed"): "archived", (2, "open"): "active", (3, "signed"): "active",
    }  # fmt: skip


def test_a_draft_changes_no_score_and_is_published_in_its_place():
    first = made(Book({}), draft_saved(Book({}), BOLD, author="li", now=NOW, note="try"))
    assert models_of(first) == (OPEN, SIGNED)
    kept = find(first, 2)
    assert (kept.model.status, kept.model.parent, kept.model.note) == ("draft", 1, "try")
    book = publish(first, kept.model, NOW + DAY, draft_id=kept.id, note="")
    assert numbers(book)[2, "open"] == "active"
    assert find(book, 2).id == kept.id
    assert find(book, 2).model.note == "try"
    assert (find(book, 2).created_at, find(book, 2).published_at) == (stamp(NOW), stamp(NOW + DAY))


def test_a_draft_that_was_overtaken_gets_the_next_number():
    book = made(Book({}), draft_saved(Book({}), BOLD, author="li", now=NOW))
    kept = find(book, 2)
    book = publish(book, draft.with_weight(OPEN, "size", 1))
    assert find(book, 3).model.status == "active"
    book = publish(book, kept.model, draft_id=kept.id)
    assert numbers(book)[4, "open"] == "active"
    assert (2, "open") not in numbers(book)
    assert find(book, 4).model.parent == 1


def test_saving_a_draft_again_keeps_its_number_and_its_birth():
    book = made(Book({}), draft_saved(Book({}), BOLD, author="li", now=NOW))
    again = draft.with_weight(find(book, 2).model, "size", 1)
    book = made(
        book, draft_saved(book, again, author="wang", now=NOW + DAY, draft_id=find(book, 2).id)
    )
    assert [v.number for v in versions_of(book)] == [1, 1, 2]
    assert (find(book, 2).created_at, find(book, 2).model.author) == (stamp(NOW), "wang")
    assert find(book, 2).model.weights()["size"] != OPEN.weights()["size"]


def test_rolling_back_publishes_the_old_version_as_a_new_one():
    book = publish(Book({}), BOLD)
    change = rolled_back(book, find(book, 1, "open"), author="li", now=NOW + DAY)
    book = made(book, change)
    assert numbers(book) == {
        (1, "open"): "archived", (1, "signed"): "active", (2, "open"): "archived", (3, "open"): "active",
    }  # fmt: skip
    assert difference(find(book, 3).model, OPEN) == ()
    assert find(book, 3).model.parent == 1
    assert change.args["old"] == 1


def test_what_would_change_nothing_is_no_change():
    assert published(Book({}), OPEN, note="x", author="li", now=NOW).empty
    book = publish(Book({}), BOLD)
    assert published(book, BOLD, note="x", author="li", now=NOW).empty


@pytest.mark.parametrize("attempt, fault", [
    (lambda b: published(b, BOLD, note="  ", author="li", now=NOW), "a note that says why"),
    (lambda b: rolled_back(b, find(b, 2), author="li", now=NOW), "Version 2 is active already"),
    (lambda b: rolled_back(b, find(b, 3), author="li", now=NOW), "is a draft; publish it instead"),
    (lambda b: draft_dropped(b, find(b, 2)), "Version 2 is no draft"),
    (lambda b: draft_dropped(b, find(b, 1, "signed")), "Version 1 is no draft"),
    (lambda b: variant_ended(b, find(b, 2), now=NOW), "only a variant can end"),
    (lambda b: draft_saved(b, BOLD, author="li", now=NOW, draft_id=2), "not there any more"),
    (lambda b: draft_saved(b, BOLD, author="li", now=NOW, draft_id=9), "not there any more"),
    (lambda b: find(b, 9), "There is no version 9"),
    (lambda b: find(b, 1), "several versions 1"),
])  # fmt: skip
def test_what_cannot_be_is_refused_in_one_sentence(attempt, fault):
    book = publish(Book({}), BOLD)
    book = made(book, draft_saved(book, OPEN, author="li", now=NOW))
    with pytest.raises((Refused, Invalid), match=fault):
        attempt(book)


def test_a_draft_is_dropped():
    book = made(Book({}), draft_saved(Book({}), BOLD, author="li", now=NOW))
    assert numbers(made(book, draft_dropped(book, find(book, 2)))) == numbers(Book({}))


RETAIL = replace(draft.with_weight(OPEN, "interest", 30), industries=("retail",), inherits=True)


def test_a_variant_is_published_beside_the_model_of_its_kind_and_follows_it():
    book = publish(Book({}), RETAIL)
    assert numbers(book) == {(1, "open"): "active", (1, "signed"): "active", (2, "open"): "active"}
    assert find(book, 2).model.parent == 1
    assert models_of(book)[0] == OPEN
    book = publish(book, draft.with_thresholds(OPEN, {"A": 80}))
    assert find(book, 2).model.scheme.thresholds[0] == ("A", 80)
    assert active(book, "open", ("RETAIL",)).number == 2
    book = publish(book, draft.with_weight(find(book, 2).model, "interest", 50))
    assert numbers(book)[2, "open"] == "archived"
    assert numbers(book)[4, "open"] == "active"


def test_an_archived_variant_stays_over_the_model_of_its_time():
    book = publish(Book({}), RETAIL, NOW)
    book = made(book, variant_ended(book, find(book, 2), now=NOW + DAY))
    book = publish(book, draft.with_thresholds(OPEN, {"A": 80}), NOW + 2 * DAY)
    assert find(book, 2).model.scheme.thresholds[0] == ("A", 75)
    assert all_models_of(book).variants == ()
    back = made(book, rolled_back(book, find(book, 2), author="li", now=NOW + 3 * DAY))
    assert [m.version for m in all_models_of(back).variants] == [4]
    assert difference(all_models_of(back).variants[0], find(book, 2).model) == ()


def test_a_model_with_which_a_variant_would_not_hold_is_not_published():
    book = publish(Book({}), draft.with_thresholds(RETAIL, {"B": 72}))
    with pytest.raises(
        Invalid, match=r"variant for retail \(version 2\) would not hold.*threshold of A"
    ):
        published(book, draft.with_thresholds(OPEN, {"A": 70}), note="x", author="li", now=NOW)


@pytest.mark.parametrize("model", [
    BOLD, draft.with_thresholds(OPEN, {"A": 60}), draft.with_weight(RETAIL, "size", 30),
    replace(BOLD, industries=("steel",)), draft.with_weight(SIGNED, "amount", 40),
])  # fmt: skip
def test_what_is_previewed_is_what_is_published_customer_by_customer(model):
    """Variants that inherit follow the model of their kind, in the preview too."""
    trades = ("retail", "steel", "food", None)
    customers = {
        str(i): {"name": str(i), "interest": i % 6, "industry": trades[i % 4]} for i in range(1, 40)
    }
    book = Book({"customers": customers})
    book = publish(book, draft.with_thresholds(RETAIL, {"B": 50}))
    previewed, published_ = models_with(book, model), all_models_of(publish(book, model))
    graders = [bound_graders(models, Vantage(Moment(NOW))) for models in (previewed, published_)]
    for case in book.cases():
        one, other = (each.grade(case) for each in graders)
        assert one._replace(plan=None) == other._replace(plan=None)


def test_a_second_variant_for_an_industry_is_refused():
    book = publish(Book({}), RETAIL)
    with pytest.raises(Invalid, match="Version 2 is for retail already"):
        published(
            book, replace(RETAIL, industries=("retail", "food")), note="x", author="li", now=NOW
        )


def test_each_day_has_the_models_that_held_then():
    book = publish(Book({}), BOLD, NOW)
    book = publish(book, RETAIL, NOW + DAY)
    book = made(book, rolled_back(book, find(book, 1, "open"), author="li", now=NOW + 2 * DAY))
    book = made(book, variant_ended(book, find(book, 3), now=NOW + 3 * DAY))
    held = [models_at(book, stamp(NOW + n * DAY)) for n in (-1, 0, 1, 2, 3)]
    assert [m.open.version for m in held] == [1, 2, 2, 4, 4]
    assert [[v.version for v in m.variants] for m in held] == [[], [], [3], [3], []]
    assert [m.signed.version for m in held] == [1] * 5
    assert held[-1] == all_models_of(book)
    assert base_at(book, "open") == held[-1].open


def test_a_version_that_cannot_grade_is_told_and_the_others_are_listed():
    broken = to_document(replace(BOLD, version=7, status="draft"))
    broken["scheme"]["lowest"] = "X"
    book = Book({"scoring_models": {"1": broken}})
    assert numbers(book) == numbers(Book({}))
    assert [(n, str(why)) for n, why in unreadable(book)] == [
        (7, "“X” is no tier; use A, B, C or D.")
    ]
    with pytest.raises(Invalid, match="Version 7 cannot grade: “X” is no tier"):
        find(book, 7)


def test_the_migration_matrix_counts_everybody_once():
    customers = {
        str(i): {"name": str(i), "interest": i % 6, "willingness": i % 4} for i in range(1, 61)
    }
    book, moment = Book({"customers": customers}), Moment(NOW)
    before = all_models_of(book)
    after = before.with_model(draft.with_thresholds(BOLD, {"A": 60, "B": 50}))
    found = migration_of(book, moment, before, after)
    assert sum(found.values()) == 60
    assert any(old != new for old, new in found)
    back = migration_of(book, moment, after, before)
    assert {(new, old): n for (old, new), n in found.items()} == back
    assert all(old == new for old, new in migration_of(book, moment, before, before))
