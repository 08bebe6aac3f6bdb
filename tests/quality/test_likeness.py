"""Who is probably in the book already, told while a customer is being added."""

import csv
import os
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierdesk.domain.book import Book
from tierdesk.quality.likeness import Likeness
from tierdesk.quality.phones import same_number
from tierdesk.quality.weighing import PROBABLE

FOLDER = Path(os.environ.get("TIERDESK_REALDATA", Path(__file__).parents[3] / "shared" / "data"))


def book_of(*customers):
    """A book of (name, phones, e-mails, further fields)."""
    docs, contacts = {}, {}
    for i, (name, phones, emails, *more) in enumerate(customers, 1):
        docs[str(i)] = {"name": name, **(more[0] if more else {})}
        contacts[str(i)] = {"customer_id": i, "name": "x", "phones": phones, "emails": emails}
    return Book({"customers": docs, "contacts": contacts})


BOOK = book_of(
    ("宏达机械有限公司", ["+86 138-0013-8000", "021-6555 1234"], ["Li@Hongda.example"]),
    ("Acme Tools GmbH", ["+49 40 123456"], ["info@acme.example"], {"aliases": ["AT Hamburg"]}),
    ("曾国藩", [], [], {"kind": "person"}),
    ("Bel-Air Hotel", [], []),
    ("上海第一机床厂", [], []),
    ("华创机械77号", [], []),
    ("Johnny Rockets (LA)", [], []),
    ("王伟", [], []),
    ("Mary Miller", [], [], {"kind": "person"}),
)  # fmt: skip
ALL = Likeness(BOOK)


def first(name, phones=(), emails=()):
    found = ALL.of(name, phones, emails)
    return (found[0].customer_id, [str(reason) for reason in found[0].reasons]) if found else None


@pytest.mark.parametrize(("name", "customer_id", "reason"), [
    ("宏达机械有限公司", 1, "The name is the same."), ("宏达机械", 1, "but for the legal form"), ("宏達機械", 1, "but for the legal form"),
    ("鸿达机械股份有限公司", 1, "is read the same"), ("hongdajixie", 1, "is read the same"), ("Hong Da Ji Xie Co., Ltd.", 1, "is read the same"),
    ("上海宏达机械", 1, "is a part of the other"), ("宏达机械（上海）有限公司", 1, "what stands in brackets"),
    ("ACME Tools Ltd", 2, "but for the legal form"), ("Acme Tolls", 2, "spelled almost the same"), ("Acme Tools Asia", 2, "is a part of the other"),
    ("AT Hamburg", 2, "The name is the same."), ("Tools, Acme", 2, "in another order"), ("Zeng Guofan", 3, "is read the same"),
    ("曾国藩", 3, "The name is the same."), ("Hotel Bel-Air", 4, "in another order"), ("Johnny Rockets", 7, "what stands in brackets"),
])  # fmt: skip
def test_a_name_that_is_in_the_book_already(name, customer_id, reason):
    found, reasons = first(name)
    assert found == customer_id
    assert reason in reasons[0]


@pytest.mark.parametrize("name", [
    "", "!!", "a", "宏", "宏达", "宏远机械", "Ac", "Acme Foundry", "上海第二机床厂", "华创机械78号", "华创机械", "Johnny Rockets (Atlanta)",
    "Zoo", "Hotel", "国藩", "王维",
])  # fmt: skip
def test_a_name_that_says_nothing(name):
    assert first(name) is None


@pytest.mark.parametrize(
    "phone",
    [
        "13800138000",
        "+8613800138000",
        "0086 138 0013 8000",
        "（021）65551234",
        "65551234",
        "１３８-００１３-８０００",
    ],
)
def test_a_telephone_number_is_the_same_however_it_is_written(phone):
    found, reasons = first("Somebody Else", [phone])
    assert found == 1
    assert "telephone number" in reasons[0]


@pytest.mark.parametrize("phone", ["13800138001", "23900138000", "8000", "", "no", "123456"])
def test_a_telephone_number_that_is_another(phone):
    assert first("Somebody Else", [phone]) is None


def test_an_address_is_the_same_in_any_case():
    found, reasons = first("Somebody Else", [], ["LI@hongda.EXAMPLE"])
    assert found == 1
    assert "li@hongda.example" in reasons[0]


def test_several_hints_make_it_surer_and_the_weightiest_comes_first():
    name, phone, both = (
        ALL.of("鸿达机械"),
        ALL.of("Q", ["13800138000"]),
        ALL.of("鸿达机械", ["13800138000"]),
    )
    assert both[0].certainty > max(name[0].certainty, phone[0].certainty)
    assert [str(r) for r in both[0].reasons] == [str(phone[0].reasons[0]), str(name[0].reasons[0])]


def test_a_person_of_the_same_name_is_less_certain_than_a_company():
    assert ALL.of("王伟")[0].certainty < ALL.of("宏达机械有限公司")[0].certainty
    assert ALL.of("Mary Miller")[0].certainty < ALL.of("Bel-Air Hotel")[0].certainty


def test_the_same_name_with_another_telephone_number_is_less_certain():
    assert ALL.of("Acme Tools", ["030 999999"])[0].certainty < ALL.of("Acme Tools")[0].certainty


def test_a_number_that_many_share_is_nobodys_own():
    likeness = Likeness(book_of(*((f"Tenant {c}{c}{c}", ["040-11112222"], []) for c in "abcdefgh")))
    assert likeness.of("Quite Different", ["040-11112222"]) == []


def test_the_customer_being_edited_is_not_its_own_double():
    assert [s.customer_id for s in ALL.of("Acme Tools", but=2)] == []


def test_no_more_than_asked_for_best_first():
    likeness = Likeness(
        book_of(
            ("Acme", [], []), ("Acme Ltd", [], []), ("ACME Inc", [], []), ("Acme (Asia)", [], [])
        )
    )
    found = likeness.of("Acme Inc", n=2)
    assert [s.customer_id for s in found] == [3, 1]
    assert len(likeness.of("Acme Inc", n=9)) == 4


def test_what_changed_is_known_at_once():
    tables = {"customers": {"1": {"name": "Old Name"}}, "contacts": {}}
    likeness = Likeness(book := Book(tables))
    tables["customers"]["1"] = {"name": "New Name"}
    tables["customers"]["2"] = {"name": "Third Name"}
    likeness.update(1, book.case(1))
    likeness.update(2, book.case(2))
    assert [s.customer_id for s in likeness.of("New Name")] == [1]
    assert [s.customer_id for s in likeness.of("Third Name")] == [2]
    assert likeness.of("Old Name") == []
    del tables["customers"]["1"]
    likeness.update(1, None)
    assert likeness.of("New Name") == []


def test_progress_goes_from_nothing_to_all():
    told = []
    Likeness(book_of(*((f"x{i}", [], []) for i in range(600))), told.append)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, 1)


@pytest.mark.parametrize(("one", "other", "same"), [
    ("13800138000", "8613800138000", True), ("02165551234", "65551234", True), ("13800138000", "13900138000", False),
    ("123456", "123456", True), ("123456", "0123456", False), ("", "", True),
])  # fmt: skip
def test_numbers_agree_from_the_end(one, other, same):
    assert same_number(one, other) is same
    assert same_number(other, one) is same


names = st.sampled_from(
    [
        "宏达机械",
        "宏達機械有限公司",
        "hongda jixie",
        "Acme Tools",
        "ACME Tolls Ltd",
        "张三",
        "张叁",
        "",
        "!",
        "A" * 300,
        "Tools Acme",
        "(x)",
    ]
)
phones = st.lists(st.sampled_from(["13800138000", "+86 138 0013 8000", "110", "x"]), max_size=2)
emails = st.lists(st.sampled_from(["a@b.example", "A@B.example", ""]), max_size=2)
entries = st.lists(st.tuples(names, phones, emails), max_size=6)


@given(entries, st.tuples(names, phones, emails), st.randoms())
@settings(max_examples=150)
def test_the_answer_depends_on_what_is_in_the_book_and_not_on_its_order(known, asked, chance):
    book = book_of(*known)
    found = Likeness(book).of(*asked)
    order = list(range(1, len(known) + 1))
    chance.shuffle(order)
    shuffled = Book({
        "customers": {str(i): book.get("customers", i) for i in order},
        "contacts": {str(i): book.get("contacts", i) for i in order},
    })  # fmt: skip
    assert Likeness(shuffled).of(*asked) == found
    assert all(PROBABLE <= s.certainty <= 1 and s.reasons for s in found)
    assert [s.certainty for s in found] == sorted((s.certainty for s in found), reverse=True)


@given(entries.filter(bool), st.data())
def test_whoever_is_entered_a_second_time_is_told(known, data):
    name, numbers, addresses = data.draw(st.sampled_from(known))
    twice = sum(entry[0] == name for entry in known)
    found = Likeness(book_of(*known)).of(name, numbers, addresses, n=len(known))
    if any(c.isalpha() for c in name):
        assert len(found) >= twice


@given(
    st.text(max_size=30),
    st.lists(st.text(max_size=12), max_size=2),
    st.lists(st.text(max_size=12), max_size=2),
)
def test_nothing_that_can_be_typed_raises(name, numbers, addresses):
    ALL.of(name, numbers, addresses)


def measured(entries, cut):
    """Precision and recall of the first three told, every entry typed beside the others;
    `entries` are (name, phones, e-mails, whose)."""
    likeness = Likeness(book_of(*(entry[:3] for entry in entries)))
    whose, hits, told = defaultdict(set), 0, 0
    for i, entry in enumerate(entries, 1):
        whose[entry[3]].add(i)
    for i, (name, numbers, addresses, owner) in enumerate(entries, 1):
        found = [s for s in likeness.of(name, numbers, addresses, but=i) if s.certainty >= cut]
        hits += sum(s.customer_id in whose[owner] for s in found)
        told += len(found)
    wanted = sum(min(3, len(whose[entry[3]]) - 1) for entry in entries)
    return hits / told, hits / wanted


def table(*path):
    file = FOLDER.joinpath(*path)
    if not file.exists():
        pytest.skip(f"real data is not there: {file}")
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, skipinitialspace=True))


@pytest.mark.realdata
@pytest.mark.parametrize(("by_phone", "cut", "precision", "recall"), [
    (True, PROBABLE, 0.74, 0.99), (True, 0.9, 0.97, 0.93), (False, PROBABLE, 0.72, 0.87), (False, 0.75, 0.84, 0.85),
])  # fmt: skip
def test_restaurants_of_two_guides_are_recognised(by_phone, cut, precision, recall):
    """864 entries, 112 pairs. A plain text matcher reaches F1 .838, with telephones .937."""
    rows = table("dedupe_real", "secondstring", "restaurant.csv")
    entries = [(r["name"], [r["phone"]] if by_phone else [], [], r["class"]) for r in rows]
    found = measured(entries, cut)
    assert found[0] >= precision
    assert found[1] >= recall


@pytest.mark.realdata
def test_misspelled_people_are_recognised_by_name_and_address():
    """splink's fake_1000: names with typos, halves missing, addresses damaged."""
    rows = table("dedupe_real", "splink", "fake_1000.csv")
    entries = [
        (
            f"{r['first_name']} {r['surname']}".strip(),
            [],
            [r["email"]] if r["email"] else [],
            r["cluster"],
        )
        for r in rows
    ]
    precision, recall = measured(entries, PROBABLE)
    assert precision >= 0.9
    assert recall >= 0.65


@pytest.mark.realdata
def test_people_who_only_share_a_part_of_their_name_are_not_told():
    """febrl's dataset1: 500 people and 500 damaged copies, by name alone."""
    rows = table("dedupe_febrl", "dataset1.csv")
    entries = [
        (f"{r['given_name']} {r['surname']}".strip(), [], [], r["rec_id"].split("-")[1])
        for r in rows
    ]
    precision, recall = measured(entries, PROBABLE)
    assert precision >= 0.97
    assert recall >= 0.75
