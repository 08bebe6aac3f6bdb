"""Nobody may be left pointing at what is gone."""

import pytest

from tierdesk.domain.book import Book
from tierdesk.domain.change import Edit
from tierdesk.domain.integrity import broken_references, refuse_orphans
from tierdesk.errors import Refused

TABLES = {
    "customers": {"1": {"name": "A"}, "2": {"name": "B"}},
    "deals": {"1": {"customer_id": 1}},
    "touches": {"1": {"customer_id": 2}, "2": {"customer_id": 1, "corrects": 1}},
}


def _gone(table, doc_id):
    return Edit(table, doc_id, TABLES[table][str(doc_id)], None)


def test_a_document_that_others_point_at_cannot_go_alone():
    book = Book(TABLES)
    with pytest.raises(Refused, match="still belongs to it"):
        refuse_orphans(book, [_gone("customers", 1)])
    with pytest.raises(Refused):
        refuse_orphans(book, [_gone("touches", 1)])


def test_a_document_goes_together_with_all_that_points_at_it():
    refuse_orphans(Book(TABLES), [_gone("customers", 1), _gone("deals", 1), _gone("touches", 2)])


def test_a_document_goes_when_what_pointed_at_it_points_elsewhere():
    moved = [
        Edit("deals", 1, {"customer_id": 1}, {"customer_id": 2}),
        Edit("touches", 2, TABLES["touches"]["2"], {"customer_id": 2}),
    ]
    refuse_orphans(Book(TABLES), [_gone("customers", 1), *moved])


def test_changes_that_delete_nothing_leave_nobody_alone():
    refuse_orphans(Book(TABLES), [Edit("customers", 1, {"name": "A"}, {"name": "C"})])


def test_references_into_the_void_are_found():
    assert broken_references(Book(TABLES)) == []
    broken = TABLES | {"deals": {"1": {"customer_id": 9}, "2": {"customer_id": None}}}
    assert broken_references(Book(broken)) == [("deals", 1, "customer_id", 9)]


def test_a_customer_that_only_a_corrected_touch_points_at_cannot_go_either():
    """Invariant 7: the old entry stays, so what it points at stays."""
    with pytest.raises(Refused):
        refuse_orphans(Book(TABLES), [_gone("customers", 2)])
