"""Names are compared without what tells nobody apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.quality.name_key import name_key


@pytest.mark.parametrize("names", [
    ("Acme", "ACME Inc.", "Acme Co., Ltd.", "ＡＣＭＥ Limited", "acme GmbH & Co. KG", "Acme Corporation", "The Acme Company", "Acme, S.A. de C.V."),
    ("宏达机械", "宏达机械有限公司", "宏达机械股份有限公司", "宏达机械有限责任公司", "宏达机械集团", "宏达机械集团有限公司", "宏达机械 公司"),
    ("宏達機械", "宏達機械有限公司", "宏達機械集團"),
    ("トヨタ", "株式会社トヨタ", "トヨタ株式会社"),
    ("Müller", "Muller AG", "MÜLLER"), ("Ромашка", "ООО «Ромашка»"), ("Astra", "PT Astra Tbk"), ("Bar", "Bar Sp. z o.o."),
    ("Pano's & Paul's", "Panos and Pauls"), ("Palm", "Palm, The", "The Palm"), ("삼성", "주식회사삼성", "삼성주식회사"),
])  # fmt: skip
def test_names_that_differ_in_their_legal_form_have_one_core(names):
    assert len({name_key(name).core for name in names}) == 1


@pytest.mark.parametrize(("one", "other"), [
    ("Acme", "Acne"), ("宏达机械", "宏远机械"), ("宏达机械", "上海宏达机械"), ("か", "が"), ("Co", "Company"), ("有限公司", "公司"),
    ("Delta UK", "Delta"), ("中公司", "公司"),
])  # fmt: skip
def test_names_that_differ_otherwise_stay_apart(one, other):
    assert name_key(one).core != name_key(other).core


def test_what_stands_in_brackets_is_in_the_core_but_not_in_the_base():
    china, plain = name_key("宏达（中国）有限公司"), name_key("宏达")
    assert china.core != plain.core
    assert china.base == plain.base
    assert name_key("(中国)").base


def test_words_in_another_order_are_sorted_alike():
    assert name_key("Hotel Bel-Air").sorted == name_key("bel air hotel").sorted


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("华创机械77号", ("77",)),
        ("上海第二机床厂", ("二",)),
        ("三一重工", ()),
        ("7-Eleven 24", ("7", "24")),
    ],
)
def test_numbers_in_a_name_are_kept_apart(name, numbers):
    assert name_key(name).numbers == numbers


@pytest.mark.parametrize("name", ["", "  ", "!!", "《》", "\0"])
def test_a_name_of_punctuation_has_no_key(name):
    assert name_key(name).base == ""


@given(st.text(max_size=40))
def test_no_name_with_a_letter_or_digit_is_left_without_a_key(name):
    key = name_key(name)
    assert bool(key.base) == bool(key.core) == bool(key.sorted)
    if any(c.isascii() and c.isalnum() for c in name):
        assert key.base


@given(st.text(alphabet="abcÄé Ltdgmbh株式会社有限公司宏达()（）", max_size=25))
def test_width_and_case_do_not_change_a_key(name):
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)
    assert name_key(wide)[1:] == name_key(name)[1:]
    assert name_key(f" {name} ") == name_key(name)
