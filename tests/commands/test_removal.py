"""Removing customers: what goes along, what stays, and that one undo brings back every byte."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tierdesk.commands.doing import remove
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.integrity import broken_references, refuse_orphans
from tierdesk.domain.references import REFERENCES
from tierdesk.errors import Refused
from tierdesk.i18n.catalog import Catalog


def fill(front, *edits):
    front.desk.apply(Change("book.import", {}, tuple(edits)))


@pytest.fixture
def full(front):
    for name in ("Acme", "Nova", "Third"):
        front("add", name, f"contact.name=Of {name}", "deal.amount=5k")
        front("log", name, "hello", "--next", "fri")
    fill(front, Edit("orders", -1, None, {"customer_id": 1, "on": "2026-01-05"}),
         Edit("feedback", -2, None, {"customer_id": 1, "text": "x"}),
         Edit("churns", -3, None, {"customer_id": 1, "on": "2026-01-05"}))  # fmt: skip
    fill(
        front,
        Edit(
            "customers",
            2,
            front.doc("customers", 2),
            {**front.doc("customers", 2), "referrer_id": 1},
        ),
    )
    fill(
        front,
        Edit("touches", -1, None, {"customer_id": 1, "at": "2026-11-20T09:00:00Z", "corrects": 1}),
    )
    return front


def test_everything_of_the_customer_goes_and_nobody_points_at_nothing(full):
    full("remove", "Acme")
    for table in REFERENCES:
        assert not full.desk.book.having(table, "customer_id", 1), table
    assert full.doc("customers", 1) is None
    assert "referrer_id" not in full.doc("customers", 2)
    assert broken_references(full.desk.book) == []
    assert len(full.desk.book.having("touches", "customer_id", 2)) == 1


def test_one_undo_brings_back_every_byte_and_redo_removes_again(full):
    before = full.tables()
    outcome = full("remove", "1", "3")
    after = full.tables()
    assert full("undo").document["change_id"] == outcome.document["change_id"]
    assert full.tables() == before
    full("redo")
    assert full.tables() == after


@pytest.mark.parametrize("together", [("1",), ("1", "2"), ("2", "1", "3")])
def test_a_customer_with_contracts_stays_and_so_do_the_others(full, together):
    fill(
        full,
        Edit("contracts", -1, None, {"customer_id": 1, "amount": {"minor": 5, "currency": "EUR"}}),
    )
    before = full.tables()
    with pytest.raises(Refused, match="Acme has contracts") as refused:
        full("remove", *together)
    told = [Catalog(lang).text(refused.value.message) for lang in ("en", "zh")]
    assert (
        "“do not contact”" in told[0] and "“勿联系”" in told[1] and "do_not_contact" not in told[1]
    )
    assert ("Nobody was removed" in told[0] and "leave it out" in told[0]) == (len(together) > 1)
    assert full.tables() == before


def test_a_customer_that_is_gone_is_told(full):
    with pytest.raises(Refused, match="not there any more"):
        full.desk.perform(lambda book: remove.change(book, [1, 77]))


referrers = st.lists(st.none() | st.integers(1, 6), min_size=6, max_size=6)
owners = st.lists(st.integers(1, 6), max_size=12)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(referrers, owners, st.sets(st.integers(1, 6), min_size=1))
def test_whoever_is_removed_no_reference_is_left_hanging(referred, owned, gone):
    customers = {
        str(i): {"name": str(i)} | ({"referrer_id": r} if r else {})
        for i, r in enumerate(referred, 1)
    }
    tables = {"customers": customers}
    for table in ("contacts", "deals", "touches", "follow_ups", "orders", "churns"):
        tables[table] = {str(i): {"customer_id": c} for i, c in enumerate(owned, 1)}
    change = remove.change(Book(tables), sorted(gone))
    refuse_orphans(Book(tables), change.edits)
    assert len({(e.table, e.id) for e in change.edits}) == len(change.edits)
    left = {t: dict(docs) for t, docs in tables.items()}
    for edit in change.edits:
        if edit.after is None:
            del left[edit.table][str(edit.id)]
        else:
            left[edit.table][str(edit.id)] = edit.after
    assert broken_references(Book(left)) == []
    assert {int(i) for i in left["customers"]} == set(range(1, 7)) - gone
    assert all(
        d["customer_id"] not in gone
        for t, docs in left.items()
        if t != "customers"
        for d in docs.values()
    )
