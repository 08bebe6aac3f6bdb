"""Publishing, going back, importing and dropping as Changes: undone and redone to the last field."""

from copy import deepcopy
from dataclasses import replace

import pytest
from desk_cases import NOW, open_desk

from tierdesk.domain.change import without_rev
from tierdesk.errors import Invalid
from tierdesk.scoring import drafting as draft
from tierdesk.scoring.default_model import models_of, open_model
from tierdesk.scoring.versions import (
    base_at,
    draft_dropped,
    draft_saved,
    find,
    published,
    rolled_back,
    variant_ended,
    versions_of,
)

OPEN = open_model()
BOLD = draft.with_weight(OPEN, "interest", 40)
RETAIL = replace(BOLD, industries=("retail",), inherits=True)
WHO = {"author": "li", "now": NOW.now}


def kept(desk):
    return {i: deepcopy(without_rev(doc)) for i, doc in desk.book.rows("scoring_models")}


def a_draft(desk):
    desk.perform(lambda book: draft_saved(book, BOLD, **WHO))


def a_version(desk):
    desk.perform(
        lambda book: published(book, BOLD, note="bolder", migration={("B", "A"): 2}, **WHO)
    )


def a_variant(desk):
    desk.perform(lambda book: published(book, RETAIL, note="shops", **WHO))


CASES = {
    "publish over the default": (lambda _: None, lambda b: published(b, BOLD, note="x", **WHO)),
    "publish a draft": (
        a_draft,
        lambda b: published(b, find(b, 2).model, note="x", draft_id=find(b, 2).id, **WHO),
    ),
    "publish over a version": (
        a_version,
        lambda b: published(b, draft.with_weight(BOLD, "size", 1), note="x", **WHO),
    ),
    "publish a variant": (a_version, lambda b: published(b, RETAIL, note="x", **WHO)),
    "roll back to the default": (a_version, lambda b: rolled_back(b, find(b, 1, "open"), **WHO)),
    "save a draft": (a_version, lambda b: draft_saved(b, OPEN, note="why not", **WHO)),
    "save a draft again": (a_draft, lambda b: draft_saved(b, OPEN, draft_id=find(b, 2).id, **WHO)),
    "drop a draft": (a_draft, lambda b: draft_dropped(b, find(b, 2))),
    "end a variant": (a_variant, lambda b: variant_ended(b, find(b, 2), now=NOW.now)),
}


@pytest.mark.parametrize(("before", "rule"), CASES.values(), ids=CASES)
def test_it_is_undone_and_redone_exactly(before, rule):
    desk = open_desk()
    before(desk)
    first, versions = kept(desk), versions_of(desk.book)
    desk.perform(rule)
    second, later = kept(desk), versions_of(desk.book)
    assert first != second
    desk.undo()
    assert (kept(desk), versions_of(desk.book)) == (first, versions)
    desk.redo()
    assert (kept(desk), versions_of(desk.book)) == (second, later)
    desk.undo()
    assert (kept(desk), versions_of(desk.book)) == (first, versions)


def test_what_a_record_stores_reads_back_as_the_model_that_was_published():
    desk = open_desk()
    a_variant(desk)
    found = find(desk.book, 2)
    assert found.model == replace(
        RETAIL, version=2, status="active", parent=1, note="shops", author="li"
    )
    assert set(kept(desk)[found.id]) == {
        "version", "name", "status", "parent", "note", "author", "industries", "inherits", "groups",
        "created_at", "published_at",
    }  # fmt: skip


def test_somebody_who_published_first_is_seen():
    desk = open_desk()
    other = open_desk(desk.store.disk, "wang")
    a_version(desk)
    other.refresh()
    desk.perform(lambda book: published(book, draft.with_weight(OPEN, "size", 2), note="x", **WHO))
    other.perform(lambda book: published(book, draft.with_weight(OPEN, "size", 3), note="y", **WHO))
    assert [v.number for v in versions_of(other.book)] == [1, 1, 2, 3, 4]
    assert [v.number for v in versions_of(other.book) if v.model.status == "active"] == [1, 4]


def test_two_who_published_at_the_same_moment_leave_one_model_in_force_and_both_can_go_on():
    desk = open_desk()
    other = open_desk(desk.store.disk, "wang")
    a_version(desk)
    other.perform(lambda book: published(book, draft.with_weight(OPEN, "size", 3), note="y", **WHO))
    desk.refresh()
    later = find(desk.book, 2)
    assert later.model.note == "y"
    assert models_of(desk.book)[0] == base_at(desk.book, "open") == later.model
    desk.perform(lambda book: rolled_back(book, find(book, 1, "open"), **WHO))
    assert [v.number for v in versions_of(desk.book) if v.model.status == "active"] == [1, 3]


@pytest.mark.parametrize("fields", [
    {"version": 0}, {"version": "2"}, {"status": "secret"}, {"kind": "both"}, {"groups": "none"},
    {"scheme": {"margin": float("nan")}}, {"published_at": "yesterday"}, {"industries": "retail"},
])  # fmt: skip
def test_a_document_that_is_no_version_is_not_written(fields):
    desk = open_desk()
    change = draft_saved(desk.book, BOLD, **WHO)
    (edit,) = change.edits
    with pytest.raises(Invalid):
        desk.apply(change._replace(edits=(edit._replace(after={**edit.after, **fields}),)))
    assert kept(desk) == {}
