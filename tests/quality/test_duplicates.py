"""The scan of a whole book for customers that are one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierdesk.domain.book import Book
from tierdesk.quality.addresses import address_key
from tierdesk.quality.duplicates import duplicates
from tierdesk.quality.phones import e164, numbers, two_countries
from tierdesk.quality.weighing import PROBABLE


def book_of(*entries):
    """A book of (customer, contact), both as fields."""
    customers = {str(i): {"name": "x", **customer} for i, (customer, _) in enumerate(entries, 1)}
    contacts = {str(i): {"customer_id": i, **contact} for i, (_, contact) in enumerate(entries, 1)}
    return Book({"customers": customers, "contacts": contacts})


def firm(name, phone="", email="", **fields):
    return {"name": name, **fields}, {"phones": [phone] if phone else [], "emails": [email] if email else []}  # fmt: skip


def reasons(pair):
    return " ".join(str(reason.key % reason.args) for reason in pair.reasons)


@pytest.mark.parametrize(("one", "other", "why"), [
    (firm("宏達機械有限公司"), firm("宏达机械有限公司"), "traditional characters"),
    (firm("ＡＣＭＥ　Ｔｏｏｌｓ"), firm("Acme Tools Co., Ltd."), "legal form"),
    (firm("Acme Tools GmbH"), firm("Acme Tools"), "legal form"), (firm("宏达机械股份有限公司"), firm("宏达机械"), "legal form"),
    (firm("Hongda Jixie"), firm("宏达机械"), "read the same"), (firm("Bel-Air Hotel"), firm("Hotel Bel Air"), "another order"),
    (firm("Nova", "+49 40 123456"), firm("Stella", "(040) 123456", ), "telephone number"),
    (firm("Nova", "", "info@nova.example"), firm("Stella", "", "INFO@nova.example"), "e-mail address info@nova.example"),
    (firm("Stanley Works", address="12 Baker Street"), firm("Stanely Works", address="12, Baker St."), "address is the same"),
])  # fmt: skip
def test_two_customers_that_are_one_with_the_reason(one, other, why):
    (pair,) = duplicates(book_of(one, firm("Somebody Quite Different"), other))
    assert (pair.one, pair.other) == (1, 3)
    assert why in reasons(pair)
    assert PROBABLE <= pair.score <= 1


@pytest.mark.parametrize(("one", "other"), [
    (firm("华创机械77号"), firm("华创机械78号")), (firm("宏达机械"), firm("宏远机械")), (firm("Acme"), firm("Nova")),
    (firm("Nova", "+49 40 12345678"), firm("Stella", "+33 40 12345678")),
    (firm("Remi", address="3 Main Street", city="Boston"), firm("Remi", address="145 W 53rd St", city="New York")),
    (firm("Cassis", "404 2372700", address="3300 Peachtree Rd"), firm("Kamogawa", "404 2372700", address="3300 Peachtree Rd.")),
])  # fmt: skip
def test_two_customers_that_are_two(one, other):
    assert duplicates(book_of(one, other)) == []


def test_the_same_name_and_number_are_certain_and_either_alone_is_not():
    same = ("Acme Tools GmbH", "+49 40 123456")
    assert duplicates(book_of(firm(*same), firm(*same)))[0].certain
    assert not duplicates(book_of(firm(same[0]), firm(same[0])))[0].certain
    assert not duplicates(book_of(firm("Nova", same[1]), firm("Stella", same[1])))[0].certain


def test_a_birthday_that_differs_is_against_it_and_told():
    def person(year):
        return {"name": "Mary Miller", "kind": "person"}, {"birthday": {"year": year, "month": 3, "day": 9}, "emails": ["m@x.example"]}  # fmt: skip

    same, other = (duplicates(book_of(person(1980), person(year)))[0] for year in (1980, 1955))
    assert same.certain and not other.certain
    assert same.score > other.score


def test_a_number_of_many_is_nobodys_and_a_name_of_many_says_little():
    tenants = [firm(f"{a}{a}{a}{b}{b}{b} Works", "040 1112222") for a in "abc" for b in "xyz"]
    assert duplicates(book_of(*tenants)) == []
    people = [({"name": "王伟", "kind": "person"}, {}) for _ in range(40)]
    assert duplicates(book_of(*people)) == []


@pytest.mark.parametrize("phone", ["110", "00000000", "11111111111", "-"])
def test_a_number_that_stands_for_none_says_nothing(phone):
    assert duplicates(book_of(firm("Nova Works", phone), firm("Stella Foods", phone))) == []


def test_a_crowd_of_one_customer_is_still_found_where_all_agree():
    many = [firm("Acme Tools GmbH", "+49 40 123456", "info@acme.example") for _ in range(60)]
    found = duplicates(book_of(*many))
    linked = {i for pair in found for i in (pair.one, pair.other)}
    assert linked == set(range(1, 61))


def test_progress_rises_and_whoever_listens_may_stop_the_scan():
    told = []
    duplicates(book_of(*(firm(f"Firm {i}") for i in range(600))), told.append)
    assert told == sorted(told) and told[0] == 0 and told[-1] == 1

    class Stopped(Exception):
        pass

    def stop(share):
        if share > 0.5:
            raise Stopped

    with pytest.raises(Stopped):
        duplicates(book_of(firm("Acme"), firm("Acme")), stop)


@pytest.mark.parametrize(("written", "found"), [
    ("13800138000/13900139000", ("13800138000", "13900139000")), ("310/246-1501", ("3102461501",)),
    ("010-65551234转8012", ("01065551234",)), ("+49 40 1234 ext. 12", ("49401234",)), ("wechat: 13800138000", ("13800138000",)),
    ("１３８００１３８０００", ("13800138000",)), ("", ()), ("none", ()), ("110", ("110",)),
])  # fmt: skip
def test_the_numbers_of_one_field(written, found):
    assert numbers(written) == found


@pytest.mark.parametrize(("written", "country", "found"), [
    ("13800138000", "CN", "+8613800138000"), ("0086 138 0013 8000", "", "+8613800138000"), ("+49 (0)30 123456", "", "+4930123456"),
    ("010-65551234转8012", "CN", "+861065551234"), ("138", "CN", ""), ("none", "", ""), ("13800138000/13900139000", "CN", "+8613800138000"),
])  # fmt: skip
def test_a_number_as_the_whole_world_dials_it(written, country, found):
    assert e164(written, country) == found


def test_equal_ends_in_two_countries_are_two_numbers():
    assert two_countries("+49 40 12345678", "+33 40 12345678")
    assert not two_countries("+49 40 12345678", "040 12345678")


def test_addresses_are_one_however_they_are_abbreviated():
    assert address_key("12, Baker Street (East)") == address_key("12 BAKER ST., E.")
    assert address_key("人民路12號3室") == address_key("人民路 12 号 3")
    assert address_key("12 Baker Street") != address_key("13 Baker Street")


names = st.sampled_from(
    [
        "宏达机械",
        "宏達機械有限公司",
        "Acme Tools",
        "ACME Tolls Ltd",
        "张三",
        "",
        "!",
        "A" * 300,
        "x y z 7",
    ]
)
phones = st.sampled_from(["13800138000", "+86 138 0013 8000", "110", "x", "", "138/139"])
emails = st.sampled_from(["a@b.example", "A@B.example", "", "no"])
entries = st.lists(
    st.builds(firm, names, phones, emails, address=st.sampled_from(["", "1 A St", "b"])), max_size=8
)


@given(entries, st.randoms())
@settings(max_examples=100)
def test_what_is_found_depends_on_the_customers_and_not_on_their_order(found, chance):
    book = book_of(*found)
    order = list(range(1, len(found) + 1))
    chance.shuffle(order)
    shuffled = Book({
        table: {str(i): book.get(table, i) for i in order} for table in ("customers", "contacts")
    })  # fmt: skip
    answer = duplicates(book)
    assert duplicates(shuffled) == answer
    assert all(pair.one < pair.other and pair.reasons for pair in answer)
    assert len({(pair.one, pair.other) for pair in answer}) == len(answer)


@given(
    st.lists(
        st.tuples(
            st.text(max_size=20), st.text(max_size=15), st.text(max_size=15), st.text(max_size=20)
        ),
        max_size=5,
    )
)
def test_no_text_of_a_customer_stops_the_scan(found):
    duplicates(book_of(*(firm(n, p, e, address=a, city=a) for n, p, e, a in found)))
