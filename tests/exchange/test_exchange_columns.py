"""Columns find their fields by their headings and values, and obey the user."""

import pytest

from tierdesk.errors import Invalid, Usage
from tierdesk.exchange.columns import map_columns, parse_overrides
from tierdesk.exchange.delimited import read_delimited
from tierdesk.exchange.fields import FIELDS, KINDS, targets


def mapped(text, kind="", maps=()):
    sheet = read_delimited(text, name="file", encoding="utf-8")
    return map_columns(sheet, kind=kind, overrides=parse_overrides(maps))


def pairs(text, kind="", maps=()):
    return dict(pair.rsplit("=", 1) for pair in mapped(text, kind, maps).pairs())


def test_english_headings_in_any_spelling():
    found = pairs("companyName,Contact Person,E-MAIL,Annual_Revenue,postal code\nA,B,c@d.e,12,1\n")
    assert found == {
        "companyName": "name", "Contact Person": "contact.name", "E-MAIL": "contact.emails",
        "Annual_Revenue": "annual_revenue", "postal code": "custom.postal code",
    }  # fmt: skip


def test_chinese_headings_with_units_and_full_width():
    headings = "客户名称,所属行业,联系人,手机号,年营业额（万元）,跟进人,备 注"
    found = pairs(headings + "\n甲,软件,张三,13800138000,120,李,x\n")
    assert list(found.values()) == [
        "name", "industry", "contact.name", "contact.phones", "annual_revenue", "owner", "notes",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_found_by_its_own_name(kind):
    own = {"customers": "name", "orders": "name", "touches": "name", "contacts": "name",
           "products": "product.name", "people": "person.name", "rates": "rate.currency",
           "deals": "deal.title", "events": "name"}[kind]  # fmt: skip
    names = [own, *(t for t in targets(kind) if t != own)]
    found = mapped(",".join(names) + "\n" + ",".join("x" for _ in names) + "\n", kind)
    assert [column.target for column in found.columns] == names
    assert all(column.sure for column in found.columns)


@pytest.mark.parametrize(("headings", "kind"), [
    ("account,sector,revenue,employees,office_location", "customers"),
    ("opportunity_id,sales_agent,product,account,deal_stage,close_value", "deals"),
    ("product,series,sales_price", "products"),
    ("sales_agent,manager,regional_office", "people"),
    ("InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID", "orders"),
    ("客户名称,订单号,订单日期,订单金额", "orders"),
    ("customer,date,channel,direction,result,content", "touches"),
    ("First Name,Last Name,Company,Email,Mobile,Job Title", "contacts"),
    ("currency,base,date,rate", "rates"),
    ("name,touch.at,touch.channel,deal.stage,order.on", "customers"),
    ("name,notes", "customers"),
    ("name,phone,email", "customers"),
    ("Name,Email,Phone,Company", "contacts"),
    ("First Name,Last Name,Phone", "customers"),
])  # fmt: skip
def test_what_a_row_is_is_told_by_the_headings(headings, kind):
    assert mapped(headings + "\n" + ",".join("1" for _ in headings.split(",")) + "\n").kind == kind


def test_an_explicit_kind_wins_and_an_unknown_one_is_refused():
    assert mapped("name,date,amount\nA,2026-01-02,5\n", "orders").kind == "orders"
    with pytest.raises(Usage, match="customers, deals"):
        mapped("name\nA\nB\n", "wombats")


def test_bare_words_follow_the_kind():
    text = "name,title,date,amount\nA,B,2026-01-02,5\n"
    assert pairs(text, "contacts")["title"] == "contact.title"
    assert pairs("customer,title,date,amount\nA,B,2026-01-02,5\n", "deals")["title"] == "deal.title"
    assert pairs(text, "orders")["date"] == "order.on"


def test_a_heading_that_its_values_belie_becomes_a_custom_field_and_that_is_told():
    found = mapped("name,revenue,国家\nA,large,Atlantis\nB,small,Mordor\n")
    assert [c.target for c in found.columns] == ["name", "custom.revenue", "custom.国家"]
    assert len(found.notes) == 2


def test_one_word_of_a_heading_needs_the_values_to_agree():
    assert pairs("name,office_location\nA,Germany\nB,France\n")["office_location"] == "country"
    assert pairs("name,office_location\nA,3rd floor\nB,cellar\n")["office_location"].startswith(
        "custom."
    )
    assert not mapped("name,office_location\nA,Germany\n").columns[1].sure


def test_a_column_of_a_few_repeated_words_is_no_column_of_persons():
    rows = "".join(f"A{n},{'cellular' if n % 2 else 'telephone'}\n" for n in range(40))
    assert pairs("name,contact\n" + rows)["contact"] == "custom.contact"


def test_lists_take_several_columns_and_scalars_one():
    found = pairs("name,phone,mobile,city,town\nA,12345,67890,Bonn,Ulm\n")
    assert list(found.values()) == [
        "name",
        "contact.phones",
        "contact.phones",
        "city",
        "custom.town",
    ]


def test_overrides_map_ignore_and_number():
    found = mapped("a,b,c\n1,2,3\n", "customers", ["a=name", "b=", "#=code"])
    assert [(c.header, c.target) for c in found.columns] == [
        ("a", "name"), ("b", ""), ("c", "custom.c"), ("#", "code"),
    ]  # fmt: skip
    assert "column b was left out" in str(found.notes[0])


def test_an_override_finds_its_column_in_any_spelling_and_may_hold_equals_signs():
    assert parse_overrides(["a=b=name"]) == [("a=b", "name")]
    assert pairs("Firma Name,x\nA,1\n", maps=["firma_name=name"])["Firma Name"] == "name"


@pytest.mark.parametrize(("maps", "words"), [
    (["nosuch=name"], "the file has a, b"),
    (["a=nmae"], "choose one of name"),
    (["a=custom."], "no field"),
    (["a=name", "b=name"], "Two columns"),
    (["a=deal.nothing"], "no field"),
    (["aname"], "COLUMN=FIELD"),
])  # fmt: skip
def test_a_wrong_map_is_a_usage_error_that_lists_what_there_is(maps, words):
    with pytest.raises(Usage, match=words):
        mapped("a,b\n1,2\n", "customers", maps)


def test_a_file_without_a_name_says_how_to_give_one():
    with pytest.raises(Invalid, match="--map COLUMN=name"):
        mapped("a,b\n1,2\n", "customers")


def test_the_map_can_be_kept_and_given_again():
    text = "客户名称,年营业额（万元）,x=y\nA,1,2\n"
    kept = mapped(text).pairs()
    assert mapped(text, maps=kept).pairs() == kept


def test_every_field_belongs_to_some_kind_of_file():
    assert set(FIELDS) == {target for kind in KINDS for target in targets(kind)}
