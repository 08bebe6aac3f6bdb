"""Cells become typed values, and what cannot be read is said with its row and column."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.money import Money
from tierdesk.exchange.cells import Setting, heading_unit, money_text
from tierdesk.exchange.columns import map_columns, parse_overrides
from tierdesk.exchange.delimited import read_delimited
from tierdesk.exchange.drafts import DraftReader
from tierdesk.exchange.sheet import Sheet, SheetRow

NOW = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def reader(text, kind="", maps=(), order=None, lenient=False):
    sheet = read_delimited(text, name="file", encoding="utf-8")
    columns = map_columns(sheet, kind=kind, overrides=parse_overrides(maps))
    return DraftReader(sheet, columns, Setting(NOW, "CNY", order), lenient=lenient)


def drafts(text, **kwargs):
    return list(reader(text, **kwargs))


def value(target, cell, kind="customers"):
    """One cell read for a field that its heading names."""
    name = "deal.code" if kind == "deals" else "name"
    sheet = Sheet((name, target), [SheetRow(2, ("A", cell))])
    [draft] = DraftReader(sheet, map_columns(sheet, kind=kind), Setting(NOW, "CNY"))
    return str(draft.problems[0].message) if draft.rejected else draft.values.get(target)


@pytest.mark.parametrize(("target", "cell", "read"), [
    ("employees", "1,200", 1200), ("employees", "500人", 500), ("employees", 12.0, 12),
    ("market_share", "12.5%", 12.5), ("market_share", 7, 7.0),
    ("interest", "4", 4), ("interest", "★★★", 3), ("interest", "高", 5), ("interest", "2/5", 2),
    ("key_account", "是", True), ("key_account", "no", False), ("key_account", True, True),
    ("country", "德国", "DE"), ("country", "USA", "US"), ("currency", "¥", "CNY"),
    ("preferred_channel", "微信", "wechat"), ("kind", "个人", "person"),
    ("tags", "a,b；c、a", ["a", "b", "c"]), ("tags", '["a, b"]', ["a, b"]),
    ("needs", "快;省", [{"text": "快"}, {"text": "省"}]),
    ("founded_on", "1996", "1996-01-01"), ("founded_on", 36526, "2000-01-01"),
    ("annual_revenue", "¥3.2万", {"minor": 3_200_000, "currency": "CNY"}),
    ("annual_revenue", "12k EUR", {"minor": 1_200_000, "currency": "EUR"}),
    ("annual_revenue", 12.5, {"minor": 1250, "currency": "CNY"}),
    ("annual_revenue", "1000 JPY", {"minor": 1000, "currency": "JPY"}),
    ("contact.birthday", "05-12", {"month": 5, "day": 12}),
    ("contact.birthday", "1988-05-12", {"month": 5, "day": 12, "year": 1988}),
    ("contact.birthday", "农历8月15日", {"month": 8, "day": 15, "calendar": "lunar"}),
    ("contact.birthday", "lunar leap 06-15", {"month": 6, "day": 15, "calendar": "lunar", "leap": True}),
    ("contact.birthday", "农历闰6月15", {"month": 6, "day": 15, "calendar": "lunar", "leap": True}),
    ("contact.birthday", "农历1990年闰5月3日",
     {"month": 5, "day": 3, "year": 1990, "calendar": "lunar", "leap": True}),
    ("contact.phones", 13800138000, ["13800138000"]),
    ("touch.at", "2026-11-20", "2026-11-19T16:00:00Z"),
    ("touch.at", "-1d 15:20", "2026-11-23T07:20:00Z"),
    ("touch.at", datetime(2026, 11, 20, 8), "2026-11-20T00:00:00Z"),
    ("touch.result", "未接", "no_answer"), ("touch.direction", "来电", "in"),
    ("follow_up.due_at", "+2d", "2026-11-26"), ("follow_up.due_at", "明天 9:00", "2026-11-25T01:00:00Z"),
    ("order.on", "today", "2026-11-24"), ("order.on", "19970101", "1997-01-01"),
    ("decision_by", "12/1", "2026-12-01"), ("verified_on", "12/1", "2025-12-01"),
    ("city", "  Bonn ", "Bonn"),
])  # fmt: skip
def test_a_cell_is_read_for_its_field(target, cell, read):
    assert value(target, cell) == read


@pytest.mark.parametrize(("target", "cell", "words"), [
    ("founded_on", "2023-02-30", "does not exist"), ("order.on", "31/31/2020", "“31/31/2020”"),
    ("annual_revenue", "-5", "negative"), ("annual_revenue", -5, "negative"),
    ("budget", "12 QQQ", "no currency"), ("currency", "Taler", "no currency"),
    ("budget", "9" * 30, "too large"), ("budget", "much", "not an amount"),
    ("country", "Philipines", "Philippines"), ("employees", "many", "not a whole number"),
    ("market_share", "120", "0 to 100"), ("interest", "9", "0 to 5"), ("key_account", "perhaps", "yes nor no"),
    ("preferred_channel", "pigeon", "phone"), ("contact.birthday", "13-40", "birthday"),
    ("employees", "1" * 10_000_000, "too long"), ("contact.role", "king", "decision maker"),
])  # fmt: skip
def test_a_cell_that_cannot_be_read_says_why(target, cell, words):
    sentence = value(target, cell)
    assert words in sentence and len(sentence) < 400


def test_every_fault_of_a_row_is_told_with_its_column():
    [draft] = drafts("name,budget,founded_on\nA,-1,2023-02-30\n")
    assert draft.rejected
    assert [(p.row, p.field) for p in draft.problems] == [(2, "budget"), (2, "founded_on")]


def test_a_lenient_import_keeps_the_cell_as_text_and_tells():
    [draft] = drafts("name,budget\nA,-1\n", lenient=True)
    assert (draft.rejected, draft.custom) == (False, {"budget": "-1"})
    assert not draft.problems[0].rejected


def test_a_column_that_was_guessed_at_never_refuses_a_row():
    rows = "".join(f"A{n},Germany\n" for n in range(9))
    read = drafts("name,office_location\n" + rows + "B,Philipines\n")
    assert not read[-1].rejected and read[-1].custom == {"office_location": "Philipines"}


def test_null_is_empty_for_fields_and_literal_in_names_and_notes():
    made = reader("name,city,notes,fax\nNULL,NULL,NULL,NULL\nB,null,\\N,x\n")
    first, second = list(made)
    assert (first.values, first.custom) == ({"name": "NULL", "notes": "NULL"}, {})
    assert second.values == {"name": "B", "notes": "\\N"}
    assert "3 cells hold NULL" in str(made.notes[0])


def test_names_and_notes_are_kept_as_they_stand():
    [draft] = drafts('name,notes\n" A\u200f\u2028B ","\x1b[31m\n{{x}} "\n')
    assert draft.values == {"name": " A\u200f\u2028B ", "notes": "\x1b[31m\n{{x}} "}


def test_the_order_of_day_and_month_is_told_by_the_column():
    read = drafts("name,order date,订单金额\nA,3/4/2017,1\nA,10/20/2016,1\n", kind="orders")
    assert [d.values["order.on"] for d in read] == ["2017-03-04", "2016-10-20"]
    read = drafts("name,order date,订单金额\nA,3/4/2017,1\nA,20/10/2016,1\n", kind="orders")
    assert [d.values["order.on"] for d in read] == ["2017-04-03", "2016-10-20"]


def test_a_column_that_could_be_read_two_ways_follows_the_others_or_is_told_of():
    both = "deal.code,deal.opened_on,deal.closed_on\nA,3/4/2017,20/10/2017\n"
    [draft] = drafts(both, kind="deals")
    assert draft.values["deal.opened_on"] == "2017-04-03"
    made = reader("deal.code,deal.opened_on\nA,3/4/2017\n", kind="deals")
    assert next(iter(made)).values["deal.opened_on"] == "2017-03-04"
    assert "day first or month first" in str(made.notes[0])
    made = reader("deal.code,deal.opened_on\nA,3/4/2017\n", kind="deals", order="dmy")
    assert next(iter(made)).values["deal.opened_on"] == "2017-04-03"
    assert made.notes == []


def test_the_currency_comes_from_the_cell_the_row_the_heading_or_the_book():
    text = "name,order date,amount (k USD),currency\nA,today,5 EUR,GBP\nA,today,5,GBP\nA,today,5,\n"
    read = [d.values["order.amount"] for d in drafts(text, kind="orders")]
    assert read == [
        {"minor": 500_000, "currency": "EUR"}, {"minor": 500_000, "currency": "USD"},
        {"minor": 500_000, "currency": "USD"},
    ]  # fmt: skip
    text = "name,order date,amount,currency\nA,today,5,GBP\nA,today,5,\n"
    read = [d.values["order.amount"]["currency"] for d in drafts(text, kind="orders")]
    assert read == ["GBP", "CNY"]


@pytest.mark.parametrize(("unit", "code", "scale"), [
    ("万元", "CNY", 10_000), ("USD", "USD", 1), ("k", "", 1000), ("2024", "", 1), ("total", "", 1),
    ("", "", 1),
])  # fmt: skip
def test_units_of_headings(unit, code, scale):
    assert heading_unit(unit) == (code, scale)


@given(st.integers(-(10**15), 10**15), st.sampled_from(["CNY", "JPY", "KWD", "EUR"]))
def test_money_written_in_a_cell_is_read_back(minor, currency):
    from tierdesk.domain.money import parse

    assert parse(money_text(Money(minor, currency)), "USD") == Money(minor, currency)


def test_quantity_and_price_make_an_amount_and_returns_are_refused():
    text = "CustomerID,InvoiceDate,Quantity,UnitPrice\n1,2026-01-02,24,3.75\n1,2026-01-02,-1,3\n"
    first, second = drafts(text, kind="orders")
    assert first.values["order.amount"] == {"minor": 9000, "currency": "CNY"}
    assert second.rejected and "negative" in str(second.problems[0].message)


def test_parts_of_a_name_are_joined():
    text = "First Name,Last Name,Company\nAda,Lovelace,A\n伟,张,B\n,Solo,C\n"
    read = [d.values["contact.name"] for d in drafts(text, kind="contacts")]
    assert read == ["Ada Lovelace", "张伟", "Solo"]


def test_custom_numbers_are_numbers_only_where_the_whole_column_is():
    [a, b] = drafts("name,x,zip,f\nA,30,01307,1.50\nB,-1.8,12209,2\n")
    assert (a.custom, b.custom) == (
        {"x": 30, "zip": "01307", "f": "1.50"}, {"x": -1.8, "zip": "12209", "f": "2"},
    )  # fmt: skip


def test_a_faulty_row_becomes_no_draft_of_values():
    read = drafts("name,city\nA,B,C\nD,E\n")
    assert [(d.number, d.rejected) for d in read] == [(2, True), (3, False)]
    assert read[0].values == {}


@pytest.mark.parametrize(("cells", "kept"), [
    (["3.8211582487693283", "0.00001", "12.5"], [3.8211582487693283, 0.00001, 12.5]),
    (["0.12345678901234567890", "-4.820000"], [0.12345678901234568, -4.82]),
    (["3.82e+00", "-1.5E-03", "1e-05", "NULL", "7"], [3.82, -0.0015, 0.00001, None, 7]),
    (["38.2%", "-4 %", "+0.50％", " "], [38.2, -4, 0.5, None]),
    (["38.2%", "0.382"], ["38.2%", "0.382"]),  # which of them is meant cannot be told
    (["12E5", "13E5"], ["12E5", "13E5"]), (["1.10", "1.9"], ["1.10", "1.9"]),
    (["007.125", "1.125"], ["007.125", "1.125"]), (["1.0e+999", "2.0"], ["1.0e+999", "2.0"]),
    (["+4915112345678", "13800138000"], ["+4915112345678", "13800138000"]),
    (["1234567890123456", "1"], ["1234567890123456", "1"]),
])  # fmt: skip
def test_numbers_are_known_however_programs_write_them(cells, kept):
    rows = "".join(f"N{at},{cell}\n" for at, cell in enumerate(cells))
    read = [draft.custom.get("figure") for draft in drafts(f"name,figure\n{rows}")]
    assert read == kept and [type(one) for one in read] == [type(one) for one in kept]


def test_a_column_of_percent_is_said_to_be_kept_without_the_sign():
    read = reader("name,growth,zone\nA,38.2%,1\nB,4%,2\n")
    assert [draft.custom["growth"] for draft in read] == [38.2, 4]
    assert [str(note) for note in read.notes] == [
        "Per cent are kept as numbers, 38.2% as 38.2: growth."
    ]
