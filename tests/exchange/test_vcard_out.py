"""vCards as they are written, and read back as the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Case
from tierdesk.exchange.source import Source
from tierdesk.exchange.vcard_in import read_vcards
from tierdesk.exchange.vcard_out import folded, vcards
from tierdesk.exchange.vcard_text import escaped, parts, unescaped

CONTACT = {
    "name": "李娜; Lina, \\o/", "title": "采购经理", "role": "decision_maker",
    "phones": ["+86 138-0013-8000", "010-6555 转 8012"], "emails": ["a@x.cn"], "wechat": "lina_88",
    "birthday": {"month": 5, "day": 12}, "address": "朝阳区建国路1号", "notes": "two\nlines, and; more",
}  # fmt: skip
FIRM = {
    "name": "宏达科技（深圳）有限公司",
    "tags": ["展会", "A,B"],
    "address": "1 Road",
    "notes": "private",
}


def back(data: bytes) -> list[dict[str, object]]:
    from pathlib import Path

    sheet = read_vcards(Source(Path("x.vcf"), data, "vcard"))
    assert not any(row.fault for row in sheet.rows)
    return [{h: c for h, c in zip(sheet.headers, r.cells, strict=True) if c} for r in sheet.rows]


def test_a_contact_comes_back_with_all_its_fields():
    (row,) = back(vcards([Case(1, FIRM, ((7, CONTACT),))]))
    assert row == {
        "name": FIRM["name"], "tags": '["展会", "A,B"]', "contact.name": CONTACT["name"],
        "contact.title": "采购经理", "contact.role": "decision_maker",
        "contact.phones": "+86 138-0013-8000; 010-6555 转 8012", "contact.emails": "a@x.cn",
        "contact.wechat": "lina_88", "contact.birthday": "05-12", "contact.address": "朝阳区建国路1号",
        "contact.notes": CONTACT["notes"],
    }  # fmt: skip


def test_what_one_thinks_of_a_customer_is_not_given_away():
    assert b"private" not in vcards([Case(1, FIRM, ((7, CONTACT),)), Case(2, FIRM)])


def test_a_firm_without_contacts_and_a_person_that_is_the_customer():
    firm, person = back(vcards([
        Case(1, {"name": "Acme", "address": "1 Road", "aliases": ["ACM"]}),
        Case(2, {"name": "Bo Li"}, ((3, {"name": "Bo Li", "birthday": {
            "month": 8, "day": 15, "calendar": "lunar", "leap": True}}),)),
    ]))  # fmt: skip
    assert firm == {"name": "Acme", "aliases": "ACM", "address": "1 Road"}
    assert person == {
        "name": "Bo Li",
        "contact.name": "Bo Li",
        "contact.birthday": "lunar leap 08-15",
    }


@given(st.text(max_size=200))
def test_lines_are_short_and_break_between_characters(text):
    data = folded("NOTE:" + escaped(text))
    assert data.endswith(b"\r\n")
    lines = data[:-2].split(b"\r\n ")
    assert all(len(line) <= 74 for line in lines[1:]) and len(lines[0]) <= 75
    assert [line.decode() for line in lines]  # no character is cut


@given(
    st.lists(
        st.text(alphabet=st.characters(exclude_characters="\r", exclude_categories=("Cs",))),
        min_size=1,
    )
)
def test_escapes_are_undone(texts):
    assert parts(";".join(map(escaped, texts))) == texts
    assert [unescaped(escaped(text)) for text in texts] == texts


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=300))
def test_any_note_comes_back(text):
    (row,) = back(vcards([Case(1, {"name": "Acme"}, ((2, {"name": "Bo", "notes": text}),))]))
    assert row.get("contact.notes", "") == text.strip().replace("\u2028", "").replace("\u2029", "")


def test_nothing_for_no_customers_and_the_same_bytes_again():
    assert vcards([]) == b""
    case = Case(1, FIRM, ((7, CONTACT),))
    assert vcards([case]) == vcards([case])


@pytest.mark.parametrize("year", [None, 1985])
def test_a_card_of_4_0_tells_the_same(year):
    day = {"month": 5, "day": 12} | ({"year": year} if year else {})
    case = Case(1, FIRM, ((7, {**CONTACT, "birthday": day}),))
    assert back(vcards([case], "4.0")) == back(vcards([case]))


def test_what_4_0_writes_in_another_way():
    person = {
        "name": "Bo",
        "emails": ["bo@x.de"],
        "birthday": {"month": 2, "day": 9},
        "address": "1 Road",
    }
    data = vcards([Case(1, {"name": "Acme"}, ((7, person),)), Case(2, {"name": "Firm"})], "4.0")
    lines = data.decode().split("\r\n")
    assert lines.count("VERSION:4.0") == 2
    assert {"BDAY:--0209", "EMAIL:bo@x.de", "UID;VALUE=text:tierdesk-contact-7", "KIND:org"} <= set(
        lines
    )
    assert not any(line.startswith("X-AB") for line in lines)
    firm = back(data)[1]
    assert firm == {"name": "Firm"}
