"""The undo unit: inverses, patches and joined changes (invariant 17)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.change import (
    Change,
    Edit,
    differing,
    joined,
    patch_of,
    patched,
    same,
    without_rev,
)

VALUES = st.integers() | st.text(max_size=4) | st.lists(st.integers(), max_size=2)
DOCS = st.dictionaries(st.sampled_from("abcde"), VALUES, max_size=5)
MAYBE = st.none() | DOCS
EDITS = st.builds(Edit, st.sampled_from(["deals", "customers"]), st.integers(-3, 5), MAYBE, MAYBE)
CHANGES = st.lists(EDITS, max_size=4, unique_by=lambda e: (e.table, e.id)).map(
    lambda edits: Change("customer.set", {"name": "A"}, tuple(edits))
)


@given(CHANGES)
def test_the_inverse_of_the_inverse_is_the_change(change):
    """Invariant 17."""
    assert change.inverse().inverse() == change


def _applied(tables, change):
    after = {key: dict(docs) for key, docs in tables.items()}
    for edit in change.edits:
        if edit.after is None:
            after.get(edit.table, {}).pop(edit.id, None)
        else:
            after.setdefault(edit.table, {})[edit.id] = edit.after
    return {table: docs for table, docs in after.items() if docs}


def _before(change):
    tables = {}
    for edit in change.edits:
        if edit.before is not None:
            tables.setdefault(edit.table, {})[edit.id] = edit.before
    return tables


@given(CHANGES)
def test_undo_of_do_is_nothing(change):
    """Invariant 17."""
    tables = _before(change)
    assert _applied(_applied(tables, change), change.inverse()) == tables


@given(DOCS, DOCS, st.integers(), st.integers())
def test_an_update_is_rebuilt_from_its_patch_in_both_directions(before, after, old_rev, new_rev):
    """Invariant 17: what undo and redo after a restart rest on."""
    stored = before | {"rev": old_rev}
    patch = patch_of(Edit("deals", 1, stored, after | {"rev": new_rev}))
    assert patched(stored, patch, 1) == after
    assert patched(after | {"rev": new_rev}, patch, 0) == before
    assert differing(stored, patch, 0) == []
    assert differing(after, patch, 1) == []
    assert "rev" not in patch


@given(DOCS, DOCS)
def test_a_patch_names_exactly_the_fields_that_changed(before, after):
    patch = patch_of(Edit("deals", 1, before, after))
    assert set(patch) == {f for f in {*before, *after} if before.get(f) != after.get(f)}


def test_a_field_changed_by_somebody_else_is_found():
    patch = patch_of(Edit("deals", 1, {"a": 1, "b": 1}, {"a": 2, "b": 1}))
    assert differing({"a": 2, "b": 9}, patch, 1) == []
    assert differing({"a": 3}, patch, 1) == ["a"]
    assert differing({}, patch, 1) == ["a"]


def test_a_deletion_keeps_the_whole_document():
    assert patch_of(Edit("deals", 1, {"a": 1, "rev": 9}, None)) == {"": {"a": 1}}


def test_a_change_that_writes_nothing_is_empty():
    assert Change("x", {}).empty
    assert Change("x", {}, (Edit("deals", 1, {"a": 1, "rev": 1}, {"a": 1, "rev": 2}),)).empty
    assert not Change("x", {}, (Edit("deals", 1, None, {}),)).empty
    assert not Change("x", {}, (Edit("deals", 1, {"a": 1}, {"a": 2}),)).empty


def test_the_revision_belongs_to_the_store():
    assert without_rev({"a": 1, "rev": 3}) == {"a": 1}
    assert same({"a": 1, "rev": 3}, {"a": 1})
    assert not same({"a": 1}, None)
    assert same(None, None)


@given(DOCS, DOCS, DOCS)
def test_a_document_that_was_edited_twice_is_edited_once(first, second, third):
    parts = [
        Change("a", {}, (Edit("deals", 1, first, second), Edit("deals", 2, None, first))),
        Change("b", {}, (Edit("deals", 1, second, third),)),
    ]
    whole = joined("both", {"n": 2}, parts)
    assert whole.edits == (Edit("deals", 1, first, third), Edit("deals", 2, None, first))
    assert (whole.verb, whole.args) == ("both", {"n": 2})


def test_joining_nothing_changes_nothing():
    assert joined("x", {}, []).empty


def test_a_document_that_comes_and_goes_is_not_edited_at_all():
    parts = [
        Change("a", {}, (Edit("deals", -1, None, {"a": 1}),)),
        Change("b", {}, (Edit("deals", -1, {"a": 1}, None),)),
    ]
    assert joined("x", {}, parts).edits == ()


@pytest.mark.parametrize("value", [True, 1.0])
def test_a_number_that_becomes_a_truth_value_is_a_change(value):
    assert patch_of(Edit("deals", 1, {"custom": {"x": 1}}, {"custom": {"x": value}}))
