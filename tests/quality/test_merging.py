"""Customers that are one made one: what stays, what moves, and that nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Book
from tierdesk.domain.change import without_rev
from tierdesk.domain.integrity import broken_references, refuse_orphans
from tierdesk.domain.references import REFERENCES
from tierdesk.errors import Refused
from tierdesk.quality.apart import apart, parted, unparted
from tierdesk.quality.duplicates import duplicates
from tierdesk.quality.merged_fields import differences, merged
from tierdesk.quality.merging import keeper, merging


def after(tables, change):
    """The tables as the Change leaves them; new documents are not among them."""
    left = {table: dict(docs) for table, docs in tables.items()}
    for edit in change.edits:
        if edit.after is None:
            del left[edit.table][str(edit.id)]
        else:
            left.setdefault(edit.table, {})[str(edit.id)] = edit.after
    return left


def one_of(kept, gone, **choices):
    return merged(kept, [gone], {1, 2}, choices)


def test_the_one_that_stays_keeps_its_values_and_takes_what_it_did_not_know():
    doc = one_of({"name": "Acme", "city": "Bonn", "interest": 0}, {"name": "Acme Ltd", "city": "Köln", "interest": 4, "employees": 9})  # fmt: skip
    assert doc == {
        "name": "Acme",
        "city": "Bonn",
        "interest": 0,
        "employees": 9,
        "aliases": ["Acme Ltd"],
    }


def test_a_value_of_the_other_one_is_taken_where_it_is_chosen():
    kept, gone = (
        {"name": "Acme", "city": "Bonn", "custom": {"a": 1}},
        {"name": "Acme Ltd", "custom": {"a": 2, "b": 3}},
    )
    doc = one_of(kept, gone, name="gone", city="gone", **{"custom.a": "gone"})
    assert doc == {"name": "Acme Ltd", "aliases": ["Acme"], "custom": {"a": 2, "b": 3}}


def test_lists_are_united_and_names_that_go_are_still_found():
    kept = {
        "name": "Acme",
        "tags": ["VIP"],
        "aliases": ["AC"],
        "needs": [{"text": "Lathe", "strength": 1}],
        "notes": "one",
    }
    gone = {
        "name": "ACME",
        "tags": ["vip", "fair"],
        "aliases": ["Acme Inc", "ac"],
        "needs": [{"text": "lathe", "strength": 3}],
        "notes": "two",
    }
    doc = one_of(kept, gone)
    assert doc["tags"] == ["VIP", "fair"] and doc["aliases"] == ["AC", "Acme Inc"]
    assert doc["needs"] == [{"text": "Lathe", "strength": 3}] and doc["notes"] == "one\ntwo"


def test_what_is_safer_holds_for_both_and_only_two_parked_ones_are_parked():
    assert one_of({"name": "a"}, {"name": "b", "do_not_contact": True})["do_not_contact"]
    parked = {"since": "2026-01-01", "reason": "quiet"}
    assert "parked" not in one_of({"name": "a"}, {"name": "b", "parked": parked})
    assert "parked" not in one_of({"name": "a", "parked": parked}, {"name": "b"})
    assert (
        one_of({"name": "a", "parked": parked}, {"name": "b", "parked": parked})["parked"] == parked
    )


def test_the_differences_to_choose_from_are_those_that_both_know():
    kept, gone = (
        {"name": "Acme", "city": "Bonn", "tags": ["a"], "rev": 3},
        {"name": "Acme", "city": "Köln", "tags": ["b"], "rev": 1, "code": "7"},
    )
    assert [(d.field, d.kept, d.gone) for d in differences(kept, gone)] == [
        ("city", "Bonn", "Köln")
    ]


def tables():
    return {
        "customers": {"1": {"name": "Acme"}, "2": {"name": "Acme Ltd", "referrer_id": 1}, "3": {"name": "Third", "referrer_id": 2}},
        "contacts": {"1": {"customer_id": 1, "name": "Li Wei", "phones": ["+49 40 123456"]},
                     "2": {"customer_id": 2, "name": "LI WEI", "phones": ["040 123456", "0171 999999"], "emails": ["l@x.example"]},
                     "3": {"customer_id": 2, "name": "Wang"}},
        "touches": {"1": {"customer_id": 2, "contact_id": 2, "at": "2026-01-01T00:00:00Z"}, "2": {"customer_id": 1, "contact_id": 1}},
        "contracts": {"1": {"customer_id": 2, "code": "K1", "amount": {"minor": 5, "currency": "EUR"}}},
        "payments": {"1": {"contract_id": 1}},
        "deals": {"1": {"customer_id": 2, "stage": "x"}},
    }  # fmt: skip


def test_every_reference_goes_along_and_the_same_person_is_kept_once():
    left = after(tables(), merging(Book(tables()), {2: 1}))
    assert set(left["customers"]) == {"1", "3"} and left["customers"]["3"]["referrer_id"] == 1
    assert "referrer_id" not in left["customers"]["1"]
    assert {i: c["customer_id"] for i, c in left["contacts"].items()} == {"1": 1, "3": 1}
    assert left["contacts"]["1"] == {
        "customer_id": 1,
        "name": "Li Wei",
        "phones": ["+49 40 123456", "0171 999999"],
        "emails": ["l@x.example"],
    }
    assert left["touches"]["1"] == {"customer_id": 1, "contact_id": 1, "at": "2026-01-01T00:00:00Z"}
    assert left["contracts"]["1"]["customer_id"] == left["deals"]["1"]["customer_id"] == 1
    assert broken_references(Book(left)) == []


def test_two_people_of_one_name_and_two_birthdays_stay_two():
    found = tables()
    found["contacts"]["1"]["birthday"], found["contacts"]["2"]["birthday"] = (
        {"month": 1, "day": 2},
        {"month": 1, "day": 3},
    )
    assert len(after(found, merging(Book(found), {2: 1}))["contacts"]) == 3


def test_contracts_that_would_have_one_code_are_told():
    found = tables()
    found["contracts"]["2"] = {
        "customer_id": 1,
        "code": "k1",
        "amount": {"minor": 5, "currency": "EUR"},
    }
    with pytest.raises(Refused, match="both have a contract"):
        merging(Book(found), {2: 1})


@pytest.mark.parametrize("into", [{1: 1}, {1: 2, 2: 3}, {9: 1}, {1: 9}])
def test_whoever_cannot_be_merged_is_told(into):
    with pytest.raises(Refused):
        merging(Book(tables()), into)


def test_whoever_has_contracts_stays_then_who_has_more():
    assert keeper(Book(tables()), [1, 2]) == 2
    assert (
        keeper(Book({"customers": {"4": {"name": "a"}, "7": {"name": "a", "city": "b"}}}), [4, 7])
        == 7
    )
    assert keeper(Book({"customers": {"4": {"name": "a"}, "7": {"name": "a"}}}), [7, 4]) == 4


def test_two_that_are_two_are_told_no_more_until_the_word_is_taken_back():
    found = {
        "customers": {
            "1": {"name": "Acme Tools"},
            "2": {"name": "Acme Tools"},
            "3": {"name": "Acme Tools"},
        }
    }
    (edit,) = parted(Book(found), 3, 1, "li", "2026-01-01T00:00:00Z").edits
    found["not_duplicates"] = {"1": edit.after}
    assert [(p.one, p.other) for p in duplicates(Book(found))] == [(1, 2), (2, 3)]
    assert parted(Book(found), 1, 3, "li", "2026-01-01T00:00:00Z").empty
    assert [e.after for e in unparted(Book(found), 1, 3).edits] == [None]
    assert unparted(Book(found), 1, 2).empty


def test_what_was_said_of_one_that_goes_holds_for_the_one_that_stays():
    found = {"customers": {str(i): {"name": str(i)} for i in range(1, 5)}, "not_duplicates": {
        "1": {"one_id": 1, "other_id": 2}, "2": {"one_id": 2, "other_id": 3}, "3": {"one_id": 1, "other_id": 3},
        "4": {"one_id": 2, "other_id": 4}}}  # fmt: skip
    left = after(found, merging(Book(found), {2: 1}))
    assert sorted(apart(Book(left))) == [(1, 3), (1, 4)]
    assert broken_references(Book(left)) == []


owners = st.lists(st.integers(1, 6), max_size=12)
pairs = st.lists(
    st.tuples(st.integers(1, 6), st.integers(1, 6)).filter(lambda p: p[0] < p[1]),
    max_size=6,
    unique=True,
)
referrers = st.lists(st.none() | st.integers(1, 6), min_size=6, max_size=6)


@given(
    referrers,
    owners,
    pairs,
    st.dictionaries(st.integers(1, 6), st.integers(1, 6), min_size=1, max_size=4),
)
def test_whoever_is_merged_nothing_is_lost_and_nobody_points_at_nothing(
    referred, owned, said, wanted
):
    into = {gone: kept for gone, kept in wanted.items() if gone != kept and kept not in wanted}
    customers = {
        str(i): {"name": f"n{i}"} | ({"referrer_id": r} if r else {})
        for i, r in enumerate(referred, 1)
    }
    found = {
        "customers": customers,
        "not_duplicates": {
            str(i): {"one_id": a, "other_id": b} for i, (a, b) in enumerate(said, 1)
        },
    }
    for table in (
        "contacts",
        "deals",
        "touches",
        "follow_ups",
        "orders",
        "contracts",
        "events",
        "churns",
    ):
        found[table] = {str(i): {"customer_id": c, "n": i} for i, c in enumerate(owned, 1)}
    change = merging(Book(found), into)
    refuse_orphans(Book(found), change.edits)
    left = after(found, change)
    assert broken_references(Book(left)) == []
    assert {int(i) for i in left["customers"]} == set(range(1, 7)) - into.keys()
    for table in REFERENCES.keys() & found.keys() - {"customers", "not_duplicates"}:
        assert {i: d["n"] for i, d in left[table].items()} == {
            i: d["n"] for i, d in found[table].items()
        }
        assert all(
            d["customer_id"] == into.get(o, o)
            for d, o in zip(left[table].values(), owned, strict=True)
        )
    assert all(
        c.get("referrer_id") != int(i) or referred[int(i) - 1] == int(i)
        for i, c in left["customers"].items()
    )
    assert len(set(apart(Book(left)))) == len(left["not_duplicates"])
    back = {t: {i: without_rev(d) for i, d in docs.items()} for t, docs in left.items()}
    assert after_inverse(back, change) == found


def after_inverse(tables, change):
    """The tables as before: a Change has an inverse."""
    left = {table: dict(docs) for table, docs in tables.items()}
    for edit in change.inverse().edits:
        if edit.after is None:
            left[edit.table].pop(str(edit.id))
        else:
            left[edit.table][str(edit.id)] = edit.after
    return {
        t: dict(sorted(docs.items(), key=lambda item: int(item[0]))) for t, docs in left.items()
    }
