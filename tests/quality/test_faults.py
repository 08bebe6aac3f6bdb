"""What is wrong with values, and what they were meant to be."""

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tierdesk.domain.book import Book
from tierdesk.domain.change import same
from tierdesk.quality import emails
from tierdesk.quality.faults import (
    birthday_fault,
    date_fault,
    date_meant,
    faults,
    phone_fault,
    phones_meant,
)
from tierdesk.quality.mojibake import damage, without_glosses
from tierdesk.quality.repairing import repairing

TODAY = date(2026, 11, 24)
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=12)
USUAL = st.text(
    st.sampled_from("宏达机械有限公司上海北京东方科技贸易张王李赵中国学习客户产品市场"),
    min_size=2,
    max_size=12,
)
WESTERN = st.text(st.sampled_from("abcdef éèüöäßñçøåÉÜ .-&'"), max_size=20)


@pytest.mark.parametrize(("text", "repaired"), [
    ("學(xué)習(xí)", "學習"), ("學（xué）習（xí）中心", "學習中心"), ("学(xue)习", "学习"), ("å®\x8fè¾¾æ\x9cºæ¢°", "宏达机械"),
    ("MÃ¼ller GmbH", "Müller GmbH"), ("MÃƒÂ¼ller", "Müller"), ("瀹忚揪", "宏达"), ("ºê´ï»úÐµ", "宏达机械"),
])  # fmt: skip
def test_damaged_text_is_what_it_was(text, repaired):
    assert damage(text).repaired == repaired
    assert damage(repaired) is None


@pytest.mark.parametrize("text", ["锟斤拷", "Caf\ufffd", "烫烫烫", "å®è¾¾"])
def test_what_is_lost_is_told_and_left_alone(text):
    assert damage(text) == ("lost", None)


@pytest.mark.parametrize("text", [
    "", "Acme", "Müller GmbH", "São Paulo", "Ærøskøbing", "联通", "宏达（上海）机械", "中国(xi)", "某某(中国)", "naïveté", "Жук", "トヨタ", "삼성",
    "“Quoted” – 5 €", "😀", "ÀÉ", "A" * 30_000 + "é",
])  # fmt: skip
def test_sound_text_is_left_alone(text):
    assert damage(text) is None


@given(HAN)
def test_chinese_is_never_taken_for_damage(text):
    assert damage(text) is None or damage(text).repaired != text


def is_utf8(raw):
    """Whether the bytes can be read as UTF-8, too."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


@given(USUAL)
@example("贸贸")
def test_usual_chinese_is_sound_and_comes_back_from_every_wrong_encoding(text):
    assert damage(text) is None
    assert damage(text.encode().decode("latin-1")).repaired == text
    raw = text.encode("gb2312")
    western = raw.decode("latin-1")
    if is_utf8(raw):  # of two readings either may be the likelier one
        assert damage(western).repaired in (text, raw.decode())
    elif re.search("[\xa0-\xbf×÷]", western):  # letters alone may be a Western word
        assert damage(western).repaired == text


@given(WESTERN)
@example("ÉÉÉÉ")
def test_western_text_is_sound_and_comes_back(text):
    assert damage(text) is None
    if not text.isascii():
        assert damage(text.encode().decode("cp1252")).repaired == text


@given(st.text(max_size=40))
def test_a_repair_is_sound_itself(text):
    found = damage(text)
    if found is not None and found.repaired is not None:
        again = damage(found.repaired)
        assert again is None or again.kind != found.kind
    assert without_glosses(without_glosses(text)) == without_glosses(text)


@pytest.mark.parametrize(("written", "meant"), [
    ("wang@gmial.com", ("wang@gmail.com",)), ("li＠hongda.cn", ("li@hongda.cn",)), ("<Li Wei> li@x.example", ()), ("Li <li@x.example>", ("li@x.example",)),
    ("mailto:li@x.example", ("li@x.example",)), ("li@x.example.", ("li@x.example",)), ("li @ x.example", ("li@x.example",)), ("li@@x.example", ("li@x.example",)),
    ("a@x.example; b@x.example", ("a@x.example", "b@x.example")), ("li@x,example", ("li@x.example",)), ("li@qq.con", ("li@qq.com",)),
    ("none", ()), ("", ()), ("@", ()), ("li@x", ()),
])  # fmt: skip
def test_what_an_address_was_meant_to_be(written, meant):
    assert emails.meant(written) == meant


@pytest.mark.parametrize(("written", "country", "wrong", "meant"), [
    ("13800138000", "CN", False, ()), ("+49 40 123456", "", False, ()), ("110", "CN", False, ()), ("95588", "CN", False, ()), ("400-123-4567", "CN", False, ()),
    ("010-65551234转8012", "CN", False, ()), ("1380013800", "CN", False, ()), ("none", "CN", True, ()), ("", "", True, ()), ("12", "", True, ()),
    ("138001380001380013800", "CN", True, ()), ("+1 212555012345", "", True, ()), ("13800138000/13900139000", "CN", True, ("13800138000", "13900139000")),
    ("１３８００１３８０００", "CN", True, ("13800138000",)), ("13800138000.0", "CN", True, ("13800138000",)), ("310/246-1501", "US", False, ()),
])  # fmt: skip
def test_telephone_numbers_that_cannot_be_dialled(written, country, wrong, meant):
    assert (phone_fault(written, country) is not None) is wrong
    if wrong:
        assert phones_meant(written, country) == meant


@pytest.mark.parametrize(("written", "wrong", "meant"), [
    ("2026-05-01", False, ()), ("2026/5/1", True, ("2026-05-01",)), ("2026年5月1日", True, ("2026-05-01",)), ("2026-02-30", True, ()), ("1900-01-00", True, ()),
    ("soon", True, ()), ("2027-01-01", True, ()), ("0001-01-01", True, ()), ("2027/1/1", True, ()),
])  # fmt: skip
def test_days_that_cannot_be(written, wrong, meant):
    assert (date_fault(written, TODAY, past=True) is not None) is wrong
    if wrong:
        assert date_meant(written, TODAY, past=True) == meant


@pytest.mark.parametrize(("birthday", "wrong"), [
    ({}, False), ({"month": 2, "day": 29}, False), ({"month": 2, "day": 30}, True), ({"month": 2, "day": 30, "calendar": "lunar"}, False),
    ({"month": 13, "day": 1}, True), ({"year": 1880, "month": 1, "day": 1}, True), ({"year": 2027, "month": 1, "day": 1}, True), ({"day": 3}, True),
    ({"year": 1980, "month": 12, "day": 31}, False),
])  # fmt: skip
def test_birthdays_that_cannot_be(birthday, wrong):
    assert (birthday_fault(birthday, TODAY) is not None) is wrong


def book():
    return {
        "customers": {"1": {"name": "學(xué)習(xí)", "country": "CN", "tags": ["MÃ¼nchen", "ok"], "verified_on": "2027-01-01"}},
        "contacts": {"1": {"customer_id": 1, "phones": ["13800138000/13900139000", "none"], "emails": ["a@gmial.com", "a@gmail.com"]}},
        "contracts": {"1": {"customer_id": 1}}, "payments": {"1": {"contract_id": 1, "paid_on": "2026/5/1"}},
        "touches": {"1": {"customer_id": 1, "content": "學(xué)"}},
    }  # fmt: skip


def test_every_fault_is_told_with_its_place_and_the_log_is_left_alone():
    found = faults(Book(book()), TODAY)
    assert [(f.table, f.customer_id, f.field, f.kind, f.repaired) for f in found] == [
        ("customers", 1, "name", "gloss", ("學習",)), ("customers", 1, "tags", "mojibake", ("München",)), ("customers", 1, "verified_on", "date", ()),
        ("contacts", 1, "phones", "phone", ("13800138000", "13900139000")), ("contacts", 1, "phones", "phone", ()),
        ("contacts", 1, "emails", "email", ("a@gmail.com",)), ("payments", 1, "paid_on", "date", ("2026-05-01",)),
    ]  # fmt: skip


def test_repairs_are_one_change_of_what_still_stands_and_nothing_else():
    found = faults(Book(book()), TODAY)
    change = repairing(Book(book()), found)
    after = {(e.table, e.id): e.after for e in change.edits}
    assert change.args == {"n": 5}
    assert after["customers", 1] == {
        "name": "學習",
        "country": "CN",
        "tags": ["München", "ok"],
        "verified_on": "2027-01-01",
    }
    assert after["contacts", 1] == {
        "customer_id": 1,
        "phones": ["13800138000", "13900139000", "none"],
        "emails": ["a@gmail.com"],
    }
    moved = book()
    moved["customers"]["1"]["name"] = "另一个"
    assert "name" not in {
        f
        for e in repairing(Book(moved), found).edits
        for f in e.after
        if e.after[f] != (e.before or {}).get(f)
    }
    assert repairing(Book({}), found).empty


texts = st.text(max_size=25)


@given(texts, st.lists(texts, max_size=3), st.lists(texts, max_size=3), texts)
def test_repairing_twice_is_repairing_once(name, phones, addresses, day):
    tables = {
        "customers": {"1": {"name": name, "verified_on": day}},
        "contacts": {"1": {"customer_id": 1, "phones": phones, "emails": addresses}},
    }  # fmt: skip
    found = [f for f in faults(Book(tables), TODAY) if f.kind in ("phone", "email", "date")]
    for edit in repairing(Book(tables), found).edits:
        tables[edit.table][str(edit.id)] = edit.after
    again = [f for f in faults(Book(tables), TODAY) if f.kind in ("phone", "email", "date")]
    change = repairing(Book(tables), again)
    assert change.empty or all(same(e.before, e.after) for e in change.edits)


def test_progress_rises_and_may_stop_the_work():
    told = []
    faults(Book({"customers": {str(i): {"name": "x"} for i in range(600)}}), TODAY, told.append)
    assert told == sorted(told) and told[-1] == 1
