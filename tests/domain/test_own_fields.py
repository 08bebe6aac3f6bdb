"""The rules of the book's own fields: what is a definition, and that a rename moves every value and comes back."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain import own_fields
from tierdesk.domain.book import Book
from tierdesk.domain.change import without_rev
from tierdesk.domain.moment import Moment, OwnField
from tierdesk.errors import Invalid, Refused

NOW = Moment(datetime(2026, 11, 24, tzinfo=UTC))
KEY = st.sampled_from(["size", "level", "规模", "a.b", "x"])
VALUE = st.one_of(st.text(max_size=3), st.integers(), st.booleans())


@st.composite
def books(draw):
    keys = draw(st.lists(KEY, unique=True, max_size=3))
    customs = draw(st.lists(st.dictionaries(KEY, VALUE, max_size=3), max_size=4))
    customers = {str(n): {"name": "c"} | ({"custom": c} if c else {}) for n, c in enumerate(customs, 1)}  # fmt: skip
    fields = {str(n): {"key": key} for n, key in enumerate(keys, 1)}
    model = {"groups": [{"criteria": [{"key": "k", "source": f"custom.{k}"} for k in keys]}]}
    view = {"name": "v", "query": " ".join(f"custom.{k}:1" for k in keys) or "x"}
    return {"custom_fields": fields, "customers": customers, "scoring_models": {"1": model}, "views": {"1": view}}  # fmt: skip


def applied(tables, change):
    after = {table: dict(docs) for table, docs in tables.items()}
    for edit in change.edits:
        if edit.after is None:
            del after[edit.table][str(edit.id)]
        else:
            kept = without_rev(edit.after)
            kept.pop("updated_at", None)
            after[edit.table][str(edit.id)] = kept
    return after


@given(books(), KEY, KEY)
def test_a_rename_moves_every_value_and_whatever_reads_it(tables, old, new):
    book = Book(tables)
    defined = {d["key"] for d in tables["custom_fields"].values()}
    holders = [c for c in tables["customers"].values() if old in c.get("custom", {})]
    taken = new in defined or any(new in c.get("custom", {}) for c in tables["customers"].values())
    if (old not in defined and not holders) or (taken and new != old):
        with pytest.raises(Refused):
            own_fields.renamed(book, old, new, NOW)
        return
    after = applied(tables, own_fields.renamed(book, old, new, NOW))
    for key, customer in tables["customers"].items():
        was, now = customer.get("custom", {}), after["customers"][key].get("custom", {})
        assert now == {new if name == old else name: value for name, value in was.items()}
    if old != new:
        assert f"'custom.{old}'" not in str(after["scoring_models"])
        assert f"custom.{old}:" not in after["views"]["1"]["query"]
    assert applied(after, own_fields.renamed(Book(after), new, old, NOW)) == tables


@given(books())
def test_a_definition_that_goes_leaves_the_values(tables):
    for field in own_fields.fields_of(Book(tables)):
        after = applied(tables, own_fields.removed(Book(tables), field.key))
        assert after["customers"] == tables["customers"]
        assert field.key not in [one.key for one in own_fields.fields_of(Book(after))]


@pytest.mark.parametrize("facts", [
    {"type": "colour"}, {"type": "choice"}, {"name": " "}, {"type": "choice", "choices": " ; "}, {"name": "x" * 101},
])  # fmt: skip
def test_what_is_no_definition_is_refused(facts):
    with pytest.raises(Invalid):
        own_fields.with_facts(OwnField("k", "K"), facts)


@pytest.mark.parametrize("written", ["", "a b/c", "-x", "é" * 101])
def test_what_no_filter_could_name_is_no_key(written):
    with pytest.raises(Invalid):
        own_fields.key_in(written)
