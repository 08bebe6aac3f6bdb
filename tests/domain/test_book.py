"""The book's indexes and cases."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Book
from tierdesk.domain.money import Money

TABLES = {
    "customers": {"1": {"name": "A"}, "2": {"name": "B"}},
    "contacts": {"1": {"customer_id": 2}},
    "deals": {"1": {"customer_id": 1}, "2": {"customer_id": 1}, "3": {}},
    "touches": {"1": {"customer_id": 1}, "2": {"customer_id": 1, "corrects": 1}},
    "contracts": {"5": {"customer_id": 1}, "6": {"customer_id": 1}},
    "payments": {"1": {"contract_id": 6}, "2": {"contract_id": 5}, "3": {"contract_id": 99}},
    "orders": {"1": {"customer_id": 2}},
    "settings": {"1": {"country": "DE"}},
    "fx_rates": {"1": {"currency": "USD", "base": "CNY", "on": "2026-01-01", "rate": "7"}},
}


def test_a_case_holds_what_belongs_to_its_customer_in_the_order_of_ids():
    case = Book(TABLES).case(1)
    assert case.customer == {"name": "A"}
    assert [i for i, _ in case.deals] == [1, 2]
    assert [i for i, _ in case.contracts] == [5, 6]
    assert sorted(i for i, _ in case.payments) == [1, 2]
    assert (case.contacts, case.orders) == ((), ())


def test_a_corrected_touch_is_not_in_force():
    """Invariant 7."""
    assert [i for i, _ in Book(TABLES).case(1).touches] == [2]


def test_a_customer_that_does_not_exist_has_an_empty_case():
    for case in (Book(TABLES).case(9), Book({}).case(9)):
        assert (case.id, case.customer) == (9, {})
        assert not any((case.deals, case.touches, case.contracts, case.payments, case.orders))


def test_every_customer_has_its_case():
    book = Book(TABLES)
    assert [case.id for case in book.cases()] == [1, 2]
    assert list(book.cases()) == [book.case(1), book.case(2)]


CHILDREN = st.dictionaries(
    st.integers(1, 30).map(str),
    st.fixed_dictionaries({}, optional={"customer_id": st.integers(1, 4)}),
    max_size=12,
)


@given(CHILDREN)
def test_the_index_finds_what_a_search_through_all_rows_finds(children):
    book = Book({"deals": children})
    for customer_id in (1, 2, 3, 4, None):
        expected = [(i, d) for i, d in book.rows("deals") if d.get("customer_id") == customer_id]
        assert list(book.having("deals", "customer_id", customer_id)) == expected


def test_a_changed_table_is_indexed_again_when_it_is_forgotten():
    tables = {"deals": {"1": {"customer_id": 1}}, "customers": {"1": {}}}
    book = Book(tables)
    assert len(book.having("deals", "customer_id", 1)) == 1
    tables["deals"]["2"] = {"customer_id": 1}
    book.forget(["customers"])
    assert len(book.having("deals", "customer_id", 1)) == 1
    book.forget(["deals"])
    assert len(book.having("deals", "customer_id", 1)) == 2


def test_documents_counts_settings_and_rates():
    book = Book(TABLES)
    assert book.get("customers", 2) == {"name": "B"}
    assert book.get("customers", 3) is None
    assert (book.count("deals"), book.count("nothing")) == (3, 0)
    assert book.settings() == {"country": "DE"}
    assert Book({}).settings() == {}
    converted = book.rates().convert(Money(100, "USD"), "CNY", date(2026, 2, 1))
    assert converted == Money(700, "CNY")


@pytest.mark.parametrize("value", [[1], {"id": 1}])
def test_a_list_where_an_id_should_be_belongs_to_nobody(value):
    book = Book({"customers": {"1": {}}, "touches": {"1": {"customer_id": value}}})
    assert book.case(1).touches == ()


def test_a_truth_value_is_no_id():
    book = Book({"customers": {"1": {}}, "touches": {"1": {"customer_id": True}}})
    assert not book.case(1).touches


DOCUMENTS = {
    "customers": st.fixed_dictionaries({"name": st.sampled_from("AB")}),
    "deals": st.fixed_dictionaries({}, optional={"customer_id": st.integers(1, 3)}),
    "touches": st.fixed_dictionaries(
        {"customer_id": st.integers(1, 3) | st.just([1])}, optional={"corrects": st.integers(1, 6)}
    ),
    "contracts": st.fixed_dictionaries({"customer_id": st.integers(1, 3)}),
    "payments": st.fixed_dictionaries({"contract_id": st.integers(1, 6)}),
}
STEPS = st.lists(
    st.sampled_from(sorted(DOCUMENTS)).flatmap(
        lambda table: st.tuples(st.just(table), st.integers(1, 6), st.none() | DOCUMENTS[table])
    ),
    max_size=30,
)


def everything(book):
    """All that the indexes answer, whatever the order of the tables."""
    cases = [[sorted(part, key=lambda row: row[0]) for part in book.case(i)[2:]] for i in range(7)]
    return cases, sorted(book.having("deals", "customer_id", None), key=lambda row: row[0])


@given(STEPS, STEPS, st.lists(st.integers(0, 30)))
def test_a_book_told_of_each_changed_document_is_the_book_indexed_anew(before, steps, asked):
    tables = {}
    for table, doc_id, doc in before:
        if doc is not None:
            tables.setdefault(table, {})[str(doc_id)] = doc
    book = Book(tables)
    for at, (table, doc_id, doc) in enumerate(steps):
        if at in asked:
            everything(book)
        docs = tables.setdefault(table, {})
        old = docs.pop(str(doc_id), None)
        if doc is not None:
            docs[str(doc_id)] = doc
        book.replaced(table, doc_id, old, doc)
    assert everything(book) == everything(Book(tables))


@given(STEPS, st.randoms(use_true_random=False))
def test_changes_may_be_told_late_and_in_any_order(steps, random):
    """Another session's changes are in the tables before anybody is told of them."""
    tables, told = {}, []
    book = Book(tables)
    everything(book)
    for table, doc_id, doc in steps:
        docs = tables.setdefault(table, {})
        told.append((table, doc_id, docs.pop(str(doc_id), None), doc))
        if doc is not None:
            docs[str(doc_id)] = doc
    random.shuffle(told)
    for change in told:
        book.replaced(*change)
    assert everything(book) == everything(Book(tables))


def test_a_new_document_takes_its_place_by_id():
    tables = {"deals": {"2": {"customer_id": 1}, "9": {"customer_id": 1}}}
    book = Book(tables)
    assert len(book.having("deals", "customer_id", 1)) == 2
    tables["deals"]["5"] = {"customer_id": 1}
    book.replaced("deals", 5, None, tables["deals"]["5"])
    assert [i for i, _ in book.having("deals", "customer_id", 1)] == [2, 5, 9]


def test_what_a_case_holds_does_not_change_under_its_reader():
    tables = {"customers": {"1": {}}, "touches": {"1": {"customer_id": 1}}}
    book = Book(tables)
    case = book.case(1)
    tables["touches"]["2"] = {"customer_id": 1}
    book.replaced("touches", 2, None, tables["touches"]["2"])
    assert (len(case.touches), len(book.case(1).touches)) == (1, 2)
