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
