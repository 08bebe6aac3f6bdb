"""The rules of free groups: names as paths, what a rename takes along, and that every change has an inverse."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain import groups
from tierdesk.domain.book import Book
from tierdesk.domain.folding import fold
from tierdesk.domain.integrity import broken_references, refuse_orphans
from tierdesk.domain.moment import Moment
from tierdesk.domain.references import resolve
from tierdesk.errors import Invalid, Refused

NOW = Moment(datetime(2026, 11, 24, tzinfo=UTC))
PART = st.text(st.sampled_from("VIPab 华东x"), min_size=1, max_size=4).map(str.strip).filter(bool)
PATH = st.lists(PART, min_size=1, max_size=3).map("/".join)


@st.composite
def books(draw):
    names = draw(st.lists(PATH, min_size=1, max_size=6, unique_by=fold))
    ids = st.lists(st.integers(1, len(names)), unique=True, max_size=3)
    customers = {}
    for n in range(1, draw(st.integers(1, 4)) + 1):
        customers[str(n)] = {"name": f"c{n}"} | ({"group_ids": i} if (i := draw(ids)) else {})
    return {"groups": {str(n): {"name": x} for n, x in enumerate(names, 1)}, "customers": customers}


def applied(tables, change):
    """The tables after the change; new documents get the next free id."""
    after = {table: dict(docs) for table, docs in tables.items()}
    ids = {}
    for edit in change.edits:
        if edit.id < 0:
            ids[edit.id] = max(map(int, after.get(edit.table, {"0": 0})), default=0) + 1
    for edit in change.edits:
        docs = after.setdefault(edit.table, {})
        key = str(ids.get(edit.id, edit.id))
        if edit.after is None:
            del docs[key]
        else:
            docs[key] = dict(resolve(edit.table, edit.after, ids))
    return after


def memberships(tables):
    names = {int(k): fold(d["name"]) for k, d in tables["groups"].items()}
    return {(k, names[i]) for k, d in tables["customers"].items() for i in d.get("group_ids", [])}


@given(books(), PATH, st.data())
def test_a_renamed_group_takes_those_below_along_and_keeps_its_customers(tables, new, data):
    book = Book(tables)
    old = data.draw(st.sampled_from([g.name for g in groups.groups_of(book)]))
    try:
        change = groups.renamed(book, old, new)
    except Refused:
        moved = [n for n in groups.names_of(book).values() if groups.is_in(old, n)]
        others = {fold(n) for n in groups.names_of(book).values()} - {fold(n) for n in moved}
        assert any(fold(new + n[len(old) :]) in others for n in moved)
        return
    after = applied(tables, change)
    folded = [fold(doc["name"]) for doc in after["groups"].values()]
    assert len(folded) == len(set(folded)), "no two groups of one name"
    assert [d.get("group_ids") for d in after["customers"].values()] == [
        d.get("group_ids") for d in tables["customers"].values()
    ]
    for key, doc in after["groups"].items():
        before = tables["groups"][key]["name"]
        inside = groups.is_in(old, before)
        assert doc["name"] == (new + before[len(old) :] if inside else before)
    assert applied(after, change.inverse()) == tables


@given(books(), st.data())
def test_a_removed_group_leaves_nobody_pointing_at_it(tables, data):
    book = Book(tables)
    name = data.draw(st.sampled_from([g.name for g in groups.groups_of(book)]))
    change = groups.removed(book, name, NOW, anyway=True)
    refuse_orphans(book, change.edits)
    after = applied(tables, change)
    assert broken_references(Book(after)) == []
    kept = {pair for pair in memberships(tables) if not groups.is_in(name, pair[1])}
    assert memberships(after) == kept
    going = {i for i, n in groups.names_of(book).items() if groups.is_in(name, n)}
    inside = sum(not going.isdisjoint(d.get("group_ids", [])) for d in tables["customers"].values())
    assert change.args.get("n", 0) == inside
    assert applied(after, change.inverse()) == tables


@given(books(), PATH, st.booleans())
def test_what_is_put_in_is_in_once_and_can_be_taken_out(tables, name, new):
    book, everybody = Book(tables), [int(key) for key in tables["customers"]]
    known = groups.named(book, name)
    if not known and not new:
        with pytest.raises(Refused):
            groups.put(book, name, everybody, NOW)
        return
    after = applied(tables, groups.put(book, name, everybody, NOW, new=new))
    assert {key for key, group in memberships(after) if group == fold(name)} == set(
        after["customers"]
    )
    assert groups.put(Book(after), name, everybody, NOW).empty, "again changes nothing"
    assert broken_references(Book(after)) == []
    out = applied(after, groups.taken(Book(after), name, everybody, NOW))
    assert not any(groups.is_in(name, group) for _, group in memberships(out))


@given(books())
def test_whoever_is_below_is_counted_above_once(tables):
    for group in groups.groups_of(Book(tables)):
        names = {int(k): d["name"] for k, d in tables["groups"].items()}
        inside = [
            {names[i] for i in doc.get("group_ids", [])} for doc in tables["customers"].values()
        ]
        assert group.customers == sum(group.name in one for one in inside)
        assert group.whole == sum(any(groups.is_in(group.name, n) for n in one) for one in inside)


def test_a_group_with_customers_is_not_removed_unasked():
    tables = {
        "groups": {"1": {"name": "VIP"}, "2": {"name": "VIP/华东"}},
        "customers": {"1": {"name": "c", "group_ids": [2]}},
    }
    with pytest.raises(groups.HasMembers, match="customer"):
        groups.removed(Book(tables), "vip", NOW)
    tables["customers"] = {}
    with pytest.raises(groups.HasMembers, match="below"):
        groups.removed(Book(tables), "vip", NOW)
    with pytest.raises(Refused, match="belongs to it"):
        lonely = {**tables, "customers": {"1": {"name": "c", "group_ids": [2]}}}
        edit = groups.removed(Book(tables), "VIP/华东", NOW).edits
        refuse_orphans(Book(lonely), edit)


@pytest.mark.parametrize("written", ["", " / ", "VIP//x", "/VIP", "a;b", "a|b", "x" * 201])
def test_what_is_no_name_is_refused(written):
    with pytest.raises(Invalid):
        groups.name_in(written)


def test_names_are_read_as_people_write_them():
    assert groups.name_in(" VIP ／ 华东 ") == "VIP/华东"
    book = Book({"groups": {"1": {"name": "VIP/华东"}}})
    assert groups.named(book, "ｖｉｐ/华东") == (1, "VIP/华东")
    with pytest.raises(Refused, match="did you mean"):
        groups.taken(book, "VIP/华动", [], NOW)
