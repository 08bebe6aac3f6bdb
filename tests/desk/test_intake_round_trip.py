"""What is exported comes back: the same by CSV where a table can hold it, all of it by JSON."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_steps import counted, docs, imported, open_desk, planned

from tierdesk.desk.intake_json import plan_export
from tierdesk.domain.book import Book
from tierdesk.exchange.csv_out import customers_csv
from tierdesk.exchange.json_in import read_export
from tierdesk.exchange.json_out import export_json
from tierdesk.exchange.source import Source

HOSTILE = [
    "=HYPERLINK(\"http://x\")", "\x1b[31mred\x07", "\u202egnp.exe", "[bold]x[/]", "{{7*7}}", "'; DROP TABLE",
    "'=1", "''", "\t=x", "NULL", "\x00nul", "line\nbreak\r\nhere", "\u2028", " lead and trail ", "＝1",
    "\ufeffmark", "a\u0085b", "\x9b2J",
]  # fmt: skip
TEXT = st.one_of(
    st.sampled_from(HOSTILE), st.text(st.characters(codec="utf-8"), min_size=1, max_size=10)
)
NAME = TEXT.filter(lambda text: text.strip())
PLAIN = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "S", "P"]), min_size=1, max_size=8
).filter(lambda text: text == text.strip() and text not in ("NULL", "null", "\\N"))
MONEY = st.fixed_dictionaries(
    {"minor": st.integers(0, 10**12), "currency": st.sampled_from(["CNY", "JPY", "KWD"])}
)
NEED = st.fixed_dictionaries({"text": PLAIN}, optional={"strength": st.integers(0, 3)})
CUSTOMER = st.fixed_dictionaries(
    {"name": NAME},
    optional={
        "code": PLAIN,
        "notes": TEXT,
        "city": PLAIN,
        "tags": st.lists(PLAIN, min_size=1, max_size=3, unique=True),
        "budget": MONEY,
        "interest": st.integers(0, 5),
        "employees": st.integers(0, 10**6),
        "market_share": st.floats(0, 100),
        "country": st.sampled_from(["CN", "DE"]),
        "key_account": st.just(True),
        "kind": st.just("person"),
        "founded_on": st.dates().map(lambda day: f"{day.year:04}-{day.month:02}-{day.day:02}"),
        "needs": st.lists(NEED, min_size=1, max_size=2, unique_by=lambda need: need["text"]),
    },
)


def folded_code(customer):
    """Codes are unique in a book, in any case and width."""
    return " ".join(
        unicodedata.normalize("NFKC", customer.get("code", "")).casefold().split()
    ) or id(customer)


def book_of(customers):
    from tierdesk.domain.validation import validated

    return {
        "customers": {str(i): validated("customers", doc) for i, doc in enumerate(customers, 1)}
    }


def exported(desk) -> bytes:
    return customers_csv(desk.book.cases())


def json_plan(desk, data):
    tables = read_export(Source(Path("x.json"), data, "json"))
    return plan_export(desk.book, tables, file="x.json")


def from_json(data):
    desk = open_desk()
    desk.apply(json_plan(desk, data).change)
    return desk


@settings(max_examples=120, deadline=None)
@given(st.lists(CUSTOMER, min_size=1, max_size=4, unique_by=folded_code))
def test_customers_come_back_from_csv_as_they_were(customers):
    desk = from_json(export_json(book_of(customers)))
    data = exported(desk)
    again = planned(desk, data)
    assert again.change.edits == () and again.unchanged == len(customers)
    other = open_desk()
    assert imported(other, data).rejected == 0
    assert docs(other, "customers") == docs(desk, "customers")


@settings(max_examples=60, deadline=None)
@given(st.lists(CUSTOMER, min_size=1, max_size=4))
def test_everything_comes_back_from_json_and_once(customers):
    data = export_json(book_of(customers))
    desk = from_json(data)
    assert export_json(desk.store.tables()) == data
    again = json_plan(desk, data)
    assert again.change.edits == () and again.unchanged == len(customers)


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()])
def test_hostile_text_is_stored_as_given_in_every_field_that_takes_text(text):
    desk = from_json(
        export_json({"customers": {"1": {"name": text, "notes": text, "custom": {text: text}}}})
    )
    assert docs(desk, "customers") == [{"name": text, "notes": text, "custom": {text: text}}]
    other = open_desk()
    imported(other, exported(desk))
    assert docs(other, "customers")[0]["name"] == docs(other, "customers")[0]["notes"] == text


def test_a_lone_surrogate_is_refused_in_one_sentence():
    desk = open_desk()
    data = (
        b'{"format":"tierdesk-export","schema":1,'
        b'"customers":[{"id":1,"name":"a\\ud800b"},{"id":2,"name":"B"}]}'
    )
    made = json_plan(desk, data)
    assert (made.created, made.rejected) == (1, 1)


def story():
    """A book with every kind of reference."""
    desk = open_desk()
    imported(desk, (
        "name,code,contact.name,contact.phones,deal.title,deal.amount,deal.stage,touch.at,touch.content,"
        "follow_up.due_at,order.on,order.amount\n"
        "Acme,C1,Li,1234567,Site,5k EUR,洽谈,-3d,erste,+3d,2026-01-02,7\n"
        "Acme,C1,Wang,,Site,,,-2d,zweite,,2026-01-02,7\nAcme,,,,,,,,,,,\nBeta,C2,,,,,,,,,,\n"
    ))  # fmt: skip
    return desk


def test_references_follow_into_another_book():
    data = export_json(story().store.tables())
    other = open_desk()
    imported(other, "name,city\nSomebody,Bonn\nBeta,Ulm\n")
    made = json_plan(other, data)
    assert made.rejected == 0
    other.apply(made.change)
    acme = next(i for i, d in other.book.rows("customers") if d["name"] == "Acme")
    case = other.book.case(acme)
    assert [c["name"] for _, c in case.contacts] == ["Li", "Wang"]
    assert [t["contact_id"] for _, t in case.touches] == [i for i, _ in case.contacts]
    assert len(case.orders) == 2 and len(case.follow_ups) == 1
    assert json_plan(other, data).change.edits == ()


def test_a_json_export_into_its_own_book_changes_nothing():
    desk = story()
    made = json_plan(desk, export_json(desk.store.tables()))
    assert made.change.edits == () and made.unchanged == made.read == sum(
        desk.book.count(t)
        for t in ("customers", "contacts", "deals", "touches", "follow_ups", "orders")
    )


def test_a_csv_export_into_its_own_book_changes_nothing():
    desk = story()
    assert planned(desk, exported(desk)).change.edits == ()


def test_two_customers_of_one_name_stay_two_through_csv_and_json():
    data = export_json(book_of([{"name": "Acme", "city": "Bonn"}, {"name": "acme", "city": "Ulm"}]))
    desk = from_json(data)
    table = exported(desk)
    other = open_desk()
    imported(other, table)
    assert docs(other, "customers") == docs(desk, "customers")
    assert counted(planned(other, table)) == (2, 0, 0, 2, 0)
    third = open_desk()
    imported(third, "name\nNobody\n")
    imported(third, table)
    assert counted(planned(third, table)) == (2, 0, 0, 2, 0)


def test_an_export_updates_what_has_changed_since():
    desk = story()
    data = export_json(desk.store.tables())
    imported(desk, "name,code,city\nAcme,C1,Bonn\n")
    made = json_plan(desk, data.replace(b'"name": "Acme"', b'"name": "Acme 2"'))
    assert (made.created, made.updated, made.rejected) == (0, 1, 0)
    desk.apply(made.change)
    assert (
        docs(desk, "customers")[0]["name"] == "Acme 2"
        and docs(desk, "customers")[0]["city"] == "Bonn"
    )


def test_a_document_of_a_refused_customer_is_refused_too_and_says_why():
    data = (
        b'{"format":"tierdesk-export","schema":1,"customers":[{"id":1,"name":""}],'
        b'"contacts":[{"id":1,"customer_id":1,"name":"Li"}],"deals":[{"id":1,"stage":"prospect"}]}'
    )
    made = json_plan(open_desk(), data)
    assert (made.created, made.rejected) == (1, 2)
    assert "belongs to customers 1" in str(made.problems[1].message)


def test_forward_and_missing_references_among_customers():
    data = (
        b'{"format":"tierdesk-export","schema":1,"customers":[{"id":1,"name":"A","referrer_id":2},'
        b'{"id":2,"name":"B","referrer_id":9}]}'
    )
    desk = open_desk()
    made = json_plan(desk, data)
    desk.apply(made.change)
    assert docs(desk, "customers") == [{"name": "A", "referrer_id": 2}, {"name": "B"}]
    assert [(p.row, p.rejected) for p in made.problems] == [(2, False)]


def test_tables_that_this_version_does_not_know_are_kept():
    data = b'{"format":"tierdesk-export","schema":1,"wombats":[{"id":4,"a":[1,{"b":null}]}]}'
    desk = from_json(data)
    assert docs(desk, "wombats") == [{"a": [1, {}]}] or docs(desk, "wombats") == [
        {"a": [1, {"b": None}]}
    ]
    assert json_plan(desk, data).created == 0


def test_of_two_contracts_of_one_code_the_second_is_refused():
    def contract(code, units, customer=1):
        amount = {"minor": units, "currency": "CNY"}
        return {"customer_id": customer, "code": code, "amount": amount}

    tables = {
        "customers": [(1, {"name": "Acme"}), (2, {"name": "Nordwind"})],
        "contracts": [(1, contract("C-7", 5)), (2, contract("c-7", 9)), (3, contract("C-7", 9, 2))],
    }
    plan = plan_export(Book({}), tables)
    assert [str(problem.message) for problem in plan.problems] == [
        "The customer has a contract with the code “c-7” already; give this one another code, or none."
    ]
    kept = [edit.after for edit in plan.change.edits if edit.table == "contracts"]
    assert [(doc["code"], doc["amount"]["minor"]) for doc in kept] == [("C-7", 5), ("C-7", 9)]
