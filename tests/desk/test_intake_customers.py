"""Customers and contacts: found again, never doubled, never erased, one undo for all."""

import pytest
from intake_steps import counted, docs, imported, open_desk, planned, said

BASIC = "name,code,industry,contact.name,contact.phones\nAcme,C1,software,Li,123456\nBeta,C2,,,\n"


def test_new_customers_get_a_first_deal_at_the_first_stage():
    desk = open_desk()
    assert counted(imported(desk, BASIC)) == (2, 2, 0, 0, 0)
    assert docs(desk, "customers") == [
        {"name": "Acme", "code": "C1", "industry": "software"}, {"name": "Beta", "code": "C2"},
    ]  # fmt: skip
    assert docs(desk, "contacts") == [{"customer_id": 1, "name": "Li", "phones": ["123456"]}]
    assert [(d["customer_id"], d["stage"]) for d in docs(desk, "deals")] == [
        (1, "prospect"),
        (2, "prospect"),
    ]
    assert desk.book.get("customers", 1)["created_at"] == "2026-11-24T02:00:00Z"


def test_importing_twice_creates_nothing_and_changes_nothing():
    desk = open_desk()
    imported(desk, BASIC)
    again = planned(desk, BASIC)
    assert counted(again) == (2, 0, 0, 2, 0)
    assert again.change.empty and again.change.edits == ()


def test_one_undo_takes_all_of_it_back():
    desk = open_desk()
    imported(desk, "name,code,city\nAcme,C1,Bonn\n")
    before = {
        t: {i: dict(d) for i, d in desk.book.rows(t)} for t in ("customers", "contacts", "deals")
    }
    imported(desk, BASIC)
    assert desk.book.count("customers") == 2
    desk.undo()
    for table, rows in before.items():
        assert {
            i: {k: v for k, v in d.items() if k != "rev"} for i, d in desk.book.rows(table)
        } == {i: {k: v for k, v in d.items() if k != "rev"} for i, d in rows.items()}


def test_a_blank_cell_never_erases():
    desk = open_desk()
    imported(desk, "name,code,city,notes\nAcme,C1,Bonn,hello\n")
    assert counted(imported(desk, "name,code,city,notes\nAcme,C1,,\n")) == (1, 0, 0, 1, 0)
    assert docs(desk, "customers")[0]["city"] == "Bonn"


def test_an_update_shows_its_differences_field_by_field():
    desk = open_desk()
    imported(desk, "name,code,city\nAcme,C1,Bonn\n")
    made = planned(desk, "name,code,city\nAcme,C1,Ulm\n")
    assert counted(made) == (1, 0, 1, 0, 0)
    [difference] = made.rows[0].differences()
    assert (difference.table, difference.field, difference.before, difference.after) == (
        "customers", "city", "Bonn", "Ulm",
    )  # fmt: skip


@pytest.mark.parametrize("spelling", ["ACME  gmbh", "Ａｃｍｅ GmbH", " acme gmbh "])
def test_a_name_is_found_without_regard_to_case_width_and_spaces(spelling):
    desk = open_desk()
    imported(desk, "name,city\nAcme GmbH,Bonn\n")
    made = imported(desk, f'name,city\n"{spelling}",Ulm\n')
    assert counted(made) == (1, 0, 1, 0, 0)
    assert docs(desk, "customers") == [{"name": "Acme GmbH", "city": "Ulm"}]
    assert "was taken as the customer “Acme GmbH”" in said(made)[0]


def test_a_code_beats_the_name_and_different_codes_are_different_customers():
    desk = open_desk()
    imported(desk, "name,code\nAcme,C1\nAcme,C2\n")
    made = imported(desk, "name,code\nAcme Renamed,c1\n")
    assert counted(made) == (1, 0, 1, 0, 0)
    assert [d["name"] for d in docs(desk, "customers")] == ["Acme Renamed", "Acme"]


def test_a_code_is_given_to_the_customer_of_that_name_that_has_none():
    desk = open_desk()
    imported(desk, "name,city\nAcme,Bonn\n")
    imported(desk, "name,code\nAcme,C1\n")
    assert docs(desk, "customers") == [{"name": "Acme", "code": "C1", "city": "Bonn"}]


def test_two_customers_of_one_name_are_never_chosen_between():
    desk = open_desk()
    imported(desk, "name,code\nAcme,C1\nAcme,C2\n")
    made = imported(desk, "name,city\nAcme,Bonn\n")
    assert counted(made) == (1, 0, 0, 0, 1)
    assert "Several customers are called “Acme” (1, 2)" in said(made)[0]


def test_several_rows_of_one_customer_are_one_customer_with_several_contacts():
    desk = open_desk()
    made = imported(desk, "name,city,contact.name\nAcme,Bonn,Li\nacme,,Wang\nAcme,,li\n")
    assert counted(made) == (3, 1, 1, 1, 0)
    assert [c["name"] for c in docs(desk, "contacts")] == ["Li", "Wang"]
    assert desk.book.count("deals") == 1


def test_a_later_row_of_the_file_wins_and_that_is_told():
    desk = open_desk()
    made = imported(desk, "name,code,city\nAcme,C1,Bonn\nAcme,C1,Ulm\n")
    assert docs(desk, "customers")[0]["city"] == "Ulm"
    assert [(p.row, p.field, p.rejected) for p in made.problems] == [(3, "city", False)]
    assert "“Bonn”" in said(made)[0] and "“Ulm”" in said(made)[0]


def test_rows_that_contradict_each_other_change_nothing_the_second_time():
    desk = open_desk()
    text = "name,code,city\nAcme,C1,Bonn\nAcme,C1,Ulm\n"
    imported(desk, text)
    again = planned(desk, text)
    assert counted(again) == (2, 0, 0, 2, 0) and again.change.edits == ()


def test_lists_and_custom_fields_only_grow():
    desk = open_desk()
    imported(desk, "name,tags,x,contact.name,contact.phones\nAcme,a;b,1,Li,111111\n")
    imported(desk, "name,tags,y,contact.name,contact.phones\nAcme,b;c,2,Li,222222\n")
    assert docs(desk, "customers") == [
        {"name": "Acme", "tags": ["a", "b", "c"], "custom": {"x": 1, "y": 2}}
    ]
    assert docs(desk, "contacts")[0]["phones"] == ["111111", "222222"]


def test_a_contact_without_a_name_is_known_by_number_or_mail():
    desk = open_desk()
    text = "name,contact.phones,contact.emails\nAcme,123456,a@b.c\n"
    imported(desk, text)
    assert planned(desk, text).change.empty
    imported(desk, "name,contact.name,contact.emails\nAcme,Li,a@b.c\n")
    assert docs(desk, "contacts") == [
        {"customer_id": 1, "name": "Li", "phones": ["123456"], "emails": ["a@b.c"]}
    ]


@pytest.mark.parametrize("name", ["", "   ", "\u3000", "\t"])
def test_a_row_without_a_name_is_refused_with_its_number(name):
    made = planned(open_desk(), f'name,city\nAcme,Bonn\n"{name}",Ulm\n')
    assert counted(made) == (2, 1, 0, 0, 1)
    assert made.problems[0].row == 3 and "names no customer" in said(made)[0]


def test_a_refused_row_leaves_nothing_behind():
    desk = open_desk()
    made = imported(desk, "name,city,touch.at,touch.content\nAcme,Bonn,,hello\nBeta,Ulm,today,hi\n")
    assert counted(made) == (2, 1, 0, 0, 1)
    assert "no date" in said(made)[0]
    assert [d["name"] for d in docs(desk, "customers")] == ["Beta"]


def test_the_row_number_can_be_the_name():
    desk = open_desk()
    text = "age,job\n30,x\n40,y\n"
    assert counted(imported(desk, text, "customers", ("#=name",))) == (2, 2, 0, 0, 0)
    assert docs(desk, "customers")[0] == {"name": "file 2", "custom": {"age": 30, "job": "x"}}
    assert planned(desk, text, "customers", ("#=name",)).change.empty


def test_a_document_that_the_record_refuses_refuses_its_row():
    desk = open_desk()
    made = imported(desk, "name,notes\n" + "A," + "x" * 10_485_760 + "\nB,y\n")
    assert counted(made) == (2, 1, 0, 0, 1)
    assert len(said(made)[0]) < 300


def test_products_people_and_rates_are_lists_of_their_own():
    desk = open_desk()
    for text, kind, table in [
        ("product,series,sales_price\nGTX,G,550\nMG,M,55\n", "", "products"),
        ("sales_agent,manager,regional_office\nAnna,Dustin,Central\n", "", "people"),
        ("currency,date,rate\nUSD,2026-01-01,7.1\nEUR,2026-01-01,7.8\n", "rates", "fx_rates"),
    ]:
        first = imported(desk, text, kind)
        assert first.created == first.read == desk.book.count(table)
        assert planned(desk, text, kind).change.empty
    assert docs(desk, "products")[0] == {
        "name": "GTX", "series": "G", "price": {"minor": 55000, "currency": "CNY"},
    }  # fmt: skip
    assert docs(desk, "fx_rates")[0] == {
        "currency": "USD", "base": "CNY", "on": "2026-01-01", "rate": "7.1",
    }  # fmt: skip


def test_a_list_of_persons_without_companies_makes_persons():
    desk = open_desk()
    text = "First Name,Last Name,Phone\nAda,Lovelace,1234567\n伟,张,7654321\n"
    assert counted(imported(desk, text)) == (2, 2, 0, 0, 0)
    assert docs(desk, "customers") == [
        {"name": "Ada Lovelace", "kind": "person"}, {"name": "张伟", "kind": "person"},
    ]  # fmt: skip
    assert planned(desk, text).change.empty
